"""This module tells what single cells of a table say: a number, nothing, or something else."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import IntEnum, auto

from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import is_beyond_float64, is_missing, to_float

ROUNDED_FROM = 2.0**53  # from here on some whole numbers have no float64

_WHOLE = re.compile(r"[+-]?[0-9]{16,400}")


class CellContent(IntEnum):
    """Tells what a cell is where numbers are read; one too large to hold is odd, too."""

    BLANK = auto()
    MISSING = auto()
    NUMBER = auto()
    ODD = auto()


@dataclass(frozen=True)
class CellMeaning:
    """Says what a cell holds. text: without the blanks around it. number: NaN for what is none."""

    text: str
    content: CellContent
    number: float = math.nan

    @classmethod
    def of(cls, text: str, decimal: str) -> CellMeaning:
        """What a text says where numbers have this decimal mark."""
        text = text.strip()
        if not text:
            return cls(text, CellContent.BLANK)
        try:
            number = to_float(text, decimal)
        except ValueError:
            number = math.nan
        if not math.isnan(number) and not is_beyond_float64(text, number):
            return cls(text, CellContent.NUMBER, number)
        return cls(text, CellContent.MISSING if is_missing(text) else CellContent.ODD)

    @property
    def is_rounded(self) -> bool:
        """True for a whole number, written out, whose last digits float64 does not keep."""
        return ROUNDED_FROM <= abs(self.number) < math.inf and loses_digits(self.text, self.number)


def loses_digits(text: str, number: float) -> bool:
    """True when a text spells out another whole number than this finite one."""
    return _WHOLE.fullmatch(text) is not None and int(text) != int(number)


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one column."""

    format: TableFormat

    def meaning(self, cell: bytes | str) -> CellMeaning:
        """What a cell says; bytes are as they stand in the file, in UTF-8, perhaps in quotes."""
        text = cell if isinstance(cell, str) else unquoted(cell, self.format.quote)
        return CellMeaning.of(text, self.format.decimal)


def unquoted(cell: bytes, quote: str) -> str:
    """The text of a cell that stands in UTF-8, and perhaps in quotes."""
    text = cell.decode().lstrip(" ")
    if quote and text.startswith(quote):
        text = text[1:-1].replace(quote * 2, quote)
    return text
