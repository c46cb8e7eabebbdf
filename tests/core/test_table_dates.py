"""Dates in tables become a number of days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.files.tables.dates import DateOrder, DateOrderSeeker, DateReader, is_date

MOMENTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29))


def days(text: str, order: DateOrder | None = None) -> float:
    return DateReader(order).encode(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-01", 0),
        ("1970-1-2", 1),
        ("1970/01/02", 1),
        ("1970.01.02", 1),
        ("2.1.1970", 1),
        ("02.01.1970", 1),
        ("1/2/1970", 1),
        ("01-02-1970", 1),
        ("1969-12-31", -1),
        ("2000-03-01", 11017),
        (" 1970-01-02 ", 1),
        ("1970-01-02 12:00", 1.5),
        ("1970-01-02T06:00:00", 1.25),
        ("1970-01-02T06:00:00.000Z", 1.25),
        ("1970-01-02 06:00:00+06:00", 1),
        ("1970-01-02T18:00-0600", 2),
        ("2.1.1970 18:00", 1.75),
        ("1/2/1970 6:00 PM", 1.75),
        ("1/2/1970 12:00 am", 1),
    ],
)
def test_dates_become_days_since_1970_and_times_a_fraction(text: str, expected: float) -> None:
    assert days(text) == expected
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "NA", "?", "  "])
def test_missing_dates_are_nan(text: str) -> None:
    assert np.isnan(days(text))
    assert not is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-02-30", "2024-13-01", "31.4.2024", "13/13/2024", "0000-01-01", "1.2.24"),
        *("2024-01-01 24:00", "2024-01-01 12:60", "1/2/2024 13:00 pm", "2024-01/01", "20240101"),
        *("12:30", "May 1", "2024", "2024-01-01x", "٢٠٢٤-٠١-٠١"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        days(text)
    assert not is_date(text)


def test_a_column_tells_whether_the_day_comes_first() -> None:
    assert days("13/1/1970", "day first") == days("1/13/1970", "month first") == 12
    for cells, order, is_open in [
        (["3/1/2024", "NA", "13/1/2024"], "day first", False),
        (["3/1/2024", "3/31/2024", "31/3/2024"], "month first", False),
        (["3/1/2024", "1/12/2024"], None, True),
        (["2024-01-13", "13.1.2024", ""], None, False),
    ]:
        seeker = DateOrderSeeker()
        for cell in cells:
            seeker.encode(cell)
        assert (seeker.order, seeker.is_open) == (order, is_open)


def test_an_order_that_nothing_tells_is_called_assumed() -> None:
    reader = DateReader()
    reader.encode("1.2.2024")
    assert not reader.is_assumed
    assert reader.encode("1/2/2024") == days("2024-01-02")
    assert reader.is_assumed


@given(MOMENTS)
def test_every_spelling_of_a_moment_gives_the_same_days(moment: datetime) -> None:
    expected = (moment - datetime(1970, 1, 1)) / timedelta(days=1)
    year, month, day = f"{moment.year:04}", moment.month, moment.day
    time = moment.time().isoformat("microseconds")
    for text, order in [
        (f"{year}-{month:02}-{day:02}T{time}", None),
        (f"{day}.{month}.{year} {time}", None),
        (f"{month}/{day}/{year} {time}", None),
        (f"{day}/{month}/{year} {time}", "day first"),
        (f"{moment.replace(tzinfo=UTC).isoformat(' ')}", None),
    ]:
        assert days(text, order) == pytest.approx(expected, abs=1e-9)
