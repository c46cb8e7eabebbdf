"""Shows what is mistaken for what: targets against predictions, as a heatmap of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from nnfs_core.arrays import FloatArray
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import percent_text
from nnfs_core.summaries.classification import IntArray
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.spoken import NO_PARTS, Parts, tell_part
from nnfs_gui.widgets.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ConfusionMatrix(MatrixCanvas):
    """Shows targets as rows, predictions as columns, as counts or as shares of each target.

    Arrow keys go from cell to cell; Enter acts as a click. `hint` is what a click does.
    """

    kind_clicked = Signal(int, int)  # target, predicted

    def __init__(self, theme: Theme, hint: str) -> None:
        super().__init__(theme, "confusion_matrix", "Confusion matrix")
        self.view.setAccessibleDescription(
            "Rows are targets, columns are predictions. Arrow keys go from cell to cell, and Enter "
            "acts as a click."
        )
        self._hint = hint
        self._counts: IntArray | None = None  # (targets, predictions)
        self._names: Sequence[str] = ()
        self._of = ""
        self._marks = Marks()
        self._shows_shares = False
        self.cell_clicked.connect(lambda number, row, column: self._press(row, column))
        self.cell_hovered.connect(self._explain)
        self.stepped.connect(self._step)
        self.jumped.connect(self._jump)
        theme.changed.connect(self._refresh)

    def show_counts(self, counts: IntArray, names: Sequence[str], of: str = "") -> None:
        """Show counts (targets, predictions), with a name for each class.

        `of` says in the title of which samples they are.
        """
        self._counts, self._names, self._of = counts, names, of
        self._refresh()

    def show_shares(self, shows: bool) -> None:
        """Show which share of each target is predicted as what, or the counts."""
        self._shows_shares = shows
        self._refresh()

    def mark_kind(self, kind: tuple[int, int] | None) -> None:
        """Mark the cell of a target and a prediction; keys go on from there."""
        if kind is not None and min(kind) < 0:
            kind = None
        row, column = (None, None) if kind is None else kind
        self._show_marks(replace(self._marks, row=row, column=column))

    def mark_chosen(self, kind: tuple[int, int] | None) -> None:
        """Mark softly the cell whose samples are on show everywhere."""
        self._show_marks(replace(self._marks, hovered=kind))

    def handle_key(self, event: QKeyEvent) -> bool:
        ignored = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ControlModifier
        modifiers = event.modifiers() & ~ignored  # Ctrl narrows the filter
        if Qt.Key(event.key()) not in ENTER or modifiers:
            return super().handle_key(event)
        row, column = self._cell
        if row is not None and column is not None:
            self.kind_clicked.emit(row, column)
        return True

    def parts(self) -> Parts:
        """Every cell, row by row."""
        if self._counts is None:
            return NO_PARTS
        counts, width, (row, column) = self._counts, len(self._counts), self._cell
        return Parts(
            counts.size,
            lambda part: self._said_of(counts, *divmod(part, width)),
            lambda part: self.rect_of(0, *divmod(part, width)),
            None if row is None or column is None else row * width + column,
        )

    def _refresh(self) -> None:
        if self._counts is None:
            return
        counts = self._counts
        if self._shows_shares:
            title, scale = "Share of each target ↓  predicted →", Scale.probabilities(self.theme)
            numbers = shares_of_rows(counts)
        else:
            title, numbers = "Target ↓  predicted →", counts.astype(np.float64)
            scale = Scale.counts(self.theme, float(max(1, counts.max(initial=0))))
        content = MatrixContent(
            f"{title}{self._of}",
            Rows.of(numbers),
            scale,
            self._names,
            self._names,
            has_own_bar=True,
            row_names=self._names,
        )
        self.set_contents([content])
        self._show_marks(self._marks)

    def _show_marks(self, marks: Marks) -> None:
        size = 0 if self._counts is None else len(self._counts)
        if marks.row is not None and max(marks.row, marks.column or 0) >= size:
            marks = replace(marks, row=None, column=None)
        is_moved = marks != self._marks
        self._marks = marks
        self.set_marks([marks])
        if is_moved:
            tell_part(self.view)

    def _press(self, target: int, predicted: int) -> None:
        self.mark_kind((target, predicted))
        self.kind_clicked.emit(target, predicted)

    def _step(self, rows: int, columns: int) -> None:
        """Go to another cell, or to the first one from nowhere."""
        row, column = self._cell
        if row is None or column is None:
            self._go_to(0, 0)
        else:
            self._go_to(row + rows, column + columns)

    def _jump(self, row: int | None, column: int | None) -> None:
        """Go to the first row or column, or to the last one, which is -1; None stays there."""
        size = 1 if self._counts is None else max(1, len(self._counts))
        here = (place or 0 for place in self._cell)
        ends = (
            each if end is None else end % size
            for end, each in zip((row, column), here, strict=True)
        )
        self._go_to(*ends)

    @property
    def _cell(self) -> tuple[int | None, int | None]:
        """The cell that keys act on."""
        return self._marks.row, self._marks.column

    def _go_to(self, row: int, column: int) -> None:
        if self._counts is not None and self._counts.size:
            last = len(self._counts) - 1
            row, column = min(max(row, 0), last), min(max(column, 0), last)
            self.mark_kind((row, column))
            self.show_cell(0, row, column)

    def _explain(self, where: tuple[int, int, int] | None) -> None:
        if where is None or self._counts is None:
            self.set_tip("")
            return
        _, target, predicted = where
        tip = sentence("{cell}. {hint}")
        self.set_tip(tip(self._said_of(self._counts, target, predicted), self._hint))

    def _said_of(self, counts: IntArray, target: int, predicted: int) -> str:
        """A cell in words; counts: (targets, predictions)."""
        right = target == predicted
        verdict = "told right" if right else sentence("taken for {name}")(self._names[predicted])
        said = sentence("{name}, {verdict}: {count:,}")
        count, of_target = int(counts[target, predicted]), int(counts[target].sum())
        cell = said(self._names[target], verdict, count)
        if not (self._shows_shares and of_target):
            return cell
        share = sentence("{cell} of {n:,} ({share})")
        return share(cell, of_target, percent_text(count / of_target, 1))


def shares_of_rows(counts: IntArray) -> FloatArray:
    """Each count as a share of its row (rows, columns); 0 in a row of zeros."""
    sums = counts.sum(axis=1, keepdims=True)
    shares: FloatArray = counts / np.maximum(sums, 1)
    return shares
