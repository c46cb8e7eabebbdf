"""This module says what a picture shows: values that can be painted at any width, on any thread."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from PySide6.QtGui import QPainter

from nnfs_core.progress import IsCancelled, Progress, part_of, stop_if
from nnfs_gui.widgets.painter_state import state_kept

GAP = 14  # pixels between what stands above or beside each other


class Still(ABC):
    """Holds what is on show as it was at one moment; all sizes are in pixels."""

    @property
    @abstractmethod
    def least_width(self) -> int:
        """The width in which it can be read; narrower it does not get."""

    @property
    @abstractmethod
    def usual_width(self) -> int:
        """The width in which all numbers have room that ever have."""

    @abstractmethod
    def height(self, width: int) -> int:
        """The height that it needs at a width."""

    @abstractmethod
    def pieces(self, width: int, height: int) -> Iterator[Still]:
        """It cut for pages so large, in the order of reading, with room for every number.

        Nothing is cut through: no cell, no bar, no histogram.
        """

    @abstractmethod
    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        """Paint it from (0, 0) on; raises Cancelled when asked to stop.

        What cannot be read any more raises NnfsError.
        """


@dataclass(frozen=True)
class Above(Still):
    """Shows some stills above each other, all as wide as the picture."""

    parts: Sequence[Still]

    @property
    def least_width(self) -> int:
        return max(part.least_width for part in self.parts)

    @property
    def usual_width(self) -> int:
        return max(part.usual_width for part in self.parts)

    def height(self, width: int) -> int:
        return sum(part.height(width) for part in self.parts) + GAP * (len(self.parts) - 1)

    def pieces(self, width: int, height: int) -> Iterator[Still]:
        return chain.from_iterable(part.pieces(width, height) for part in self.parts)

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        top = 0
        for number, part in enumerate(self.parts):
            shown = part_of(progress, number / len(self.parts), (number + 1) / len(self.parts))
            _paint_at(painter, 0, top, part, width, shown, cancelled)
            top += part.height(width) + GAP


@dataclass(frozen=True)
class Beside(Still):
    """Shows two stills beside each other, which share the width as three to two."""

    left: Still
    right: Still

    @property
    def least_width(self) -> int:
        return self.left.least_width + GAP + self.right.least_width

    @property
    def usual_width(self) -> int:
        return self.left.usual_width + GAP + self.right.usual_width

    def height(self, width: int) -> int:
        left, right = self._widths(width)
        return max(self.left.height(left), self.right.height(right))

    def pieces(self, width: int, height: int) -> Iterator[Still]:
        """Both beside each other on one page where they have room, else one after the other."""
        if self.usual_width <= width:
            sides = zip((self.left, self.right), self._widths(width), strict=True)
            if all(len(list(islice(side.pieces(its, height), 2))) == 1 for side, its in sides):
                yield self
                return
        yield from self.left.pieces(width, height)
        yield from self.right.pieces(width, height)

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        left, right = self._widths(width)
        _paint_at(painter, 0, 0, self.left, left, part_of(progress, 0, 0.5), cancelled)
        _paint_at(painter, left + GAP, 0, self.right, right, part_of(progress, 0.5, 1), cancelled)

    def _widths(self, width: int) -> tuple[int, int]:
        room = width - GAP
        right = min(max(self.right.least_width, 2 * room // 5), self.right.usual_width)
        return room - right, right


def _paint_at(
    painter: QPainter,
    x: int,
    y: int,
    still: Still,
    width: int,
    progress: Progress,
    cancelled: IsCancelled,
) -> None:
    stop_if(cancelled)
    with state_kept(painter):
        painter.translate(x, y)
        still.paint(painter, width, progress, cancelled)
