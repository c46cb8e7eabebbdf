"""Shows a line of text that ends in an ellipsis where it has no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from nnfs_core.wording import one_line
from nnfs_gui.widgets.plain import MOST_TIP, PlainLabel, give_tip


class ElidedLabel(PlainLabel):
    """Shows all of its text as a tooltip while it does not fit; text is never read as markup.

    A `short` text, when there is one, stands in for a longer one that does not fit. `mode` says
    which end gives way. It keeps room for `least` letters of what it says.
    """

    def __init__(
        self, role: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, least: int = 0
    ) -> None:
        super().__init__()
        self._mode, self._least = mode, least
        self._short = ""
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str, short: str = "") -> None:
        text = one_line(text, MOST_TIP)  # a name from a file may have lines
        if (text, short) == (self.text(), self._short):
            return
        self._short = short
        super().setText(text)
        self._keep_room()
        self._offer_tooltip()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_tooltip()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter,
                self.contentsRect(),
                self.alignment(),
                self.palette(),
                self.isEnabled(),
                self.shown_text(),
                self.foregroundRole(),
            )

    def shown_text(self) -> str:
        """What of the text stands on the screen."""
        text, width, metrics = self.text(), self.contentsRect().width(), self.fontMetrics()
        if self._short and metrics.horizontalAdvance(text) > width:
            text = self._short
        return metrics.elidedText(text, self._mode, width)

    def _keep_room(self) -> None:
        if self._least:
            kept = (self._short or self.text())[: self._least]
            self.setMinimumWidth(self.fontMetrics().horizontalAdvance(kept) + 2)  # of its frame

    def _offer_tooltip(self) -> None:
        give_tip(self, "" if self.shown_text() == self.text() else self.text())
