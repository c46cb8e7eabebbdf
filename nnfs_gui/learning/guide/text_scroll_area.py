"""Scrolls content that asks for all the height it needs, where it gets less."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

LEAST_LINES, AROUND = 3, 12  # lines in sight, and pixels around them


class TextScrollArea(QScrollArea):
    """Holds wrapped text, whose height depends on the width."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)  # which setWidget has set
        content.installEventFilter(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # enough beside the bar too, or a bar that was once needed makes itself needed for ever
        rest = width - self.verticalScrollBar().sizeHint().width()
        return max(self._content.heightForWidth(rest), self._content.minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = LEAST_LINES * self.fontMetrics().height() + AROUND
        return QSize(100, min(least, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_end(self) -> None:
        """Scroll to the end once what was added has found its place."""
        bar = self.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))
