"""Says which samples are for training, for validation and for test."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nnfs_core.arrays import seal
from nnfs_core.edits.drawn_split import Subsets, drawn_subsets
from nnfs_core.edits.samples import remove_columns
from nnfs_core.edits.split_columns import column_subsets
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset


def split_by_shares(
    project: Project,
    training: float,
    validation: float,
    test: float,
    *,
    seed: int = 0,
    stratified: bool = False,
    cancelled: IsCancelled = never,
) -> Project:
    """Split the samples at random, as `drawn_subsets` does; shares are from 0 to 1.

    The same seed gives the same split of as many samples (and classes, where it is stratified).
    Raises NnfsError and Cancelled as it does.
    """
    shares = training, validation, test
    batch = project.batch
    drawn = drawn_subsets(batch, shares, seed, stratified=stratified, cancelled=cancelled)
    return _with_subsets(project, drawn)


def split_by_column(
    project: Project,
    column: int,
    meanings: Mapping[float, Subset],
    *,
    take_out: bool = False,
    cancelled: IsCancelled = never,
) -> Project:
    """Split the samples by a feature, or by the target behind the last one.

    `meanings` says what samples of each value are for; that of class numbers where the target has
    classes, and of NaN for those without a value. `take_out` removes the column. Raises NnfsError
    and Cancelled as `column_subsets` does.
    """
    split = _with_subsets(project, column_subsets(project.batch, column, meanings, cancelled))
    return remove_columns(split, [column]) if take_out else split


def _with_subsets(project: Project, subsets: Subsets) -> Project:
    known = project.batch.subsets
    if known is not None and np.array_equal(known, subsets):
        return project
    split = project.with_batch(subset_rows=Rows.of(seal(subsets.reshape(-1, 1))))
    _ = split.batch.subset_counts  # here, as the window must not wait for it
    return split
