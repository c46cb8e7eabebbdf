"""Keeps a read-only matrix in blocks of rows, so that a small change copies a small part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, different_bits, read_only, same_bits, seal
from nnfs_core.errors import NnfsError
from nnfs_core.machine.memory import ALWAYS_THERE, free_memory
from nnfs_core.matrix.block_changes import (
    cast,
    with_chosen_columns,
    with_new_columns,
    without_rows,
)
from nnfs_core.matrix.block_sizes import block_rows, block_slices
from nnfs_core.matrix.blocks import Block, Deferred, derived, in_memory, read, read_in_passing
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import shortage_text

IntArray = npt.NDArray[np.integer[Any]]

MOST_COMPARED = 8  # blocks that are compared with those before an edit
ROWS_LOOKED_UP = 4096  # that stand apart, to see whether they are in memory


@dataclass(frozen=True, eq=False)
class Rows:
    """Holds blocks of shape (some samples, width) that stand one above the other.

    Rows made by an edit share every block that the edit did not touch, as the very same objects. A
    block may be a deferred one, which is read from a file or computed when it is looked at: every
    method that returns numbers then raises NnfsError when they cannot be fetched.
    """

    blocks: tuple[Block, ...]
    width: int
    dtype: np.dtype[Any]
    whole: AnyArray | None = None  # the matrix that all blocks are views of, while there is one

    @classmethod
    def of(cls, matrix: AnyArray) -> Rows:
        """Rows of a whole (samples, width) matrix, sharing its memory if nobody can write to it."""
        matrix = read_only(matrix)
        blocks = tuple(matrix[rows] for rows in block_slices(*matrix.shape))
        return cls(blocks, matrix.shape[1], matrix.dtype, matrix)

    @classmethod
    def joined(cls, blocks: Sequence[Block], width: int, dtype: npt.DTypeLike) -> Rows:
        """Rows of read-only blocks; empty ones are left out, much too large ones are split."""
        step = block_rows(width)
        fitting: list[Block] = []
        for block in blocks:
            if len(block) > 2 * step and not isinstance(block, Deferred):
                fitting += [block[start : start + step] for start in range(0, len(block), step)]
            elif len(block):
                fitting.append(block)
        return cls(tuple(fitting), width, np.dtype(dtype))

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

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> AnyArray:
        return np.array(self.array, dtype=dtype, copy=copy)

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

    def rows_in_memory(self, start: int, stop: int) -> AnyArray | None:
        """The rows from `start` up to `stop` if they can be had without a wait."""
        start, stop = max(0, start), min(stop, len(self))
        held = self.held(start, stop)
        return None if held is None else held[1].rows(start - held[0], stop - held[0])

    def held(self, start: int, stop: int) -> tuple[int, Rows] | None:
        """The blocks that the rows from `start` up to `stop` are in, and the first one's first row.

        The blocks are taken hold of one by one, since other threads may push them out of memory at
        any moment, and never joined. None when they cannot be had without a wait.
        """
        numbers = [number for number, *_ in self._spans(start, stop)]
        held = self._held(numbers)
        if held is None:
            return None
        first = self.starts[numbers[0]] if numbers else start
        return first, Rows(tuple(held), self.width, self.dtype)

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
        return Rows(tuple(blocks), self.width, self.dtype).rows_at(indices, columns)

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

    def row(self, index: int) -> AnyArray:
        """One row (width,); raises IndexError outside."""
        number, offset = self.locate(index)
        row: AnyArray = self.block(number)[offset]
        return row

    def locate(self, index: int) -> tuple[int, int]:
        """The block that a row is in and its place there; raises IndexError outside."""
        starts = self.starts
        if not 0 <= index < starts[-1]:
            raise IndexError(f"row {index} of {starts[-1]}")
        block = bisect_right(starts, index) - 1
        return block, index - starts[block]

    def with_cells(self, row: int, column: int, values: AnyArray) -> Rows:
        """A copy with a rectangle of `values` written at (row, column), which must lie inside.

        Blocks whose bits stay the same stay the same objects; itself when all do.
        """
        parts = (
            (number, slice(first, last), values[start + first - row : start + last - row])
            for number, first, last, start in self._spans(row, row + len(values))
        )
        return self._with_parts(parts, slice(column, column + values.shape[1]))

    def with_cells_at(self, indices: IntArray, column: int, values: AnyArray) -> Rows:
        """A copy with a row of `values` written at `column` of each row in `indices`, in turn.

        Blocks without any of them stay the same objects; itself when no bit changes.
        """
        order = np.argsort(indices, kind="stable")
        ordered = np.asarray(indices)[order]
        bounds = np.searchsorted(ordered, self.starts)
        parts = (
            (number, ordered[first:last] - self.starts[number], values[order[first:last]])
            for number, (first, last) in enumerate(pairwise(bounds.tolist()))
            if first < last
        )
        return self._with_parts(parts, slice(column, column + values.shape[1]))

    def _with_parts(
        self, parts: Iterable[tuple[int, slice | IntArray, AnyArray]], columns: slice
    ) -> Rows:
        """A copy with values in some `columns` of some rows of blocks: the block, rows, values."""
        blocks = list(self.blocks)
        for number, rows, values in parts:
            block, new = read_in_passing(self.blocks[number]), values.astype(self.dtype, copy=False)
            if not same_bits(block[rows, columns], new):
                changed = block.copy(order="C")
                changed[rows, columns] = new
                blocks[number] = seal(changed)
        if all(new is old for new, old in zip(blocks, self.blocks, strict=True)):
            return self
        return Rows(tuple(blocks), self.width, self.dtype)

    def rows_changed(self, old: Rows) -> range:
        """From the first to the last row with other bits than in `old`; all in another shape.

        Blocks that are the same objects are not looked into, nor any when many are not, or some
        are not in memory: then the rows are all those from the first to the last of these blocks.
        """
        if self.starts != old.starts or self.width != old.width or self.dtype != old.dtype:
            return range(len(self))
        numbers = [n for n, block in enumerate(self.blocks) if block is not old.blocks[n]]
        few = len(numbers) <= MOST_COMPARED
        held, held_before = (rows._held(numbers) if few else None for rows in (self, old))
        if held is None or held_before is None:
            return range(self.starts[numbers[0]], self.starts[numbers[-1] + 1])
        changed = []
        for number, new, before in zip(numbers, held, held_before, strict=True):
            differs = different_bits(new, before).reshape(-1)
            if self.width and differs.any():
                first, last = differs.argmax(), len(differs) - 1 - differs[::-1].argmax()
                start = self.starts[number]
                changed += [start + int(place) // self.width for place in (first, last)]
        return range(changed[0], changed[-1] + 1) if changed else range(0)

    def with_rows_inserted(self, index: int, values: AnyArray) -> Rows:
        """A copy with `values` (count, width) standing before row `index`."""
        values = read_only(values.astype(self.dtype, copy=False))
        if index >= len(self):
            if not self.blocks:
                return Rows.of(values)
            number, offset = len(self.blocks) - 1, len(self.blocks[-1])
        else:
            number, offset = self.locate(index)
        block = self.block(number)
        grown = seal(np.concatenate([block[:offset], values, block[offset:]]))
        blocks = [*self.blocks[:number], grown, *self.blocks[number + 1 :]]
        return Rows.joined(blocks, self.width, self.dtype)

    def with_rows_removed(self, indices: npt.ArrayLike) -> Rows:
        """A copy without the rows at `indices`."""
        doomed = np.unique(np.asarray(indices, dtype=np.int64))
        blocks: list[Block] = []
        for block, start in zip(self.blocks, self.starts, strict=False):
            low, high = np.searchsorted(doomed, (start, start + len(block)))
            if low == high:
                blocks.append(block)
            else:
                drop = partial(without_rows, places=doomed[low:high] - start)
                shape = len(block) - int(high - low), self.width
                blocks.append(derived(block, drop, shape, self.dtype))
        return Rows.joined(blocks, self.width, self.dtype)

    def with_columns_inserted(self, index: int, count: int, value: float = 0) -> Rows:
        """A copy with `count` columns of `value` standing before column `index`."""
        change = partial(with_new_columns, index=index, count=count, value=value)
        return self.mapped(change, self.width + count)

    def with_columns(self, indices: Sequence[int]) -> Rows:
        """A copy made of the columns at `indices`, in their order."""
        change = partial(with_chosen_columns, places=np.array(indices, np.int64))
        return self.mapped(change, len(indices))

    def astype(self, dtype: npt.DTypeLike) -> Rows:
        """These rows in another type, or themselves when they are of it already."""
        if self.dtype == dtype:
            return self
        dtype = np.dtype(dtype)
        if self.whole is not None:
            return Rows.of(seal(cast(self.whole, dtype)))
        return self.mapped(partial(cast, dtype=dtype), dtype=dtype)

    def mapped(
        self,
        change: Callable[[AnyArray], AnyArray],
        width: int | None = None,
        dtype: npt.DTypeLike | None = None,
        cancelled: IsCancelled = never,
    ) -> Rows:
        """A copy with each block changed by a function, a deferred one when it is looked at.

        `change` leaves the number of rows; `width` and `dtype` are what it makes, where they are
        others. Raises Cancelled before a block when asked to stop.
        """
        width, dtype = self.width if width is None else width, np.dtype(dtype or self.dtype)
        if not self.blocks:
            return Rows.of(np.empty((0, width), dtype))
        blocks = []
        for block in self.blocks:
            stop_if(cancelled)
            blocks.append(derived(block, change, (len(block), width), dtype))
        return Rows.joined(blocks, width, dtype)

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

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        if self.shape != other.shape or self.dtype != other.dtype:
            return False
        if self.starts == other.starts:
            pairs = zip(self.blocks, other.blocks, strict=True)
            return all(
                first is second or same_bits(read(first), read(second)) for first, second in pairs
            )
        return same_bits(self.array, other.array)

    def __hash__(self) -> int:
        return hash((self.shape, self.dtype))
