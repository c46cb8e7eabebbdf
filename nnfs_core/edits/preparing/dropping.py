"""Drops the samples in which something is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.edits.inputs import remove_samples
from nnfs_core.edits.preparing.figures import BatchFigures, FeatureFigures, IntArray
from nnfs_core.edits.preparing.preparation import MOST_PREVIEWED, Preparation
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.wording import agreeing, counted, sentence

NOBODY = np.empty(0, np.int64)


def remove_missing_samples(project: Project, cancelled: IsCancelled = never) -> Project:
    """Remove the samples that have a missing input; raises Cancelled when asked to stop."""
    changed = remove_samples(project, missing_samples(project.batch, cancelled))
    changed.batch.look_for_classes(cancelled)  # views ask for it and must not wait
    return changed


def missing_samples(batch: Batch, cancelled: IsCancelled = never) -> IntArray:
    """The numbers of the samples that have a missing input, in order."""
    found = [
        start + np.flatnonzero(~np.isfinite(block).all(axis=1))
        for start, block in batch.input_rows.arrays(cancelled)
    ]
    return np.concatenate([NOBODY, *found])


def samples_without_target(batch: Batch, cancelled: IsCancelled = never) -> IntArray:
    """The numbers of the samples whose class is unknown or whose value is missing, in order."""
    rows = batch.target_rows
    if rows is None:
        return NOBODY
    found = [
        start
        + np.flatnonzero((block < 0 if batch.has_classes else ~np.isfinite(block)).reshape(-1))
        for start, block in rows.arrays(cancelled)
    ]
    return np.concatenate([NOBODY, *found])


def dropping_plan(
    figures: BatchFigures,
    features: Sequence[int] | None = None,
    *,
    with_targets: bool = False,
    cancelled: IsCancelled = never,
    progress: Progress = ignored,
) -> Preparation:
    """What dropping the samples would change in which one of some features, all by default, misses.

    `with_targets` drops those of an unknown target, too. Raises NnfsError where a feature is asked
    for that is none, Cancelled when asked to stop.
    """
    batch, chosen = figures.batch, list(figures.checked(features))
    without_target = samples_without_target(batch, cancelled) if with_targets else NOBODY
    found: list[IntArray] = [NOBODY]

    def staying() -> Iterator[AnyArray]:
        for start, block in batch.input_rows.arrays(cancelled):
            goes = np.array(~np.isfinite(block[:, chosen]).all(axis=1))
            first, last = np.searchsorted(without_target, (start, start + len(block)))
            goes[without_target[first:last] - start] = True
            found.append(start + np.flatnonzero(goes))
            progress(start / batch.n_samples)
            yield block[~goes] if goes.any() else block

    after = FeatureFigures.of(staying(), batch.n_features)
    goes = np.concatenate(found)
    drop = sentence("Drop {samples} in which something is missing")
    go = sentence("{goes} of {samples} {go}; {stay:,} {stays}.")
    summary = go(
        f"{len(goes):,}",
        counted(batch.n_samples, "sample"),
        agreeing(len(goes), "goes", "go"),
        batch.n_samples - len(goes),
        agreeing(batch.n_samples - len(goes), "stays", "stay"),
    )
    return Preparation(
        batch,
        drop(counted(len(goes), "sample")),
        (),
        after,
        summary if len(goes) else "Nothing changes: no sample misses any of it.",
        goes=goes,
        learnt=sentence("Dropped {samples} in which something is missing; {stay:,} stay.")(
            counted(len(goes), "sample"), batch.n_samples - len(goes)
        ),
        previewed=partial(_first, goes),
    )


def _first(goes: IntArray, cancelled: IsCancelled) -> IntArray:
    return goes[:MOST_PREVIEWED]
