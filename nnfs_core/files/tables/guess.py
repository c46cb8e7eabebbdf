"""This module looks at the start of a file to guess what is in its table."""

from __future__ import annotations

import codecs
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
from nnfs_core.files.tables.column_guess import ColumnGuess, ColumnLook
from nnfs_core.files.tables.declared import as_declared
from nnfs_core.files.tables.format import DELIMITERS, TableFormat
from nnfs_core.files.tables.numbers import is_missing, is_number
from nnfs_core.files.tables.quoting import Quoting
from nnfs_core.files.tables.roles import Roles
from nnfs_core.files.tables.source import MAX_COLUMNS, check_text, opened
from nnfs_core.files.tables.spelling import guessed_encoding, guessed_format, has_header, rows_of
from nnfs_core.numerals.typed import Mark, read_number
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import default_columns
from nnfs_core.wording import listed, sentence

HEAD_BYTES = 256 * 1024
MAX_HEAD_BYTES = 4 * 2**20  # for very wide tables, of which 256 kB may not be three lines
CELL_HEAD_ROWS = 1000
PREVIEW_ROWS = 50


@dataclass(frozen=True)
class Alternative:
    """Holds another way to read a table that is as plausible, and a sentence that tells it."""

    format: TableFormat
    told: str


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
        has_names = self.cells is not None and self.cells.names
        return 0 if has_names else self.format.skipped_lines + self.format.header_rows

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
    return _guess(head, text, guessed_format(text, encoding, cancelled), cancelled)


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
    return text


def _guess(head: _Head, text: str, table_format: TableFormat, cancelled: IsCancelled) -> TableGuess:
    all_rows = rows_of(text, table_format, cancelled)
    if not all_rows:
        raise NnfsError("{name} has no row that can be read in this format; a quote may be open.")(
            head.path.name
        )
    words = Quoting.of(text, table_format).words
    n_rows = len(all_rows)
    if not head.is_whole:
        n_used = len(text.encode(table_format.encoding))
        n_rows = round(len(all_rows) * head.n_bytes / n_used)
    return _guess_rows(head, all_rows, words, table_format, (n_rows, head.is_whole), cancelled)


def _guess_cells(
    head: _Head, cells: CellTable, table_format: TableFormat | None, cancelled: IsCancelled
) -> TableGuess:
    """What the first rows of a table of cells show; without a format, it is guessed, too."""
    decimal = "." if table_format is None else table_format.decimal
    rows = [
        [cell_text(cell, decimal).strip() for cell in row]
        for row in cells.head(CELL_HEAD_ROWS, cancelled)
    ]
    if cells.names:
        rows.insert(0, [*cells.names])
    if not rows:
        raise NnfsError("{name} has no cell with anything in it.")(head.path.name)
    if table_format is None:
        table_format = TableFormat(header_rows=int(bool(cells.names) or has_header(rows, ".")))
    rows = rows[table_format.skipped_lines :] or rows
    n_rows = cells.n_rows + bool(cells.names) - table_format.skipped_lines, cells.is_exact
    table_format = replace(table_format, sheet=cells.sheet)
    guess = _guess_rows(head, rows, cells.words, table_format, n_rows, cancelled)
    return replace(guess, cells=cells, columns=as_declared(guess.columns, cells.declared))


def _guess_rows(
    head: _Head,
    all_rows: list[list[str]],
    words: Collection[int],
    table_format: TableFormat,
    n_all_rows: tuple[int, bool],
    cancelled: IsCancelled,
) -> TableGuess:
    """What the first rows show; `n_all_rows`: those of the whole file, and whether it is exact."""
    width = len(all_rows[0])
    if width > MAX_COLUMNS:
        raise NnfsError(
            "{name} has more columns than the {most:,} that can be read; if its samples stand in "
            "columns, swap rows and columns first."
        )(head.path.name, MAX_COLUMNS)
    body = all_rows[1:] if table_format.has_header else all_rows
    names = column_names(all_rows[0]) if table_format.has_header else default_columns(width)
    given = all_rows[0] if table_format.has_header else [""] * width
    n_rows, is_exact = n_all_rows
    is_whole = is_exact and len(all_rows) >= n_rows
    columns = _columns(table_format, given, names, body, words, is_whole, cancelled)
    shown = tuple(tuple(row) for row in body[:PREVIEW_ROWS])
    guess = TableGuess(
        head.path,
        table_format,
        columns,
        shown,
        n_rows - table_format.header_rows,
        is_exact,
        head.state,
        head.n_bytes,
    )
    return replace(guess, warning=_warning(guess, all_rows))


def column_names(header: list[str]) -> tuple[str, ...]:
    """The names of a header: blank ones become x0, x1, ..., repeated ones get _2, _3, ..."""
    given = {cell.strip() for cell in header}
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names: list[str] = []
    for number, cell in enumerate(header):
        wanted = cell.strip() or f"x{number}"
        name = wanted
        # The first to bear a given name keeps it; an invented name gives way to a given one.
        while name in taken or (name in given and name != cell.strip()):
            counts[wanted] = counts.get(wanted, 1) + 1
            name = f"{wanted}_{counts[wanted]}"
        taken.add(name)
        names.append(name)
    return tuple(names)


def _columns(
    table_format: TableFormat,
    given_names: list[str],
    names: tuple[str, ...],
    body: list[list[str]],
    words: Collection[int],
    is_whole: bool,
    cancelled: IsCancelled,
) -> tuple[ColumnGuess, ...]:
    """What each column looks like, and what it is best taken for."""
    looks = []
    for number, given in enumerate(given_names):
        stop_if(cancelled)
        cells = [row[number] if number < len(row) else "" for row in body]
        looks.append(ColumnLook.of(given, cells, table_format, number in words))
    roles = Roles(looks, is_whole)
    return tuple(
        ColumnGuess(name, look.kind, *roles.role(number), look.unit, look.alike)
        for number, (name, look) in enumerate(zip(names, looks, strict=True))
    )


def _warning(guess: TableGuess, rows: list[list[str]]) -> str:
    if not guess.rows:
        return "There is a header but no row below it."
    width = len(guess.columns)
    if width == 1:
        marks = [mark for mark in (*DELIMITERS, " ") if mark != guess.format.decimal]
        if sum(any(mark in row[0] for mark in marks) for row in rows) > len(rows) / 2:
            return "Everything is in one column; choose another delimiter."
    ragged = sum(len(row) != width for row in rows)
    if ragged:
        n = "One row has" if ragged == 1 else sentence("{n:,} rows have")(ragged)
        return sentence(
            "{n} another number of cells than the first row; choose another delimiter?"
        )(n)
    grouped = [
        column.name
        for number, column in enumerate(guess.columns)
        if column.kind == "text" and _has_thousands([row[number] for row in rows], guess.format)
    ]
    if grouped:
        return sentence(
            "Numbers of {columns} have marks between thousands and are taken for text; write them "
            "without in the file."
        )(listed(grouped[:3]))
    return ""


def _has_thousands(cells: list[str], format: TableFormat) -> bool:
    """Whether most cells of a column are numbers that only marks between thousands make text."""
    words = [cell for cell in cells[format.has_header :] if not is_missing(cell)]
    marks: tuple[Mark, ...] = ".", ","
    for mark in marks:
        n_numbers = sum(read_number(word, mark) is not None for word in words)
        n_plain = sum(is_number(word, mark) for word in words)
        if n_plain < n_numbers > len(words) / 2:
            return True
    return False
