"""This module reads and writes cells as the clipboard carries them between spreadsheets."""

from __future__ import annotations

import csv
import io
import math
import re

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import short_text, shortest, to_float
from nnfs_core.wording import sentence

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


def parse_cells(text: str) -> list[list[str]]:
    """The cells of a piece of a table, row by row; rows may differ in length.

    Spreadsheets part cells by tabs and quote cells that hold tabs, quotes or line ends. Without
    tabs, the first of semicolon, comma and blanks under which all cells are numbers parts them;
    else semicolon or comma if there is one; else each line is one cell.
    """
    if not text:
        return []
    if "\t" in text:
        return _split(text, "\t")
    choices = [_split(text, mark) for mark in ";," if mark in text]
    blanks = [line.split() or [""] for line in _lines(text)]
    for rows in [*choices, blanks]:
        if all(not cell.strip() or _is_number(cell) for row in rows for cell in row):
            return rows
    return choices[0] if choices else _split(text, "\t")


def parse_number(text: str) -> float:
    """The one finite number that a person typed, with a decimal point or comma.

    Raises NnfsError for letters, NaN, infinity, numbers too large for float64, thousands
    separators, and for `1,234`, which could mean either.
    """
    shown = short_text(text.strip())
    decimal = "," if "," in text else "."
    if _THOUSANDS.fullmatch(text.strip().replace("−", "-")):
        plain = text.strip()
        raise NnfsError("{shown} could mean {one} or {other}; type the one that you mean.")(
            shown, plain.replace(",", "."), plain.replace(",", "")
        )
    try:
        value = to_float(text, decimal)
    except ValueError:
        if not text.strip():
            raise NnfsError("There is no number here; type one, such as 1.5.") from None
        raise NnfsError("{shown} is not a number; type one such as 1.5 or 2e-3.")(shown) from None
    if math.isnan(value):
        raise NnfsError("{shown} means 'not a number'; type a number.")(shown)
    if math.isinf(value):
        raise NnfsError(infinite(text))
    return value


def infinite(text: str) -> str:
    """The sentence on a text that float64 can only hold as infinity."""
    plain = text.strip()
    if any(character.isdigit() for character in plain):
        shown = plain if len(plain) <= 40 else plain[:40] + "..."
        return sentence("{x} is too large for a 64-bit number, which ends at about 1.8e308.")(shown)
    return sentence("{x} is infinite; only finite numbers can be used.")(short_text(plain))


def format_cells(array: npt.ArrayLike) -> str:
    """Numbers (rows, columns) as tab-separated lines; each reads back to the same bits."""
    return "\n".join("\t".join(row) for row in shortest(np.atleast_2d(np.asarray(array))))


def _split(text: str, delimiter: str) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:  # quotes that quote nothing, as in 5" and 7"
        rows = [line.split(delimiter) for line in _lines(text)]
    return [row or [""] for row in rows]


def _lines(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in io.StringIO(text, newline="")]


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except NnfsError:
        return False
    return True
