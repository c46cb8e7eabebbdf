"""Gives one answer where a weighted sum leaves the range of its type on the way.

In which order BLAS adds, and whether it rounds each product, depends on how many rows there are:
the same terms beyond the range add up to infinity here, to minus infinity or NaN there. Such sums
are added anew, one rounded product after the other from the first input to the last. All others
come out in range in any order. From layer to layer a bound on the magnitudes, which takes no look
at the numbers, tells whether there can be any such sum.
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray

MARGIN = 0.5  # of the range, for what rounding may add to sums and to these estimates
_LIMITS = {
    np.dtype(name).char: (MARGIN * float(np.finfo(name).max), sqrt(np.finfo(name).smallest_normal))
    for name in ("float32", "float64")
}


def limit_of(dtype: np.dtype[np.floating]) -> float:
    """Up to what magnitude sums are sure to be in range: float16 is summed in float32."""
    limits = _LIMITS.get(dtype.char)
    return inf if limits is None else limits[0]


def largest_size(numbers: FloatArray) -> float:
    """A magnitude that no finite one of some numbers exceeds: at least the largest of them."""
    flat = numbers.ravel("K")
    limits = _LIMITS.get(flat.dtype.char)
    if limits is not None:
        squares = float(flat.dot(flat))
        if squares < inf:
            return sqrt(squares) + limits[1]  # whose own squares would be 0
    return float(np.abs(np.where(np.isfinite(flat), flat, 0)).max(initial=0.0))


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


def add_in_order(
    inputs: FloatArray, weights: FloatArray, biases: FloatArray, outputs: FloatArray
) -> None:
    """Write anew those `outputs` (rows, n_neurons) whose sums may leave the range."""
    leaving = leaving_range(inputs, weights)
    rows, neurons = np.flatnonzero(leaving.any(axis=1)), np.flatnonzero(leaving.any(axis=0))
    if not len(rows):
        return
    at = np.ix_(rows, neurons)
    total = np.zeros((len(rows), len(neurons)), outputs.dtype)
    for column, weight_row in zip(inputs[rows].T, weights[:, neurons], strict=True):
        total += column[:, np.newaxis] * weight_row
    outputs[at] = np.where(leaving[at], total + biases[:, neurons], outputs[at])
