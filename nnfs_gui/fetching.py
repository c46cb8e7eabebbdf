"""Blocks of rows that are not in memory, got off the GUI thread when a view wants to show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal

from nnfs_core.blocks import Deferred
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.rows import Rows
from nnfs_gui.background import Background
from nnfs_gui.notices import Notices

MOST_WAITING = 64  # blocks; whoever scrolls on no longer waits for the oldest

Lost = tuple[Deferred, str]  # a block that cannot be got, and the sentence why


class Fetching(QObject):
    """Says which rows can be shown at once, and gets the others; `arrived` asks to look again.

    A block that cannot be got is lost: one notice says why, and offers to try again.
    """

    arrived = Signal()

    def __init__(
        self, background: Background, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._slot = background.slot(self)
        self._notices = notices
        self._waiting: dict[Deferred, None] = {}  # the one asked for last at the end
        self._lost: WeakSet[Deferred] = WeakSet()
        self._begin_soon = QTimer(self, singleShot=True, interval=0)
        self._begin_soon.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        return self._slot.is_busy or bool(self._waiting)

    def at_hand(self, rows: Rows, start: int, stop: int) -> bool:
        """Whether the rows from `start` up to `stop` cost no wait; those missing are being got.

        Cheap enough to ask for every cell of a table as it is painted.
        """
        missing = rows.missing_blocks(start, stop)
        for block in missing:
            if block not in self._lost:
                self._waiting.pop(block, None)
                self._waiting[block] = None
        if self._waiting and not self._slot.is_busy:
            self._begin_soon.start()
        return not missing

    def is_lost(self, rows: Rows, start: int, stop: int) -> bool:
        """True when some of these rows cannot be got, which a notice has told."""
        return any(block in self._lost for block in rows.missing_blocks(start, stop))

    def close(self) -> None:
        """Give up whatever is being got."""
        self._begin_soon.stop()
        self._waiting.clear()
        self._slot.cancel()

    def _begin(self) -> None:
        blocks = list(reversed(self._waiting))[:MOST_WAITING]
        self._waiting.clear()
        if blocks:
            self._slot.run(lambda cancelled: _got(blocks, cancelled), self._receive)

    def _receive(self, lost: Sequence[Lost]) -> None:
        for block, _ in lost:
            self._lost.add(block)
        if lost:
            self._notices.error(lost[0][1], "Try again", self._try_again)
        if self._waiting:
            self._begin_soon.start()
        self.arrived.emit()

    def _try_again(self) -> None:
        self._lost.clear()
        self.arrived.emit()


def _got(blocks: Sequence[Deferred], cancelled: Callable[[], bool]) -> list[Lost]:
    """Have the blocks at hand; those that cannot be got, with the reason."""
    lost: list[Lost] = []
    for block in blocks:
        if cancelled():
            raise Cancelled
        try:
            block.read()
        except NnfsError as error:
            lost.append((block, str(error)))
        except MemoryError:
            lost.append((block, "These samples need more memory than there is."))
    return lost
