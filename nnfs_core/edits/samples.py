"""Edits whole samples as a table shows them: features, the target, and what they are for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, float_matrix
from nnfs_core.edits.inputs import insert_samples, remove_features, set_inputs
from nnfs_core.edits.layers import as_kept
from nnfs_core.edits.subsets import remove_split, write_subsets
from nnfs_core.edits.targets import checked_targets, remove_targets, rename_class, set_targets
from nnfs_core.errors import NnfsError
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.project.project import Project
from nnfs_core.project.table_columns import TableColumns
from nnfs_core.wording import counted


def write_samples(
    project: Project, row: int, column: int, values: npt.ArrayLike, new_classes: Sequence[str] = ()
) -> Project:
    """Write a rectangle (samples, columns) into the table, whose columns `TableColumns` tells.

    The table grows when the values reach beyond it; raises NnfsError when they reach beyond a
    target or subset column. `new_classes` are names for the class numbers that follow the present
    ones.
    """
    table = float_matrix(values, "The numbers")
    if table.size == 0:
        return project
    batch, stop = project.batch, column + table.shape[1]
    columns = TableColumns.of(batch)
    if stop <= batch.n_features or columns.count == batch.n_features:
        return set_inputs(project, row, column, table)
    if stop > columns.count:
        kind = "target column" if columns.subset < 0 else "column"
        raise NnfsError(
            "These are {n_columns:,} columns, but only {n_left:,} stand from there up to the "
            "{kind} {name}."
        )(table.shape[1], columns.count - column, kind, columns.name(columns.count - 1, batch))
    first_new = batch.n_classes
    missing = row + len(table) - batch.n_samples
    if missing > 0:
        project = insert_samples(project, batch.n_samples, missing)
    project = set_inputs(project, row, column, table[:, : max(0, batch.n_features - column)])
    if column <= columns.target < stop:
        project = set_targets(project, row, table[:, columns.target - column])
    if column <= columns.subset < stop:
        samples = np.arange(row, row + len(table))
        project = write_subsets(project, samples, table[:, columns.subset - column])
    for number, name in enumerate(new_classes, start=first_new):
        project = rename_class(project, number, name)
    return project


def clear_samples(project: Project, row: int, column: int, n_rows: int, n_columns: int) -> Project:
    """Set a rectangle of features to 0, classes in it to unknown, and subsets to training."""
    values = cleared(project.batch, column, n_rows, n_columns)
    return write_samples(project, row, column, values) if values.size else project


def cleared(batch: Batch, column: int, n_rows: int, n_columns: int) -> FloatArray:
    """What an empty rectangle of the table holds: zeros, and in a column of classes UNKNOWN."""
    values, target = np.zeros((n_rows, n_columns)), TableColumns.of(batch).target
    if batch.has_classes and column <= target < column + n_columns:
        values[:, target - column] = UNKNOWN
    return values


def write_samples_at(
    project: Project,
    samples: npt.NDArray[np.integer],
    column: int,
    values: npt.ArrayLike,
    new_classes: Sequence[str] = (),
) -> Project:
    """Write a row of `values` (samples, columns) into each of some samples, wherever they stand.

    Nothing grows: raises NnfsError when the values reach beyond the table or the precision.
    """
    table = float_matrix(values, "The numbers")
    if table.size == 0:
        return project
    batch, stop = project.batch, column + table.shape[1]
    columns = TableColumns.of(batch)
    if column < 0 or stop > columns.count or len(table) != len(samples):
        raise NnfsError(
            "These are {n_columns:,} columns, but only {n_left:,} stand from there to the end of "
            "the table."
        )(table.shape[1], columns.count - column)
    if np.min(samples) < 0 or np.max(samples) >= batch.n_samples:
        raise NnfsError("The batch has {samples}; the numbers reach beyond.")(
            counted(batch.n_samples, "sample")
        )
    inputs, targets = batch.input_rows, batch.target_rows
    n_inputs = min(stop, batch.n_features) - column
    if n_inputs > 0:
        new = as_kept(table[:, :n_inputs], project.dtype, "An input")
        inputs = inputs.with_cells_at(samples, column, new)
    if column <= columns.target < stop and targets is not None:
        new = checked_targets(project, table[:, columns.target - column])
        targets = targets.with_cells_at(samples, 0, new)
    if inputs is not batch.input_rows or targets is not batch.target_rows:
        project = project.with_batch(input_rows=inputs, target_rows=targets)
    if column <= columns.subset < stop:
        project = write_subsets(project, samples, table[:, columns.subset - column])
    for number, name in enumerate(new_classes, start=batch.n_classes):
        project = rename_class(project, number, name)
    return project


def remove_columns(project: Project, columns: Sequence[int]) -> Project:
    """Remove features, and the target and the split when their columns are among them."""
    known = TableColumns.of(project.batch)
    if known.target >= 0 and known.target in columns:
        project = remove_targets(project)
    if known.subset >= 0 and known.subset in columns:
        project = remove_split(project)
    beyond = [each for each in columns if each >= known.count]
    features = [each for each in columns if each < known.n_features]
    return remove_features(project, features + beyond)
