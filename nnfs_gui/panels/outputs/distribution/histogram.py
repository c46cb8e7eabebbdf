"""Draws one histogram with its title, its ends and what stands out in the numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from nnfs_core.layers import Watch
from nnfs_core.numerals import percent_text, short_text
from nnfs_core.summaries.distribution import Distribution
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER, LEFT, RIGHT, TextPainter
from nnfs_gui.widgets.theme import Colored

TITLE_HEIGHT, LINE_HEIGHT, AXIS_HEIGHT = 22, 16, 18  # pixels beside the usual text


@dataclass(frozen=True, eq=False)
class Histogram:
    """Holds all that painting a histogram needs, as a value: on the screen or in a file.

    Bars below 0 and above 0 have the colours that heatmaps have there; without `found` there is a
    message.
    """

    title: str
    found: Distribution | None
    watch: Watch | None
    message: str
    is_fault: bool
    is_selected: bool
    theme: Colored
    texts: TextPainter
    points: float
    text_scale: float  # times the lengths beside the usual text
    size: QSizeF

    def lines(self) -> list[tuple[str, str]]:
        """What is written under the title: texts and the names of their colours."""
        found = self.found
        if found is None:
            return [(self.message, "danger" if self.is_fault else "muted")]
        spread = f"mean {short_text(found.mean, found.rows.dtype.char)}"
        if found.minimum == found.maximum:
            spread = f"all {short_text(found.minimum, found.rows.dtype.char)}"
        lines = [(f"{found.n_values:,} values · {spread}", "muted")]
        remarks = []
        if self.watch is not None:
            remarks.append(f"{percent_text(found.watched_share, 1)} {self.watch.title}")
        if found.n_nan:
            remarks.append(f"{found.n_nan:,} NaN")
        if found.n_infinite:
            remarks.append(f"{found.n_infinite:,} infinite")
        if remarks:
            bad = found.n_nan or found.n_infinite
            lines.append((" · ".join(remarks), "danger" if bad else "text"))
        return lines

    @property
    def said(self) -> str:
        """All of it in words, for those who hear it."""
        said = [self.title, *(text for text, _ in self.lines())]
        if self.found is not None:
            char = self.found.rows.dtype.char
            low, high = self.found.minimum, self.found.maximum
            span = sentence("from {low} to {high}")
            said.append(span(short_text(low, char), short_text(high, char)))
        return ", ".join(said)

    def bar_rect(self, number: int) -> QRectF:
        """Where the bar of a bin stands, in pixels."""
        assert self.found is not None
        area = self.area
        width = area.width() / len(self.found.counts)
        highest = max(1, int(self.found.counts.max()))
        count = int(self.found.counts[number])
        # a single number among millions must still be seen
        height = max(area.height() * count / highest, 1.5) if count else 0.0
        left = round(area.left() + number * width)
        right = round(area.left() + (number + 1) * width)
        return QRectF(left, area.bottom() - height, max(1, right - left - 1), height)

    def paint(self, painter: QPainter) -> None:
        """Paint everything."""
        width = self.size.width()
        painter.setPen(self.theme.color("accent" if self.is_selected else "text"))
        title = QRectF(0, 0, width, self.grown(TITLE_HEIGHT - 2))
        self.texts.write(painter, title, self.title, self.points + 1, bold=True)
        painter.setFont(self.texts.font(self.points))
        top, line_height = self.grown(TITLE_HEIGHT), self.grown(LINE_HEIGHT)
        for text, color in self.lines():
            painter.setPen(self.theme.color(color))
            if self.found is None:
                rect = QRectF(0, top, width, self.size.height() - top)
                painter.drawText(rect, LEFT | Qt.TextFlag.TextWordWrap, text)
            else:
                self.texts.write(painter, QRectF(0, top, width, line_height), text, self.points)
            top += line_height
        if self.found is not None:
            self._paint_bars(painter, self.found)

    def grown(self, pixels: float) -> int:
        """A length that was chosen for the usual text, as the present one needs it."""
        return round(pixels * self.text_scale)

    @property
    def area(self) -> QRectF:
        """Where the bars stand."""
        top = self.grown(TITLE_HEIGHT + 2 * LINE_HEIGHT + 4)
        height = max(1.0, self.size.height() - top - self.grown(AXIS_HEIGHT))
        return QRectF(0, top, self.size.width(), height)

    def _paint_bars(self, painter: QPainter, found: Distribution) -> None:
        area = self.area
        below, above = self.theme.color("below"), self.theme.color("above")
        for number, count in enumerate(found.counts.tolist()):
            if count:
                middle = found.edges[number] / 2 + found.edges[number + 1] / 2
                painter.fillRect(self.bar_rect(number), below if middle < 0 else above)
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        axis = QRectF(0, area.bottom() + 1, area.width(), self.grown(AXIS_HEIGHT - 2))
        low, high = float(found.edges[0]), float(found.edges[-1])
        char = found.rows.dtype.char
        ends = (short_text(low, char), short_text(high, char))
        if low < 0 < high:
            self._paint_zero(painter, area, axis, -low / (high - low), ends)
        painter.setPen(self.theme.color("muted"))
        self.texts.write(painter, axis, ends[0], self.points)
        self.texts.write(painter, axis, ends[1], self.points, RIGHT)

    def _paint_zero(
        self, painter: QPainter, area: QRectF, axis: QRectF, share: float, ends: tuple[str, str]
    ) -> None:
        """A line where 0 is, named where it does not run into the names of the ends."""
        x = round(area.left() + share * area.width())
        painter.setPen(QPen(self.theme.color("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 3))
        before, after = (self.texts.width(text, self.points) + 8 for text in ends)
        if before < x < axis.right() - after:
            painter.setPen(self.theme.color("muted"))
            half = self.grown(10)
            zero = QRectF(x - half, axis.top(), 2 * half, axis.height())
            self.texts.write(painter, zero, "0", self.points, CENTER)
