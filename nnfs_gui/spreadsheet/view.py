"""This module is the table that people type and paste numbers in, as in every spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.commands import Commands
from nnfs_gui.spreadsheet.editor import CellDelegate, CellEditor
from nnfs_gui.spreadsheet.header import SpreadsheetHeader
from nnfs_gui.spreadsheet.menu import cell_menu
from nnfs_gui.spreadsheet.moves import neighbour
from nnfs_gui.spreadsheet.numbers_model import Index
from nnfs_gui.spreadsheet.numbers_view import OTHERS, SHIFT, NumbersView
from nnfs_gui.spreadsheet.row_header import RowHeader
from nnfs_gui.spreadsheet.section_editor import SectionEditor
from nnfs_gui.studio.studio import Studio


class SpreadsheetView(NumbersView):
    """Edits what a SpreadsheetModel shows, by typing, by commands, and by a menu with them all.

    `columns_menu_opening(menu)` is emitted before a menu shows that is about columns, too, for
    panels to add to it, and `rows_menu_opening(menu)` before one that is about rows alone.
    """

    columns_menu_opening = Signal(object)
    rows_menu_opening = Signal(object)
    column_header: SpreadsheetHeader
    row_header: RowHeader

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.commands = Commands(self, self.column_header, self.row_header)
        self._start_column: int | None = None  # where a run of Tabs began: Enter goes back to it
        self._delegate = CellDelegate(studio, self._move, self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setAcceptDrops(False)  # files dropped here are for the window
        self.viewport().setAcceptDrops(False)
        for header in (self.column_header, self.row_header):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.column_header.customContextMenuRequested.connect(self._show_column_menu)
        self.row_header.customContextMenuRequested.connect(self._show_row_menu)

    def make_column_header(self) -> SpreadsheetHeader:
        return SpreadsheetHeader(self)

    def make_row_header(self) -> RowHeader:
        return RowHeader(self)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self.numbers_model.headerDataChanged.connect(lambda *rows: self._fit_row_names())
        self.verticalScrollBar().valueChanged.connect(self.row_header.name_editor.enter)
        self.numbers_model.reshaping.connect(self._on_reshaping)
        self.numbers_model.headerDataChanged.connect(self.column_header.fit_names)
        self.numbers_model.columnsInserted.connect(self.column_header.fit_names)
        self.numbers_model.modelReset.connect(self._on_model_reset)
        for changed in (self.numbers_model.begun, self._studio.theme.changed):
            changed.connect(self.column_header.fit_names)  # after the columns got their room
        self.column_header.fit_names()

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        commands = self.commands
        return super().edit_commands() | {
            "cut": commands.cut,
            "paste": commands.paste,
            "clear": commands.clear,
            "fill_down": commands.fill_down,
            "insert_rows": commands.insert_rows,
            "insert_columns": commands.insert_columns,
            "remove_rows": commands.remove_rows,
            "remove_columns": commands.remove_columns,
        }

    # What is typed but not entered yet, which OpenEditors ask for.

    def enter(self) -> bool:
        """Enter the cell and the name being typed; False when one of them will not do."""
        return self._delegate.enter() and all(each.enter() for each in self._name_editors())

    @property
    def is_typed(self) -> bool:
        """True while another number or name is being typed."""
        return self._delegate.is_typed or any(each.is_typed for each in self._name_editors())

    def drop(self) -> None:
        """Put open editors away."""
        self._delegate.drop()
        for each in self._name_editors():
            each.close()

    # Keys and mouse.

    def command_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self.commands.of_key(event) or super().command_of(event)

    def takes(self, event: QKeyEvent) -> bool:
        """True for commands, moves, and what can be typed."""
        typed = event.text().isprintable() and event.text() != "" and not event.modifiers() & OTHERS
        keys = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return super().takes(event) or typed or event.key() in keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.command_of(event) is not None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move(-1 if event.modifiers() & SHIFT else 1, 0)
        elif event.key() == Qt.Key.Key_F2 and self._row_alone() is not None:
            self.commands.label_row()
        elif event.key() == Qt.Key.Key_F2:
            # Qt warns where there is none, as in a table shown anew, or its number is being read
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        editor = self._delegate.editor
        if editor is not None and editor.has_fault:  # mend it, or take it back with Escape
            editor.setFocus()
            return
        self._start_column = None
        super().mousePressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        taken_back = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if isinstance(editor, CellEditor) and editor.has_fault:
            if not taken_back:
                return  # what was typed stays to be mended
            self._studio.notices.settle()
        super().closeEditor(editor, hint)

    def currentChanged(self, current: Index, previous: Index) -> None:
        self._start_column = None
        super().currentChanged(current, previous)

    def has_keys(self) -> bool:
        return super().has_keys() or self._delegate.editor is not None

    # The menu: of the selected cells, or of a row or column that it opens in the header of.

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            self._show_menu(self.viewport().mapToGlobal(below))
        else:
            self._show_menu(event.globalPos())

    def _show_column_menu(self, position: QPoint) -> None:
        column = self.column_header.logicalIndexAt(position)
        if column >= 0 and not any(column in block.columns for block in self.blocks()):
            self.select_block(Block(0, column, self.numbers_model.rowCount(), 1))
        self._show_menu(self.column_header.mapToGlobal(position), rows=False)

    def _show_row_menu(self, position: QPoint) -> None:
        row = self.row_header.logicalIndexAt(position)
        if row >= 0 and not any(row in block.rows for block in self.blocks()):
            self.select_block(Block(row, 0, 1, self.numbers_model.columnCount()))
        self._show_menu(self.row_header.mapToGlobal(position), columns=False)

    def _show_menu(self, position: QPoint, *, rows: bool = True, columns: bool = True) -> None:
        """Open the menu for the selected cells at a point of the screen."""
        menu = cell_menu(self, self.commands, rows=rows, columns=columns)
        if columns:
            self.columns_menu_opening.emit(menu)
        else:
            self.rows_menu_opening.emit(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)

    # Helpers.

    def _name_editors(self) -> tuple[SectionEditor, SectionEditor]:
        return self.column_header.name_editor, self.row_header.name_editor

    def _row_alone(self) -> int | None:
        """The row that is selected as a whole, as by a click on its name, and can have a label."""
        block, (_, n_columns) = self.block(), self.shape()
        is_whole = block is not None and (block.n_rows, block.n_columns) == (1, n_columns)
        is_one = is_whole and n_columns > 1 and self.row_header.can_label()
        return block.row if block is not None and is_one else None

    def _on_reshaping(self, n_rows: int, n_columns: int) -> None:
        """Drop an editor whose cell goes, before Qt enters its text while the table changes."""
        editor = self._delegate.editor
        if editor is None:
            return
        if editor.index.row() >= n_rows or editor.index.column() >= n_columns:
            self._delegate.drop()

    def _on_model_reset(self) -> None:
        self.column_header.fit_names()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def _tab(self, event: QKeyEvent) -> None:
        """Go on in the row; from its end Tab leaves the table."""
        backwards = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & SHIFT)
        column, edge = self.current_cell()[1], 0 if backwards else self.shape()[1] - 1
        if column == edge or not self._move(0, -1 if backwards else 1):
            event.ignore()

    def _move(self, rows: int, columns: int) -> bool:
        """Go on after Enter or Tab, as far as the table reaches; False when Tab finds its end."""
        (row, column), shape = self.current_cell(), self.shape()
        start = column if self._start_column is None else self._start_column
        if not columns:
            self.go_to(min(max(row + rows, 0), shape[0] - 1), start)
            return True
        cell = neighbour((row, column), shape, columns > 0)
        if cell is not None:
            self.go_to(*cell)
            self._start_column = start
        return cell is not None
