"""Says how large the pictures are that samples hold, as somebody said or as the names tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nnfs_core.errors import ShapeError

MOST_PIXELS = 10_000  # along a side
USUAL_SIDES = 8, 28  # of the pictures that are told by their features' names

_NUMBERED = re.compile(r"(\D*)(\d{1,4})(?:\D{1,2}(\d{1,4}))?", re.ASCII)
_WORDS = ("", "p", "px", "pix", "pixel")  # that pixels are called by, beside their numbers


@dataclass(frozen=True)
class PictureSize:
    """Holds the height and the width in pixels; features go row by row from the top left.

    Raises ShapeError unless both are from 1 to MOST_PIXELS, or both 0, which is NO_PICTURES.
    """

    height: int
    width: int

    def __post_init__(self) -> None:
        sides = self.height, self.width
        if sides != (0, 0) and not all(1 <= side <= MOST_PIXELS for side in sides):
            raise ShapeError(
                "A picture is from 1 to {most:,} pixels high and wide, but {height:,} x {width:,} "
                "are given."
            )(MOST_PIXELS, self.height, self.width)

    @property
    def n_pixels(self) -> int:
        return self.height * self.width

    @property
    def text(self) -> str:
        """As people write it: 8 x 8."""
        return f"{self.height:,} x {self.width:,}"


NO_PICTURES = PictureSize(0, 0)  # what is said of samples that are none, whatever their names


def recognised_size(columns: Sequence[str]) -> PictureSize | None:
    """The size of usual pictures whose pixels are the features of these names; None for others.

    They are 64 or 784 features that nobody has named, or that are called as pixels are: counted
    from 0 or 1, or by row and column. Numbers are not looked at, so that no edit of one makes a
    picture of what was none.
    """
    for side in USUAL_SIDES:
        if len(columns) == side * side:
            return _size_told(tuple(columns), side)
    return None


@lru_cache(maxsize=4)
def _size_told(columns: tuple[str, ...], side: int) -> PictureSize | None:
    parts = [_NUMBERED.fullmatch(name) for name in columns]
    if not all(parts):
        return None
    stems = {part[1].strip(" _-.,([").lower() for part in parts if part}
    numbers = [(int(part[2]), None if part[3] is None else int(part[3])) for part in parts if part]
    if len(stems) != 1:
        return None
    first, second = numbers[0]
    n_pixels, (stem,) = side * side, stems
    if second is None:
        counted = [(first + pixel, None) for pixel in range(n_pixels)]
        is_told = first in (0, 1) and stem in (*_WORDS, "x") and numbers == counted
    else:
        placed = [(first + row, first + column) for row in range(side) for column in range(side)]
        is_told = first in (0, 1) and stem in _WORDS and numbers == placed
    return PictureSize(side, side) if is_told else None
