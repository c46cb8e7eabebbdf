"""How the numbers of a layer are spread."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnfs_core.arrays import FloatArray
from nnfs_core.distribution import distribution
from nnfs_core.errors import Cancelled
from nnfs_core.layers import ReLU, Sigmoid
from nnfs_core.rows import Rows


@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(0, 20), st.integers(1, 4)),
        elements=st.floats(allow_subnormal=True),
    )
)
@example(np.full((1, 3), np.finfo(np.float64).max))
def test_every_number_is_counted_once(matrix: FloatArray) -> None:
    rows = Rows.joined([matrix[:5].copy(), matrix[5:].copy()], matrix.shape[1], np.float64)
    found = distribution(rows)
    assert found.counts.sum() + found.n_nan + found.n_infinite == matrix.size
    assert np.isfinite(found.edges).all()
    assert np.isfinite(found.mean)
    finite = matrix[np.isfinite(matrix)]
    if finite.size:
        assert (found.minimum, found.maximum) == (finite.min(), finite.max())


def test_the_mean_is_of_all_blocks() -> None:
    matrix = np.random.default_rng(0).standard_normal((9000, 3))
    found = distribution(Rows.of(matrix))
    assert found.mean == pytest.approx(matrix.mean(), rel=1e-9)
    assert found.counts.sum() == 27_000


def test_numbers_stand_in_the_bin_of_their_range() -> None:
    found = distribution(Rows.of(np.array([[0.0, 1.0, 9.0, 10.0]])), bins=2)
    assert found.edges.tolist() == [0, 5, 10]
    assert found.counts.tolist() == [2, 2]


def test_equal_numbers_stand_in_the_middle() -> None:
    found = distribution(Rows.of(np.full((4, 2), 3.0)), bins=3)
    assert found.counts.tolist() == [0, 8, 0]
    assert found.edges[0] < 3 < found.edges[-1]


def test_zeros_after_relu_are_counted() -> None:
    found = distribution(Rows.of(np.array([[0.0, 0.0, 2.0, 0.0]])), ReLU.watch)
    assert found.watched_share == 0.75


def test_saturated_sigmoids_are_counted() -> None:
    found = distribution(Rows.of(np.array([[0.001, 0.5, 0.999, 0.4]])), Sigmoid.watch)
    assert found.n_watched == 2


def test_nan_and_infinity_are_counted_apart_and_left_out_of_the_mean() -> None:
    found = distribution(Rows.of(np.array([[np.nan, np.inf, -np.inf, 1.0, 3.0]])))
    assert (found.n_nan, found.n_infinite, found.mean) == (1, 2, 2.0)


def test_single_precision_at_its_limits_does_not_overflow() -> None:
    largest = np.finfo(np.float32).max
    found = distribution(Rows.of(np.array([[largest, -largest]], np.float32)))
    assert found.counts[0] == found.counts[-1] == 1
    assert found.mean == 0


def test_a_distribution_nobody_waits_for_is_given_up() -> None:
    with pytest.raises(Cancelled):
        distribution(Rows.of(np.zeros((3, 2))), cancelled=lambda: True)
