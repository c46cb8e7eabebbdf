"""Asks in a small line where to go: the number of a sample, the name of a column, or both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QWidget

from nnfs_core.errors import NnfsError
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.text_fields import TextLine

WIDTH = 320  # pixels


class GoTo(QFrame):
    """Drops down over a panel; Enter goes there, a place that does not exist is reported.

    `go` is given the text, and raises NnfsError for such a place. Escape or a click elsewhere
    closes.
    """

    def __init__(self, hint: str, go: Callable[[str], None], panel: QWidget) -> None:
        super().__init__(panel, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "go_to", "Go to", role="card")
        self._go = go
        self.line = named(TextLine(), "go_to_line", hint)
        self.line.setPlaceholderText(hint)
        self.fault = named(wrapped_message("error"), "go_to_fault")
        self.fault.hide()
        self.setLayout(in_column(self.line, self.fault, margins=(8, 8, 8, 8), spacing=4))
        self.setFixedWidth(min(WIDTH, max(200, panel.width() - 20)))
        self.line.returnPressed.connect(self._try)
        self.line.textEdited.connect(lambda: self._tell(""))

    def popup(self, panel: QWidget) -> None:
        """Show in the middle of a panel's upper edge."""
        self.adjustSize()
        corner = panel.mapToGlobal(QPoint((panel.width() - self.width()) // 2, 8))
        self.move(corner)
        self.show()
        self.line.setFocus()

    def _try(self) -> None:
        try:
            self._go(self.line.text())
        except NnfsError as error:
            self._tell(str(error))
        else:
            self.close()

    def _tell(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        restyle(self.line, "fault", "true" if fault else "false")
        self.adjustSize()
