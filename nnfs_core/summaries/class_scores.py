"""Scores each class: how often it is predicted rightly and how many of its samples are found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.summaries.classification import UNDECIDED, IntArray

SCORES = ("precision", "recall", "F1")


@dataclass(frozen=True, eq=False)
class ClassScores:
    """Counts the samples of each class whose target is known, and scores the classes by that.

    A score is NaN where it is undefined: precision of a class that is never predicted, recall of
    one without samples, F1 of one that is neither. In means an undefined score counts as 0, and
    classes that are neither target nor prediction do not take part, as scikit-learn has it with
    `zero_division=0`. A sample that is UNDECIDED belongs to its target, and is predicted nothing.
    """

    n_right_of: IntArray  # (classes,), samples of each class that are predicted as such
    n_predicted: IntArray  # (classes,), samples that are predicted as each class
    support: IntArray  # (classes,), samples whose target is each class

    @classmethod
    def of(cls, targets: IntArray, predicted: IntArray, n_classes: int) -> ClassScores:
        """Of some samples, whose targets (samples,) are all known and below `n_classes`."""
        right = targets[targets == predicted]
        decided = predicted[predicted != UNDECIDED]
        counts = (np.bincount(each, minlength=n_classes) for each in (right, decided, targets))
        return cls(*(seal(each.astype(np.int64)) for each in counts))

    def __add__(self, other: ClassScores) -> ClassScores:
        """The scores of both these and other samples, of as many classes."""
        return ClassScores(
            seal(self.n_right_of + other.n_right_of),
            seal(self.n_predicted + other.n_predicted),
            seal(self.support + other.support),
        )

    @property
    def n_samples(self) -> int:
        """How many samples are counted."""
        return int(self.support.sum())

    @property
    def n_right(self) -> int:
        return int(self.n_right_of.sum())

    @property
    def accuracy(self) -> float | None:
        """The share of samples that are right, None without any."""
        return self.n_right / self.n_samples if self.n_samples else None

    @cached_property
    def precision(self) -> FloatArray:
        """Of the samples predicted as a class, the share that is of it. (classes,)"""
        return _shares(self.n_right_of, self.n_predicted)

    @cached_property
    def recall(self) -> FloatArray:
        """Of the samples of a class, the share that is predicted as it. (classes,)"""
        return _shares(self.n_right_of, self.support)

    @cached_property
    def f1(self) -> FloatArray:
        """The harmonic mean of precision and recall. (classes,)"""
        return _shares(2 * self.n_right_of, self.n_predicted + self.support)

    @property
    def by_class(self) -> FloatArray:
        """SCORES of each class, NaN where undefined. (classes, 3)"""
        return np.column_stack([self.precision, self.recall, self.f1])

    @cached_property
    def macro(self) -> FloatArray:
        """The mean of SCORES over the classes, each as important. (3,), NaN without a sample"""
        takes_part = (self.support + self.n_predicted) > 0
        return self._mean(takes_part.astype(np.float64))

    @cached_property
    def weighted(self) -> FloatArray:
        """The mean of SCORES with each class counting by its samples. (3,), NaN without a sample"""
        return self._mean(self.support.astype(np.float64))

    def _mean(self, weights: FloatArray) -> FloatArray:
        if not self.n_samples:
            return np.full(len(SCORES), np.nan)
        mean: FloatArray = np.nan_to_num(self.by_class, nan=0.0).T @ weights / weights.sum()
        return mean


def _shares(part: IntArray, whole: IntArray) -> FloatArray:
    shares = np.full(len(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return seal(shares)
