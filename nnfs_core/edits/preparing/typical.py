"""Finds what is typical of a feature: its mean, its median or its most frequent number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.edits.preparing.figures import BatchFigures
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.subsets import training_blocks

LEAST_AT_ONCE = 64 * 2**20  # bytes of columns that are looked at together
SHARE_AT_ONCE = 8  # or one part in so many of the free memory


def medians(
    figures: BatchFigures,
    features: Sequence[int],
    cancelled: IsCancelled = never,
    progress: Progress = ignored,
) -> FloatArray:
    """(features,) the median of each one's training numbers, of which each must have some."""
    return np.array([_median(each) for each in _columns(figures, features, cancelled, progress)])


def most_frequent(
    figures: BatchFigures,
    features: Sequence[int],
    cancelled: IsCancelled = never,
    progress: Progress = ignored,
) -> FloatArray:
    """(features,) of each one's training numbers the most frequent, the least of several."""
    found = []
    for column in _columns(figures, features, cancelled, progress):
        numbers, counts = np.unique(column, return_counts=True)
        found.append(float(numbers[counts.argmax()]))
    return np.array(found)


def _median(numbers: AnyArray) -> float:
    """The middle of numbers (count,), or the mean of the two in the middle; they are reordered."""
    half = len(numbers) // 2
    numbers.partition(half)
    high = float(numbers[half])
    low = high if len(numbers) % 2 else float(numbers[:half].max())
    both = low + high
    return both / 2 if np.isfinite(both) else low / 2 + high / 2


def _columns(
    figures: BatchFigures, features: Sequence[int], cancelled: IsCancelled, progress: Progress
) -> Iterator[AnyArray]:
    """The training numbers (count,) of each feature, copies that the caller may change.

    As many features are taken out together as memory allows, in one pass over the samples.
    """
    n_samples, dtype = figures.training.n_samples, figures.batch.input_rows.dtype
    at_once = max(LEAST_AT_ONCE, free_memory() // SHARE_AT_ONCE)
    step = max(1, at_once // max(1, n_samples * dtype.itemsize))
    for first in range(0, len(features), step):
        places = list(features[first : first + step])
        columns = np.empty((len(places), n_samples), dtype)
        start = 0
        for block in training_blocks(figures.batch, cancelled):
            columns[:, start : start + len(block)] = block[:, places].T
            start += len(block)
            progress((first + len(places) * start / n_samples) / len(features))
        for column in columns:
            stop_if(cancelled)
            yield column[np.isfinite(column)]
