"""Writes what stands under the cells of a matrix: the names of the columns, the scale."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from nnfs_gui.panels.outputs.matrix.color_bar import paint_bar_note, paint_color_bar
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.panels.outputs.matrix.names import paint_column_names


def paint_below(painter: QPainter, plot: MatrixLayout) -> None:
    """Write the names of the columns, and the scale where the matrix has one of its own."""
    content, bar = plot.content, plot.scale_rect
    paint_column_names(painter, plot, plot.window)
    if bar is not None and content.note:
        paint_bar_note(painter, bar, content.note, plot.theme, plot.texts)
    elif bar is not None:
        text, odd = content.writer.cell, content.not_finite
        paint_color_bar(painter, bar, content.scale, plot.theme, plot.texts, text=text, odd=odd)
