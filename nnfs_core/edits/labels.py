"""Edits what samples are called."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import same_bits
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.labels import NO_LABEL, TEXT, label_column
from nnfs_core.project.project import Project
from nnfs_core.wording import counted


def set_labels(
    project: Project, samples: Sequence[int] | npt.NDArray[np.integer], labels: Sequence[str]
) -> Project:
    """Give each of some samples its label, an empty one to take it away.

    Labels begin with the first that is given. Raises NnfsError for a sample that is not there, for
    another number of labels than of samples, and for a label that is too long.
    """
    batch, given = project.batch, dict(zip(map(int, samples), labels, strict=False))
    if len(samples) != len(labels):
        raise NnfsError("These are {labels} for {samples}.")(
            counted(len(labels), "label"), counted(len(samples), "sample")
        )
    if not given:
        return project
    places, new = np.array([*given], np.int64), label_column(given.values())
    if places.min() < 0 or places.max() >= batch.n_samples:
        raise NnfsError("The batch has {samples}; the labels reach beyond.")(
            counted(batch.n_samples, "sample")
        )
    rows = batch.label_rows
    if rows is None:
        if not (new != NO_LABEL).any():
            return project
        rows = Rows.of(np.full((batch.n_samples, 1), NO_LABEL, TEXT))
    elif same_bits(rows.rows_at(places, slice(None)), new):
        return project
    return project.with_batch(label_rows=rows.with_cells_at(places, 0, new))


def rename_labels(project: Project, name: str) -> Project:
    """Name the column of labels, as files call it."""
    name = " ".join(name.split())
    if project.batch.label_rows is None:
        raise NnfsError("The samples have no labels.")
    if not name:
        raise NnfsError("The column of labels needs a name.")
    return project if name == project.batch.label_name else project.with_batch(label_name=name)


def remove_labels(project: Project) -> Project:
    """Take the labels of all samples away."""
    if project.batch.label_rows is None:
        return project
    return project.with_batch(label_rows=None)
