"""This module builds a matrix that was noted: its blocks from the journal or from other files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from nnfs_core.arrays import PRECISIONS, AnyArray, seal
from nnfs_core.files.in_place import FileBlock, StoredMatrix, check_shape
from nnfs_core.files.open_file import OpenFile
from nnfs_core.machine.memory import ALWAYS_THERE, free_memory
from nnfs_core.matrix.blocks import Block, derived
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import stop_if
from nnfs_core.recovery.changes import Change, Form, built, form_after
from nnfs_core.recovery.earlier import EarlierRecords, sensible
from nnfs_core.recovery.records import DamagedError
from nnfs_core.recovery.schema import InPlaceSchema, KeptSchema, RowsSchema, StoredSchema

MAX_BLOCKS = 2**21  # of a matrix
_FILE_TYPES = {
    np.dtype(order + name).str
    for order in "<>"
    for name in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")
}


def built_rows(schema: RowsSchema, earlier: EarlierRecords, files: Sequence[OpenFile]) -> Rows:
    """The matrix in the very blocks that it was noted in.

    What is read from `files` stays there, and so does what the journal holds if it is large for the
    memory. Raises DamagedError when the description makes no sense, NnfsError when the journal
    cannot be read, and Cancelled.
    """
    dtype = _block_type(schema.type)
    kept: Iterator[Block] = iter(())
    stored = [
        matrix
        for run in schema.blocks
        if isinstance(run, KeptSchema)
        for matrix in earlier.matrices(run)
    ]
    if any(each.dtype.newbyteorder("=") != dtype for each in stored):
        raise DamagedError("blocks of it do not fit together")
    n_rows = sum(each.shape[0] for each in stored)
    with sensible():
        check_shape("its batch", n_rows, schema.width)
        if any(each.shape[1] != schema.width or not each.shape[0] for each in stored):
            raise DamagedError("blocks of it do not fit together")
    n_bytes = n_rows * schema.width * dtype.itemsize
    whole: AnyArray | None = None
    if n_bytes > ALWAYS_THERE and n_bytes > free_memory() // 2:
        kept = (FileBlock(earlier.file, each, 0, each.shape, dtype) for each in stored)
    else:
        whole = _read_together(stored, (n_rows, schema.width), dtype, earlier)
        kept = _parts(whole, stored)
    blocks: list[Block] = []
    for run in schema.blocks:
        if isinstance(run, KeptSchema):
            blocks += [next(kept) for _ in earlier.records(run)]
        else:
            blocks += _in_place(run, earlier, files)
            whole = None
        is_fitting = blocks[-1].shape[1] == schema.width and blocks[-1].dtype == dtype
        if not is_fitting or len(blocks) > MAX_BLOCKS:
            raise DamagedError("blocks of it do not fit together")
    rows = Rows(tuple(blocks), schema.width, dtype, whole)
    with sensible():
        check_shape("its batch", *rows.shape)
    return rows


def _read_together(
    stored: list[StoredMatrix],
    shape: tuple[int, int],
    dtype: np.dtype[Any],
    earlier: EarlierRecords,
) -> AnyArray:
    """Matrices one above the other, in one piece of memory."""
    matrix = earlier.file.room_for(shape, dtype)
    for part, each in zip(_parts(matrix, stored), stored, strict=True):
        stop_if(earlier.cancelled)
        earlier.file.read_into(part.reshape(-1).view(np.uint8), each.offset)
    if sys.byteorder == "big":
        matrix.byteswap(inplace=True)
    return seal(matrix)


def _parts(matrix: AnyArray, stored: list[StoredMatrix]) -> Iterator[AnyArray]:
    """The rows of a matrix that belong to each of the stored ones, in their order."""
    start = 0
    for each in stored:
        yield matrix[start : start + each.shape[0]]
        start += each.shape[0]


def _in_place(
    run: InPlaceSchema, earlier: EarlierRecords, files: Sequence[OpenFile]
) -> list[Block]:
    """Blocks that are read from a file when they are looked at."""
    if run.file >= len(files):
        raise DamagedError("a file of it is missing")
    file, stored, dtype = files[run.file], _stored(run.stored), _block_type(run.type)
    fits = stored.offset + stored.n_bytes <= file.n_bytes and run.stop <= stored.shape[0]
    if not fits or not 0 < -(-(run.stop - run.start) // run.step) <= MAX_BLOCKS:
        raise DamagedError("its samples lie outside of their file")
    changes = [built(change, earlier.line) for change in run.changes]
    blocks: list[Block] = []
    forms: dict[int, list[Form]] = {}  # by rows, of which mostly all have as many
    for start in range(run.start, run.stop, run.step):
        n_rows = min(run.step, run.stop - start)
        if n_rows not in forms:
            forms[n_rows] = _forms((n_rows, stored.shape[1]), dtype, changes)
        first, *others = forms[n_rows]
        block: Block = FileBlock(file, stored, start, *first)
        for change, form in zip(changes, others, strict=True):
            block = derived(block, change, *form)
        blocks.append(block)
    return blocks


def _stored(schema: StoredSchema) -> StoredMatrix:
    if schema.type not in _FILE_TYPES or (schema.is_bfloat16 and schema.type[1:] != "u2"):
        raise DamagedError("its samples are of an unknown type")
    with sensible():
        check_shape("its batch", schema.n_rows, schema.n_columns)
    shape, dtype = (schema.n_rows, schema.n_columns), np.dtype(schema.type)
    return StoredMatrix(schema.offset, shape, dtype, schema.by_columns, schema.is_bfloat16)


def _block_type(name: str) -> np.dtype[Any]:
    if name not in (*PRECISIONS, "int64", "int8"):
        raise DamagedError("blocks of it are of an unknown type")
    return np.dtype(name)


def _forms(shape: tuple[int, int], dtype: np.dtype[Any], changes: list[Change]) -> list[Form]:
    """What a block of the file is, and what it becomes by each change in turn."""
    first: Form = shape, dtype
    return [*accumulate(changes, lambda form, change: form_after(change, form), initial=first)]
