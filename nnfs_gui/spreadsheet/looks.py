"""This module says how a cell looks: its text, the tint behind it, and which cells stand out."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import NamedTuple

from PySide6.QtGui import QBrush, QPixmap

from nnfs_gui.widgets.theme import Theme

Span = range | None  # rows or columns; None for all
_NOTHING = (range(0), range(0))


class CellLook(NamedTuple):
    """Holds all that is painted of a cell."""

    text: str
    background: QBrush | None = None
    foreground: QBrush | None = None  # of the text, where it is not the usual one
    swatch: QPixmap | None = None  # before the text
    is_left: bool = False  # text stands at the left; numbers stand at the right


class Highlights:
    """Knows which cells stand out: a marked row, cells lit up, and one hovered elsewhere.

    `repaint` is called with the rows that look different after a change, None for all.
    """

    def __init__(self, theme: Theme, repaint: Callable[[Span], None]) -> None:
        self._theme = theme
        self._repaint = repaint
        self._marked_row: int | None = None
        self._lit: tuple[Span, Span] = _NOTHING
        self._hovered: tuple[int, int] | None = None
        self.recolor()

    def recolor(self) -> None:
        """Take the tints from the theme's present look."""

        def tint(name: str, share: float) -> QBrush:
            color = self._theme.color(name)
            color.setAlphaF(share)
            return QBrush(color)

        self.fault_foreground = QBrush(self._theme.color("danger"))
        self._fault = QBrush(self._theme.color("danger_soft"))
        self._elsewhere = tint("accent", 0.5)
        self._light = tint("accent", 0.25)
        self._mark = tint("accent", 0.08)
        self._same_light = tint("muted", 0.2)  # among differences, where blue is for a larger one
        self._above, self._below = tint("above", 0.35), tint("below", 0.35)

    def mark_row(self, row: int | None) -> None:
        """Mark a row softly: the sample that all panels look at."""
        if row != self._marked_row:
            old, self._marked_row = self._marked_row, row
            self._repaint_rows(old, row)

    def light_up(self, rows: Span, columns: Span) -> None:
        """Light up the cells in these rows and columns; None means all of them."""
        old = self._lit
        if (rows, columns) != old:
            self._lit = rows, columns
            spans = [span for span, across in (old, self._lit) if across is None or across]
            if any(span is None or len(span) > 1 for span in spans):
                self._repaint(None)
            else:
                self._repaint_rows(*(row for span in spans for row in span or ()))

    def darken(self) -> None:
        """Light up no cell."""
        self.light_up(*_NOTHING)

    def hover(self, cell: tuple[int, int] | None) -> None:
        """Mark the cell (row, column) that the mouse rests on in another panel."""
        old, self._hovered = self._hovered, cell
        if old != cell:
            self._repaint_rows(*(each[0] for each in (old, cell) if each is not None))

    def behind(self, row: int, column: int, number: float, is_difference: bool) -> QBrush | None:
        """What stands behind a number: red for a fault, blue where attention is due."""
        if not isfinite(number):
            return self._fault
        if self._hovered == (row, column):
            return self._elsewhere
        if is_difference and number:
            return self._above if number > 0 else self._below
        rows, columns = self._lit
        if (rows is None or row in rows) and (columns is None or column in columns):
            return self._same_light if is_difference else self._light
        return self._mark if row == self._marked_row else None

    def _repaint_rows(self, *rows: int | None) -> None:
        for row in rows:
            if row is not None:
                self._repaint(range(row, row + 1))
