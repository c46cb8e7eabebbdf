"""How GUI tests answer the system's dialog that asks for a printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.widgets import child, seen


def print_to_file(qtbot: QtBot, parent: QWidget, path: Path) -> None:
    """Choose *Print to File* in the open dialog, as it looks without a screen, and print."""
    dialog = seen(parent, QPrintDialog, "printer_dialog")
    printers = child(dialog, QComboBox, "printers")
    printers.setCurrentIndex(printers.count() - 1)
    child(dialog, QLineEdit, "filename").setText(str(path))
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    (button,) = (each for each in buttons.buttons() if "Print" in each.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
