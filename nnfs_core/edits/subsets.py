"""Puts samples into subsets by hand, and makes all of them one again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import seal
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.project import Project
from nnfs_core.project.subset import SUBSET, Subset
from nnfs_core.wording import counted


def set_subsets(
    project: Project, samples: Sequence[int] | npt.NDArray[np.integer], subset: Subset
) -> Project:
    """Put some samples into a subset; while nothing is split, all others become training samples.

    Training samples of a batch that is not split change nothing. Raises NnfsError for a sample
    that is not there.
    """
    batch, places = project.batch, np.asarray(samples, np.int64)
    if not len(places):
        return project
    if places.min() < 0 or places.max() >= batch.n_samples:
        raise NnfsError("The batch has {samples}; the subsets reach beyond.")(
            counted(batch.n_samples, "sample")
        )
    rows = batch.subset_rows
    if rows is None and subset == Subset.TRAINING:
        return project
    if rows is None:
        rows = Rows.of(seal(np.full((batch.n_samples, 1), Subset.TRAINING, SUBSET)))
    new = rows.with_cells_at(places, 0, np.full((len(places), 1), subset, SUBSET))
    return project if new is batch.subset_rows else project.with_batch(subset_rows=new)


def write_subsets(
    project: Project, samples: npt.NDArray[np.integer], numbers: npt.ArrayLike
) -> Project:
    """Put each of some samples of a split batch into the subset of its number.

    Raises NnfsError for a number that is none of `Subset`.
    """
    rows, new = project.batch.subset_rows, np.asarray(numbers).reshape(-1, 1)
    if rows is None:
        raise NnfsError("The samples are not split.")
    if not np.isin(new, np.array(Subset)).all():
        raise NnfsError("A subset is training, validation or test.")
    changed = rows.with_cells_at(samples, 0, new.astype(SUBSET))
    return project if changed is rows else project.with_batch(subset_rows=changed)


def remove_split(project: Project) -> Project:
    """Have all samples be one again, for whatever looks at samples."""
    if project.batch.subset_rows is None:
        return project
    return project.with_batch(subset_rows=None)
