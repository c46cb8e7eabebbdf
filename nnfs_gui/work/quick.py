"""This module says what is quick enough for the window to wait; all else is done off its thread."""

from __future__ import annotations

FRAMES = 1.0  # that the window may wait

# How much of each kind of work a modest computer does within a frame.
BYTES_COPIED = 2**23  # with the drawing of what they are
CELLS_COUNTED = 2**19  # or classified, or subtracted
CELLS_TILED = 2**21  # the extremes of tiles of them, which are then drawn
CELLS_AS_TEXT = 20_000
CHARACTERS_READ = 200_000
SAMPLES_SEARCHED = 2**22
PRODUCTS = 2**22  # of a forward pass
TERMS_EXPLAINED = 2000
LINES_COLORED = 60  # of a program


def is_quick(
    *,
    bytes_copied: float = 0,
    cells_counted: float = 0,
    cells_tiled: float = 0,
    cells_as_text: float = 0,
    characters_read: float = 0,
    samples_searched: float = 0,
    products: float = 0,
    terms_explained: float = 0,
    lines_colored: float = 0,
) -> bool:
    """True when so much work together takes no longer than the window may wait.

    An amount is infinite when it waits for numbers that are not in memory.
    """
    frames = (
        bytes_copied / BYTES_COPIED
        + cells_counted / CELLS_COUNTED
        + cells_tiled / CELLS_TILED
        + cells_as_text / CELLS_AS_TEXT
        + characters_read / CHARACTERS_READ
        + samples_searched / SAMPLES_SEARCHED
        + products / PRODUCTS
        + terms_explained / TERMS_EXPLAINED
        + lines_colored / LINES_COLORED
    )
    return frames <= FRAMES
