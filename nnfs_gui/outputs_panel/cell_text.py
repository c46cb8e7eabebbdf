"""Numbers as the cells of a heatmap print them, laid out once and then drawn fast."""

from __future__ import annotations

from math import inf, isnan

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from nnfs_gui.theme import number_font

SMALLEST_POINTS = 6.5
MOST_TEXTS = 20_000


def cell_text(value: float) -> str:
    """Four significant digits, or what is not a finite number by its sign."""
    if isnan(value):
        return "NaN"
    if value in (inf, -inf):
        return "∞" if value > 0 else "-∞"
    return f"{value:.4g}"


def full_text(value: float) -> str:
    """All digits of a number, as few as tell it from every other one of its type."""
    return cell_text(value) if isnan(value) or value in (inf, -inf) else repr(value)


class Ink:
    """Draws short texts centred in rectangles; what it has drawn before it draws much faster."""

    def __init__(self) -> None:
        self._fonts: dict[float, tuple[QFont, QFontMetricsF]] = {}
        self._texts: dict[tuple[str, float], tuple[QStaticText, float, float]] = {}

    def font(self, points: float) -> QFont:
        return self._font(points)[0]

    def width(self, text: str, points: float) -> float:
        """How wide `text` is, in pixels."""
        return self._font(points)[1].horizontalAdvance(text)

    def height(self, points: float) -> float:
        return self._font(points)[1].height()

    def fitting_points(self, texts: list[str], width: float, height: float, most: float) -> float:
        """The largest size up to `most` at which every text fits; 0 when none does."""
        if not texts:
            return 0.0
        widest = max(self.width(text, most) for text in set(texts))
        points = most * min(1.0, width / max(1.0, widest), height / self.height(most))
        points = int(points * 2) / 2  # half points, so that few sizes are laid out
        return points if points >= SMALLEST_POINTS else 0.0

    def draw(self, painter: QPainter, text: str, points: float, x: float, y: float) -> None:
        """Draw `text` centred on (x, y); the painter's font must be `font(points)`."""
        laid_out, half_width, half_height = self._text(text, points)
        painter.drawStaticText(QPointF(round(x - half_width), round(y - half_height)), laid_out)

    def _font(self, points: float) -> tuple[QFont, QFontMetricsF]:
        if points not in self._fonts:
            font = number_font()
            font.setPointSizeF(points)
            self._fonts[points] = font, QFontMetricsF(font)
        return self._fonts[points]

    def _text(self, text: str, points: float) -> tuple[QStaticText, float, float]:
        known = self._texts.get((text, points))
        if known is None:
            if len(self._texts) > MOST_TEXTS:
                self._texts.clear()
            laid_out = QStaticText(text)
            laid_out.setTextFormat(Qt.TextFormat.PlainText)
            laid_out.prepare(QTransform(), self.font(points))
            size = laid_out.size()
            known = laid_out, size.width() / 2, size.height() / 2
            self._texts[text, points] = known
        return known


def draw_elided(painter: QPainter, rect: QRectF, text: str, flags: Qt.AlignmentFlag) -> None:
    """Draw `text` on one line inside `rect`, with an ellipsis where it is cut."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.drawText(rect, flags | Qt.AlignmentFlag.AlignVCenter, shown)
