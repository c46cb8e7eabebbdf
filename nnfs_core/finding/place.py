"""Finds the place in a table that a text means: "120", "120, width" or "width"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.wording import sentence


def place_of(
    text: str,
    n_rows: int,
    columns: Sequence[str],
    *,
    column_noun: str = "column",
    labels: Rows | None = None,
) -> tuple[int | None, int | None]:
    """The row and the column that a text means, None for what it leaves open.

    A row is given by its number or its label, of several the first; a column by its name, or behind
    a row by its number. Raises NnfsError with a sentence on what was expected.
    """
    whole, text = text.strip(), " ".join(text.split())
    if not text:
        raise NnfsError("Type the number of a sample, or the name of a column.")
    column = _named(text, columns)
    if column is not None and not text.isdecimal():
        return None, column
    first, comma, rest = text.partition(",")
    row_text = first.strip().lower().removeprefix("sample").strip()
    if row_text.isdecimal() and len(row_text) <= 18:
        row = int(row_text)
        if row >= n_rows:
            last = sentence("; the last one is {last:,}")(n_rows - 1) if n_rows else ""
            raise NnfsError("There is no sample {row:,}{last}.")(row, last)
        return row, _column(rest.strip(), columns, column_noun) if comma else None
    if comma and not row_text:
        return None, _column(rest.strip(), columns, column_noun)
    labelled = None if labels is None else first_labelled(labels, whole)
    if labelled is not None:
        return labelled, None
    nor_label = "" if labels is None else " nor a label"
    raise NnfsError(
        "“{text}” is neither the number of a sample{nor_label} nor the name of a {column_noun}."
    )(_short(text), nor_label, column_noun)


def first_labelled(labels: Rows, label: str) -> int | None:
    """The first sample that is called just so."""
    for start, block in labels.arrays():
        found = np.flatnonzero(block[:, 0] == label)
        if len(found):
            return start + int(found[0])
    return None


def _column(text: str, columns: Sequence[str], noun: str) -> int:
    column = _named(text, columns)
    if column is not None:
        return column
    if text.isdecimal() and len(text) <= 18:
        if int(text) < len(columns):
            return int(text)
        raise NnfsError("There is no {noun} {number:,}; the last one is {last:,}.")(
            noun, int(text), len(columns) - 1
        )
    raise NnfsError("There is no {noun} “{text}”.")(noun, _short(text))


def _named(text: str, columns: Sequence[str]) -> int | None:
    if text in columns:
        return columns.index(text)
    alike = [number for number, name in enumerate(columns) if name.lower() == text.lower()]
    return alike[0] if len(alike) == 1 else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
