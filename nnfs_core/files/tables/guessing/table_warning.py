"""This module says in a sentence what looks wrong in the first rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core.files.tables.format import BLANKS, DELIMITERS, TableFormat
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess
from nnfs_core.files.tables.numbers import is_missing, is_number, short_text
from nnfs_core.numerals.typed import Mark, read_number
from nnfs_core.wording import first_few, listed, sentence

LOOKED_AT = 1000  # rows


def warning_of(
    columns: Sequence[ColumnGuess],
    table_format: TableFormat,
    body: Sequence[list[str]],
    *,
    is_text: bool = True,
) -> str:
    """What looks wrong in some rows below the header; empty where nothing does.

    is_text: a delimiter parts the cells.
    """
    if not body:
        return "There is a header but no row below it."
    body = body[:LOOKED_AT]
    on_width = _on_width(len(columns), table_format, body) if is_text else ""
    return on_width or _on_marks(columns, table_format, body) or alike_warning(columns)


def _on_width(width: int, table_format: TableFormat, body: Sequence[list[str]]) -> str:
    if width == 1:
        marks = [mark for mark in DELIMITERS if mark != table_format.decimal]
        if sum(any(mark in row[0] for mark in marks) for row in body) > len(body) / 2:
            return "Everything is in one column; choose another delimiter."
    n_long = sum(len(row) > width + (row[width:] == [""]) for row in body)
    n_short = sum(len(row) < width for row in body)
    if n_long or (n_short and table_format.delimiter == BLANKS):
        n = n_long + n_short
        rows = "One row has" if n == 1 else sentence("{n:,} rows have")(n)
        return sentence(
            "{n} another number of cells than there are columns; choose another delimiter?"
        )(rows)
    if n_short:
        rows = "One row has" if n_short == 1 else sentence("{n:,} rows have")(n_short)
        return sentence(
            "{n} fewer cells than there are columns; what is not there counts as missing."
        )(rows)
    return ""


def _on_marks(
    columns: Sequence[ColumnGuess], table_format: TableFormat, body: Sequence[list[str]]
) -> str:
    odd = [
        column.name
        for number, column in enumerate(columns)
        if column.kind == "text"
        and _has_other_marks([row[number] for row in body if number < len(row)], table_format)
    ]
    return (
        sentence(
            "Numbers of {columns} have other marks than those of the table and are taken for text; "
            "write them with the same marks in the file."
        )(listed(odd[:3]))
        if odd
        else ""
    )


def _has_other_marks(cells: list[str], table_format: TableFormat) -> bool:
    """Whether most cells of a column are numbers that only their marks make text."""
    words = [cell for cell in cells if not is_missing(cell)]
    spelled = table_format.decimal, table_format.thousands
    n_now = sum(is_number(word, *spelled) for word in words)
    marks: tuple[Mark, ...] = ".", ","
    return any(
        n_now < sum(read_number(word, mark) is not None for word in words) > len(words) / 2
        for mark in marks
    )


def alike_warning(columns: Sequence[ColumnGuess]) -> str:
    """Which texts of a column may be meant as one; empty where none may."""
    for column in columns:
        if column.alike and column.role in ("feature", "target"):
            pairs = [
                sentence("{one} for {other}")(short_text(one), short_text(other))
                for one, other in column.alike.items()
            ]
            return sentence("Some texts of {column} may be meant as one: {pairs}.")(
                column.name, first_few(pairs)
            )
    return ""
