"""Numbers as the cells of a heatmap print them, laid out once and then drawn fast."""

from __future__ import annotations

from math import inf, isnan
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from nnfs_gui.widgets.theme import number_font

LEFT, RIGHT, CENTER = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)
Key = TypeVar("Key")
Value = TypeVar("Value")

SMALLEST_POINTS = 6.0
MOST_TEXTS = 20_000


def cell_text(value: float | np.floating) -> str:
    """Four significant digits, or what is not a finite number by its sign."""
    if isnan(value):
        return "NaN"
    if value in (inf, -inf):
        return "∞" if value > 0 else "-∞"
    return f"{value:.4g}"


def change_text(value: float) -> str:
    """The same of a difference, which always has its sign; 0 for what is the same as before."""
    text = cell_text(value)
    return f"+{text}" if value > 0 else text


def full_text(value: float | np.floating) -> str:
    """All digits of a number, as few as tell it from every other one of its type."""
    return cell_text(value) if isnan(value) or value in (inf, -inf) else str(value)


class Ink:
    """Draws short texts; what it has drawn or measured before it does again much faster."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[str, float, bool], float] = {}
        self._texts: dict[tuple[str, float, bool], tuple[QStaticText, float, float]] = {}
        self._elided: dict[tuple[str, float, bool, int], str] = {}

    def font(self, points: float, bold: bool = False) -> QFont:
        return self._font(points, bold)[0]

    def width(self, text: str, points: float, bold: bool = False) -> float:
        """How wide `text` is, in pixels."""
        key = (text, points, bold)
        known = self._widths.get(key)
        if known is None:
            known = self._font(points, bold)[1].horizontalAdvance(text)
            _keep(self._widths, key, known)
        return known

    def height(self, points: float) -> float:
        return self._font(points, False)[1].height()

    def fitting_points(self, texts: list[str], width: float, height: float, most: float) -> float:
        """The largest size up to `most` at which every text fits; 0 when none does."""
        if not texts:
            return 0.0
        # figures have one width, so the longest texts are the widest or nearly so
        longest = max(map(len, texts))
        widest = max(self.width(text, most) for text in set(texts) if len(text) >= longest - 1)
        points = most * min(1.0, width / max(1.0, widest), height / self.height(most))
        points = int(points * 2) / 2  # half points, so that few sizes are laid out
        return points if points >= SMALLEST_POINTS else 0.0

    def draw(self, painter: QPainter, text: str, points: float, x: float, y: float) -> None:
        """Draw `text` centred on (x, y); the painter's font must be `font(points)`."""
        laid_out, width, height = self._text(text, points, False)
        painter.drawStaticText(round(x - width / 2), round(y - height / 2), laid_out)

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        points: float,
        side: Qt.AlignmentFlag = LEFT,
        bold: bool = False,
    ) -> None:
        """Write `text` on one line in `rect`, with an ellipsis where it is cut."""
        room = int(rect.width() + 1)
        if self.width(text, points, bold) > room:
            text = self._cut(text, points, bold, room)
        laid_out, width, height = self._text(text, points, bold)
        x = rect.left()
        if side != LEFT:
            x += (rect.width() - width) / (1 if side == RIGHT else 2)
        painter.setFont(self._font(points, bold)[0])
        painter.drawStaticText(round(x), round(rect.center().y() - height / 2), laid_out)

    def _font(self, points: float, bold: bool) -> tuple[QFont, QFontMetricsF]:
        known = self._fonts.get((points, bold))
        if known is None:
            font = number_font()
            font.setPointSizeF(points)
            if bold:
                font.setWeight(QFont.Weight.DemiBold)
            known = self._fonts[points, bold] = font, QFontMetricsF(font)
        return known

    def _text(self, text: str, points: float, bold: bool) -> tuple[QStaticText, float, float]:
        key = (text, points, bold)
        known = self._texts.get(key)
        if known is None:
            laid_out = QStaticText(text)
            laid_out.setTextFormat(Qt.TextFormat.PlainText)
            laid_out.prepare(QTransform(), self.font(points, bold))
            size = laid_out.size()
            known = laid_out, size.width(), size.height()
            _keep(self._texts, key, known)
        return known

    def _cut(self, text: str, points: float, bold: bool, room: int) -> str:
        key = (text, points, bold, room)
        known = self._elided.get(key)
        if known is None:
            metrics = self._font(points, bold)[1]
            known = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            _keep(self._elided, key, known)
        return known


def _keep(known: dict[Key, Value], key: Key, value: Value) -> None:
    """Remember a value, and forget all others when there are too many."""
    if len(known) >= MOST_TEXTS:
        known.clear()
    known[key] = value
