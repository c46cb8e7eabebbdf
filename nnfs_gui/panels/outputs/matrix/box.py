"""Zooms and pans over the cells of a matrix, and tells which one the mouse is at."""

from __future__ import annotations

from math import floor
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

WIDE, HIGH = 60, 22  # pixels, beside the usual text, of a cell with room for its number


class MatrixBox(pg.ViewBox):
    """Shows cells in units of one cell: x counts columns, y counts rows downwards."""

    cell_clicked = Signal(int, int)
    cell_hovered = Signal(object)  # (row, column), or None when the mouse leaves the cells
    fit_asked = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, invertY=True, defaultPadding=0)
        self.setFlag(self.GraphicsItemFlag.ItemIsFocusable, False)
        self.disableAutoRange()
        self._shape = (0, 0)
        self._text_scale = 1.0
        self._mouse: QPointF | None = None  # where it rests, while it does so here
        self.sigRangeChanged.connect(self._tell_hovered)

    def set_text_scale(self, scale: float) -> None:
        """Say how many times as large as usual the texts are."""
        self._text_scale = scale

    def set_shape(self, n_rows: int, n_columns: int) -> None:
        """Say how many cells there are; a view of all of them stays one of all of them."""
        if (n_rows, n_columns) == self._shape:
            return
        saw_all_rows, saw_all_columns = self.sees_all_rows, self.sees_all_columns
        self._shape = (n_rows, n_columns)
        height, width = max(1, n_rows), max(1, n_columns)
        self.setLimits(
            xMin=0, xMax=width, yMin=0, yMax=height, minXRange=1, minYRange=1,
            maxXRange=width, maxYRange=height,
        )  # fmt: skip
        if saw_all_rows:
            self.setYRange(0, height, padding=0)
        if saw_all_columns:
            self.setXRange(0, width, padding=0)

    @property
    def sees_all_rows(self) -> bool:
        low, high = self.viewRange()[1]
        return self._shape[0] == 0 or (low <= 0 and high >= self._shape[0])

    @property
    def sees_all_columns(self) -> bool:
        low, high = self.viewRange()[0]
        return self._shape[1] == 0 or (low <= 0 and high >= self._shape[1])

    def fit(self) -> None:
        """Show all cells."""
        self.setRange(
            xRange=(0, max(1, self._shape[1])), yRange=(0, max(1, self._shape[0])), padding=0
        )

    def show_cell(self, row: int | None, column: int | None) -> None:
        """Move the view, without zooming, so that a row and a column are visible."""
        (left, right), (top, bottom) = self.viewRange()
        if row is not None and not top <= row <= bottom - 1:
            start = row if row < top else max(row + 1 - (bottom - top), top)
            self.setYRange(start, start + bottom - top, padding=0)
        if column is not None and not left <= column <= right - 1:
            start = column if column < left else max(column + 1 - (right - left), left)
            self.setXRange(start, start + right - left, padding=0)

    def show_part(self, n_rows: int, n_columns: int) -> None:
        """Show so many rows and columns, as far as there are some, beginning where it did."""
        (left, _), (top, _) = self.viewRange()
        n_rows = max(1, min(n_rows, self._shape[0]))
        n_columns = max(1, min(n_columns, self._shape[1]))
        self.setRange(xRange=(left, left + n_columns), yRange=(top, top + n_rows), padding=0)

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """The cell at a position in the box, if there is one."""
        point = self.mapToView(position)
        row, column = floor(point.y()), floor(point.x())
        inside = 0 <= row < self._shape[0] and 0 <= column < self._shape[1]
        return (row, column) if inside and self.rect().contains(position) else None

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        """Zoom; inwards only along the side on which the cells have no room for a number yet."""
        self._mouse = event.pos()
        if axis is None and event.delta() > 0:
            (left, right), (top, bottom) = self.viewRange()
            is_wide = self.width() / (right - left) >= WIDE * self._text_scale
            is_high = self.height() / (bottom - top) >= HIGH * self._text_scale
            if is_wide != is_high:
                axis = self.YAxis if is_wide else self.XAxis
        super().wheelEvent(event, axis)

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        if event.double():
            self.fit_asked.emit()
            return
        cell = self.cell_at(event.pos())
        if cell is not None:
            self.cell_clicked.emit(*cell)

    def hoverEvent(self, event: Any) -> None:
        self._mouse = None if event.isExit() else event.pos()
        self.cell_hovered.emit(None if self._mouse is None else self.cell_at(self._mouse))

    def _tell_hovered(self, *ignored: object) -> None:
        """Tell the cell under the mouse anew, as other cells have come under it."""
        if self._mouse is not None:
            self.cell_hovered.emit(self.cell_at(self._mouse))
