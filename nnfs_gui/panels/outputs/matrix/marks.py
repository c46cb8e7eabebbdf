"""Marks what is selected in a matrix so that it stands out from every colour."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from nnfs_gui.panels.outputs.matrix.cells import is_svg
from nnfs_gui.panels.outputs.matrix.content import Marks
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.widgets.painter_state import state_kept

LEAST_FRAME = 7  # pixels
EDGE = 1  # pixels that a line may stand outside the area


def marked_rect(plot: MatrixLayout) -> QRectF:
    """Where marks can stand."""
    return plot.area.adjusted(-EDGE, -EDGE, EDGE, EDGE)


def paint_marks(painter: QPainter, plot: MatrixLayout) -> None:
    """Draw the marks that lie inside the matrix."""
    marks, (n_rows, n_columns) = plot.marks, plot.content.shape
    with state_kept(painter):
        painter.setClipRect(marked_rect(plot))
        if marks.row is not None and marks.row < n_rows:
            _paint_selected(painter, plot, marks, n_columns)
        if marks.hovered is not None:
            hovered_row, hovered_column = marks.hovered
            if hovered_row < n_rows and hovered_column < n_columns:
                _paint_hovered(painter, plot, plot.cell_rect(hovered_row, hovered_column))


def _paint_selected(painter: QPainter, plot: MatrixLayout, marks: Marks, n_columns: int) -> None:
    assert marks.row is not None
    row = plot.cell_rect(marks.row, 0, n_columns)
    soft = plot.theme.color("accent")
    soft.setAlphaF(0.75)
    width = int(plot.text_scale)  # to be seen beside large numbers
    _draw_lines(painter, plot, QPen(soft, width), [_top(row), _bottom(row)])
    if marks.operands:
        operands = plot.cell_rect(marks.row, marks.operands.start, len(marks.operands))
        _paint_frame(painter, plot, operands, dashed=True)
    if marks.column is not None and marks.column < n_columns:
        _paint_frame(painter, plot, plot.cell_rect(marks.row, marks.column), dashed=False)


def _paint_hovered(painter: QPainter, plot: MatrixLayout, rect: QRectF) -> None:
    """A soft frame inside the cell, which leaves its number and its colour to be seen."""
    inset = 2.0 if min(rect.width(), rect.height()) > 4 * LEAST_FRAME else 0.0
    rect = _large_enough(rect, plot.area).adjusted(inset, inset, -inset, -inset)
    for color, width in (("panel", 5), ("accent", 3)):
        _draw_frame(painter, plot, QPen(plot.theme.color(color), width), rect)


def _large_enough(rect: QRectF, area: QRectF) -> QRectF:
    """A frame that is never smaller than can be seen, and not outside for that."""
    wider = max(0.0, LEAST_FRAME - rect.width()) / 2
    higher = max(0.0, LEAST_FRAME - rect.height()) / 2
    frame = rect.adjusted(-wider, -higher, wider, higher)
    if wider and rect.intersects(area):
        frame.moveLeft(max(area.left(), min(frame.left(), area.right() - LEAST_FRAME)))
    if higher and rect.intersects(area):
        frame.moveTop(max(area.top(), min(frame.top(), area.bottom() - LEAST_FRAME)))
    return frame


def _paint_frame(painter: QPainter, plot: MatrixLayout, rect: QRectF, *, dashed: bool) -> None:
    """A frame that stands out from light and dark cells."""
    rect = _large_enough(rect, plot.area)
    _draw_frame(painter, plot, QPen(plot.theme.color("panel"), 4), rect)
    pen = QPen(plot.theme.color("text"), 2)
    if dashed:
        pen.setDashPattern([3, 2])
    _draw_frame(painter, plot, pen, rect)


def _draw_frame(painter: QPainter, plot: MatrixLayout, pen: QPen, rect: QRectF) -> None:
    sides = [
        _top(rect),
        QLineF(rect.topRight(), rect.bottomRight()),
        _bottom(rect),
        QLineF(rect.topLeft(), rect.bottomLeft()),
    ]
    _draw_lines(painter, plot, pen, sides)


def _draw_lines(painter: QPainter, plot: MatrixLayout, pen: QPen, lines: list[QLineF]) -> None:
    """Draw what of the lines is in the area, or runs along its edge; SVG has no clips for that."""
    painter.setPen(pen)
    if not is_svg(painter):
        painter.drawLines(lines)
        return
    room = marked_rect(plot)
    for line in lines:
        ends = QRectF(line.p1(), line.p2()).normalized()
        left, right = max(ends.left(), room.left()), min(ends.right(), room.right())
        top, bottom = max(ends.top(), room.top()), min(ends.bottom(), room.bottom())
        if left <= right and top <= bottom:
            painter.drawLine(QPointF(left, top), QPointF(right, bottom))


def _top(rect: QRectF) -> QLineF:
    return QLineF(rect.topLeft(), rect.topRight())


def _bottom(rect: QRectF) -> QLineF:
    return QLineF(rect.bottomLeft(), rect.bottomRight())
