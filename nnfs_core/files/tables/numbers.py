"""This module says what is a number in a table, what is missing, and how numbers are written."""

from __future__ import annotations

import math
from itertools import islice

from nnfs_core.arrays import AnyArray, number_texts
from nnfs_core.numerals.typed import quoted

MISSING = frozenset({"", "na", "n/a", "nan", "null", "?", "-", "#n/a"})


def is_missing(text: str, *, in_words: bool = False) -> bool:
    """True for an empty cell, NA, N/A, #N/A, NaN, null, ? and -, in any case.

    In a column of words these are words, too: minus beside plus, Namibia, null hypotheses; there
    an empty cell alone is missing.
    """
    return not text.strip() if in_words else text.strip().lower() in MISSING


def to_float(text: str, decimal: str = ".") -> float:
    """The float64 nearest to a decimal number; may be NaN or infinite if the text says so.

    Stricter than Python's float(): plain digits only, no underscores, one decimal mark, no
    thousands separators; a true minus sign is a minus, and ∞ is inf. Raises ValueError for
    anything else.
    """
    text = text.strip().replace("−", "-").replace("∞", "inf")
    if decimal == ",":
        if "." in text:
            raise ValueError
        text = text.replace(",", ".")
    if "_" in text or not text.isascii():
        raise ValueError
    return float(text)


def is_beyond_float64(text: str, number: float) -> bool:
    """True for an infinity that `to_float` made of digits; one that the text tells is meant."""
    return math.isinf(number) and any(map(str.isdigit, text))


def is_number(text: str, decimal: str = ".") -> bool:
    """True when the text is spelled as one number, be it too large to hold."""
    try:
        to_float(text, decimal)
    except ValueError:
        return False
    return True


def shortest(matrix: AnyArray) -> list[list[str]]:
    """Each number (rows, columns) as `number_texts` writes it, whole ones without .0."""
    texts = (text.removesuffix(".0") for text in number_texts(matrix))
    return [list(islice(texts, matrix.shape[1])) for _ in range(len(matrix))]


short_text = quoted
