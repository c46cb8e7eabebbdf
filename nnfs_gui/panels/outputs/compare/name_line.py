"""Asks in a small line what a state is to be called."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QWidget

from nnfs_gui.studio.pins.kept_states import MOST_OF_NAME
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.text_fields import TextLine

HINT = "Name of the pin, such as: before He"
WIDTH = 280  # pixels


class NameLine(QFrame):
    """Drops down below a widget; Enter takes the name, Escape or a click elsewhere leaves it."""

    def __init__(self, name: str, take: Callable[[str], object], below: QWidget) -> None:
        super().__init__(below, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "pin_name_card", "Name of the pin", role="card")
        self._take = take
        self.line = named(TextLine(name, most=MOST_OF_NAME), "pin_name", HINT)
        self.line.setPlaceholderText(HINT)
        self.line.selectAll()
        self.line.returnPressed.connect(self._enter)
        self.setLayout(in_column(self.line, margins=(8, 8, 8, 8)))
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        self.move(below.mapToGlobal(QPoint(0, below.height())))

    def popup(self) -> None:
        """Show the line, with the keyboard in it."""
        self.show()
        self.line.setFocus()

    def _enter(self) -> None:
        self.close()
        self._take(self.line.text())
