"""Shows what is mistaken for what: targets against predictions, as a heatmap of counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal

from nnfs_core.matrix.rows import Rows
from nnfs_core.summaries.classification import Classification, IntArray
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.spoken import NO_PARTS, Parts
from nnfs_gui.widgets.theme import Theme


class ConfusionMatrix(MatrixCanvas):
    """Shows targets as rows, predictions as columns; hidden without targets or for many classes."""

    kind_clicked = Signal(int, int)  # target, predicted

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "confusion_matrix", "Confusion matrix")
        self.view.setAccessibleDescription("Rows are targets, columns are predictions")
        self._found: Classification | None = None
        self._names: Sequence[str] = ()
        self._sample: int | None = None
        self.cell_clicked.connect(lambda number, row, column: self.kind_clicked.emit(row, column))
        self.cell_hovered.connect(self._explain)
        theme.changed.connect(self._refresh)

    def show_found(self, found: Classification, names: Sequence[str]) -> None:
        """Show the counts of a classification, with a name for each class."""
        self._found, self._names = found, names
        self.setVisible(found.n_known > 0 and found.confusion is not None)
        self._refresh()

    def release(self) -> None:
        """Hold nothing of what was classified; the counts stay on show."""
        self._found = None

    def mark_sample(self, sample: int | None) -> None:
        """Mark the cell that a sample is counted in."""
        found, mark = self._found, Marks()
        if found is not None and sample is not None and sample < len(found.probabilities):
            target, predicted = found.kind_of(sample)
            if target >= 0 and predicted >= 0:
                mark = Marks(target, predicted)
        self.set_marks([mark])

    def _refresh(self) -> None:
        if self._found is None or self._found.confusion is None:
            return
        counts = self._found.confusion
        scale = Scale.counts(self.theme, float(max(1, counts.max(initial=0))))
        self.set_contents(
            [
                MatrixContent(
                    "Target ↓  predicted →",
                    Rows.of(counts.astype(np.float64)),
                    scale,
                    self._names,
                    self._names,
                    has_own_bar=True,
                    row_names=self._names,
                )
            ]
        )

    def _explain(self, where: tuple[int, int, int] | None) -> None:
        found = self._found
        if where is None or found is None or found.confusion is None:
            self.set_tip("")
            return
        _, target, predicted = where
        tip = sentence("{cell}. Click to go through them.")
        self.set_tip(tip(self._said_of(found.confusion, target, predicted)))

    def parts(self) -> Parts:
        """Every cell, row by row."""
        if self._found is None or self._found.confusion is None:
            return NO_PARTS
        counts, width = self._found.confusion, len(self._found.confusion)
        return Parts(
            counts.size,
            lambda part: self._said_of(counts, *divmod(part, width)),
            lambda part: self.rect_of(0, *divmod(part, width)),
        )

    def _said_of(self, counts: IntArray, target: int, predicted: int) -> str:
        """A cell in words; counts: (targets, predictions)."""
        right = target == predicted
        verdict = "told right" if right else sentence("taken for {name}")(self._names[predicted])
        cell = sentence("{name}, {verdict}: {count:,}")
        return cell(self._names[target], verdict, int(counts[target, predicted]))
