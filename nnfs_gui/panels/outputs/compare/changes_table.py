"""Shows from which class to which samples changed, how many, and what that mended or broke."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from nnfs_core.comparing.changed_samples import ChangeCounts
from nnfs_core.comparing.changes import NO_COUNTS, Changes
from nnfs_core.numerals import NumberWriter
from nnfs_core.summaries.classification import IntArray
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
        self._counts: ChangeCounts = NO_COUNTS
        self.cell_chosen.connect(self._choose)

    def show_changes(self, found: Changes) -> None:
        """Show the changes of a comparison of classes."""
        self._counts = counts = found.counts
        numbers = np.unique(np.concatenate([counts.before, counts.after])).tolist()
        longest = max(map(found.class_name, numbers), key=len, default="")

        def of_classes(name: str, tip: str, classes: IntArray) -> TableColumn:
            return TableColumn(name, tip, part(classes), found.class_name, longest=longest)

        def part(values: IntArray) -> Callable[[int, int], IntArray]:
            return lambda start, stop: values[start:stop]

        self.show_columns(
            [
                of_classes("A", "What A says", counts.before),
                of_classes("B", "What B says", counts.after),
                TableColumn(
                    "samples", "How many samples changed so", part(counts.n_samples), writer=COUNT
                ),
                TableColumn(
                    "mended", "Wrong in A, right in B", part(counts.n_mended), writer=COUNT
                ),
                TableColumn(
                    "broken", "Right in A, wrong in B", part(counts.n_broken), writer=COUNT
                ),
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
            self.chosen.emit(int(self._counts.before[row]), int(self._counts.after[row]))
