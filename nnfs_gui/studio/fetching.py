"""Fetches rows that are not in memory off the GUI thread, when a view wants to show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary, WeakSet

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import NnfsError, sentence_of
from nnfs_core.matrix.blocks import Deferred, in_memory
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import full_number
from nnfs_core.progress import IsCancelled, stop_if
from nnfs_core.project.changes import Part
from nnfs_gui.studio.notices import Notices
from nnfs_gui.work.lanes import Lane, Lanes

MOST_WAITING = 64  # blocks; whoever scrolls on no longer waits for the oldest
BLOCKS_A_TURN = 4  # fetched before the views are asked to look again
MOST_ROWS_KEPT = 32 * 2**20  # bytes of single rows, which stay when their blocks have gone
ROW_OVERHEAD = 200  # bytes of a row beside its numbers

Wanted = tuple[Deferred, frozenset[int]]  # a block, and the rows of it that are to be kept


@dataclass
class Fetched:
    """Holds what a turn brought: single rows, and why the blocks that are lost cannot be read."""

    rows: dict[Deferred, dict[int, AnyArray]] = field(default_factory=dict)
    lost: dict[Deferred, str] = field(default_factory=dict)


class Fetching(QObject):
    """Answers a view that asks for a row: with the row, or with a placeholder until it has arrived.

    So no view knows of blocks that are not in memory. `arrived` asks to look again. Rows are kept
    by themselves, so that those of many blocks can be on show together. A block that cannot be
    read is lost: one notice says why, and offers to try again. It works in a lane of its own, since
    what people look at must not wait until a whole file has been read for something else.
    """

    arrived = Signal()

    def __init__(self, lanes: Lanes, notices: Notices) -> None:
        super().__init__()
        self._worker = lanes.worker(self, "Reading the samples", Lane.FETCHING)
        self._notices = notices
        self._waiting: dict[Deferred, set[int]] = {}  # the block asked for last at the end
        self._lost: WeakSet[Deferred] = WeakSet()
        # Weak: a block knows those that it is computed from, and may be the last to hold them.
        self._rows: WeakKeyDictionary[Deferred, dict[int, AnyArray]] = WeakKeyDictionary()
        self._begin_soon = QTimer(self, singleShot=True, interval=0)
        self._begin_soon.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        return self._worker.is_busy or bool(self._waiting)

    def row(self, rows: Rows, index: int) -> AnyArray | None:
        """One row (width,), or None while it is being fetched; raises IndexError outside.

        Cheap enough to ask for every cell of a table as it is painted.
        """
        number, offset = rows.locate(index)
        block = rows.blocks[number]
        array = in_memory(block)
        if array is not None:
            return array[offset]
        assert isinstance(block, Deferred)
        kept = self._rows.get(block, {}).get(offset)
        if kept is None:
            self._want(block, offset)
        return kept

    def rows(self, rows: Rows, indices: range, columns: slice = slice(None)) -> AnyArray | None:
        """Some rows, a copy (indices, columns), or None while one of them is being fetched."""
        found = rows.rows_in_memory_at(np.array(indices), columns)
        if found is None:
            kept = [self.row(rows, index) for index in indices]  # all are asked for
            known = [row[columns] for row in kept if row is not None]
            found = np.stack(known) if len(known) == len(kept) else None
        return found

    def is_lost(self, rows: Rows, index: int) -> bool:
        """True when a row cannot be fetched, which a notice has reported."""
        return any(block in self._lost for block in rows.missing_blocks(index, index + 1))

    def placeholder(self, rows: Rows, index: int) -> str:
        """What stands for the numbers of a row that is not in memory: it is on its way, or lost."""
        return "?" if self.is_lost(rows, index) else "…"

    def number_text(self, rows: Rows, index: int, column: int) -> str:
        """A number with all its digits, or what stands for it."""
        row = self.row(rows, index)
        return self.placeholder(rows, index) if row is None else full_number(row[column])

    def _want(self, block: Deferred, offset: int) -> None:
        if block in self._lost:
            return
        wanted = self._waiting.pop(block, set())
        wanted.add(offset)
        self._waiting[block] = wanted
        if len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        if not self._worker.is_busy:
            self._begin_soon.start()

    def _begin(self) -> None:
        turn: list[Wanted] = []
        while self._waiting and len(turn) < BLOCKS_A_TURN:
            block, offsets = self._waiting.popitem()
            turn.append((block, frozenset(offsets)))
        if turn:
            self._worker.run(lambda progress, cancelled: _fetch(turn, cancelled), self._receive)

    def _receive(self, fetched: Fetched) -> None:
        self._keep(fetched.rows)
        for block in fetched.lost:
            self._lost.add(block)
        for message in dict.fromkeys(fetched.lost.values()):
            self._notices.error(message, "Try again", self._try_again, about=Part.NUMBERS)
        if self._waiting:
            self._begin_soon.start()
        self.arrived.emit()

    def _keep(self, rows: dict[Deferred, dict[int, AnyArray]]) -> None:
        for block, kept in rows.items():
            self._rows[block] = self._rows.pop(block, {}) | kept  # the oldest first
        blocks = list(self._rows.keys())
        n_bytes = sum(_n_bytes(kept) for kept in self._rows.values())
        for block in blocks[: -len(rows) or None]:
            if n_bytes <= MOST_ROWS_KEPT:
                break
            n_bytes -= _n_bytes(self._rows.pop(block))

    def _try_again(self) -> None:
        self._lost.clear()
        self.arrived.emit()


def _fetch(turn: Sequence[Wanted], cancelled: IsCancelled) -> Fetched:
    """Fetch the blocks, and keep some of their rows by themselves."""
    fetched = Fetched()
    for block, offsets in turn:
        stop_if(cancelled)
        try:
            array = block.read()
        except (NnfsError, MemoryError) as error:
            fetched.lost[block] = sentence_of(error, "Reading these samples")
        else:
            fetched.rows[block] = {offset: seal(array[offset].copy()) for offset in offsets}
    return fetched


def _n_bytes(rows: dict[int, AnyArray]) -> int:
    return sum(row.nbytes + ROW_OVERHEAD for row in rows.values())
