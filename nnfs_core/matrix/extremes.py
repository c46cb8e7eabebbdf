"""Finds the largest values in tiles of a matrix, so that no pixel hides what stands under it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray

Places = npt.NDArray[np.int64]


def step_for(count: int, most: int) -> int:
    """How many of `count` things one must stand for, so that there are at most `most`."""
    return max(1, -(-count // max(1, most)))


def extremes(values: FloatArray, row_step: int, column_step: int) -> FloatArray:
    """In each `row_step` x `column_step` tile of `values` the largest magnitude, with its sign.

    A tile with a NaN is NaN, so that no fault is hidden; +x wins over -x. The last tiles may be
    smaller. Extremes of extremes are the extremes of the whole.
    """
    if row_step == column_step == 1 or values.size == 0:
        return values[::row_step, ::column_step]
    high = low = values
    if row_step > 1:
        high = _reduced(np.maximum, values.T, row_step).T
        low = _reduced(np.minimum, values.T, row_step).T
    if column_step > 1:
        high = _reduced(np.maximum, high, column_step)
        low = _reduced(np.minimum, low, column_step)
    return _larger(low, high)


def extremes_between(values: FloatArray, starts: Places, ends: Places) -> FloatArray:
    """The extremes of the rows from each of `starts` up to the same entry of `ends`.

    starts, ends: (tiles,), every end behind its start.
    """
    high = values.take(starts, axis=0)
    low = high.copy()
    for offset in range(1, int((ends - starts).max(initial=1))):
        more = values.take(np.minimum(starts + offset, ends - 1), axis=0)
        np.maximum(high, more, out=high)
        np.minimum(low, more, out=low)
    return _larger(low, high)


def _larger(low: FloatArray, high: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore"):
        return np.where(-low > high, low, high)


def _reduced(pick: np.ufunc, values: FloatArray, step: int) -> FloatArray:
    """Tiles of `step` columns: all first columns of the tiles with all second ones, and so on.

    Many times faster than reducing along an axis, whichever way the numbers lie in memory.
    """
    reduced = values[:, ::step].copy(order="K")
    for offset in range(1, min(step, values.shape[1])):
        others = values[:, offset::step]
        pick(reduced[:, : others.shape[1]], others, out=reduced[:, : others.shape[1]])
    return reduced
