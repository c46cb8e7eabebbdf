"""This module says what is a number in a table, what is missing, and how numbers are written."""

from __future__ import annotations

import numpy as np

from nnfs_core.arrays import AnyArray

MISSING = frozenset({"", "na", "n/a", "nan", "null", "?", "-"})


def is_missing(text: str) -> bool:
    """True for an empty cell, NA, N/A, NaN, null, ? and -, in any case."""
    return text.strip().lower() in MISSING


def to_float(text: str, decimal: str = ".") -> float:
    """The float64 nearest to a decimal number; may be NaN or infinite if the text says so.

    Stricter than Python's float(): plain digits only, no underscores, one decimal mark, no
    thousands separators; a true minus sign is a minus. Raises ValueError for anything else.
    """
    text = text.strip().replace("−", "-")
    if decimal == ",":
        if "." in text:
            raise ValueError
        text = text.replace(",", ".")
    if "_" in text or not text.isascii():
        raise ValueError
    return float(text)


def is_number(text: str, decimal: str = ".") -> bool:
    """True when the text is spelled as one number, be it too large to hold."""
    try:
        to_float(text, decimal)
    except ValueError:
        return False
    return True


def shortest(matrix: AnyArray) -> list[list[str]]:
    """Each number (rows, columns) as the shortest text that reads back to the same bits."""
    return [[_whole(text) for text in row] for row in _texts(matrix)]


def _texts(matrix: AnyArray) -> list[list[str]]:
    if matrix.dtype not in (np.float16, np.float32):
        return [[repr(number) for number in row] for row in matrix.tolist()]
    rows = [[_short_text(number) for number in row] for row in matrix]
    # A shorter number's text is read as float64 first, and rounding twice may miss its last bit.
    with np.errstate(over="ignore"):
        again = np.array(rows, dtype=np.float64).reshape(matrix.shape).astype(matrix.dtype)
    for row, column in np.argwhere((again != matrix) & ~np.isnan(matrix)):
        rows[row][column] = repr(float(matrix[row, column]))
    return rows


def _short_text(number: np.float16 | np.float32) -> str:
    plain = float(number)
    return repr(plain) if plain.is_integer() and abs(plain) < 1e16 else str(number)


def _whole(text: str) -> str:
    return text[:-2] if text.endswith(".0") else text


def short_text(text: str, length: int = 40) -> str:
    """What a message quotes of a cell, cut when it is long."""
    return repr(text if len(text) <= length else text[:length] + "...")
