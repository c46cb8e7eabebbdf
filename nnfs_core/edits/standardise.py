"""Brings features to one scale: mean 0 and standard deviation 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project

ALIKE = 1e-12  # a deviation this small beside the numbers themselves is rounding


@dataclass(frozen=True, eq=False)
class FeatureScales:
    """Holds the mean and deviation (features,) of each feature's finite numbers, in float64.

    The deviation of a feature that is the same in every sample is 0.
    """

    means: FloatArray
    deviations: FloatArray

    @property
    def divisors(self) -> FloatArray:
        """What to divide by: the deviations, and 1 where they are 0."""
        return np.where(self.deviations > 0, self.deviations, 1.0)

    @property
    def are_standard(self) -> bool:
        """True when every mean is 0 and every deviation 1, or 0, as far as digits go."""
        deviations = self.divisors
        return bool(np.all(np.abs(self.means) < 1e-6) and np.all(np.abs(deviations - 1) < 1e-6))

    @property
    def are_worth_it(self) -> bool:
        """True when standardising changes something and leaves more than zeros."""
        return not self.are_standard and bool(self.deviations.any())


def feature_scales(batch: Batch, cancelled: IsCancelled = never) -> FeatureScales:
    """Look through all samples; raises Cancelled when asked to stop, NnfsError as `read` does."""
    rows, width = batch.input_rows, batch.n_features
    counts = np.zeros(width, np.int64)  # (features,)
    largest = np.zeros(width)
    for block in _blocks(rows, cancelled):
        finite = np.isfinite(block)
        counts += finite.sum(axis=0)
        np.maximum(largest, np.abs(np.where(finite, block, 0)).max(axis=0, initial=0), out=largest)
    counts, scale = np.maximum(counts, 1), np.where(largest > 0, largest, 1.0)
    means = np.zeros(width)  # in shares of the largest magnitude, so that no sum leaves the range
    for block in _blocks(rows, cancelled):
        means += np.where(np.isfinite(block), block / scale, 0).sum(axis=0) / counts
    squares = np.zeros(width)
    for block in _blocks(rows, cancelled):
        squares += np.where(np.isfinite(block), (block / scale - means) ** 2, 0).sum(0) / counts
    deviations = np.sqrt(squares)
    deviations[deviations <= ALIKE] = 0
    return FeatureScales(means * scale, deviations * scale)


def standardise_features(project: Project, cancelled: IsCancelled = never) -> Project:
    """Turn each input x into (x - mean of its feature) / standard deviation of its feature.

    A feature that is the same in every sample becomes 0; what is missing stays missing. Raises
    Cancelled when asked to stop.
    """
    batch = project.batch
    scales = feature_scales(batch, cancelled)
    if scales.are_standard:
        return project
    change = partial(standardised, means=scales.means, deviations=scales.deviations)
    return project.with_batch(input_rows=batch.input_rows.mapped(change, cancelled=cancelled))


def standardised(block: AnyArray, means: FloatArray, deviations: FloatArray) -> AnyArray:
    """A block of inputs with each feature brought to mean 0 and standard deviation 1, or to 0."""
    wide, divisors = block.astype(np.float64), FeatureScales(means, deviations).divisors
    with np.errstate(all="ignore"):
        values = wide / divisors - means / divisors
    return np.where(np.isfinite(block), np.where(deviations > 0, values, 0.0), wide).astype(
        block.dtype
    )


def _blocks(rows: Rows, cancelled: IsCancelled) -> Iterator[FloatArray]:
    """Block by block the numbers as float64, until asked to stop."""
    return (block.astype(np.float64) for _, block in rows.arrays(cancelled))
