"""Mends weights and biases that are missing: NaN, and infinite ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnfs_core.arrays import seal
from nnfs_core.edits.layers import dense_at, replace_layer
from nnfs_core.project.project import Project


def fill_missing_weights_with_zeros(project: Project, index: int) -> Project:
    """Set each weight and bias of the dense layer at `index` that is NaN or infinite to 0."""
    layer = dense_at(project, index)
    fills = {name: np.isfinite(array) for name, array in layer.arrays().items()}
    if all(is_finite.all() for is_finite in fills.values()):
        return project
    weights, biases = (
        seal(np.where(fills[name], array, 0).astype(array.dtype))
        for name, array in layer.arrays().items()
    )
    return replace_layer(project, index, replace(layer, weights=weights, biases=biases))
