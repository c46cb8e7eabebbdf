"""This module reads the number that a person typed, as what it says and not as what is likely."""

from __future__ import annotations

import math
import re
from typing import Literal

from nnfs_core.errors import NnfsError
from nnfs_core.numerals.formula import formula_value
from nnfs_core.wording import sentence

Mark = Literal[".", ","]

# #N/A is a spreadsheet's word for NaN, also in the workbooks that are made here
_WORD = re.compile(r"([+-]?)(?:(nan|#n/a)|inf|infinity|∞)", re.IGNORECASE)
_PLAIN: dict[Mark, re.Pattern[str]] = {
    ".": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"),
    ",": re.compile(r"[+-]?(?:[0-9]+(?:,[0-9]+)?|,[0-9]+)(?:[eE][+-]?[0-9]+)?"),
}
# thousands are parted by the other mark, by an apostrophe or by a blank that breaks no line
_GROUPED: dict[Mark, re.Pattern[str]] = {
    ".": re.compile(r"[+-]?[1-9][0-9]{0,2}([,'’\u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]+)?"),
    ",": re.compile(r"[+-]?[1-9][0-9]{0,2}([.'’\u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*(?:,[0-9]+)?"),
}


def parse_number(text: str, mark: Mark = ".") -> float:
    """The number that a person typed: 1.5, 1,5, 1.234,5, 2e-3, NaN, -∞, or a formula as =1/3.

    Both marks are understood wherever they leave one reading. `1,234` has two: it is 1.234 where
    `mark`, the system's decimal mark, is a comma, and is refused elsewhere. A lone point is always
    a decimal mark, since all numbers here are written with it. Raises NnfsError for letters and
    for numbers too large for float64.
    """
    if is_formula(text):
        return formula_value(text.strip()[1:], mark)
    point, comma = read_number(text, "."), read_number(text, ",")
    if point is None or comma is None or same(point, comma):
        return _known(text, comma if point is None else point)
    if "." in text:
        return _known(text, point)
    if mark == ".":
        raise NnfsError("{shown} could mean {one} or {other}; type the one that you mean.")(
            quoted(text.strip()), text.strip().replace(",", "."), text.strip().replace(",", "")
        )
    return _known(text, comma)


def parse_decided(text: str, mark: Mark) -> float:
    """The same where it is known that decimals have this mark, as of the rest of a block."""
    if is_formula(text):
        return formula_value(text.strip()[1:], mark)
    return _known(text, read_number(text, mark))


def is_formula(text: str) -> bool:
    """True for a text that is to be worked out."""
    return text.lstrip().startswith("=")


def read_number(text: str, mark: Mark) -> float | None:
    """The number that a text spells with this decimal mark, None if it spells none.

    It is infinite, too, for one that is too large to hold.
    """
    plain = text.strip().replace("−", "-")
    if _PLAIN[mark].fullmatch(plain):
        return float(plain.replace(",", "."))
    grouped = _GROUPED[mark].fullmatch(plain)
    if grouped is not None:
        return float(plain.replace(grouped[1], "").replace(",", "."))
    word = _WORD.fullmatch(plain)
    if word is None:
        return None
    size = math.nan if word[2] else math.inf
    return -size if word[1] == "-" else size


def same(first: float, second: float) -> bool:
    """True for two readings that are one."""
    return first == second or (math.isnan(first) and math.isnan(second))


def _known(text: str, number: float | None) -> float:
    plain = text.strip()
    if number is None:
        if not plain:
            raise NnfsError("There is no number here; type one, such as 1.5.")
        raise NnfsError("{shown} is not a number; type one such as 1.5 or 2e-3.")(quoted(plain))
    if math.isinf(number) and any(character.isdigit() for character in plain):
        raise NnfsError(too_large(plain))
    return number


def too_large(text: str) -> str:
    """The sentence on a text that float64 can only hold as infinity."""
    shown = text if len(text) <= 40 else text[:40] + "..."
    return sentence("{x} is too large for a 64-bit number, which ends at about 1.8e308.")(shown)


def quoted(text: str, length: int = 40) -> str:
    """What a message quotes of a cell, cut when it is long."""
    return repr(text if len(text) <= length else text[:length] + "...")
