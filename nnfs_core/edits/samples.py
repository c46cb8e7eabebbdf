"""Edits whole samples as a table shows them: their features, and at the end their target."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, float_matrix
from nnfs_core.edits.inputs import insert_samples, remove_features, set_inputs
from nnfs_core.edits.layers import as_kept
from nnfs_core.edits.targets import checked_targets, remove_targets, rename_class, set_targets
from nnfs_core.errors import NnfsError
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.project.project import Project


def write_samples(
    project: Project, row: int, column: int, values: npt.ArrayLike, new_classes: Sequence[str] = ()
) -> Project:
    """Write a rectangle (samples, columns) into the table of features and target, if there is one.

    The table grows when the values reach beyond it; raises NnfsError when they reach beyond a
    target column. `new_classes` are names for the class numbers that follow the present ones.
    """
    table = float_matrix(values, "The numbers")
    if table.size == 0:
        return project
    batch, stop = project.batch, column + table.shape[1]
    if batch.target_rows is None or stop <= batch.n_features:
        return set_inputs(project, row, column, table)
    if stop > batch.n_features + 1:
        raise NnfsError(
            "These are {n_columns:,} columns, but only {n_left:,} stand from there up to the "
            "target column {target_name}."
        )(table.shape[1], batch.n_features + 1 - column, batch.target_name)
    first_new = batch.n_classes
    missing = row + len(table) - batch.n_samples
    if missing > 0:
        project = insert_samples(project, batch.n_samples, missing)
    project = set_inputs(project, row, column, table[:, :-1])
    project = set_targets(project, row, table[:, -1])
    for number, name in enumerate(new_classes, start=first_new):
        project = rename_class(project, number, name)
    return project


def clear_samples(project: Project, row: int, column: int, n_rows: int, n_columns: int) -> Project:
    """Set a rectangle of features to 0, and classes in it to unknown."""
    values = cleared(project.batch, column, n_rows, n_columns)
    return write_samples(project, row, column, values) if values.size else project


def cleared(batch: Batch, column: int, n_rows: int, n_columns: int) -> FloatArray:
    """What an empty rectangle of the table holds: zeros, and in the target column UNKNOWN."""
    values = np.zeros((n_rows, n_columns))
    if batch.has_classes and column + n_columns > batch.n_features:
        values[:, -1:] = UNKNOWN
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
    n_columns = batch.n_features + (batch.target_rows is not None)
    if column < 0 or stop > n_columns or len(table) != len(samples):
        raise NnfsError(
            "These are {n_columns:,} columns, but only {n_left:,} stand from there to the end of "
            "the table."
        )(table.shape[1], n_columns - column)
    if np.min(samples) < 0 or np.max(samples) >= batch.n_samples:
        raise NnfsError("The batch has {n:,} samples; the numbers reach beyond.")(batch.n_samples)
    inputs, targets = batch.input_rows, batch.target_rows
    n_inputs = min(stop, batch.n_features) - column
    if n_inputs > 0:
        new = as_kept(table[:, :n_inputs], project.dtype, "An input")
        inputs = inputs.with_cells_at(samples, column, new)
    if stop > batch.n_features and targets is not None:
        targets = targets.with_cells_at(samples, 0, checked_targets(project, table[:, -1]))
    if inputs is not batch.input_rows or targets is not batch.target_rows:
        project = project.with_batch(input_rows=inputs, target_rows=targets)
    for number, name in enumerate(new_classes, start=batch.n_classes):
        project = rename_class(project, number, name)
    return project


def remove_columns(project: Project, columns: Sequence[int]) -> Project:
    """Remove features, and the target column when it is among them."""
    n_features = project.batch.n_features
    if n_features in columns:
        project = remove_targets(project)
    return remove_features(project, [each for each in columns if each < n_features])
