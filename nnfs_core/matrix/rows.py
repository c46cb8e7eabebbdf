"""Keeps a read-only matrix in blocks of rows, so that a small change copies a small part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, different_bits, read_only, same_bits, seal
from nnfs_core.matrix.block_changes import (
    cast,
    with_chosen_columns,
    with_new_columns,
    without_rows,
)
from nnfs_core.matrix.block_sizes import block_rows, block_slices
from nnfs_core.matrix.blocks import Block, Deferred, derived, read, read_in_passing
from nnfs_core.matrix.stacked_blocks import IntArray, StackedBlocks
from nnfs_core.progress import IsCancelled, never, stop_if

MOST_COMPARED = 8  # blocks that are compared with those before an edit


@dataclass(frozen=True, eq=False)
class Rows(StackedBlocks):
    """Holds a read-only matrix, of which an edit makes another one.

    Rows made by an edit share every block that the edit did not touch, as the very same objects.
    """

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
