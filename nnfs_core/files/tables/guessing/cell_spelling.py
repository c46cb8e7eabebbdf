"""This module guesses how a table of cells means to be read: where it starts, and its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnfs_core.files.tables.cell_table import Cell, CellTable, cell_text
from nnfs_core.files.tables.format import Alternative, TableFormat
from nnfs_core.files.tables.numbers import has_leading_zeros
from nnfs_core.files.tables.spelling.header import n_header_rows, n_rows_above
from nnfs_core.files.tables.spelling.marks import found_marks
from nnfs_core.files.tables.spelling.spelling import Spelling

LOOKED_AT = 200  # rows

_USUAL = TableFormat(delimiter="\t")  # nothing parts cells, so any mark may stand in them


def guessed_cell_spelling(rows: Sequence[Sequence[Cell]], table: CellTable) -> Spelling:
    """The format of a table of cells by its first rows.

    Marks are those in texts, for numbers have none.
    """
    some = rows[:LOOKED_AT]
    texts = [[cell.strip() if isinstance(cell, str) else "" for cell in row] for row in some]
    marks = found_marks(texts, _USUAL, table.words)
    found = replace(marks.format, sheet=table.sheet)
    if not table.names:
        spelled = [[cell_text(cell, found.decimal).strip() for cell in row] for row in some]
        n_above = n_rows_above([_without_end(row) for row in spelled], found) if spelled else 0
        below = spelled[n_above:]
        numbers = table.declared.first_rows
        skipped = numbers[n_above] - 1 if numbers and n_above else n_above
        found = replace(found, skipped_lines=skipped, header_rows=n_header_rows(below, found))
    others = tuple(
        Alternative(replace(found, decimal=other.decimal, thousands=other.thousands), told)
        for other, told in marks.others
    )
    return Spelling(found, marks.question, others)


def texts_with_zeros(rows: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """Columns whose cells all are texts, some with leading zeros, as codes have that are no
    numbers."""
    columns = ([cell for cell in column if cell is not None] for column in zip(*rows, strict=True))
    return frozenset(
        place
        for place, cells in enumerate(columns)
        if all(isinstance(cell, str) for cell in cells)
        and any(has_leading_zeros(cell) for cell in cells if isinstance(cell, str))
    )


def _without_end(row: list[str]) -> list[str]:
    """A row up to its last cell with anything in it, as a title is alone in its row."""
    filled = [place for place, cell in enumerate(row) if cell]
    return row[: filled[-1] + 1] if filled else []
