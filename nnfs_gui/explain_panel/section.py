"""A part of the Explain panel: a title that folds and unfolds what is below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

OPEN, FOLDED = "▾", "▸"


class Section(QWidget):
    """`body` is the layout to fill, `add_widget` puts a link or a menu at the title's right end.

    Sections that are folded are not refreshed: `unfolded` asks for it when they are needed again.
    """

    unfolded = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title = title
        self._button = QToolButton()
        self._button.setObjectName(f"{name}_fold")
        self._button.setProperty("role", "section")
        self._button.setCheckable(True)
        self._button.setChecked(True)
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button.toggled.connect(self._fold)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._button, 1)
        self._head = head
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 2, 0, 0)
        self.body.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._content)
        self._fold(True)

    @property
    def is_open(self) -> bool:
        """True while the section shows what it has to say."""
        return self._button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold."""
        self._button.setChecked(is_open)

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget at the right end of the title."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fold(self, is_open: bool) -> None:
        self._button.setText(f"{OPEN if is_open else FOLDED}  {self._title}")
        verb = "Fold" if is_open else "Unfold"
        self._button.setAccessibleName(f"{self._title}: {verb.lower()}")
        self._button.setToolTip(verb)
        self._content.setVisible(is_open)
        if is_open:
            self.unfolded.emit()
