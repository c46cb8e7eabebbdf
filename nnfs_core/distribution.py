"""How the numbers of a layer are spread: a histogram and what else stands out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.errors import Cancelled
from nnfs_core.layers import Watch
from nnfs_core.rows import Rows

BINS = 40
ALIKE = 1e-12  # a range this small beside its numbers is drawn as one value


@dataclass(frozen=True, eq=False)
class Distribution:
    """A histogram of the finite numbers, and counts of all that is remarkable.

    `minimum`, `maximum` and `mean` are of the finite numbers, 0 when there is none.
    """

    counts: npt.NDArray[np.int64]  # (bins,)
    edges: FloatArray  # (bins + 1,)
    minimum: float
    maximum: float
    mean: float
    n_values: int
    n_nan: int
    n_infinite: int
    n_watched: int  # numbers that the layer's watch asks to look at, such as zeros after ReLU

    @property
    def watched_share(self) -> float:
        """The share of all numbers that are watched; 0 when there is no number."""
        return self.n_watched / self.n_values if self.n_values else 0.0


def distribution(
    rows: Rows,
    watch: Watch | None = None,
    *,
    bins: int = BINS,
    cancelled: Callable[[], bool] = lambda: False,
) -> Distribution:
    """Count the numbers of `rows` in `bins` of equal width from the least to the largest.

    Goes over the blocks twice and keeps nothing of their size. Raises Cancelled soon after
    `cancelled` turns true.
    """
    low, high, mean, n_finite = np.inf, -np.inf, 0.0, 0
    n_nan = n_watched = 0
    for _, block in rows.arrays():
        if cancelled():
            raise Cancelled
        finite = _finite(block)
        n_nan += int(np.count_nonzero(np.isnan(block)))
        if watch is not None:
            with np.errstate(invalid="ignore"):
                n_watched += int(np.count_nonzero(watch.mask(block)))
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
            n_finite += finite.size
            share = finite.size / n_finite
            with np.errstate(over="ignore"):
                # a running mean, since the sum of huge numbers would overflow; by rounding, even
                # the mean of the very largest can, so that it is held between the least and largest
                mean = mean * (1 - share) + float(np.sum(finite / n_finite, dtype=np.float64))
            mean = min(max(mean, low), high)
    n_values = len(rows) * rows.width
    if n_finite == 0:
        low = high = 0.0
    edges = _edges(low, high, bins)
    counts = np.zeros(bins, np.int64)
    # counted in shares of the largest magnitude: a range as wide as the type would overflow
    scale = max(abs(edges[0]), abs(edges[-1]))
    ends = (edges[0] / scale, edges[-1] / scale)
    for _, block in rows.arrays():
        if cancelled():
            raise Cancelled
        shares = _finite(block).astype(np.float64) / scale
        counts += np.histogram(shares, bins, ends)[0]
    return Distribution(
        seal(counts),
        seal(edges),
        low,
        high,
        mean,
        n_values,
        n_nan,
        n_values - n_finite - n_nan,
        n_watched,
    )


def _finite(block: FloatArray) -> FloatArray:
    finite = np.isfinite(block)
    return block.reshape(-1) if finite.all() else block[finite]


def _edges(low: float, high: float, bins: int) -> FloatArray:
    """Bin edges from `low` to `high`, wider when the numbers are too alike to part them."""
    largest = max(abs(low), abs(high))
    if high / 2 - low / 2 <= ALIKE * largest:
        half = largest / 4 or 0.5
        low, high = low - half, high + half
        most = np.finfo(np.float64).max
        low, high = max(low, -most), min(high, most)
    shares = np.linspace(0, 1, bins + 1)
    return low * (1 - shares) + high * shares  # their difference might overflow
