"""How numbers are written: one rule for cells, tables, readouts, sentences and explanations."""

from __future__ import annotations

from decimal import Decimal
from math import copysign

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.arrays import PRECISIONS
from nnfs_core.numerals import (
    NumberWriter,
    cut,
    full_number,
    number_words,
    percent_text,
    short_number,
)
from nnfs_core.numerals.texts import MOST_ROOM

COMPUTED = NumberWriter()
GIVEN = NumberWriter(is_given=True)


NOISE = {"e": 2.0**-9, "f": 2.0**-17, "d": 2.0**-39}  # beside 1, what short numbers may be off


@st.composite
def numbers_of_a_type(draw: st.DrawFn) -> tuple[np.dtype, list[float]]:
    """A type and numbers that it has: any, some near each other, some as people type them."""
    dtype = np.dtype(draw(st.sampled_from(PRECISIONS)))
    any_number = st.floats(width=8 * dtype.itemsize)  # type: ignore[arg-type]
    typed = st.builds(lambda x, n: round(x, n), st.floats(-999, 999), st.integers(0, 6))
    numbers = draw(st.lists(any_number | typed, min_size=1, max_size=12))
    with np.errstate(over="ignore"):
        stored = np.array(numbers).astype(dtype)
        near = np.nextafter(stored, dtype.type(np.inf))
    return dtype, [*stored.tolist(), *near[: draw(st.integers(0, 3))].tolist()]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (12345, "12345"),
        (99999, "99999"),
        (100000, "100000"),
        (-999999999999, "-999999999999"),
        (1e12, "1e+12"),
        (0.0, "0"),
        (-0.0, "-0"),
        (0.5, "0.5"),
        (0.50001, "0.5000"),
        (1 / 3, "0.3333"),
        (-1.04185, "-1.042"),
        (12345.678, "12345.7"),
        (0.99999, "0.99999"),
        (1.0000001, "1.0000001"),
        (0.1 + 0.2, "0.3"),
        (1.026 - 1, "0.026"),
        (1e-300, "1e-300"),
        (1.23456e-7, "1.235e-07"),
        (float("nan"), "NaN"),
        (float("-inf"), "-∞"),
    ],
)
def test_a_computed_number_has_four_digits_and_more_where_it_would_seem_whole(
    number: float, text: str
) -> None:
    assert short_number(float(number)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.12345, "0.1235"), (0.12355, "0.1236"), (1.0625, "1.063"), (-1.0625, "-1.063")],
)
def test_halves_are_rounded_up_as_at_school(number: float, text: str) -> None:
    assert short_number(number) == text
    assert short_number(np.float32(number)) == text


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.integers(13, MOST_ROOM))
def test_whole_numbers_of_twelve_digits_are_written_plainly_everywhere(
    number: int, room: int
) -> None:
    for writer in (COMPUTED, GIVEN):
        assert writer.cell(float(number)) == str(number)
        assert writer.fitting(float(number), room) == str(number)
        assert writer.column([float(number)], room=7) == [str(number)]
    assert number_words(float(number)) == str(number)


@given(numbers_of_a_type())
def test_a_given_number_reads_back_to_the_same_bits(drawn: tuple[np.dtype, list[float]]) -> None:
    dtype, numbers = drawn
    for number in numbers:
        text = NumberWriter.of(dtype, given=True).cell(number)
        assert text == full_number(dtype.type(number))
        read = np.float64(text.replace("∞", "inf")).astype(dtype)
        assert read == number or np.isnan(number)
        assert np.isnan(number) or copysign(1, read) == copysign(1, number)


@given(numbers_of_a_type(), st.booleans(), st.booleans(), st.integers(7, 14))
def test_different_numbers_of_a_column_never_look_the_same(
    drawn: tuple[np.dtype, list[float]], is_given: bool, is_signed: bool, room: int
) -> None:
    dtype, numbers = drawn
    writer = NumberWriter.of(dtype, given=is_given, signed=is_signed)
    for texts in (
        writer.column(numbers, room),
        [writer.fitting(number, writer.room(numbers, room)) for number in numbers],
    ):
        shown = dict(zip(texts, numbers, strict=True))
        for text, number in zip(texts, numbers, strict=True):
            other = shown[text]
            assert other == number or (np.isnan(other) and np.isnan(number))
            assert np.isnan(number) or copysign(1, other) == copysign(1, number)


@given(numbers_of_a_type(), st.integers(10, MOST_ROOM), st.booleans())
def test_a_number_fits_into_its_room_and_keeps_its_size(
    drawn: tuple[np.dtype, list[float]], room: int, is_given: bool
) -> None:
    dtype, numbers = drawn
    writer = NumberWriter.of(dtype, given=is_given)
    for number in numbers:
        text = writer.fitting(number, room)
        assert len(text) <= max(room, len("-1.2…e+308"))
        if np.isfinite(number):
            read = min(max(float(text.replace("…", "")), -1.7e308), 1.7e308)
            assert read == pytest.approx(
                number, rel=0.1, abs=float(np.finfo(dtype).smallest_subnormal)
            )
            assert read != 0 or number == 0


@given(numbers_of_a_type())
def test_a_rounded_number_is_the_nearest_with_so_many_digits_and_never_seems_whole(
    drawn: tuple[np.dtype, list[float]],
) -> None:
    dtype, numbers = drawn
    for number in numbers:
        text = NumberWriter.of(dtype).cell(number)
        if not np.isfinite(number):
            continue
        assert ("." in text or "e" in text) or number == int(text)
        exact = Decimal(full_number(dtype.type(number)))
        last = Decimal((0, (1,), int(Decimal(text).as_tuple().exponent)))
        noise = abs(exact) * Decimal(NOISE[dtype.char])
        assert abs(Decimal(text) - exact) <= max(last / 2, noise)


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("0.123456789", 8, "0.12345…"),
        ("-0.123456789", 8, "-0.1234…"),
        ("123456.789", 9, "123456.7…"),
        ("123456.789", 7, "1.2…e+05"),
        ("1.23456789e-07", 9, "1.23…e-07"),
        ("12345", 5, "12345"),
    ],
)
def test_what_has_no_room_is_cut_so_that_its_size_can_be_read(
    text: str, room: int, shown: str
) -> None:
    assert cut(text, room) == shown


def test_a_probability_next_to_one_is_told_from_one_in_every_room() -> None:
    for probability in (0.99999, 0.9999999999, 1 - 2**-53):
        for room in range(5, MOST_ROOM):
            assert COMPUTED.fitting(probability, room).strip("-0.") not in ("1", "1.")
            assert COMPUTED.fitting(probability, room).startswith("0.9")
        assert COMPUTED.cell(probability).startswith("0.9")
    assert NumberWriter("f").cell(float(np.float32(1 - 2**-24))).startswith("0.9")


def test_a_column_gets_more_digits_only_where_numbers_would_look_alike() -> None:
    texts = COMPUTED.column([1 / 3, 0.33331, 0.2, 0.5, 0.123456])
    assert texts == ["0.33333", "0.33331", "0.2", "0.5", "0.1235"]


def test_differences_have_their_sign() -> None:
    writer = NumberWriter(is_signed=True)
    assert [writer.cell(each) for each in (0.25, -0.25, 0.0)] == ["+0.25", "-0.25", "0"]
    assert writer.fitting(1 / 3, 7) == "+0.3333"


def test_a_share_is_all_or_nothing_only_where_it_is() -> None:
    texts = [percent_text(share, 1) for share in (0, 1e-5, 0.5, 0.99951, 1 - 1e-9, 1)]
    assert texts == ["0.0 %", "<0.1 %", "50.0 %", ">99.9 %", ">99.9 %", "100.0 %"]
    assert percent_text(0.996) == ">99 %"
