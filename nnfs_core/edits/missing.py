"""Edits that mend a batch with missing numbers: cells that are NaN or infinite."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.batch import Batch
from nnfs_core.blocks import derived, read
from nnfs_core.edits.inputs import remove_samples
from nnfs_core.errors import NnfsError
from nnfs_core.project import Project
from nnfs_core.rows import Rows


def fill_missing_with_means(project: Project) -> Project:
    """Put in place of each missing input the mean of the other numbers of its feature.

    Raises NnfsError for a feature that has no number at all.
    """
    batch = project.batch
    counts = np.zeros(batch.n_features, dtype=np.int64)
    affected = np.zeros(batch.n_features, dtype=bool)
    for _, block in batch.input_rows.arrays():
        finite = np.isfinite(block)
        counts += finite.sum(axis=0)
        affected |= ~finite.all(axis=0)
    if not affected.any():
        return project
    empty = affected & (counts == 0)
    if empty.any():
        name = batch.columns[int(np.argmax(empty))]
        raise NnfsError(f"{name} has no number to take the mean of; set it to 0 or remove it.")
    means = np.zeros(batch.n_features)  # (features,)
    for _, block in batch.input_rows.arrays():
        # each number is divided first, so that the sum of large ones stays in range
        shares = np.where(np.isfinite(block), block, 0) / np.maximum(counts, 1)
        means += shares.sum(axis=0, dtype=np.float64)
    return _filled(project, means)


def fill_missing_with_zeros(project: Project) -> Project:
    """Set each missing input to 0."""
    return _filled(project, np.zeros(project.batch.n_features))


def remove_missing_samples(project: Project) -> Project:
    """Remove the samples that have a missing input."""
    return remove_samples(project, missing_samples(project.batch))


def missing_samples(batch: Batch) -> npt.NDArray[np.int64]:
    """The numbers of the samples that have a missing input, in order."""
    rows = batch.input_rows
    found = [
        start + np.flatnonzero(~np.isfinite(block).all(axis=1)) for start, block in rows.arrays()
    ]
    return np.concatenate([np.empty(0, dtype=np.int64), *found])


def _filled(project: Project, values: FloatArray) -> Project:
    """The project with values[j] in place of each missing input of feature j."""
    rows = project.batch.input_rows
    blocks = [
        block
        if np.isfinite(read(block)).all()
        else derived(block, partial(_with_values, values=values), block.shape, rows.dtype)
        for block in rows.blocks
    ]
    if all(new is old for new, old in zip(blocks, rows.blocks, strict=True)):
        return project
    filled = Rows(tuple(blocks), rows.width, rows.dtype)
    return replace(project, batch=project.batch.with_(input_rows=filled))


def _with_values(block: AnyArray, values: FloatArray) -> AnyArray:
    return np.where(np.isfinite(block), block, values).astype(block.dtype)
