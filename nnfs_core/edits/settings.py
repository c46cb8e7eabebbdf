"""Changes the project as a whole: its precision, its text, its batch."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


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


def replace_batch(project: Project, batch: Batch) -> Project:
    """Put another batch in, as after opening data; the network stays as it is."""
    return project if batch is project.batch else replace(project, batch=batch)
