"""This module says how much height the parts of the probability bars have."""

from __future__ import annotations

from dataclasses import dataclass

# pixels beside the usual text
HEADING, LEGEND = 24, 22
LOWEST_ROW, HIGHEST_ROW = 19, 58


@dataclass(frozen=True)
class BarsHeights:
    """Holds heights in pixels: of heading and legend, and of the lowest and the highest row.

    Where there is no room for all, one whole bar comes first, then the legend, then the heading,
    which says nothing about the bar.
    """

    heading: int
    legend: int
    lowest_row: int
    highest_row: int

    @classmethod
    def of(cls, text_scale: float, height: float | None = None) -> BarsHeights:
        """The heights within a height, or with None where there is room for all.

        text_scale: times the lengths beside the usual text.
        """
        heading, legend, lowest, highest = (
            round(pixels * text_scale) for pixels in (HEADING, LEGEND, LOWEST_ROW, HIGHEST_ROW)
        )
        if height is not None and height < heading + lowest + legend:
            heading = 0
        if height is not None and height < lowest + legend:
            legend = 0
        return cls(heading, legend, lowest, highest)

    @property
    def least(self) -> int:
        """The height in which a bar and what its colours mean can be read."""
        return self.lowest_row + self.legend

    def around(self, bars: float) -> int:
        """The height of bars with heading and legend."""
        return self.heading + round(bars) + self.legend
