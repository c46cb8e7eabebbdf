"""Keeps the selection with its layer after an edit, and never at something that is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nnfs_core.network.matching import followed_layer
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project


def followed(place: Place, old: Project, new: Project) -> Place:
    """The place in `new` of what `place` was in `old`.

    A layer that moved is followed. Where one was removed, the next one, else the last, is taken;
    so it is where `place` was gone already, as when a link of an earlier state was followed.
    """
    layer = _followed_layer(place.layer, old, new)
    n_samples, width = new.batch.n_samples, _width(new, layer)
    sample, neuron = place.sample, place.neuron
    if sample is not None and sample >= n_samples:
        sample = n_samples - 1 if n_samples else None
    is_other = layer != place.layer and not _is_same(place.layer, layer, old, new)
    if neuron is not None and (is_other or neuron >= width):
        neuron = None
    found = replace(place, layer=layer, sample=sample, neuron=neuron)
    return found if _has_weight(new, found) else replace(found, weight=None)


def followed_all(old: Project, new: Project) -> Callable[[Place], Place | None]:
    """Of places in `old`, where they are in `new`; None of those that are gone."""
    layers: dict[int, int | None] = {}

    def layer_of(index: int) -> int | None:
        if index not in layers:
            layer = _followed_layer(index, old, new)
            is_gone = len(new.network) < len(old.network) and not _is_same(index, layer, old, new)
            layers[index] = None if is_gone else layer
        return layers[index]

    def find(place: Place) -> Place | None:
        layer = layer_of(place.layer)
        if layer is None or layer >= len(new.network):
            return None
        found = replace(place, layer=layer)
        return found if followed(found, new, new) == found else None

    return find


def _is_same(index: int, layer: int, old: Project, new: Project) -> bool:
    if index == INPUT:
        return True
    before, after = old.network.layers, new.network.layers
    return index < len(before) and layer >= 0 and after[layer] is before[index]


def _followed_layer(index: int, old: Project, new: Project) -> int:
    before, after = old.network.layers, new.network.layers
    if index == INPUT or (before is after and index < len(after)):
        return index
    return followed_layer(index, before, after)


def _has_weight(project: Project, place: Place) -> bool:
    if place.weight is None:
        return True
    layer = project.network.dense_layers.get(place.layer)
    return layer is not None and place.neuron is not None and place.weight < layer.n_inputs


def _width(project: Project, layer: int) -> int:
    if layer == INPUT:
        return project.batch.n_features
    return project.network.shapes(project.batch.n_features)[layer].n_outputs
