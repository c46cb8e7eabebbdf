"""Shows a message in few words, and the rest of a long one behind *more*."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from nnfs_core.wording import shortened, visible
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import MOST_READ, PlainLabel


class MessageLabel(PlainLabel):
    """Shows a message as far as it is short; a button below it shows a long one whole."""

    def __init__(self, text: str = "", *, most: int = 300) -> None:
        super().__init__(wordWrap=True)
        self._most = most  # characters
        self._whole = ""
        self._more: QPushButton | None = None
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        short = shortened(text, self._most)
        super().setText(short)
        if short != text and self._more is None:
            self._more = named(QPushButton("more", self), "message_more", role="link")
            self._more.setAccessibleName("Show the whole message")
            self._more.clicked.connect(self._show_whole)
        if self._more is not None:
            self._more.setVisible(short != text)
            below = self._more.sizeHint().height() if short != text else 0
            self.setContentsMargins(0, 0, 0, below)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._more is not None:
            self._more.adjustSize()
            self._more.move(0, self.height() - self._more.height())

    def _show_whole(self) -> None:
        MessageDialog(self._whole, self.window()).open()


class MessageDialog(QDialog):
    """Shows the whole of a message, to be read, scrolled and copied."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "message_dialog", "The whole message")
        self.setWindowTitle("Message")
        self.resize(size_within(parent, QSize(560, 320)))
        shown = text if len(text) <= MOST_READ else f"{text[:MOST_READ]}…"
        self._text = named(QPlainTextEdit(visible(shown), readOnly=True), "message_text", "Message")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.setLayout(in_column((self._text, 1), buttons))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
