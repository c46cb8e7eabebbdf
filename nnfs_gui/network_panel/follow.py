"""Where the selection is after an edit: with its layer, and never at something that is gone."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.evaluate import INPUT
from nnfs_core.project import Project
from nnfs_gui.selection import Place


def followed(place: Place, old: Project, new: Project) -> Place:
    """The place in `new` of what `place` was in `old`.

    A layer that moved is followed. Where one was removed, the next one, else the last, is taken.
    """
    layer = _followed_layer(place.layer, old, new)
    n_samples, width = new.batch.n_samples, _width(new, layer)
    sample, neuron = place.sample, place.neuron
    if sample is not None and sample >= n_samples:
        sample = n_samples - 1 if n_samples else None
    if neuron is not None and (layer != place.layer or neuron >= width):
        neuron = None
    return replace(place, layer=layer, sample=sample, neuron=neuron)


def _followed_layer(index: int, old: Project, new: Project) -> int:
    before, after = old.network.layers, new.network.layers
    if index == INPUT or before is after:
        return index
    if index < len(before):
        layer = before[index]
        copies = {n for n, other in enumerate(before) if other is layer and n != index}
        places = [n for n, other in enumerate(after) if other is layer and n not in copies]
        if places:
            return min(places, key=lambda number: abs(number - index))
    return min(index, len(after) - 1)


def _width(project: Project, layer: int) -> int:
    if layer == INPUT:
        return project.batch.n_features
    return project.network.shapes(project.batch.n_features)[layer].n_outputs
