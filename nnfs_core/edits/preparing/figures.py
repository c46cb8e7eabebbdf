"""Looks through samples for what each feature reaches: least, largest, mean, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset
from nnfs_core.project.subsets import training_blocks

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FeatureFigures:
    """Holds for each feature the least, largest and mean number, and how many are missing.

    least, largest, means: (features,) float64 of the finite numbers alone, NaN where a feature has
    none. n_missing: (features,) how many of the `n_samples` are NaN or infinite.
    """

    n_samples: int
    least: FloatArray
    largest: FloatArray
    means: FloatArray
    n_missing: IntArray

    @classmethod
    def of(cls, blocks: Iterable[AnyArray], width: int) -> FeatureFigures:
        """Of blocks (samples, width), each of which is looked at once."""
        n_samples, counts = 0, np.zeros(width, np.int64)
        least, largest = np.full(width, np.inf), np.full(width, -np.inf)
        means = np.zeros(width)
        for block in blocks:
            if not len(block):
                continue
            n_samples += len(block)
            low, high, added, n_new = _of_block(block)
            np.minimum(least, low, out=least)
            np.maximum(largest, high, out=largest)
            counts += n_new
            share = n_new / np.maximum(counts, 1)
            means = means * (1 - share) + added * share  # no sum that could leave the range
        has_none = counts == 0
        least[has_none] = largest[has_none] = means[has_none] = np.nan
        # rounding must not lead out of what there is, so that a constant is its own mean
        return cls(n_samples, least, largest, np.clip(means, least, largest), n_samples - counts)

    @property
    def has_numbers(self) -> npt.NDArray[np.bool_]:
        """(features,) where there is a number at all."""
        return self.n_missing < self.n_samples

    @property
    def magnitudes(self) -> FloatArray:
        """(features,) the largest magnitude of each."""
        return np.maximum(np.abs(self.least), np.abs(self.largest))


@dataclass(frozen=True, eq=False)
class BatchFigures:
    """Holds the figures of all samples of a batch, and of those that are for training.

    These are the same object where the batch is not split. What is learnt is learnt of the latter.
    """

    batch: Batch
    whole: FeatureFigures
    training: FeatureFigures

    @property
    def is_split(self) -> bool:
        """True where only some of the samples are for training."""
        return self.training is not self.whole

    @classmethod
    def of(
        cls, batch: Batch, cancelled: IsCancelled = never, progress: Progress = ignored
    ) -> BatchFigures:
        """Look through a batch.

        Raises Cancelled when asked to stop, NnfsError where samples cannot be fetched.
        """
        whole = FeatureFigures.of(_watched(batch, cancelled, progress), batch.n_features)
        if batch.subset_rows is None:
            return cls(batch, whole, whole)
        has_some = batch.subset_counts[Subset.TRAINING] > 0
        blocks = training_blocks(batch, cancelled) if has_some else ()
        return cls(batch, whole, FeatureFigures.of(blocks, batch.n_features))

    def checked(self, features: Iterable[int] | None) -> tuple[int, ...]:
        """The features that are asked for, all by default; raises NnfsError where one is none."""
        n_features = self.batch.n_features
        if not n_features:
            raise NnfsError("The batch has no features yet; open data or add one.")
        places = tuple(range(n_features) if features is None else sorted(set(features)))
        if not places:
            raise NnfsError("No feature is chosen; choose at least one.")
        for place in (places[0], places[-1]):
            if not 0 <= place < n_features:
                raise NnfsError("There is no feature {index}; the batch has {n}.")(
                    place, n_features
                )
        return places

    def check_samples(self) -> None:
        """Raise NnfsError where there is no sample to learn from."""
        if not self.whole.n_samples:
            raise NnfsError("The batch has no samples yet, so there is nothing to learn from.")
        if not self.training.n_samples:
            training_blocks(self.batch)  # raises


def _watched(batch: Batch, cancelled: IsCancelled, progress: Progress) -> Iterator[AnyArray]:
    for start, block in batch.input_rows.arrays(cancelled):
        progress(start / max(1, batch.n_samples))
        yield block


def _of_block(block: AnyArray) -> tuple[FloatArray, FloatArray, FloatArray, IntArray]:
    """The least, largest and mean number (width,) of a block, and how many numbers there are."""
    low, high = block.min(axis=0), block.max(axis=0)
    misses = ~(np.isfinite(low) & np.isfinite(high))
    if misses.any() and not misses.all():  # the columns that miss nothing need no second look
        width = block.shape[1]
        low, high, means = np.empty(width), np.empty(width), np.empty(width)
        counts = np.empty(width, np.int64)
        for part in (misses, ~misses):
            low[part], high[part], means[part], counts[part] = _of_block(block[:, part])
        return low, high, means, counts
    counts = np.full(block.shape[1], len(block), np.int64)
    if misses.any():
        finite = np.isfinite(block)
        counts = finite.sum(axis=0)
        low = np.where(finite, block, np.inf).min(axis=0)
        high = np.where(finite, block, -np.inf).max(axis=0)
        block = np.where(finite, block, 0)
    with np.errstate(over="ignore"):
        sums = block.sum(axis=0, dtype=np.float64)
    means = sums / np.maximum(counts, 1)
    if not np.isfinite(means).all():  # each number is divided first where their sum is too large
        means = (block / np.maximum(counts, 1)).sum(axis=0, dtype=np.float64)
    return low.astype(np.float64), high.astype(np.float64), means, counts
