"""Mends missing numbers, NaN and infinite ones: in the batch, in a layer's weights."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.edits.inputs import remove_samples
from nnfs_core.edits.layers import dense_at, replace_layer
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.blocks import Block, derived
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


def fill_missing_with_means(project: Project, cancelled: IsCancelled = never) -> Project:
    """Put in place of each missing input the mean of the other numbers of its feature.

    Raises NnfsError for a feature that has no number at all, Cancelled when asked to stop.
    """
    batch = project.batch
    counts = np.zeros(batch.n_features, dtype=np.int64)
    affected = np.zeros(batch.n_features, dtype=bool)
    for _, block in batch.input_rows.arrays(cancelled):
        finite = np.isfinite(block)
        counts += finite.sum(axis=0)
        affected |= ~finite.all(axis=0)
    if not affected.any():
        return project
    empty = affected & (counts == 0)
    if empty.any():
        name = batch.columns[int(np.argmax(empty))]
        raise NnfsError("{name} has no number to take the mean of; set it to 0 or remove it.")(name)
    means = np.zeros(batch.n_features)  # (features,)
    for _, block in batch.input_rows.arrays(cancelled):
        # each number is divided first, so that the sum of large ones stays in range
        shares = np.where(np.isfinite(block), block, 0) / np.maximum(counts, 1)
        means += shares.sum(axis=0, dtype=np.float64)
    return _filled(project, means, cancelled)


def fill_missing_with_zeros(project: Project, cancelled: IsCancelled = never) -> Project:
    """Set each missing input to 0; raises Cancelled when asked to stop."""
    return _filled(project, np.zeros(project.batch.n_features), cancelled)


def remove_missing_samples(project: Project, cancelled: IsCancelled = never) -> Project:
    """Remove the samples that have a missing input; raises Cancelled when asked to stop."""
    return remove_samples(project, missing_samples(project.batch, cancelled))


def fill_missing_weights_with_zeros(project: Project, index: int) -> Project:
    """Set each weight and bias of the dense layer at `index` that is NaN or infinite to 0."""
    layer = dense_at(project, index)
    fills = {name: np.isfinite(array) for name, array in layer.arrays().items()}
    if all(is_finite.all() for is_finite in fills.values()):
        return project
    weights, biases = (
        seal(np.where(fills[name], array, 0).astype(array.dtype))
        for name, array in layer.arrays().items()
    )
    return replace_layer(project, index, replace(layer, weights=weights, biases=biases))


def missing_samples(batch: Batch, cancelled: IsCancelled = never) -> npt.NDArray[np.int64]:
    """The numbers of the samples that have a missing input, in order."""
    found = [
        start + np.flatnonzero(~np.isfinite(block).all(axis=1))
        for start, block in batch.input_rows.arrays(cancelled)
    ]
    return np.concatenate([np.empty(0, dtype=np.int64), *found])


def _filled(project: Project, values: FloatArray, cancelled: IsCancelled) -> Project:
    """The project with values[j] in place of each missing input of feature j."""
    rows = project.batch.input_rows
    mended = partial(with_finite_values, values=values)
    blocks: list[Block] = []
    for block, (_, numbers) in zip(rows.blocks, rows.arrays(cancelled), strict=True):
        is_whole = np.isfinite(numbers).all()
        blocks.append(block if is_whole else derived(block, mended, block.shape, rows.dtype))
    if all(new is old for new, old in zip(blocks, rows.blocks, strict=True)):
        return project
    filled = Rows(tuple(blocks), rows.width, rows.dtype)
    return project.with_batch(input_rows=filled)


def with_finite_values(block: AnyArray, values: FloatArray) -> AnyArray:
    """A copy of a block with values[j] in place of each missing number of column j."""
    return np.where(np.isfinite(block), block, values).astype(block.dtype)
