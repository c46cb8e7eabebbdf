"""This module reads dates as a number of days since 1970-01-01, a time of day as a fraction.

Known are 2024-03-01 (also with / or . for -), 1.3.2024, and 3/1/2024 (also with -), of which the
column tells whether the month or the day comes first. A time of day may follow, and its zone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import is_missing, short_text

DateOrder = Literal["month first", "day first"]

_EPOCH = date(1970, 1, 1).toordinal()
_SECONDS = 24 * 60 * 60  # of a day

_TIME = (
    r"(?:(?:T| +)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]{1,9})?))?"
    r"(?: *([AaPp])[Mm])?(?: *(Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_DAY_FIRST = re.compile(r"([0-9]{1,2})(\.)([0-9]{1,2})\.([0-9]{4})" + _TIME)
_EITHER = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})" + _TIME)


class DateReader:
    """Reads the dates of one column; `is_assumed` once the order of one was decided by nothing.

    order: of day and month where that is not plain; None for one that nothing in the column tells,
    then the month comes first.
    """

    is_kept = True

    def __init__(self, order: DateOrder | None = None) -> None:
        self.order = order
        self.is_assumed = False

    def encode(self, text: str) -> float:
        """The days since 1970-01-01, NaN for a missing cell; ValueError for what is no date."""
        text = text.strip()
        if is_missing(text):
            return np.nan
        if found := _YEAR_FIRST.fullmatch(text):
            year, _, month, day, *time = found.groups()
        elif found := _DAY_FIRST.fullmatch(text):
            day, _, month, year, *time = found.groups()
        elif found := _EITHER.fullmatch(text):
            month, _, day, year, *time = found.groups()
            if self.order == "day first":
                day, month = month, day
            self.is_assumed |= self.order is None
        else:
            raise ValueError
        days = date(int(year), int(month), int(day)).toordinal() - _EPOCH
        return days + _fraction(*time)

    def refusal(self, where: str, cell: str) -> NnfsError:
        """What is said of a cell that is no date."""
        return NnfsError(
            "{where}: {cell} is not a date; correct it, take what is no date as missing, or leave "
            "the column out."
        )(where, short_text(cell))


class DateOrderSeeker:
    """Looks for what tells the `order` of day and month in a column: the first number above 12.

    is_open: it has met dates, but none that tells it.
    """

    is_kept = True

    def __init__(self) -> None:
        self.order: DateOrder | None = None
        self.is_open = False

    def encode(self, text: str) -> float:
        """Take a cell into account; it becomes 0."""
        found = _EITHER.fullmatch(text.strip())
        if found and self.order is None:
            first, second = int(found[1]), int(found[3])
            if max(first, second) > 12 >= min(first, second):
                self.order = "day first" if first > 12 else "month first"
            self.is_open = self.order is None
        return 0.0

    def refusal(self, where: str, cell: str) -> NnfsError:
        """Nothing is refused."""
        raise NotImplementedError


def is_date(text: str) -> bool:
    """True for a date, whichever of day and month comes first."""
    for order in ("month first", "day first"):
        try:
            return not np.isnan(DateReader(order).encode(text))
        except ValueError:
            pass
    return False


def _fraction(
    hour: str | None, minute: str, second: str | None, half: str | None, zone: str | None
) -> float:
    """What part of a day has passed, counted in UTC where the zone is told."""
    if hour is None:
        return 0.0
    hours, minutes, seconds = int(hour), int(minute), float(second or 0)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError
        hours = hours % 12 + 12 * (half in "Pp")
    if hours > 23 or minutes > 59 or seconds >= 60:
        raise ValueError
    passed = hours * 3600 + minutes * 60 + seconds
    if zone and zone != "Z":
        ahead = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
        passed += ahead if zone[0] == "-" else -ahead
    return passed / _SECONDS
