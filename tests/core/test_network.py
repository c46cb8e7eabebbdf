"""Networks: the names of their layers, their shapes, their misfits and their outputs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Dense, Network, ReLU, ShapeError, Softmax
from tests.core.strategies import matrices, networks


def dense(n_inputs: int, n_neurons: int, **options: object) -> Dense:
    return Dense(np.ones((n_inputs, n_neurons)), np.zeros(n_neurons), **options)  # type: ignore[arg-type]


def test_layers_are_numbered_where_that_helps() -> None:
    network = Network([dense(4, 3), ReLU(), dense(3, 3), ReLU(), dense(3, 2), Softmax()])
    assert network.names == ("Dense 1", "ReLU 1", "Dense 2", "ReLU 2", "Dense 3", "Softmax")
    assert Network([dense(4, 3), ReLU()]).names == ("Dense 1", "ReLU")


def test_a_name_of_ones_own_stands_in_the_place_of_the_number() -> None:
    network = Network([dense(4, 3), dense(3, 3, name="Hidden"), dense(3, 2)])
    assert network.names == ("Dense 1", "Hidden", "Dense 3")


def test_shapes_follow_the_samples_through_the_layers() -> None:
    shapes = Network([dense(4, 3), ReLU(), dense(3, 2)]).shapes(4)
    assert [(s.received, s.expected, s.n_outputs) for s in shapes] == [
        (4, 4, 3),
        (3, 3, 3),
        (3, 3, 2),
    ]
    assert all(shape.fits for shape in shapes)


def test_a_layer_switched_off_takes_what_comes_and_passes_it_on() -> None:
    network = Network([dense(4, 3, enabled=False), ReLU(), dense(4, 2)])
    assert [shape.fits for shape in network.shapes(4)] == [True, True, True]
    inputs = np.array([[1.0, -2.0, 3.0, 4.0]])
    first, second, third = network.outputs(inputs)
    assert first.tolist() == inputs.tolist()
    assert second.tolist() == [[1, 0, 3, 4]]
    assert third.tolist() == [[8, 8]]


def test_a_misfit_names_the_layer_and_both_numbers() -> None:
    network = Network([dense(4, 4), ReLU(), dense(3, 2)])
    with pytest.raises(ShapeError, match=r"^Dense 2 expects 3 inputs and receives 4\.$"):
        network.forward(np.zeros((1, 4)))
    with pytest.raises(ShapeError, match=r"^Dense 1 expects 4 inputs and receives 7\.$"):
        network.forward(np.zeros((1, 7)))


def test_shapes_go_on_behind_a_misfit() -> None:
    shapes = Network([dense(4, 4), dense(3, 2), dense(2, 2), dense(5, 1)]).shapes(4)
    assert [shape.fits for shape in shapes] == [True, False, True, False]


def test_without_layers_the_inputs_are_the_outputs() -> None:
    assert Network().outputs([[1.0, 2.0]]) == []
    assert Network().forward([[1.0, 2.0]]).tolist() == [[1, 2]]


def test_parameters_are_counted_also_where_switched_off() -> None:
    network = Network([dense(4, 3), ReLU(), dense(3, 2, enabled=False)])
    assert network.parameter_count == 4 * 3 + 3 + 3 * 2 + 2


def test_networks_are_equal_when_their_layers_are() -> None:
    assert Network([dense(4, 3), ReLU()]) == Network((dense(4, 3), ReLU()))
    assert hash(Network([dense(4, 3)])) == hash(Network([dense(4, 3)]))
    assert Network([ReLU()]) != Network([ReLU(name="mine")])


@given(st.data())
def test_each_output_is_the_layers_own_forward_of_the_one_before(data: st.DataObject) -> None:
    network = data.draw(networks(3))
    inputs = data.draw(matrices(4, 3))
    outputs = network.outputs(inputs)
    entering = inputs
    for layer, output in zip(network.layers, outputs, strict=True):
        expected = layer.forward(entering) if layer.enabled else entering
        assert output.tobytes() == expected.tobytes()
        entering = output
    np.testing.assert_allclose(network.forward(inputs), entering, rtol=1e-9)
