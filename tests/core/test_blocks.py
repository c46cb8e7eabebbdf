"""Deferred blocks: matrices whose numbers are fetched only when someone looks at them."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Batch
from nnfs_core.errors import Cancelled
from nnfs_core.matrix import blocks
from nnfs_core.matrix.blocks import Deferred
from tests.deferred import counting, deferred_rows, loads

pytestmark = pytest.mark.usefixtures("small_blocks")


def test_nothing_is_got_before_it_is_looked_at() -> None:
    rows = deferred_rows(counting())
    assert rows.shape == (9, 2)
    assert not rows.is_in_memory
    assert not rows.are_in_memory(3, 4)
    assert loads(rows) == [0, 0, 0]


def test_a_row_gets_its_block_once() -> None:
    rows = deferred_rows(counting())
    assert rows.row(4).tolist() == [8, 9]
    assert rows.row(5).tolist() == [10, 11]
    assert loads(rows) == [0, 1, 0]
    assert rows.are_in_memory(3, 6)
    assert not rows.are_in_memory(3, 7)


def test_what_was_looked_at_longest_ago_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = deferred_rows(counting())
    block_bytes = rows.blocks[0].shape[0] * 2 * 8
    monkeypatch.setattr(blocks, "MOST_KEPT", 2 * block_bytes)
    monkeypatch.setattr(blocks, "_recent", blocks._RecentBlocks())
    for index in (0, 3, 6):
        rows.row(index)
    assert not rows.are_in_memory(0, 3)
    assert rows.are_in_memory(3, 9)


def test_what_is_looked_at_again_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = deferred_rows(counting())
    monkeypatch.setattr(blocks, "MOST_KEPT", 2 * 3 * 2 * 8)
    monkeypatch.setattr(blocks, "_recent", blocks._RecentBlocks())
    for index in (0, 3, 0, 6):
        rows.row(index)
    assert rows.are_in_memory(0, 3)
    assert not rows.are_in_memory(3, 6)


def test_reading_a_whole_matrix_pushes_nothing_out_that_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = deferred_rows(counting(30))
    monkeypatch.setattr(blocks, "MOST_KEPT", 2 * 3 * 2 * 8)
    monkeypatch.setattr(blocks, "_recent", blocks._RecentBlocks())
    rows.row(4)
    assert np.concatenate([block for _, block in rows.arrays()]).tolist() == counting(30).tolist()
    assert rows.array.tolist() == counting(30).tolist()
    assert rows.are_in_memory(3, 6)
    assert not rows.are_in_memory(6, 9)


def test_rows_in_memory_are_held_by_who_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = deferred_rows(counting())
    assert rows.rows_in_memory(2, 5) is None
    rows.row(0)
    rows.row(3)
    held = rows.rows_in_memory(2, 5)
    assert held is not None
    assert held.tolist() == counting()[2:5].tolist()
    assert loads(rows) == [1, 1, 0]


def test_a_thousand_changes_of_one_block_are_no_chain_to_fall_down() -> None:
    rows = deferred_rows(counting(1500, 1), step=1500)
    for _ in range(1200):
        rows = rows.with_rows_removed([0])
    assert rows.array.tolist() == counting(1500, 1)[1200:].tolist()


def test_writing_what_is_there_already_changes_nothing() -> None:
    rows = deferred_rows(counting())
    assert rows.with_cells(0, 0, counting()) is rows
    changed = counting()
    changed[8, 1] = -1
    edited = rows.with_cells(0, 0, changed)
    assert [a is b for a, b in zip(edited.blocks, rows.blocks, strict=True)] == [True, True, False]


def test_an_edit_takes_one_block_into_memory_and_leaves_the_others() -> None:
    rows = deferred_rows(counting())
    edited = rows.with_cells(4, 1, np.array([[-1.0]]))
    assert loads(rows) == [0, 1, 0]
    assert edited.blocks[0] is rows.blocks[0]
    assert edited.blocks[2] is rows.blocks[2]
    assert not isinstance(edited.blocks[1], Deferred)
    expected = counting()
    expected[4, 1] = -1
    assert edited.array.tolist() == expected.tolist()


def test_what_changed_in_blocks_out_of_memory_is_told_without_a_look_at_them() -> None:
    rows = deferred_rows(counting())
    edited = rows.with_cells(4, 1, np.array([[-1.0]]))
    rows.blocks[1]._loaded = None
    assert edited.rows_changed(rows) == range(3, 6)
    assert loads(rows) == [0, 1, 0]


def test_rows_that_stand_apart_are_there_when_all_their_blocks_are_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows, wanted = deferred_rows(counting()), np.array([7, 1])
    rows.row(0)
    assert rows.rows_in_memory_at(wanted) is None
    assert not rows.are_in_memory_at(wanted)
    rows.row(8)
    assert rows.rows_in_memory_at(wanted, slice(1, 2)).tolist() == [[15], [3]]
    assert rows.are_in_memory_at(wanted)
    monkeypatch.setattr("nnfs_core.matrix.stacked_blocks.ROWS_LOOKED_UP", 1)
    assert not rows.are_in_memory_at(wanted)  # looking at many would be a wait
    assert loads(rows) == [1, 0, 1]


def test_changes_of_every_block_wait_until_they_are_looked_at() -> None:
    rows = deferred_rows(counting())
    changed = (
        rows.with_columns_inserted(1, 1, 7).with_columns([0, 1]).astype(np.float32)
    ).with_rows_removed([0, 8])
    assert loads(rows) == [0, 0, 0]
    model = np.insert(counting(), [1], 7, axis=1)[1:8, :2].astype(np.float32)
    assert changed.shape == model.shape
    assert changed.array.tolist() == model.tolist()
    assert changed.dtype == np.float32


def test_a_whole_matrix_beyond_the_free_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnfs_core.matrix.stacked_blocks.free_memory", lambda: 100)
    monkeypatch.setattr("nnfs_core.matrix.stacked_blocks.ALWAYS_THERE", 0)
    with pytest.raises(Exception, match=r"^The whole matrix needs 144 bytes of memory, but only"):
        _ = deferred_rows(counting()).array


def test_the_number_of_classes_is_read_from_deferred_targets_once() -> None:
    targets = deferred_rows(np.array([[0], [2], [1], [1], [0], [1]]))
    batch = Batch(np.zeros((6, 2)), targets)
    assert batch.n_classes == 3
    assert batch.with_(columns=("a", "b")).n_classes == 3
    edited = batch.with_(target_rows=targets.with_cells(5, 0, np.array([[4]])))
    assert edited.n_classes == 5
    assert loads(targets) == [1, 1]


def test_looking_for_classes_can_be_stopped_and_goes_on_where_it_was() -> None:
    targets = deferred_rows(np.array([[0], [2], [1], [1], [0], [1]]))
    batch = Batch(np.zeros((6, 2)), targets)
    with pytest.raises(Cancelled):
        batch.look_for_classes(lambda: sum(loads(targets)) == 1)
    assert loads(targets) == [1, 0]
    batch.look_for_classes()
    assert batch.n_classes == 3
    assert loads(targets) == [1, 1]
