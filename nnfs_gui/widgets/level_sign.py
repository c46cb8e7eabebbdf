"""Shows how grave a message is by a sign, beside the colour of its frame."""

from __future__ import annotations

from PySide6.QtCore import Qt

from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel

SIGNS = {"error": ("✗", "Error"), "warning": ("⚠", "Warning"), "good": ("✓", "Well")}


class LevelSign(PlainLabel):
    """Stands before the text of a message; of plain information it is nothing."""

    def __init__(self, level: str = "info") -> None:
        super().__init__()
        named(self, "level_sign", role="sign")
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.show_level(level)

    def show_level(self, level: str) -> None:
        """Show the sign of a "warning", an "error" or what is "good"."""
        sign, word = SIGNS.get(level, ("", ""))
        self.setText(sign)
        self.setAccessibleName(word)
        self.setVisible(bool(sign))
