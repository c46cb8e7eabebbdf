"""Layers that compute less than they could are told, with an edit that helps."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, Project, edits, evaluate
from nnfs_core.explain.hints import hints
from nnfs_core.layers import Layer, Linear, ReLU, Sigmoid, Softmax
from nnfs_core.progress import never


def project_of(*layers: Layer, n_features: int = 3) -> Project:
    inputs = np.random.default_rng(0).standard_normal((4, n_features))
    return Project(Network(layers), Batch(inputs))


def helped(project: Project, index: int) -> Project:
    hint = hints(project, evaluate(project))[index]
    assert hint.remedy is not None
    return hint.remedy.edit(project, never)


def test_softmax_of_one_number_is_told_and_becomes_a_sigmoid() -> None:
    project = project_of(Dense.random(3, 1), Softmax())
    assert hints(project)[1].text.startswith("Softmax of one number is always 1")
    changed = helped(project, 1)
    assert isinstance(changed.network.layers[1], Sigmoid)
    assert hints(changed, evaluate(changed)) == {}


def test_equal_scores_are_told_and_equal_neurons_drawn_anew() -> None:
    project = project_of(Dense(np.full((3, 5), 0.1), np.zeros((1, 5))), Softmax())
    hint = hints(project, evaluate(project))[1]
    assert hint.text == "The scores of each sample are equal, so each class gets 1/5."
    assert hint.remedy is not None
    assert hint.remedy.title == "Draw the weights of Dense 1 anew"
    assert hints(project) == {}  # before a pass nobody knows
    changed = helped(project, 1)
    assert hints(changed, evaluate(changed)) == {}


def test_equal_scores_of_other_reasons_are_told_without_a_remedy() -> None:
    project = project_of(Dense(np.zeros((3, 2)), [[2.0, 2.0]]), ReLU(), Softmax())
    hint = hints(project, evaluate(project))[2]
    assert "1/2" in hint.text
    assert hint.remedy is None


def test_scores_that_differ_in_one_sample_alone_are_no_hint() -> None:
    inputs = np.zeros((3, 2))
    inputs[1, 0] = 1.0
    project = Project(Network([Dense(np.eye(2), np.zeros((1, 2))), Softmax()]), Batch(inputs))
    assert hints(project, evaluate(project)) == {}


@pytest.mark.parametrize("between", [[], [Linear()], [ReLU(enabled=False)]])
def test_dense_layers_without_an_activation_between_are_told(between: list[Layer]) -> None:
    project = project_of(Dense.random(3, 4), *between, Dense.random(4, 2, seed=1))
    last = len(project.network) - 1
    assert [*hints(project)] == [last]
    assert "with Dense 1 it does what one layer could" in hints(project)[last].text
    changed = helped(project, last)
    assert isinstance(changed.network.layers[last], ReLU)
    assert changed.network.names[-1] == "Dense 2"
    assert hints(changed) == {}


def test_there_is_no_hint_about_what_is_switched_off_or_waits_behind_a_misfit() -> None:
    off = edits.enable_layers(project_of(Dense.random(3, 4), Dense.random(4, 2)), [1], False)
    assert hints(off) == {}
    assert hints(project_of(Dense.random(7, 4), Dense.random(4, 1), Softmax())) == {}
