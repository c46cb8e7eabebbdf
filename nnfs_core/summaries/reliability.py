"""Compares how sure predictions are with how often they are wrong, in bins of confidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.summaries.classification import IntArray, Mask

CONFIDENCE_BINS = 10


@dataclass(frozen=True, eq=False)
class Reliability:
    """Counts samples with a known target by the confidence of their prediction.

    Bin k holds confidences above k / CONFIDENCE_BINS up to (k + 1) / CONFIDENCE_BINS, the first
    one also 0. Undecided samples have no confidence and are in none.
    """

    counts: IntArray  # (bins,)
    n_wrong: IntArray  # (bins,)
    confidence_sums: FloatArray  # (bins,)

    @classmethod
    def of(cls, confidences: FloatArray, wrong: Mask) -> Reliability:
        """Of some samples: confidences (samples,), none NaN, and which predictions are wrong."""
        inner = np.array(edges()[1:-1], confidences.dtype)
        bins = np.searchsorted(inner, confidences)
        sums = np.bincount(bins, confidences.astype(np.float64), CONFIDENCE_BINS)
        counts = np.bincount(bins, minlength=CONFIDENCE_BINS)
        n_wrong = np.bincount(bins[wrong], minlength=CONFIDENCE_BINS)
        return cls(seal(counts), seal(n_wrong), seal(sums))

    def __add__(self, other: Reliability) -> Reliability:
        """Of both these and other samples."""
        return Reliability(
            seal(self.counts + other.counts),
            seal(self.n_wrong + other.n_wrong),
            seal(self.confidence_sums + other.confidence_sums),
        )

    @property
    def n_samples(self) -> int:
        return int(self.counts.sum())

    @property
    def error_rates(self) -> FloatArray:
        """The share of samples of each bin that is wrong, NaN for an empty bin. (bins,)"""
        return self._per_sample(self.n_wrong)

    @property
    def mean_confidences(self) -> FloatArray:
        """The mean confidence in each bin, NaN for an empty bin. (bins,)"""
        return self._per_sample(self.confidence_sums)

    @property
    def calibration_error(self) -> float | None:
        """How far confidence and the share of right ones lie apart, over all samples; None of none.

        The mean over the bins, each counting by its samples: the expected calibration error.
        """
        if not self.n_samples:
            return None
        n_right = self.counts - self.n_wrong
        return float(np.abs(self.confidence_sums - n_right).sum() / self.n_samples)

    def _per_sample(self, sums: FloatArray | IntArray) -> FloatArray:
        means = np.full(len(sums), np.nan)
        np.divide(sums, self.counts, out=means, where=self.counts > 0)
        return means


def edges() -> list[float]:
    """Where bins of confidence begin and end, each the number that its shortest text reads as."""
    return [number / CONFIDENCE_BINS for number in range(CONFIDENCE_BINS + 1)]
