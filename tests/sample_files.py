"""Writes a batch in any format that opens, also in those that the app only reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnfs_core import Batch
from nnfs_core.arrays import AnyArray
from nnfs_core.formats import IDX, NPZ, WORKBOOKS, format_of, write_data
from tests.workbook_files import write_batch_as_workbook

IDX_TYPES = {
    "uint8": 0x08, "int8": 0x09, "int16": 0x0B, "int32": 0x0C, "float32": 0x0D, "float64": 0x0E,
}  # fmt: skip


def idx_bytes(array: AnyArray) -> bytes:
    """An array as an IDX file holds it, its numbers with the first byte first."""
    kind, sizes = IDX_TYPES[array.dtype.name], np.array(array.shape, ">u4")
    return bytes([0, 0, kind, array.ndim]) + sizes.tobytes() + array.byteswap().tobytes()


def write_sample(path: Path, batch: Batch) -> None:
    """Write a batch as the app does, or as the programs do whose files it reads."""
    match format_of(path):
        case format if format is NPZ:
            targets = {} if batch.targets is None else {"y": np.asarray(batch.targets)}
            with path.open("wb") as file:
                np.savez(file, x=np.asarray(batch.inputs), **targets)
        case format if format is IDX:
            path.write_bytes(idx_bytes(np.asarray(batch.inputs, np.float64)))
        case format if format is WORKBOOKS:
            write_batch_as_workbook(path, batch)
        case _:
            write_data(path, batch)
