"""Keeps a matrix's rows in blocks: arrays in memory, or blocks fetched when looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any
from weakref import ref

import numpy as np

from nnfs_core.arrays import AnyArray, read_only

MOST_KEPT = 64 * 2**20  # bytes of blocks that stay in memory after they were looked at


class Deferred:
    """Stands for a block (rows, width) in memory only while looked at; subclasses `load` it.

    It stands for numbers that never change, so that the same object means the same numbers. What
    was looked at last stays in memory for a while.
    """

    def __init__(self, shape: tuple[int, int], dtype: np.dtype[Any]) -> None:
        self.shape, self.dtype = shape, dtype
        self._loaded: AnyArray | None = None

    def __len__(self) -> int:
        return self.shape[0]

    def load(self) -> AnyArray:
        """The whole block, read-only; raises NnfsError when it cannot be fetched."""
        raise NotImplementedError

    def in_memory(self) -> AnyArray | None:
        """The block if looking at it costs nothing now."""
        loaded = self._loaded
        if loaded is not None:
            _recent.touch(self)
        return loaded

    def keep(self, array: AnyArray) -> AnyArray:
        """Keep `array`, which must be this block's numbers, in memory for a while."""
        _recent.keep(self, array)
        return array

    def read(self) -> AnyArray:
        """The block, fetched only when it is not in memory; raises NnfsError as `load` does."""
        loaded = self.in_memory()
        return self.keep(self.load()) if loaded is None else loaded


Block = AnyArray | Deferred


def read(block: Block) -> AnyArray:
    """The numbers of a block; raises NnfsError when a deferred one cannot be fetched."""
    return block if isinstance(block, np.ndarray) else block.read()  # the quicker question


def read_in_passing(block: Block) -> AnyArray:
    """As `read`, for reading many blocks once: blocks that others look at stay in memory."""
    if isinstance(block, np.ndarray):
        return block
    loaded = block.in_memory()
    return block.load() if loaded is None else loaded


def in_memory(block: Block) -> AnyArray | None:
    """The numbers of a block, or None while fetching them would take time."""
    return block if isinstance(block, np.ndarray) else block.in_memory()


class Derived(Deferred):
    """Changes a deferred block by functions, one after the other, when it is looked at.

    The `source` is never itself derived. Each of the `changes` should be a `partial` of a function
    that has a name, so that it can be written down (`nnfs_core/recovery`).
    """

    def __init__(
        self,
        source: Deferred,
        change: Callable[[AnyArray], AnyArray],
        shape: tuple[int, int],
        dtype: np.dtype[Any],
    ) -> None:
        super().__init__(shape, dtype)
        self.source = source
        self.changes: tuple[Callable[[AnyArray], AnyArray], ...] = (change,)
        if isinstance(source, Derived):  # its own source, so that no chain grows
            self.source, self.changes = source.source, (*source.changes, change)

    def load(self) -> AnyArray:
        array = read_in_passing(self.source)
        for change in self.changes:
            array = change(array)
        return read_only(array)


def derived(
    block: Block, change: Callable[[AnyArray], AnyArray], shape: tuple[int, int], dtype: Any
) -> Block:
    """A block changed by a function, now if it is in memory, else whenever it is looked at."""
    if isinstance(block, Deferred):
        return Derived(block, change, shape, np.dtype(dtype))
    return read_only(change(block))


class _RecentBlocks:
    """Releases the blocks that were looked at longest ago, beyond MOST_KEPT bytes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._blocks: OrderedDict[int, tuple[ref[Deferred], int]] = OrderedDict()  # by id
        self._n_bytes = 0

    def touch(self, block: Deferred) -> None:
        with self._lock:
            if id(block) in self._blocks:
                self._blocks.move_to_end(id(block))

    def keep(self, block: Deferred, array: AnyArray) -> None:
        with self._lock:
            if block._loaded is not None:
                return
            _, n_bytes = self._blocks.pop(id(block), (None, 0))  # of a gone block with this id
            block._loaded = array
            self._blocks[id(block)] = ref(block), array.nbytes
            self._n_bytes += array.nbytes - n_bytes
            while self._n_bytes > MOST_KEPT and len(self._blocks) > 1:
                _, (oldest, n_bytes) = self._blocks.popitem(last=False)
                self._n_bytes -= n_bytes
                gone = oldest()
                if gone is not None:
                    gone._loaded = None


_recent = _RecentBlocks()
