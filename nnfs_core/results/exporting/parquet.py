"""Writes results as a Parquet file, where pyarrow is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.results.exporting.wanted import SomeResults, WantedResults

ROWS_A_GROUP = 2**16  # that a reader finds together


def write_parquet(path: str | Path, wanted: WantedResults) -> None:
    """Write a column for each: texts for labels, classes and verdicts, numbers in their precision.

    Raises NnfsError as `write_texts`, and where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise NnfsError("Writing Parquet files needs pyarrow: install pyarrow.") from None
    with replacing(path) as file:
        writer, waiting = None, []
        for part in wanted.parts():
            waiting.append(_table(pa, part, wanted))
            if sum(map(len, waiting)) >= ROWS_A_GROUP:
                writer = _write(pq, writer, file, pa.concat_tables(waiting))
                waiting = []
        if waiting:
            writer = _write(pq, writer, file, pa.concat_tables(waiting))
        if writer is not None:
            writer.close()


def _write(pq: Any, writer: Any, file: BinaryIO, rows: Any) -> Any:
    """The writer, made for the first rows, once these are written."""
    writer = pq.ParquetWriter(file, rows.schema) if writer is None else writer
    writer.write_table(rows)
    return writer


def _table(pa: Any, part: SomeResults, wanted: WantedResults) -> Any:
    columns = [pa.array(part.samples)]
    if part.labels is not None:
        columns.append(pa.array(part.labels.tolist(), pa.string()))
    for column, values in zip(wanted.columns, part.values, strict=True):
        if column.meaning == "number":
            columns.append(pa.array(values))
        else:
            texts = wanted.table.texts(column, values)
            columns.append(pa.array([text or None for text in texts], pa.string()))
    return pa.table(columns, names=list(wanted.names))
