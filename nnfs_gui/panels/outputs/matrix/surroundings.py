"""Writes what stands around the cells of a matrix: title, names of the columns, scale."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from nnfs_gui.panels.outputs.matrix.color_bar import paint_bar_note, paint_color_bar
from nnfs_gui.panels.outputs.matrix.heading import paint_title
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.panels.outputs.matrix.names import paint_column_names


def paint_surroundings(painter: QPainter, plot: MatrixLayout) -> None:
    """Write all but the names of the rows, which have a place of their own on the screen."""
    content, bar = plot.content, plot.scale_rect
    paint_title(painter, plot)
    paint_column_names(painter, plot, plot.window)
    if bar is not None and content.note:
        paint_bar_note(painter, bar, content.note, plot.theme, plot.texts)
    elif bar is not None:
        text, odd = content.writer.cell, content.not_finite
        paint_color_bar(painter, bar, content.scale, plot.theme, plot.texts, text=text, odd=odd)
