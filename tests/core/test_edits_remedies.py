"""Edits that remedies are made of: chosen neurons scaled and redrawn."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Dense, NnfsError, Project
from nnfs_core.edits import (
    fill_missing_weights_with_zeros,
    redraw_neurons,
    scale_neurons,
    set_chosen_biases,
)
from tests.projects import project_of

pytestmark = pytest.mark.usefixtures("small_blocks")

NAN, INF = float("nan"), float("inf")


def dense_of(project: Project) -> Dense:
    layer = project.network.layers[0]
    assert isinstance(layer, Dense)
    return layer


def test_scaling_a_neuron_scales_just_its_outputs() -> None:
    project = project_of([[1.0, 2.0]], Dense([[1.0, 3.0], [2.0, 4.0]], [1.0, 5.0]))
    scaled = scale_neurons(project, 0, [1], [0.5])
    before, after = project.network.forward([[1.0, 2.0]]), scaled.network.forward([[1.0, 2.0]])
    assert after.tolist() == [[before[0, 0], before[0, 1] / 2]]
    assert scale_neurons(project, 0, [0, 1], 1.0) is project


def test_biases_are_set_wherever_their_neurons_stand() -> None:
    project = project_of([[1.0]], Dense(np.ones((1, 4)), np.zeros(4)))
    changed = set_chosen_biases(project, 0, [3, 0], [7.0, 5.0])
    assert dense_of(changed).biases.tolist() == [[5, 0, 0, 7]]


def test_a_redrawn_neuron_has_fresh_weights_and_the_others_keep_theirs() -> None:
    project = project_of([[1.0, 2.0]], Dense(np.ones((2, 3)), np.ones(3), seed=4))
    redrawn = dense_of(redraw_neurons(project, 0, [1], [9]))
    assert redrawn.weights[:, 1].tolist() == Dense.random(2, 1, seed=9).weights[:, 0].tolist()
    assert redrawn.weights[:, [0, 2]].tolist() == [[1, 1], [1, 1]]
    assert redrawn.biases.tolist() == [[1, 0, 1]]
    assert redrawn.seed == 4


def test_what_cannot_be_is_refused_in_a_sentence() -> None:
    project = project_of([[1.0]], Dense(np.ones((1, 2)), np.zeros(2)))
    with pytest.raises(NnfsError, match=r"Dense 1 has no neuron 7; it has 2\."):
        scale_neurons(project, 0, [7], [1.0])
    with pytest.raises(NnfsError, match="2 neurons need as many biases"):
        set_chosen_biases(project, 0, [0, 1], [1.0, 2.0, 3.0])
    with pytest.raises(NnfsError, match="2 neurons need as many seeds, but 1 are given"):
        redraw_neurons(project, 0, [0, 1], [1])
    with pytest.raises(NnfsError, match="too large for float64"):
        scale_neurons(scale_neurons(project, 0, [0], 1e300), 0, [0], 1e300)


def test_weights_and_biases_that_are_no_numbers_become_0() -> None:
    project = project_of([[1.0, 1.0]], Dense([[NAN, 1.0], [2.0, INF]], [-INF, 3.0], name="Hidden"))
    mended = dense_of(fill_missing_weights_with_zeros(project, 0))
    assert mended.weights.tolist() == [[0, 1], [2, 0]]
    assert mended.biases.tolist() == [[0, 3]]
    assert mended.name == "Hidden"
    sound = project_of([[1.0]], Dense([[1.0]], [0.0]))
    assert fill_missing_weights_with_zeros(sound, 0) is sound
