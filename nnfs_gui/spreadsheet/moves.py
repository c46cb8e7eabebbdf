"""Tells where the keys take the current cell, as in every spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import Qt

Cell = tuple[int, int]

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


def destination(
    key: int, ctrl: bool, cell: Cell, shape: tuple[int, int], page_rows: int
) -> Cell | None:
    """The cell that a key leads to from `cell` in a table of `shape`; None for other keys.

    With Ctrl the arrows go to the edge, Home and End to the corners.
    """
    (row, column), (last_row, last_column) = cell, (shape[0] - 1, shape[1] - 1)
    match key:
        case Qt.Key.Key_Home:
            return (0 if ctrl else row), 0
        case Qt.Key.Key_End:
            return (last_row if ctrl else row), last_column
        case Qt.Key.Key_PageUp:
            return max(0, row - page_rows), column
        case Qt.Key.Key_PageDown:
            return min(last_row, row + page_rows), column
    step = _STEPS.get(Qt.Key(key))
    if step is None:
        return None
    far = max(shape) if ctrl else 1
    return (
        min(max(row + far * step[0], 0), last_row),
        min(max(column + far * step[1], 0), last_column),
    )


def neighbour(cell: Cell, shape: tuple[int, int], forward: bool) -> Cell | None:
    """The cell that Tab leads to, in reading order; None beyond the last, or before the first."""
    place = cell[0] * shape[1] + cell[1] + (1 if forward else -1)
    return divmod(place, shape[1]) if 0 <= place < shape[0] * shape[1] else None
