"""Counts how the numbers of a layer are spread: a histogram and what else stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.forward.block_pass import Range
from nnfs_core.layers import Watch
from nnfs_core.matrix.carried import carried
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never, stop_if

BINS = 40
ALIKE = 1e-12  # a range this small beside its numbers is drawn as one value

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class BlockCounts:
    """Holds what a distribution knows of one block."""

    counts: Counts  # (bins,)
    mean: float  # of the finite numbers
    n_finite: int
    n_nan: int
    n_watched: int


@dataclass(frozen=True, eq=False)
class CountRequest:
    """Asks for the numbers of a matrix to be counted, with all that makes it quicker.

    ranges: the least and the largest number of each block, when they are known. before: of an
    earlier matrix with the same watch, whose blocks that are in this one are not counted again as
    long as the range of all numbers is the same.
    """

    rows: Rows
    watch: Watch | None = None
    ranges: Sequence[Range] | None = None
    before: Distribution | None = None
    bins: int = BINS


@dataclass(frozen=True, eq=False)
class Distribution:
    """Holds a histogram of the finite numbers, and counts of all that is remarkable.

    `minimum`, `maximum` and `mean` are of the finite numbers, 0 when there is none.
    """

    counts: Counts  # (bins,)
    edges: FloatArray  # (bins + 1,)
    minimum: float
    maximum: float
    mean: float
    n_values: int
    n_nan: int
    n_infinite: int
    n_watched: int  # numbers that the layer's watch asks to look at, such as zeros after ReLU
    rows: Rows = field(repr=False)
    ranges: tuple[Range, ...] = field(repr=False)  # of the finite numbers of each block
    blocks: tuple[BlockCounts, ...] = field(repr=False)

    @property
    def watched_share(self) -> float:
        """The share of all numbers that are watched; 0 when there is no number."""
        return self.n_watched / self.n_values if self.n_values else 0.0


def distributions(
    wanted: Sequence[CountRequest], *, cancelled: IsCancelled = never
) -> list[Distribution]:
    """Count the numbers of each matrix in bins of equal width from the least to the largest.

    The first blocks of all matrices come first, then the second ones: blocks of the outputs of
    several layers are often computed together. Keeps nothing as large as a block. Raises
    Cancelled soon after `cancelled` turns true, and NnfsError when a block cannot be fetched.
    """
    counters = [_Counter(each) for each in wanted]
    n_blocks = max((len(each.rows.blocks) for each in wanted), default=0)
    for step in (_Counter.find_range, _Counter.count):
        for number in range(n_blocks):
            for counter in counters:
                if number < len(counter.rows.blocks):
                    step(counter, number, cancelled)
    return [counter.result() for counter in counters]


def cells_to_count(wanted: CountRequest) -> int:
    """How many numbers `distributions` would go over, or all where that is not known at once."""
    rows, before, everything = wanted.rows, wanted.before, len(wanted.rows) * wanted.rows.width
    if before is None or wanted.ranges is None or len(before.counts) != wanted.bins:
        return everything
    known = carried(rows, [(before.rows, before.ranges)])
    ranges = [
        given if old is None else old for old, given in zip(known, wanted.ranges, strict=True)
    ]
    if np.isnan(ranges).any() or not np.array_equal(
        _Bins.of(ranges, wanted.bins).edges, before.edges
    ):
        return everything
    blocks = zip(known, rows.blocks, strict=True)
    return sum(len(block) * rows.width for old, block in blocks if old is None)


class _Counter:
    """Goes over the blocks of one matrix for their ranges, where unknown, and for their counts."""

    def __init__(self, wanted: CountRequest) -> None:
        self.rows, self._watch, self._bins = wanted.rows, wanted.watch, wanted.bins
        self._given = wanted.ranges
        self._before = wanted.before
        before = wanted.before
        known: list[tuple[Rows, list[tuple[Range, BlockCounts]]]] = []
        if before is not None and len(before.counts) == wanted.bins:
            parts = list(zip(before.ranges, before.blocks, strict=True))
            known.append((before.rows, parts))
        self._known = carried(wanted.rows, known)
        self._ranges: list[Range] = []
        self._blocks: list[BlockCounts] = []
        self._bounds: _Bins | None = None

    def find_range(self, number: int, cancelled: IsCancelled) -> None:
        """The least and the largest finite number of a block, infinities where there is none."""
        known = self._known[number]
        given = None if self._given is None else self._given[number]
        if known is not None:
            self._ranges.append(known[0])
        elif given is not None and np.isfinite(given).all():
            self._ranges.append(given)
        else:
            stop_if(cancelled)
            finite = _finite(self.rows.block(number))
            empty = finite.size == 0
            self._ranges.append(
                (np.inf, -np.inf) if empty else (float(finite.min()), float(finite.max()))
            )

    def count(self, number: int, cancelled: IsCancelled) -> None:
        """All that is to be counted in a block, once all ranges are found."""
        if self._bounds is None:
            self._bounds = _Bins.of(self._ranges, self._bins)
            before = self._before
            if before is not None and not np.array_equal(before.edges, self._bounds.edges):
                self._known = [None] * len(self._known)
        known = self._known[number]
        if known is not None:
            self._blocks.append(known[1])
            return
        stop_if(cancelled)
        block = self.rows.block(number)
        is_finite = self._given is not None and np.isfinite(self._given[number]).all()
        finite = block.ravel(order="K") if is_finite else _finite(block)
        n_nan = int(np.count_nonzero(np.isnan(block))) if finite.size < block.size else 0
        n_watched = 0
        if self._watch is not None:
            with np.errstate(invalid="ignore"):
                n_watched = int(np.count_nonzero(self._watch.mask(block)))
        counts, mean = self._bounds.counts(finite)
        self._blocks.append(BlockCounts(counts, mean, finite.size, n_nan, n_watched))

    def result(self) -> Distribution:
        bounds = self._bounds or _Bins.of(self._ranges, self._bins)
        counts = np.zeros(self._bins, np.int64)
        mean, n_finite = 0.0, 0
        for block in self._blocks:
            counts += block.counts
            if block.n_finite:
                n_finite += block.n_finite
                share = block.n_finite / n_finite
                mean = mean * (1 - share) + block.mean * share  # a sum might overflow
        n_values = len(self.rows) * self.rows.width
        n_nan = sum(block.n_nan for block in self._blocks)
        return Distribution(
            seal(counts),
            bounds.edges,
            bounds.low,
            bounds.high,
            min(max(mean, bounds.low), bounds.high),  # rounding must not carry it beyond
            n_values,
            n_nan,
            n_values - n_finite - n_nan,
            sum(block.n_watched for block in self._blocks),
            self.rows,
            tuple(self._ranges),
            tuple(self._blocks),
        )


@dataclass(frozen=True, eq=False)
class _Bins:
    """Bins of equal width from the least to the largest of all numbers."""

    low: float
    high: float
    edges: FloatArray  # (bins + 1,)

    @classmethod
    def of(cls, ranges: Sequence[Range], bins: int) -> _Bins:
        low = min((low for low, _ in ranges), default=np.inf)
        high = max((high for _, high in ranges), default=-np.inf)
        if low > high:  # no number is finite
            low = high = 0.0
        return cls(low, high, seal(_edges(low, high, bins)))

    def counts(self, finite: FloatArray) -> tuple[Counts, float]:
        """How many of the numbers are in each bin, and their mean."""
        bins = len(self.edges) - 1
        if finite.size == 0:
            return np.zeros(bins, np.int64), 0.0
        low, high = float(self.edges[0]), float(self.edges[-1])
        # in shares of the largest magnitude: neither sums nor a range as wide as the type overflow
        scale = max(abs(low), abs(high))
        shares = finite.astype(np.float64)
        shares /= scale
        mean = min(max(float(shares.mean()) * scale, self.low), self.high)
        shares -= low / scale
        shares *= bins / (high / scale - low / scale)
        places = np.clip(shares.astype(np.int16), 0, bins - 1)
        return np.bincount(places, minlength=bins), mean


def _finite(block: FloatArray) -> FloatArray:
    finite = np.isfinite(block)
    return block.ravel(order="K") if finite.all() else block[finite]


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
