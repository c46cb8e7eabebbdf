"""Appends a ready classifier for people who do not want to begin with nothing."""

from __future__ import annotations

from nnfs_core.edits.layers import free_seed, insert_layers, new_layer, width_before
from nnfs_core.errors import NnfsError
from nnfs_core.layers import Dense, ReLU, Softmax
from nnfs_core.project.project import Project

HIDDEN_NEURONS = 8


def starter_classifier(project: Project) -> Project:
    """Append Dense (8 neurons), ReLU, Dense (a neuron a class, else 3) and Softmax, all fitting.

    Raises NnfsError when the samples have no numbers that a layer could weigh.
    """
    end = len(project.network)
    width = width_before(project, end)
    if width == 0:
        raise NnfsError("The batch has no features; add a column to it first.")
    hidden = Dense.random(width, HIDDEN_NEURONS, seed=free_seed(project), dtype=project.dtype)
    with_hidden = insert_layers(project, end, [hidden, ReLU()])
    scores = new_layer(with_hidden, Dense, end + 2)
    return insert_layers(with_hidden, end + 2, [scores, Softmax()])
