"""Says what the axes show once the network or the batch is another one."""

from __future__ import annotations

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.following import followed_all
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_core.scatter.request import Axis

Axes = tuple[Axis, Axis]


def followed_axes(axes: Axes, old: Project, new: Project) -> Axes | None:
    """The same axes after an edit: a neuron goes with its layer. None where one is gone."""
    place_of = followed_all(old, new)
    x, y = (place_of(Place(axis.layer, None, axis.column)) for axis in axes)
    if x is None or y is None:
        return None
    return Axis(x.layer, x.neuron or 0), Axis(y.layer, y.neuron or 0)


def axes_of(evaluation: Evaluation, axes: Axes | None) -> Axes | None:
    """The axes if their numbers are there, else the first two features, or what there is."""
    if axes is not None and all(axis.rows(evaluation) is not None for axis in axes):
        return axes
    layers = INPUT, len(evaluation.layers) - 1
    offered = [Axis(layer, column) for layer in dict.fromkeys(layers) for column in (0, 1)]
    found = [axis for axis in offered if axis.rows(evaluation) is not None][:2]
    return (found[0], found[-1]) if found else None
