"""Paints a part of a matrix plot apart from the numbers, which change more often."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsWidget

from nnfs_gui.panels.outputs.matrix.frame import MatrixFrame
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout


class MatrixPart(QGraphicsWidget):
    """Paints its part in the plot's own pixels; its geometry says when Qt has to ask for that."""

    def __init__(
        self, plot: MatrixFrame, paint_part: Callable[[QPainter, MatrixLayout], None]
    ) -> None:
        super().__init__(plot)
        self._plot, self._paint_part = plot, paint_part
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        if self._plot.content is not None:
            painter.translate(-self.pos())
            self._paint_part(painter, self._plot.laid_out)
            painter.translate(self.pos())
