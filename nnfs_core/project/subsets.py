"""Parts a batch into the samples to learn from and those to judge by.

Whatever is fitted, such as a mean, looks at `training_blocks` alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset as Subset
from nnfs_core.wording import counted, listed


def training_blocks(batch: Batch, cancelled: IsCancelled = never) -> Iterator[FloatArray]:
    """Block by block the inputs to fit by: those of training, or all while nothing is split.

    Each is (some samples, features), read-only, of the batch's own type. Raises NnfsError at once
    when the batch is split and no sample is for training; later as `Rows.arrays` does.
    """
    if batch.subset_rows is not None and not batch.subset_counts[Subset.TRAINING]:
        raise NnfsError(
            "No sample is for training, so there is nothing to fit by; make some samples training "
            "samples."
        )
    return _training_blocks(batch, cancelled)


def _training_blocks(batch: Batch, cancelled: IsCancelled) -> Iterator[FloatArray]:
    for start, block in batch.input_rows.arrays(cancelled):
        chosen = in_subset(batch, Subset.TRAINING, start, start + len(block))
        if chosen.all():
            yield block
        elif chosen.any():
            yield block[chosen]


def in_subset(batch: Batch, subset: Subset | None, start: int, stop: int) -> npt.NDArray[np.bool_]:
    """Which of the samples from `start` up to `stop` are in a subset, as (samples,).

    All are where it is None, which stands for all samples, and while nothing is split.
    """
    if subset is None or batch.subset_rows is None:
        return np.ones(stop - start, bool)
    return np.asarray(batch.subset_rows.rows(start, stop)[:, 0] == subset)


def counts_text(batch: Batch) -> str:
    """How many samples each subset has, in words: 105 training, 15 validation and 30 test samples.

    Empty while the batch is not split.
    """
    counts = [(n, subset.title) for subset, n in batch.subset_counts.items() if n]
    if not counts:
        return ""
    *first, (n_last, last) = counts
    words = [*(f"{n:,} {title}" for n, title in first), counted(n_last, f"{last} sample")]
    return listed(words)
