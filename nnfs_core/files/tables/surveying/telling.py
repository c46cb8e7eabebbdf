"""This module says in sentences what a look at a whole table found."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core.files.tables.numbers import short_text
from nnfs_core.files.tables.surveying.survey import ColumnSurvey, TableSurvey
from nnfs_core.wording import agreeing, counted, sentence


def odd_cells(n_odd: int, n_cells: int, odd: str, what: str = "number") -> str:
    """2 of 4,000 cells are no numbers: '5more', 'n.a.'"""
    said = sentence("{n_odd:,} of {cells} {are} no {numbers}: {odd}")
    cells = counted(n_cells, "cell")
    return said(n_odd, cells, agreeing(n_odd, "is", "are"), agreeing(n_odd, what), odd)


def taken_as_missing(found: str) -> str:
    """What was found of odd cells, and what becomes of them."""
    return sentence("{found}, taken as missing")(found)


def of_column(name: str, findings: Sequence[str]) -> str:
    """What was found in a column, in a sentence."""
    return sentence("{name}: {findings}.")(name, "; ".join(findings))


def column_findings(
    column: ColumnSurvey, n_rows: int, *, reads_numbers: bool, what: str = "number"
) -> list[str]:
    """What to know of a column that is read as numbers, or as text; each without a full stop.

    what: a cell should be, a number or a date.
    """
    n_missing = column.n_missing if reads_numbers else column.n_blank
    found = []
    if reads_numbers and column.n_odd:
        found.append(odd_cells(column.n_odd, n_rows, _quoted(column.odd), what))
    if n_missing:
        found.append(_of(n_missing, n_rows, "missing"))
    if reads_numbers and column.n_infinite:
        found.append(_of(column.n_infinite, n_rows, "infinite"))
    if reads_numbers and column.n_rounded:
        rounded = sentence("{cells} above 2^53 {are} rounded")
        whole = counted(column.n_rounded, "whole number")
        found.append(rounded(whole, agreeing(column.n_rounded, "is", "are")))
    return found


def table_findings(survey: TableSurvey) -> list[str]:
    """What is wrong with rows and quotes of a table, in whole sentences."""
    found, word = [], survey.row_word
    if survey.n_short_rows:
        short = sentence(
            "{rows} fewer cells than the table has columns, the first on {row} {line:,}; the rest "
            "is missing."
        )
        rows = counted(survey.n_short_rows, "row has", "rows have")
        found.append(short(rows, word, survey.first_short_line))
    if survey.n_long_rows:
        long = sentence(
            "{rows} more cells than the table has columns, the first on {row} {line:,}."
        )
        rows = counted(survey.n_long_rows, "row has", "rows have")
        found.append(long(rows, word, survey.first_long_line))
    if survey.n_quotes:
        quotes = sentence(
            "On {lines} quotes do not stand around a whole cell, first on line {line:,}."
        )
        found.append(quotes(counted(survey.n_quotes, "line"), survey.first_quote_line))
    return found


def _of(count: int, n_rows: int, what: str) -> str:
    said = sentence("{count:,} of {cells} {are} {what}")
    return said(count, counted(n_rows, "cell"), agreeing(count, "is", "are"), what)


def _quoted(texts: tuple[str, ...]) -> str:
    return ", ".join(short_text(text) for text in texts)
