"""Shows a warning or an error where it belongs: inside the dialog that it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.level_sign import LevelSign
from nnfs_gui.widgets.named import named, restyle


class Sentence(QFrame):
    """Shows a framed text, called `name`; hidden while there is nothing to say."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._text = named(wrapped_message(), name)
        self._sign = LevelSign()
        self.setLayout(in_row(self._sign, (self._text, 1), margins=(10, 5, 10, 5)))

    def show_text(self, text: str, level: str) -> None:
        """Say `text` as a "warning", an "error" or "info"; an empty one hides the frame."""
        self._sign.show_level(level)
        self._text.setText(text)
        self.setVisible(bool(text))
        restyle(self, "level", level)
