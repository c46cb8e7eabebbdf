"""Targets too many for memory: made class numbers without ever holding more than a block."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.tables.targets import (
    TargetKind,
    are_classes,
    may_still_be_classes,
    names_of,
    numbered,
)
from nnfs_core.matrix.blocks import derived
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import MAX_CLASSES, UNKNOWN


def number_large_targets(
    rows: Rows, kind: TargetKind, name: str, progress: Progress, cancelled: IsCancelled
) -> tuple[Rows, tuple[str, ...]]:
    """What `number_targets` makes of the same numbers (samples, 1), each when it is looked at.

    All are read once to find the classes, in kinds other than values. Raises NnfsError for too
    many classes, Cancelled when asked to stop.
    """
    distinct: FloatArray = np.empty(0)
    n_known = 0
    for start, block in rows.arrays():
        if not may_still_be_classes(distinct, kind):
            break
        if cancelled():
            raise Cancelled
        values = block.astype(np.float64)
        known = values[~np.isnan(values)]
        distinct, n_known = np.union1d(distinct, known), n_known + len(known)
        progress((start + len(block)) / len(rows))
    if not are_classes(distinct, n_known, kind, name):
        return rows.astype(np.float64), ()
    number = partial(_numbered, distinct=distinct)
    blocks = [derived(block, number, block.shape, np.int64) for block in rows.blocks]
    return Rows(tuple(blocks), 1, np.dtype(np.int64)), names_of(distinct)


def _numbered(block: AnyArray, distinct: FloatArray) -> AnyArray:
    return numbered(block.astype(np.float64), distinct)


def checked_class_numbers(
    rows: Rows, what: str, progress: Progress, cancelled: IsCancelled
) -> Rows:
    """Whole numbers (samples, 1) as class numbers; all are read once to see that they are some.

    Raises NnfsError when one is not, Cancelled when asked to stop.
    """
    for start, block in rows.arrays():
        if cancelled():
            raise Cancelled
        is_class = (block >= UNKNOWN) & (block < MAX_CLASSES) & (block == np.floor(block))
        wrong = np.flatnonzero(~is_class)
        if len(wrong):
            raise NnfsError(
                f"{what}: a class number must be a whole number from 0 to {MAX_CLASSES - 1:,}, or "
                f"-1 for unknown, but sample {start + int(wrong[0]):,} has {block[wrong[0], 0]}."
            )
        progress((start + len(block)) / len(rows))
    return rows.astype(np.int64)
