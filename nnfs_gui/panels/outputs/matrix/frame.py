"""This module says where the parts of a plot of a matrix stand: its cells, names and scale."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from nnfs_core.matrix.pyramid import Window
from nnfs_gui.panels.outputs.matrix.box import MatrixBox
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.panels.outputs.matrix.picture import window_around
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.theme import Theme

TITLE_HEIGHT, NAMES_HEIGHT, BAR_HEIGHT = 22, 18, 18
LARGEST_ROW = 220  # pixels; higher cells would show nothing more


class MatrixFrame(pg.GraphicsWidget):
    """Holds a MatrixContent and what is marked in it; its `box` says which cells are visible."""

    def __init__(self, theme: Theme, texts: TextPainter) -> None:
        super().__init__()
        self.theme = theme
        self.texts = texts
        self.content: MatrixContent | None = None
        self.marks = Marks()
        self.points = QApplication.font().pointSizeF()  # of titles
        self.small = self.points - 1.5  # of names
        self._shows_row_names = True
        self.box = MatrixBox()
        self.box.setParentItem(self)

    @property
    def matrix_shape(self) -> tuple[int, int]:
        return (0, 0) if self.content is None else self.content.shape

    @property
    def most_height(self) -> float:
        """How high the cells can be together, in pixels."""
        has_own_bar = self.content is not None and self.content.has_own_bar
        below = NAMES_HEIGHT + (BAR_HEIGHT if has_own_bar else 0)
        return max(1.0, self.size().height() - TITLE_HEIGHT - below)

    @property
    def bottom(self) -> float:
        """Where the matrix with its names ends, in the plot's own pixels."""
        has_own_bar = self.content is not None and self.content.has_own_bar
        return self.area.bottom() + NAMES_HEIGHT + (BAR_HEIGHT if has_own_bar else 0)

    @property
    def area(self) -> QRectF:
        """Where the cells are, in the plot's own pixels."""
        return self.box.geometry()

    @property
    def scale_rect(self) -> QRectF | None:
        """Where the scale of its own stands, in the plot's own pixels."""
        if self.content is None or not self.content.has_own_bar:
            return None
        top = self.area.bottom() + NAMES_HEIGHT
        return QRectF(self.area.left(), top, self.area.width(), BAR_HEIGHT)

    @property
    def window(self) -> Window:
        """The visible cells."""
        assert self.content is not None
        assert self.content.rows is not None
        x_range, y_range = self.box.viewRange()
        return window_around(tuple(x_range), tuple(y_range), self.content.rows)

    def cell_rect(self, row: int, column: int, n_columns: int = 1) -> QRectF:
        """Where a cell, or some in a row, stand in the plot's own pixels, visible or not."""
        (left, right), (top, bottom) = self.box.viewRange()
        area = self.area
        width, height = area.width() / (right - left), area.height() / (bottom - top)
        x, y = area.left() + (column - left) * width, area.top() + (row - top) * height
        return QRectF(x, y, n_columns * width, height)

    def show_row_names(self, shown: bool) -> None:
        """Name the rows at the left, or leave that to a matrix beside this one."""
        if shown != self._shows_row_names:
            self._shows_row_names = shown
            self.arrange()
            self.update()

    def row_names_width(self) -> float:
        """How much room the names of the rows take."""
        if not self._shows_row_names or self.content is None or self.content.rows is None:
            return 0.0
        if self.content.row_names is not None:
            widest = max(self.texts.width(name, self.small) for name in self.content.row_names)
            return min(90.0, widest + 8)
        return self.texts.width(str(max(0, len(self.content.rows) - 1)), self.small) + 8

    def resizeEvent(self, event: Any) -> None:
        self.arrange()

    def arrange(self) -> None:
        """Give the cells the room that title, names and scale leave."""
        if self.content is None:
            return
        left = self.row_names_width()
        height = min(self.most_height, max(1, self.content.shape[0]) * LARGEST_ROW)
        width = max(1.0, self.size().width() - left)
        self.box.setGeometry(QRectF(left, TITLE_HEIGHT, width, height))
