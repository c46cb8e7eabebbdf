"""Writes what stands above a matrix, or in its place when there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from nnfs_core.wording import shape_text
from nnfs_gui.panels.outputs.matrix.layout import TITLE_HEIGHT, MatrixLayout
from nnfs_gui.panels.outputs.matrix.text_painter import RIGHT

HIGHEST_MESSAGE = 170.0  # pixels


def paint_title(painter: QPainter, plot: MatrixLayout) -> None:
    """Write the title, and the shape at the right where there is room for it."""
    content, texts, points, small = plot.content, plot.texts, plot.points, plot.small
    left = plot.row_names_width
    rect = QRectF(left, 0, max(0.0, plot.size.width() - left), TITLE_HEIGHT - 3)
    shape = shape_text(content.shape) if content.rows is not None else ""
    title = ("⚠ " if content.is_fault else "") + content.title
    used = texts.width(title, points, True) + texts.width(shape, small) + 8
    if used <= rect.width():
        painter.setPen(plot.theme.color("muted"))
        texts.write(painter, rect, shape, small, RIGHT)
    painter.setPen(plot.theme.color("danger" if content.is_fault else "text"))
    texts.write(painter, rect, title, points, bold=True)


def paint_message(painter: QPainter, plot: MatrixLayout, font: QFont) -> None:
    """Say in the place of the matrix why there is none."""
    content, size = plot.content, plot.size
    height = min(size.height() - TITLE_HEIGHT, HIGHEST_MESSAGE)
    rect = QRectF(0, TITLE_HEIGHT, size.width() - 4, height)
    fault = content.is_fault
    painter.setPen(QPen(plot.theme.color("danger" if fault else "border"), 1))
    painter.setBrush(plot.theme.color("danger_soft" if fault else "header"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(font)
    painter.setPen(plot.theme.color("danger" if fault else "muted"))
    painter.drawText(
        rect.adjusted(8, 6, -8, -6),
        Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
        content.message or "No numbers: this matrix is empty.",
    )
