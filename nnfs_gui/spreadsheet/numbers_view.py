"""This module is the table that numbers are read, selected and copied in, by a sheet's keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from nnfs_gui.spreadsheet import clipboard
from nnfs_gui.spreadsheet.block_header import BlockHeader
from nnfs_gui.spreadsheet.block_view import BlockView
from nnfs_gui.spreadsheet.column_room import ColumnRoom
from nnfs_gui.spreadsheet.delegate import NumbersDelegate
from nnfs_gui.spreadsheet.moves import Cell, destination
from nnfs_gui.spreadsheet.numbers_model import Index, NumbersModel
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.keys import claims, is_escape
from nnfs_gui.widgets.theme import number_font

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OTHERS = CTRL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class NumbersView(BlockView):
    """Shows a NumbersModel; a million rows or columns cost no more than the visible cells.

    `cell_chosen(row, column)` is emitted when the user goes to a cell, also to the current one
    again. Nothing can be edited here: `SpreadsheetView` adds that.
    """

    cell_chosen = Signal(int, int)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.setProperty("role", "spreadsheet")
        self.keys_begin_at: Callable[[], Cell] = self.current_cell
        self.column_header = self.make_column_header()
        self.row_header = self.make_row_header()
        self._most_of_row_names = 1.0, 1000  # a share of the width, and figures
        self.setHorizontalHeader(self.column_header)
        self.setVerticalHeader(self.row_header)
        self.column_room = ColumnRoom(self, lambda: self.numbers_model)
        self.row_header.setSectionResizeMode(BlockHeader.ResizeMode.Fixed)
        studio.theme.give_font(self, number_font)
        studio.theme.changed.connect(self._fit_cells)
        self._fit_cells()
        self.setItemDelegate(NumbersDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)

    def make_column_header(self) -> BlockHeader:
        """The header that names the columns."""
        return BlockHeader(Qt.Orientation.Horizontal, self)

    def make_row_header(self) -> BlockHeader:
        """The header that names the rows."""
        return BlockHeader(Qt.Orientation.Vertical, self)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        assert isinstance(model, NumbersModel)
        super().setModel(model)
        self.column_header.part_from_selection()
        self.row_header.part_from_selection()
        model.modelReset.connect(self._show_blocks)
        self.column_room.follow(model)

    def copy(self) -> None:
        """Put the selected block on the clipboard, all digits."""
        block = self.wanted_block("copy")
        if block is not None:
            clipboard.copy(self.numbers_model, block)

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu finds for the cells."""
        return {"copy": self.copy, "select_all": self.selectAll}

    def show_row(self, row: int) -> None:
        """Scroll a row into view, leaving the columns where they are."""
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        if top < 0 or top + height > self.viewport().height():
            middle = (self.viewport().height() - height) // 2
            self.verticalScrollBar().setValue(self.verticalOffset() + top - middle)

    # Keys and mouse.

    def command_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """The command that a key stands for, if any."""
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return self.selectAll
        if event.key() == Qt.Key.Key_Space and event.modifiers() & CTRL:
            return self.select_columns
        if event.key() == Qt.Key.Key_Space and event.modifiers() & SHIFT:
            return self.select_rows
        return None

    def takes(self, event: QKeyEvent) -> bool:
        """True for the keys that mean something here: commands and moves."""
        return self.command_of(event) is not None or self._destination(event) is not None

    def event(self, event: QEvent) -> bool:
        return claims(event, self.takes) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command, cell = self.command_of(event), self._destination(event)
        if command is not None:
            command()
        elif cell is not None:
            self.go_to(*cell, extend=bool(event.modifiers() & SHIFT))
        elif is_escape(event):
            QAbstractScrollArea.focusNextPrevChild(self, True)  # past the cells, unlike Tab
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters that open no editor do nothing; Qt's search would read the whole table."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
            return
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and event.modifiers() & SHIFT:
            self.go_to(index.row(), index.column(), extend=True)
            return
        is_selected = index.isValid() and self.selectionModel().isSelected(index)
        if event.button() == Qt.MouseButton.RightButton and is_selected:
            return  # the menu is for the whole selection
        was_current = index == self.currentIndex()
        super().mousePressEvent(event)
        if left and was_current and index.isValid():
            self.cell_chosen.emit(index.row(), index.column())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):  # the frame reaches beyond the cell
            self.viewport().update(self.visualRect(index).adjusted(-1, -1, 1, 1))
        if current.isValid() and not self.numbers_model.is_refreshing:
            self.cell_chosen.emit(current.row(), current.column())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._show_blocks()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometries()  # headers have a size only from now on
        self.column_room.look_soon()

    def limit_row_names(self, share: float, figures: int = 1000) -> None:
        """Let names of rows take a share of the width and the room of some figures at most."""
        self._most_of_row_names = share, figures
        self._fit_row_names()

    def _fit_row_names(self) -> None:
        share, figures = self._most_of_row_names
        widest = figures * self.fontMetrics().horizontalAdvance("0")
        self.row_header.setMaximumWidth(min(widest, int(share * self.width())))
        self.updateGeometries()  # Qt asks the header for its width at other changes only

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_row_names()
        self.column_room.look_soon()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid():
            painter = QPainter(self.viewport())
            strong = self.has_keys()
            color = self._studio.theme.color("accent" if strong else "muted")
            painter.setPen(QPen(color, 2 if strong else 1))
            painter.drawRect(self.visualRect(index).adjusted(0, 0, -1, -1))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nobody has chosen the cell that keys begin at; without one Qt would take the first."""
        with self.numbers_model.refreshing():
            is_by_tab = event.reason() in BY_TAB
            if is_by_tab and (cell := self.keys_begin_at()) != self.current_cell():
                self.go_to(*cell)
            super().focusInEvent(event)

    def has_keys(self) -> bool:
        """True while keys are meant for the cells."""
        return self.hasFocus()

    # Helpers.

    def _fit_cells(self) -> None:
        """Make cells as large as numbers are now."""
        self.column_room.fit()
        self.row_header.setDefaultSectionSize(self.fontMetrics().height() + 9)

    def _show_blocks(self) -> None:
        blocks = self.blocks()
        self.column_header.show_blocks(blocks)
        self.row_header.show_blocks(blocks)

    def _destination(self, event: QKeyEvent) -> Cell | None:
        shape = self.shape()
        if event.modifiers() & OTHERS & ~CTRL or 0 in shape:
            return None
        ctrl = bool(event.modifiers() & CTRL)
        page = max(1, self.viewport().height() // self.row_header.defaultSectionSize() - 1)
        return destination(event.key(), ctrl, self.current_cell(), shape, page)
