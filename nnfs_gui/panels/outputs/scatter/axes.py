"""Says what the axes show once the network or the batch is another one."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.following import followed_all
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_core.scatter.request import Axis

Axes = tuple[Axis, Axis]


def followed_axes(axes: Axes, old: Project, new: Project) -> Axes | None:
    """The same axes after an edit: a feature goes by its name, a neuron with its layer.

    None where one is gone.
    """
    x, y = (_followed(axis, old, new) for axis in axes)
    return None if x is None or y is None else (x, y)


def _followed(axis: Axis, old: Project, new: Project) -> Axis | None:
    if axis.layer == INPUT:
        before, after = old.batch.columns, new.batch.columns
        name = before[axis.column] if axis.column < len(before) else ""
        is_moved = len(before) != len(after) and name in after
        return replace(axis, column=after.index(name)) if is_moved else axis
    place = followed_all(old, new)(Place(axis.layer, None, axis.column))
    return None if place is None else Axis(place.layer, place.neuron or 0)


def axes_of(evaluation: Evaluation, axes: Axes | None) -> Axes | None:
    """The axes if their numbers are there, else the first two features, or what there is."""
    if axes is not None and all(axis.rows(evaluation) is not None for axis in axes):
        return axes
    layers = INPUT, len(evaluation.layers) - 1
    offered = [Axis(layer, column) for layer in dict.fromkeys(layers) for column in (0, 1)]
    found = [axis for axis in offered if axis.rows(evaluation) is not None][:2]
    return (found[0], found[-1]) if found else None
