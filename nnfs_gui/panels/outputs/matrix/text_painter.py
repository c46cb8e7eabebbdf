"""This module draws short texts in plots, laid out once and from then on fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from nnfs_core.wording import one_line
from nnfs_gui.widgets.theme import number_font, smallest_points, text_scale

LEFT, RIGHT, CENTER = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)

T = TypeVar("T")


class UsedLately(Generic[T]):
    """Remembers what a function gave as long as it is asked for now and then.

    What was not asked for in the last `every` times or two is forgotten. The numbers of a batch
    that is edited for hours would else leave megabytes of texts that are never seen again.
    """

    def __init__(self, function: Callable[..., T], every: int = 100_000) -> None:
        self._function, self._every = function, every
        self._asked = 0
        self._new: dict[tuple[object, ...], T] = {}
        self._old: dict[tuple[object, ...], T] = {}

    def __call__(self, *key: object) -> T:
        self._asked += 1
        if key not in self._new:
            if self._asked > self._every:
                self._old, self._new, self._asked = self._new, {}, 0
            self._new[key] = self._old.pop(key) if key in self._old else self._function(*key)
        return self._new[key]


class TextPainter:
    """Draws short texts; what it has drawn or measured before it does again much faster.

    `font(points, bold)` is the font of a size, `width(text, points, bold)` how wide a text is, in
    pixels. `scale(points)` is how many times longer than beside the usual text lengths are to be.
    """

    def __init__(self) -> None:
        self.font = UsedLately(_font)
        self.width = UsedLately(self._measured)
        self.scale = UsedLately(self._scaled)
        self._metrics = UsedLately(self._measure)
        self._laid_out = UsedLately(self._lay_out)
        self._cut = UsedLately(self._elided)

    def height(self, points: float) -> float:
        return self._metrics(points).height()

    def fitting_points(self, texts: list[str], width: float, height: float, most: float) -> float:
        """The largest size up to `most` at which every text fits; 0 when none does."""
        if not texts:
            return 0.0
        # figures have one width, so the longest texts are the widest or nearly so
        longest = max(map(len, texts))
        widest = max(self.width(text, most) for text in set(texts) if len(text) >= longest - 1)
        points = most * min(1.0, width / max(1.0, widest), height / self.height(most))
        if points < smallest_points():
            return 0.0
        return max(smallest_points(), int(points * 2) / 2)  # so that few sizes are laid out

    def draw(self, painter: QPainter, text: str, points: float, x: float, y: float) -> None:
        """Draw `text` centred on (x, y); the painter's font must be `font(points)`."""
        laid_out, width, height = self._laid_out(text, points)
        painter.drawStaticText(round(x - width / 2), round(y - height / 2), laid_out)

    def draw_before(
        self, painter: QPainter, text: str, points: float, right: float, y: float
    ) -> None:
        """Draw `text` so that it ends at `right`, cut to what is left of it; else as `draw`."""
        laid_out, width, height = self._laid_out(text, points)
        if width > right + 1:
            laid_out, width, height = self._laid_out(
                self._cut(text, points, False, int(right + 1)), points
            )
        painter.drawStaticText(round(right - width), round(y - height / 2), laid_out)

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
        laid_out, width, height = self._laid_out(text, points, bold)
        x = rect.left()
        if side != LEFT:
            x += (rect.width() - width) / (1 if side == RIGHT else 2)
        painter.setFont(self.font(points, bold))
        painter.drawStaticText(round(x), round(rect.center().y() - height / 2), laid_out)

    def _measure(self, points: float, bold: bool = False) -> QFontMetricsF:
        return QFontMetricsF(self.font(points, bold))

    def _measured(self, text: str, points: float, bold: bool = False) -> float:
        return self._metrics(points, bold).horizontalAdvance(one_line(text))

    def _scaled(self, points: float) -> float:
        return text_scale(self.font(points))

    def _lay_out(
        self, text: str, points: float, bold: bool = False
    ) -> tuple[QStaticText, float, float]:
        laid_out = QStaticText(one_line(text))
        laid_out.setTextFormat(Qt.TextFormat.PlainText)
        laid_out.prepare(QTransform(), self.font(points, bold))
        size = laid_out.size()
        return laid_out, size.width(), size.height()

    def _elided(self, text: str, points: float, bold: bool, room: int) -> str:
        metrics = self._metrics(points, bold)
        shown = one_line(text.rpartition(" = ")[2] or text)  # of "town = Lyon" the class says more
        return metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)


def _font(points: float, bold: bool = False) -> QFont:
    font = number_font()
    font.setPointSizeF(points)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
