"""Defines what preparing features would change: worked out once, shown, and then done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.edits.inputs import remove_samples, with_scales_of
from nnfs_core.edits.preparing.figures import FeatureFigures, IntArray
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.blocks import Block, derived
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project

MOST_PREVIEWED = 8  # samples
NONE_GOES = np.empty(0, np.int64)
BlockChange = Callable[[AnyArray], AnyArray]


@dataclass(frozen=True, eq=False)
class PreparedSamples:
    """Holds some samples before they are prepared (samples, features), and after, if they stay."""

    samples: IntArray
    before: AnyArray
    after: AnyArray | None


@dataclass(frozen=True, eq=False)
class Preparation:
    """Says what preparing a batch would change, and does it.

    title: names the step. changed: the features that become other ones. after: the figures of each
    present feature then, of those that go as they are. change: of a block (samples, features), None
    where samples go. becomes: of each feature that goes, the names of the columns in its place.
    renamed: the names of features that are called otherwise then.
    filled_with: of each feature that misses numbers, what takes their place. goes: the samples that
    go, in order. summary: counts what changes. learnt: what it learnt of the samples, to be told
    once it is done. remarks: what else is to be known, a sentence each. previewed: finds some
    samples that show what happens, in order. keeps: says of which blocks nothing changes: these
    stay the same objects.
    """

    batch: Batch
    title: str
    changed: tuple[int, ...]
    after: FeatureFigures
    summary: str
    change: BlockChange | None = None
    becomes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    renamed: Mapping[int, str] = field(default_factory=dict)
    filled_with: Mapping[int, float] = field(default_factory=dict)
    goes: IntArray = field(default_factory=lambda: NONE_GOES)
    learnt: str = ""
    remarks: tuple[str, ...] = ()
    previewed: Callable[[IsCancelled], IntArray] = lambda cancelled: NONE_GOES
    keeps: Callable[[AnyArray], bool] | None = None

    @property
    def changes_anything(self) -> bool:
        return bool(self.changed) or len(self.goes) > 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the features then."""
        names = self.batch.columns
        return tuple(
            column
            for place, name in enumerate(names)
            for column in self.becomes.get(place, (self.renamed.get(place, name),))
        )

    @property
    def told(self) -> str:
        """What to tell once it is done."""
        return " ".join(text for text in (self.learnt, *self.remarks) if text)

    @property
    def n_bytes(self) -> int:
        """What it writes into memory, about."""
        rows = self.batch.input_rows
        return rows.n_rows_in_memory * len(self.columns) * rows.dtype.itemsize

    def applied(self, project: Project, cancelled: IsCancelled = never) -> Project:
        """The project with the batch prepared; itself when nothing changes.

        Raises NnfsError when its batch is not the one that was looked at, Cancelled when asked to
        stop.
        """
        if project.batch is not self.batch:
            raise NnfsError("The batch has changed since this was worked out; begin anew.")
        if not self.changes_anything:
            return project
        if self.change is None:
            return _without(project, self.goes, cancelled)
        rows = self._prepared(self.batch.input_rows, self.change, cancelled)
        changed = project.with_batch(input_rows=rows, columns=self.columns)
        if not self.becomes:
            return changed
        places = [
            each
            for place in range(self.batch.n_features)
            for each in ([None] * len(self.becomes[place]) if place in self.becomes else [place])
        ]
        return with_scales_of(changed, places, self.batch.n_features)

    def preview(self, cancelled: IsCancelled = never) -> PreparedSamples:
        """Some samples as they are and, unless they go, as they will be.

        Raises Cancelled when asked to stop, NnfsError when they cannot be fetched.
        """
        samples = self.previewed(cancelled)
        before = self.batch.input_rows.rows_at(samples)
        return PreparedSamples(
            samples, before, None if self.change is None else self.change(before)
        )

    def _prepared(self, rows: Rows, change: BlockChange, cancelled: IsCancelled) -> Rows:
        width = len(self.columns)
        if self.keeps is None:
            return rows.mapped(change, width, cancelled=cancelled)
        blocks: list[Block] = []
        for block, (_, numbers) in zip(rows.blocks, rows.arrays(cancelled), strict=True):
            stays = self.keeps(numbers)
            blocks.append(block if stays else derived(block, change, block.shape, rows.dtype))
        return Rows(tuple(blocks), width, rows.dtype)


def first_samples(batch: Batch, cancelled: IsCancelled) -> IntArray:
    """The first samples, where all are changed alike."""
    return np.arange(min(MOST_PREVIEWED, batch.n_samples))


def _without(project: Project, goes: IntArray, cancelled: IsCancelled) -> Project:
    stop_if(cancelled)
    changed = remove_samples(project, goes)
    changed.batch.look_for_classes(cancelled)  # views ask for it and must not wait
    return changed
