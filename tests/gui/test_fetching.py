"""Blocks that are not in memory are fetched in the background, once; a lost one is told once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Event
from weakref import ref

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnfs_core.arrays import PRECISIONS
from nnfs_core.matrix import blocks
from nnfs_core.matrix.rows import Rows
from nnfs_gui.studio.fetching import Fetching
from nnfs_gui.studio.notices import Notice, Notices
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lanes
from tests.deferred import break_block, loads, slow_rows
from tests.gui.executors import LaterExecutor


@pytest.fixture
def told() -> list[Notice]:
    return []


@pytest.fixture
def fetching(qapp: object, later: LaterExecutor, told: list[Notice]) -> Iterator[Fetching]:
    notices, lanes = Notices(), Lanes(later)
    notices.posted.connect(told.append)
    yield Fetching(lanes, notices)
    lanes.close()


def work(qtbot: QtBot, fetching: Fetching, later: LaterExecutor) -> None:
    with qtbot.waitSignal(fetching.arrived):
        later.work_when_asked(qtbot)


def shows(fetching: Fetching, rows: Rows, start: int, stop: int) -> bool:
    """Whether each of some rows is there, asked as a table asks that paints them."""
    found = [fetching.row(rows, row) for row in range(start, stop)]
    return all(row is not None for row in found)


def test_rows_that_are_not_in_memory_are_fetched_later_and_reported(
    qtbot: QtBot, fetching: Fetching, later: LaterExecutor
) -> None:
    rows = slow_rows()
    assert not shows(fetching, rows, 2, 4)
    assert not shows(fetching, rows, 2, 4)  # asking again asks for nothing more
    assert loads(rows) == [0, 0, 0]
    assert fetching.is_busy
    work(qtbot, fetching, later)
    assert loads(rows) == [1, 1, 0]
    assert shows(fetching, rows, 2, 4)
    assert not fetching.is_busy


def test_who_scrolls_on_while_a_block_is_fetched_sees_the_newest_first(
    qtbot: QtBot, fetching: Fetching, later: LaterExecutor
) -> None:
    rows = slow_rows()
    shows(fetching, rows, 0, 1)
    qtbot.waitUntil(lambda: bool(later.waiting))
    shows(fetching, rows, 3, 4)
    shows(fetching, rows, 6, 7)
    with qtbot.waitSignal(fetching.arrived):
        later.work()
    assert loads(rows) == [1, 0, 0]
    work(qtbot, fetching, later)
    assert loads(rows) == [1, 1, 1]


def test_rows_of_more_blocks_than_stay_in_memory_are_all_on_show_in_the_end(
    qtbot: QtBot, fetching: Fetching, later: LaterExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "MOST_KEPT", 1)  # one block
    rows = slow_rows(30, 2, step=3)
    wanted = range(1, 30, 3)  # a row of each block, as in a sorted table

    def shown() -> list[bool]:
        return [fetching.row(rows, row) is not None for row in wanted]

    fetching.arrived.connect(shown)  # as a table that paints anew
    assert not any(shown())
    for _ in range(3):
        work(qtbot, fetching, later)
    assert all(shown())
    assert fetching.row(rows, 4).tolist() == [8, 9]
    assert not fetching.is_busy
    assert loads(rows) == [1] * 10
    assert fetching.row(rows, 29) is None  # never asked for, and its block has gone


def test_whoever_scrolls_far_no_longer_waits_for_what_was_left_behind(
    qtbot: QtBot, fetching: Fetching, later: LaterExecutor
) -> None:
    rows = slow_rows(300, 2, step=3)
    for row in range(0, 300, 3):
        fetching.row(rows, row)
    while fetching.is_busy:
        work(qtbot, fetching, later)
    assert loads(rows) == [0] * 36 + [1] * 64


def test_a_block_that_cannot_be_fetched_is_reported_once_and_tried_again_when_asked(
    qtbot: QtBot, fetching: Fetching, later: LaterExecutor, told: list[Notice]
) -> None:
    rows = slow_rows()
    break_block(rows, 1, "samples.npy is gone.")
    assert not shows(fetching, rows, 3, 4)
    work(qtbot, fetching, later)
    assert fetching.is_lost(rows, 3)
    assert not fetching.is_lost(rows, 0)
    for _ in range(3):
        assert not shows(fetching, rows, 3, 4)
    assert not fetching.is_busy
    assert [notice.text for notice in told] == ["samples.npy is gone."]
    break_block(rows, 1, "")
    with qtbot.waitSignal(fetching.arrived):
        told[0].action()
    assert not shows(fetching, rows, 3, 4)
    work(qtbot, fetching, later)
    assert shows(fetching, rows, 3, 4)
    assert len(told) == 1


def test_rows_that_are_kept_keep_no_matrix_alive(
    qtbot: QtBot, fetching: Fetching, later: LaterExecutor
) -> None:
    rows = slow_rows()
    assert fetching.row(rows, 0) is None
    work(qtbot, fetching, later)
    assert fetching.row(rows, 0) is not None
    block = ref(rows.blocks[0])
    del rows
    gc.collect()
    assert block() is None


def test_what_is_looked_at_waits_for_no_other_work(qtbot: QtBot) -> None:
    studio, let_go = Studio.create(), Event()
    try:
        worker = studio.lanes.worker(studio.fetching, "Waiting")
        worker.run(lambda progress, cancelled: let_go.wait(10), lambda done: None)
        rows = slow_rows()
        with qtbot.waitSignal(studio.fetching.arrived):
            assert studio.fetching.row(rows, 4) is None
        assert studio.fetching.row(rows, 4) is not None
        assert worker.is_busy
    finally:
        let_go.set()
        studio.close()


def test_a_number_is_told_with_all_its_digits_whatever_its_precision(fetching: Fetching) -> None:
    numbers = [1006.5, 65504.0, 0.1, np.nan, -np.inf]
    for precision in PRECISIONS:
        rows = Rows.of(np.array([numbers], precision))
        told = [fetching.number_text(rows, 0, column) for column in range(len(numbers))]
        assert told == ["1006.5", "65504", "0.1", "NaN", "-∞"]
