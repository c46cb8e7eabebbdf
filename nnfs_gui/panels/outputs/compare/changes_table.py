"""Shows from which class to which samples changed, how many, and what that mended or broke."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from nnfs_core.comparing.changed_samples import ChangeCount
from nnfs_core.comparing.changes import Changes
from nnfs_core.numerals import NumberWriter
from nnfs_gui.panels.outputs.compare.word_table import TableColumn, WordTable
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named

COUNT = NumberWriter(is_given=True)
ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter


class ChangesTable(WordTable):
    """Has a row for each change, the most frequent first; a press or Enter shows its samples."""

    chosen = Signal(int, int)  # the class before, and after

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        named(self, "compare_changes", "Changes from class to class")
        self.row_header.hide()
        self._counts: tuple[ChangeCount, ...] = ()
        self.cell_chosen.connect(self._choose)

    def show_changes(self, found: Changes) -> None:
        """Show the changes of a comparison of classes."""
        self._counts = counts = found.counts
        table = np.array(
            [
                (each.before, each.after, each.n_samples, each.n_mended, each.n_broken)
                for each in counts
            ]
        ).reshape(-1, 5)
        read = [partial(_part, table, place) for place in range(5)]
        longest = max(
            (found.class_name(number) for each in counts for number in (each.before, each.after)),
            key=len,
            default="",
        )
        self.show_columns(
            [
                TableColumn("A", "What A says", read[0], found.class_name, longest=longest),
                TableColumn("B", "What B says", read[1], found.class_name, longest=longest),
                TableColumn("samples", "How many samples changed so", read[2], writer=COUNT),
                TableColumn("mended", "Wrong in A, right in B", read[3], writer=COUNT),
                TableColumn("broken", "Right in A, wrong in B", read[4], writer=COUNT),
            ],
            len(counts),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self._choose(self.currentIndex().row(), 0)
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int, column: int) -> None:
        if 0 <= row < len(self._counts):
            self.chosen.emit(self._counts[row].before, self._counts[row].after)


def _part(table: np.ndarray, column: int, start: int, stop: int) -> np.ndarray:
    return table[start:stop, column]
