"""Edits the batch's targets and the names of its classes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, same_bits
from nnfs_core.edits.layers import as_kept
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import full_number
from nnfs_core.project.batch import MAX_CLASSES, UNKNOWN
from nnfs_core.project.matching import ClassMatch, renumbered
from nnfs_core.project.project import Project


def add_targets(project: Project) -> Project:
    """Give every sample a class to fill in, unknown for now."""
    if project.batch.target_rows is not None:
        return project
    targets = np.full((project.batch.n_samples, 1), UNKNOWN, np.int64)
    return project.with_batch(target_rows=Rows.of(targets))


def remove_targets(project: Project) -> Project:
    """Take the targets out, with the names of their classes."""
    if project.batch.target_rows is None:
        return project
    return project.with_batch(target_rows=None, class_names=())


def set_targets(project: Project, row: int, values: npt.ArrayLike) -> Project:
    """Set the targets of the samples from `row` on: class numbers (-1 unknown), or values.

    Raises NnfsError when a class number is not whole or out of range, or beyond the batch.
    """
    batch, targets = project.batch, project.batch.target_rows
    if targets is None:
        raise NnfsError("The batch has no target column; add one first.")
    new = checked_targets(project, values)
    if row < 0 or row + len(new) > batch.n_samples:
        raise NnfsError("The batch has {n_samples} samples; the targets reach beyond them.")(
            batch.n_samples
        )
    if same_bits(targets.rows(row, row + len(new)), new):
        return project
    return project.with_batch(target_rows=targets.with_cells(row, 0, new))


def checked_targets(project: Project, values: npt.ArrayLike) -> AnyArray:
    """Targets as the batch keeps them (samples, 1); raises NnfsError for what is no target."""
    batch, targets = project.batch, project.batch.target_rows
    if targets is None:
        raise NnfsError("The batch has no target column; add one first.")
    kept = np.dtype(np.float64) if batch.has_classes else project.dtype
    new = as_kept(values, kept, "A target").reshape(-1, 1)
    if batch.has_classes:
        wrong = (new != np.floor(new)) | (new < UNKNOWN) | (new >= MAX_CLASSES)
        if wrong.any():
            first = float(new[wrong][0])
            raise NnfsError(
                "A class is a whole number from 0 to {end:,}, or -1 for unknown, but it is {first}."
            )(MAX_CLASSES - 1, full_number(first))
    return new.astype(targets.dtype)


def rename_target(project: Project, name: str) -> Project:
    """Name the target column."""
    name = " ".join(name.split())
    if not name:
        raise NnfsError("The target column needs a name.")
    if name == project.batch.target_name:
        return project
    return project.with_batch(target_name=name)


def rename_class(project: Project, number: int, name: str) -> Project:
    """Name a class; an empty name brings `class 2` back. Raises NnfsError for a taken name."""
    names, name = project.batch.class_names, " ".join(name.split())
    if not 0 <= number < MAX_CLASSES:
        raise NnfsError("Only classes 0 to {end:,} can be named, not {n}.")(MAX_CLASSES - 1, number)
    if name and name in names and names.index(name) != number:
        raise NnfsError("There is a class named {name} already; choose another name.")(name)
    padded = [*names, *[""] * (number + 1 - len(names))]
    if padded[number] == name:
        return project
    padded[number] = name
    return project.with_batch(class_names=tuple(padded))


def renumber_classes(project: Project, match: ClassMatch) -> Project:
    """Give the classes other numbers and names; raises NnfsError for too many."""
    batch = renumbered(project.batch, match.numbers, match.names)
    return project if batch is project.batch else replace(project, batch=batch)
