"""Writes the decimal numbers of explanations."""

from __future__ import annotations

from decimal import Decimal

from nnfs_core.explain.decimals import WIDE
from nnfs_core.numerals import PLAIN_BELOW, PLAIN_FROM


def number_text(number: Decimal, *, exact: bool = False) -> str:
    """A decimal number with all digits it has; of an exact one without zeros at its end.

    No zero before the decimal point stands for a digit that was rounded away.
    """
    if number.is_nan():
        return "NaN"
    if number.is_infinite():
        return "∞" if number > 0 else "-∞"
    if not number:
        return "-0" if number.is_signed() else "0"
    if exact:
        number = number.normalize(WIDE)
    is_whole_known = exact or int(number.as_tuple().exponent) <= 0
    if is_whole_known and PLAIN_FROM <= number.adjusted() < PLAIN_BELOW:
        return f"{number:f}"
    digits, exponent = f"{number:e}".split("e")
    return f"{digits}e{int(exponent):+03d}"
