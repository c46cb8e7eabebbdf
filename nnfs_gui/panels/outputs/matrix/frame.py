"""This module holds a matrix on the screen, with what is marked in it and which cells are seen."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from nnfs_core.matrix.pyramid import Window
from nnfs_gui.panels.outputs.matrix.box import MatrixBox
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.panels.outputs.matrix.layout import USUAL_GROWTH, MatrixLayout
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.theme import Theme

FROM_AFAR = 16, 8  # characters beside it, the least width and height of a cell to be read so


class MatrixFrame(pg.GraphicsWidget):
    """Holds a MatrixContent and what is marked in it; its `box` says which cells are visible."""

    def __init__(self, theme: Theme, texts: TextPainter, growth: float = USUAL_GROWTH) -> None:
        super().__init__()
        self.theme = theme
        self.texts = texts
        self._growth = growth
        self.content: MatrixContent | None = None
        self.marks = Marks()
        self._names_rows = True
        self._laid_out: tuple[object, MatrixLayout] | None = None
        self.box = MatrixBox()
        self.box.setParentItem(self)

    @property
    def laid_out(self) -> MatrixLayout:
        """Where everything stands now; only with a content."""
        assert self.content is not None
        ranges = self.box.viewRange()
        points, size = QApplication.font().pointSizeF(), self.size()
        made_from = self.content, self.marks, points, size, ranges, self._names_rows
        if self._laid_out is None or self._laid_out[0] != made_from:
            plot = MatrixLayout(
                self.content,
                self.marks,
                self.theme,
                self.texts,
                points,
                self.texts.scale(points),
                size,
                tuple(ranges[0]),
                tuple(ranges[1]),
                self._names_rows,
                self._growth,
            )
            self._laid_out = made_from, plot
        return self._laid_out[1]

    @property
    def matrix_shape(self) -> tuple[int, int]:
        return (0, 0) if self.content is None else self.content.shape

    @property
    def area(self) -> QRectF:
        """Where the cells are, in the plot's own pixels."""
        return self.box.geometry()

    @property
    def scale_rect(self) -> QRectF | None:
        """Where the scale of its own stands, in the plot's own pixels."""
        return None if self.content is None else self.laid_out.scale_rect

    @property
    def window(self) -> Window:
        """The visible cells."""
        return self.laid_out.window

    def cell_rect(self, row: int, column: int, n_columns: int = 1) -> QRectF:
        """Where a cell, or some in a row, stand in the plot's own pixels, visible or not."""
        return self.laid_out.cell_rect(row, column, n_columns)

    def show_row_names(self, shown: bool) -> None:
        """Name the rows at the left, or leave that to a matrix beside this one."""
        if shown != self._names_rows:
            self._names_rows = shown
            self.arrange()
            self.update()

    def show_large(self) -> None:
        """Show only as many cells as have room for numbers at the size of the title."""
        character = self.texts.width("0", self.laid_out.points)
        width, height = FROM_AFAR[0] * character, FROM_AFAR[1] * character
        self.box.show_part(int(self.area.height() / height), int(self.area.width() / width))

    def resizeEvent(self, event: Any) -> None:
        self.arrange()

    def arrange(self) -> None:
        """Give the cells the room that title, names and scale leave."""
        if self.content is not None:
            self.box.set_text_scale(self.laid_out.text_scale)
            self.box.setGeometry(self.laid_out.area)
