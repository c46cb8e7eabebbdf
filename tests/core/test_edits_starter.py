"""The ready classifier that an empty network can start with."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_core.errors import NnfsError
from nnfs_core.finding import Vocabulary
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.layers import ReLU, Softmax


def test_the_classifier_fits_the_batch_and_has_a_neuron_for_each_class() -> None:
    batch = Batch(np.ones((5, 2)), targets=[0, 1, 2, 3, 3])

    project = edits.starter_classifier(Project(Network(), batch))

    hidden, relu, scores, softmax = project.network.layers
    assert isinstance(hidden, Dense)
    assert hidden.weights.shape == (2, 8)
    assert isinstance(relu, ReLU)
    assert isinstance(scores, Dense)
    assert scores.weights.shape == (8, 4)
    assert isinstance(softmax, Softmax)
    assert evaluate(project).fault is None


def test_without_classes_the_classifier_has_three_outputs() -> None:
    project = edits.starter_classifier(Project(Network(), Batch(np.zeros((3, 4)))))
    assert project.network.layers[2].n_outputs == 3


def test_the_same_project_starts_with_the_same_bits_and_no_two_layers_share_a_seed() -> None:
    empty = Project(Network(), Batch(np.zeros((3, 4))), "float32")

    first, second = edits.starter_classifier(empty), edits.starter_classifier(empty)

    assert first == second
    hidden, _, scores, _ = first.network.layers
    assert hidden == Dense.random(4, 8, seed=0, dtype=np.float32)
    assert scores == Dense.random(8, 3, seed=1, dtype=np.float32)


def test_the_classifier_continues_a_network_that_is_there() -> None:
    begun = edits.append_layer(
        Project(Network(), Batch(np.zeros((3, 4)))), Dense.random(4, 6, seed=0)
    )

    project = edits.starter_classifier(begun)

    assert [layer.n_inputs for layer in project.network.layers] == [4, 6, None, 8, None]
    assert [layer.seed for layer in project.network.layers if isinstance(layer, Dense)] == [0, 1, 2]


def test_a_regression_has_one_output_which_is_a_value() -> None:
    batch = Batch(np.ones((5, 2)), targets=[0.5, 1.5, 2.5, 3.5, 3.0])
    begun = edits.standardise_layer(Project(Network(), batch))

    project = edits.starter_regression(begun)

    assert [layer.kind for layer in project.network.layers] == [
        *("standardise", "dense", "relu", "dense", "linear")
    ]
    assert project.network.shapes(2)[-1].n_outputs == 1
    assert Vocabulary.of(project).predicts_value
    assert evaluate(project).fault is None


def test_a_batch_without_features_is_told_to_get_some() -> None:
    with pytest.raises(NnfsError, match="no features; add a column"):
        edits.starter_classifier(Project(Network(), Batch(np.zeros((3, 0)))))
    with pytest.raises(NnfsError, match="no features; add a column"):
        edits.starter_regression(Project(Network(), Batch(np.zeros((3, 0)))))
