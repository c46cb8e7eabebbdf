"""Rows against a plain matrix: whatever is done to both, they stay the same numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.arrays import AnyArray
from nnfs_core.matrix import block_sizes
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.matrix.rows import Rows
from tests.deferred import counting

pytestmark = pytest.mark.usefixtures("small_blocks")


def assert_is(kept: Rows, model: AnyArray) -> None:
    """The rows are the model's, read-only, however one asks for them."""
    assert kept.shape == model.shape
    assert len(kept) == len(model)
    assert kept.dtype == model.dtype
    assert kept.nbytes == model.nbytes
    assert kept.array.tobytes() == model.tobytes()
    assert np.asarray(kept).tobytes() == model.tobytes()
    assert kept == Rows.of(model)
    assert hash(kept) == hash(Rows.of(model))
    assert all(0 < len(block) <= 2 * block_rows(kept.width) for block in kept.blocks)
    for array in (kept.array, kept.rows(0, len(kept)), *kept.blocks):
        assert not array.flags.writeable
        assert array.flags.c_contiguous
    for index in range(len(kept)):
        block, offset = kept.locate(index)
        assert kept.row(index).tobytes() == model[index].tobytes()
        assert kept.blocks[block][offset].tobytes() == model[index].tobytes()
        assert kept.starts[block] + offset == index


def untouched(old: Rows, first: int, last: int) -> set[int]:
    """The ids of the old blocks that the rows from `first` to `last` have no part in."""
    return {
        id(block)
        for block, (start, stop) in zip(old.blocks, pairwise(old.starts), strict=True)
        if last < start or first >= stop
    }


@given(st.data())
def test_any_sequence_of_changes_gives_the_matrix_it_should(data: st.DataObject) -> None:
    model = counting(data.draw(st.integers(0, 14)), data.draw(st.integers(0, 4)))
    kept = Rows.of(model)
    for step in range(data.draw(st.integers(1, 8))):
        n_rows, width = model.shape
        before, bits = kept, model.tobytes()
        shared: set[int] = set()
        change = data.draw(
            st.sampled_from(["cells", "insert", "remove", "widen", "columns", "astype"])
        )
        if change == "cells" and n_rows and width:
            row, column = (
                data.draw(st.integers(0, n_rows - 1)),
                data.draw(st.integers(0, width - 1)),
            )
            height = data.draw(st.integers(1, n_rows - row))
            new = counting(height, data.draw(st.integers(1, width - column)), 1000 * step)
            shared = untouched(kept, row, row + height - 1)
            kept = kept.with_cells(row, column, new)
            model = model.copy()
            model[row : row + height, column : column + new.shape[1]] = new
        elif change == "insert":
            index = data.draw(st.integers(0, n_rows))
            new = counting(data.draw(st.integers(1, 8)), width, 1000 * step)
            shared = untouched(kept, min(index, n_rows - 1), min(index, n_rows - 1))
            kept = kept.with_rows_inserted(index, new)
            model = np.insert(model, [index] * len(new), new.astype(model.dtype), axis=0)
        elif change == "remove" and n_rows:
            index = data.draw(st.integers(0, n_rows - 1))
            last = data.draw(st.integers(index, n_rows - 1))
            shared = untouched(kept, index, last)
            kept = kept.with_rows_removed(range(index, last + 1))
            model = np.delete(model, range(index, last + 1), axis=0)
        elif change == "widen":
            index, count = data.draw(st.integers(0, width)), data.draw(st.integers(1, 3))
            kept = kept.with_columns_inserted(index, count, value=0.5)
            model = np.insert(model, [index] * count, 0.5, axis=1)
        elif change == "columns" and width:
            chosen = data.draw(st.lists(st.integers(0, width - 1), max_size=4))
            kept = kept.with_columns(chosen)
            model = model[:, chosen]
        elif change == "astype":
            dtype = data.draw(st.sampled_from([np.float32, np.float64]))
            if model.dtype == dtype:
                assert kept.astype(dtype) is kept
            kept, model = kept.astype(dtype), model.astype(dtype)
        model = np.ascontiguousarray(model)
        assert_is(kept, model)
        assert shared <= {id(block) for block in kept.blocks}
        assert before.array.tobytes() == bits


@given(st.lists(st.integers(0, 13), max_size=14))
def test_removing_scattered_rows_leaves_the_others_in_order(indices: list[int]) -> None:
    model = counting(14, 2)
    assert_is(Rows.of(model).with_rows_removed(indices), np.delete(model, indices, axis=0))


@given(st.integers(0, 14), st.integers(0, 14))
def test_a_stretch_of_rows_is_copied_only_where_it_spans_blocks(start: int, stop: int) -> None:
    model = counting(13, 2)
    kept = Rows.of(model)
    stretch = kept.rows(start, stop)
    assert stretch.shape == model[start:stop].shape
    assert stretch.tobytes() == model[start:stop].tobytes()
    assert not stretch.flags.writeable
    if len(model[start:stop]) > 0:
        (first, _), (last, _) = kept.locate(start), kept.locate(min(stop, 13) - 1)
        if first == last:
            assert np.shares_memory(stretch, kept.block(first))


def test_rows_left_over_at_the_end_join_the_last_block() -> None:
    assert [len(block) for block in Rows.of(counting(10, 2)).blocks] == [3, 3, 4]
    assert [len(block) for block in Rows.of(counting(11, 2)).blocks] == [3, 3, 3, 2]


@pytest.mark.parametrize("index", [-1, 5, 100])
def test_there_is_no_row_outside(index: int) -> None:
    kept = Rows.of(counting(5, 2))
    with pytest.raises(IndexError):
        kept.row(index)
    with pytest.raises(IndexError):
        kept.locate(index)


def test_one_cell_copies_one_block() -> None:
    kept = Rows.of(counting(9, 2))
    changed = kept.with_cells(4, 1, np.array([[-1.0]]))
    assert [new is old for new, old in zip(changed.blocks, kept.blocks, strict=True)] == [
        True,
        False,
        True,
    ]


def test_a_matrix_that_can_be_written_to_is_copied() -> None:
    matrix = counting(4, 2)
    kept = Rows.of(matrix)
    matrix[:] = -1
    assert_is(kept, counting(4, 2))


def test_a_matrix_that_nobody_can_write_to_is_shared() -> None:
    matrix = counting(4, 2).copy()
    matrix.flags.writeable = False
    assert Rows.of(matrix).array is matrix


def test_a_view_of_memory_that_can_be_written_to_is_copied() -> None:
    matrix = counting(4, 2).copy()
    view = matrix[:]
    view.flags.writeable = False
    kept = Rows.of(view)
    matrix[:] = -1
    assert_is(kept, counting(4, 2))


def test_rows_in_other_blocks_are_equal_when_their_bits_are() -> None:
    model = counting(6, 2)
    grown = Rows.of(model[:5]).with_rows_inserted(5, model[5:])
    assert [len(block) for block in grown.blocks] == [3, 3]
    assert Rows.of(model[:2]).with_rows_inserted(2, model[2:]) == grown
    assert grown != Rows.of(model.astype(np.float32))
    assert grown != Rows.of(model[:5])
    assert Rows.of(np.array([[0.0]])) != Rows.of(np.array([[-0.0]]))
    assert Rows.of(np.array([[np.nan]])) == Rows.of(np.array([[np.nan]]))


def test_wide_rows_make_smaller_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_sizes, "MAX_BLOCK_ROWS", 4096)
    assert block_rows(4) == 4096
    assert block_rows(64) == 2048
    assert block_rows(1024) == 512
    assert block_rows(0) == 4096
    assert block_rows(2**40) == 1


@given(st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_the_rows_that_an_edit_changed_are_told(first: int, second: int, same: bool) -> None:
    before = Rows.of(np.arange(30.0).reshape(10, 3))
    after = before
    for row in (first, second):
        value = before.row(row)[1] if same else -1.0
        after = after.with_cells(row, 1, np.array([[value]]))
    low, high = sorted((first, second))
    assert after.rows_changed(before) == (range(0) if same else range(low, high + 1))


def test_rows_of_another_shape_count_as_changed_altogether() -> None:
    before = Rows.of(np.ones((4, 3)))
    assert before.with_rows_inserted(4, np.ones((2, 3))).rows_changed(before) == range(6)
    assert Rows.of(np.ones((4, 2))).rows_changed(before) == range(4)


def test_rows_that_are_not_a_number_or_minus_zero_are_told_by_their_bits() -> None:
    before = Rows.of(np.array([[np.nan], [0.0], [1.0]]))
    assert before.with_cells(2, 0, np.array([[1.0]])).rows_changed(before) == range(0)
    assert before.with_cells(1, 0, np.array([[-0.0]])).rows_changed(before) == range(1, 2)


@given(st.lists(st.integers(0, 9)))
def test_rows_anywhere_are_taken_in_the_order_asked_for(indices: list[int]) -> None:
    matrix = np.arange(20.0).reshape(10, 2)
    taken = Rows.of(matrix).rows_at(np.array(indices, np.int64))
    assert taken.tolist() == matrix[indices].tolist()
    assert not taken.flags.writeable
    some = Rows.of(matrix).rows_at(np.array(indices, np.int64), slice(1, 2))
    assert some.tolist() == matrix[indices, 1:].tolist()
