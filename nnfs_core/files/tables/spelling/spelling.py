"""This module guesses how a text spells its table: quotes, delimiter, header."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from nnfs_core.files.tables.chunks.last_line import LastLine
from nnfs_core.files.tables.chunks.plain_text import plain_text
from nnfs_core.files.tables.dates import is_date
from nnfs_core.files.tables.format import (
    BLANKS,
    COMMENTS,
    DELIMITERS,
    MOST_SKIPPED_LINES,
    Alternative,
    TableFormat,
)
from nnfs_core.files.tables.numbers import is_number, unit_and_number
from nnfs_core.files.tables.spelling.header import has_header, n_header_rows, n_rows_above
from nnfs_core.files.tables.spelling.marks import SIGNS, found_marks
from nnfs_core.files.tables.spelling.quoting import Quoting
from nnfs_core.files.tables.spelling.special_signs import escapes, found_comment, found_quote
from nnfs_core.files.tables.words import MAX_COLUMNS
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import sentence

TWO_CELLS = "two cells"

_LOOKED_AT = 128 * 1024  # characters of lines of the usual length
_MOST_LINES = 200
_LONG_LINE = 64 * 1024  # characters
_MOST_CELLS = 4000
_LEAST_NUMBERS = 0.25  # of the cells that blanks part

_SEPARATOR = re.compile(r'"?sep=([,;\t| ])"?[ \t]*(?=[\r\n])', re.IGNORECASE)


@dataclass(frozen=True)
class Spelling:
    """Holds the format that a text most likely has, and what else is plausible.

    question: asks which reading is meant, where `others` are left.
    """

    format: TableFormat
    question: str = ""
    others: tuple[Alternative, ...] = ()


def guessed_spelling(
    text: str, encoding: str, cancelled: IsCancelled = never, *, delimiter: str | None = None
) -> Spelling:
    """The spelling whose delimiter makes of a text the most regular, most numeric table.

    delimiter: the one that is known. Raises Cancelled when asked to stop.
    """
    start, is_cut = _first_lines(text)
    told = _SEPARATOR.match(start)
    if told and told[0][0] == '"' and told[1] not in start[told.end() :]:
        told = None  # the name of one column
    usual = TableFormat(
        encoding=encoding,
        quote=found_quote(start),
        backslash=escapes(start),
        skipped_lines=int(told is not None),
    )
    usual = replace(usual, comment=found_comment(plain_text(start, usual)))
    if told is not None and delimiter is None:
        delimiter = told[1]
    delimiters = DELIMITERS if delimiter is None else (delimiter,)
    tried = [
        _tried(start, replace(usual, delimiter=each), is_cut, cancelled) for each in delimiters
    ]
    best = max(tried, key=lambda each: each.score)
    if best.format.delimiter == BLANKS:
        marked = (each for each in tried if each.has_blanks_in_cells(best))
        best = max(marked, key=lambda each: each.score, default=best)
    if delimiter is None:
        in_one = _one_decimal_column(start, usual, cancelled)
        best = in_one or best
    if not best.has_marks and not is_cut:
        best = _with_later_marks(text, best, cancelled)
    found, lines = best.format, best.lines
    rows = [row for _, row in lines]
    has_names = Quoting.of(plain_text(start, found), found).has_names
    n_above = n_rows_above(rows, found) if rows and not has_names else 0
    if n_above and lines[n_above][0] <= MOST_SKIPPED_LINES:
        # the line behind the last row above, since blank ones may follow it
        found = replace(found, skipped_lines=lines[n_above][0] - 1)
        rows = rows[n_above:]
    has_names = Quoting.of(plain_text(start, found), found).has_names
    found = replace(found, header_rows=n_header_rows(rows, found, has_names=has_names))
    if found.comment and not found.header_rows and comment_names(start, found):
        found = replace(found, names_in_comment=True)
    others = tuple(
        Alternative(replace(found, decimal=each.decimal, thousands=each.thousands), told)
        if each.delimiter == found.delimiter
        else Alternative(replace(each, header_rows=1), told)
        for each, told in best.others
    )
    return Spelling(found, best.question, others)


def parted(
    text: str, table_format: TableFormat, cancelled: IsCancelled = never
) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, with the line that each begins on; what is wrong with quotes is
    left for reading to tell.

    Raises Cancelled when asked to stop.
    """
    rows = []
    plain = LastLine(io.StringIO(plain_text(text, table_format), newline=""))
    reader = csv.reader(plain, **table_format.csv_settings)
    try:
        line = table_format.skipped_lines + 1
        for row in reader:
            stop_if(cancelled)
            if len(row) > MAX_COLUMNS:  # no table: what follows is as wide
                rows.append((line, row[: MAX_COLUMNS + 1]))
                break
            if not plain.is_blank(row):
                rows.append((line, [cell.strip() for cell in row]))
            line = table_format.skipped_lines + reader.line_num + 1
    except csv.Error:
        pass
    return rows


def comment_names(text: str, table_format: TableFormat) -> list[str]:
    """The names in the last comment above the data of a text; none where it has others.

    They may be parted otherwise than the data are.
    """
    mark = table_format.comment
    rows = parted(text, table_format)
    if not mark or not rows:
        return []
    above = (line.strip() for line in text.splitlines()[: rows[0][0] - 1])
    last = next((line for line in reversed([*above]) if line), "")
    if not last.startswith(mark):
        return []
    last = last.lstrip(mark)
    for delimiter in dict.fromkeys((table_format.delimiter, *DELIMITERS)):
        decimal = "." if delimiter == "," else table_format.decimal
        spelled = TableFormat(delimiter, decimal, quote=table_format.quote)
        names = parted(last, spelled)
        if names and len(names[0][1]) == len(rows[0][1]):
            is_one = len(names[0][1]) > 1 or " " not in last.strip()
            return names[0][1] if is_one and has_header([names[0][1], rows[0][1]]) else []
    return []


@dataclass(frozen=True)
class _Tried:
    """Holds how good a table a delimiter makes, with the marks that fit, and its rows.

    regular: the share of rows as wide as most.
    """

    score: tuple[float, int]
    format: TableFormat
    lines: list[tuple[int, list[str]]]
    question: str = ""
    others: tuple[tuple[TableFormat, str], ...] = ()
    regular: float = 0.0
    has_marks: bool = True

    def has_blanks_in_cells(self, parted_by_blanks: _Tried) -> bool:
        """True where blanks stand in cells, as in 72 kg, though they seem to part more numbers.

        They part cells where most rows hold several numbers with nothing but blanks between them.
        A decimal comma of the table that blanks part is no delimiter.
        """
        other = parted_by_blanks.format
        if self.format.delimiter in (BLANKS, other.decimal, other.thousands):
            return False
        if self.score[1] == 1 or self.regular < parted_by_blanks.regular:
            return False
        n_lists = sum(
            any(not _is_number(cell, self.format) and _lists_numbers(cell, other) for cell in row)
            for _, row in self.lines
        )
        return n_lists < len(self.lines) / 2


def _first_lines(text: str) -> tuple[str, bool]:
    """Some hundred lines, of long ones the beginnings; and whether any is cut.

    They begin with the last comments above the table.
    """
    lines = io.StringIO(text, newline="").readlines(_LOOKED_AT)
    mark = next((each for each in COMMENTS[1:] if text.lstrip().startswith(each)), "")
    if mark and all(line.lstrip().startswith((mark, "\r", "\n")) for line in lines):
        lines = io.StringIO(text, newline="").readlines()
    above = 0
    while mark and above < len(lines) and lines[above].lstrip().startswith(mark):
        above += 1
    lines = [*lines[:above], *lines[above : above + _MOST_LINES]]
    if len(lines) - above < 3:
        lines = io.StringIO(text, newline="").readlines()[: above + 3]
    cut = [line if len(line) <= _LONG_LINE else _beginning(line) for line in lines]
    return "".join(cut), cut != lines


def _beginning(line: str) -> str:
    """The beginning of a long line, with each quote that it opens closed."""
    end = _LONG_LINE
    for quote in '"', "'":
        if line.count(quote, 0, end) % 2:
            end = line.find(quote, end) + 1 or end
    return f"{line[:end]}\n"


def _tried(text: str, spelled: TableFormat, is_cut: bool, cancelled: IsCancelled) -> _Tried:
    """How good a table a format makes but for its decimal mark, with the marks that fit.

    is_cut: long lines end anywhere.
    """
    lines = parted(text, replace(spelled, decimal="."), cancelled)
    if is_cut:
        width = max(1, min((len(row) for _, row in lines), default=1) - 1)
        lines = [(line, row[:width]) for line, row in lines]
    rows = [row for _, row in lines]
    quoting = Quoting.of(plain_text(text, spelled), spelled)
    stop_if(cancelled)
    width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
    step = max(1, len(rows) * min(width, 200) // _MOST_CELLS)
    some = [[*row[:200]] for row in rows[::step]]
    marks = found_marks(some[quoting.has_names :], spelled, quoting.words)
    found = marks.format
    cells = [cell for row in some[1:] for cell in row]
    n_numbers = sum(_is_number(cell, found) for cell in cells)
    share = n_numbers / max(1, len(cells))
    score = 0.0 if width == 1 else count / len(rows) * (1 + share)
    if spelled.delimiter == BLANKS and share < _LEAST_NUMBERS:
        score, width = 0.0, 1  # blanks part words everywhere
    regular = count / max(1, len(rows))
    asked = marks.question, marks.others
    return _Tried((score, width), found, lines, *asked, regular, marks.are_seen)


def _lists_numbers(cell: str, spelled: TableFormat) -> bool:
    """True for a cell with numbers that nothing but blanks part, unless it is a date."""
    if " " not in cell or is_date(cell):
        return False
    are_numbers = [_is_number(each, spelled) for each in cell.split()]
    return any(both == (True, True) for both in pairwise(are_numbers))


def _with_later_marks(text: str, tried: _Tried, cancelled: IsCancelled) -> _Tried:
    """The same with the marks of rows below the first ones, of which no number has any."""
    quote = {tried.format.quote} - {""}  # in which a delimiter may be a mark, too
    if not any(sign in text for sign in SIGNS - {tried.format.delimiter} | quote):
        return tried
    rows = [row[:200] for _, row in parted(text, tried.format, cancelled)]
    if len(rows) <= len(tried.lines):
        return tried
    quoting = Quoting.of(plain_text(text, tried.format), tried.format)
    marks = found_marks(rows[quoting.has_names :], tried.format, quoting.words)
    return replace(tried, format=marks.format, question=marks.question, others=marks.others)


def _is_number(cell: str, spelled: TableFormat) -> bool:
    """True for a number, be it per cent or money."""
    if is_number(cell, spelled.decimal, spelled.thousands):
        return True
    found = unit_and_number(cell)
    return found is not None and is_number(found[1], spelled.decimal, spelled.thousands)


def _one_decimal_column(text: str, usual: TableFormat, cancelled: IsCancelled) -> _Tried | None:
    """One column with a name and decimal commas, which a comma would part in two; else None."""
    rows = [row for _, row in parted(text, usual, cancelled)]
    if len(rows) < 2 or len(rows[0]) != 1 or not any(len(row) == 2 for row in rows[1:]):
        return None
    if is_number(rows[0][0]) or any(
        len(row) > 2 or not is_number(",".join(row), ",") for row in rows[1:]
    ):
        return None
    found = replace(usual, delimiter=";", decimal=",")
    other = replace(usual, decimal=".", skipped_lines=usual.skipped_lines), TWO_CELLS
    lines = parted(text, found, cancelled)
    question = sentence(
        "Is {cell} one number with a decimal comma, or two cells? It is taken for one number."
    )(lines[1][1][0])
    return _Tried((0.0, 1), found, lines, question, (other,))
