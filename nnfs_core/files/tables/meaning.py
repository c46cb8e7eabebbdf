"""This module tells what single cells of a table say: a number, nothing, or something else."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import NamedTuple

from nnfs_core.files.tables.dates import is_date
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import is_beyond_float64, is_missing, to_float

ROUNDED_FROM = 2.0**53  # from here on some whole numbers have no float64

_WHOLE = re.compile(r"[+-]?[0-9]{16,400}")
_LIKE_NUMBER = re.compile(
    r"[^\w∞]*+(?:[0-9]|inf|nan|∞)", re.IGNORECASE
)  # others are none at a glance


class CellContent(IntEnum):
    """Tells what a cell is where numbers are read; one too large to hold is odd, too."""

    BLANK = auto()
    MISSING = auto()
    NUMBER = auto()
    ODD = auto()


class CellMeaning(NamedTuple):
    """Says what a cell holds. text: without the blanks around it. number: NaN for what is none."""

    text: str
    content: CellContent
    number: float = math.nan

    @property
    def is_rounded(self) -> bool:
        """True for a whole number, written out, whose last digits float64 does not keep."""
        return ROUNDED_FROM <= abs(self.number) < math.inf and loses_digits(self.text, self.number)


@dataclass(frozen=True)
class MeaningReader:
    """Tells what the cells of one column say; in a column of dates, these stand for numbers."""

    format: TableFormat
    unit: str = ""
    has_dates: bool = False

    def meaning(self, cell: bytes | str) -> CellMeaning:
        """What a cell says; bytes are as they stand in the file, in UTF-8, perhaps in quotes."""
        text = (cell if isinstance(cell, str) else unquoted(cell, self.format.quote)).strip()
        if not text:
            return CellMeaning(text, CellContent.BLANK)
        if self.has_dates:
            if is_date(text):
                return CellMeaning(text, CellContent.NUMBER)
        elif self.unit or _LIKE_NUMBER.match(text):
            number = self._number(text)
            if not math.isnan(number):
                return CellMeaning(text, CellContent.NUMBER, number)
        return CellMeaning(text, CellContent.MISSING if is_missing(text) else CellContent.ODD)

    def looks_plain(self, text: str) -> bool:
        """True for a text that has none but the signs of plain numbers, as 1.2.3 and 1-2."""
        return not text.strip(f"0123456789+-eE{self.format.decimal}")

    def _number(self, text: str) -> float:
        """The number that a text spells; NaN for none, and for one too large to hold."""
        try:
            number = to_float(text, self.format.decimal, self.format.thousands, self.unit)
        except ValueError:
            return math.nan
        return math.nan if is_beyond_float64(text, number) else number


def loses_digits(text: str, number: float) -> bool:
    """True when a text spells out another whole number than this finite one."""
    return _WHOLE.fullmatch(text) is not None and int(text) != int(number)


def unquoted(cell: bytes, quote: str) -> str:
    """The text of a cell that stands in UTF-8, and perhaps in quotes."""
    text = cell.decode().lstrip(" ")
    if quote and text.startswith(quote):
        text = text[1:-1].replace(quote * 2, quote)
    return text
