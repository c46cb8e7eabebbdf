"""Shows a matrix at every level of detail: its extremes in small, middling and large tiles.

What is known of a block stays true as long as the block does, so that after an edit only the blocks
that changed are looked into again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.matrix.carried import carried, new_cells
from nnfs_core.matrix.extremes import (
    Extremes,
    Places,
    extremes,
    extremes_between,
    missing_shares,
)
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never, stop_if

LEAST_CELLS = 16  # of a tile of the finest level: a pyramid takes 1/12 of its matrix's memory
MOST_BYTES = 2**29  # of the finest levels of all matrices together: larger tiles take less
FACTOR = 4  # between the rows of a tile and those of one a level coarser
MOST_COLUMNS = 2048  # of tiles; a wider matrix has several of its columns in each


@dataclass(frozen=True)
class Window:
    """Bounds cells of a matrix, from the first row and column up to those where it ends."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def n_cells(self) -> int:
        return max(0, self.bottom - self.top) * max(0, self.right - self.left)

    def aligned(self, row_step: int, column_step: int, rows: Rows) -> Window:
        """A little larger, so that tiles of the same cells are seen wherever the window stands."""
        return Window(
            self.top // row_step * row_step,
            min(len(rows), -(-self.bottom // row_step) * row_step),
            self.left // column_step * column_step,
            min(rows.width, -(-self.right // column_step) * column_step),
        )


@dataclass(frozen=True, eq=False)
class Tiles:
    """Holds what is known of tiles, and which rows those of each line are of."""

    found: Extremes  # (lines, tile columns)
    edges: Places  # (lines + 1,), the first row of each line, and where the last one ends


@dataclass(frozen=True)
class PyramidShape:
    """Says how large the tiles of a pyramid are: the same after all but the largest edits."""

    column_step: int
    row_steps: tuple[int, ...]  # of every level but the coarsest, where each block is one line

    @classmethod
    def of(cls, rows: Rows, most_bytes: int = MOST_BYTES) -> PyramidShape:
        """Tiles for a matrix, so large that the finest level takes no more than `most_bytes`.

        A block has at least one.
        """
        column_step = 1
        while rows.width > MOST_COLUMNS * column_step:
            column_step *= FACTOR
        step, steps = max(1, LEAST_CELLS // column_step), []
        while rows.nbytes > most_bytes * step * column_step:
            step *= FACTOR
        while step < block_rows(rows.width):
            steps.append(step)
            step *= FACTOR
        return cls(column_step, tuple(steps))

    def levels(self, block: FloatArray) -> Extremes:
        """The tiles of a block, level above level, the finest first. (lines, tile columns)"""
        values = self._levels(block)
        if not np.isnan(values[-1]).any():
            return Extremes(values)
        steps = (*self.row_steps, max(1, len(block)))
        shares = [missing_shares(block, step, self.column_step) for step in steps]
        missing = np.concatenate(shares).astype(np.float16)
        return Extremes(self._levels(block, skip_missing=True), seal(missing))

    def _levels(self, block: FloatArray, *, skip_missing: bool = False) -> FloatArray:
        levels, step, column_step = [block], 1, self.column_step
        for row_step in (*self.row_steps, max(step, len(block))):
            times = -(-row_step // step)
            levels.append(extremes(levels[-1], times, column_step, skip_missing=skip_missing))
            step, column_step = row_step, 1
        out = np.empty((sum(map(len, levels[1:])), levels[-1].shape[1]), block.dtype)
        return seal(np.concatenate(levels[1:], out=out))

    def first_line(self, level: int, n_rows: int) -> int:
        """Where a level begins in what `levels` made of a block with so many rows."""
        return sum(-(-n_rows // step) for step in self.row_steps[:level])


@dataclass(frozen=True, eq=False)
class Pyramid:
    """Holds the tiles of every block of a matrix, as `pyramids` made them."""

    rows: Rows
    shape: PyramidShape
    parts: tuple[Extremes, ...]  # of each block what Shape.levels made of it

    @property
    def column_step(self) -> int:
        """How many columns a tile has, at every level."""
        return self.shape.column_step

    @cached_property
    def row_steps(self) -> tuple[int, ...]:
        """The most rows that a tile has, at each level."""
        longest = int(np.diff(self._starts).max(initial=1))
        return (*(step for step in self.shape.row_steps if step < longest), longest)

    def tiles(self, window: Window, row_step: int, column_step: int) -> Tiles:
        """The extremes of `row_step` x `column_step` tiles in a window that is aligned to them.

        Neither step may be less than that of the finest level, and `column_step` must be a multiple
        of it. A line of tiles begins where one of the pyramid does, which may be a little above its
        place: by less than half of `row_step`, or all of it where the finest level is used. No cell
        is left out.
        """
        level = max(0, sum(2 * step <= row_step for step in self.row_steps) - 1)
        step, starts = self.row_steps[level], self._starts
        bounds = np.append(np.arange(window.top, window.bottom, row_step), window.bottom)
        blocks = np.searchsorted(starts, bounds, side="right") - 1
        inside = (bounds - starts[blocks]) // step
        first, last = int(blocks[0]), int(blocks[-1] + (inside[-1] > 0))
        counts = -(-np.diff(starts[first : last + 1]) // step)
        lines = np.concatenate([[0], np.cumsum(counts)])[blocks - first] + inside
        columns = slice(window.left // self.column_step, -(-window.right // self.column_step))
        source, missing = self._lines(level, range(first, last), counts, columns)
        skips, times = missing is not None, column_step // self.column_step
        values = extremes_between(source, lines[:-1], lines[1:], skip_missing=skips)
        values = extremes(values, 1, times, skip_missing=skips)
        if missing is not None:
            heights = _heights(np.diff(starts[first : last + 1]), counts, step)
            missing = _merged_shares(missing, heights, lines, times)
        return Tiles(Extremes(values, missing), starts[blocks] + inside * step)

    def _lines(
        self, level: int, blocks: range, counts: Places, columns: slice
    ) -> tuple[FloatArray, FloatArray | None]:
        """All lines of tiles that some blocks have at a level, and the shares that are missing."""
        parts = self.parts[blocks.start : blocks.stop]
        any_missing = any(part.missing is not None for part in parts)
        if level == len(self.row_steps) - 1 and not any_missing:
            return self._coarsest[blocks.start : blocks.stop, columns], None
        lengths = np.diff(self._starts[blocks.start : blocks.stop + 1]).tolist()
        firsts = {n_rows: self._first_line(level, n_rows) for n_rows in set(lengths)}
        places = [
            slice(firsts[n_rows], firsts[n_rows] + count)
            for n_rows, count in zip(lengths, counts.tolist(), strict=True)
        ]
        pairs = list(zip(parts, places, strict=True))
        values = np.concatenate([part.values[place, columns] for part, place in pairs])
        if not any_missing:
            return values, None
        nothing = np.zeros((max(counts), values.shape[1]), np.float16)
        shares = [
            nothing[: place.stop - place.start]
            if part.missing is None
            else part.missing[place, columns]
            for part, place in pairs
        ]
        return values, np.concatenate(shares)

    def _first_line(self, level: int, n_rows: int) -> int:
        """Where a level begins in the part of a block; the coarsest level is its last line."""
        n_fine = len(self.shape.row_steps) if level == len(self.row_steps) - 1 else level
        return self.shape.first_line(n_fine, n_rows)

    @cached_property
    def _starts(self) -> Places:
        return np.array(self.rows.starts)

    @cached_property
    def _coarsest(self) -> FloatArray:
        return np.stack([part.values[-1] for part in self.parts])


def _heights(lengths: Places, counts: Places, step: int) -> FloatArray:
    """How many rows each line of tiles has: `step`, and in each block's last what is left."""
    heights = np.full(int(counts.sum()), float(step))
    heights[np.cumsum(counts) - 1] = lengths - (counts - 1) * step
    return heights


def _merged_shares(
    missing: FloatArray, heights: FloatArray, lines: Places, times: int
) -> FloatArray:
    """The shares of tiles that are each several lines high and `times` columns wide."""
    end = int(lines[-1])
    weights = heights[:end, np.newaxis]
    counts = np.add.reduceat(missing[:end] * weights, lines[:-1], axis=0)
    counts /= np.add.reduceat(weights, lines[:-1], axis=0)
    columns = np.arange(0, counts.shape[1], times)
    summed: FloatArray = np.add.reduceat(counts, columns, axis=1)
    return summed / np.diff(columns, append=counts.shape[1])


def pyramids(
    matrices: Sequence[Rows], before: Sequence[Pyramid] = (), *, cancelled: IsCancelled = never
) -> list[Pyramid]:
    """The pyramids of some matrices; what is known of a block from those `before` is taken over.

    The first blocks of all matrices come first, then the second ones: blocks of the outputs of
    several layers are often computed together. Raises Cancelled soon after `cancelled` turns true,
    and NnfsError when a block cannot be fetched.
    """
    shapes = shapes_of(matrices)
    found = [
        carried(rows, [(old.rows, old.parts) for old in before if old.shape == shape])
        for rows, shape in zip(matrices, shapes, strict=True)
    ]
    missing = sorted(
        (number, which)
        for which, parts in enumerate(found)
        for number, part in enumerate(parts)
        if part is None
    )
    for number, which in missing:
        stop_if(cancelled)
        found[which][number] = shapes[which].levels(matrices[which].block(number))
    return [
        Pyramid(rows, shape, tuple(part for part in parts if part is not None))
        for rows, shape, parts in zip(matrices, shapes, found, strict=True)
    ]


def shapes_of(matrices: Sequence[Rows]) -> list[PyramidShape]:
    """The shapes of their pyramids, which share MOST_BYTES."""
    share = MOST_BYTES >> (len(matrices) - 1).bit_length()
    return [PyramidShape.of(rows, share) for rows in matrices]


def cells_to_tile(matrices: Sequence[Rows], before: Sequence[Pyramid]) -> float:
    """How many cells `pyramids` would look into; infinite when some are not in memory."""
    shapes = shapes_of(matrices)
    return sum(
        new_cells(
            [rows for rows, each in zip(matrices, shapes, strict=True) if each == shape],
            [old.rows for old in before if old.shape == shape],
        )
        for shape in set(shapes)
    )


def cells(rows: Rows, window: Window) -> FloatArray:
    """The numbers in a window, copied only where it spans blocks. (rows, columns)"""
    columns, parts, start = slice(window.left, window.right), [], window.top
    while start < window.bottom:
        number, offset = rows.locate(start)
        part = rows.block(number)[offset : offset + window.bottom - start, columns]
        parts.append(part)
        start += len(part)
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([np.empty((0, window.right - window.left), rows.dtype), *parts])
