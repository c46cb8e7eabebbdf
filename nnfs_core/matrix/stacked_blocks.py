"""Reads a matrix whose rows stand in blocks, of which some may not be in memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import NnfsError
from nnfs_core.machine.memory import ALWAYS_THERE, free_memory
from nnfs_core.matrix.blocks import Block, Deferred, in_memory, read, read_in_passing
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import shortage_text

IntArray = npt.NDArray[np.integer[Any]]

ROWS_LOOKED_UP = 4096  # that stand apart, to see whether they are in memory


@dataclass(frozen=True, eq=False)
class StackedBlocks:
    """Holds blocks of shape (some samples, width) that stand one above the other.

    A block may be a deferred one, which is read from a file or computed when it is looked at: every
    method that returns numbers then raises NnfsError when they cannot be fetched.
    """

    blocks: tuple[Block, ...]
    width: int
    dtype: np.dtype[Any]
    whole: AnyArray | None = None  # the matrix that all blocks are views of, while there is one

    @cached_property
    def starts(self) -> list[int]:
        """The first row of each block, and the row count at the end."""
        return [0, *accumulate(map(len, self.blocks))]

    @property
    def shape(self) -> tuple[int, int]:
        return self.starts[-1], self.width

    def __len__(self) -> int:
        return self.starts[-1]

    @property
    def nbytes(self) -> int:
        return len(self) * self.width * self.dtype.itemsize

    @cached_property
    def is_in_memory(self) -> bool:
        """True when looking at any number costs no wait: none is read or computed for it."""
        return not any(isinstance(block, Deferred) for block in self.blocks)

    @property
    def n_rows_in_memory(self) -> int:
        """How many rows an edit of every block makes anew; deferred ones change when looked at."""
        return sum(len(block) for block in self.blocks if not isinstance(block, Deferred))

    @property
    def array(self) -> AnyArray:
        """The whole matrix, read-only; joining blocks that stand apart costs a copy.

        Raises NnfsError when deferred blocks do not fit into memory together.
        """
        if self.whole is not None:
            return self.whole
        if (
            not self.is_in_memory
            and self.nbytes > ALWAYS_THERE
            and self.nbytes > (free := free_memory())
        ):
            raise NnfsError("The whole matrix needs {shortage}.")(shortage_text(self.nbytes, free))
        return self.rows(0, len(self))

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> AnyArray:
        return np.array(self.array, dtype=dtype, copy=copy)

    def block(self, number: int) -> AnyArray:
        """The numbers of a block, read-only."""
        return read(self.blocks[number])

    def arrays(self, cancelled: IsCancelled = never) -> Iterator[tuple[int, AnyArray]]:
        """Block by block its first row and its numbers; no more than one need be in memory.

        Raises Cancelled before a block when asked to stop.
        """
        for start, block in zip(self.starts, self.blocks, strict=False):
            stop_if(cancelled)
            yield start, read_in_passing(block)

    def locate(self, index: int) -> tuple[int, int]:
        """The block that a row is in and its place there; raises IndexError outside."""
        starts = self.starts
        if not 0 <= index < starts[-1]:
            raise IndexError(f"row {index} of {starts[-1]}")
        block = bisect_right(starts, index) - 1
        return block, index - starts[block]

    def row(self, index: int) -> AnyArray:
        """One row (width,); raises IndexError outside."""
        number, offset = self.locate(index)
        row: AnyArray = self.block(number)[offset]
        return row

    def rows(self, start: int, stop: int) -> AnyArray:
        """The rows from `start` up to `stop`, a copy only where they span blocks."""
        start, stop = max(0, start), min(stop, len(self))
        spans = list(self._spans(start, stop))
        if len(spans) == 1:
            number, first, last, _ = spans[0]
            return self.block(number)[first:last]
        joined = np.empty((max(0, stop - start), self.width), self.dtype)
        for number, first, last, block_start in spans:  # one in memory besides the result
            place = block_start + first - start
            joined[place : place + last - first] = read_in_passing(self.blocks[number])[first:last]
        return seal(joined)

    def rows_at(self, indices: IntArray, columns: slice = slice(None)) -> AnyArray:
        """The rows at `indices`, in turn: a copy (indices, columns). Each block is read once."""
        order = np.argsort(indices, kind="stable")
        bounds = np.searchsorted(indices[order], self.starts)
        width = len(range(*columns.indices(self.width)))
        taken = np.empty((len(indices), width), self.dtype)
        for number in np.flatnonzero(np.diff(bounds)).tolist():
            places = order[bounds[number] : bounds[number + 1]]
            taken[places] = self.block(number)[indices[places] - self.starts[number], columns]
        return seal(taken)

    def are_in_memory(self, start: int, stop: int) -> bool:
        """True when the rows from `start` up to `stop` can be looked at without a wait."""
        return self.is_in_memory or not self.missing_blocks(start, stop)

    def are_in_memory_at(self, indices: IntArray) -> bool:
        """As `are_in_memory` of the rows at `indices`; answered quickly, however many they are.

        For more than ROWS_LOOKED_UP of a deferred matrix it is False, since looking would be a
        wait.
        """
        if self.is_in_memory:
            return True
        few = len(indices) <= ROWS_LOOKED_UP
        return few and all(in_memory(self.blocks[n]) is not None for n in self._blocks_met(indices))

    def missing_blocks(self, start: int, stop: int) -> list[Deferred]:
        """The blocks that must be fetched before the rows from `start` up to `stop` can be seen."""
        spans = self._spans(max(0, start), min(stop, len(self)))
        met = (self.blocks[number] for number, *_ in spans)
        return [each for each in met if isinstance(each, Deferred) and in_memory(each) is None]

    def rows_in_memory(self, start: int, stop: int) -> AnyArray | None:
        """The rows from `start` up to `stop` if they can be had without a wait."""
        start, stop = max(0, start), min(stop, len(self))
        held = self.held(start, stop)
        return None if held is None else held[1].rows(start - held[0], stop - held[0])

    def held(self, start: int, stop: int) -> tuple[int, Self] | None:
        """The blocks that the rows from `start` up to `stop` are in, and the first one's first row.

        The blocks are taken hold of one by one, since other threads may push them out of memory at
        any moment, and never joined. None when they cannot be had without a wait.
        """
        numbers = [number for number, *_ in self._spans(start, stop)]
        held = self._held(numbers)
        if held is None:
            return None
        first = self.starts[numbers[0]] if numbers else start
        return first, type(self)(tuple(held), self.width, self.dtype)

    def rows_in_memory_at(self, indices: IntArray, columns: slice = slice(None)) -> AnyArray | None:
        """As `rows_at` if they can be had without a wait; see `are_in_memory_at`."""
        if self.is_in_memory:
            return self.rows_at(indices, columns)
        numbers = self._blocks_met(indices)
        held = self._held(numbers) if len(indices) <= ROWS_LOOKED_UP else None
        if held is None:
            return None
        blocks = list(self.blocks)
        for number, array in zip(numbers, held, strict=True):
            blocks[number] = array
        return type(self)(tuple(blocks), self.width, self.dtype).rows_at(indices, columns)

    def _held(self, numbers: Sequence[int]) -> list[AnyArray] | None:
        """The arrays of some blocks, None when one of them is not in memory."""
        held = []
        for number in numbers:
            array = in_memory(self.blocks[number])
            if array is None:
                return None
            held.append(array)
        return held

    def _blocks_met(self, indices: IntArray) -> list[int]:
        """The numbers of the blocks that the rows at `indices` are in."""
        blocks = np.searchsorted(self.starts, indices, side="right") - 1
        return [int(number) for number in np.unique(blocks)]

    def _spans(self, start: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
        """For each block that [start, stop) meets: its number, first, last, and its own start."""
        if start >= stop:
            return
        number = bisect_right(self.starts, start) - 1
        while number < len(self.blocks) and self.starts[number] < stop:
            block_start = self.starts[number]
            last = min(stop - block_start, len(self.blocks[number]))
            yield number, max(0, start - block_start), last, block_start
            number += 1
