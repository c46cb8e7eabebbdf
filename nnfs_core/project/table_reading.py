"""Holds how the table was read that a batch came from, so that the next is read the same way.

What the words mean is told where tables are read, above this room.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ColumnReading:
    """Says how the column of this name was read, as a `ColumnChoice` does.

    merged: pairs of a text and the one that it is read as. unit: what each number bore, such as %;
    None where it is not known.
    """

    name: str
    role: str = "feature"
    read_as: str = "number"
    odd: str = "refuse"
    texts: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    unit: str | None = None


@dataclass(frozen=True)
class TableReading:
    """Says how a table of `n_columns` was read, as a `TableChoice` does.

    format: the fields of its `TableFormat`, by their names. columns: those that were not left out.
    has_both_marks: a number showed which mark is the decimal one and which one parts thousands.
    """

    format: tuple[tuple[str, str | int | bool], ...]
    n_columns: int
    columns: tuple[ColumnReading, ...]
    target_kind: str = "auto"
    missing: str = "keep"
    class_order: str = "appearance"
    has_both_marks: bool = False
