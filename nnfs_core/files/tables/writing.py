"""Writing matrices and batches as tables of text that read back to the same bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy.typing as npt

from nnfs_core.arrays import AnyArray, float_matrix
from nnfs_core.errors import Cancelled, ShapeError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.streaming import Stream
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import UNKNOWN, Batch

CHUNK_CELLS = 64 * 1024  # written in well under 200 ms, the time a cancel may take


def write_table(
    path: str | Path,
    matrix: npt.ArrayLike | Rows,
    columns: Sequence[str] | None = None,
    row_names: Sequence[str] | None = None,
    delimiter: str = ",",
    *,
    progress: Progress = lambda fraction: None,
    cancelled: IsCancelled = lambda: False,
) -> None:
    """Write a matrix (rows, columns) as UTF-8 text, each number in its shortest exact form.

    Blocks of Rows are got one by one. The header of the names of rows is `name`. Raises NnfsError
    when the names do not fit the matrix, its numbers cannot be got or the file cannot be written,
    which leaves the old file as it was; and Cancelled.
    """
    TableFormat(delimiter)  # refuses a delimiter that could not be read again
    numbers = matrix if isinstance(matrix, Rows) else Rows.of(float_matrix(matrix, "The table"))
    for what, names, count in (
        ("columns", columns, numbers.shape[1]),
        ("rows", row_names, numbers.shape[0]),
    ):
        if names is not None and len(names) != count:
            raise ShapeError(f"{count:,} {what} need as many names, but {len(names):,} are given.")
    header = None
    if columns is not None:
        header = [*columns] if row_names is None else ["name", *columns]

    def lines(start: int, part: AnyArray) -> list[list[str]]:
        texts = _texts(part, cancelled)
        if row_names is not None:
            for row, name in zip(texts, row_names[start:], strict=False):
                row.insert(0, quoted(name, delimiter))
        return texts

    parts = (lines(start, part) for start, part in _parts(numbers))
    _write(path, header, parts, len(numbers), delimiter, progress, cancelled)


def write_batch(
    path: str | Path,
    batch: Batch,
    delimiter: str = ",",
    *,
    progress: Progress = lambda fraction: None,
    cancelled: IsCancelled = lambda: False,
) -> None:
    """Write a batch: its features, then the target as class name (`?` if unknown) or value.

    Its blocks are got one by one. To read the same class numbers again, give
    `class_names=batch.class_names` to `read_table`. Raises NnfsError when the batch cannot be got
    or the file cannot be written, and Cancelled.
    """
    TableFormat(delimiter)
    target_rows = batch.target_rows
    header = [*batch.columns] if target_rows is None else [*batch.columns, batch.target_name]

    def lines(start: int, part: AnyArray) -> list[list[str]]:
        texts = _texts(part, cancelled)
        if target_rows is not None:
            targets = target_rows.rows(start, start + len(part))  # (samples, 1)
            if batch.has_classes:
                names = [[_class_text(batch, each, delimiter)] for each in targets[:, 0].tolist()]
            else:
                names = shortest(targets)
            for row, name in zip(texts, names, strict=True):
                row += name
        return texts

    parts = (lines(start, part) for start, part in _parts(batch.input_rows))
    _write(path, header, parts, batch.n_samples, delimiter, progress, cancelled)


def quoted(text: str, delimiter: str) -> str:
    """A cell of text, in quotes if it could be taken for more or less than it is."""
    if text != text.strip() or any(mark in text for mark in (delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _class_text(batch: Batch, number: int, delimiter: str) -> str:
    if number == UNKNOWN:
        return "?"
    if not batch.class_names:
        return str(number)
    return quoted(batch.class_name(number), delimiter)


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
        if cancelled():
            raise Cancelled
        for row, more in zip(rows, shortest(part[:, first : first + CHUNK_CELLS]), strict=True):
            row += more
    return rows


def _write(
    path: str | Path,
    header: list[str] | None,
    parts: Iterable[list[list[str]]],
    n_rows: int,
    delimiter: str,
    progress: Progress,
    cancelled: IsCancelled,
) -> None:
    with replacing(path) as file:
        stream = Stream(file, n_rows, progress, cancelled)
        if header is not None:
            names = delimiter.join(quoted(name, delimiter) for name in header)
            stream.write(f"{names}\n".encode(), 0)
        for rows in parts:
            text = "".join(f"{delimiter.join(row)}\n" for row in rows)
            stream.write(text.encode(), len(rows))
