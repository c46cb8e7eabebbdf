"""Shows the scale of colours beside a picture, with its ends and the number that is pointed at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnfs_core.numerals import short_number
from nnfs_core.wording import sentence
from nnfs_gui.widgets.heatmap import Scale, image_of
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import Theme, number_font

SMALLER = 1.5  # points, than other numbers
HEIGHT = 8  # pixels of the colours
GAP = 4  # pixels between the colours and a text
SWATCH = 8  # pixels of the square that shows the colour of NaN


class ScaleBar(QWidget):
    """Paints the least number, the colours, the largest number, and the colour of NaN if asked."""

    heard_as = Role.Graphic

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("scale_bar")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._scale = Scale.ink(theme, 1.0)
        self._value: float | None = None
        self._shows_nan = False
        theme.changed.connect(self.updateGeometry)

    def show_scale(self, scale: Scale, value: float | None = None, has_nan: bool = False) -> None:
        """Show a scale, mark a value on it, and tell the colour of NaN where there is one."""
        self._scale, self._value, self._shows_nan = scale, value, has_nan
        low, high = short_number(scale.low), short_number(scale.high)
        self.setAccessibleName(sentence("Colours from {low} to {high}")(low, high))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, max(HEIGHT + 6, round(QFontMetricsF(number_font(SMALLER)).height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        font = number_font(SMALLER)
        metrics, rect = QFontMetricsF(font), QRectF(self.rect())
        texts = [short_number(self._scale.low), short_number(self._scale.high)]
        texts += ["NaN"] if self._shows_nan else []
        widths = [metrics.horizontalAdvance(text) + 1 for text in texts]
        swatch = SWATCH + GAP if self._shows_nan else 0
        colors = max(0.0, rect.width() - sum(widths) - GAP * len(texts) - swatch - 1)
        bar = QRectF(widths[0] + GAP, rect.center().y() - HEIGHT / 2, colors, HEIGHT)
        lefts = [0.0, bar.right() + GAP, bar.right() + 2 * GAP + widths[1] + swatch]
        with QPainter(self) as painter:
            painter.setFont(font)
            painter.setPen(QPen(self._theme.color("edge"), 1))
            painter.drawImage(bar, image_of(self._scale.colors.reshape(1, -1)))
            painter.drawRect(bar)
            if self._shows_nan:
                square = QRectF(lefts[2] - swatch, bar.top(), SWATCH, SWATCH)
                painter.fillRect(square, self._theme.color("not_a_number"))
                painter.drawRect(square)
            painter.setPen(self._theme.color("muted"))
            for left, width, text in zip(lefts, widths, texts, strict=False):
                place = QRectF(left, 0, width, rect.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            self._mark(painter, bar)

    def _mark(self, painter: QPainter, bar: QRectF) -> None:
        """A line through the colours at the value that is pointed at."""
        value, scale = self._value, self._scale
        if value is None or not scale.low <= value <= scale.high:
            return
        x = bar.left() + bar.width() * (value / scale.high - scale.low / scale.high) / (
            1 - scale.low / scale.high
        )
        for color, width in (("panel", 4), ("accent", 2)):
            painter.setPen(QPen(self._theme.color(color), width))
            painter.drawLine(QPointF(x, bar.top() - 2), QPointF(x, bar.bottom() + 2))
