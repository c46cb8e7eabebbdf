"""This module takes columns for what their file declares them to be, whatever they look like."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.files.tables.cell_table import Declared
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess

TARGET = "Its file tells that it is the target."


def as_declared(columns: tuple[ColumnGuess, ...], declared: Declared) -> tuple[ColumnGuess, ...]:
    """The same columns with the texts and the target that are declared.

    A column whose texts are known is no name or id, though all may differ in the first rows.
    """
    found = list(columns)
    for place, texts in declared.texts.items():
        column = replace(found[place], kind="text", texts=texts, alike={})
        is_name = column.role in ("label", "left out")
        found[place] = replace(column, role="feature", reason="") if is_name else column
    if declared.target is not None:
        for place, column in enumerate(found):
            if column.role == "target":
                found[place] = replace(column, role="feature", reason="")
        found[declared.target] = replace(found[declared.target], role="target", reason=TARGET)
    return tuple(found)
