"""This module follows places through edits, and keeps them off what a project does not have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nnfs_core.layers import Layer
from nnfs_core.network.matching import followed_layer
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project


def moves(old: Project, new: Project) -> bool:
    """True when a sample, a feature, a layer or one of its weights has another place in `new`.

    An edit of a number or of a name moves nothing.
    """
    batch, other = old.batch, new.batch
    if (batch.n_samples, batch.n_features) != (other.n_samples, other.n_features):
        return True
    if batch.columns is not other.columns and batch.columns != other.columns:
        return True
    before, after = old.network.layers, new.network.layers
    if before is after:
        return False
    known = set(map(id, before))
    return len(before) != len(after) or any(
        layer is not present and (id(layer) in known or _frame(layer) != _frame(present))
        for present, layer in zip(before, after, strict=True)
    )


def _frame(layer: Layer) -> tuple[object, ...]:
    return layer.kind, *(array.shape for array in layer.arrays().values())


def nearest(place: Place, project: Project) -> Place:
    """The place itself where the project has it; else as much of it as there is.

    In the place of a layer that is gone it is the last one, and of a sample the last one.
    """
    is_gone = not INPUT <= place.layer < len(project.network)
    layer = len(project.network) - 1 if is_gone else place.layer
    n_samples, sample, neuron = project.batch.n_samples, place.sample, place.neuron
    if sample is not None and not 0 <= sample < n_samples:
        sample = n_samples - 1 if n_samples else None
    if neuron is not None and (is_gone or not 0 <= neuron < _width(project, layer)):
        neuron = None
    found = replace(place, layer=layer, sample=sample, neuron=neuron)
    return found if _has_weight(project, found) else replace(found, weight=None)


def followed(place: Place, old: Project, new: Project) -> Place:
    """The place in `new` of what `place` was in `old`.

    A layer that moved is followed. Where one was removed, the next one, else the last, is taken;
    so it is where `place` was gone already, as when a link of an earlier state was followed.
    """
    layer = _followed_layer(place.layer, old, new)
    if layer != place.layer and not _is_same(place.layer, layer, old, new):
        place = replace(place, neuron=None)
    return nearest(replace(place, layer=layer), new)


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
        return found if nearest(found, new) == found else None

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
