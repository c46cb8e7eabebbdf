"""Tells whether data was opened, split and filtered, and whether something was saved."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

import msgspec

from nnfs_core.learning.lessons.condition import Condition
from nnfs_core.learning.lessons.situation import SavedName, Situation
from nnfs_core.project.subset import Subset


class DataOpened(Condition, frozen=True, tag="opened"):
    """Waits until a table was opened as the batch whose target is read as classes."""

    counts_earlier: ClassVar[bool] = True

    def holds(self, before: Situation, now: Situation) -> bool:
        batch = now.project.batch
        is_new = batch is not before.project.batch and now.project.table_reading is not None
        return is_new and batch.n_samples > 0 and batch.has_classes


class BatchSplit(Condition, frozen=True, tag="split"):
    """Waits until the batch is split so that some samples are for training and some for test."""

    def holds(self, before: Situation, now: Situation) -> bool:
        rows = now.project.batch.subset_rows
        return rows is not None and all(
            any((part == subset).any() for _, part in rows.arrays())
            for subset in (Subset.TRAINING, Subset.TEST)
        )


class Filtered(Condition, frozen=True, tag="filter"):
    """Waits until only those samples are shown that a filter with all these words asks for."""

    words: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=10)]

    def holds(self, before: Situation, now: Situation) -> bool:
        return {*self.words} <= {*re.findall(r"\w+", now.filter)}


class Saved(Condition, frozen=True, tag="saved"):
    """Waits until something was saved to a file of its own, or what is `kept` is."""

    kept: SavedName | None = None

    def holds(self, before: Situation, now: Situation) -> bool:
        new = now.saved[len(before.saved) :]
        return bool(new) if self.kept is None else self.kept in new
