"""Writing matrices and batches as tables of text that read back to the same bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy.typing as npt

from nnfs_core.arrays import float_matrix
from nnfs_core.batch import UNKNOWN, Batch
from nnfs_core.errors import Cancelled, ShapeError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import shortest

CHUNK_CELLS = 64 * 1024  # written in well under 200 ms, the time a cancel may take


def write_table(
    path: str | Path,
    matrix: npt.ArrayLike,
    columns: Sequence[str] | None = None,
    row_names: Sequence[str] | None = None,
    delimiter: str = ",",
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write a matrix (rows, columns) as UTF-8 text, each number in its shortest exact form.

    The header of the names of rows is `name`. Raises NnfsError when the names do not fit the
    matrix or the file cannot be written, which leaves the old file as it was; and Cancelled.
    """
    TableFormat(delimiter)  # refuses a delimiter that could not be read again
    numbers = float_matrix(matrix, "The table")
    for what, names, count in (
        ("columns", columns, numbers.shape[1]),
        ("rows", row_names, numbers.shape[0]),
    ):
        if names is not None and len(names) != count:
            raise ShapeError(f"{count:,} {what} need as many names, but {len(names):,} are given.")
    header = None
    if columns is not None:
        header = [*columns] if row_names is None else ["name", *columns]

    def rows() -> Iterator[list[str]]:
        step = max(1, CHUNK_CELLS // max(1, numbers.shape[1]))
        for start in range(0, len(numbers), step):
            for offset, row in enumerate(shortest(numbers[start : start + step])):
                if row_names is not None:
                    row.insert(0, quoted(row_names[start + offset], delimiter))
                yield row

    _write(path, header, rows(), delimiter, cancelled)


def write_batch(
    path: str | Path,
    batch: Batch,
    delimiter: str = ",",
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write a batch: its features, then the target as class name (`?` if unknown) or value.

    To read the same class numbers again, give `class_names=batch.class_names` to `read_table`.
    Raises NnfsError when the file cannot be written, and Cancelled.
    """
    TableFormat(delimiter)
    has_target = batch.target_rows is not None
    header = [*batch.columns, batch.target_name] if has_target else [*batch.columns]

    def rows() -> Iterator[list[str]]:
        step = max(1, CHUNK_CELLS // max(1, batch.n_features))
        for start in range(0, batch.n_samples, step):
            lines = shortest(batch.input_rows.rows(start, start + step))
            if batch.target_rows is not None:
                targets = batch.target_rows.rows(start, start + step)  # (samples, 1)
                texts = (
                    [[_class_text(batch, number, delimiter)] for number in targets[:, 0].tolist()]
                    if batch.has_classes
                    else shortest(targets)
                )
                for line, text in zip(lines, texts, strict=True):
                    line += text
            yield from lines

    _write(path, header, rows(), delimiter, cancelled)


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


def _write(
    path: str | Path,
    header: list[str] | None,
    rows: Iterable[list[str]],
    delimiter: str,
    cancelled: Callable[[], bool],
) -> None:
    n_cells = 0
    with replacing(path) as file:
        if header is not None:
            names = delimiter.join(quoted(name, delimiter) for name in header)
            file.write(f"{names}\n".encode())
        for row in rows:
            file.write(f"{delimiter.join(row)}\n".encode())
            n_cells += len(row)
            if n_cells >= CHUNK_CELLS:
                n_cells = 0
                if cancelled():
                    raise Cancelled
