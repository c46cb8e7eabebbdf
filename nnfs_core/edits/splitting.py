"""Says which samples are for training, for validation and for test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import seal
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.project import Project
from nnfs_core.project.subset import SUBSET, Subset


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
        raise NnfsError("The batch has {n:,} samples; the subsets reach beyond.")(batch.n_samples)
    rows = batch.subset_rows
    if rows is None and subset == Subset.TRAINING:
        return project
    if rows is None:
        rows = Rows.of(seal(np.full((batch.n_samples, 1), Subset.TRAINING, SUBSET)))
    new = rows.with_cells_at(places, 0, np.full((len(places), 1), subset, SUBSET))
    return project if new is batch.subset_rows else project.with_batch(subset_rows=new)


def remove_split(project: Project) -> Project:
    """Have all samples be one again, for whatever looks at samples."""
    if project.batch.subset_rows is None:
        return project
    return project.with_batch(subset_rows=None)
