"""Says on a card what its layer misses, with a button that helps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from nnfs_core.wording import sentence
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme, number_font


class HintLine(QFrame):
    """Shows a hint more softly than a fault; hidden while there is none."""

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__()
        self._said = named(wrapped_label("muted"), f"hint_{index}")
        theme.give_font(self._said, partial(number_font, 1))
        self.remedy = named(QPushButton(), f"mend_hint_{index}", role="link")
        at_left = Qt.AlignmentFlag.AlignLeft
        self.setLayout(
            in_column(self._said, (self.remedy, at_left), margins=(0, 0, 0, 0), spacing=1)
        )
        self.hide()

    def show_hint(self, text: str, remedy: str) -> None:
        """Show a hint and what its button says; an empty text hides it."""
        self._said.setText(text)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self.remedy.setAccessibleName(sentence("{remedy}: {text}")(remedy, text))
        self.setVisible(bool(text))
