"""This module edits selected cells as spreadsheets do: each command is one step of history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from nnfs_core.files.tables.pasting.cells import first_cells
from nnfs_gui.spreadsheet import clipboard
from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.header import SpreadsheetHeader
from nnfs_gui.spreadsheet.model import SpreadsheetModel
from nnfs_gui.spreadsheet.numbers_view import NumbersView
from nnfs_gui.spreadsheet.row_header import RowHeader


class Commands:
    """Edits the cells selected in one view; menus, keys and panels call it."""

    def __init__(
        self, view: NumbersView, column_header: SpreadsheetHeader, row_header: RowHeader
    ) -> None:
        self._view = view
        self._column_header, self._row_header = column_header, row_header

    @property
    def model(self) -> SpreadsheetModel:
        """The table that the view shows."""
        model = self._view.model()
        assert isinstance(model, SpreadsheetModel)
        return model

    def of_key(self, event: QKeyEvent) -> Callable[[], object] | None:
        """The command that a key stands for, if any."""
        for keys, command in (
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            if event.matches(keys):
                return command
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if not ctrl and not shift:
                return self.clear
            case Qt.Key.Key_D if ctrl and not shift:
                return self.fill_down
            case Qt.Key.Key_I if ctrl:
                return self.insert_columns if shift else self.insert_rows
            case Qt.Key.Key_Delete if ctrl:
                return self.remove_columns if shift else self.remove_rows
        return None

    def cut(self) -> None:
        """Put the selected block on the clipboard and set it to 0."""
        block, model = self._view.wanted_block("cut"), self.model
        if block is not None and not model.refuses_edits():
            clipboard.copy(model, block, lambda: model.clear(block, "Cut"))

    def paste(self) -> None:
        """Write the clipboard's cells at the first selected cell, or fill the selection."""
        view = self._view
        # an empty table has no cell to select
        block = view.wanted_block("paste into") if view.blocks() else Block(0, 0)
        if block is not None and not self.model.refuses_edits():
            row, column = block.row, block.column

            def done(*shape: int) -> None:
                view.select_block(Block(row, column, *shape))
                view.setFocus()  # also after a question

            clipboard.paste(self.model, block, done, view.setFocus)

    def clear(self) -> None:
        """Set the selected block to 0."""
        block = self._view.wanted_block("clear")
        if block is not None and not self.model.refuses_edits():
            self.model.clear(block)

    def fill_down(self) -> None:
        """Repeat the block's first row down to its end; a single row repeats the one above."""
        block, model = self._view.wanted_block("fill"), self.model
        if block is None or model.refuses_edits():
            return
        source = block.row if block.n_rows > 1 else block.row - 1
        n_rows = block.n_rows - 1 if block.n_rows > 1 else 1
        if source < 0:
            model.studio.notices.info("Nothing stands above to fill down from.")
            return
        values = model.numbers_now(Block(source, block.column, 1, block.n_columns))
        if values is None:
            model.studio.notices.info("The row to fill down from is still being read; try again.")
            return
        values = np.broadcast_to(values, (n_rows, block.n_columns))
        model.write(source + 1, block.column, values, "Fill down")

    def insert_rows(self, below: bool = False) -> None:
        """Insert as many rows as are selected, above or below them."""
        block, model = self._view.wanted_block("insert rows at"), self.model
        if block is not None and model.can("insert_rows"):
            row = block.rows.stop if below else block.row
            if model.insert_rows(row, block.n_rows):
                self._view.select_block(Block(row, block.column, block.n_rows, block.n_columns))

    def insert_columns(self, right: bool = False) -> None:
        """Insert as many columns as are selected, left or right of them."""
        block, model = self._view.wanted_block("insert columns at"), self.model
        if block is not None and model.can("insert_columns"):
            column = block.columns.stop if right else block.column
            if model.insert_columns(column, block.n_columns):
                self._view.select_block(Block(block.row, column, block.n_rows, block.n_columns))

    def remove_rows(self) -> None:
        """Remove every row that has a selected cell."""
        rows = _joined([block.rows for block in self._view.blocks()])
        if rows and self.model.can("remove_rows"):
            self.model.remove_rows(rows)

    def remove_columns(self) -> None:
        """Remove every column that has a selected cell."""
        columns = _joined([block.columns for block in self._view.blocks()])
        if columns and self.model.can("remove_columns"):
            self.model.remove_columns(columns)

    def rename_column(self) -> None:
        """Open the editor over the current column's name."""
        column = self._view.currentIndex().column()
        if column >= 0 and self._column_header.can_rename():
            self._view.scrollTo(self._view.currentIndex())
            self._column_header.rename(column)

    def label_row(self) -> None:
        """Open the line over the current row's name."""
        row = self._view.currentIndex().row()
        if row >= 0:
            self._row_header.label(row)

    def paste_labels(self) -> None:
        """Give the rows from the first selected one on the clipboard's lines as labels."""
        block = self._view.wanted_block("label")
        if block is not None and self.model.can("label_rows"):
            text = clipboard.text_of_clipboard(self.model)
            if text is not None:
                self.model.label_rows(block.row, first_cells(text))


def _joined(ranges: list[range]) -> Sequence[int]:
    """All numbers in some ranges, in order."""
    return ranges[0] if len(ranges) == 1 else sorted(set().union(*ranges))
