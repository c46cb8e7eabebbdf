"""Finds the largest values in tiles of a matrix, so that no pixel hides what stands under it.

What is NaN is told apart from them, by its share of a tile: in a matrix of which a twentieth is
missing most tiles have a NaN, and would tell of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Extremes:
    """Holds what is known of tiles of a matrix.

    values: (lines, columns), of each tile the largest magnitude of its numbers, with its sign; NaN
    where it has no number. missing: (lines, columns), the share of each tile that is NaN; None
    where none is.
    """

    values: FloatArray
    missing: FloatArray | None = None

    @property
    def nbytes(self) -> int:
        return self.values.nbytes + (0 if self.missing is None else self.missing.nbytes)


def tiled(values: FloatArray, row_step: int, column_step: int) -> Extremes:
    """What is known of the `row_step` x `column_step` tiles of `values`."""
    found = extremes(values, row_step, column_step)
    if row_step == column_step == 1 or not np.isnan(found).any():
        return Extremes(found)
    numbers = extremes(values, row_step, column_step, skip_missing=True)
    return Extremes(numbers, missing_shares(values, row_step, column_step))


def joined(parts: Sequence[Extremes], width: int) -> Extremes:
    """Tiles below each other, all `width` columns wide."""
    values = np.concatenate([np.empty((0, width)), *(part.values for part in parts)])
    if all(part.missing is None for part in parts):
        return Extremes(values)
    shares = [
        np.zeros(each.values.shape) if each.missing is None else each.missing for each in parts
    ]
    return Extremes(values, np.concatenate(shares))


def missing_shares(values: FloatArray, row_step: int, column_step: int) -> FloatArray:
    """The share of each `row_step` x `column_step` tile of `values` that is NaN."""
    missing = np.isnan(values)
    rows, columns = np.arange(0, len(values), row_step), np.arange(0, values.shape[1], column_step)
    counts = np.add.reduceat(missing, rows, axis=0, dtype=np.float32)
    counts = np.add.reduceat(counts, columns, axis=1)
    heights = np.diff(rows, append=len(values)).astype(np.float32)
    counts /= heights[:, np.newaxis] * np.diff(columns, append=values.shape[1])
    return counts


def step_for(count: int, most: int) -> int:
    """How many of `count` things one must stand for, so that there are at most `most`."""
    return max(1, -(-count // max(1, most)))


def extremes(
    values: FloatArray, row_step: int, column_step: int, *, skip_missing: bool = False
) -> FloatArray:
    """In each `row_step` x `column_step` tile of `values` the largest magnitude, with its sign.

    A tile with a NaN is NaN, or with `skip_missing`, which takes longer, only one without a number;
    +x wins over -x. The last tiles may be smaller. Extremes of extremes are the extremes of the
    whole.
    """
    if row_step == column_step == 1 or values.size == 0:
        return values[::row_step, ::column_step]
    most, least = _picks(skip_missing)
    high = low = values
    if row_step > 1:
        high = _reduced(most, values.T, row_step).T
        low = _reduced(least, values.T, row_step).T
    if column_step > 1:
        high = _reduced(most, high, column_step)
        low = _reduced(least, low, column_step)
    return _larger(low, high)


def extremes_between(
    values: FloatArray, starts: Places, ends: Places, *, skip_missing: bool = False
) -> FloatArray:
    """The extremes of the rows from each of `starts` up to the same entry of `ends`.

    starts, ends: (tiles,), every end behind its start.
    """
    most, least = _picks(skip_missing)
    high = values.take(starts, axis=0)
    low = high.copy()
    for offset in range(1, int((ends - starts).max(initial=1))):
        more = values.take(np.minimum(starts + offset, ends - 1), axis=0)
        most(high, more, out=high)
        least(low, more, out=low)
    return _larger(low, high)


def _picks(skip_missing: bool) -> tuple[np.ufunc, np.ufunc]:
    return (np.fmax, np.fmin) if skip_missing else (np.maximum, np.minimum)


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
