"""This module takes columns for what their file declares them to be, whatever they look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nnfs_core.files.tables.cell_table import Declared
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess

TARGET = "Its file tells that it is the target."
INDEX = "Its file tells that it is the index of the rows, so it is no feature."


def as_declared(
    columns: tuple[ColumnGuess, ...], declared: Declared, rows: Sequence[Sequence[str]]
) -> tuple[ColumnGuess, ...]:
    """The same columns with the texts, the index and the target that are declared.

    An index is the label, unless it merely counts the first `rows` or there is a label. A column
    whose texts are known is no name or id, though all may differ in the first rows.
    """
    found = list(columns)
    for place, texts in declared.texts.items():
        column = replace(found[place], kind="text", texts=texts, alike={})
        is_name = column.role in ("label", "left out")
        found[place] = replace(column, role="feature", reason="") if is_name else column
    for place in range(declared.n_index):
        found[place] = replace(found[place], role="left out", reason=INDEX)
    if not any(column.role == "label" for column in found):
        for place in range(declared.n_index):
            if not _counts([row[place] for row in rows]):
                found[place] = replace(found[place], role="label")
                break
    if declared.target is not None:
        for place, column in enumerate(found):
            if column.role == "target":
                found[place] = replace(column, role="feature", reason="")
        found[declared.target] = replace(found[declared.target], role="target", reason=TARGET)
    return tuple(found)


def _counts(cells: Sequence[str]) -> bool:
    """True for whole numbers that count by one."""
    if not all(cell.isascii() and cell.isdecimal() for cell in cells):
        return False
    return all(int(b) - int(a) == 1 for a, b in pairwise(cells))
