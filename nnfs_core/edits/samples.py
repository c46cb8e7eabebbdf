"""Edits of whole samples as a table shows them: their features, and at the end their target."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import float_matrix
from nnfs_core.batch import UNKNOWN
from nnfs_core.edits.inputs import insert_samples, remove_features, set_inputs
from nnfs_core.edits.targets import remove_targets, rename_class, set_targets
from nnfs_core.errors import NnfsError
from nnfs_core.project import Project


def write_samples(
    project: Project,
    row: int,
    column: int,
    values: npt.ArrayLike,
    new_classes: Sequence[str] = (),
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
            f"These are {table.shape[1]:,} columns, but only {batch.n_features + 1 - column:,} "
            f"stand from there up to the target column {batch.target_name}."
        )
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
    batch = project.batch
    values = np.zeros((n_rows, n_columns))
    if values.size == 0:
        return project
    if batch.has_classes and column + n_columns > batch.n_features:
        values[:, -1] = UNKNOWN
    return write_samples(project, row, column, values)


def remove_columns(project: Project, columns: Sequence[int]) -> Project:
    """Remove features, and the target column when it is among them."""
    n_features = project.batch.n_features
    if n_features in columns:
        project = remove_targets(project)
    return remove_features(project, [each for each in columns if each < n_features])
