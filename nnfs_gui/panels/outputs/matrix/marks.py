"""Marks what is selected in a matrix so that it stands out from every colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnfs_gui.panels.outputs.matrix.content import Marks
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.widgets.theme import Theme

LEAST_FRAME = 7  # pixels


def paint_marks(painter: QPainter, plot: MatrixLayout) -> None:
    """Draw the marks that lie inside the matrix."""
    marks, (n_rows, n_columns) = plot.marks, plot.content.shape
    if marks.row is not None and marks.row < n_rows:
        _paint_selected(painter, plot, marks, n_columns)
    if marks.hovered is not None:
        hovered_row, hovered_column = marks.hovered
        if hovered_row < n_rows and hovered_column < n_columns:
            _paint_hovered(painter, plot, plot.cell_rect(hovered_row, hovered_column))


def _paint_selected(painter: QPainter, plot: MatrixLayout, marks: Marks, n_columns: int) -> None:
    assert marks.row is not None
    painter.save()
    painter.setClipRect(plot.area.adjusted(-3, -3, 3, 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    row = plot.cell_rect(marks.row, 0, n_columns)
    soft = plot.theme.color("accent")
    soft.setAlphaF(0.75)
    painter.setPen(QPen(soft, 1))
    painter.drawLine(row.topLeft(), row.topRight())
    painter.drawLine(row.bottomLeft(), row.bottomRight())
    if marks.operands:
        operands = plot.cell_rect(marks.row, marks.operands.start, len(marks.operands))
        _paint_frame(painter, operands, plot.theme, dashed=True)
    if marks.column is not None and marks.column < n_columns:
        _paint_frame(painter, plot.cell_rect(marks.row, marks.column), plot.theme, dashed=False)
    painter.restore()


def _paint_hovered(painter: QPainter, plot: MatrixLayout, rect: QRectF) -> None:
    """A soft frame inside the cell, which leaves its number and its colour to be seen."""
    painter.save()
    painter.setClipRect(plot.area.adjusted(-3, -3, 3, 3))
    inset = 2.0 if min(rect.width(), rect.height()) > 4 * LEAST_FRAME else 0.0
    rect = _large_enough(rect).adjusted(inset, inset, -inset, -inset)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in (("panel", 5), ("accent", 3)):
        painter.setPen(QPen(plot.theme.color(color), width))
        painter.drawRect(rect)
    painter.restore()


def _large_enough(rect: QRectF) -> QRectF:
    """A frame that is never smaller than can be seen."""
    wider = max(0.0, LEAST_FRAME - rect.width()) / 2
    higher = max(0.0, LEAST_FRAME - rect.height()) / 2
    return rect.adjusted(-wider, -higher, wider, higher)


def _paint_frame(painter: QPainter, rect: QRectF, theme: Theme, *, dashed: bool) -> None:
    """A frame that stands out from light and dark cells."""
    rect = _large_enough(rect)
    painter.setPen(QPen(theme.color("panel"), 4))
    painter.drawRect(rect)
    pen = QPen(theme.color("text"), 2)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawRect(rect)
