"""Shows the changes from class to class as a matrix: A's classes as rows, B's as columns."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QBrush

from nnfs_core.comparing.changes import Changes
from nnfs_core.summaries.classification import IntArray
from nnfs_core.wording import counted, sentence
from nnfs_gui.panels.outputs.compare.changes_table import COUNT
from nnfs_gui.panels.outputs.compare.word_table import TableColumn, WordTable, WordTableModel
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named

MOST_CELLS = 10**6  # beyond, a matrix is no picture of anything
PALEST, DARKEST = 0.12, 0.5  # of the colour behind a count


class ChangesMatrixModel(WordTableModel):
    """Shades each count by how frequent its change is, and leaves zeros out."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        self.counts: IntArray = np.zeros((0, 0), np.int64)
        super().__init__(studio, parent)

    def look(self, row: int, column: int) -> CellLook:
        look = super().look(row, column)
        count = int(self.counts[row, column])
        if not count:
            return look._replace(text="")
        color = self.studio.theme.color("accent")
        share = count / int(self.counts.max())
        color.setAlphaF(PALEST + (DARKEST - PALEST) * share)
        return look._replace(background=QBrush(color))

    def tooltip(self, row: int, column: int) -> str:
        said = sentence("{before}, {after}: {samples}")
        samples = counted(int(self.counts[row, column]), "sample")
        return said(self.row_name(row), self.column_name(column), samples)


class ChangesMatrix(WordTable):
    """Has a row for each class that A took changed samples for; a press shows those of a cell."""

    chosen = Signal(int, int)  # the class before, and after

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, ChangesMatrixModel)
        named(self, "compare_matrix", "Changes as a matrix: rows are of A, columns of B")
        self._before: IntArray = np.empty(0, np.int64)
        self._after: IntArray = np.empty(0, np.int64)
        self.cell_chosen.connect(self._choose)

    @staticmethod
    def has_room(found: Changes) -> bool:
        """Whether the classes are few enough for a matrix."""
        sizes = [len(np.unique(each)) for each in (found.counts.before, found.counts.after)]
        return 0 < sizes[0] * sizes[1] <= MOST_CELLS

    def show_changes(self, found: Changes) -> None:
        """Show the changes of a comparison of classes."""
        counts = found.counts
        self._before, rows = np.unique(counts.before, return_inverse=True)
        self._after, columns = np.unique(counts.after, return_inverse=True)
        table = np.zeros((len(self._before), len(self._after)), np.int64)
        table[rows, columns] = counts.n_samples
        names = [found.class_name(number) for number in self._before.tolist()]
        model = self.table
        assert isinstance(model, ChangesMatrixModel)
        model.counts = table
        self.show_columns(
            [
                TableColumn(
                    f"B: {found.class_name(number)}",
                    sentence("What B says: {name}")(found.class_name(number)),
                    lambda start, stop, place=place: table[start:stop, place],  # type: ignore[misc]
                    writer=COUNT,
                )
                for place, number in enumerate(self._after.tolist())
            ],
            len(names),
            lambda row: f"A: {names[row]}" if row < len(names) else "",
        )

    def _choose(self, row: int, column: int) -> None:
        if self.table.number(row, column):
            self.chosen.emit(int(self._before[row]), int(self._after[column]))
