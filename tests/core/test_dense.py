"""Dense layers: their numbers, their shapes, their random draws, and why a sum is not finite."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Dense, NnfsError, ShapeError
from nnfs_core.arrays import AnyArray
from tests.core.strategies import matrices, precisions

WEIGHTS = [[0.2, 0.5, -0.26], [0.8, -0.91, -0.27], [-0.5, 0.26, 0.17], [1.0, -0.5, 0.87]]


def test_a_dense_layer_weighs_sums_and_adds_its_bias() -> None:
    layer = Dense(WEIGHTS, [2.0, 3.0, 0.5])
    np.testing.assert_allclose(layer.forward([[1.0, 2.0, 3.0, 2.5]]), [[4.8, 1.21, 2.385]])


@given(st.data(), precisions)
def test_outputs_are_what_plain_loops_give(data: st.DataObject, precision: str) -> None:
    inputs: AnyArray = data.draw(matrices(2, 3, precision))
    weights: AnyArray = data.draw(matrices(3, 2, precision))
    outputs = Dense(weights, np.array([1, -2], precision)).forward(inputs)
    for sample in range(2):
        for neuron in range(2):
            terms = [float(inputs[sample, i]) * float(weights[i, neuron]) for i in range(3)]
            scale = sum(map(abs, terms)) + 2
            expected = sum(terms) + (1, -2)[neuron]
            output, tolerance = float(outputs[sample, neuron]), 8 * float(np.finfo(precision).eps)
            if scale < float(np.finfo(precision).max):  # else float16 overflows
                assert output == pytest.approx(expected, abs=scale * tolerance)


def test_weights_stored_one_row_a_neuron_are_transposed() -> None:
    layer = Dense.from_neurons(np.transpose(WEIGHTS), [2.0, 3.0, 0.5])
    assert layer == Dense(WEIGHTS, [[2.0, 3.0, 0.5]])
    assert layer.weights.flags.c_contiguous


@pytest.mark.parametrize("seed", [0, 1, 2**31 - 1])
def test_random_weights_are_a_hundredth_of_a_standard_normal_draw(seed: int) -> None:
    layer = Dense.random(4, 3, seed=seed)
    expected = 0.01 * np.random.default_rng(seed).standard_normal((4, 3))
    assert layer.weights.tobytes() == expected.tobytes()
    assert layer.biases.tolist() == [[0, 0, 0]]
    assert layer.seed == seed


def test_a_seed_draws_the_same_bits_for_ever() -> None:
    expected = [[0.0012573022, -0.0013210486], [0.0064042265, 0.0010490012]]
    np.testing.assert_allclose(Dense.random(2, 2, seed=0).weights, expected, rtol=1e-6)
    assert Dense.random(2, 2, seed=0).weights[0, 0].hex() == "0x1.49981f82338a5p-10"
    assert Dense.random(2, 2, seed=0) == Dense.random(2, 2, seed=0)
    assert Dense.random(2, 2, seed=0) != Dense.random(2, 2, seed=1)


def test_a_seed_draws_the_same_weights_in_float32_rounded() -> None:
    narrow = Dense.random(3, 2, seed=5, dtype=np.float32)
    assert narrow.weights.dtype == np.float32
    assert narrow == Dense.random(3, 2, seed=5).astype(np.float32)


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(NnfsError, match="Seed must be between 0 and"):
        Dense.random(2, 2, seed=seed)


def test_more_weights_than_there_is_memory_are_refused_in_a_sentence() -> None:
    with pytest.raises(NnfsError, match="weights need more memory than there is"):
        Dense.random(2**40, 2**40)


@pytest.mark.parametrize(
    ("weights", "biases", "sentence"),
    [
        ([[1.0, 2.0]], [1.0], r"need biases of shape \(1, 2\), but theirs is \(1,\)\."),
        ([[1.0, 2.0]], [[1.0], [2.0]], r"\(1, 2\), but theirs is \(2, 1\)\."),
        ([1.0, 2.0], [1.0], r"The weights must have two dimensions, but the shape is \(2,\)\."),
        ([[1.0, 2.0]], 1.0, r"The biases must have two dimensions, but the shape is \(\)\."),
        ([[1.0], [2.0, 3.0]], [1.0], "The weights must be a full table of numbers"),
        ([["a"]], [1.0], "The weights must be a full table of numbers"),
        ([[1j]], [1.0], "The weights must be a full table of numbers"),
        ([[10**400]], [1.0], "The weights must be a full table of numbers"),
    ],
)
def test_weights_and_biases_that_do_not_fit_are_refused(
    weights: object, biases: object, sentence: str
) -> None:
    with pytest.raises(ShapeError, match=sentence):
        Dense(weights, biases)  # type: ignore[arg-type]


def test_a_layer_keeps_its_numbers_when_the_given_arrays_change() -> None:
    weights, biases = np.ones((2, 2)), np.zeros(2)
    layer = Dense(weights, biases)
    weights[:], biases[:] = 7, 7
    assert layer == Dense(np.ones((2, 2)), np.zeros(2))


def test_weights_of_the_other_byte_order_are_taken_for_what_they_mean() -> None:
    layer = Dense(np.array(WEIGHTS, ">f8"), np.zeros(3, ">f8"))
    assert layer == Dense(WEIGHTS, np.zeros(3))
    assert layer.forward(np.ones((1, 4), ">f8")).dtype == np.dtype("=f8")


def test_a_resized_layer_keeps_what_overlaps() -> None:
    layer = Dense(WEIGHTS, [2.0, 3.0, 0.5], seed=9)
    grown = layer.resized(5, 4)
    fresh = Dense.random(5, 4, seed=9)
    assert grown.weights[:4, :3].tolist() == WEIGHTS
    assert grown.weights[4].tolist() == fresh.weights[4].tolist()
    assert grown.weights[:, 3].tolist() == fresh.weights[:, 3].tolist()
    assert grown.biases.tolist() == [[2, 3, 0.5, 0]]
    assert grown.resized(4, 3) == layer
    assert layer.resized(4, 3) is layer


@pytest.mark.parametrize(
    ("weights", "biases", "inputs", "cause"),
    [
        ([[1.0], [np.nan]], [0.0], [1.0, 2.0], "weight 1 of the neuron is NaN"),
        ([[1.0], [-np.inf]], [0.0], [1.0, 2.0], "weight 1 of the neuron is minus infinity"),
        ([[1.0], [1.0]], [np.inf], [1.0, 2.0], "the neuron's bias is infinity"),
        ([[1.0], [1.0]], [0.0], [1.0, np.inf], "input 1 is infinity"),
        ([[1.0], [1e300]], [0.0], [1.0, 1e300], "its largest term is 1e+300 × 1e+300"),
    ],
)
def test_a_dense_layer_tells_what_made_a_sum_not_finite(
    weights: list[list[float]], biases: list[float], inputs: list[float], cause: str
) -> None:
    assert cause in Dense(weights, biases).cause(np.array(inputs), 0)


def test_more_weights_than_memory_holds_are_refused_before_any_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nnfs_core.layers.initialisation.free_memory", lambda: 100 * 2**20)
    Dense.random(1000, 10)
    with pytest.raises(NnfsError, match="need more memory than there is"):
        Dense.random(10_000, 10_000)
