"""Turns numbers into colours: the scales of the heatmaps and the pictures made with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from nnfs_core.arrays import FloatArray
from nnfs_gui.widgets.theme import SCALE_STEPS, Colored, diverging, ink, sequential

LEAST_SHARE = 0.06  # of the colour of NaN, where there is any

Argb = npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Scale:
    """Says how numbers become colours: `low` gets the first, `high` the last, NaN its own.

    A diverging scale has `low == -high`, so that 0 has the middle colour.
    """

    low: float
    high: float
    colors: Argb  # (2 * SCALE_STEPS + 1,)
    not_a_number: np.uint32

    @classmethod
    def diverging(cls, look: Colored, largest: float) -> Scale:
        """Orange below 0, blue above, to the `largest` magnitude on either side."""
        limit = largest if np.isfinite(largest) and largest > 0 else 1.0
        return cls._between(-limit, limit, look)

    @classmethod
    def counts(cls, look: Colored, most: float) -> Scale:
        """From 0 to the largest, in one direction."""
        return cls._between(0.0, most, look)

    @classmethod
    def probabilities(cls, look: Colored) -> Scale:
        """From 0 to 1, in one direction."""
        return cls._between(0.0, 1.0, look)

    @classmethod
    def _between(cls, low: float, high: float, look: Colored) -> Scale:
        colors = diverging(look.colors) if low < 0 else sequential(look.colors)
        return cls(low, high, colors, _argb(look.color("not_a_number")))

    def in_look(self, look: Colored) -> Scale:
        """The same scale in the colours of another look."""
        return self._between(self.low, self.high, look)

    @classmethod
    def ink(cls, look: Colored, largest: float) -> Scale:
        """From blank at 0 to the darkest ink at the `largest`, as on paper."""
        limit = largest if np.isfinite(largest) and largest > 0 else 1.0
        return cls(0.0, limit, ink(look.colors), _argb(look.color("not_a_number")))

    def colors_of(self, values: FloatArray, shares: FloatArray | None = None) -> Argb:
        """The ARGB colour of each value; infinities get the ends, NaN its own colour.

        shares: of what a value stands for, the part that is NaN, whose colour is mixed in by it,
        but never so little that nobody would see it.
        """
        with np.errstate(invalid="ignore", over="ignore"):
            # dividing first keeps a range as wide as the type from overflowing
            steps = values / self.high
            steps -= self.low / self.high
            steps *= 2 * SCALE_STEPS / (1 - self.low / self.high)
            steps += 0.5  # truncating then rounds
            missing = np.isnan(steps) if np.isnan(steps.sum()) else None
            np.clip(steps, 0, 2 * SCALE_STEPS, out=steps)
            if missing is not None:
                steps[missing] = 0
            colors: Argb = self.colors.take(steps.astype(np.intp))
        if missing is not None:
            colors[missing] = self.not_a_number
        if shares is not None:
            mixed = (shares > 0) & (shares < 1)
            seen = np.maximum(shares[mixed], LEAST_SHARE)
            colors[mixed] = _mixed(colors[mixed], self.not_a_number, seen)
        return colors

    def color_of_odd(self, name: str) -> np.uint32:
        """The ARGB colour of NaN, ∞ or -∞."""
        if name == "NaN":
            return self.not_a_number
        color: np.uint32 = self.colors[0 if name.startswith("-") else -1]
        return color

    def picture(self, values: FloatArray) -> QImage:
        """One pixel a value, (rows, columns) of `values` as lines and pixels of the picture."""
        return image_of(self.colors_of(values))


def _mixed(colors: Argb, other: np.uint32, shares: FloatArray) -> Argb:
    """ARGB colours (n,) with a share (n,) of another mixed into each."""
    mixed = np.full(colors.shape, 0xFF000000, np.uint32)
    for shift in (16, 8, 0):
        channel, its = (colors >> shift & 255).astype(np.float64), float(other >> shift & 255)
        channel += (its - channel) * shares
        mixed |= np.rint(channel).astype(np.uint32) << np.uint32(shift)
    return mixed


def image_of(colors: Argb) -> QImage:
    """A picture of (rows, columns) colours, with memory of its own."""
    colors = np.ascontiguousarray(colors)
    height, width = colors.shape
    if colors.size == 0:
        return QImage()
    # RGB32 is drawn faster than ARGB32: no colour of a scale lets anything through
    return QImage(colors.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


@lru_cache(maxsize=4096)
def text_on(argb: int) -> QColor:
    """Black or white, whichever reads better on a colour: 4.5:1 on any (luminance of WCAG 2)."""
    red, green, blue = (_linear((argb >> shift & 255) / 255) for shift in (16, 8, 0))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return QColor("#000000") if luminance > 0.179 else QColor("#ffffff")


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _argb(color: QColor) -> np.uint32:
    return np.uint32(color.rgba())
