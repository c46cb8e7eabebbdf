"""Works out what a pen leaves on a picture: which pixels it covers, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, hypot

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.project.pictures import PictureSize

STEP = 0.25  # of a pixel, between two prints of the pen on its way
WHOLE_FROM = 2.0  # a soft edge of ink as dark as this is written in whole numbers
DECIMALS = 2  # of a soft edge of paler ink

Point = tuple[float, float]  # in pixels from the top left: across, down


@dataclass(eq=False)
class PenStroke:
    """Keeps one stroke over a picture: what was there, and how much the pen has covered of it.

    before: (features,), the sample as it was. value: of the ink, which is 0 where it erases.
    width: of the pen in pixels; one of 1 pixel fills just the pixels that it passes, wider ones
    are soft at their edge. Passing twice covers no more than passing once.
    """

    size: PictureSize
    before: FloatArray
    value: float
    width: int

    def __post_init__(self) -> None:
        self._coverage = np.zeros((self.size.height, self.size.width))
        self._end: Point | None = None

    def reach(self, point: Point) -> None:
        """Move the pen from where it is to a point, or put it down there."""
        start = self._end or point
        self._end = point
        distance = hypot(point[0] - start[0], point[1] - start[1])
        n_steps = max(1, ceil(distance / STEP))
        for number in range(1 if distance else 0, n_steps + 1 if distance else 1):
            share = number / n_steps
            self._print(
                start[0] + (point[0] - start[0]) * share, start[1] + (point[1] - start[1]) * share
            )

    @property
    def pixels(self) -> FloatArray:
        """What stands in the pixels that are covered (features,), NaN for all others."""
        coverage = self._coverage.reshape(-1)
        before = np.where(np.isfinite(self.before), self.before, 0.0)
        drawn = before + (self.value - before) * coverage
        largest = max(abs(self.value), float(np.abs(before).max(initial=0.0)))
        drawn = drawn.round(0 if largest >= WHOLE_FROM else DECIMALS)
        drawn[coverage == 1] = self.value  # as it was given, with all its digits
        drawn[coverage == 0] = np.nan
        return drawn

    def _print(self, x: float, y: float) -> None:
        """Cover what lies under the pen at a point."""
        if self.width == 1:
            row, column = int(y // 1), int(x // 1)
            if 0 <= row < self.size.height and 0 <= column < self.size.width:
                self._coverage[row, column] = 1.0
            return
        radius = self.width / 2
        rows = slice(max(0, int(y - radius - 1)), max(0, int(y + radius + 2)))
        columns = slice(max(0, int(x - radius - 1)), max(0, int(x + radius + 2)))
        part = self._coverage[rows, columns]
        down = np.arange(self.size.height)[rows, np.newaxis] + 0.5 - y
        across = np.arange(self.size.width)[columns] + 0.5 - x
        covered = np.clip(radius + 0.5 - np.hypot(down, across), 0.0, 1.0)
        np.maximum(part, covered, out=part)
