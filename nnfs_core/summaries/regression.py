"""Measures how far predicted values are from their targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, sqrt

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never
from nnfs_core.summaries.classification import Chosen, IntArray


@dataclass(frozen=True)
class Span:
    """Holds the least and the largest of some numbers; both 0 without any."""

    low: float
    high: float


@dataclass(frozen=True, eq=False)
class RegressionScores:
    """Measures predictions against targets that are values, over samples where both are finite.

    The residual of a sample is its target less its prediction.
    """

    n_samples: int
    n_counted: int
    n_without_target: int  # whose target is no finite number
    n_without_prediction: int  # whose target is one, but not the prediction
    sum_of_squares: float  # of the residuals
    sum_of_magnitudes: float  # of the residuals
    spread: float  # the sum of the squared distances of the targets from their mean

    @property
    def mean_squared_error(self) -> float | None:
        """None without a sample that counts."""
        return self.sum_of_squares / self.n_counted if self.n_counted else None

    @property
    def root_mean_squared_error(self) -> float | None:
        """As large as a usual residual, in the unit of the target."""
        mean = self.mean_squared_error
        return None if mean is None else sqrt(mean)

    @property
    def mean_absolute_error(self) -> float | None:
        """None without a sample that counts."""
        return self.sum_of_magnitudes / self.n_counted if self.n_counted else None

    @property
    def r2(self) -> float | None:
        """The share of the targets' spread that is predicted; below 0 where the mean does better.

        None where all targets are one number, or their spread is beyond the range of float64.
        """
        if not (self.spread > 0 and isfinite(self.spread)):
            return None
        return 1 - self.sum_of_squares / self.spread


@dataclass(frozen=True)
class RegressionFigures:
    """Holds the scores of some samples, and from where to where predictions and residuals go."""

    scores: RegressionScores
    predictions: Span
    residuals: Span


def regression_figures(
    predictions: Rows,
    targets: Rows,
    chosen: Chosen | None = None,
    *,
    cancelled: IsCancelled = never,
) -> RegressionFigures:
    """The figures of the chosen samples, or of all; predictions and targets are (samples, 1).

    Keeps nothing as large as a block. Raises Cancelled soon after `cancelled` turns true, and
    NnfsError when a block cannot be fetched or there are several outputs.
    """
    tally = _Tally()
    for part in compared(predictions, targets, chosen, cancelled):
        tally.add(part)
    return RegressionFigures(tally.scores, *tally.spans[:2])


@dataclass(frozen=True, eq=False)
class ComparedValues:
    """Holds the samples of one block that count: both prediction and target are finite."""

    n_samples: int
    n_without_target: int
    samples: IntArray  # (counted,)
    predictions: FloatArray  # (counted,), float64
    targets: FloatArray  # (counted,), float64

    @cached_property
    def residuals(self) -> FloatArray:
        """Each target less the prediction. (counted,)"""
        return self.targets - self.predictions


def compared(
    predictions: Rows,
    targets: Rows,
    chosen: Chosen | None = None,
    cancelled: IsCancelled = never,
) -> Iterator[ComparedValues]:
    """Block by block what counts of the chosen samples, as `regression_figures` has it."""
    if predictions.width != 1:
        raise NnfsError("A target that is a value needs a last layer of one neuron.")
    for start, block in predictions.arrays(cancelled):
        stop = start + len(block)
        predicted = block[:, 0].astype(np.float64)
        wanted = targets.rows(start, stop)[:, 0].astype(np.float64)
        samples = np.arange(start, stop)
        if chosen is not None:
            counted = chosen(start, stop)
            samples, predicted, wanted = samples[counted], predicted[counted], wanted[counted]
        has_target = np.isfinite(wanted)
        with np.errstate(over="ignore", invalid="ignore"):
            counts = has_target & np.isfinite(wanted - predicted)
        yield ComparedValues(
            len(samples),
            int(np.count_nonzero(~has_target)),
            samples[counts],
            predicted[counts],
            wanted[counts],
        )


class _Tally:
    """Adds up what is to be known of all parts."""

    def __init__(self) -> None:
        self.n_samples = self.n_counted = self.n_without_target = 0
        self._squares = self._magnitudes = 0.0
        self._mean = self._spread = 0.0  # of the targets
        self._ranges: list[tuple[float, ...]] = []  # of predictions, residuals and targets

    def add(self, part: ComparedValues) -> None:
        self.n_samples += part.n_samples
        self.n_without_target += part.n_without_target
        count, residuals = len(part.samples), part.residuals
        if not count:
            return
        with np.errstate(over="ignore", invalid="ignore"):
            self._squares += float(np.square(residuals).sum())
            self._magnitudes += float(np.abs(residuals).sum())
            # sums of squares around each part's own mean lose no digits to a far mean
            mean = float(part.targets.mean())
            spread = float(np.square(part.targets - mean).sum())
            total, apart = self.n_counted + count, mean - self._mean
            self._spread += spread + apart * apart * self.n_counted * count / total
            self._mean += apart * count / total
        self.n_counted = total
        each_of = part.predictions, residuals, part.targets
        self._ranges.append(
            tuple(float(end) for each in each_of for end in (each.min(), each.max()))
        )

    @property
    def scores(self) -> RegressionScores:
        n_known, targets = self.n_samples - self.n_without_target, self.spans[2]
        return RegressionScores(
            self.n_samples,
            self.n_counted,
            self.n_without_target,
            n_known - self.n_counted,
            self._squares,
            self._magnitudes,
            self._spread if targets.high > targets.low else 0.0,  # rounding must not spread them
        )

    @property
    def spans(self) -> tuple[Span, Span, Span]:
        """Of the predictions, the residuals and the targets."""
        lows = [min((each[at] for each in self._ranges), default=0.0) for at in (0, 2, 4)]
        highs = [max((each[at] for each in self._ranges), default=0.0) for at in (1, 3, 5)]
        first, second, third = map(Span, lows, highs)
        return first, second, third
