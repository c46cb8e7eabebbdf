"""Draws the axes of a plot: round numbers along two sides, and what they are numbers of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPen

from nnfs_core.numerals import short_text
from nnfs_core.scatter.extent import Extent, round_numbers
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER, RIGHT, TextPainter
from nnfs_gui.widgets.theme import Colored

# pixels beside the usual text; they grow with it
LINE = 17
GAP = 5
BETWEEN_TICKS = 44, 34  # along x, along y


@dataclass(frozen=True, eq=False)
class Axes:
    """Holds where a plot stands with its title above, and what its sides are numbers of.

    `note` stands above at the right, where it has room beside the name of y.

    Sizes are in pixels; `text_scale` is times the lengths beside the usual text.
    """

    title: str
    x: Extent
    y: Extent
    x_name: str
    y_name: str
    note: str
    theme: Colored
    texts: TextPainter
    points: float  # the size of the texts
    text_scale: float
    size: QSizeF
    most_y: float = inf  # the largest number beside the plot, if there is room above it

    @cached_property
    def area(self) -> QRectF:
        """Where the plot itself stands."""
        top, bottom = self.grown(2 * LINE + GAP), self.grown(2 * LINE)
        left = self._widest_tick + 2 * self.grown(GAP)
        width = max(10.0, self.size.width() - left - self.grown(2 * GAP))
        height = max(10.0, self.size.height() - top - bottom)
        return QRectF(round(left), round(top), round(width), round(height))

    def place(self, x: float, y: float) -> QPointF:
        """Where a point is, in pixels."""
        area = self.area
        return QPointF(
            area.left() + area.width() * self.x.share(x),
            area.bottom() - area.height() * self.y.share(y),
        )

    def rect(self, x: tuple[float, float], y: tuple[float, float]) -> QRectF:
        """The rectangle between two numbers along x and two along y."""
        low, high = self.place(x[0], y[0]), self.place(x[1], y[1])
        return QRectF(QPointF(low.x(), high.y()), QPointF(high.x(), low.y()))

    def paint(self, painter: QPainter) -> None:
        """Paint title, names, lines and numbers."""
        area, line = self.area, self.grown(LINE)
        width = self.size.width()
        painter.setPen(self.theme.color("text"))
        self.texts.write(painter, QRectF(0, 0, width, line), self.title, self.points, bold=True)
        painter.setPen(self.theme.color("muted"))
        self._write_beside(painter, QRectF(0, line, width, line), f"↑ {self.y_name}", self.note)
        name = QRectF(0, area.bottom() + line, area.right(), line)
        self.texts.write(painter, name, f"{self.x_name} →", self.points, RIGHT)
        grid = self.theme.color("border")
        for value in self._y_ticks:
            y = round(self.place(self.x.low, value).y())
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self.theme.color("muted"))
            rect = QRectF(0, y - line / 2, area.left() - self.grown(GAP), line)
            self.texts.write(painter, rect, short_text(value), self.points, RIGHT)
        for value, text, left, right in self._x_texts:
            x = round(self.place(value, self.y.low).x())
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3))
            painter.setPen(self.theme.color("muted"))
            rect = QRectF(left, area.bottom() + 3, right - left, line)
            self.texts.write(painter, rect, text, self.points, CENTER)

    def _write_beside(self, painter: QPainter, rect: QRectF, left: str, right: str) -> None:
        """Write a text at the left, and one at the right where there is room for both."""
        self.texts.write(painter, rect, left, self.points)
        used = self.texts.width(left, self.points) + self.texts.width(right, self.points)
        if used + self.grown(3 * GAP) <= rect.width():
            self.texts.write(painter, rect, right, self.points, RIGHT)

    def grown(self, pixels: float) -> int:
        """A length that was chosen for the usual text, as the present one needs it."""
        return round(pixels * self.text_scale)

    @cached_property
    def _y_ticks(self) -> list[float]:
        numbers = round_numbers(self.y, self._most_ticks(self.size.height(), BETWEEN_TICKS[1]))
        return [number for number in numbers if number <= self.most_y]

    @cached_property
    def _x_texts(self) -> list[tuple[float, str, float, float]]:
        """The numbers along x, their texts, and from where to where these stand."""
        found = []
        for value in round_numbers(self.x, self._most_ticks(self.area.width(), BETWEEN_TICKS[0])):
            text, x = short_text(value), self.place(value, self.y.low).x()
            half = self.texts.width(text, self.points) / 2 + 1
            middle = min(x, self.size.width() - half)  # the last one may stand at the edge
            found.append((value, text, middle - half, middle + half))
        return found

    @cached_property
    def _widest_tick(self) -> float:
        widths = [self.texts.width(short_text(value), self.points) for value in self._y_ticks]
        return min(max([*widths, 10.0]), self.size.width() / 4)

    def _most_ticks(self, pixels: float, between: float) -> int:
        return max(2, int(pixels / (between * self.text_scale)))
