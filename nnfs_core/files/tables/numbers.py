"""This module says what is a number in a table, what is missing, and how numbers are written."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import islice

from nnfs_core.arrays import AnyArray, number_texts
from nnfs_core.numerals.typed import quoted

MISSING = frozenset(
    {"", "na", "n/a", "nan", "null", "none", "nil", "?", "-", ".", "..", "#n/a", "<na>"}
)

# per cent and money, before or behind their number
UNITS = (
    *("%", "‰", "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₫", "฿", "₪", "₴", "₱", "AUD", "BRL"),
    *("CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HUF", "INR", "JPY", "NOK", "NZD", "PLN"),
    *("SEK", "USD"),
)
_UNIT = "|".join(map(re.escape, UNITS))
_BLANKS = r"[ \u00a0\u202f]*+"
_WITH_UNIT = re.compile(
    rf"(?P<sign>[+-]?){_BLANKS}(?P<before>{_UNIT})?+{_BLANKS}"
    rf"(?P<number>(?:[+-]|(?<![+-]))[0-9.,].*?){_BLANKS}(?P<behind>{_UNIT})?+"
)
_LEADING_ZEROS = re.compile(r"0[0-9]+")
_MOST_CHARACTERS = 100  # of a number with its unit
_GROUP_MARKS = {" ": r"[ \u00a0\u202f\u2009]", "'": "['’]"}


def is_missing(text: str, *, in_words: bool = False) -> bool:
    """True for an empty cell, NA, N/A, #N/A, <NA>, NaN, null, none, nil, ?, -, . and .., in any
    case.

    In a column of words these are words, too: minus beside plus, Namibia, null hypotheses; there
    an empty cell alone is missing.
    """
    return not text.strip() if in_words else text.strip().lower() in MISSING


def to_float(text: str, decimal: str = ".", thousands: str = "", unit: str = "") -> float:
    """The float64 nearest to a decimal number; may be NaN or infinite if the text says so.

    Stricter than Python's float(): plain digits only, no underscores, one decimal mark; a true
    minus sign is a minus, and ∞ is inf. Its thousands may be parted by `thousands`, all or none.
    With a `unit`, such as %, that stands before or behind the number, or it is none. Raises
    ValueError for anything else.
    """
    text = text.strip().replace("−", "-").replace("∞", "inf")
    if unit:
        found = unit_and_number(text)
        if found is None or found[0] != unit:
            raise ValueError
        text = found[1]
    if thousands and _grouped(decimal, thousands).fullmatch(text):
        text = re.sub(_GROUP_MARKS.get(thousands, re.escape(thousands)), "", text)
    if decimal == ",":
        if "." in text:
            raise ValueError
        text = text.replace(",", ".")
    if "_" in text or not text.isascii():
        raise ValueError
    return float(text)


def unit_and_number(text: str) -> tuple[str, str] | None:
    """The unit, % or one of money, and the number before or behind it; None where there is none."""
    if len(text) > _MOST_CHARACTERS:
        return None
    found = _WITH_UNIT.fullmatch(text.strip())
    if found is None or (found["before"] is None) == (found["behind"] is None):
        return None
    return found["before"] or found["behind"], found["sign"] + found["number"]


@cache
def _grouped(decimal: str, thousands: str) -> re.Pattern[str]:
    """What a number looks like whose thousands are parted."""
    mark = _GROUP_MARKS.get(thousands, re.escape(thousands))
    return re.compile(
        rf"[+-]?[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})++(?:{re.escape(decimal)}[0-9]*+)?+"
    )


def has_leading_zeros(text: str) -> bool:
    """True for digits that begin with a 0 which a number would lose, such as 007."""
    return _LEADING_ZEROS.fullmatch(text.strip()) is not None


def is_beyond_float64(text: str, number: float) -> bool:
    """True for an infinity that `to_float` made of digits; one that the text tells is meant."""
    return math.isinf(number) and any(map(str.isdigit, text))


def is_number(text: str, decimal: str = ".", thousands: str = "", unit: str = "") -> bool:
    """True when the text is spelled as one number, be it too large to hold."""
    try:
        to_float(text, decimal, thousands, unit)
    except ValueError:
        return False
    return True


def shortest(matrix: AnyArray) -> list[list[str]]:
    """Each number (rows, columns) as `number_texts` writes it, whole ones without .0."""
    texts = (text.removesuffix(".0") for text in number_texts(matrix))
    return [list(islice(texts, matrix.shape[1])) for _ in range(len(matrix))]


short_text = quoted
