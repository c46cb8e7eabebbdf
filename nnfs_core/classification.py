"""What probabilities say about each sample's class, and how that compares with the targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.errors import Cancelled
from nnfs_core.rows import Rows

MOST_CONFUSED = 200  # classes whose confusion can be told apart, and its square be held
UNDECIDED = -1  # the prediction for a sample whose probabilities contain a NaN

IntArray = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Classification:
    """The most likely class of each sample, counted against the targets that are known.

    A sample whose probabilities contain a NaN is UNDECIDED: never right, and in no cell of
    `confusion`, whose rows are targets and whose columns are predictions. There is none for more
    than MOST_CONFUSED classes.
    """

    predicted: IntArray  # (samples,)
    confidence: FloatArray  # (samples,), the probability of the predicted class, else NaN
    targets: IntArray  # (samples,), -1 where nobody knows
    confusion: IntArray | None  # (n_classes, n_classes)

    @cached_property
    def known(self) -> Mask:
        """Which samples have a target. (samples,)"""
        known: Mask = self.targets >= 0
        return known

    @cached_property
    def right(self) -> Mask:
        """Which samples are predicted as their target says. (samples,)"""
        right: Mask = self.known & (self.predicted == self.targets)
        return right

    @cached_property
    def wrong(self) -> Mask:
        """Which samples have a target that the prediction misses. (samples,)"""
        wrong: Mask = self.known & (self.predicted != self.targets)
        return wrong

    @cached_property
    def n_known(self) -> int:
        return int(np.count_nonzero(self.known))

    @cached_property
    def n_right(self) -> int:
        return int(np.count_nonzero(self.right))

    @property
    def n_undecided(self) -> int:
        return int(np.count_nonzero(self.predicted == UNDECIDED))

    @property
    def accuracy(self) -> float | None:
        """The share of known targets that are predicted, or None when none is known."""
        return self.n_right / self.n_known if self.n_known else None


def classify(
    probabilities: Rows,
    targets: Rows | None,
    n_classes: int,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Classification:
    """Predict the class of each row of `probabilities` (samples, classes), block by block.

    targets: (samples, 1) class numbers, -1 for unknown. The confusion matrix has `n_classes` rows
    and columns, or more when a prediction or a target needs them. Raises Cancelled soon after
    `cancelled` turns true.
    """
    n_samples = len(probabilities)
    predicted = np.full(n_samples, UNDECIDED, np.int64)
    confidence = np.full(n_samples, np.nan, probabilities.dtype)
    if probabilities.width:
        for start, block in probabilities.arrays():
            if cancelled():
                raise Cancelled
            best = np.argmax(block, axis=1)  # of a row with a NaN: where the NaN is
            largest = block[np.arange(len(block)), best]
            rows = slice(start, start + len(block))
            predicted[rows] = np.where(np.isnan(largest), UNDECIDED, best)
            confidence[rows] = largest
    expected = np.full(n_samples, -1, np.int64)
    if targets is not None:
        expected[:] = targets.array.reshape(-1)
    size = max(n_classes, probabilities.width, int(expected.max(initial=-1)) + 1)
    return Classification(
        seal(predicted), seal(confidence), seal(expected), _confusion(expected, predicted, size)
    )


def _confusion(targets: IntArray, predicted: IntArray, size: int) -> IntArray | None:
    if size > MOST_CONFUSED:
        return None
    counted = (targets >= 0) & (predicted >= 0)
    cells = targets[counted] * size + predicted[counted]
    return seal(np.bincount(cells, minlength=size * size).reshape(size, size).astype(np.int64))
