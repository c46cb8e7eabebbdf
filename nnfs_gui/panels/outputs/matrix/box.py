"""Zooming, panning, clicking and hovering over the cells of a matrix."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import (
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QGraphicsSceneWheelEvent,
    QGraphicsWidget,
)

WIDE, HIGH = 60, 22  # pixels, of a cell with room for its number
DRAG = 5  # pixels that the mouse may move in a click
ZOOM = 1.02  # for each pixel of a drag, and for each 8th of a wheel's delta

Range = tuple[float, float]


class MatrixBox(QGraphicsWidget):
    """A view of cells whose unit is one cell: `columns` and `rows`, downwards, are in sight.

    The wheel zooms at the mouse, a drag moves the cells along, and one with the right button zooms.
    """

    cell_clicked = Signal(int, int)
    cell_hovered = Signal(object)  # (row, column), or None when the mouse leaves the cells
    fit_asked = Signal()
    moved = Signal()  # other cells are in sight
    rows_moved = Signal(object)  # this box, of which other rows are in sight

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptHoverEvents(True)
        self._shape = (0, 0)
        self.rows: Range = (0.0, 1.0)
        self.columns: Range = (0.0, 1.0)
        self._pressed: QPointF | None = None  # where a button went down
        self._dragged: QPointF | None = None  # where the mouse was last in a drag

    def set_shape(self, n_rows: int, n_columns: int) -> None:
        """Say how many cells there are; a view of all of them stays one of all of them."""
        if (n_rows, n_columns) == self._shape:
            return
        saw_all_rows, saw_all_columns = self.sees_all_rows, self.sees_all_columns
        self._shape = (n_rows, n_columns)
        self.show_part(
            (0, n_rows) if saw_all_rows else self.rows,
            (0, n_columns) if saw_all_columns else self.columns,
        )

    def show_part(self, rows: Range | None = None, columns: Range | None = None) -> None:
        """Show these rows and columns, or as much of them as there is; at least one cell."""
        before = self.rows, self.columns
        if rows is not None:
            self.rows = _within(*rows, max(1, self._shape[0]))
        if columns is not None:
            self.columns = _within(*columns, max(1, self._shape[1]))
        if self.rows != before[0]:
            self.rows_moved.emit(self)
        if before != (self.rows, self.columns):
            self.moved.emit()

    def zoom(self, rows: float = 1.0, columns: float = 1.0, at: QPointF | None = None) -> None:
        """Show so many times the rows and columns, around a position or the middle."""
        x, y = (sum(self.columns) / 2, sum(self.rows) / 2) if at is None else self._cell(at)
        (left, right), (top, bottom) = self.columns, self.rows
        self.show_part(
            None if rows == 1 else (y + (top - y) * rows, y + (bottom - y) * rows),
            None if columns == 1 else (x + (left - x) * columns, x + (right - x) * columns),
        )

    @property
    def sees_all_rows(self) -> bool:
        low, high = self.rows
        return self._shape[0] == 0 or (low <= 0 and high >= self._shape[0])

    @property
    def sees_all_columns(self) -> bool:
        low, high = self.columns
        return self._shape[1] == 0 or (low <= 0 and high >= self._shape[1])

    def fit(self) -> None:
        """Show all cells."""
        self.show_part((0, self._shape[0]), (0, self._shape[1]))

    def show_cell(self, row: int | None, column: int | None) -> None:
        """Move the view, without zooming, so that a row and a column are in sight."""
        (left, right), (top, bottom) = self.columns, self.rows
        if row is not None and not top <= row <= bottom - 1:
            start = row if row < top else max(row + 1 - (bottom - top), top)
            self.show_part(rows=(start, start + bottom - top))
        if column is not None and not left <= column <= right - 1:
            start = column if column < left else max(column + 1 - (right - left), left)
            self.show_part(columns=(start, start + right - left))

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """The cell at a position in the box, if there is one."""
        x, y = self._cell(position)
        row, column = floor(y), floor(x)
        inside = 0 <= row < self._shape[0] and 0 <= column < self._shape[1]
        return (row, column) if inside and self.rect().contains(position) else None

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        """Zoom; inwards only along the side on which the cells have no room for a number yet."""
        factor = ZOOM ** (-event.delta() / 8)
        is_wide = self.size().width() / (self.columns[1] - self.columns[0]) >= WIDE
        is_high = self.size().height() / (self.rows[1] - self.rows[0]) >= HIGH
        one_side = event.delta() > 0 and is_wide != is_high
        self.zoom(
            1 if one_side and is_high else factor,
            1 if one_side and is_wide else factor,
            event.pos(),
        )

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self._pressed, self._dragged = event.pos(), None

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self._pressed is None:
            return
        if self._dragged is None:
            if (event.pos() - self._pressed).manhattanLength() < DRAG:
                return
            self._dragged = self._pressed
        moved, self._dragged = event.pos() - self._dragged, event.pos()
        if event.buttons() & Qt.MouseButton.RightButton:
            self.zoom(ZOOM ** moved.y(), ZOOM ** -moved.x(), self._pressed)
            return
        (left, right), (top, bottom) = self.columns, self.rows
        x, y = self._cell(-moved)
        self.show_part((y, y + bottom - top), (x, x + right - left))

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged or event.button() != Qt.MouseButton.LeftButton:
            return
        cell = self.cell_at(pressed)
        if cell is not None:
            self.cell_clicked.emit(*cell)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.fit_asked.emit()

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.cell_hovered.emit(self.cell_at(event.pos()))

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.cell_hovered.emit(None)

    def _cell(self, position: QPointF) -> tuple[float, float]:
        """The column and the row at a position, with how far into them it is."""
        (left, right), (top, bottom) = self.columns, self.rows
        return (
            left + position.x() / max(1.0, self.size().width()) * (right - left),
            top + position.y() / max(1.0, self.size().height()) * (bottom - top),
        )


def _within(low: float, high: float, most: int) -> Range:
    """A range from `low` to `high`, made long enough for one cell and moved within `most`."""
    missing = min(max(high - low, 1.0), most) - (high - low)
    low, high = low - missing / 2, high + missing / 2
    shift = -low if low < 0 else min(0.0, most - high)
    return low + shift, high + shift
