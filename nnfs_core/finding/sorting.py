"""Sorts a million numbers in parts, so that it can be given up at any moment."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.finding.order import IntArray
from nnfs_core.progress import IsCancelled, never, stop_if

PART = 2**18  # numbers sorted between two looks at whether to stop
TEXT_PART = 2**15  # as many texts
_SEEN = 2**14  # numbers that tell where to part the others
_DIGITS = re.compile("[0-9]+")


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


def sort_keys(texts: Iterable[str]) -> AnyArray:
    """Texts that sort as the given ones do where numbers in them count as such: a2 before a10."""
    return np.array([_DIGITS.sub(_by_length, text) for text in texts], np.dtypes.StringDType())


def text_ranks(keys: AnyArray, *, cancelled: IsCancelled = never) -> FloatArray:
    """The place of each text (n,) among all that differ, NaN for an empty one, which comes last.

    Raises Cancelled soon after `cancelled` turns true.
    """
    if not len(keys):
        return np.empty(0)
    ranks, n_before = np.empty(len(keys)), 0
    seen = np.unique(keys[:: max(1, len(keys) // _SEEN)])
    bounds = seen[:: max(1, len(seen) * TEXT_PART // len(keys))]
    parts = np.empty(len(keys), np.uint16)  # which part each text belongs to
    for start in range(0, len(keys), TEXT_PART):
        stop_if(cancelled)
        span = slice(start, start + TEXT_PART)
        parts[span] = np.searchsorted(bounds, keys[span], side="right")
    for part in range(len(bounds) + 1):
        stop_if(cancelled)
        places = np.flatnonzero(parts == part)
        found = keys[places]
        distinct, ranks_within = np.unique(found, return_inverse=True)
        ranks[places] = np.where(found == "", np.nan, n_before + ranks_within)
        n_before += len(distinct)
    return ranks


def _by_length(digits: re.Match[str]) -> str:
    """Digits behind how many they are, so that the longer number is the larger one."""
    number = digits[0].lstrip("0")
    return f"0{chr(1 + len(number))}{number}"


def _bounds(numbers: FloatArray) -> FloatArray:
    """Numbers that divide the others about evenly, taken from a sample of them."""
    seen = np.unique(numbers[:: max(1, len(numbers) // _SEEN)])  # sorted, one NaN at the end
    wanted = min(1000, 2 * len(numbers) // PART)
    return np.unique(seen[:: max(1, len(seen) // wanted)])
