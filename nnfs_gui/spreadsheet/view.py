"""The table that people type, copy and paste numbers in, with the habits of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from nnfs_gui.spreadsheet.block import Block, blocks_of, one_block
from nnfs_gui.spreadsheet.commands import Commands
from nnfs_gui.spreadsheet.editor import CellDelegate, CellEditor
from nnfs_gui.spreadsheet.header import SpreadsheetHeader
from nnfs_gui.spreadsheet.menu import follow_headers, show_menu
from nnfs_gui.spreadsheet.model import Index, NumbersModel
from nnfs_gui.spreadsheet.moves import destination, neighbour
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import number_font

WIDEST_NUMBER = "-8.888e-308"  # of those that %.4g prints

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_ALONE = QItemSelectionModel.SelectionFlag.NoUpdate
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_OTHERS = _CTRL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class SpreadsheetView(QTableView):
    """Shows a NumbersModel; a million rows or columns cost no more than the visible cells.

    `cell_chosen(row, column)` is emitted when the user goes to a cell, also to the current one
    again; `menu_opening(menu)` before the context menu shows, for panels to add to it.
    """

    cell_chosen = Signal(int, int)
    menu_opening = Signal(object)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.commands = Commands(self)
        self.setProperty("role", "spreadsheet")
        self.setFont(number_font())
        self.column_header = SpreadsheetHeader(Qt.Orientation.Horizontal, self)
        self.row_header = SpreadsheetHeader(Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(self.column_header)
        self.setVerticalHeader(self.row_header)
        self.column_header.setDefaultSectionSize(
            self.fontMetrics().horizontalAdvance(WIDEST_NUMBER) + 18
        )
        self.row_header.setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.row_header.setSectionResizeMode(SpreadsheetHeader.ResizeMode.Fixed)
        self._start_column: int | None = None  # where a run of Tabs began: Enter goes back to it
        self._delegate = CellDelegate(studio.notices, self._move, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setAcceptDrops(False)  # files dropped here are for the window
        self.viewport().setAcceptDrops(False)
        follow_headers(self)

    @property
    def numbers_model(self) -> NumbersModel:
        model = self.model()
        assert isinstance(model, NumbersModel)
        return model

    def setModel(self, model: QAbstractItemModel | None) -> None:
        assert isinstance(model, NumbersModel)
        super().setModel(model)
        self.column_header.part_from_selection()
        self.row_header.part_from_selection()
        model.headerDataChanged.connect(self.column_header.fit_names)
        model.modelReset.connect(self._on_model_reset)
        self.column_header.fit_names()

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu finds for the cells."""
        commands = self.commands
        return {
            "cut": commands.cut,
            "copy": commands.copy,
            "paste": commands.paste,
            "clear": commands.clear,
            "fill_down": commands.fill_down,
            "select_all": self.selectAll,
        }

    # The selection, as blocks.

    def blocks(self) -> list[Block]:
        """The selected rectangles; the current cell alone when none is selected."""
        blocks, current = blocks_of(self.selectionModel().selection()), self.currentIndex()
        if not blocks and current.isValid():
            return [Block(current.row(), current.column())]
        return blocks

    def block(self) -> Block | None:
        """The selected rectangle; None when there is none, or several with gaps."""
        return one_block(self.blocks())

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
        model = self.numbers_model
        if model.rowCount() and model.columnCount():
            last = model.index(model.rowCount() - 1, model.columnCount() - 1)
            self.selectionModel().select(QItemSelection(model.index(0, 0), last), _SELECT)

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

    def show_row(self, row: int) -> None:
        """Scroll a row into view, leaving the columns where they are."""
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        if top < 0 or top + height > self.viewport().height():
            middle = (self.viewport().height() - height) // 2
            self.verticalScrollBar().setValue(self.verticalOffset() + top - middle)

    def _anchor(self) -> QModelIndex:
        """The corner of the selected block opposite the current cell, where stretching began."""
        current, block = self.currentIndex(), self.block()
        if block is None:
            return current
        row = block.row if current.row() != block.row else block.rows.stop - 1
        column = block.column if current.column() != block.column else block.columns.stop - 1
        return self.numbers_model.index(row, column)

    # Keys and mouse.

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._takes(event)
        ):
            event.accept()  # the key is meant for the table, not for a menu
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command, cell = self.commands.of_key(event), self._destination(event)
        if command is not None:
            command()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(event)
        elif cell is not None:
            self.go_to(*cell, extend=bool(event.modifiers() & _SHIFT))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move(-1 if event.modifiers() & _SHIFT else 1, 0)
        elif event.key() == Qt.Key.Key_F2:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters that open no editor do nothing; Qt's search would read the whole table."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
            return
        editor = self._delegate.editor
        if editor is not None and editor.has_fault:  # mend it, or take it back with Escape
            editor.setFocus()
            return
        self._start_column = None
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and event.modifiers() & _SHIFT:
            self.go_to(index.row(), index.column(), extend=True)
            return
        if event.button() == Qt.MouseButton.RightButton and self._is_selected(index):
            return  # the menu is for the whole selection
        was_current = index == self.currentIndex()
        super().mousePressEvent(event)
        if left and was_current and index.isValid():
            self.cell_chosen.emit(index.row(), index.column())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        taken_back = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if isinstance(editor, CellEditor) and editor.has_fault:
            if not taken_back:
                return  # what was typed stays to be mended
            self._studio.notices.settle()
        super().closeEditor(editor, hint)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._start_column = None
        if current.isValid() and not self.numbers_model.is_refreshing:
            self.cell_chosen.emit(current.row(), current.column())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._show_blocks()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            show_menu(self, self.viewport().mapToGlobal(below))
        else:
            show_menu(self, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid():
            painter = QPainter(self.viewport())
            strong = self.hasFocus() or self._delegate.editor is not None
            color = self._studio.theme.color("accent" if strong else "muted")
            painter.setPen(QPen(color, 2 if strong else 1))
            painter.drawRect(self.visualRect(index).adjusted(0, 0, -1, -1))
            painter.end()

    # Helpers.

    def _on_model_reset(self) -> None:
        self._show_blocks()
        self.column_header.fit_names()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def _show_blocks(self) -> None:
        blocks = self.blocks()
        self.column_header.show_blocks(blocks)
        self.row_header.show_blocks(blocks)
        self.viewport().update()

    def _takes(self, event: QKeyEvent) -> bool:
        """True for the keys that mean something here: commands, moves, and what can be typed."""
        if self.commands.of_key(event) is not None or self._destination(event) is not None:
            return True
        typed = (
            event.text().isprintable() and event.text() != "" and not event.modifiers() & _OTHERS
        )
        return typed or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def _destination(self, event: QKeyEvent) -> tuple[int, int] | None:
        if event.modifiers() & _OTHERS & ~_CTRL:
            return None
        shape = self._shape()
        if 0 in shape:
            return None
        ctrl = bool(event.modifiers() & _CTRL)
        page = max(1, self.viewport().height() // self.row_header.defaultSectionSize() - 1)
        return destination(event.key(), ctrl, self._cell(), shape, page)

    def _tab(self, event: QKeyEvent) -> None:
        backwards = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & _SHIFT)
        cell = (
            neighbour(self._cell(), self._shape(), not backwards)
            if 0 not in self._shape()
            else None
        )
        if cell is None:
            event.ignore()  # from the last cell Tab leaves the table
        else:
            self._tab_to(*cell)

    def _tab_to(self, row: int, column: int) -> None:
        start = self._cell()[1] if self._start_column is None else self._start_column
        self.go_to(row, column)
        self._start_column = start

    def _move(self, rows: int, columns: int) -> None:
        """Go on after Enter or Tab, as far as the table reaches."""
        (row, column), shape = self._cell(), self._shape()
        if 0 in shape:
            return
        if columns:
            cell = neighbour((row, column), shape, columns > 0)
            if cell is not None:
                self._tab_to(*cell)
        else:
            start = column if self._start_column is None else self._start_column
            self.go_to(min(max(row + rows, 0), shape[0] - 1), start)

    def _cell(self) -> tuple[int, int]:
        index = self.currentIndex()
        return max(0, index.row()), max(0, index.column())

    def _shape(self) -> tuple[int, int]:
        model = self.numbers_model
        return model.rowCount(), model.columnCount()

    def _is_selected(self, index: QModelIndex) -> bool:
        return index.isValid() and self.selectionModel().isSelected(index)
