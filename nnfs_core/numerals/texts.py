"""Writes single numbers: with all digits, with so many, or with as many as there is room for."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from math import copysign, isinf, isnan

import numpy as np

from nnfs_core.arrays import PRECISIONS

CELL_DIGITS, MOST_DIGITS, MOST_ROOM = 4, 17, 25
PLAIN_BELOW, PLAIN_FROM = 12, -4  # powers of ten between which no exponent is written
LARGEST_PLAIN = 10.0**PLAIN_BELOW
MORE = "…"  # in the place of digits for which there is no room

_TYPES: dict[str, type[np.floating]] = {
    np.dtype(name).char: np.dtype(name).type for name in PRECISIONS
}
_SURE: dict[str, int] = {
    char: int(np.finfo(kind).precision) for char, kind in _TYPES.items()
}  # digits
# What a short computed number may be off, beside 1: the roundings of a sum that loses some digits.
_NOISE = {"e": 2.0**-10, "f": 2.0**-18, "d": 2.0**-40}
_STEPS: dict[str, float] = {
    char: float(np.finfo(kind).eps) for char, kind in _TYPES.items()
}  # beside 1
_NORMAL: dict[str, float] = {
    char: float(np.finfo(kind).smallest_normal) for char, kind in _TYPES.items()
}


def short_text(value: float, char: str = "d", digits: int = CELL_DIGITS) -> str:
    """A computed number of a type as a cell shows it, with so many digits if they will do."""
    if value == 0 or value != value or isinf(value):
        return _special(value)
    return _short_text(value, char, min(digits, _SURE[char]))


def short_number(number: float | np.floating) -> str:
    """A computed number, of NumPy in its own type, as it stands in a cell or in a sentence."""
    return short_text(float(number), _char(number))


def number_words(number: float | np.floating, digits: int = 6) -> str:
    """A number as it is said in a sentence: 0.35, NaN, minus infinity."""
    if isinf(number):
        return "infinity" if number > 0 else "minus infinity"
    return short_text(float(number), _char(number), digits)


def percent_text(share: float, decimals: int = 0) -> str:
    """A share as people read it: 100 % only where it is all, 0 % only where it is nothing."""
    least = 10.0**-decimals
    if 0 < share < least / 200:
        return f"<{least:.{decimals}f} %"
    if 1 - least / 200 <= share < 1:
        return f">{100 - least:.{decimals}f} %"
    return f"{100 * share:.{decimals}f} %"


def full_text(value: float, char: str = "d") -> str:
    """All digits of a number of a type: as few as tell it from every other one."""
    if value == 0 or value != value or isinf(value):
        return _special(value)
    return _full_text(value, char)


def full_number(number: float | np.floating) -> str:
    """All digits of a number, of NumPy in its own type, as few as tell it from every other one."""
    return full_text(float(number), _char(number))


def digits_shown(value: float, char: str) -> int:
    """How many significant digits a cell shows of a computed number that it has to round."""
    least = least_digits(char)
    if not np.isfinite(value) or value == 0:
        return least
    text = (
        _short_text(float(value), char, least)
        .lstrip("-")
        .split("e")[0]
        .replace(".", "")
        .lstrip("0")
    )
    return max(least, len(text))


def is_plain(text: str) -> bool:
    """True for a number without decimals and exponent, of which no digit may be left out."""
    return "." not in text and "e" not in text


def cut(text: str, room: int) -> str:
    """A number's text that ends in an ellipsis where it has no room; its size stays readable."""
    if len(text) <= room:
        return text
    digits, mark, exponent = text.partition("e")
    whole, _, decimals = digits.partition(".")
    kept = room - len(mark + exponent) - len(MORE)
    if kept > len(whole) + 1 or (mark and decimals):
        return digits[: max(kept, len(whole) + 2)] + MORE + mark + exponent
    if mark:
        return text
    return cut(_with_exponent(text), room)


def _char(number: float | np.floating) -> str:
    return number.dtype.char if isinstance(number, np.floating) else "d"


def _special(value: float) -> str:
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "∞" if value > 0 else "-∞"
    return "0" if copysign(1.0, value) > 0 else "-0"


@lru_cache(maxsize=2**15)
def _full_text(value: float, char: str) -> str:
    if value.is_integer() and abs(value) < LARGEST_PLAIN:
        return f"{value:.0f}"
    text = repr(value)
    if char != "d":
        shorter = repr(float(str(_TYPES[char](value))))
        # read as float64 first, as Python does it: rounding twice may miss the last bit
        text = shorter if _TYPES[char](float(shorter)) == value else text
    text = text.removesuffix(".0")
    return text if abs(value) < LARGEST_PLAIN or "e" in text else _with_exponent(text)


@lru_cache(maxsize=2**15)
def _short_text(value: float, char: str, least: int) -> str:
    if value.is_integer() and abs(value) < LARGEST_PLAIN:
        return f"{value:.0f}"
    text = rounded(value, char, least)
    if abs(value) < _NORMAL[char]:  # with few binary digits, and so with few decimal ones
        return min(_full_text(value, char), text, key=len)
    if _hides_digits(value, text):  # 0.99999 is not 1
        for digits in range(least + 1, _SURE[char] + 2):
            longer = rounded(value, char, digits)
            if not _hides_digits(value, longer):
                return longer
        return text
    return _without_noise(value, text, char)


def least_digits(char: str) -> int:
    """The least digits of a rounded number: float16 does not know more than three."""
    return min(CELL_DIGITS, _SURE[char])


def rounded(value: float, char: str, digits: int) -> str:
    """A number in so many significant digits, or in more where its decimal point is further back.

    Halves are rounded away from 0, as at school, by the shortest text of the number.
    """
    if 10.0 ** (digits - 1) <= abs(value) < LARGEST_PLAIN:
        if value.is_integer():
            return f"{value:.0f}"
        digits = len(f"{abs(value):.0f}") + 1
    return _half_up(value, char, digits)


def _half_up(value: float, char: str, digits: int) -> str:
    longer = f"{value:.{digits}e}"  # with one digit more
    is_middle = longer[digits + 1 + (value < 0)] == "5"
    if is_middle and abs(float(longer) - value) <= _STEPS[char] * abs(value):
        exact = Decimal(_full_text(value, char))
        if exact == Decimal(longer):
            value = float(Context(digits, ROUND_HALF_UP).plus(exact))
    return f"{value:#.{digits}g}"


def fitting_text(value: float, char: str, room: int) -> str:
    """A computed number with as many digits as fit in so many characters."""
    for digits in range(max(1, min(room, MOST_DIGITS)), 0, -1):
        text = _half_up(value, char, digits).replace(".e", "e")
        if len(text) <= room and not text.endswith("."):
            break
    return (
        cut(_full_text(value, char), room)
        if _hides_digits(value, text)
        else _without_noise(value, text, char)
    )


def _hides_digits(value: float, text: str) -> bool:
    """True when the text reads as a whole number, which the value is not."""
    whole, point, decimals = text.partition(".")
    return not decimals.strip("0") and not (value.is_integer() and not point) and "e" not in whole


def _without_noise(value: float, text: str, char: str) -> str:
    """The text of a rounded number, without zeros at its end where nothing was rounded off."""
    digits, mark, exponent = text.partition("e")
    if not digits.endswith("0") or "." not in digits:
        return text
    if abs(float(text) - value) > _NOISE[char] * abs(value):
        return text
    return digits.rstrip("0").rstrip(".") + mark + exponent


def _with_exponent(text: str) -> str:
    digits, _, exponent = f"{Decimal(text).normalize():e}".partition("e")
    return f"{digits}e{int(exponent):+03d}"
