"""Bounds what an axis shows, and cuts it where short numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, isfinite, log10

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray

ALIKE = 1e-12  # an extent this short beside its numbers cannot be parted any further
LEAST = 1e-290  # half of the shortest extent: what is much shorter cannot be halved exactly
MOST = float(np.finfo(np.float64).max)
STEPS = (1, 2, 5, 10)  # times a power of ten

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Extent:
    """Goes from one number to a larger one; neither their difference nor a sum may overflow."""

    low: float
    high: float

    @classmethod
    def around(cls, low: float, high: float) -> Extent:
        """From `low` to `high`, wider where these are too alike to be told apart."""
        largest = max(abs(low), abs(high))
        if high / 2 - low / 2 <= max(ALIKE * largest, LEAST):
            half = largest / 4 if largest / 4 > LEAST else 0.5
            low, high = low - half, high + half
        return cls(max(low, -MOST), min(high, MOST))

    @property
    def half(self) -> float:
        """Half its length, which is always finite."""
        return self.high / 2 - self.low / 2

    def contains(self, value: float) -> bool:
        """True for what lies in it or at an end."""
        return self.low <= value <= self.high

    def shares(self, values: AnyArray | float) -> Shares:
        """Where numbers lie in it: 0 at the low end, 1 at the high one, beyond outside."""
        halves = np.asarray(values, np.float64) / 2
        halves -= self.low / 2
        halves /= 2 * (self.half / 2)
        return halves

    def share(self, value: float) -> float:
        """As `shares`, of one number."""
        return float(self.shares(value))

    def at(self, share: float) -> float:
        """The number at a share."""
        value = 2 * ((self.low / 2) * (1 - share) + (self.high / 2) * share)
        return min(max(value, -MOST), MOST)

    def part(self, start: float, stop: float) -> Extent:
        """What lies between two shares, or as little of it as can be told apart."""
        return Extent.around(self.at(start), self.at(stop)) if start < stop else self

    def scaled(self, factor: float, share: float = 0.5) -> Extent:
        """So many times as long, with the number at a share where it was; itself at the limits."""
        new = Extent(self.at(share - share * factor), self.at(share + (1 - share) * factor))
        is_apart = new.half > max(ALIKE * abs(new.low), ALIKE * abs(new.high), LEAST)
        return new if is_apart else self

    def moved(self, share: float) -> Extent:
        """As long, further on by a share of its length."""
        return Extent(self.at(share), self.at(1 + share))

    def padded(self, share: float) -> Extent:
        """A little longer at both ends, as far as numbers go."""
        return Extent(self.at(-share), self.at(1 + share))

    def within(self, most: Extent) -> Extent:
        """Moved so that it lies in another one; that one where it cannot."""
        moved = self
        if self.low < most.low:
            moved = Extent(most.low, 2 * (most.low / 2 + self.half))
        elif self.high > most.high:
            moved = Extent(2 * (most.high / 2 - self.half), most.high)
        fits = most.low <= moved.low < moved.high <= most.high
        return moved if fits else most


def round_numbers(extent: Extent, most: int) -> list[float]:
    """The multiples of a round step that lie in an extent, at most so many of them, in order."""
    step = _step(extent, most)
    numbers = range(ceil(_exact(extent.low) / step), floor(_exact(extent.high) / step) + 1)
    found = (float(step * number) for number in numbers)
    inside = [number for number in found if isfinite(number)]
    if len(inside) > most > 2:
        return round_numbers(extent, most - 1)  # rather than without the last one
    return inside[:most]


def round_edges(extent: Extent, most: int) -> list[float]:
    """Edges of at most so many bins of a round width: the last one lies beyond the extent.

    So every number of the extent is at least one edge and less than the next, but where numbers end
    or a step is too short to be told apart.
    """
    step = _step(extent, most - 1)
    first, last = floor(_exact(extent.low) / step), floor(_exact(extent.high) / step) + 1
    edges = [float(step * number) for number in range(first, last + 1)]
    edges[0] = max(edges[0], -MOST)
    return edges


def rounded_inside(extent: Extent, value: float, n_parts: int) -> float:
    """A number with about as few digits as tell so many parts of the extent apart."""
    part = 2 * (extent.half / max(1, n_parts))
    if part <= 0 or not isfinite(part):
        return value
    digits = -round(log10(part))
    return float(round(Decimal(value), digits)) if digits < 300 else value


def _exact(value: float) -> Decimal:
    """The number as it is written, so that 2.8 is 14 steps of 0.2."""
    return Decimal(repr(value))


def _step(extent: Extent, most: int) -> Decimal:
    """The least round step of which at most so many fit into an extent."""
    wanted = (_exact(extent.high) - _exact(extent.low)) / max(1, most)
    power = Decimal(10) ** wanted.adjusted()
    return next(power * times for times in STEPS if power * times >= wanted)
