"""Writes a batch in any format that opens, also in those that the app only reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from nnfs_core import Batch
from nnfs_core.arrays import AnyArray
from nnfs_core.formats import ARFF, IDX, JSON, NPZ, PARQUET, SVM, WORKBOOKS, format_of, write_data
from tests.columnar_files import write_batch_as_columns
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
        case format if format is PARQUET:
            write_batch_as_columns(path, batch)
        case format if format is WORKBOOKS:
            write_batch_as_workbook(path, batch)
        case format if format is ARFF:
            path.write_text(arff_text(batch))
        case format if format is JSON:
            path.write_text("\n".join(map(json.dumps, records_of(batch))))
        case format if format is SVM:
            path.write_text(svm_text(batch))
        case _:
            write_data(path, batch)


def records_of(batch: Batch) -> list[dict[str, object]]:
    """The samples as a program would have them that writes JSON."""
    rows = np.asarray(batch.inputs).tolist()
    records: list[dict[str, object]] = [dict(zip(batch.columns, row, strict=True)) for row in rows]
    if batch.targets is not None:
        for record, target in zip(records, batch.targets.tolist(), strict=True):
            names = batch.class_names
            record[batch.target_name] = names[target] if names else target
    return records


def arff_text(batch: Batch) -> str:
    lines = ["@relation samples", *(f"@attribute '{name}' real" for name in batch.columns)]
    if batch.targets is not None:
        classes = sorted({str(record[batch.target_name]) for record in records_of(batch)})
        lines.append(f"@attribute '{batch.target_name}' {{{','.join(classes)}}}")
    rows = (",".join(map(str, record.values())) for record in records_of(batch))
    return "\n".join([*lines, "@data", *rows])


def svm_text(batch: Batch) -> str:
    rows = np.asarray(batch.inputs).tolist()
    targets = [0] * len(rows) if batch.targets is None else batch.targets.tolist()
    lines = (
        " ".join([str(target), *(f"{n}:{number!r}" for n, number in enumerate(row, 1))])
        for target, row in zip(targets, rows, strict=True)
    )
    return "\n".join(lines)
