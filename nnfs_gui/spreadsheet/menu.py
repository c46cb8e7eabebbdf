"""This module makes the context menu of a spreadsheet, in the words of its rows and columns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from nnfs_core.wording import counted
from nnfs_gui.spreadsheet.commands import Commands
from nnfs_gui.spreadsheet.numbers_view import NumbersView
from nnfs_gui.widgets.menus import add_entry


def cell_menu(view: NumbersView, commands: Commands, *, rows: bool, columns: bool) -> QMenu:
    """Everything that can be done to the selected cells, with the keys that do it.

    A menu in the header of the rows is not about whole columns, nor the other way round.
    """
    menu, model = QMenu(view), commands.model
    menu.setObjectName("cell_menu")
    blocks = view.blocks()
    column = min((block.column for block in blocks), default=0)
    n_rows = max((block.n_rows for block in blocks), default=1)
    n_columns = max((block.n_columns for block in blocks), default=1)
    these_rows = _selected(model.row_noun, n_rows)
    these_columns = _selected(model.noun_of_column(column), n_columns)
    new_columns = _selected(model.column_noun, n_columns)

    def add(text: str, name: str, command: Callable[[], None], keys: str = "") -> None:
        action = add_entry(menu, text, name, command)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutVisibleInContextMenu(True)

    add("Cut", "cut", commands.cut, "Ctrl+X")
    add("Copy", "copy", view.copy, "Ctrl+C")
    add("Paste", "paste", commands.paste, "Ctrl+V")
    add("Clear to 0", "clear", commands.clear, "Del")
    add("Fill down", "fill_down", commands.fill_down, "Ctrl+D")
    menu.addSeparator()
    if rows and model.can("insert_rows"):
        add(f"Insert {these_rows} above", "insert_rows_above", commands.insert_rows, "Ctrl+I")
        add(
            f"Insert {these_rows} below",
            "insert_rows_below",
            lambda: commands.insert_rows(below=True),
        )
    if rows and model.can("remove_rows"):
        add(f"Remove {these_rows}", "remove_rows", commands.remove_rows, "Ctrl+Del")
    if rows and model.can("label_rows"):
        add(f"Label {model.row_noun}…", "label_row", commands.label_row)
        add("Paste as labels", "paste_labels", commands.paste_labels)
    menu.addSeparator()
    if columns and model.can("insert_columns"):
        add(
            f"Insert {new_columns} left",
            "insert_columns_left",
            commands.insert_columns,
            "Ctrl+Shift+I",
        )
        add(
            f"Insert {new_columns} right",
            "insert_columns_right",
            lambda: commands.insert_columns(right=True),
        )
    if columns and model.can("remove_columns"):
        add(f"Remove {these_columns}", "remove_columns", commands.remove_columns, "Ctrl+Shift+Del")
    if columns and model.can("rename_column"):
        add(f"Rename {model.noun_of_column(column)}", "rename_column", commands.rename_column)
    return menu


def _selected(noun: str, count: int) -> str:
    return noun if count == 1 else counted(count, noun)
