"""The context menu of a spreadsheet, with the names that its rows and columns go by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from nnfs_gui.spreadsheet.block import Block

if TYPE_CHECKING:
    from nnfs_gui.spreadsheet.view import SpreadsheetView


def show_menu(view: SpreadsheetView, position: QPoint) -> None:
    """Open the menu for the selected cells at a point of the screen."""
    menu = _menu(view)
    view.menu_opening.emit(menu)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(position)


def follow_headers(view: SpreadsheetView) -> None:
    """Open the same menu in the headers, for the row or column there unless it is selected."""
    for header in (view.column_header, view.row_header):
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def on_column(position: QPoint) -> None:
        column = view.column_header.logicalIndexAt(position)
        if column >= 0 and not any(column in block.columns for block in view.blocks()):
            view.select_block(Block(0, column, view.numbers_model.rowCount(), 1))
        show_menu(view, view.column_header.mapToGlobal(position))

    def on_row(position: QPoint) -> None:
        row = view.row_header.logicalIndexAt(position)
        if row >= 0 and not any(row in block.rows for block in view.blocks()):
            view.select_block(Block(row, 0, 1, view.numbers_model.columnCount()))
        show_menu(view, view.row_header.mapToGlobal(position))

    view.column_header.customContextMenuRequested.connect(on_column)
    view.row_header.customContextMenuRequested.connect(on_row)


def _menu(view: SpreadsheetView) -> QMenu:
    """Everything that can be done to the selected cells, with the keys that do it."""
    menu, model, commands = QMenu(view), view.numbers_model, view.commands
    menu.setObjectName("cell_menu")
    blocks = view.blocks()
    column = min((block.column for block in blocks), default=0)
    n_rows = max((block.n_rows for block in blocks), default=1)
    n_columns = max((block.n_columns for block in blocks), default=1)
    rows = _counted(model.row_noun, n_rows)
    columns = _counted(model.noun_of_column(column), n_columns)
    new_columns = _counted(model.column_noun, n_columns)

    def add(text: str, name: str, command: Callable[[], None], keys: str = "") -> None:
        action = menu.addAction(text)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda: command())

    add("Cut", "cut", commands.cut, "Ctrl+X")
    add("Copy", "copy", commands.copy, "Ctrl+C")
    add("Paste", "paste", commands.paste, "Ctrl+V")
    add("Clear to 0", "clear", commands.clear, "Del")
    add("Fill down", "fill_down", commands.fill_down, "Ctrl+D")
    menu.addSeparator()
    if model.can("insert_rows"):
        add(f"Insert {rows} above", "insert_rows_above", commands.insert_rows, "Ctrl++")
        add(f"Insert {rows} below", "insert_rows_below", lambda: commands.insert_rows(below=True))
    if model.can("remove_rows"):
        add(f"Remove {rows}", "remove_rows", commands.remove_rows, "Ctrl+-")
    menu.addSeparator()
    if model.can("insert_columns"):
        add(f"Insert {new_columns} left", "insert_columns_left", commands.insert_columns)
        add(
            f"Insert {new_columns} right",
            "insert_columns_right",
            lambda: commands.insert_columns(right=True),
        )
    if model.can("remove_columns"):
        add(f"Remove {columns}", "remove_columns", commands.remove_columns)
    if model.can("rename_column"):
        add(f"Rename {model.noun_of_column(column)}", "rename_column", commands.rename_column)
    return menu


def _counted(noun: str, count: int) -> str:
    return noun if count == 1 else f"{count:,} {noun}s"
