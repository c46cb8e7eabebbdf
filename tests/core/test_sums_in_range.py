"""A sum that leaves the range of its type on the way has one answer for any number of rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import KINDS, Batch, Dense, Network, Project, ReLU, evaluate
from nnfs_core.arrays import FloatArray, same_bits
from nnfs_core.layers import Layer
from nnfs_core.layers.sums_in_range import largest_size, limit_of
from tests.projects import layer_of


def in_order(inputs: FloatArray, layer: Dense) -> FloatArray:
    """The outputs as a loop in Python adds them up."""
    outputs = np.empty((len(inputs), layer.n_outputs), inputs.dtype)
    with np.errstate(all="ignore"):
        for i, row in enumerate(inputs):
            for j, weights in enumerate(layer.weights.T):
                total = inputs.dtype.type(0)
                for x, weight in zip(row, weights, strict=True):
                    total += x * weight
                outputs[i, j] = total + layer.biases[0, j]
    return outputs


@pytest.mark.parametrize("n_samples", [1, 2, 3, 8, 100, 5000])
def test_infinity_minus_infinity_is_nan_however_many_samples(n_samples: int) -> None:
    network = Network([Dense([[1e155], [-1e155]], [0.0])])
    inputs = np.full((n_samples, 2), 1e155)
    assert np.isnan(network.forward(inputs)).all()
    assert np.isnan(network.forward(np.asfortranarray(inputs))).all()
    result = evaluate(Project(network, Batch(inputs))).layers[0]
    assert np.isnan(result.output.rows(0, n_samples)).all()


@pytest.mark.parametrize(("size", "dtype"), [(1e155, np.float64), (1e20, np.float32)])
@given(st.integers(0, 2**32), st.integers(1, 9), st.sampled_from([1, 2, 5, 40]))
def test_sums_beyond_the_range_are_added_from_first_to_last(
    size: float, dtype: type, seed: int, n_inputs: int, n_samples: int
) -> None:
    rng = np.random.default_rng(seed)
    scale = rng.choice([1e-3, 0.3, 1.0, 3.0])
    inputs = (size * scale * rng.standard_normal((n_samples, n_inputs))).astype(dtype)
    inputs[rng.random(inputs.shape) < 0.05] = rng.choice([np.nan, np.inf, -np.inf, 0])
    weights = (size * rng.standard_normal((n_inputs, 3))).astype(dtype)
    layer = Dense(weights, rng.standard_normal(3).astype(dtype))
    outputs, expected = layer.forward(inputs), in_order(inputs, layer)
    finite = np.isfinite(expected)
    np.testing.assert_array_equal(np.where(finite, 0, outputs), np.where(finite, 0, expected))
    assert np.isfinite(outputs[finite]).all()
    one_by_one = np.concatenate([layer.forward(inputs[i : i + 1]) for i in range(n_samples)])
    np.testing.assert_array_equal(np.isfinite(one_by_one), finite)


def test_what_surely_stays_in_range_is_left_to_blas() -> None:
    rng = np.random.default_rng(0)
    inputs, weights = rng.standard_normal((50, 20)), rng.standard_normal((20, 4))
    layer = Dense(weights, np.zeros(4))
    assert same_bits(layer.forward(inputs), inputs @ weights + 0.0)
    assert layer.largest_output(largest_size(inputs)) < limit_of(np.dtype(np.float64))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1e-200, 1e-3, 1.0, 1e3, 1e100, 1e307])
def test_no_finite_output_is_larger_than_the_bound_says(kind: type[Layer], size: float) -> None:
    rng = np.random.default_rng(0)
    inputs = size * rng.uniform(-1, 1, (30, 4))
    inputs[3, 2], inputs[4, 1] = np.nan, np.inf
    layer = layer_of(kind)
    outputs = layer.forward(inputs)
    finite = np.abs(outputs[np.isfinite(outputs)])
    with np.errstate(over="ignore"):
        assert finite.max() <= layer.largest_output(largest_size(inputs))


def test_what_a_large_sum_becomes_is_the_same_behind_it() -> None:
    network = Network([Dense([[1e155], [-1e155]], [0.0]), ReLU(), Dense([[1.0]], [1.0])])
    outputs = [network.forward(np.full((n, 2), 1e155))[0, 0] for n in (1, 2, 50)]
    assert np.isnan(outputs).all()
