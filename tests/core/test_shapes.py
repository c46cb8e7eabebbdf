"""Shapes: what meets in each layer, what misfits, and what every value is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, NnfsError, Project, ReLU, Softmax, edits, evaluate
from nnfs_core.explain.shapes import layer_shapes, transposition_sentence, values_at
from nnfs_core.project.place import INPUT
from tests.core.strategies import projects


def three_layers() -> Project:
    layers = [Dense.random(4, 3), ReLU(), Softmax()]
    return Project(Network(layers), Batch(np.ones((5, 4)), [0, 1, 2, 0, 1]))


def test_a_dense_layer_tells_of_its_product_and_its_biases() -> None:
    shapes = layer_shapes(three_layers(), 0)
    assert shapes.weights is not None
    assert shapes.biases is not None
    told = [shapes.inputs, shapes.weights, shapes.biases, shapes.outputs]
    assert [value.shape for value in told] == [(5, 4), (4, 3), (1, 3), (5, 3)]
    assert "each sample's 4 inputs meet the 4 weights of each neuron" in shapes.sentences[0]
    assert "adds the one row of biases (1, 3) to every one of the 5 rows" in shapes.sentences[1]


def test_an_activation_keeps_the_shape_and_softmax_sums_along_axis_1() -> None:
    relu, softmax = (layer_shapes(three_layers(), layer) for layer in (1, 2))
    assert relu.inputs.shape == relu.outputs.shape == (5, 3)
    assert relu.weights is None
    assert softmax.sums is not None
    assert softmax.sums.shape == (5, 1)
    assert "along axis 1" in softmax.sentences[0]
    assert "keepdims=True keeps them as a column of shape (5, 1)" in softmax.sentences[0]


def test_a_misfit_is_told_with_both_numbers_and_goes_by_resizing() -> None:
    layers = [Dense.random(4, 3), Dense.random(2, 6)]
    project = Project(Network(layers), Batch(np.ones((5, 4))))
    shapes = layer_shapes(project, 1)
    assert shapes.misfit == (
        "Dense 2 expects 2 inputs and receives 3: the inner dimensions differ, so there is no "
        "product."
    )
    assert layer_shapes(edits.resize_inputs(project, 1), 1).misfit == ""


def test_a_layer_that_is_switched_off_is_told_so() -> None:
    project = edits.enable_layers(three_layers(), [0], False)
    shapes = layer_shapes(project, 0)
    assert shapes.sentences == ("Dense 1 is switched off: its inputs go out unchanged.",)
    assert shapes.outputs.shape == (5, 4)


def test_a_layer_that_is_gone_is_refused_in_a_sentence() -> None:
    with pytest.raises(NnfsError, match=r"There is no layer 7; the network has 3\."):
        layer_shapes(three_layers(), 7)


def test_weights_written_one_row_a_neuron_are_turned() -> None:
    weights = layer_shapes(three_layers(), 0).weights
    assert weights is not None
    sentence = transposition_sentence(weights)
    assert "the weights are (3, 4)" in sentence
    assert "swaps the axes to (4, 3)" in sentence


def test_a_number_a_row_and_a_table_are_of_rank_0_1_and_2() -> None:
    values = {value.name: value for value in values_at(three_layers(), 0, 2, 1)}
    number, row = values["this number"], values["outputs of sample 2"]
    table = values["weights of Dense 1"]
    assert [(each.kind, each.rank, each.shape_text) for each in (number, row, table)] == [
        ("scalar", 0, "()"),
        ("vector", 1, "(3,)"),
        ("matrix", 2, "(4, 3)"),
    ]
    assert table.axes == ("inputs", "neurons")
    assert (table.size, table.n_bytes, table.dtype) == (12, 96, np.float64)
    assert (number.size, number.n_bytes) == (1, 8)
    assert values["the targets"].dtype == np.int64


def test_values_at_the_batch_and_at_places_that_are_not_there() -> None:
    names = [value.name for value in values_at(three_layers(), INPUT, 1, 2)]
    assert names == ["this number", "inputs of sample 1", "the batch", "the targets"]
    for place in [(9, 1, 1), (INPUT, 99, 0), (INPUT, None, None)]:
        assert [value.name for value in values_at(three_layers(), *place)] == [
            "the batch",
            "the targets",
        ]


@given(project=projects(), layer=st.integers(0, 5))
def test_the_shapes_told_are_those_of_the_arrays(project: Project, layer: int) -> None:
    if layer >= len(project.network):
        return
    evaluation = evaluate(project)
    shapes = layer_shapes(project, layer)
    entering = evaluation.result(layer - 1)
    assert entering is not None
    assert shapes.inputs.shape == entering.output.shape
    assert shapes.outputs.shape == evaluation.layers[layer].output.shape
    arrays = project.network.layers[layer].arrays()
    for value in (shapes.weights, shapes.biases):
        if value is not None:
            assert value.shape == arrays[value.name].shape
            assert value.n_bytes == arrays[value.name].nbytes
