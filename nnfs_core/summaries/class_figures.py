"""Works out all figures of a classification over all samples or some: scores, loss, reliability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.summaries.class_scores import ClassScores
from nnfs_core.summaries.classification import (
    MOST_CONFUSED,
    UNDECIDED,
    BlockClasses,
    Chosen,
    Classification,
    IntArray,
    Mask,
)
from nnfs_core.summaries.reliability import Reliability


@dataclass(frozen=True, eq=False)
class LossTotal:
    """Adds up cross-entropy losses: minus the logarithm of the probability of each target.

    Left out are samples without such a probability: undecided ones, and those of a class that the
    network does not have.
    """

    total: float = 0.0  # of the finite ones
    n_finite: int = 0
    n_infinite: int = 0  # whose target has probability 0

    @classmethod
    def of(cls, chosen_probabilities: FloatArray) -> LossTotal:
        """Of the probabilities of the targets (samples,), none NaN."""
        numbers = chosen_probabilities.astype(np.float64)
        positive = numbers[numbers > 0]
        n_infinite = len(numbers) - len(positive)
        return cls(float(-np.log(positive).sum()), len(positive), n_infinite)

    def __add__(self, other: LossTotal) -> LossTotal:
        return LossTotal(
            self.total + other.total,
            self.n_finite + other.n_finite,
            self.n_infinite + other.n_infinite,
        )

    @property
    def mean(self) -> float | None:
        """The mean loss, infinite where one is; None where there is none."""
        return float("inf") if self.n_infinite else self.mean_of_finite

    @property
    def mean_of_finite(self) -> float | None:
        """The mean of the losses that are finite, None where there is none."""
        return self.total / self.n_finite if self.n_finite else None


@dataclass(frozen=True, eq=False)
class ClassFigures:
    """Holds what is to be said of the predictions for some samples."""

    n_samples: int
    n_undecided: int  # of known target, whose probabilities contain a NaN
    n_beyond: int  # of known target, of a class that the network does not have
    scores: ClassScores
    reliability: Reliability
    loss: LossTotal
    confusion: IntArray | None  # (classes, classes): targets, predictions; None for too many

    @property
    def n_known(self) -> int:
        """How many samples have a target that is known; all figures are about these."""
        return self.scores.n_samples

    @property
    def n_unknown(self) -> int:
        return self.n_samples - self.n_known


def class_figures(
    found: Classification, chosen: Chosen | None = None, *, cancelled: IsCancelled = never
) -> ClassFigures:
    """The figures of the chosen samples, or of all, from what was classified.

    Goes over the blocks once more for the probabilities of predictions and targets, and keeps
    nothing as large as a block. Raises Cancelled soon after `cancelled` turns true, and NnfsError
    when a block cannot be fetched.
    """
    size, width = found.n_classes, found.probabilities.width
    confusion = np.zeros((size, size), np.int64) if size <= MOST_CONFUSED else None
    no_numbers = np.empty(0, np.int64)
    scores = ClassScores.of(no_numbers, no_numbers, size)
    reliability = Reliability.of(np.empty(0), np.empty(0, bool))
    loss = LossTotal()
    n_samples = n_undecided = n_beyond = 0
    for (start, block), classes in zip(
        found.probabilities.arrays(cancelled), found.blocks, strict=True
    ):
        stop_if(cancelled)
        counted = None if chosen is None else chosen(start, start + len(block))
        n_samples += len(block) if counted is None else int(np.count_nonzero(counted))
        places, targets, predicted = _known(classes, counted)
        decided = predicted != UNDECIDED
        beyond = targets >= width
        n_undecided += int(np.count_nonzero(~decided))
        n_beyond += int(np.count_nonzero(beyond))
        scores += ClassScores.of(targets, predicted, size)
        wrong = (predicted != targets)[decided]
        reliability += Reliability.of(block[places[decided], predicted[decided]], wrong)
        has_loss = decided & ~beyond
        loss += LossTotal.of(block[places[has_loss], targets[has_loss]])
        if confusion is not None:
            cells = targets[decided] * size + predicted[decided]
            confusion += np.bincount(cells, minlength=size * size).reshape(size, size)
    if confusion is not None:
        seal(confusion)
    return ClassFigures(n_samples, n_undecided, n_beyond, scores, reliability, loss, confusion)


def _known(classes: BlockClasses, counted: Mask | None) -> tuple[IntArray, IntArray, IntArray]:
    """The places in a block of the samples that count, their targets and predictions. (n,) each"""
    known = classes.targets >= 0
    places = np.flatnonzero(known if counted is None else known & counted)
    targets, predicted = classes.targets[places], classes.predicted[places]
    return places, targets.astype(np.int64), predicted.astype(np.int64)
