"""This module looks at the start of a file to guess what is in its table."""

from __future__ import annotations

import codecs
import os
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.files.look import Look
from nnfs_core.files.open_file import refusals
from nnfs_core.files.tables.cell_kinds import cell_table
from nnfs_core.files.tables.cell_table import CellTable, cell_text
from nnfs_core.files.tables.chunks.plain_text import plain_text
from nnfs_core.files.tables.chunks.source import MAX_COLUMNS, check_text, opened
from nnfs_core.files.tables.format import Alternative, TableFormat
from nnfs_core.files.tables.guessing.cell_spelling import guessed_cell_spelling
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess, ColumnLook, alike_in
from nnfs_core.files.tables.guessing.declared import as_declared
from nnfs_core.files.tables.guessing.roles import Roles
from nnfs_core.files.tables.guessing.table_warning import warning_of
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.files.tables.spelling.column_names import column_names
from nnfs_core.files.tables.spelling.header import Header, lacks_first_name
from nnfs_core.files.tables.spelling.quoting import Quoting
from nnfs_core.files.tables.spelling.spelling import (
    Spelling,
    comment_names,
    guessed_encoding,
    guessed_spelling,
    parted,
)
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import default_columns

HEAD_BYTES = 256 * 1024
MAX_HEAD_BYTES = 4 * 2**20  # for very wide tables, of which 256 kB may not be three lines
TAIL_BYTES = 64 * 1024
CELL_HEAD_ROWS = 1000
LEAST_ROWS, MOST_CELLS = 200, 20_000  # looked at to guess what columns are
PREVIEW_ROWS = 50


@dataclass(frozen=True)
class TableGuess(Look):
    """Says what the start of a file shows under a format.

    rows: the first 50 at most, as text, without the header. n_rows: rows of data in the whole
    file, estimated from its size unless `is_exact`. state: of the file then. n_bytes: of its text,
    unpacked. cells: the table itself where it is kept as cells, not as text. warning: one sentence
    on what looks wrong, or empty. alternatives: other ways to read it, where the warning asks which
    one is meant.
    """

    format: TableFormat
    columns: tuple[ColumnGuess, ...]
    rows: tuple[tuple[str, ...], ...]
    n_rows: int
    is_exact: bool
    state: FileState
    n_bytes: int
    cells: CellTable | None = field(default=None, compare=False, repr=False)
    warning: str = ""
    alternatives: tuple[Alternative, ...] = ()

    @cached_property
    def target(self) -> int | None:
        """The column that looks like the target."""
        targets = (n for n, column in enumerate(self.columns) if column.role == "target")
        return next(targets, None)

    @property
    def n_rows_above(self) -> int:
        """How many rows of a table of cells stand above the data."""
        if self.cells is None or self.cells.names:
            return 0
        n_skipped = self.cells.declared.n_rows_within(self.format.skipped_lines)
        return n_skipped + self.format.header_rows

    @cached_property
    def has_missing(self) -> bool:
        """True when a cell of the first rows is missing."""
        are_words = [column.kind == "text" for column in self.columns]
        return any(
            is_missing(cell, in_words=in_words)
            for row in self.rows
            for cell, in_words in zip(row, are_words, strict=False)
        )

    def check_unchanged(self) -> None:
        """Raise NnfsError when the file is not the one that was looked at."""
        with refusals(self.path):
            if FileState.of(self.path.stat()) != self.state:
                raise NnfsError(
                    "{name} has changed since you looked at its first rows; open it again."
                )(self.path.name)


@dataclass(frozen=True)
class _Head:
    """The start of a file, unpacked, and what tells that it has changed since.

    n_bytes: of all of it. is_whole: there is no more.
    """

    path: Path
    data: bytes
    state: FileState
    n_bytes: int
    is_whole: bool


def sniff(path: str | Path, cancelled: IsCancelled = never, *, sheet: str = "") -> TableGuess:
    """Guess the format of a table from the start of its file.

    sheet: of a workbook, by default the first with a table. Raises NnfsError when the file cannot
    be read, is empty or holds no table; Cancelled when asked to stop.
    """
    head = _read_head(path)
    cells = cell_table(head.path, head.data, sheet, cancelled)
    if cells is not None:
        return _guess_cells(head, cells, None, cancelled)
    encoding = guessed_encoding(head.data, head.is_whole)
    text = _decode(head, encoding)
    spelling = guessed_spelling(text, encoding, cancelled)
    guess = _guess(head, text, spelling.format, cancelled)
    if not spelling.others:
        return guess
    return replace(guess, warning=spelling.question, alternatives=spelling.others)


def preview(
    path: str | Path, table_format: TableFormat, cancelled: IsCancelled = never
) -> TableGuess:
    """What the start of the file shows when it is read in this format; raises as `sniff` does."""
    head = _read_head(path)
    cells = cell_table(head.path, head.data, table_format.sheet, cancelled)
    if cells is not None:
        return _guess_cells(head, cells, table_format, cancelled)
    return _guess(head, _decode(head, table_format.encoding), table_format, cancelled)


def _read_head(path: str | Path) -> _Head:
    with opened(path) as file:
        data = file.read(HEAD_BYTES)
        if data.count(b"\n") + data.count(b"\r") < 3 and len(data) == HEAD_BYTES:
            data += file.read(MAX_HEAD_BYTES - HEAD_BYTES)
        is_whole = not file.peek(1)
        n_bytes = len(data) if is_whole else max(len(data), file.n_bytes)
        return _Head(Path(path), data, file.state, n_bytes, is_whole)


def _decode(head: _Head, encoding: str) -> str:
    """The text of the head up to the last line end; all of it when the file has no more."""
    file_name = head.path.name
    check_text(head.data, file_name, encoding)
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head.data, final=head.is_whole)
    except UnicodeError:
        raise NnfsError("{file_name} is not {encoding} text; choose another encoding.")(
            file_name, encoding
        ) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise NnfsError("{file_name} is empty; choose a file with a table in it.")(file_name)
    if not head.is_whole:
        end = max(text.rfind("\n"), text[:-1].rfind("\r"))
        text = text[: end + 1] or text
    else:
        text = text.removesuffix("\n").removesuffix("\r").removesuffix("\x1a")  # as DOS ends it
    return text


def _guess(head: _Head, text: str, table_format: TableFormat, cancelled: IsCancelled) -> TableGuess:
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
    head: _Head, cells: CellTable, table_format: TableFormat | None, cancelled: IsCancelled
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
    found = _Rows(rows, n_above, cells.words, n_rows, cells.is_exact, is_text=False)
    guess = _guess_rows(head, found, table_format, cancelled)
    columns = as_declared(guess.columns, cells.declared)
    warning = spelling.question or guess.warning or cells.declared.left_out
    guess = replace(guess, cells=cells, columns=columns, warning=warning)
    return replace(guess, alternatives=spelling.others)


def _guess_rows(
    head: _Head, found: _Rows, table_format: TableFormat, cancelled: IsCancelled
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
    last_rows: list[list[str]] | None = None
    is_seen = found.is_exact and len(found.rows) >= found.n_rows
    for number in range(width):
        stop_if(cancelled)
        cells = [row[number] if number < len(row) else "" for row in some]
        if len(some) < len(body) and all(map(is_missing, cells)):
            cells = [row[number] if number < len(row) else "" for row in body]
        if not is_seen and found.is_text and all(map(is_missing, cells)):
            if last_rows is None:
                last_rows = _last_rows(head.path, table_format, cancelled)
            cells += [row[number] for row in last_rows if len(row) == width]
        is_text = number in found.words
        looks.append(ColumnLook.of(header, number, cells, table_format, is_text))
    roles = Roles(looks, is_seen or bool(last_rows))
    names = column_names(header.names) if above else default_columns(width)
    columns = tuple(
        ColumnGuess(name, look.kind, *roles.role(number), look.unit, alike_in(look))
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


def _last_rows(path: Path, table_format: TableFormat, cancelled: IsCancelled) -> list[list[str]]:
    """Some of the last rows of a large file, but none where that would take long."""
    if table_format.encoding.startswith(("utf-16", "utf-32")):
        return []
    with opened(path) as file:
        if not file.seekable():
            return []
        file.seek(-min(TAIL_BYTES, file.state.size), os.SEEK_END)
        text = file.read(TAIL_BYTES).decode(table_format.encoding, errors="replace")
    bare = replace(table_format, skipped_lines=1)  # a part of a line
    return [row for _, row in parted(text, bare, cancelled)]
