"""How the numbers of a layer are spread."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import Cancelled
from nnfs_core.layers import ReLU, Sigmoid
from nnfs_core.matrix.blocks import Deferred
from nnfs_core.matrix.rows import Rows
from nnfs_core.summaries.distribution import (
    CountRequest,
    Distribution,
    cells_to_count,
    distributions,
)


def distribution(rows: Rows, *others: object, **named: object) -> Distribution:
    return distributions([CountRequest(rows, *others, **named)])[0]


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
        distributions([CountRequest(Rows.of(np.zeros((3, 2))))], cancelled=lambda: True)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1.0, 50.0, np.nan, -np.inf]))
def test_after_an_edit_it_is_the_same_as_when_all_is_counted_anew(seed: int, value: float) -> None:
    draw = np.random.default_rng(seed)
    parts = np.split(draw.standard_normal((500, 3)), [120, 130])
    rows = Rows(tuple(np.asfortranarray(part) for part in parts), 3, np.dtype(np.float64))
    before = distribution(rows, ReLU.watch)
    for _ in range(3):
        rows = rows.with_cells(int(draw.integers(0, 500)), 1, np.array([[value]]))
        ranges = [(float(block.min()), float(block.max())) for _, block in rows.arrays()]
        before = distribution(rows, ReLU.watch, before=before, ranges=ranges)
        anew = distribution(rows, ReLU.watch)
        for name in ("counts", "edges"):
            assert np.array_equal(getattr(before, name), getattr(anew, name))
        for name in ("minimum", "maximum", "mean", "n_nan", "n_infinite", "n_watched"):
            assert getattr(before, name) == getattr(anew, name)


class Noted(Deferred):
    """A deferred block that notes down when it is read."""

    def __init__(self, name: str, numbers: np.ndarray, order: list[str]) -> None:
        super().__init__(numbers.shape, numbers.dtype)
        self.name, self.numbers, self.order = name, numbers, order

    def load(self) -> np.ndarray:
        self.order.append(self.name)
        return self.numbers

    def read(self) -> np.ndarray:
        return self.load()


def noted(name: str, order: list[str]) -> Rows:
    blocks = [Noted(f"{name}{n}", np.array([[n, n + 1.0]]), order) for n in range(3)]
    return Rows(tuple(blocks), 2, np.dtype(np.float64))


def test_a_block_whose_range_is_known_is_read_once_and_after_an_edit_not_at_all() -> None:
    order: list[str] = []
    rows = noted("a", order)
    ranges = [(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)]
    before = distribution(rows, ranges=ranges)
    assert order == ["a0", "a1", "a2"]
    edited = Rows((*rows.blocks[:2], np.array([[2.5, 3.0]])), 2, rows.dtype)
    wanted = CountRequest(edited, None, [*ranges[:2], (2.5, 3.0)], before)
    assert cells_to_count(wanted) == 2
    assert distributions([wanted])[0].counts.sum() == 6
    assert order == ["a0", "a1", "a2"]


def test_another_range_has_all_blocks_counted_again() -> None:
    order: list[str] = []
    rows = noted("a", order)
    before = distribution(rows, ranges=[(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)])
    edited = Rows((*rows.blocks[:2], np.array([[2.5, 9.0]])), 2, rows.dtype)
    wanted = CountRequest(edited, None, [(0.0, 1.0), (1.0, 2.0), (2.5, 9.0)], before)
    assert cells_to_count(wanted) == 6
    assert distributions([wanted])[0].edges[-1] == 9


def test_the_first_blocks_of_all_matrices_are_counted_before_the_second_ones() -> None:
    order: list[str] = []
    ranges = [(0.0, 3.0)] * 3
    distributions([CountRequest(noted(name, order), None, ranges) for name in "ab"])
    assert order == ["a0", "b0", "a1", "b1", "a2", "b2"]
