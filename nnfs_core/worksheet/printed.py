"""Writes a number as on paper, in few digits rounded as at school, and reads it back."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from nnfs_core.numerals import full_number, short_number

SHORT_DECIMALS = 4  # a given number of no more decimals is printed in full
NOISE = 8  # steps between neighbouring floats that a sum of a few products may be off
FINEST_NOISE = 1e-6  # where the steps are larger, they are no noise beside a short number
FINEST = Decimal("1e-13")  # below it are only the errors of a sum of float64
LARGE = 10**7  # from here on a number is printed without decimals that nobody computes
SIGNIFICANT = 14  # digits of float64 that a sum of a few products leaves untouched


def given_text(value: np.floating[Any], decimals: int) -> str:
    """A number to compute with: in full when it is short, else rounded.

    What is short is decided in the number's own precision: float32's nearest to 0.2 is 0.2, and a
    sum that is a few last bits beside -1.81 is -1.81.
    """
    if abs(float(value)) >= LARGE:
        return full_number(value)
    in_full = Decimal(np.format_float_positional(value, unique=True, trim="-"))
    if _decimals(in_full) <= SHORT_DECIMALS:
        return _plain(in_full)
    short = in_full.quantize(Decimal(1).scaleb(-SHORT_DECIMALS))
    noise = NOISE * abs(float(np.spacing(value)))
    if noise < FINEST_NOISE and abs(in_full - short) <= Decimal(noise):
        return _plain(short)
    return answer_text(float(value), decimals)


def answer_text(value: float, decimals: int) -> str:
    """A computed number: in full when it has few enough decimals, else rounded, halves up.

    A rounded number keeps its zeros, so that 0.5 is exact and 0.500 is not.
    """
    if abs(value) >= LARGE:
        return short_number(value)
    exact = Decimal(f"{value:.{SIGNIFICANT}g}").quantize(FINEST)
    if _decimals(exact) <= decimals:
        return _plain(exact)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):f}"


def half_unit(text: str, decimals: int) -> float:
    """How far an answer may be off and still round to `text`, of `decimals` decimals or its own."""
    return 0.5 * 10.0 ** -max(decimals, _decimals(Decimal(text)))


def differ(first: str, second: str) -> bool:
    """True when two printed numbers are different numbers: 0.5 and 0.500 are not."""
    return Decimal(first) != Decimal(second)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # it is finite
    return max(0, -exponent)


def _plain(number: Decimal) -> str:
    """Without an exponent, without zeros at the end, and without a sign before 0."""
    return f"{number.normalize():f}" if number else "0"
