"""Chooses the colours of pictures: one scale for all samples of a batch."""

from __future__ import annotations

import numpy as np

from nnfs_core.forward.evaluate import LayerResult
from nnfs_core.matrix.blocks import in_memory
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.work.quick import is_quick

MOST_LOOKED_INTO = 4  # blocks whose least and largest numbers NaN or infinity hides


def picture_scale(theme: Theme, inputs: LayerResult | None) -> Scale:
    """From 0 to the largest input of the batch; to either side of 0 where some are below it.

    `inputs` is what a forward pass saw of the batch. NaN and infinity make no scale.
    """
    low, high = (0.0, 0.0) if inputs is None else _range(inputs)
    if low < 0:
        return Scale.diverging(theme, max(-low, high))
    return Scale.ink(theme, high)


def _range(inputs: LayerResult) -> tuple[float, float]:
    """The least and the largest finite input, 0 among them."""
    ranges = np.array(inputs.block_ranges, np.float64).reshape(-1, 2)
    are_finite = np.isfinite(ranges).all(axis=1)
    found = [ranges[are_finite].reshape(-1)]
    for number in np.flatnonzero(~are_finite)[:MOST_LOOKED_INTO].tolist():
        array = in_memory(inputs.output.blocks[number])
        if array is not None and is_quick(cells_counted=array.size):
            found.append(array[np.isfinite(array)])
    numbers = np.concatenate([*found, [0.0]])
    return float(numbers.min()), float(numbers.max())
