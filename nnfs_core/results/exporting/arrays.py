"""Writes results as one array of records that NumPy reads without Python objects."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnfs_core.files.atomic import replacing
from nnfs_core.files.streaming import Stream
from nnfs_core.progress import ignored
from nnfs_core.project.table_columns import SAMPLE_COLUMN
from nnfs_core.results.columns import ResultColumn
from nnfs_core.results.exporting.wanted import SomeResults, WantedResults

GROUPS = {"probability": "probabilities", "output": "outputs", "feature": "features"}


def write_records(path: str | Path, wanted: WantedResults) -> None:
    """Write a .npy file of records: sample, label, then a field for each column.

    Features are one field of several numbers, and so are probabilities and outputs: NumPy reads no
    header of a thousand names. Classes are their numbers, -1 for unknown; of a verdict 1 is right,
    0 wrong and -1 unknown. Raises NnfsError as `write_texts`.
    """
    dtype = np.dtype([(SAMPLE_COLUMN, "<i8"), *_label_field(wanted), *_fields(wanted)])
    with replacing(path) as file:
        stream = Stream(file, 1, ignored, wanted.cancelled)
        stream.write(_header(dtype, len(wanted.order)), 0)
        for part in wanted.parts():
            stream.write(_records(part, wanted, dtype).tobytes(), 0)


def _label_field(wanted: WantedResults) -> list[tuple[str, str]]:
    rows = wanted.table.batch.label_rows
    if rows is None:
        return []
    longest = 1
    for _, block in rows.arrays(wanted.cancelled):
        longest = max(longest, int(np.strings.str_len(block).max(initial=0)))
    return [("label", f"<U{longest}")]


def _fields(wanted: WantedResults) -> list[tuple[str, str] | tuple[str, str, tuple[int]]]:
    """The fields of the columns, in their order; those of a group are one."""
    found: dict[str, tuple[str, str] | tuple[str, str, tuple[int]]] = {}
    for column in wanted.columns:
        kind = column.term.kind
        if kind in GROUPS:
            count = sum(each.term.kind == kind for each in wanted.columns)
            found.setdefault(kind, (GROUPS[kind], _type_of(column), (count,)))
        else:
            found[kind] = (kind, _type_of(column))
    return list(found.values())


def _type_of(column: ResultColumn) -> str:
    match column.meaning:
        case "verdict" | "subset":
            return "<i1"
        case "class":
            return "<i4"
    return "<f8"


def _records(part: SomeResults, wanted: WantedResults, dtype: np.dtype[np.void]) -> np.ndarray:
    records = np.zeros(len(part.samples), dtype)
    records[SAMPLE_COLUMN] = part.samples
    if part.labels is not None:
        records["label"] = part.labels.astype(dtype["label"])
    places = dict.fromkeys(GROUPS, 0)
    for column, values in zip(wanted.columns, part.values, strict=True):
        kind = column.term.kind
        if kind in GROUPS:
            records[GROUPS[kind]][:, places[kind]] = values
            places[kind] += 1
        elif column.meaning == "verdict":
            records[kind] = np.where(np.isnan(values), -1, values)
        else:
            records[kind] = values
    return records


def _header(dtype: np.dtype[np.void], n_records: int) -> bytes:
    """The head of a .npy file; see numpy.lib.format."""
    description = {"descr": dtype.descr, "fortran_order": False, "shape": (n_records,)}
    text = ascii(description).encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text
