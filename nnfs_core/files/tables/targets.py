"""This module decides whether targets are classes or values, and numbers and names the classes.

It goes over the targets block by block, so that they may be more than memory holds.
"""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.batch import MAX_CLASSES, UNKNOWN

TargetKind = Literal["auto", "classes", "values"]

MAX_AUTO_CLASSES = 100
AT_ONCE = 2**20  # numbers turned into classes in a moment


def number_targets(
    rows: Rows,
    kind: TargetKind,
    name: str,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> tuple[Rows, tuple[str, ...]]:
    """Targets (samples, 1) from numbers (samples, 1), NaN where missing, and their class names.

    Classes 0 to n-1 keep their numbers; others are numbered in rising order and named by what was
    written. "auto" takes for classes whole numbers from -1 to 99 that come twice or more on
    average, and 0 and 1 or -1 and 1 always. Values become float64. Numbers that are not in memory
    are read once to find the classes, and numbered whenever they are looked at. Raises NnfsError
    for too many classes, Cancelled when asked to stop.
    """
    distinct: FloatArray = np.empty(0)
    n_known = 0
    for start, block in rows.arrays(cancelled):
        if not _may_be_classes(distinct, kind):
            break
        values = block.astype(np.float64)
        known = values[~np.isnan(values)]
        distinct, n_known = np.union1d(distinct, known), n_known + len(known)
        progress((start + len(block)) / len(rows))
    progress(1.0)
    if kind == "values" or (kind == "auto" and not look_like_classes(distinct, n_known)):
        return rows.astype(np.float64), ()
    if len(distinct) > MAX_CLASSES:
        raise NnfsError(
            "The target '{name}' has more than {most:,} different numbers, too many for classes; "
            "read it as values."
        )(name, MAX_CLASSES)
    names = tuple(shortest(distinct.reshape(1, -1) + 0.0)[0])  # 0 for -0
    if rows.is_in_memory:  # in one piece, as everything else in memory
        numbers = np.empty((len(rows), 1), np.int64)
        for start, block in rows.arrays(cancelled):  # whole, it would take five times its memory
            numbers[start : start + len(block)] = numbered(block, distinct)
        return Rows.of(seal(numbers)), names
    return rows.mapped(partial(numbered, distinct=distinct), dtype=np.int64), names


def class_numbers(codes: AnyArray, cancelled: IsCancelled = never) -> AnyArray:
    """Class numbers (samples,) as int64 from floats, unknown where they are NaN.

    Raises Cancelled when asked to stop.
    """
    numbers = np.empty(codes.shape, np.int64)
    for start in range(0, len(codes), AT_ONCE):
        stop_if(cancelled)
        part = codes[start : start + AT_ONCE]
        numbers[start : start + AT_ONCE] = np.where(np.isnan(part), UNKNOWN, part)
    return seal(numbers)


def checked_class_numbers(
    rows: Rows, what: str, progress: Progress, cancelled: IsCancelled
) -> Rows:
    """Whole numbers (samples, 1) as class numbers; all are read once to see that they are some.

    Raises NnfsError when one is not, Cancelled when asked to stop.
    """
    for start, block in rows.arrays(cancelled):
        is_class = (block >= UNKNOWN) & (block < MAX_CLASSES) & (block == np.floor(block))
        wrong = np.flatnonzero(~is_class)
        if len(wrong):
            raise NnfsError(
                "{what}: a class number must be a whole number from 0 to {most:,}, or -1 for "
                "unknown, but sample {sample:,} has {number}."
            )(what, MAX_CLASSES - 1, start + int(wrong[0]), block[wrong[0], 0])
        progress((start + len(block)) / len(rows))
    return rows.astype(np.int64)


def numbered(block: AnyArray, distinct: FloatArray) -> AnyArray:
    """Targets as class numbers: the place of each one among the distinct ones, which rise."""
    values = block.astype(np.float64)
    places = np.searchsorted(distinct, values).astype(np.float64)
    return class_numbers(np.where(np.isnan(values), np.nan, places))


def _may_be_classes(distinct: FloatArray, kind: TargetKind) -> bool:
    """False when numbers are no classes, or too many, whatever others are found besides."""
    if kind == "auto":
        return not len(distinct) or look_like_classes(distinct, 2 * len(distinct))
    return kind == "classes" and len(distinct) <= MAX_CLASSES


def look_like_classes(distinct: FloatArray, n_known: int) -> bool:
    """Whether "auto" takes targets for classes: the different numbers, rising, of `n_known`."""
    if not 0 < len(distinct) <= MAX_AUTO_CLASSES or (distinct != np.floor(distinct)).any():
        return False
    if distinct[0] < -1 or distinct[-1] >= MAX_AUTO_CLASSES:
        return False
    is_binary = any({*distinct.tolist()} <= pair for pair in ({0, 1}, {-1, 1}))
    return is_binary or n_known >= 2 * len(distinct)
