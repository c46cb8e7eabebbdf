"""Foresees what a split would come to: how many samples of each class each subset gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from nnfs_core.edits.drawn_split import Counts, Shares, Subsets, class_numbers, drawn_subsets
from nnfs_core.edits.split_columns import column_subsets
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.project.subset import Subset
from nnfs_core.wording import agreeing, counted, listed, one_line, sentence

MOST_NAMED = 4  # classes in a warning


@dataclass(frozen=True, eq=False)
class SplitPlan:
    """Holds how many samples each subset gets (3,), and of each class (classes, 3) by `names`.

    Classes without a sample are left out; without classes there is none. `warnings` are sentences
    on what may be unexpected.
    """

    totals: Counts
    names: tuple[str, ...]
    of_classes: Counts
    warnings: tuple[str, ...]


def planned_shares(
    batch: Batch,
    shares: Shares,
    seed: int = 0,
    *,
    stratified: bool = False,
    cancelled: IsCancelled = never,
) -> SplitPlan:
    """What `edits.split_by_shares` would do; raises NnfsError and Cancelled as it does."""
    drawn = drawn_subsets(batch, shares, seed, stratified=stratified, cancelled=cancelled)
    return _plan(batch, drawn, sum(share > 0 for share in shares) if stratified else 0, cancelled)


def planned_column(
    batch: Batch, column: int, meanings: Mapping[float, Subset], cancelled: IsCancelled = never
) -> SplitPlan:
    """What `edits.split_by_column` would do; raises NnfsError and Cancelled as it does."""
    return _plan(batch, column_subsets(batch, column, meanings, cancelled), 0, cancelled)


def _plan(batch: Batch, subsets: Subsets, n_parts: int, cancelled: IsCancelled) -> SplitPlan:
    """`n_parts`: into how many parts each class is split on purpose, 0 where it is by chance."""
    n_subsets = len(Subset)
    totals = np.bincount(subsets, minlength=n_subsets)
    if not batch.has_classes:
        return SplitPlan(totals, (), np.empty((0, n_subsets), np.int64), ())
    classes = class_numbers(batch, cancelled).astype(np.int64)
    n_rows = int(classes.max()) + 2  # the last one is of unknown classes
    rows = np.where(classes == UNKNOWN, n_rows - 1, classes)
    counts = np.bincount(rows * n_subsets + subsets, minlength=n_rows * n_subsets)
    counts = counts.reshape(n_rows, n_subsets)
    present = np.flatnonzero(counts.any(axis=1))
    numbers = np.where(present == n_rows - 1, UNKNOWN, present)
    names = tuple(batch.class_name(number) for number in numbers.tolist())
    counts = counts[present]
    return SplitPlan(totals, names, counts, tuple(_warnings(names, counts, n_parts)))


def _warnings(names: tuple[str, ...], counts: Counts, n_parts: int) -> Iterator[str]:
    small = [name for name, n in zip(names, counts.sum(axis=1), strict=True) if n < n_parts]
    if small:
        fewer = sentence("{classes} {have} fewer samples than there are parts: {names}.")
        count = counted(len(small), "class", "classes")
        yield fewer(count, agreeing(len(small), "has", "have"), _some(small))
    unseen = [name for name, n in zip(names, counts[:, Subset.TRAINING], strict=True) if not n]
    if unseen:
        none = sentence("No training sample is of {classes}: {names}.")
        yield none(counted(len(unseen), "class", "classes"), _some(unseen))


def _some(names: list[str]) -> str:
    """The names, or of many the first ones."""
    short = [one_line(name, 30) for name in names[:MOST_NAMED]]
    n_more = len(names) - len(short)
    return listed([*short, f"{n_more:,} more"] if n_more else short)
