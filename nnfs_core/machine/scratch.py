"""Lends each thread memory, the same again and again, for what it needs only for a moment."""

from __future__ import annotations

from functools import lru_cache
from threading import local
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, seal

MOST_KEPT = 2**24  # bytes of one piece; a larger one is freed with its last user
_of_thread = local()


def scratch(name: str, n_cells: int, dtype: npt.DTypeLike) -> AnyArray:
    """A flat array of `n_cells` of any numbers; the thread's next call of that name reuses it."""
    dtype = np.dtype(dtype)
    n_bytes = n_cells * dtype.itemsize
    kept: dict[str, npt.NDArray[np.uint8]] = _of_thread.__dict__
    memory = kept.get(name)
    if memory is None or memory.nbytes < n_bytes:
        memory = np.empty(n_bytes, np.uint8)
        if n_bytes <= MOST_KEPT:
            kept[name] = memory
    return memory[:n_bytes].view(dtype)


def scratch_like(name: str, array: AnyArray, dtype: npt.DTypeLike | None = None) -> AnyArray:
    """Scratch memory in the shape of a matrix, its numbers lying in the same order."""
    flat = scratch(name, array.size, array.dtype if dtype is None else dtype)
    if is_neuron_major(array):
        return flat.reshape(array.shape[::-1]).T
    return flat.reshape(array.shape)


def zeros_along(array: AnyArray) -> AnyArray:
    """Zeros that broadcast to a matrix, as many as lie side by side in its memory.

    NumPy runs much faster along an array of zeros than with a single 0.
    """
    n_samples, width = array.shape
    if is_neuron_major(array):
        return _zeros(n_samples, array.dtype).reshape(-1, 1)
    return _zeros(width, array.dtype)


def is_neuron_major(array: AnyArray) -> bool:
    """True when the numbers of each neuron, not those of each sample, lie side by side."""
    return array.strides[0] < array.strides[1]


@lru_cache(maxsize=16)
def _zeros(count: int, dtype: np.dtype[Any]) -> AnyArray:
    return seal(np.zeros(count, dtype))
