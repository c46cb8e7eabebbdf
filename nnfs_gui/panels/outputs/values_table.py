"""This module shows the numbers of one layer as a table to read and to copy from."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QObject

from nnfs_core.arrays import AnyArray
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import NumberWriter, full_number
from nnfs_gui.panels.outputs.matrix.content import MatrixContent
from nnfs_gui.spreadsheet import Block, NumbersModel, NumbersView
from nnfs_gui.spreadsheet.clipboard import copy
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named

ROOM = 9  # characters; the heatmap beside it has to have room too
_NO_ROWS = Rows.of(np.empty((0, 0)))


class ValuesModel(NumbersModel):
    """Reads the cells of a MatrixContent when the table asks for them."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        self._content: MatrixContent | None = None
        self._rows = _NO_ROWS
        self._n_starts = studio.document.n_starts  # of the document, when it was last shown
        self._row = lru_cache(maxsize=1)(self._find_row)  # tables are painted row by row
        super().__init__(studio, parent)

    def set_content(self, content: MatrixContent | None) -> None:
        """Show another matrix; of one with the same shape and names only the numbers change.

        Another layer's, or another project's, begins with columns of their usual room.
        """
        old, old_rows = self._content, self._rows
        titles = [each.title if each is not None else "" for each in (old, content)]
        n_starts = self.studio.document.n_starts
        is_other, self._n_starts = (titles[0], self._n_starts) != (titles[1], n_starts), n_starts
        rows = _NO_ROWS if content is None or content.rows is None else content.rows
        alike = (
            old is not None
            and content is not None
            and (len(old_rows), old_rows.width) == (len(rows), rows.width)
            and old.shape == content.shape
            and (old.columns is content.columns or tuple(old.columns) == tuple(content.columns))
        )

        def change() -> None:
            self._content, self._rows = content, rows
            self._row.cache_clear()

        if alike:
            change()
            self.repaint()
        else:
            self.show_anew(change)
        if is_other:
            self.begun.emit()

    @property
    def n_rows(self) -> int:
        return len(self._rows)

    @property
    def n_columns(self) -> int:
        return self._rows.width

    @property
    def writer(self) -> NumberWriter:
        return super().writer if self._content is None else self._content.writer

    def numbers(self, block: Block) -> AnyArray:
        return self._rows.rows(block.row, block.rows.stop)[:, block.column : block.columns.stop]

    def numbers_now(self, block: Block) -> AnyArray | None:
        rows = self._rows.rows_in_memory(block.row, block.rows.stop)
        return None if rows is None else rows[:, block.column : block.columns.stop]

    def look(self, row: int, column: int) -> CellLook:
        numbers = self._row(row)
        if isinstance(numbers, str) or self._content is None:
            return CellLook(str(numbers))
        return CellLook(self._content.writer.fitting(numbers[column].item(), self.room_of(column)))

    def tooltip(self, row: int, column: int) -> str:
        numbers = self._row(row)
        return "" if isinstance(numbers, str) else full_number(numbers[column])

    def row_name(self, row: int) -> str:
        content = self._content
        if content is None:
            return ""
        return content.row_name(row) if content.batch is None else content.batch.row_name(row)

    def column_name(self, column: int) -> str:
        return "" if self._content is None else self._content.columns[column]

    def repaint(self, rows: range | None = None) -> None:
        self._row.cache_clear()
        super().repaint(rows)

    def _find_row(self, row: int) -> AnyArray | str:
        """The numbers of a row, or what stands in their place until then."""
        numbers = self.studio.fetching.row(self._rows, row)
        return self.studio.fetching.placeholder(self._rows, row) if numbers is None else numbers


class ValuesTable(NumbersView):
    """Shows a layer's numbers, all of which can be copied at once."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        named(self, "values_table", "Values of the selected layer")
        self.column_room.set_usual(ROOM)
        self.values = ValuesModel(studio, self)
        self.setModel(self.values)

    def show_cell(self, row: int | None, column: int | None) -> None:
        """Make a cell current, as the selection elsewhere says."""
        with self.values.refreshing():  # nobody has chosen another cell here
            if row is None:
                self.clearSelection()
            elif (row, column or 0) != (self.currentIndex().row(), self.currentIndex().column()):
                self.go_to(row, column or 0)

    def copy_all(self) -> None:
        """Put all values on the clipboard."""
        if self.values.n_rows and self.values.n_columns:
            copy(self.values, Block(0, 0, self.values.n_rows, self.values.n_columns))
