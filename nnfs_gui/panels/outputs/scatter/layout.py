"""Says where everything of a scatter stands, and which numbers are where on its axes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSizeF

from nnfs_core.numerals import short_text
from nnfs_core.scatter.extent import Extent, round_numbers
from nnfs_core.scatter.sight import Region
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter

# pixels beside the usual text; they grow with it
STRIP = 46  # of the histogram beside an axis
LINE = 16
GAP = 4
BETWEEN_TICKS = 48, 34  # along x, along y
ROOM = 0.04  # around all points, as a share of an axis
LEAST_AREA = 150  # of the points: where there is less, there are no histograms


@dataclass(frozen=True, eq=False)
class ScatterLayout:
    """Holds where axes, points and histograms stand, in pixels from the top left."""

    region: Region
    size: QSizeF
    texts: TextPainter
    points: float  # the size of the texts
    text_scale: float

    @cached_property
    def area(self) -> QRectF:
        """Where the points are."""
        left = self.grown(LINE + GAP) + self._widest_tick
        strip = self.grown(STRIP) if self.has_histograms else 0
        bottom = self.grown(2 * LINE + GAP)
        width = max(10.0, self.size.width() - left - strip - GAP)
        height = max(10.0, self.size.height() - bottom - strip - GAP)
        return QRectF(round(left), round(strip + GAP), round(width), round(height))

    @cached_property
    def has_histograms(self) -> bool:
        """True when they leave the points enough room."""
        return min(self.size.width(), self.size.height()) >= self.grown(LEAST_AREA + STRIP + LINE)

    @property
    def along_x(self) -> QRectF:
        """Where the histogram of x stands, above the points."""
        if not self.has_histograms:
            return QRectF()
        return QRectF(self.area.left(), 0, self.area.width(), self.area.top() - GAP)

    @property
    def along_y(self) -> QRectF:
        """Where the histogram of y stands, at the right of the points."""
        if not self.has_histograms:
            return QRectF()
        left = self.area.right() + GAP
        return QRectF(left, self.area.top(), self.size.width() - left, self.area.height())

    @property
    def under(self) -> QRectF:
        """Where the numbers and the name of x stand."""
        top = self.area.bottom()
        return QRectF(self.area.left(), top, self.area.width(), self.size.height() - top)

    @property
    def beside(self) -> QRectF:
        """Where the numbers and the name of y stand."""
        return QRectF(0, self.area.top(), self.area.left(), self.area.height())

    @cached_property
    def x_ticks(self) -> list[tuple[float, str]]:
        """Where along x there is a number, in pixels, and how it is written."""
        n = self._room(self.size.width() - self.area.left(), BETWEEN_TICKS[0])
        return [
            (self.place(value, 0.0).x(), short_text(value))
            for value in round_numbers(self.region.x, n)
        ]

    @cached_property
    def y_ticks(self) -> list[tuple[float, str]]:
        """As `x_ticks`, along y."""
        return [(self.place(0.0, value).y(), short_text(value)) for value in self._y_values]

    def place(self, x: float, y: float) -> QPointF:
        """Where a point is, in pixels, inside the area or not."""
        area = self.area
        return QPointF(
            area.left() + area.width() * self.region.x.share(x),
            area.bottom() - area.height() * self.region.y.share(y),
        )

    def shares(self, at: QPointF) -> tuple[float, float]:
        """How far along x and along y a place is: 0 to 1 in the area."""
        area = self.area
        return (
            (at.x() - area.left()) / area.width(),
            (area.bottom() - at.y()) / area.height(),
        )

    def rect_of(self, region: Region) -> QRectF:
        """Where another region is, cut to what is a little beyond the area."""
        lows = self.region.x.share(region.x.low), self.region.y.share(region.y.low)
        highs = self.region.x.share(region.x.high), self.region.y.share(region.y.high)
        left, bottom = (min(max(-1.0, share), 2.0) for share in lows)
        right, top = (min(max(-1.0, share), 2.0) for share in highs)
        area = self.area
        return QRectF(
            QPointF(area.left() + area.width() * left, area.bottom() - area.height() * top),
            QPointF(area.left() + area.width() * right, area.bottom() - area.height() * bottom),
        )

    def region_between(self, first: QPointF, last: QPointF) -> Region:
        """What lies between two places in the area."""
        (x1, y1), (x2, y2) = self.shares(first), self.shares(last)
        x, y = sorted((x1, x2)), sorted((y1, y2))
        return Region(
            self.region.x.part(max(0.0, x[0]), min(1.0, x[1])),
            self.region.y.part(max(0.0, y[0]), min(1.0, y[1])),
        )

    def around(self, at: QPointF, reach: float) -> Region:
        """What lies so many pixels around a place."""
        x, y = self.shares(at)
        dx, dy = reach / self.area.width(), reach / self.area.height()
        return Region(self.region.x.part(x - dx, x + dx), self.region.y.part(y - dy, y + dy))

    def grown(self, pixels: float) -> int:
        """A length that was chosen for the usual text, as the present one needs it."""
        return round(pixels * self.text_scale)

    @cached_property
    def _y_values(self) -> list[float]:
        return round_numbers(self.region.y, self._room(self.size.height(), BETWEEN_TICKS[1]))

    @cached_property
    def _widest_tick(self) -> float:
        widths = [self.texts.width(short_text(value), self.points) for value in self._y_values]
        return min(max([*widths, 10.0]), self.size.width() / 4) + GAP

    def _room(self, pixels: float, between: float) -> int:
        return max(2, int(pixels / (between * self.text_scale)))


def whole_region(x: Extent, y: Extent) -> Region:
    """All points, with some room around those at the ends."""
    return Region(x.padded(ROOM), y.padded(ROOM))
