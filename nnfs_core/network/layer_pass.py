"""One layer's outputs for one block of rows, written where they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.errors import Cancelled
from nnfs_core.layers import Layer

# A part is what runs between two looks at whether to stop: well under 200 ms on any computer.
MAX_PART_PRODUCTS = 2**28
MIN_PART_ROWS = 16


def matrix_in(memory: AnyArray, n_rows: int, width: int) -> AnyArray:
    """Flat `memory` as a matrix (n_rows, width) that lies along its longer side.

    Of many samples each neuron's numbers lie together, so that activations, biases and the softmax
    run along contiguous memory however few the neurons are. Nothing but the shape decides it, since
    the last bits of a product depend on it.
    """
    if n_rows > width:
        return memory.reshape(width, n_rows).T
    return memory.reshape(n_rows, width)


def empty_matrix(n_rows: int, width: int, dtype: np.dtype[Any]) -> AnyArray:
    """A fresh matrix (n_rows, width) of any numbers that lies along its longer side."""
    if n_rows > width:
        return np.empty((width, n_rows), dtype).T
    return np.empty((n_rows, width), dtype)


def write_layer(
    layer: Layer,
    entering: FloatArray,
    outputs: FloatArray,
    cancelled: Callable[[], bool] = lambda: False,
) -> float:
    """Write a layer's outputs for some rows, in parts where it is wide; the seconds that it took.

    Raises Cancelled soon after `cancelled` turns true.
    """
    began = perf_counter()
    step = max(MIN_PART_ROWS, MAX_PART_PRODUCTS // max(1, layer.parameter_count))
    for start in range(0, len(entering), step):
        if cancelled():
            raise Cancelled
        rows = slice(start, start + step)
        layer.write(entering[rows], outputs[rows])
    return perf_counter() - began
