"""The overviews of matrices too large to be read for each frame, made off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from nnfs_core.overview import Overview, overview
from nnfs_core.rows import Rows
from nnfs_gui.background import Background
from nnfs_gui.outputs_panel.matrix_picture import needs_overview

MOST_ROWS = MOST_COLUMNS = 2000


class Overviews(QObject):
    """Keeps the overviews of the matrices on show; `arrived` says that all of them are there."""

    arrived = Signal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._slot = background.slot(self)
        self._known: dict[int, tuple[Rows, Overview]] = {}  # by the id of the rows, kept alive

    @property
    def is_busy(self) -> bool:
        return self._slot.is_busy

    def of(self, matrices: Sequence[Rows | None]) -> list[Overview | None]:
        """What is known by now; what is missing is being made."""
        large = {id(rows): rows for rows in matrices if rows is not None and needs_overview(rows)}
        self._known = {key: value for key, value in self._known.items() if key in large}
        missing = [rows for key, rows in large.items() if key not in self._known]
        if missing:
            self._slot.run(lambda cancelled: _made(missing, cancelled), self._receive)
        else:
            self._slot.cancel()
        return [self._known[id(rows)][1] if id(rows) in self._known else None for rows in matrices]

    def _receive(self, made: list[tuple[Rows, Overview]]) -> None:
        for rows, found in made:
            self._known[id(rows)] = rows, found
        self.arrived.emit()


def _made(matrices: Sequence[Rows], cancelled: Callable[[], bool]) -> list[tuple[Rows, Overview]]:
    return [
        (rows, overview(rows, MOST_ROWS, MOST_COLUMNS, cancelled=cancelled)) for rows in matrices
    ]
