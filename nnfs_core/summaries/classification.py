"""Counts what probabilities say about each sample's class, against the targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.matrix.carried import carried
from nnfs_core.matrix.pyramid import Window, cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never, stop_if

MOST_CONFUSED = 200  # beyond, a confusion matrix can be neither read nor held
UNDECIDED = -1  # the prediction for a sample whose probabilities contain a NaN
FEW_CLASSES = 32  # so many are compared column by column, which then is faster

IntArray = npt.NDArray[np.signedinteger[Any]]
Mask = npt.NDArray[np.bool_]
Chosen = Callable[[int, int], Mask]  # which of the samples from one up to another count


@dataclass(frozen=True, eq=False)
class BlockClasses:
    """Tells what each sample of a block of probabilities is taken for, and what it is."""

    predicted: IntArray  # (rows,), UNDECIDED where a probability is NaN
    targets: IntArray  # (rows,), -1 where nobody knows
    tied: IntArray  # the rows with several most likely classes, of which the first is predicted

    @property
    def wrong(self) -> Mask:
        wrong: Mask = (self.targets >= 0) & (self.predicted != self.targets)
        return wrong

    @cached_property
    def largest_target(self) -> int:
        return int(self.targets.max(initial=-1))

    def only(self, rows: Mask) -> BlockClasses:
        """What it tells of some of its rows."""
        tied = np.flatnonzero(np.isin(np.flatnonzero(rows), self.tied))
        return BlockClasses(self.predicted[rows], self.targets[rows], tied)


@dataclass(frozen=True, eq=False)
class SampleCounts:
    """Counts how many samples there are of each kind."""

    n_known: int
    n_right: int
    n_undecided: int
    n_tied: int
    confusion: IntArray | None  # (n_classes, n_classes)

    @property
    def accuracy(self) -> float | None:
        """The share of known targets that are predicted, or None when none is known."""
        return self.n_right / self.n_known if self.n_known else None


@dataclass(frozen=True, eq=False)
class Classification(SampleCounts):
    """Counts the most likely class of each sample against the targets that are known.

    Of several that are equally likely the first counts, as NumPy's argmax has it; `n_tied` tells
    of how many samples that is so. A sample whose probabilities contain a NaN is UNDECIDED: never
    right, and in no cell of `confusion`, whose rows are targets and whose columns are predictions.
    There is none for more than MOST_CONFUSED classes. All is kept block by block; what has an entry
    for each sample is put together when it is asked for.
    """

    n_classes: int  # of the network, the batch and all targets
    probabilities: Rows = field(repr=False)
    target_rows: Rows | None = field(repr=False)
    blocks: tuple[BlockClasses, ...] = field(repr=False)  # of each block of the probabilities

    @cached_property
    def wrong_samples(self) -> IntArray:
        """The samples that are wrong, in order. (wrong,)"""
        starts = self.probabilities.starts
        pairs = zip(starts, self.blocks, strict=False)
        found = [start + np.flatnonzero(block.wrong) for start, block in pairs]
        return seal(np.concatenate([np.empty(0, np.int64), *found]))

    def counts_of(self, chosen: Chosen, *, cancelled: IsCancelled = never) -> SampleCounts:
        """The same counts of the chosen samples alone."""
        parts = []
        for start, block in zip(self.probabilities.starts, self.blocks, strict=False):
            stop_if(cancelled)
            parts.append(block.only(chosen(start, start + len(block.targets))))
        return _counted(parts, self.n_classes, None)

    def kind_of(self, sample: int) -> tuple[int, int]:
        """The target and the prediction of a sample; raises IndexError where there is none."""
        number, offset = self.probabilities.locate(sample)
        block = self.blocks[number]
        return int(block.targets[offset]), int(block.predicted[offset])

    def next_of_kind(
        self,
        target: int,
        predicted: int,
        after: int | None,
        *,
        chosen: Chosen | None = None,
        cancelled: IsCancelled = never,
    ) -> int | None:
        """The first sample of a kind behind sample `after`, or from the top when there is none.

        With `chosen` it is one of those.
        """
        starts, first = self.probabilities.starts, 0
        if after is not None and after + 1 < starts[-1]:
            first = after + 1
        for begin, end in ((first, starts[-1]), (0, first)):
            for start, block in self._blocks_between(begin, end):
                stop_if(cancelled)
                is_kind = (block.targets == target) & (block.predicted == predicted)
                if chosen is not None:
                    is_kind &= chosen(start, start + len(is_kind))
                is_kind = is_kind[max(0, begin - start) : end - start]
                if is_kind.any():
                    return max(start, begin) + int(is_kind.argmax())
        return None

    def _blocks_between(self, begin: int, end: int) -> Iterator[tuple[int, BlockClasses]]:
        if begin >= end:
            return
        first, last = self.probabilities.locate(begin)[0], self.probabilities.locate(end - 1)[0]
        for number in range(first, last + 1):
            yield self.probabilities.starts[number], self.blocks[number]


def classify(
    probabilities: Rows,
    targets: Rows | None,
    n_classes: int,
    *,
    before: Classification | None = None,
    cancelled: IsCancelled = never,
) -> Classification:
    """Predict the class of each row of `probabilities` (samples, classes), block by block.

    targets: (samples, 1) class numbers, -1 for unknown. The confusion matrix has `n_classes` rows
    and columns, or more when a prediction or a target needs them. Blocks that were in `before` are
    not looked into again. Raises Cancelled soon after `cancelled` turns true, and NnfsError when a
    block cannot be fetched.
    """
    known = [] if before is None else [(before.probabilities, before.blocks)]
    same_targets = (
        before is not None
        and before.target_rows is targets
        and before.probabilities.starts == probabilities.starts
    )
    blocks = []
    for number, part in enumerate(carried(probabilities, known)):
        if part is None or not same_targets:
            stop_if(cancelled)
            start, n_rows = probabilities.starts[number], len(probabilities.blocks[number])
            if part is None:
                block = probabilities.block(number)
                predicted, tied = most_likely(block), tied_rows(block)
            else:
                predicted, tied = part.predicted, part.tied
            part = BlockClasses(predicted, _targets(targets, start, n_rows), tied)
        blocks.append(part)
    largest = max((block.largest_target for block in blocks), default=-1)
    size = max(n_classes, probabilities.width, largest + 1)
    tally = _counted(blocks, size, before if same_targets else None)
    return Classification(
        **vars(tally),
        n_classes=size,
        probabilities=probabilities,
        target_rows=targets,
        blocks=tuple(blocks),
    )


def most_likely(block: FloatArray) -> IntArray:
    """The most likely class of each row (rows,), UNDECIDED where one is NaN; few bits a class."""
    n_rows, n_classes = block.shape
    dtype = np.min_scalar_type(-max(1, n_classes))
    if n_classes == 0:
        return seal(np.full(n_rows, UNDECIDED, dtype))
    if n_classes > FEW_CLASSES:
        block = np.ascontiguousarray(block)
        best = block.argmax(axis=1)  # of a row with a NaN: where the NaN is
        largest = np.take_along_axis(block, best[:, None], axis=1)[:, 0]
    else:
        best, largest = np.zeros(n_rows, dtype), block[:, 0].copy()
        for number in range(1, n_classes):
            column = block[:, number]
            best[column > largest] = number
            np.maximum(largest, column, out=largest)  # a NaN stays
    return seal(np.where(np.isnan(largest), UNDECIDED, best).astype(dtype))


def tied_rows(block: FloatArray) -> IntArray:
    """Which rows of a block (rows, classes) have their largest number several times."""
    if 0 in block.shape:
        return seal(np.empty(0, np.int64))
    largest = block.max(axis=1)
    n_largest = np.zeros(len(block), np.int32)
    for number in range(block.shape[1]):  # takes no memory as large as the block
        n_largest += block[:, number] == largest
    return seal(np.flatnonzero(n_largest > 1))


def n_most_likely(probabilities: FloatArray) -> int:
    """How many classes of a sample (classes,) are equally the most likely; 0 where one is NaN."""
    return int(np.count_nonzero(probabilities == probabilities.max()))


def _targets(targets: Rows | None, start: int, n_rows: int) -> IntArray:
    if targets is None:
        return seal(np.full(n_rows, UNDECIDED, np.int8))
    part = cells(targets, Window(start, start + n_rows, 0, 1))[:, 0]
    largest = int(part.max(initial=0))
    return seal(part.astype(np.min_scalar_type(-max(1, largest + 1))))


def _counted(blocks: list[BlockClasses], size: int, before: Classification | None) -> SampleCounts:
    """Counts all blocks, or takes what was counted before and only what came and what went."""
    confusion = np.zeros((size, size), np.int64) if size <= MOST_CONFUSED else None
    old = None if before is None else before.confusion
    same_size = confusion is None if old is None else old.shape == (size, size)
    changes = [(block, 1) for block in blocks]
    n_known = n_right = n_undecided = n_tied = 0
    if before is not None and same_size:
        pairs = [(a, b) for a, b in zip(before.blocks, blocks, strict=True) if a is not b]
        changes = [change for a, b in pairs for change in ((a, -1), (b, 1))]
        n_known, n_right, n_undecided = before.n_known, before.n_right, before.n_undecided
        n_tied = before.n_tied
        if old is not None:
            confusion = old.copy()
    for block, sign in changes:
        known, undecided = block.targets >= 0, block.predicted == UNDECIDED
        n_known += sign * int(np.count_nonzero(known))
        n_right += sign * int(np.count_nonzero(known & (block.predicted == block.targets)))
        n_undecided += sign * int(np.count_nonzero(undecided))
        n_tied += sign * len(block.tied)
        if confusion is not None:
            counted = known & ~undecided
            places = block.targets[counted].astype(np.int64) * size + block.predicted[counted]
            confusion += sign * np.bincount(places, minlength=size * size).reshape(size, size)
    if confusion is not None:
        seal(confusion)
    return SampleCounts(n_known, n_right, n_undecided, n_tied, confusion)
