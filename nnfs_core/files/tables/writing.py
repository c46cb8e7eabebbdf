"""This module writes batches as tables of text that read back to the same bits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nnfs_core.arrays import AnyArray
from nnfs_core.files.atomic import replacing
from nnfs_core.files.streaming import Stream
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.files.tables.spreadsheets import guarded
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.batch import UNKNOWN, Batch

CHUNK_CELLS = 64 * 1024  # written in well under 200 ms, the time a cancel may take


def write_batch(
    path: str | Path,
    batch: Batch,
    delimiter: str | None = None,
    *,
    name: str = "",
    for_spreadsheets: bool = False,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Write a batch as UTF-8 text: its features, then the target as class name or value.

    Each number is in its shortest exact form; a class that is unknown is `?`. Without a `delimiter`
    it is a tab in a .tsv file and else a comma; a table has no room for a `name`. Blocks are
    fetched one by one. To read the same class numbers again, give `class_names=batch.class_names`
    to `read_table`. `for_spreadsheets` puts ' before names that a spreadsheet would compute, such
    as =1+2; they are read back with it. Raises NnfsError when the batch cannot be fetched or the
    file cannot be written, which leaves the old file as it was; and Cancelled.
    """
    if delimiter is None:
        delimiter = "\t" if Path(path).suffix.lower() == ".tsv" else ","
    TableFormat(delimiter)  # refuses a delimiter that could not be read again
    target_rows = batch.target_rows
    header = [*batch.columns] if target_rows is None else [*batch.columns, batch.target_name]
    with replacing(path) as file:
        stream = Stream(file, batch.n_samples, progress, cancelled)
        guard = guarded if for_spreadsheets else str
        names = delimiter.join(quoted(guard(name), delimiter) for name in header)
        stream.write(f"{names}\n".encode(), 0)
        for start, part in _parts(batch.input_rows):
            rows = _texts(part, cancelled)
            if target_rows is not None:
                targets = target_rows.rows(start, start + len(part))  # (samples, 1)
                for row, text in zip(rows, _target_texts(batch, targets), strict=True):
                    row.append(quoted(guard(text), delimiter))
            text = "".join(f"{delimiter.join(row)}\n" for row in rows)
            stream.write(text.encode(), len(rows))


def quoted(text: str, delimiter: str) -> str:
    """A cell of text, in quotes if it could be taken for more or less than it is."""
    if text != text.strip() or any(mark in text for mark in (delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _target_texts(batch: Batch, targets: AnyArray) -> list[str]:
    if batch.has_classes:
        return [_class_text(batch, number) for number in targets[:, 0].tolist()]
    return [text for (text,) in shortest(targets)]


def _class_text(batch: Batch, number: int) -> str:
    if number == UNKNOWN:
        return "?"
    if not batch.class_names:
        return str(number)
    return batch.class_name(number)


def _parts(rows: Rows) -> Iterator[tuple[int, AnyArray]]:
    """Some rows at a time with the number of the first, never so many that a cancel would wait."""
    step = max(1, CHUNK_CELLS // max(1, rows.width))
    for start, block in rows.arrays():
        for first in range(0, len(block), step):
            yield start + first, block[first : first + step]


def _texts(part: AnyArray, cancelled: IsCancelled) -> list[list[str]]:
    """Each number of some rows as text; a very wide row bit by bit, so that it can stop."""
    rows: list[list[str]] = [[] for _ in part]
    for first in range(0, part.shape[1], CHUNK_CELLS):
        stop_if(cancelled)
        for row, more in zip(rows, shortest(part[:, first : first + CHUNK_CELLS]), strict=True):
            row += more
    return rows
