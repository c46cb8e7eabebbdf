"""Lays small pictures of one size out in rows, each with its number below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from nnfs_core.project.pictures import PictureSize

WANTED = 52  # screen pixels along the longer side of a small picture
LARGEST = 120
GAP = 8  # screen pixels between two of them


@dataclass(frozen=True)
class Tiles:
    """Says where each of `count` pictures stands in a room of some width, with a text below."""

    size: PictureSize
    count: int
    room: int  # screen pixels
    text_height: int

    @property
    def pixel_side(self) -> float:
        """Screen pixels along a side of a picture's pixel; whole where pictures are not large."""
        longer = max(self.size.height, self.size.width)
        if longer > LARGEST:
            return LARGEST / longer
        return float(max(1, round(WANTED / longer)))

    @property
    def n_columns(self) -> int:
        return max(1, int((self.room - GAP / 2) // (self._width + GAP)))

    @property
    def n_rows(self) -> int:
        return -(-self.count // self.n_columns)

    @property
    def row_height(self) -> int:
        return round(self.size.height * self.pixel_side) + self.text_height + GAP

    @property
    def height(self) -> int:
        """Screen pixels of all rows."""
        return self.n_rows * self.row_height + GAP // 2

    def rect(self, number: int) -> QRectF:
        """Where a picture stands, from the top left of all."""
        row, column = divmod(number, self.n_columns)
        height = self.size.height * self.pixel_side
        left = GAP / 2 + column * (self._width + GAP)
        return QRectF(left, GAP / 2 + row * self.row_height, self._width, height)

    def pixel_rect(self, number: int, pixel: int) -> QRectF:
        """Where a pixel of a picture stands."""
        row, column = divmod(pixel, self.size.width)
        corner, side = self.rect(number).topLeft(), self.pixel_side
        return QRectF(corner.x() + column * side, corner.y() + row * side, side, side)

    def text_rect(self, number: int) -> QRectF:
        """Where the number of a picture stands."""
        rect = self.rect(number)
        return QRectF(rect.left() - GAP / 2, rect.bottom(), rect.width() + GAP, self.text_height)

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """The picture at a point, and its pixel there; None between pictures."""
        row, column = int(point.y() // self.row_height), int(point.x() // (self._width + GAP))
        number = row * self.n_columns + column
        if not (0 <= column < self.n_columns and 0 <= number < self.count and row >= 0):
            return None
        within = (point - self.rect(number).topLeft()) / self.pixel_side
        down, across = int(within.y() // 1), int(within.x() // 1)
        if not (0 <= down < self.size.height and 0 <= across < self.size.width):
            return None
        return number, down * self.size.width + across

    def in_sight(self, top: int, bottom: int) -> range:
        """The pictures of which something stands between two heights."""
        first = max(0, top // self.row_height) * self.n_columns
        end = (bottom // self.row_height + 1) * self.n_columns
        return range(min(first, self.count), min(end, self.count))

    @property
    def _width(self) -> float:
        return self.size.width * self.pixel_side
