"""This module says how a text file spells a table: the choices that the user can alter."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any

from nnfs_core.errors import NnfsError

DELIMITERS = (",", ";", "\t", "|")
DECIMALS = (".", ",")
QUOTES = ('"', "'", "")
ENCODINGS = ("utf-8", "utf-16", "utf-32", "cp1252", "latin-1")


@dataclass(frozen=True)
class TableFormat:
    """Says how a table is spelled; with an empty `quote`, quotes are letters like any other.

    sheet: the one of a workbook that the table stands in; the first with a table where it is empty.

    Raises NnfsError for a choice that cannot be read.
    """

    delimiter: str = ","
    decimal: str = "."
    has_header: bool = True
    encoding: str = "utf-8"
    quote: str = '"'
    sheet: str = ""

    def __post_init__(self) -> None:
        for what, value, choices in (
            ("delimiter", self.delimiter, DELIMITERS),
            ("decimal mark", self.decimal, DECIMALS),
            ("quote", self.quote, QUOTES),
            ("encoding", self.encoding, ENCODINGS),
        ):
            if value not in choices:
                known = ", ".join(repr(choice) for choice in choices)
                raise NnfsError("The {what} must be one of {known}, but it is {value!r}.")(
                    what, known, value
                )
        if self.delimiter == self.decimal:
            raise NnfsError(
                "A comma cannot both part the cells and be the decimal mark; change one of them."
            )

    @property
    def codec(self) -> str:
        """Python's name of the encoding; the byte order mark of UTF-8 may be there or not."""
        return "utf-8-sig" if self.encoding == "utf-8" else self.encoding

    @property
    def csv_settings(self) -> dict[str, Any]:
        """What Python's csv module is told, to read such a table."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "skipinitialspace": True,
        }
