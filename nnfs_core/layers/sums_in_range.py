"""Gives one answer where a weighted sum leaves the range of its type on the way.

In which order BLAS adds, and whether it rounds each product, depends on how many rows there are:
the same terms beyond the range add up to infinity here, to minus infinity or NaN there. Such sums
are added anew, one rounded product after the other from the first input to the last. All others
come out in range in any order.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray

MARGIN = 0.5  # of the range, for what rounding may add to sums and to these estimates


def square_limit(weights: FloatArray) -> float:
    """Below what sum of squares no inputs make a sum with `weights` (n_inputs, n_neurons) leave.

    No part of a sum exceeds the product of the two Euclidean norms (Cauchy and Schwarz).
    """
    with np.errstate(all="ignore"):
        finite = np.where(np.isfinite(weights), weights, 0)
        norms = np.sqrt(np.square(finite, dtype=np.float64).sum(axis=0))
        most = MARGIN * float(np.finfo(weights.dtype).max)
        return float(np.square(most / norms.max(initial=0.0)))


def stay_in_range(inputs: FloatArray, limit: float) -> bool:
    """Whether the squares of `inputs` (rows, n_inputs) are sure to sum up to less than a limit."""
    flat = inputs.ravel("K")
    return float(flat.dot(flat)) < limit  # False where a number is not finite


def leaving_range(inputs: FloatArray, weights: FloatArray) -> npt.NDArray[np.bool_]:
    """Which sums (rows, n_neurons) of finite terms may leave the range; NaN and infinity aside."""
    most = MARGIN * np.finfo(inputs.dtype).max
    with np.errstate(all="ignore"):
        sizes = np.where(np.isfinite(inputs), np.abs(inputs), 0)
        weight_sizes = np.where(np.isfinite(weights), np.abs(weights), 0)
        largest = sizes.max(initial=0)
        if largest * weight_sizes.sum(axis=0).max(initial=0) < most:
            return np.zeros((len(inputs), weights.shape[1]), bool)
        return np.asarray(~(sizes @ weight_sizes < most))


def add_in_order(inputs: FloatArray, weights: FloatArray, sums: FloatArray) -> None:
    """Write anew those of the `sums` (rows, n_neurons) that may leave the range."""
    leaving = leaving_range(inputs, weights)
    rows, neurons = np.flatnonzero(leaving.any(axis=1)), np.flatnonzero(leaving.any(axis=0))
    if not len(rows):
        return
    at = np.ix_(rows, neurons)
    total = np.zeros((len(rows), len(neurons)), sums.dtype)
    with np.errstate(all="ignore"):
        for column, weight_row in zip(inputs[rows].T, weights[:, neurons], strict=True):
            total += column[:, np.newaxis] * weight_row
    sums[at] = np.where(leaving[at], total, sums[at])
