"""This module reads a matrix where it lies in a file: a batch may be larger than memory.

The file is read piece by piece at given places. It is not mapped into memory: the system ends a
program that looks into a mapped file which has become shorter, and no such end can be caught.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import Bytes, OpenFile
from nnfs_core.machine.memory import free_memory
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.matrix.blocks import Deferred
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if

IN_MEMORY = 64 * 2**20  # bytes of a matrix that is read whole on any computer
MAX_ROWS = 2**31 - 1  # what a table on the screen can number
MAX_COLUMNS = 2**20
MAX_COLUMNS_APART = 2**16  # where each is read on its own
MAX_EMPTY_ROWS = 2**20  # rows without columns take no room in the file, but do in memory
CHUNK_BYTES = 4 * 2**20  # read in well under 50 ms, the time a cancel may take


@dataclass(frozen=True)
class StoredMatrix:
    """Says how a matrix (rows, columns) lies in a file, row after row or column after column.

    `dtype` has the file's byte order; bfloat16, which NumPy does not know, is read as uint16.
    """

    offset: int
    shape: tuple[int, int]
    dtype: np.dtype[Any]
    by_columns: bool = False
    is_bfloat16: bool = False

    @property
    def n_bytes(self) -> int:
        """What it takes in the file."""
        return self.shape[0] * self.shape[1] * self.dtype.itemsize

    def column(self, place: int) -> StoredMatrix:
        """One column of a matrix that lies column after column."""
        n_rows = self.shape[0]
        offset = self.offset + place * n_rows * self.dtype.itemsize
        return replace(self, offset=offset, shape=(n_rows, 1))

    def read(self, file: OpenFile, start: int, stop: int, dtype: np.dtype[Any]) -> AnyArray:
        """The rows from `start` up to `stop` in `dtype`, read-only."""
        width, size = self.shape[1], self.dtype.itemsize
        if not self.by_columns or width == 1:
            return self._numbers(
                file.read(self.offset + start * width * size, (stop - start) * width * size),
                (stop - start, width),
                dtype,
            )
        numbers = file.room_for((stop - start, width), dtype)
        for place in range(width):
            numbers[:, place] = self.column(place).read(file, start, stop, dtype)[:, 0]
        return seal(numbers)

    def read_whole(
        self, file: OpenFile, dtype: np.dtype[Any], progress: Progress, cancelled: IsCancelled
    ) -> AnyArray:
        """All of it in `dtype`, read-only; raises Cancelled soon when asked to stop."""
        numbers = file.room_for(self.shape, dtype)
        lines = numbers.T if self.by_columns else numbers  # as they follow each other in the file
        length = lines.shape[1] * self.dtype.itemsize
        largest = lines.shape[1] * max(self.dtype.itemsize, dtype.itemsize)
        step = max(1, CHUNK_BYTES // max(1, largest))
        for start in range(0, len(lines), step):
            stop_if(cancelled)
            part, place = lines[start : start + step], self.offset + start * length
            if self.dtype == dtype and not (self.by_columns or self.is_bfloat16):
                file.read_into(part.reshape(-1).view(np.uint8), place)
            else:
                content = file.read(place, len(part) * length)
                part[:] = self._numbers(content, part.shape, dtype)
            progress((start + len(part)) / len(lines))
        return seal(numbers)

    def _numbers(self, content: Bytes, shape: tuple[int, ...], dtype: np.dtype[Any]) -> AnyArray:
        numbers: AnyArray = content.view(self.dtype).reshape(shape)
        with np.errstate(all="ignore"):  # the forward pass names what becomes infinite
            if self.is_bfloat16:  # the upper half of a float32
                numbers = (numbers.astype(np.uint32) << np.uint32(16)).view(np.float32)
            return seal(numbers.astype(dtype, order="C", copy=False))


@dataclass(frozen=True)
class StoredArray:
    """Describes one array of a file; `name` is empty where the file has but one.

    type_name: as NumPy calls it, such as float64; the file's own word where the type is unknown
    here and `dtype` is None.
    """

    name: str
    shape: tuple[int, ...]
    type_name: str
    offset: int  # from the beginning of the file
    dtype: np.dtype[Any] | None  # in the file's byte order
    by_columns: bool = False

    @cached_property
    def stored(self) -> StoredMatrix | None:
        """It as a matrix: one column if it is a line of numbers, a row for each picture or whatever
        else has more dimensions; None for any other array."""
        if self.dtype is None or not self.shape or (self.by_columns and len(self.shape) > 2):
            return None
        rows, columns = self.shape[0], prod(self.shape[1:])
        is_bfloat16 = self.type_name == "bfloat16"
        return StoredMatrix(self.offset, (rows, columns), self.dtype, self.by_columns, is_bfloat16)

    @property
    def matrix(self) -> StoredMatrix:
        """Where it lies, for an array that is known to be a matrix."""
        assert self.stored is not None
        return self.stored

    @property
    def is_float(self) -> bool:
        return "float" in self.type_name

    @property
    def may_be_inputs(self) -> bool:
        if self.stored is None:
            return False
        n_rows, n_columns = self.stored.shape
        return n_rows <= (MAX_ROWS if n_columns else MAX_EMPTY_ROWS) and n_columns <= MAX_COLUMNS


class FileBlock(Deferred):
    """Reads some rows of a matrix in a file whenever they are looked at."""

    def __init__(
        self,
        file: OpenFile,
        stored: StoredMatrix,
        start: int,
        shape: tuple[int, int],
        dtype: np.dtype[Any],
    ) -> None:
        super().__init__(shape, dtype)
        self.file, self.stored, self.start = file, stored, start

    def load(self) -> AnyArray:
        return self.stored.read(self.file, self.start, self.start + len(self), self.dtype)


def check_shape(what: str, n_rows: int, n_columns: int) -> None:
    """Raise NnfsError for more rows or columns than can be shown, however little room they take."""
    if n_columns == 0 and n_rows > MAX_EMPTY_ROWS:
        raise NnfsError("{what}: {n_rows:,} samples have no feature.")(what, n_rows)
    if n_rows > MAX_ROWS:
        raise NnfsError("{what} has {n_rows:,} samples, but at most {most:,} can be opened.")(
            what, n_rows, MAX_ROWS
        )
    if n_columns > MAX_COLUMNS:
        raise NnfsError("{what} has {n_columns:,} features, but at most {most:,} can be opened.")(
            what, n_columns, MAX_COLUMNS
        )


def fits_in_memory(stored: StoredMatrix, dtype: np.dtype[Any]) -> bool:
    """True when the matrix is so small for the free memory that it is better read at once."""
    n_bytes = stored.shape[0] * stored.shape[1] * dtype.itemsize
    return n_bytes <= IN_MEMORY or n_bytes <= free_memory() // 16


def read_rows(
    file: OpenFile,
    stored: StoredMatrix,
    dtype: np.dtype[Any],
    *,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Rows:
    """The rows of a matrix in a file, in `dtype`: small ones in memory, others left in place."""
    if stored.shape[1] == 0 or fits_in_memory(stored, dtype):
        return Rows.of(stored.read_whole(file, dtype, progress, cancelled))
    if stored.by_columns and stored.shape[1] > MAX_COLUMNS_APART:
        raise NnfsError(
            "{name} lies column after column (in Fortran order), which with {n_columns:,} columns "
            "is too slow to read in place; save it in C order."
        )(file.name, stored.shape[1])
    return rows_in_place(file, stored, dtype)


def rows_in_place(file: OpenFile, stored: StoredMatrix, dtype: np.dtype[Any]) -> Rows:
    """The rows of a matrix in a file, in `dtype`, none of them read before it is looked at."""
    n_rows, width = stored.shape
    step = block_rows(width)
    full = step, width  # one for all blocks, of which there may be a million
    blocks = tuple(
        FileBlock(
            file, stored, start, full if start + step <= n_rows else (n_rows - start, width), dtype
        )
        for start in range(0, n_rows, step)
    )
    return Rows(blocks, width, dtype)
