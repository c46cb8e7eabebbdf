"""Says above the outputs what is looked at, and asks whether to recover it."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QPushButton

from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named


class LookStrip(QFrame):
    """Shows only while what a crashed window left is looked at but not recovered."""

    recover_wanted = Signal()
    discard_wanted = Signal()
    later_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "look_strip", "Unsaved work that is looked at", role="notice")
        self._text = named(wrapped_message(), "look_text")
        recover = self._button("Recover", "look_recover", self.recover_wanted)
        recover.setProperty("primary", "true")
        later = self._button("Later", "look_later", self.later_wanted)
        discard = self._button("Discard", "look_discard", self.discard_wanted)
        row = in_row((self._text, 1), recover, later, discard, margins=(10, 5, 6, 5), spacing=6)
        self.setLayout(row)
        self.hide()

    def show_text(self, text: str) -> None:
        """Say what is looked at."""
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self.show()

    def _button(self, text: str, name: str, wanted: SignalInstance) -> QPushButton:
        button = named(QPushButton(text), name)
        button.clicked.connect(lambda: wanted.emit())
        return button
