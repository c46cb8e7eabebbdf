"""Subtracts two matrices block by block, large ones only where they are looked at."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.matrix.blocks import Block, Deferred, read_in_passing
from nnfs_core.matrix.rows import Rows

AT_ONCE_CELLS = 2**17  # of a whole matrix that is subtracted at once: deferring costs more


@dataclass(frozen=True, eq=False)
class Difference:
    """Holds `present` minus `pinned` as `rows` (samples, width), of the samples that both have.

    The blocks are cut as the present ones. A block that both share is a block of zeros, which takes
    no memory. Others are Deferred, unless the matrices are small and in memory.
    """

    rows: Rows
    present: Rows
    pinned: Rows
    keys: tuple[Hashable, ...]  # of each block: what it was made of, by identity


def difference(present: Rows, pinned: Rows, before: Difference | None = None) -> Difference:
    """The difference of two matrices of one width, sample by sample, reading as little as can be.

    Blocks of `before` that were made of the same blocks are taken over as the same objects, so that
    whatever is known of them stays known.
    """
    n_rows = min(len(present), len(pinned))
    dtype = wider(present.dtype, pinned.dtype)
    is_small = n_rows * present.width <= AT_ONCE_CELLS
    known: dict[Hashable, Block] = {}
    if before is not None and before.rows.dtype == dtype:
        known = dict(zip(before.keys, before.rows.blocks, strict=True))
    blocks: list[Block] = []
    keys: list[Hashable] = []
    for start, block in zip(present.starts, present.blocks, strict=False):
        count = min(len(block), n_rows - start)
        if count <= 0:
            break
        first, opposite = _opposite(pinned, start, start + count)
        key = (start, count, id(block), first, tuple(map(id, opposite)))
        found = known.get(key)
        if found is None:
            found = _difference_of(block, pinned, opposite, slice(start, start + count), dtype)
            if is_small and isinstance(found, DifferenceBlock) and found.is_in_memory:
                found = found.load()
        blocks.append(found)
        keys.append(key)
    rows = Rows(tuple(blocks), present.width, dtype)
    return Difference(rows, present, pinned, tuple(keys))


def wider(first: np.dtype[Any], second: np.dtype[Any]) -> np.dtype[Any]:
    """The type that two matrices are subtracted in: the wider one, float32 at least.

    In float16 a difference would overflow where both numbers are within its range.
    """
    return np.result_type(first, second, np.float32)


def subtract(present: AnyArray, pinned: AnyArray) -> FloatArray:
    """`present` minus `pinned` in the wider type; numbers that are the same differ by 0.

    That also holds for two NaN and for the same infinity, of which arithmetic makes NaN: else what
    did not change would look like the change of a number into NaN.
    """
    with np.errstate(all="ignore"):
        found: FloatArray = np.subtract(present, pinned, dtype=wider(present.dtype, pinned.dtype))
        if not np.isfinite(found.sum()):
            same = (present == pinned) | (np.isnan(present) & np.isnan(pinned))
            found[same] = 0
        found += 0.0  # -0 becomes 0: else the sign of a 0 would depend on how the matrices are cut
    return found


class DifferenceBlock(Deferred):
    """Computes some rows of the difference, from where one block of the present matrix begins."""

    def __init__(
        self, present: Block, pinned: Rows, start: int, shape: tuple[int, int], dtype: np.dtype[Any]
    ) -> None:
        super().__init__(shape, dtype)
        self._present, self._pinned, self._start = present, pinned, start

    @property
    def is_in_memory(self) -> bool:
        """True when neither side has to be fetched or computed."""
        _, opposite = _opposite(self._pinned, self._start, self._start + len(self))
        return not any(isinstance(block, Deferred) for block in (self._present, *opposite))

    def load(self) -> FloatArray:
        present = read_in_passing(self._present)[: len(self)]
        return seal(subtract(present, self._pinned.rows(self._start, self._start + len(self))))


def _difference_of(
    block: Block, pinned: Rows, opposite: tuple[Block, ...], span: slice, dtype: np.dtype[Any]
) -> Block:
    shape = span.stop - span.start, pinned.width
    is_shared = len(opposite) == 1 and opposite[0] is block and shape[0] == len(block)
    if is_shared and pinned.starts[pinned.locate(span.start)[0]] == span.start:
        return _zeros(shape, dtype)
    return DifferenceBlock(block, pinned, span.start, shape, dtype)


def _opposite(pinned: Rows, start: int, stop: int) -> tuple[int, tuple[Block, ...]]:
    """Where the pinned block that has the row `start` begins, and all blocks from it to `stop`."""
    first, last = pinned.locate(start)[0], pinned.locate(stop - 1)[0]
    return pinned.starts[first], pinned.blocks[first : last + 1]


@lru_cache(maxsize=64)
def _zeros(shape: tuple[int, int], dtype: np.dtype[Any]) -> AnyArray:
    """A matrix of zeros that takes the memory of one number."""
    return seal(np.broadcast_to(np.zeros((1, 1), dtype), shape))
