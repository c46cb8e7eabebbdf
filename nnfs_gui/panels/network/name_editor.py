"""Renames a layer in a field right on its card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from nnfs_gui.widgets.keys import claims, is_escape
from nnfs_gui.widgets.text_fields import TextLine


class NameEditor(TextLine):
    """Takes a name by Enter or leaving, keeps the old one by Escape; then focuses the card."""

    ended = Signal(object)  # the name, or None when it was cancelled

    def __init__(self) -> None:
        super().__init__()
        self._open = False
        self.setPlaceholderText("automatic name")
        self.setAccessibleName("Name of the layer; leave it empty for the automatic name")
        self.hide()

    @property
    def is_open(self) -> bool:
        return self._open

    def open(self, name: str) -> None:
        """Start with a name, all of it selected."""
        self._open = True
        self.setText(name)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def close_with(self, name: str | None) -> None:
        """End the renaming with a name, or with None to keep the old one."""
        if not self._open:
            return
        self._open = False  # first: losing the focus ends it, too
        card = self.parentWidget()
        if self.hasFocus() and card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.ended.emit(name)

    def event(self, event: QEvent) -> bool:
        return claims(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_with(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_with(self.text())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2):
            event.accept()  # not for the stack behind the field
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own context menu
            self.close_with(self.text())
