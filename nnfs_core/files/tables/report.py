"""This module says what reading a table met and did, in numbers and in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnfs_core.files.tables.parsing.wanted import SomeCells
from nnfs_core.files.tables.surveying.telling import odd_cells, of_column, taken_as_missing
from nnfs_core.files.tables.words import Missing
from nnfs_core.wording import agreeing, counted, first_few, sentence

_TREATED: dict[Missing, str] = {
    "keep": "kept as NaN",
    "mean": "filled with the mean of their column",
    "zero": "filled with 0",
    "drop": "left out",
}
_MOST_COLUMNS = 3  # told one by one


@dataclass(frozen=True)
class TableReport:
    """Says what reading a table met and did; columns are called by their names.

    text_columns, class_columns: for each feature of text, its texts in the order of their numbers
    or columns. unknown: of features whose texts were known beforehand, further ones.
    missing: for each feature with missing cells, how many. n_dropped: rows left out for them.
    odd: cells that are no numbers, taken as missing. rounded: whole numbers that lost digits.
    infinite: how many cells are. n_rows: all that were read. n_short_rows: those that were filled
    with missing cells, of which `first_short_row` is the number of the first one in the file.
    date_columns: read as days; assumed_dates: those of them that nothing tells to have the month
    first, as they were read.
    """

    text_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    class_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    n_missing_targets: int = 0
    n_dropped: int = 0
    odd: dict[str, SomeCells] = field(default_factory=dict)
    rounded: dict[str, SomeCells] = field(default_factory=dict)
    infinite: dict[str, int] = field(default_factory=dict)
    n_rows: int = 0
    n_short_rows: int = 0
    first_short_row: int = 0
    date_columns: tuple[str, ...] = ()
    assumed_dates: tuple[str, ...] = ()

    @property
    def n_missing(self) -> int:
        """All missing cells of features in the rows that were taken."""
        return sum(self.missing.values())

    def remarks(self, missing: Missing) -> tuple[str, ...]:
        """What a user should know; missing cells of features were treated as `missing` says."""
        return *self._odd_remarks(), *self._missing_remarks(missing), *self._text_remarks()

    def _odd_remarks(self) -> list[str]:
        remarks = []
        for column, cells in list(self.odd.items())[:_MOST_COLUMNS]:
            what = "date" if column in self.date_columns else "number"
            found = odd_cells(cells.count, self.n_rows, cells.told, what)
            remarks.append(of_column(column, [taken_as_missing(found)]))
        if self.n_short_rows:
            rows = counted(self.n_short_rows, "row")
            first = agreeing(self.n_short_rows, "in line", "the first in line")
            short = sentence("{rows} too short and filled with missing cells, {first} {n:,}.")
            remarks.append(short(rows, first, self.first_short_row))
        for column, cells in list(self.rounded.items())[:_MOST_COLUMNS]:
            numbers = counted(cells.count, "whole number")
            rounded = sentence("{numbers} of {column} with more than 15 digits rounded: {first}.")
            remarks.append(rounded(numbers, column, cells.told))
        if self.infinite:
            are_cells = counted(sum(self.infinite.values()), "cell is", "cells are")
            infinite = sentence("{cells} infinite ({columns}).")
            remarks.append(infinite(are_cells, first_few(list(self.infinite))))
        return remarks

    def _missing_remarks(self, missing: Missing) -> list[str]:
        remarks = []
        if self.n_missing:
            count = counted(self.n_missing, "missing value")
            treated = _TREATED[missing]
            if missing == "mean" and any(map(self._is_text, self.missing)):
                treated = "filled with the mean of their column, texts with the most frequent one"
                if all(map(self._is_text, self.missing)):
                    treated = "filled with the most frequent text of their column"
            remarks.append(f"{count} ({_first(list(self.missing))}) {treated}.")
        if self.n_dropped:
            rows = counted(self.n_dropped, "row")
            remarks.append(sentence("{rows} with missing values left out.")(rows))
        if self.n_missing_targets:
            targets = counted(self.n_missing_targets, "target")
            remarks.append(sentence("{targets} unknown.")(targets))
        return remarks

    def _is_text(self, column: str) -> bool:
        return column in self.text_columns or column in self.class_columns

    def _text_remarks(self) -> list[str]:
        remarks = []
        for column, texts in list(self.text_columns.items())[:_MOST_COLUMNS]:
            numbers = _first([f"{text} = {number}" for number, text in enumerate(texts)])
            became = sentence("The text of {column} became numbers: {numbers}.")
            remarks.append(became(column, numbers))
        for column, texts in list(self.class_columns.items())[:_MOST_COLUMNS]:
            columns = counted(len(texts), "column")
            parted = sentence("The text of {column} became {columns} of 0 and 1: {texts}.")
            remarks.append(parted(column, columns, _first(list(texts)) if texts else "nothing"))
        for column, texts in list(self.unknown.items())[:_MOST_COLUMNS]:
            n_texts = counted(len(texts), "text")
            if column in self.class_columns:
                unknown = sentence("{n_texts} of {column} unknown, 0 in all its columns: {texts}.")
                remarks.append(unknown(n_texts, column, first_few(texts)))
            else:
                new = sentence("{n_texts} of {column} new, numbered behind the others: {texts}.")
                remarks.append(new(n_texts, column, first_few(texts)))
        for column in self.assumed_dates:
            assumed = sentence("Dates of {column} read with the month first, as nothing tells it.")
            remarks.append(assumed(column))
        return remarks


def _first(said: list[str]) -> str:
    """Some of many: "a, b, c and 2 more"."""
    some = ", ".join(said[:3])
    return sentence("{some} and {n:,} more")(some, len(said) - 3) if len(said) > 3 else some
