"""Opens the context menu of a number in a derivation."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from nnfs_gui.panels.explain.derivation.term_sheet import At
from nnfs_gui.panels.explain.derivation.term_table import TermTable


def show_menu(table: TermTable, at: At, position: QPoint) -> None:
    """Offer what can be done with the number at a cell of the table, and with the whole table."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    cell, derivation = table.cell_at(at), table.derivation
    if table.target_at(at) is not None:
        menu.addAction("Show where it comes from").triggered.connect(lambda: table.follow(at))
    if table.has_handle(at):
        what_if = menu.addAction("What if it were another number…")
        what_if.triggered.connect(lambda: table.what_if_wanted.emit(*at))
    if cell is not None and derivation is not None:
        digits = derivation.explanation.full(cell.line, cell.k)
        copy = menu.addAction(f"Copy {digits}")
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(digits))
    menu.addSeparator()
    for text, with_digits in (
        ("Copy the derivation", False),
        ("Copy the derivation with all digits", True),
    ):
        action = menu.addAction(text)
        action.triggered.connect(
            lambda _=False, with_digits=with_digits: table.copy_wanted.emit(with_digits)
        )
    menu.popup(position)
