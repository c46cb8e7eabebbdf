"""Says what pictures the samples are, and draws on them."""

from __future__ import annotations

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.edits.layers import finite
from nnfs_core.errors import NnfsError
from nnfs_core.project.pictures import PictureSize
from nnfs_core.project.project import Project


def say_pictures(project: Project, size: PictureSize | None) -> Project:
    """Say how large the pictures are that the samples hold, or NO_PICTURES; None takes it back.

    Raises ShapeError unless a sample has a feature for each pixel.
    """
    if size == project.batch.said_pictures:
        return project
    return project.with_batch(said_pictures=size)


def draw_on_sample(project: Project, sample: int, pixels: FloatArray) -> Project:
    """Give some inputs of a sample other values: `pixels` (features,) is NaN where they stay.

    Raises NnfsError where there is no such sample, and for values beyond the precision.
    """
    batch = project.batch
    if not 0 <= sample < batch.n_samples or pixels.shape != (batch.n_features,):
        raise NnfsError("There is no sample {sample} of {n:,} features.")(sample, len(pixels))
    drawn = ~np.isnan(pixels)
    if not drawn.any():
        return project
    row = batch.input_rows.row(sample).copy()
    row[drawn] = finite(pixels[drawn], project.dtype, "An input")[0]
    rows = batch.input_rows.with_cells(sample, 0, row[np.newaxis])
    return project if rows is batch.input_rows else project.with_batch(input_rows=rows)
