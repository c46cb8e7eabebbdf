"""Chooses how many rows of a matrix make a block, by their width."""

from __future__ import annotations

from itertools import pairwise

MAX_BLOCK_ROWS = 2**13
MAX_BLOCK_CELLS = 2**20
FEW_ROWS, FEW_CELLS = 2**9, 2**17  # a block need not be larger to be worth its handling
ROWS_TO_HALVE = 2**9


def block_rows(width: int) -> int:
    """How many rows of `width` cells make a block: a power of two, so that tiles of rows fit."""
    width = max(1, width)
    wanted = min(max(FEW_ROWS, FEW_CELLS // width), max(1, MAX_BLOCK_CELLS // width))
    return min(MAX_BLOCK_ROWS, 1 << wanted.bit_length() - 1)


def block_slices(n_rows: int, width: int) -> list[slice]:
    """The blocks of a whole matrix (n_rows, width), two at least of one worth two threads.

    What is left over at the end joins the last block when it is less than half of one.
    """
    step = block_rows(width)
    if ROWS_TO_HALVE <= n_rows < 2 * step:
        step = min(step, -(-n_rows // 128) * 64)  # half of them, rounded up to whole tiles
    starts = range(0, n_rows, step)
    if len(starts) > 2 and 2 * (n_rows - starts[-1]) < step:
        starts = starts[:-1]
    return [slice(start, stop) for start, stop in pairwise([*starts, n_rows])]
