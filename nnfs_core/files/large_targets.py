"""Targets too many for memory: made class numbers without ever holding more than a block."""

from __future__ import annotations

import numpy as np

from nnfs_core.batch import MAX_CLASSES, UNKNOWN
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.in_place import IsCancelled, Progress
from nnfs_core.rows import Rows


class NotClasses(NnfsError):  # noqa: N818 - as the other errors, named for what it says
    """Numbers that were to be class numbers are none."""


def checked_class_numbers(
    rows: Rows, what: str, progress: Progress, cancelled: IsCancelled
) -> Rows:
    """Whole numbers (samples, 1) as class numbers; all are read once to see that they are some.

    Raises NotClasses when one is not, Cancelled when asked to stop.
    """
    for start, block in rows.arrays():
        if cancelled():
            raise Cancelled
        is_class = (block >= UNKNOWN) & (block < MAX_CLASSES) & (block == np.floor(block))
        wrong = np.flatnonzero(~is_class)
        if len(wrong):
            raise NotClasses(
                f"{what}: a class number must be a whole number from 0 to {MAX_CLASSES - 1:,}, or "
                f"-1 for unknown, but sample {start + int(wrong[0]):,} has {block[wrong[0], 0]}."
            )
        progress((start + len(block)) / len(rows))
    return rows.astype(np.int64)
