"""A small matrix that stands for a large one, so that the largest value in sight is never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.errors import Cancelled
from nnfs_core.rows import Rows, block_rows


@dataclass(frozen=True, eq=False)
class Overview:
    """Each value stands for `row_step` x `column_step` cells; the last ones may stand for fewer."""

    values: FloatArray  # (ceil(samples / row_step), ceil(width / column_step))
    row_step: int
    column_step: int


def overview(
    rows: Rows,
    max_rows: int,
    max_columns: int,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Overview:
    """The extremes of `rows` on a grid of at most `max_rows` x `max_columns`, block by block.

    Raises Cancelled soon after `cancelled` turns true.
    """
    row_step, column_step = step_for(len(rows), max_rows), step_for(rows.width, max_columns)
    stride = row_step * max(1, block_rows(rows.width) // row_step)
    parts = [extremes(np.empty((0, rows.width), rows.dtype), row_step, column_step)]
    for start in range(0, len(rows), stride):
        if cancelled():
            raise Cancelled
        parts.append(extremes(rows.rows(start, start + stride), row_step, column_step))
    return Overview(seal(np.concatenate(parts)), row_step, column_step)


def step_for(count: int, most: int) -> int:
    """How many of `count` things one must stand for, so that there are at most `most`."""
    return max(1, -(-count // max(1, most)))


def extremes(values: FloatArray, row_step: int, column_step: int) -> FloatArray:
    """In each `row_step` x `column_step` tile of `values` the largest magnitude, with its sign.

    A tile with a NaN is NaN, so that no fault is hidden.
    """
    if row_step == column_step == 1:
        return values
    with np.errstate(invalid="ignore"):
        high = _reduced(np.maximum, values, row_step, column_step)
        low = _reduced(np.minimum, values, row_step, column_step)
        return np.where(-low > high, low, high)


def _reduced(pick: np.ufunc, values: FloatArray, row_step: int, column_step: int) -> FloatArray:
    down = _reduced_rows(pick, values, row_step)
    return _reduced_columns(pick, down, column_step)


def _reduced_rows(pick: np.ufunc, values: FloatArray, step: int) -> FloatArray:
    count, width = values.shape
    if step == 1 or count == 0:
        return values
    whole = count - count % step
    tiles = values[:whole].reshape(whole // step, step, width)
    reduced: FloatArray = pick.reduce(tiles, axis=1)
    if whole < count:
        rest = pick.reduce(values[whole:], axis=0, keepdims=True)
        reduced = np.concatenate([reduced, rest])
    return reduced


def _reduced_columns(pick: np.ufunc, values: FloatArray, step: int) -> FloatArray:
    """Column by column of a tile: reducing along the last axis is many times slower."""
    if step == 1 or values.shape[1] == 0:
        return values
    reduced = values[:, ::step].copy()
    for offset in range(1, step):
        others = values[:, offset::step]
        pick(reduced[:, : others.shape[1]], others, out=reduced[:, : others.shape[1]])
    return reduced
