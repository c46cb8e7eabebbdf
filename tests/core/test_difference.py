"""Differences of matrices, however they are cut, deferred or edited."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.comparing import difference as difference_module
from nnfs_core.comparing.difference import difference, subtract, wider
from nnfs_core.matrix import blocks
from nnfs_core.matrix.rows import Rows
from tests.core.strategies import precisions
from tests.deferred import Slow, counting, loads

pytestmark = pytest.mark.usefixtures("small_blocks")


@st.composite
def cut(draw: st.DrawFn, matrix: AnyArray) -> Rows:
    """Rows of a matrix in blocks of any sizes, each in memory or deferred."""
    parts, start = [], 0
    while start < len(matrix):
        stop = draw(st.integers(start + 1, len(matrix)))
        part = seal(matrix[start:stop].copy())
        parts.append(Slow(part) if draw(st.booleans()) else part)
        start = stop
    return Rows(tuple(parts), matrix.shape[1], matrix.dtype)


@st.composite
def matrices(draw: st.DrawFn, width: int) -> AnyArray:
    precision = draw(precisions)
    shape = draw(st.integers(0, 12)), width
    return draw(hnp.arrays(precision, shape, elements=st.floats(width=16)))  # NaN and infinity, too


@given(st.data(), st.integers(1, 3), st.booleans())
def test_the_difference_is_that_of_the_numbers_however_both_sides_are_cut(
    data: Any, width: int, at_once: bool
) -> None:
    one, other = data.draw(matrices(width)), data.draw(matrices(width))
    present, pinned = data.draw(cut(one)), data.draw(cut(other))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference_module, "AT_ONCE_CELLS", 2**17 if at_once else 0)
        rows = difference(present, pinned).rows
    common = min(len(one), len(other))
    expected = subtract(one[:common], other[:common])
    assert rows.shape == (common, width)
    assert rows.dtype == expected.dtype
    assert np.array_equal(rows.array, expected, equal_nan=True)
    assert all(repr(rows.row(row)) == repr(expected[row]) for row in range(common))


def test_a_zero_has_no_sign_beside_infinity_or_alone() -> None:
    alone = subtract(np.array([[-0.0]]), np.array([[0.0]]))
    beside = subtract(np.array([[-0.0], [1.0]]), np.array([[0.0], [np.inf]]))
    assert repr(alone[0]) == repr(beside[0]) == "array([0.])"


@given(st.data())
def test_a_number_differs_by_zero_exactly_when_it_is_the_same(data: Any) -> None:
    one = data.draw(matrices(2))
    other = data.draw(st.just(one) | hnp.arrays(one.dtype, one.shape, elements=st.floats(width=16)))
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    assert np.array_equal(subtract(one, other) == 0, same)


def test_halves_are_subtracted_in_single_and_unequal_types_in_the_wider_one() -> None:
    half, single, double = (np.dtype(name) for name in ("float16", "float32", "float64"))
    assert wider(half, half) == single
    assert wider(half, double) == wider(double, single) == double
    large = np.array([[6e4]], half)
    assert subtract(large, -large).tolist() == [[120000.0]]


def in_blocks(matrix: AnyArray, step: int = 3) -> Rows:
    parts = [Slow(matrix[start : start + step]) for start in range(0, len(matrix), step)]
    return Rows(tuple(parts), matrix.shape[1], matrix.dtype)


def test_nothing_is_got_before_it_is_looked_at_and_then_only_that() -> None:
    present, pinned = in_blocks(counting()), in_blocks(counting() + 1)
    rows = difference(present, pinned).rows
    assert sum(loads(present)) == sum(loads(pinned)) == 0
    assert rows.row(4).tolist() == [-1, -1]
    assert [block.n_loads for block in present.blocks] == [0, 1, 0]


def test_blocks_that_both_sides_share_are_never_read() -> None:
    pinned = in_blocks(counting())
    present = pinned.with_cells(4, 1, np.array([[99.0]]))
    rows = difference(present, pinned).rows
    assert rows.array[:3].tolist() == rows.array[6:].tolist() == [[0, 0]] * 3
    assert rows.array[4].tolist() == [0, 90]
    assert [block.n_loads > 0 for block in pinned.blocks] == [False, True, False]
    assert not rows.array.flags.writeable


def test_after_an_edit_all_blocks_but_one_are_the_same_objects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(difference_module, "AT_ONCE_CELLS", 0)
    present, pinned = Rows.of(counting()), Rows.of(counting() + 1)
    before = difference(present, pinned)
    edited = present.with_cells(4, 1, np.array([[99.0]]))
    after = difference(edited, pinned, before)
    same = [new is old for new, old in zip(after.rows.blocks, before.rows.blocks, strict=True)]
    assert same == [True, False, True]
    other = difference(present, Rows.of(counting() + 2), before)
    assert other.rows.array.tolist() == [[-2.0, -2.0]] * 9


def test_a_large_difference_takes_the_memory_of_a_few_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "MOST_KEPT", 2**16)
    one = np.zeros((2**17, 4))
    parts = tuple(seal(one[start : start + 2**10]) for start in range(0, len(one), 2**10))
    present = Rows(parts, 4, one.dtype)
    pinned = Rows(tuple(seal(part + 1) for part in parts), 4, one.dtype)
    tracemalloc.start()
    rows = difference(present, pinned).rows
    assert not rows.is_in_memory
    assert all(float(array.max()) == -1 for _, array in rows.arrays())
    assert [rows.block(number)[0, 0] for number in range(len(rows.blocks))] == [-1] * 128
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < one.nbytes / 8
