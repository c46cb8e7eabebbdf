"""Sorts a million numbers in parts, so that it can be given up at any moment."""

from __future__ import annotations

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.finding.order import IntArray
from nnfs_core.progress import IsCancelled, never, stop_if

PART = 2**18  # numbers sorted between two looks at whether to stop
_SEEN = 2**14  # numbers that tell where to part the others


def stable_order(
    numbers: FloatArray, descending: bool = False, *, cancelled: IsCancelled = never
) -> IntArray:
    """The places of `numbers` (n,) in order; equal ones keep theirs, NaN comes last.

    Raises Cancelled soon after `cancelled` turns true.
    """
    numbers = -numbers if descending else numbers
    if len(numbers) <= PART:
        return np.argsort(numbers, kind="stable")
    bounds = _bounds(numbers)
    parts = np.empty(len(numbers), np.uint16)  # which part each number belongs to
    for start in range(0, len(numbers), PART):
        stop_if(cancelled)
        span = slice(start, start + PART)
        parts[span] = np.searchsorted(bounds, numbers[span], side="right")
    order = np.empty(len(numbers), np.int64)
    filled = 0
    for part in range(len(bounds) + 1):
        stop_if(cancelled)
        places = np.flatnonzero(parts == part)
        places = places[np.argsort(numbers[places], kind="stable")]
        order[filled : filled + len(places)] = places
        filled += len(places)
    return order


def _bounds(numbers: FloatArray) -> FloatArray:
    """Numbers that divide the others about evenly, taken from a sample of them."""
    seen = np.unique(numbers[:: max(1, len(numbers) // _SEEN)])  # sorted, one NaN at the end
    wanted = min(1000, 2 * len(numbers) // PART)
    return np.unique(seen[:: max(1, len(seen) // wanted)])
