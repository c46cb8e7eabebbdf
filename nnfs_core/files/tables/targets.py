"""Deciding whether targets are classes or values, and naming the classes."""

from __future__ import annotations

from typing import Literal

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.project.batch import MAX_CLASSES, UNKNOWN

TargetKind = Literal["auto", "classes", "values"]

MAX_AUTO_CLASSES = 100


def number_targets(
    values: FloatArray, kind: TargetKind, name: str
) -> tuple[AnyArray, tuple[str, ...]]:
    """Targets (samples,) from a column of numbers, NaN where missing, and their class names.

    Classes 0 to n-1 keep their numbers; others are numbered in rising order and named by what was
    written. "auto" takes for classes whole numbers from -1 to 99 that come twice or more on
    average, and 0 and 1 always. Values stay float64. Raises NnfsError for too many classes.
    """
    if kind == "values":
        return values, ()
    known = values[~np.isnan(values)]
    distinct = np.unique(known)
    if not are_classes(distinct, len(known), kind, name):
        return values, ()
    return numbered(values, distinct), names_of(distinct)


def are_classes(distinct: FloatArray, n_known: int, kind: TargetKind, name: str) -> bool:
    """Whether numbers are classes: `distinct` ones in order, which stand in `n_known` places.

    Raises NnfsError when they are to be classes but are too many.
    """
    if kind == "values" or (kind == "auto" and not _look_like_classes(distinct, n_known)):
        return False
    if len(distinct) > MAX_CLASSES:
        raise NnfsError(
            f"The target '{name}' has more than {MAX_CLASSES:,} different numbers, too many for "
            "classes; read it as values."
        )
    return True


def may_still_be_classes(distinct: FloatArray, kind: TargetKind) -> bool:
    """False when `are_classes` will refuse these numbers whatever others are found besides."""
    if kind == "auto":
        return not len(distinct) or _look_like_classes(distinct, 2 * len(distinct))
    return kind == "classes" and len(distinct) <= MAX_CLASSES


def numbered(values: AnyArray, distinct: FloatArray) -> AnyArray:
    """The place of each value among the distinct ones as its class number, of the same shape."""
    return class_numbers(np.searchsorted(distinct, values).astype(np.float64), values)


def names_of(distinct: FloatArray) -> tuple[str, ...]:
    """The names of classes that are numbered by their place among the distinct numbers."""
    return tuple(shortest(distinct.reshape(1, -1) + 0.0)[0])


def class_numbers(codes: FloatArray, values: AnyArray) -> AnyArray:
    """Codes as int64 class numbers, unknown where the value is NaN."""
    return np.where(np.isnan(values), UNKNOWN, codes).astype(np.int64)


def _look_like_classes(distinct: FloatArray, n_known: int) -> bool:
    if not 0 < len(distinct) <= MAX_AUTO_CLASSES or (distinct != np.floor(distinct)).any():
        return False
    if distinct[0] < -1 or distinct[-1] >= MAX_AUTO_CLASSES:
        return False
    return bool(np.isin(distinct, (0, 1)).all()) or n_known >= 2 * len(distinct)
