"""This module looks at the start of a file to guess what is in its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cell_kinds import cell_table
from nnfs_core.files.tables.cell_table import CellTable, cell_text
from nnfs_core.files.tables.chunks.plain_text import plain_text
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.cell_spelling import guessed_cell_spelling, texts_with_zeros
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess, ColumnLook, alike_in
from nnfs_core.files.tables.guessing.declared import as_declared
from nnfs_core.files.tables.guessing.head import TableHead, decoded, last_rows, read_head
from nnfs_core.files.tables.guessing.roles import Roles
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.guessing.table_warning import warning_of
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.files.tables.spelling.column_names import column_names
from nnfs_core.files.tables.spelling.encoding import guessed_encoding
from nnfs_core.files.tables.spelling.header import Header, lacks_first_name
from nnfs_core.files.tables.spelling.quoting import Quoting
from nnfs_core.files.tables.spelling.spelling import (
    Spelling,
    comment_names,
    guessed_spelling,
    parted,
)
from nnfs_core.files.tables.words import MAX_COLUMNS
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import default_columns

CELL_HEAD_ROWS = 1000
LEAST_ROWS, MOST_CELLS = 200, 20_000  # looked at to guess what columns are
PREVIEW_ROWS = 50


def sniff(path: str | Path, cancelled: IsCancelled = never, *, sheet: str = "") -> TableGuess:
    """Guess the format of a table from the start of its file.

    sheet: of a workbook, by default the first with a table. Raises NnfsError when the file cannot
    be read, is empty or holds no table; Cancelled when asked to stop.
    """
    head = read_head(path)
    cells = cell_table(head.path, head.data, sheet, cancelled)
    if cells is not None:
        return _guess_cells(head, cells, None, cancelled)
    encoding = guessed_encoding(head.data, head.is_whole)
    text = decoded(head, encoding)
    spelling = guessed_spelling(text, encoding, cancelled)
    guess = _guess(head, text, spelling.format, cancelled)
    if not spelling.others:
        return guess
    return replace(guess, warning=spelling.question, alternatives=spelling.others)


def parted_by(
    path: str | Path, delimiter: str, encoding: str, cancelled: IsCancelled = never
) -> TableFormat:
    """The format that a text most likely has if this delimiter parts it; raises as `sniff` does."""
    text = decoded(read_head(path), encoding)
    return guessed_spelling(text, encoding, cancelled, delimiter=delimiter).format


def preview(
    path: str | Path, table_format: TableFormat, cancelled: IsCancelled = never
) -> TableGuess:
    """What the start of the file shows when it is read in this format; raises as `sniff` does."""
    head = read_head(path)
    cells = cell_table(head.path, head.data, table_format.sheet, cancelled)
    if cells is not None:
        return _guess_cells(head, cells, table_format, cancelled)
    return _guess(head, decoded(head, table_format.encoding), table_format, cancelled)


def _guess(
    head: TableHead, text: str, table_format: TableFormat, cancelled: IsCancelled
) -> TableGuess:
    lines = parted(text, table_format, cancelled)
    all_rows = [row for _, row in lines]
    if not all_rows:
        if table_format.skipped_lines:
            raise NnfsError("{name} has no row below line {n:,}; let the table start further up.")(
                head.path.name, table_format.skipped_lines
            )
        raise NnfsError("{name} has no row that can be read in this format; a quote may be open.")(
            head.path.name
        )
    words = Quoting.of(plain_text(text, table_format), table_format).words
    n_rows = len(all_rows)
    if not head.is_whole:
        n_used = len(text.encode(table_format.encoding))
        n_rows = round(len(all_rows) * head.n_bytes / n_used)
    named = comment_names(text, table_format) if table_format.names_in_comment else []
    if named:
        all_rows.insert(0, named)
    found = _Rows(all_rows, table_format.header_rows + bool(named), words, n_rows, head.is_whole)
    return _guess_rows(head, found, table_format, cancelled)


@dataclass(frozen=True)
class _Rows:
    """Holds the first rows of a table, and how many of them say what its columns are.

    words: columns of text, whatever it looks like. n_rows: of the whole table, with the header
    where it stands in rows; estimated unless `is_exact`.
    """

    rows: list[list[str]]
    n_above: int
    words: Collection[int]
    n_rows: int
    is_exact: bool
    is_text: bool = True


def _guess_cells(
    head: TableHead, cells: CellTable, table_format: TableFormat | None, cancelled: IsCancelled
) -> TableGuess:
    """What the first rows of a table of cells show; without a format, it is guessed, too."""
    cell_rows = cells.head(CELL_HEAD_ROWS, cancelled)
    if table_format is None:
        spelling = guessed_cell_spelling(cell_rows, cells)
    else:
        spelling = Spelling(table_format)
    table_format = replace(spelling.format, sheet=cells.sheet)
    if cells.names:
        table_format = replace(table_format, header_rows=1, skipped_lines=0)
    rows = [[cell_text(cell, table_format.decimal).strip() for cell in row] for row in cell_rows]
    if cells.names:
        rows.insert(0, [*cells.names])
    n_skipped = cells.declared.n_rows_within(table_format.skipped_lines)
    rows = rows[n_skipped:]
    if not rows and n_skipped:
        raise NnfsError("{name} has no row below row {n:,}; let the table start further up.")(
            head.path.name, table_format.skipped_lines
        )
    if not rows:
        raise NnfsError("{name} has no cell with anything in it.")(head.path.name)
    n_rows = cells.n_rows + bool(cells.names) - n_skipped
    n_above = table_format.header_rows
    words = cells.words | texts_with_zeros(cell_rows[n_skipped + (0 if cells.names else n_above) :])
    found = _Rows(rows, n_above, words, n_rows, cells.is_exact, is_text=False)
    guess = _guess_rows(head, found, table_format, cancelled)
    columns = as_declared(guess.columns, cells.declared, guess.rows)
    warning = spelling.question or guess.warning or cells.declared.left_out
    guess = replace(guess, cells=cells, columns=columns, warning=warning)
    return replace(guess, alternatives=spelling.others)


def _guess_rows(
    head: TableHead, found: _Rows, table_format: TableFormat, cancelled: IsCancelled
) -> TableGuess:
    """What the first rows show."""
    above, body = found.rows[: found.n_above], found.rows[found.n_above :]
    width = _width(above, body) if found.is_text else len(found.rows[0])
    if width > MAX_COLUMNS:
        raise NnfsError(
            "{name} has more columns than the {most:,} that can be read; if its samples stand in "
            "columns, swap rows and columns first."
        )(head.path.name, MAX_COLUMNS)
    if above and len(above[0]) == width - 1 and lacks_first_name(above[0], body):
        above = [["", *row] for row in above]
    header = Header.of(above, width, body[:LEAST_ROWS])
    some = body[: max(LEAST_ROWS, MOST_CELLS // width)]
    looks = []
    at_end: list[list[str]] | None = None
    is_seen = found.is_exact and len(found.rows) >= found.n_rows
    for number in range(width):
        stop_if(cancelled)
        cells = [row[number] if number < len(row) else "" for row in some]
        if len(some) < len(body) and all(map(is_missing, cells)):
            cells = [row[number] if number < len(row) else "" for row in body]
        if not is_seen and found.is_text and all(map(is_missing, cells)):
            if at_end is None:
                at_end = last_rows(head.path, table_format, cancelled)
            cells += [row[number] for row in at_end if len(row) == width]
        is_text = number in found.words
        looks.append(ColumnLook.of(header, number, cells, table_format, is_text))
    roles = Roles(looks, is_seen or bool(at_end))
    names = column_names(header.names) if above else default_columns(width)
    columns = tuple(
        ColumnGuess(
            name,
            look.kind,
            *roles.role(number),
            look.unit,
            alike_in(look),
            as_written=look.as_written,
        )
        for number, (name, look) in enumerate(zip(names, looks, strict=True))
    )
    guess = TableGuess(
        head.path,
        table_format,
        columns,
        tuple(tuple(row[:width]) for row in body[:PREVIEW_ROWS]),
        max(0, found.n_rows - table_format.header_rows),
        found.is_exact,
        head.state,
        head.n_bytes,
    )
    return replace(guess, warning=warning_of(columns, table_format, body, is_text=found.is_text))


def _width(above: list[list[str]], body: list[list[str]]) -> int:
    """How many columns there are; a delimiter at the end of every row makes none."""
    if above:
        width = len(above[0]) + lacks_first_name(above[0], body)
        is_named = len(above[0]) < width or bool(above[0][-1])
    else:
        counts = Counter(map(len, body))
        width, is_named = max(counts, key=lambda each: (counts[each], each == len(body[0]))), False
    is_empty = all(len(row) < width or not row[width - 1] for row in body)
    if width > 1 and not is_named and is_empty and any(len(row) >= width - 1 for row in body):
        return width - 1
    return width
