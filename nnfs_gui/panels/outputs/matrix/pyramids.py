"""Makes, off the GUI thread, pyramids of matrices too large to be read for each frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from nnfs_core.matrix.pyramid import Pyramid, cells_to_tile, pyramids
from nnfs_core.matrix.rows import Rows
from nnfs_gui.panels.outputs.matrix.picture import EXACT_CELLS
from nnfs_gui.work.lanes import Lanes
from nnfs_gui.work.quick import is_quick


def needs_pyramid(rows: Rows) -> bool:
    """True when a matrix cannot be read whole for each frame."""
    return len(rows) * rows.width > EXACT_CELLS or not rows.is_in_memory


class Pyramids(QObject):
    """Keeps the pyramids of the matrices on show; `arrived` says that all of them are there."""

    arrived = Signal()

    def __init__(self, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = lanes.worker(self, "The picture")
        self._known: list[Pyramid] = []  # of the matrices on show, or of those shown before
        self._wanted: list[Rows] = []

    @property
    def is_busy(self) -> bool:
        return self._worker.is_busy

    def of(self, matrices: Sequence[Rows | None]) -> list[Pyramid | None]:
        """What is known by now; what is missing is being made, at once after a small edit."""
        wanted = [rows for rows in matrices if rows is not None and needs_pyramid(rows)]
        if not _same(wanted, self._wanted) or not self._worker.is_busy:
            self._wanted = wanted
            self._make(wanted)
        known = {id(pyramid.rows): pyramid for pyramid in self._known}
        return [known.get(id(rows)) for rows in matrices]

    def release(self) -> None:
        """Hold nothing of any matrix."""
        self._worker.cancel()
        self._known, self._wanted = [], []

    def _make(self, wanted: list[Rows]) -> None:
        known = self._known
        if _same(wanted, [pyramid.rows for pyramid in known]):
            self._worker.cancel()
            return
        if is_quick(cells_tiled=cells_to_tile(wanted, known)):
            self._worker.cancel()
            self._known = pyramids(wanted, known)
            return
        self._worker.run(
            lambda progress, cancelled: pyramids(wanted, known, cancelled=cancelled),
            self._receive,
            # a block that cannot be fetched is reported by whoever shows its numbers
            lambda sentence: self.arrived.emit(),
        )

    def _receive(self, made: list[Pyramid]) -> None:
        self._known = made
        self.arrived.emit()


def _same(first: Sequence[Rows], second: Sequence[Rows]) -> bool:
    return len(first) == len(second) and all(a is b for a, b in zip(first, second, strict=True))
