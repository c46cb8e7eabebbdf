"""Changes the project as a whole: its precision, its text, its batch."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.table_reading import TableReading


def set_precision(project: Project, precision: str) -> Project:
    """Keep and compute all numbers in another precision; going down rounds them once."""
    if precision == project.precision:
        return project
    return replace(project, precision=precision)


def describe(project: Project, title: str, notes: str) -> Project:
    """Set the project's title and notes."""
    if (title, notes) == (project.title, project.notes):
        return project
    return replace(project, title=title, notes=notes)


def replace_batch(project: Project, batch: Batch, reading: TableReading | None = None) -> Project:
    """Put another batch in, as after opening data; the network stays as it is.

    reading: how the table was read that it comes from; without one, what is known stays.
    """
    reading = reading or project.table_reading
    if batch is project.batch and reading == project.table_reading:
        return project
    return replace(project, batch=batch, table_reading=reading)
