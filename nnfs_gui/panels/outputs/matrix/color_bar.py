"""Draws the scale of a heatmap as a bar with its end values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from nnfs_core.numerals import short_number
from nnfs_gui.panels.outputs.matrix.cells import paint_tiles
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.heatmap import Scale, image_of
from nnfs_gui.widgets.theme import Colored, Theme, number_font

BARS_HEIGHT = 20  # pixels beside the usual text, of those that matrices share
WIDEST = 150  # pixels, of the colours alone
SMALLER = 1.5  # points, than other numbers

LEAST_COLORS = 12  # pixels, of a bar that still tells something
SWATCH = 8  # pixels of the square that shows a colour of its own

# scales, each with what it is for, and which of NaN, ∞ and -∞ there are among its numbers
Bars = tuple[tuple[Scale, str, tuple[str, ...]], ...]


def paint_color_bar(
    painter: QPainter,
    rect: QRectF,
    scale: Scale,
    theme: Colored,
    texts: TextPainter,
    caption: str = "",
    text: Callable[[float], str] = short_number,
    odd: Sequence[str] = (),
) -> float:
    """Paint the bar at the left of `rect`; returns where it ends, caption included.

    odd: which of NaN, ∞ and -∞ get a colour beside it, as far as there is room.
    """
    points = number_font(SMALLER).pointSizeF()
    low, high = text(scale.low), text(scale.high)
    low_width, high_width = texts.width(low, points), texts.width(high, points)
    room = rect.width() - low_width - high_width - 12
    swatches = _fitting_swatches(odd, room - LEAST_COLORS, texts, points)
    width = min(WIDEST, room - sum(each for _, each in swatches))
    painter.setPen(theme.color("muted"))
    if width < LEAST_COLORS:  # no room for colours: at least the ends, or what is no number
        if odd:
            return _paint_swatches(
                painter,
                rect,
                scale,
                theme,
                texts,
                _fitting_swatches(odd, rect.width(), texts, points),
            )
        ends = f"±{high.lstrip('+')}" if scale.low == -scale.high else f"{low} … {high}"
        texts.write(painter, rect, ends, points)
        return rect.right()
    middle = rect.center().y()
    bar = QRectF(rect.left() + low_width + 5, middle - 4, width, 8)
    place = QRectF(rect.left(), rect.top(), low_width + 2, rect.height())
    texts.write(painter, place, low, points)
    colors = scale.colors.reshape(1, -1)
    paint_tiles(painter, bar, image_of(colors), colors, bar)
    if scale.low < 0:
        painter.setPen(QPen(theme.color("muted"), 1))
        painter.drawLine(
            QPointF(bar.center().x(), bar.bottom()), QPointF(bar.center().x(), bar.bottom() + 2)
        )
    painter.setPen(theme.color("border"))
    painter.drawRect(bar)
    painter.setPen(theme.color("muted"))
    place = QRectF(bar.right() + 5, rect.top(), high_width + 4, rect.height())
    texts.write(painter, place, high, points)
    rest = rect.adjusted(place.right() - rect.left(), 0, 0, 0)
    right = _paint_swatches(painter, rest, scale, theme, texts, swatches)
    if caption:
        place = QRectF(right + 8, rect.top(), texts.width(caption, points) + 4, rect.height())
        painter.setPen(theme.color("muted"))
        texts.write(painter, place, caption, points)
        right = place.right()
    return right


def _fitting_swatches(
    odd: Sequence[str], room: float, texts: TextPainter, points: float
) -> list[tuple[str, float]]:
    """As many of NaN, ∞ and -∞ as fit into so many pixels, each with what it takes."""
    found: list[tuple[str, float]] = []
    for name in odd:
        width = SWATCH + texts.width(name, points) + 12
        if width > room:
            break
        found.append((name, width))
        room -= width
    return found


def _paint_swatches(
    painter: QPainter,
    rect: QRectF,
    scale: Scale,
    theme: Colored,
    texts: TextPainter,
    swatches: Sequence[tuple[str, float]],
) -> float:
    """Paint squares of the colours of what is no number, with its names; returns where they end."""
    points, left = number_font(SMALLER).pointSizeF(), rect.left()
    for name, width in swatches:
        square = QRectF(left + 4, rect.center().y() - SWATCH / 2, SWATCH, SWATCH)
        color = np.array([[scale.color_of_odd(name)]], np.uint32)
        paint_tiles(painter, square, image_of(color), color, square)
        painter.setPen(theme.color("border"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(square)
        painter.setPen(theme.color("muted"))
        place = QRectF(square.right() + 3, rect.top(), width - SWATCH - 7, rect.height())
        texts.write(painter, place, name, points)
        left += width
    return left


def paint_color_bars(
    painter: QPainter, size: QSizeF, scales: Bars, theme: Colored, texts: TextPainter
) -> None:
    """Paint bars side by side from (0, 0) on, each with its caption."""
    left = 0.0
    share = size.width() / max(1, len(scales))
    for scale, caption, odd in scales:
        rect = QRectF(left, 0, min(share, size.width() - left), size.height())
        left = 24 + paint_color_bar(painter, rect, scale, theme, texts, caption, odd=odd)


def paint_bar_note(
    painter: QPainter, rect: QRectF, note: str, theme: Colored, texts: TextPainter
) -> None:
    """Paint a note where a bar would stand, as large as its numbers."""
    painter.setPen(theme.color("muted"))
    texts.write(painter, rect, note, number_font(SMALLER).pointSizeF())


class ColorBars(pg.GraphicsWidget):
    """Draws the scales in use, side by side, each with what it is for."""

    def __init__(self, theme: Theme, texts: TextPainter) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self.scales: Bars = ()

    def set_scales(self, scales: Bars) -> None:
        """Show these scales, each with a caption."""
        if scales != self.scales:
            self.scales = scales
            self.update()

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        paint_color_bars(painter, self.size(), self.scales, self._theme, self._texts)
