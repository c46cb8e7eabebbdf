"""The surface that plots stand on: in the colours of the look, measured in pixels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.widgets.theme import Theme


class PlotView(QGraphicsView):
    """A view of a scene that has the widget's pixels for coordinates, and no scroll bars."""

    resized = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)  # files are for the window
        self.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.setMinimumSize(60, 40)
        theme.changed.connect(self._recolor)
        self._recolor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setSceneRect(QRectF(self.rect()))
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # there is nothing to scroll

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
        else:
            super().mousePressEvent(event)

    def _recolor(self) -> None:
        self.setBackgroundBrush(self._theme.color("panel"))
