"""A small matrix that stands for a large one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import Cancelled
from nnfs_core.overview import extremes, overview
from nnfs_core.rows import Rows

MATRICES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(0, 40), st.integers(1, 12)),
    elements=st.floats(-1e300, 1e300) | st.sampled_from([np.nan, np.inf, -np.inf]),
)


def slow_extreme(tile: np.ndarray) -> float:
    if np.isnan(tile).any():
        return np.nan
    return max(tile.min(), tile.max(), key=abs)


@given(MATRICES, st.integers(1, 9), st.integers(1, 9))
def test_each_value_is_the_largest_magnitude_of_the_cells_under_it(
    matrix: FloatArray, max_rows: int, max_columns: int
) -> None:
    rows = Rows.joined([matrix[:7].copy(), matrix[7:].copy()], matrix.shape[1], np.float64)
    small = overview(rows, max_rows, max_columns)
    assert small.values.shape[0] <= max_rows
    assert small.values.shape[1] <= max_columns
    for row in range(small.values.shape[0]):
        for column in range(small.values.shape[1]):
            tile = matrix[
                row * small.row_step : (row + 1) * small.row_step,
                column * small.column_step : (column + 1) * small.column_step,
            ]
            expected = slow_extreme(tile)
            assert abs(small.values[row, column]) == abs(expected) or np.isnan(expected)
            assert np.isnan(small.values[row, column]) == np.isnan(expected)


def test_the_sign_of_the_largest_magnitude_is_kept() -> None:
    assert extremes(np.array([[1.0, -3.0], [2.0, 0.5]]), 2, 2).tolist() == [[-3.0]]


def test_one_nan_among_a_million_numbers_is_still_seen() -> None:
    matrix = np.ones((100_000, 10))
    matrix[77_777, 3] = np.nan
    small = overview(Rows.of(matrix), 100, 10)
    assert np.argwhere(np.isnan(small.values)).tolist() == [[77, 3]]


def test_a_small_matrix_is_its_own_overview() -> None:
    matrix = np.arange(12.0).reshape(3, 4)
    small = overview(Rows.of(matrix), 10, 10)
    assert (small.row_step, small.column_step) == (1, 1)
    assert np.array_equal(small.values, matrix)


def test_blocks_that_do_not_match_the_grid_give_the_same_overview() -> None:
    matrix = np.random.default_rng(1).standard_normal((10_000, 3))
    whole = overview(Rows.of(matrix), 30, 3)
    parted = overview(Rows.joined(np.split(matrix, [1, 500, 7001]), 3, np.float64), 30, 3)
    assert np.array_equal(whole.values, parted.values)


def test_an_overview_nobody_waits_for_is_given_up() -> None:
    with pytest.raises(Cancelled):
        overview(Rows.of(np.zeros((10, 2))), 5, 2, cancelled=lambda: True)
