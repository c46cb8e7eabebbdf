"""Goes to cells of the batch's table by sample, as far as a filter and the table let it."""

from __future__ import annotations

from collections.abc import Callable

from nnfs_core.errors import NnfsError
from nnfs_core.finding import place_of
from nnfs_core.project.changes import Part
from nnfs_core.project.table_columns import TableColumns
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.model import BatchModel
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.spreadsheet.moves import Cell
from nnfs_gui.studio.studio import Studio


class SampleReach:
    """Knows which samples are on show, and where; `show_all` takes the filter away."""

    def __init__(
        self,
        studio: Studio,
        view: SpreadsheetView,
        model: BatchModel,
        show_all: Callable[[], object],
    ) -> None:
        self._studio, self._view, self._model = studio, view, model
        self._show_all = show_all

    def go_to(self, text: str) -> None:
        """Go to a sample, a column, or both; raises NnfsError when there is no such place."""
        batch, current = self._studio.project.batch, self._view.currentIndex()
        names = TableColumns.of(batch).names(batch)
        sample, column = place_of(text, batch.n_samples, names, labels=batch.label_rows)
        row = max(0, current.row())
        if sample is not None:
            found = self._model.row_of(sample)
            if found is None:
                raise NnfsError("Sample {sample} is hidden by the filter; clear it first.")(
                    batch.sample_text(sample)
                )
            row = found
            if self.is_out_of_reach(row):
                raise NnfsError(self._how_far(sample))
        self.go_to_cell(row, max(0, current.column()) if column is None else column)

    def go_to_sample(self, sample: int, column: int) -> None:
        """Go to a cell of a sample, or offer to show all samples where it is hidden."""
        row = self._model.row_of(sample)
        if row is not None:
            self.go_to_cell(row, column)
            return

        def show() -> None:
            self._show_all()
            self.go_to_cell(sample, column)

        hidden = sentence("Sample {sample} is hidden by the filter.")
        text = hidden(self._studio.project.batch.sample_text(sample))
        self._studio.notices.info(text, "Show all samples", show, about=Part.BATCH)

    def go_to_cell(self, row: int, column: int) -> None:
        """Go to a cell, with the keyboard; a notice says where the table does not hold it."""
        if self.is_out_of_reach(row):
            self._studio.notices.info(self._how_far(self._model.sample(row)))
            return
        self._view.go_to(row, column)
        self._view.setFocus()

    def is_out_of_reach(self, row: int) -> bool:
        """True for a row behind the last that a table can show."""
        return self._model.rowCount() <= row < self._model.n_rows

    def selected_cell(self) -> Cell:
        """Where keys go on: in the row of the selected sample."""
        row = self._model.row_of(self._studio.selection.place.sample)
        current = self._view.current_cell()
        return current if row is None or self.is_out_of_reach(row) else (row, current[1])

    def _how_far(self, sample: int) -> str:
        return sentence(
            "Sample {sample} comes after the first {n_rows:,} rows, and the table shows no more; "
            "filter the samples to see it."
        )(self._studio.project.batch.sample_text(sample), self._model.rowCount())
