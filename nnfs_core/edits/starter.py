"""Appends ready layers for people who do not want to begin with nothing."""

from __future__ import annotations

from nnfs_core.edits.layers import free_seed, insert_layers, new_layer, width_before
from nnfs_core.errors import NnfsError
from nnfs_core.layers import Dense, Linear, ReLU, Softmax
from nnfs_core.project.project import Project

HIDDEN_NEURONS = 8


def starter_classifier(project: Project) -> Project:
    """Append Dense (8 neurons), ReLU, Dense (a neuron a class, else 3) and Softmax, all fitting.

    Raises NnfsError when the samples have no numbers that a layer could weigh.
    """
    begun = _with_hidden_layer(project)
    end = len(begun.network)
    return insert_layers(begun, end, [new_layer(begun, Dense, end), Softmax()])


def starter_regression(project: Project) -> Project:
    """Append Dense (8 neurons), ReLU, Dense (one neuron, for the value) and Linear, all fitting.

    Raises NnfsError when the samples have no numbers that a layer could weigh.
    """
    begun = _with_hidden_layer(project)
    value = Dense.random(HIDDEN_NEURONS, 1, seed=free_seed(begun), dtype=project.dtype)
    return insert_layers(begun, len(begun.network), [value, Linear()])


def _with_hidden_layer(project: Project) -> Project:
    end = len(project.network)
    width = width_before(project, end)
    if width == 0:
        raise NnfsError("The batch has no features; add a column to it first.")
    hidden = Dense.random(width, HIDDEN_NEURONS, seed=free_seed(project), dtype=project.dtype)
    return insert_layers(project, end, [hidden, ReLU()])
