"""Recycles memory of large outputs: fresh memory can cost as much time as the layers do."""

from __future__ import annotations

from math import prod
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray

WORTH_KEEPING = 2**20  # bytes; smaller arrays are cheap to take fresh
MOST_KEPT = 2**30  # bytes that lie ready and unused at most


class _FreeMemory:
    """Memory that no array uses any more, the last put back first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._free: list[npt.NDArray[np.uint8]] = []
        self._most = MOST_KEPT

    def take(self, n_bytes: int) -> npt.NDArray[np.uint8]:
        with self._lock:
            for place in reversed(range(len(self._free))):
                if self._free[place].nbytes == n_bytes:
                    return self._free.pop(place)
            self._free.clear()  # other sizes are asked for now: the old memory is of no use
        return np.empty(n_bytes, np.uint8)

    def put_back(self, memory: npt.NDArray[np.uint8]) -> None:
        # The garbage collector may come here at any moment, even in the middle of `take` on the
        # same thread, which would then wait for itself: what cannot be put back is freed.
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._free.append(memory)
            self._trim()
        finally:
            self._lock.release()

    def limit(self, n_bytes: int) -> None:
        with self._lock:
            self._most = min(n_bytes, MOST_KEPT)
            self._trim()

    def _trim(self) -> None:
        while sum(each.nbytes for each in self._free) > min(self._most, MOST_KEPT):
            self._free.pop(0)


_unused = _FreeMemory()


class _RecycledMemory:
    """Owns memory while any array looks into it: each such array holds on to this object."""

    def __init__(self, free_memory: _FreeMemory, memory: npt.NDArray[np.uint8]) -> None:
        self._free_memory = free_memory  # at exit, the module's `_unused` may be gone first
        self._memory = memory
        self.__array_interface__ = self._memory.__array_interface__

    def __del__(self) -> None:
        self._free_memory.put_back(self._memory)


def empty(shape: tuple[int, ...], dtype: np.dtype[Any]) -> AnyArray:
    """An array of any numbers, as `np.empty`; its memory returns once no array looks into it."""
    n_bytes = prod(shape) * dtype.itemsize
    if n_bytes < WORTH_KEEPING:
        return np.empty(shape, dtype)
    return np.asarray(_RecycledMemory(_unused, _unused.take(n_bytes))).view(dtype).reshape(shape)


def limit(n_bytes: int) -> None:
    """From now on let no more than `n_bytes` lie ready and unused: what the next pass may need."""
    _unused.limit(n_bytes)
