"""Cells on the clipboard, and the numbers that people type."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core.arrays import same_bits
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.pasting.cells import format_cells, read_cells
from nnfs_core.numerals import parse_number


def only(text: str) -> list[list[str]]:
    """The cells of a text that can be read in one way."""
    (reading,) = read_cells(text)
    return reading.cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\n3\t4\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t\n\t4\n", [["1", ""], ["", "4"]]),
        ('"a\tb"\t"say ""hi"""\t"two\nlines"\n', [["a\tb", 'say "hi"', "two\nlines"]]),
        ('5" disk\t7"\n', [['5" disk', '7"']]),
        ('"open\t7\n', [['"open', "7"]]),
        ("1,5\t2\n", [["1,5", "2"]]),
        ("7", [["7"]]),
        ("1\n2\n3\n", [["1"], ["2"], ["3"]]),
        ("1\n\n3\n", [["1"], [""], ["3"]]),
        ("", []),
        ("1, 2.5, 3\n4, 5, 6\n", [["1", " 2.5", " 3"], ["4", " 5", " 6"]]),
        ("1;2;3\n", [["1", "2", "3"]]),
        ("1,5;2,5\n", [["1,5", "2,5"]]),
        ("1 2   3\n4 5 6\n", [["1", "2", "3"], ["4", "5", "6"]]),
        ("1,5 2,5\n", [["1,5", "2,5"]]),
        ("5.1,3.5,setosa\n", [["5.1", "3.5", "setosa"]]),
        ("Iris setosa", [["Iris setosa"]]),
    ],
)
def test_copied_text_falls_into_its_cells(text: str, cells: list[list[str]]) -> None:
    assert only(text) == cells


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1.5),
        ("1,5", 1.5),
        (" 2 ", 2.0),
        ("1e-3", 0.001),
        ("1,5e3", 1500.0),
        ("−3", -3.0),
        ("+4", 4.0),
        (".5", 0.5),
        ("0,125", 0.125),
        ("12,3456", 12.3456),
        ("1e-999", 0.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1’234’567.5", 1234567.5),
        ("1\u202f234,5", 1234.5),
        ("inf", np.inf),
        ("-Infinity", -np.inf),
        ("−∞", -np.inf),
        ("+∞", np.inf),
        ("=1/4", 0.25),
    ],
)
def test_a_typed_number_means_what_it_says(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("abc", "'abc' is not a number; type one such as 1.5 or 2e-3."),
        ("50%", "'50%' is not a number; type one such as 1.5 or 2e-3."),
        ("1_000", "'1_000' is not a number; type one such as 1.5 or 2e-3."),
        ("1,2,3", "'1,2,3' is not a number; type one such as 1.5 or 2e-3."),
        ("1.2,5", "'1.2,5' is not a number; type one such as 1.5 or 2e-3."),
        ("1,", "'1,' is not a number; type one such as 1.5 or 2e-3."),
        ("++1", "'++1' is not a number; type one such as 1.5 or 2e-3."),
        ("+-inf", "'+-inf' is not a number; type one such as 1.5 or 2e-3."),
        ("٣", "'٣' is not a number; type one such as 1.5 or 2e-3."),
        ("0x10", "'0x10' is not a number; type one such as 1.5 or 2e-3."),
        ("", "There is no number here; type one, such as 1.5."),
        (
            "1e999",
            "1e999 is too large for a 64-bit number, which ends at about 1.8e308.",
        ),
        ("1,234", "'1,234' could mean 1.234 or 1234; type the one that you mean."),
        ("−1,234", "'−1,234' could mean −1.234 or −1234; type the one that you mean."),
    ],
)
def test_what_is_no_number_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(NnfsError) as refusal:
        parse_number(text)
    assert str(refusal.value) == sentence


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(NnfsError) as refusal:
        parse_number("a" * 10_000)
    assert len(str(refusal.value)) < 120


def test_numbers_are_copied_in_their_shortest_exact_form() -> None:
    assert format_cells(np.array([[1.0, 0.1], [-0.0, 1 / 3]])) == "1\t0.1\n-0\t0.3333333333333333"
    assert format_cells(np.array([[0.1]], np.float32)) == "0.1"
    assert format_cells(np.array([1, 2])) == "1\t2"


@pytest.mark.parametrize("text", ["NaN", "nan", "-nan", "#N/A"])
def test_nan_can_be_typed(text: str) -> None:
    assert np.isnan(parse_number(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234", 1.234), ("1.234", 1.234), ("-1,234", -1.234), ("1,234.5", 1234.5), ("1,5", 1.5)],
)
def test_where_decimals_have_a_comma_one_is_read_so(text: str, number: float) -> None:
    assert parse_number(text, ",") == number


@given(st.floats(allow_nan=False) | st.just(np.nan))  # NaN has many bit patterns
def test_every_number_can_be_typed_again_as_it_is_printed(number: float) -> None:
    assert same_bits(np.array(parse_number(repr(number))), np.array(number))


@given(
    hnp.arrays(
        st.sampled_from([np.float32, np.float64]),
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=4),
        elements=st.floats(width=32),
    )
)
def test_copied_numbers_paste_to_the_same_bits(array: np.ndarray) -> None:
    cells = only(format_cells(array))
    array = np.where(np.isnan(array), np.nan, array).astype(array.dtype)  # of many bit patterns
    pasted = np.array([[parse_number(cell) for cell in row] for row in cells])
    assert same_bits(pasted.astype(array.dtype), array)


@given(st.lists(st.lists(st.text(), min_size=2, max_size=3), min_size=1, max_size=4))
def test_quoted_cells_keep_any_text(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert only(text) == rows
