"""The surface that plots stand on: in the colours of the look, measured in pixels."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QMouseEvent, QPainter

from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.widgets.theme import Theme

# No limit on mouse moves: were the last one dropped, a readout would be of another place.
pg.setConfigOptions(imageAxisOrder="row-major", mouseRateLimit=-1)


class PlotView(pg.GraphicsView):
    """A GraphicsView whose scene has the widget's pixels for coordinates."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(background=theme.color("panel"))
        self._theme = theme
        self.setAntialiasing(False)
        self.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.setMinimumSize(60, 40)
        theme.changed.connect(self._recolor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
        else:
            super().mousePressEvent(event)

    def _recolor(self) -> None:
        self.setBackground(self._theme.color("panel"))
        self.viewport().update()
