"""Draws one histogram with its title, its ends and what stands out in the numbers."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from nnfs_core.layers import Watch
from nnfs_core.summaries.distribution import Distribution
from nnfs_core.wording import short_number
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER, LEFT, RIGHT, TextPainter
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme

TITLE_HEIGHT, LINE_HEIGHT, AXIS_HEIGHT = 22, 16, 18


class HistogramPlot(pg.GraphicsWidget):
    """Draws bars below 0 and above 0 in the colours that heatmaps have there."""

    clicked = Signal(int)  # the layer

    def __init__(self, theme: Theme, texts: TextPainter) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._layer = 0
        self._title = ""
        self._message = ""
        self._is_fault = False
        self._selected = False
        self._watch: Watch | None = None
        self.found: Distribution | None = None
        theme.changed.connect(self._repaint)

    def set_content(
        self,
        layer: int,
        title: str,
        found: Distribution | None,
        watch: Watch | None,
        message: str,
        is_fault: bool,
    ) -> None:
        """Show a layer's distribution, or with None the sentence why there is none."""
        self._layer, self._title, self.found = layer, title, found
        self._watch, self._message, self._is_fault = watch, message, is_fault
        self.update()

    def set_selected(self, selected: bool) -> None:
        """Mark the layer as the one that is looked at."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def lines(self) -> list[tuple[str, str]]:
        """What is written under the title: texts and the names of their colours."""
        found = self.found
        if found is None:
            return [(self._message, "danger" if self._is_fault else "muted")]
        spread = f"mean {short_number(found.mean)}"
        if found.minimum == found.maximum:
            spread = f"all {short_number(found.minimum)}"
        lines = [(f"{found.n_values:,} values · {spread}", "muted")]
        remarks = []
        if self._watch is not None:
            remarks.append(f"{100 * found.watched_share:.1f} % {self._watch.title}")
        if found.n_nan:
            remarks.append(f"{found.n_nan:,} NaN")
        if found.n_infinite:
            remarks.append(f"{found.n_infinite:,} infinite")
        if remarks:
            bad = found.n_nan or found.n_infinite
            lines.append((" · ".join(remarks), "danger" if bad else "text"))
        return lines

    def bar_rect(self, number: int) -> QRectF:
        """Where the bar of a bin stands, in the plot's own pixels."""
        assert self.found is not None
        area = self._area()
        width = area.width() / len(self.found.counts)
        highest = max(1, int(self.found.counts.max()))
        count = int(self.found.counts[number])
        # a single number among millions must still be seen
        height = max(area.height() * count / highest, 1.5) if count else 0.0
        left = round(area.left() + number * width)
        right = round(area.left() + (number + 1) * width)
        return QRectF(left, area.bottom() - height, max(1, right - left - 1), height)

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked.emit(self._layer)

    def hoverEvent(self, event: Any) -> None:
        found, area = self.found, self._area()
        if event.isExit() or found is None or area.width() <= 0:
            self.setToolTip("")
            return
        share = (event.pos().x() - area.left()) / area.width()
        if not 0 <= share < 1:
            self.setToolTip(plain_tip(self._watch.hint if self._watch else ""))
            return
        number = int(share * len(found.counts))
        low, high = found.edges[number], found.edges[number + 1]
        count = f"{int(found.counts[number]):,} values"
        ends = f"from {short_number(low)} to {short_number(high)}"
        self.setToolTip(plain_tip(f"{self._title}: {count} {ends}"))

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        width = self.size().width()
        painter.setPen(self._theme.color("accent" if self._selected else "text"))
        title = QRectF(0, 0, width, TITLE_HEIGHT - 2)
        self._texts.write(painter, title, self._title, self._points + 1, bold=True)
        painter.setFont(self._texts.font(self._points))
        top = float(TITLE_HEIGHT)
        for text, color in self.lines():
            painter.setPen(self._theme.color(color))
            if self.found is None:
                rect = QRectF(0, top, width, self.size().height() - top)
                painter.drawText(rect, LEFT | Qt.TextFlag.TextWordWrap, text)
            else:
                self._texts.write(painter, QRectF(0, top, width, LINE_HEIGHT), text, self._points)
            top += LINE_HEIGHT
        if self.found is not None:
            self._paint_bars(painter, self.found)

    @property
    def _points(self) -> float:
        return self.font().pointSizeF() - 1

    def _repaint(self) -> None:
        self.update()

    def _area(self) -> QRectF:
        top = TITLE_HEIGHT + 2 * LINE_HEIGHT + 4
        return QRectF(
            0, top, self.size().width(), max(1.0, self.size().height() - top - AXIS_HEIGHT)
        )

    def _paint_bars(self, painter: QPainter, found: Distribution) -> None:
        area = self._area()
        below, above = self._theme.color("below"), self._theme.color("above")
        for number, count in enumerate(found.counts.tolist()):
            if count:
                middle = found.edges[number] / 2 + found.edges[number + 1] / 2
                painter.fillRect(self.bar_rect(number), below if middle < 0 else above)
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        axis = QRectF(0, area.bottom() + 1, area.width(), AXIS_HEIGHT - 2)
        low, high = float(found.edges[0]), float(found.edges[-1])
        ends = (short_number(low), short_number(high))
        if low < 0 < high:
            self._paint_zero(painter, area, axis, -low / (high - low), ends)
        painter.setPen(self._theme.color("muted"))
        self._texts.write(painter, axis, ends[0], self._points)
        self._texts.write(painter, axis, ends[1], self._points, RIGHT)

    def _paint_zero(
        self, painter: QPainter, area: QRectF, axis: QRectF, share: float, ends: tuple[str, str]
    ) -> None:
        """A line where 0 is, named where it does not run into the names of the ends."""
        x = round(area.left() + share * area.width())
        painter.setPen(QPen(self._theme.color("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 3))
        before, after = (self._texts.width(text, self._points) + 8 for text in ends)
        if before < x < axis.right() - after:
            painter.setPen(self._theme.color("muted"))
            zero = QRectF(x - 10, axis.top(), 20, axis.height())
            self._texts.write(painter, zero, "0", self._points, CENTER)
