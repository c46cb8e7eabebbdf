"""The small parts of the import dialog: a sentence of warning, links, rows of fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Sentence(QFrame):
    """A warning where it belongs; hidden while there is nothing to warn of."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._text = QLabel()
        self._text.setObjectName("import_warning")
        self._text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 5, 10, 5)
        layout.addWidget(self._text)

    def show_text(self, text: str, level: str) -> None:
        self._text.setText(text)
        self.setVisible(bool(text))
        self.setProperty("level", level)
        self.style().unpolish(self)
        self.style().polish(self)


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
