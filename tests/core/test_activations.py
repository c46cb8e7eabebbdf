"""The numbers that the activations and softmax give, against what mathematics says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Step, Tanh
from nnfs_core.arrays import AnyArray
from tests.core.strategies import matrices, numbers


def exact_sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


@pytest.mark.parametrize("x", [0.0, 1e-300, 1.0, 20.0, 36.0, 37.0, 700.0, 709.9, 745.2, 1e300])
def test_sigmoid_is_right_where_the_plain_formula_overflows(x: float) -> None:
    outputs = Sigmoid().forward([[x, -x, np.inf, -np.inf]])[0]
    np.testing.assert_allclose(outputs[:2], [exact_sigmoid(x), exact_sigmoid(-x)], rtol=1e-15)
    assert outputs[2:].tolist() == [1, 0]


@given(numbers(largest=700))
def test_sigmoid_mirrors_at_a_half(x: float) -> None:
    right, left = Sigmoid().forward([[x, -x]])[0]
    assert right + left == pytest.approx(1, abs=1e-15)
    assert right == pytest.approx(exact_sigmoid(x), rel=1e-14)


def test_sigmoid_in_float32_reaches_0_and_1_without_overflow() -> None:
    outputs = Sigmoid().forward(np.array([[-1e38, -104, -88, 0, 88, 1e38]], np.float32))
    assert outputs.dtype == np.float32
    np.testing.assert_allclose(outputs[0], [0, 0, math.exp(-88), 0.5, 1, 1], rtol=1e-5, atol=1e-44)


def test_step_fires_above_0_only() -> None:
    assert Step().forward([[-1.0, -0.0, 0.0, 5e-324, 2.0]]).tolist() == [[0, 0, 0, 1, 1]]


def test_relu_keeps_what_is_above_0() -> None:
    assert ReLU().forward([[-2.0, 0.0, 5e-324, 3.0]]).tolist() == [[0, 0, 5e-324, 3]]


def test_leaky_relu_multiplies_what_is_below_0_by_its_slope() -> None:
    assert LeakyReLU(slope=0.25).forward([[-2.0, 0.0, 3.0]]).tolist() == [[-0.5, 0, 3]]


def test_a_leaky_relu_of_slope_0_is_relu() -> None:
    inputs = [[-2.0, -1e300, 0.0, 3.0]]
    np.testing.assert_array_equal(LeakyReLU(slope=0).forward(inputs), ReLU().forward(inputs))


def test_linear_passes_every_bit_on() -> None:
    inputs = np.array([[-0.0, 5e-324, 1e308]])
    assert Linear().forward(inputs).tobytes() == inputs.tobytes()


@given(numbers(largest=50))
def test_tanh_is_that_of_mathematics(x: float) -> None:
    assert Tanh().forward([[x]])[0, 0] == pytest.approx(math.tanh(x), rel=1e-14)


def test_softmax_of_known_scores() -> None:
    outputs = Softmax().forward([[1.0, 2.0, 3.0], [5.0, 5.0, 5.0]])
    total = math.e + math.e**2 + math.e**3
    expected = [[math.e / total, math.e**2 / total, math.e**3 / total], [1 / 3] * 3]
    np.testing.assert_allclose(outputs, expected, rtol=1e-15)


@given(matrices(3, 5))
def test_softmax_gives_probabilities_that_sum_to_1(scores: AnyArray) -> None:
    outputs = Softmax().forward(scores)
    assert (outputs >= 0).all()
    np.testing.assert_allclose(outputs.sum(axis=1), 1, rtol=1e-14)


@given(matrices(2, 4, largest=100), st.integers(-(2**20), 2**20))
def test_softmax_does_not_mind_a_number_added_to_all_scores(scores: AnyArray, shift: int) -> None:
    shifted = Softmax().forward(scores + shift)
    np.testing.assert_allclose(shifted, Softmax().forward(scores), rtol=1e-8, atol=1e-12)


@given(matrices(2, 4, largest=100))
def test_subtracting_the_largest_changes_nothing_where_nothing_overflows(scores: AnyArray) -> None:
    plain = Softmax(subtract_maximum=0).forward(scores)
    np.testing.assert_allclose(plain, Softmax().forward(scores), rtol=1e-12)


def test_softmax_without_subtraction_shows_the_overflow() -> None:
    scores = [[1.0, 1000.0]]
    assert np.isnan(Softmax(subtract_maximum=0).forward(scores)[0, 1])
    assert Softmax().forward(scores).tolist() == [[0, 1]]


def test_softmax_without_subtraction_tells_why_it_overflows() -> None:
    cause = Softmax(subtract_maximum=0).cause(np.array([1.0, 1000.0]), 1)
    assert "input 1 is 1000" in cause
    assert "subtracting the largest input first prevents it" in cause
