"""Numerics: the same numbers in three precisions, and the first place where they part."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Dense, Network, ReLU, ShapeError, Softmax
from nnfs_core.arrays import PRECISIONS
from nnfs_core.errors import Cancelled
from nnfs_core.explain.numerics import PrecisionComparison, network_comparison, softmax_comparison
from nnfs_core.layers import Layer
from tests.core.strategies import matrices, networks


def softmax_of(*inputs: float, subtract: bool = True) -> PrecisionComparison:
    return softmax_comparison(Softmax(subtract_maximum=int(subtract)), np.array(inputs))


def network_of(inputs: Any, *layers: Layer) -> PrecisionComparison:
    network = Network(layers)
    return network_comparison(network.layers, network.names, np.array(inputs, float))


def test_the_steps_with_and_without_the_subtraction() -> None:
    titles = [stage.title for stage in softmax_of(1, 2).stages]
    assert titles == ["input", "largest", "shifted", "exponential", "sum", "probability"]
    titles = [stage.title for stage in softmax_of(1, 2, subtract=False).stages]
    assert titles == ["input", "exponential", "sum", "probability"]


def test_with_the_subtraction_1000_1001_1002_are_fine_in_every_type() -> None:
    comparison = softmax_of(1000, 1001, 1002)
    assert list(comparison.partings.values()) == [None, None, None]
    assert comparison.sentence("float16") == "float16 agrees with float64 to about 3 digits."
    probabilities = comparison.stages[-1].values["float64"]
    np.testing.assert_allclose(probabilities, [0.0900306, 0.2447285, 0.6652410], atol=1e-7)


@pytest.mark.parametrize("precision", PRECISIONS)
def test_without_it_they_part_at_the_exponentials_by_overflow(precision: str) -> None:
    comparison = softmax_of(1000, 1001, 1002, subtract=False)
    parting = comparison.partings[precision]
    assert parting is not None
    assert comparison.stages[parting.stage].title == "exponential"
    assert (parting.entry, parting.why, parting.difference) == (0, "overflow", np.inf)
    assert comparison.sentence(precision).startswith(
        f"{precision} parts at exponential[0]: infinity in place of 1.97e+434; "
    )
    assert np.isnan(comparison.stages[-1].values[precision]).all()
    assert all(stage.parted[precision].all() for stage in comparison.stages[1:])


def test_a_score_of_12_is_too_much_for_float16_alone() -> None:
    comparison = softmax_of(12, 3, 1, subtract=False)
    assert comparison.sentence("float16") == (
        "float16 parts at exponential[0]: infinity in place of 162754.8; the largest float16 is "
        "65504."
    )
    assert comparison.partings["float32"] is None


def test_digits_that_run_out_are_told_apart_from_the_range() -> None:
    comparison = softmax_of(2049, 2050, 2048)
    parting = comparison.partings["float16"]
    assert parting is not None
    assert (parting.why, parting.value, parting.expected) == ("digits", -2.0, -1.0)
    assert comparison.stages[parting.stage].title == "shifted"
    assert "keeps 11 binary digits" in comparison.sentence("float16")


def test_an_exponential_that_vanishes_says_whether_it_counts() -> None:
    harmless = softmax_of(0, -50)
    assert harmless.partings["float16"] is not None
    assert harmless.partings["float16"].why == "underflow"
    assert harmless.sentence("float16").endswith("Beside 1 it does not count.")
    all_gone = softmax_of(-1000, -1001, subtract=False)
    assert "0 in place of 5.08e-435" in all_gone.sentence("float64")
    assert "does not count" not in all_gone.sentence("float64")


def test_an_exponential_beyond_all_writing_is_named_by_its_power() -> None:
    comparison = softmax_comparison(Softmax(subtract_maximum=1), np.array([1e300, -1e300]))
    assert comparison.sentence("float64").startswith(
        "float64 parts at exponential[1]: 0 in place of e to the power of -2e+300; "
    )


def test_an_infinity_that_comes_in_is_nobodys_parting() -> None:
    comparison = softmax_comparison(Softmax(subtract_maximum=0), np.array([np.inf, 1.0]))
    assert comparison.partings == {"float16": None, "float32": None, "float64": None}


def test_a_nan_that_comes_in_is_nobodys_parting() -> None:
    comparison = softmax_of(float("nan"), 1)
    assert list(comparison.partings.values()) == [None, None, None]


@given(data=st.data(), subtract=st.booleans())
def test_the_steps_end_in_the_very_bits_of_the_layer(data: st.DataObject, subtract: bool) -> None:
    inputs = data.draw(matrices(1, data.draw(st.integers(1, 9)), largest=2000))
    comparison = softmax_comparison(Softmax(subtract_maximum=int(subtract)), inputs[0])
    layer = Softmax(subtract_maximum=int(subtract))
    for precision in PRECISIONS:
        expected = layer.forward(inputs.astype(precision))[0]
        numbers = comparison.stages[-1].values[precision]
        assert numbers.dtype == precision
        assert numbers.tobytes() == expected.tobytes()


@given(data=st.data())
def test_with_the_subtraction_every_probability_is_a_number(data: st.DataObject) -> None:
    inputs = data.draw(matrices(1, 4, largest=6e4))
    comparison = softmax_comparison(Softmax(subtract_maximum=1), inputs[0])
    for precision in PRECISIONS:
        assert np.isfinite(comparison.stages[-1].values[precision]).all()


def test_a_network_parts_where_its_numbers_leave_the_range_of_float16() -> None:
    layers = [Dense([[100.0]], [0.0]), ReLU(), Dense([[100.0]], [0.0])]
    comparison = network_of([10.0], *layers)
    assert [stage.title for stage in comparison.stages] == [
        "the batch",
        "Dense 1",
        "ReLU",
        "Dense 2",
    ]
    assert comparison.sentence("float16") == (
        "float16 parts at Dense 2: infinity in place of 100000; the largest float16 is 65504."
    )
    assert comparison.partings["float32"] is None


def test_a_difference_of_near_numbers_runs_out_of_digits() -> None:
    comparison = network_of([1.0, 1.0001], Dense([[1000.0], [-1000.0]], [0.0]))
    parting = comparison.partings["float16"]
    assert parting is not None
    assert comparison.stages[parting.stage].title == "Dense 1"
    assert comparison.partings["float32"] is not None or comparison.partings["float64"] is None


def test_layers_that_are_switched_off_are_left_out_and_misfits_refused() -> None:
    comparison = network_of([1.0], Dense([[2.0]], [0.0], enabled=False), ReLU())
    assert [stage.title for stage in comparison.stages] == ["the batch", "ReLU"]
    with pytest.raises(ShapeError):
        network_of([1.0, 2.0], Dense([[2.0]], [0.0]))


@given(data=st.data())
def test_a_network_comes_out_as_the_engine_has_it_in_each_type(data: st.DataObject) -> None:
    network = data.draw(networks(3))
    inputs = data.draw(matrices(1, 3))
    comparison = network_comparison(network.layers, network.names, inputs[0])
    for precision in PRECISIONS:
        cast = Network([layer.astype(precision) for layer in network.layers])
        expected = cast.outputs(inputs.astype(precision))[-1] if len(cast) else inputs
        np.testing.assert_array_equal(
            comparison.stages[-1].values[precision], expected[0].astype(precision)
        )


def test_the_comparison_stops_when_asked_to() -> None:
    network = Network([ReLU()])
    with pytest.raises(Cancelled):
        network_comparison(network.layers, network.names, np.ones(2), lambda: True)
