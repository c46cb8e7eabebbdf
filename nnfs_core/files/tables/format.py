"""This module says how a text file spells a table: the choices that the user can alter."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from typing import Any

from nnfs_core.errors import NnfsError

BLANKS = " "
MARKS = (",", ";", "\t", "|")
DELIMITERS = (*MARKS, BLANKS)
DECIMALS = (".", ",")
THOUSANDS = ("", ",", ".", BLANKS, "'")
QUOTES = ('"', "'", "")
COMMENTS = ("", "#", "%", "//")
ENCODINGS = ("utf-8", "utf-16", "utf-32", "cp1252", "latin-1")
MOST_HEADER_ROWS = 3
MOST_SKIPPED_LINES = 10_000


@dataclass(frozen=True)
class TableFormat:
    """Says how a table is spelled.

    delimiter: what parts cells; a blank stands for any run of blanks and tabs. decimal: may be the
    delimiter, too, where such numbers stand in quotes. thousands: what may part the thousands of a
    number, if anything; a blank stands for those that break no line, too, and an apostrophe for ’.
    quote: empty where quotes are letters like any other. backslash: a backslash takes its meaning
    from the sign behind it. comment: what begins lines that say nothing. skipped_lines: how many
    lines stand above the table. header_rows: how many rows stand above the data: names, then what
    else is said of the columns. names_in_comment: the names stand in the last comment above the
    data, and in no row.

    sheet: the one of a workbook that the table stands in; the first with a table where it is empty.

    Raises NnfsError for a choice that cannot be read.
    """

    delimiter: str = ","
    decimal: str = "."
    header_rows: int = 1
    encoding: str = "utf-8"
    quote: str = '"'
    sheet: str = ""
    thousands: str = ""
    comment: str = ""
    backslash: bool = False
    skipped_lines: int = 0
    names_in_comment: bool = False

    def __post_init__(self) -> None:
        for what, value, choices in (
            ("delimiter", self.delimiter, DELIMITERS),
            ("decimal mark", self.decimal, DECIMALS),
            ("mark between thousands", self.thousands, THOUSANDS),
            ("quote", self.quote, QUOTES),
            ("mark of comments", self.comment, COMMENTS),
            ("encoding", self.encoding, ENCODINGS),
            ("number of header rows", self.header_rows, range(MOST_HEADER_ROWS + 1)),
        ):
            if value not in choices:
                known = ", ".join(repr(choice) for choice in choices)
                raise NnfsError("The {what} must be one of {known}, but it is {value!r}.")(
                    what, known, value
                )
        if self.delimiter == self.decimal and not self.quote:
            raise NnfsError(
                "A comma can both part the cells and be the decimal mark only where quotes are "
                "read; change one of them."
            )
        if self.thousands == self.decimal:
            raise NnfsError(
                "One mark cannot both part thousands and be the decimal mark; change one of them."
            )
        if self.thousands and self.thousands == self.quote:
            raise NnfsError(
                "An apostrophe cannot both part thousands and quote cells; change one of them."
            )
        if not 0 <= self.skipped_lines <= MOST_SKIPPED_LINES:
            raise NnfsError("From 0 to {most:,} lines can be skipped, but not {n:,}.")(
                MOST_SKIPPED_LINES, self.skipped_lines
            )

    @property
    def has_header(self) -> bool:
        """True where rows above the data say what its columns are."""
        return self.header_rows > 0

    @property
    def codec(self) -> str:
        """Python's name of the encoding; the byte order mark of UTF-8 may be there or not."""
        return "utf-8-sig" if self.encoding == "utf-8" else self.encoding

    @property
    def in_cells(self) -> TableFormat:
        """The format of the same text with one tab for blanks between cells."""
        return replace(self, delimiter="\t") if self.delimiter == BLANKS else self

    @property
    def csv_settings(self) -> dict[str, Any]:
        """What Python's csv module is told, to read such a table once it is plain text."""
        return {
            "delimiter": self.in_cells.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "skipinitialspace": True,
        }


@dataclass(frozen=True)
class Alternative:
    """Holds another way to read a table that is as plausible, and what it makes of it in words."""

    format: TableFormat
    told: str
