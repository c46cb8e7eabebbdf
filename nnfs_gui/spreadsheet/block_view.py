"""This module is a table whose cells are selected in blocks, however many cells it has."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QTableView, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.spreadsheet.block import Block, blocks_of, one_block
from nnfs_gui.spreadsheet.moves import Cell
from nnfs_gui.spreadsheet.numbers_model import NumbersModel
from nnfs_gui.studio.studio import Studio

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_ALONE = QItemSelectionModel.SelectionFlag.NoUpdate


class BlockView(QTableView):
    """Shows a NumbersModel, of which rectangles are selected without asking for their cells."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio

    @property
    def numbers_model(self) -> NumbersModel:
        model = self.model()
        assert isinstance(model, NumbersModel)
        return model

    def shape(self) -> tuple[int, int]:
        """How many rows and columns are shown."""
        model = self.numbers_model
        return model.rowCount(), model.columnCount()

    def current_cell(self) -> Cell:
        """The row and column of the current cell; the first one while there is none."""
        index = self.currentIndex()
        return max(0, index.row()), max(0, index.column())

    def blocks(self) -> list[Block]:
        """The selected rectangles; the current cell alone when none is selected."""
        blocks, current = blocks_of(self.selectionModel().selection()), self.currentIndex()
        if not blocks and current.isValid():
            return [Block(current.row(), current.column())]
        return blocks

    def block(self) -> Block | None:
        """The selected rectangle; None when there is none, or several with gaps."""
        return one_block(self.blocks())

    def wanted_block(self, verb: str) -> Block | None:
        """The selected rectangle; a notice says what to do when there is no single one."""
        block = self.block()
        if block is None:
            self._studio.notices.info(
                sentence("Select one block of cells to {verb}; the selected ones lie apart.")(verb)
                if self.blocks()
                else sentence("Select the cells to {verb} first.")(verb)
            )
        return block

    def select_block(self, block: Block) -> None:
        """Select a rectangle, as far as it lies in the table, and go to its first cell."""
        model = self.numbers_model
        last_row = min(block.rows.stop, model.rowCount()) - 1
        last_column = min(block.columns.stop, model.columnCount()) - 1
        first, last = model.index(block.row, block.column), model.index(last_row, last_column)
        if first.isValid() and last.isValid():
            self.selectionModel().select(QItemSelection(first, last), _SELECT)
            self.selectionModel().setCurrentIndex(first, _ALONE)

    def selectAll(self) -> None:
        """Select every cell, as one range: Qt's own way would ask about each cell."""
        (n_rows, n_columns), index = self.shape(), self.numbers_model.index
        if n_rows and n_columns:
            every_cell = QItemSelection(index(0, 0), index(n_rows - 1, n_columns - 1))
            self.selectionModel().select(every_cell, _SELECT)

    def select_rows(self) -> None:
        """Stretch the selection to whole rows."""
        block = self.wanted_block("select rows of")
        if block is not None:
            self.select_block(Block(block.row, 0, block.n_rows, self.shape()[1]))

    def select_columns(self) -> None:
        """Stretch the selection to whole columns."""
        block = self.wanted_block("select columns of")
        if block is not None:
            self.select_block(Block(0, block.column, self.shape()[0], block.n_columns))

    def go_to(self, row: int, column: int, extend: bool = False) -> None:
        """Go to a cell, and stretch the selection to it if `extend`; nowhere when there is none."""
        index = self.numbers_model.index(row, column)
        if not index.isValid():
            return
        if extend and self.currentIndex().isValid():
            stretched = QItemSelection()
            stretched.select(self._anchor(), index)  # whichever of them comes first
            self.selectionModel().select(stretched, _SELECT)
            self.selectionModel().setCurrentIndex(index, _ALONE)
        else:
            self.selectionModel().setCurrentIndex(index, _SELECT)

    def _anchor(self) -> QModelIndex:
        """The corner of the selected block opposite the current cell, where stretching began."""
        current, block = self.currentIndex(), self.block()
        if block is None:
            return current
        row = block.row if current.row() != block.row else block.rows.stop - 1
        column = block.column if current.column() != block.column else block.columns.stop - 1
        return self.numbers_model.index(row, column)
