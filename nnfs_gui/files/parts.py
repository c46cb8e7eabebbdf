"""The parts of the import dialogs: links, rows of fields, a preview, buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)


def link(text: str, name: str, action: Callable[[], None]) -> QPushButton:
    """A button that reads like a link."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("role", "link")
    button.setAutoDefault(False)
    button.clicked.connect(action)
    return button


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Labels and fields side by side, each label close to its field."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
        if not isinstance(widget, QLabel):
            row.addSpacing(8)
    row.addStretch(1)
    return row


def preview_table(name: str, title: str, model: QAbstractItemModel) -> QTableView:
    """A table of what would be opened."""
    table = QTableView()
    table.setObjectName(name)
    table.setAccessibleName(title)
    table.setModel(model)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().setDefaultSectionSize(26)
    table.horizontalHeader().setMaximumSectionSize(220)
    return table


def accept_or_cancel(dialog: QDialog, name: str) -> tuple[QDialogButtonBox, QPushButton]:
    """The buttons that end a dialog, and the first of them, which Enter presses."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    accept = QPushButton()
    accept.setObjectName(name)
    accept.setProperty("primary", "true")
    accept.setDefault(True)
    buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
    return buttons, accept
