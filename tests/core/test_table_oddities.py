"""What is unlike the rest of a table is read with care, and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnfs_core.arrays import same_bits
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.report import TableReport
from nnfs_core.files.tables.surveying.surveying import survey_table
from tests.core.refusals import refusal
from tests.core.tables import read_table

MakeFile = Callable[..., Path]
COMMA = TableFormat()
NAN = np.nan


def test_short_rows_are_filled_with_missing_cells_and_counted(make_file: MakeFile) -> None:
    reading = read_table(make_file("a,b,kind\n1,2,x\n3,4\n5\n6,7,y\n"), target=2)
    assert same_bits(reading.batch.inputs, np.array([[1, 2], [3, 4], [5, NAN], [6, 7]]))
    assert reading.batch.targets.tolist() == [0, -1, -1, 1]
    assert (reading.report.n_short_rows, reading.report.first_short_row) == (2, 3)
    assert reading.report.remarks("keep")[0] == (
        "2 rows too short and filled with missing cells, the first in line 3."
    )


@pytest.mark.parametrize("header", ["a,b", "a,b,"])
@pytest.mark.parametrize("end", [",", ",,", ", ", ',""'])
def test_delimiters_at_the_ends_of_lines_make_no_column(
    make_file: MakeFile, header: str, end: str
) -> None:
    n = 20_000  # more than a chunk
    rows = "".join(f"{number},0.5{end}\n" for number in range(n))
    batch = read_table(make_file(f"{header}\n{rows}"), features=[0, 1]).batch
    assert same_bits(batch.inputs, np.c_[np.arange(n), np.full(n, 0.5)])


def test_a_cell_behind_the_last_column_is_an_error_wherever_it_comes(make_file: MakeFile) -> None:
    rows = "1,2,\n" * 50_000
    assert refusal(read_table, make_file(f"a,b\n{rows}1,2,3\n"), COMMA) == (
        "Line 50,002 has 3 cells where the header has 2; correct the line, or choose another "
        "delimiter."
    )


@given(st.lists(st.integers(1, 3), min_size=1, max_size=20), st.sampled_from(["", ",", ",,"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_of_any_length_give_what_rows_filled_up_by_hand_do(
    make_file: MakeFile, lengths: list[int], end: str
) -> None:
    rows = [[str(number)] * length for number, length in enumerate(lengths)]
    short = "\n".join([f"a,b,c{end}", *(",".join(row) + end for row in rows)])
    full = "\n".join(["a,b,c", *(",".join([*row, "", ""][:3]) for row in rows)])
    found, expected = (
        read_table(make_file(content), COMMA, features=[0, 1, 2]) for content in (short, full)
    )
    assert same_bits(found.batch.inputs, expected.batch.inputs)
    assert found.report.n_missing == sum(3 - length for length in lengths)


def test_odd_cells_may_be_taken_as_missing_and_are_told(make_file: MakeFile) -> None:
    path = make_file("doors,price\n2,10\n3,11\n4,12\n5more,13\n2,n.a.\n5more,7\n")
    assert "Line 5, column 'doors': '5more' is not a number" in refusal(read_table, path)
    reading = read_table(path, odd="missing")
    expected = [[2, 10], [3, 11], [4, 12], [NAN, 13], [2, NAN], [NAN, 7]]
    assert same_bits(reading.batch.inputs, np.array(expected))
    assert reading.report.missing == {"doors": 2, "price": 1}
    assert reading.report.remarks("keep") == (
        "doors: 2 of 6 cells are no numbers: '5more', taken as missing.",
        "price: 1 of 6 cells is no number: 'n.a.', taken as missing.",
        "3 missing values (doors, price) kept as NaN.",
    )


def test_odd_cells_are_counted_once_in_many_chunks(make_file: MakeFile) -> None:
    rows = "".join(f"{n if n % 1000 else 'x'},0.5\n" for n in range(40_000))
    reading = read_table(make_file(f"a,b\n{rows}"), COMMA, odd="missing")
    assert reading.report.odd["a"].count == reading.report.missing["a"] == 40


def test_odd_cells_of_a_target_have_no_value(make_file: MakeFile) -> None:
    path = make_file("a,y\n1,0.5\n2,1.5\n3,oops\n")
    batch = read_table(path, target=1, odd="missing").batch
    assert same_bits(batch.targets, np.array([0.5, 1.5, NAN]))


ODD_CELLS = ("x", "5more", "1.2.3", "--1", "x y", "1_0", "1e400", "-1e999")


@given(
    st.lists(st.sampled_from([*ODD_CELLS, "1", "2.5", "", "NA", "1e3", "+.5"]), min_size=1),
    st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_cells_count_as_if_they_were_missing(
    make_file: MakeFile, cells: list[str], has_blank_line: bool
) -> None:
    def content(cells: list[str]) -> str:  # a blank line needs care
        return "a,b\n" + "".join(f"{cell},0\n" for cell in cells) + "\n" * has_blank_line

    found = read_table(make_file(content(cells)), COMMA, kinds={0: "number"}, odd="missing")
    blank = ["" if cell in ODD_CELLS else cell for cell in cells]
    expected = read_table(make_file(content(blank)), COMMA, kinds={0: "number"})
    assert same_bits(found.batch.inputs, expected.batch.inputs)
    odd = [cell for cell in cells if cell in ODD_CELLS]
    assert [each.count for each in found.report.odd.values()] == ([len(odd)] if odd else [])
    for each in found.report.odd.values():
        assert each.first == [repr(cell) for cell in dict.fromkeys(odd)][:3]


def test_a_number_too_large_to_hold_is_odd_where_odd_cells_are_missing(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,2\nx,1e999\n3,4\n5,6\n")
    found = read_table(path, COMMA, kinds={0: "number"}, odd="missing")
    survey = survey_table(preview(path, COMMA))
    assert [each.n_odd for each in survey.columns] == [1, 1]
    assert [each.count for each in found.report.odd.values()] == [1, 1]
    assert np.isnan(found.batch.inputs[1]).all()


def test_a_number_too_large_to_hold_is_refused_where_odd_cells_are(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,2\n3,1e999\n")
    assert "1e999 is too large for a 64-bit number" in refusal(read_table, path, COMMA)


@given(st.lists(st.sampled_from([*ODD_CELLS, "1", "2.5", "", "NA", "inf"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_survey_counts_as_odd_what_reading_takes_as_missing(
    make_file: MakeFile, cells: list[str]
) -> None:
    path = make_file("a,b\n" + "".join(f"{cell},0\n" for cell in cells))
    found = read_table(path, COMMA, kinds={0: "number"}, odd="missing")
    n_odd = survey_table(preview(path, COMMA)).columns[0].n_odd
    assert sum(each.count for each in found.report.odd.values()) == n_odd


def test_infinite_cells_are_told(make_file: MakeFile) -> None:
    reading = read_table(make_file("l,u,y\n1,2,0.5\n3,Inf,-inf\n4,6,1.5\n"), target=2)
    assert reading.batch.inputs[1, 1] == np.inf
    assert reading.report.infinite == {"u": 1, "y": 1}
    assert reading.report.remarks("keep") == ("2 cells are infinite (u, y).",)


@pytest.mark.parametrize("blank_line", ["", "\n"])  # which needs care
@pytest.mark.parametrize("quote", ["", '"'])
def test_whole_numbers_that_lose_digits_are_told(
    make_file: MakeFile, blank_line: str, quote: str
) -> None:
    numbers = ["9007199254740993", "-9007199254740995", "9007199254740994", "1e300", "1e16", "7"]
    rows = "".join(f"{quote}{number}{quote},1\n" for number in numbers)
    reading = read_table(make_file(f"id,v\n{rows}{blank_line}"), kinds={0: "number"})
    assert reading.batch.inputs[0, 0] == 9007199254740992
    assert reading.report.rounded["id"].count == 2
    assert reading.report.remarks("keep") == (
        "2 whole numbers of id with more than 15 digits rounded: 9007199254740993, "
        "-9007199254740995.",
    )


def test_numbers_that_lose_digits_are_no_classes_but_as_text(make_file: MakeFile) -> None:
    ids = ["9007199254740993", "9007199254740992"] * 2
    path = make_file("a,id\n" + "".join(f"1,{each}\n" for each in ids))
    assert refusal(read_table, path, target=1, target_kind="classes") == (
        "The target 'id' has whole numbers that lose digits, such as 9007199254740993, so classes "
        "could be merged; read it as text."
    )
    batch = read_table(path, target=1, kinds={1: "classes"}).batch
    assert batch.class_names == ("9007199254740993", "9007199254740992")


@given(st.integers(-(2**70), 2**70))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_whole_number_is_told_to_be_rounded_when_it_is(make_file: MakeFile, number: int) -> None:
    report = read_table(make_file(f"a,b\n{number},1\n"), COMMA).report
    assert bool(report.rounded) == (int(float(number)) != number)


@pytest.mark.parametrize("first", ["1", "a"])
def test_an_empty_cell_in_quotes_is_a_row_and_a_blank_line_is_none(
    make_file: MakeFile, first: str
) -> None:
    path = make_file(f'x\n{first}\n""\n\n   \n3\n')
    guess = sniff(path)
    assert guess.rows == ((first,), ("",), ("3",))
    survey = survey_table(guess)
    assert (survey.n_rows, survey.columns[0].n_missing) == (3, 1)
    batch = read_table(path, odd="missing").batch
    assert np.isnan(batch.inputs[1]).all()
    assert batch.n_samples == 3


def test_empty_cells_in_quotes_are_rows_where_no_line_needs_care(make_file: MakeFile) -> None:
    path = make_file('x\n1\n""\n3\n')
    assert survey_table(sniff(path)).n_rows == 3
    batch = read_table(path).batch
    assert np.array_equal(batch.inputs, [[1], [np.nan], [3]], equal_nan=True)


@pytest.mark.parametrize(
    ("text", "n_rows"),
    [
        ("Lyon,NA,Yes\nParis,2,No\nNice,3,No\n", 3),
        ("?,virg2\n1.5,setosa\n2.5,virginica\n", 3),
        (",Yes\n2,No\n3,Yes\n", 3),
        ("Na,Type\n13.1,building\n12.9,lamp\n", 2),
        ("RI,Na,Type\n1.5,13.1,building\n1.6,12.9,lamp\n", 2),
        (",species\n1,setosa\n2,virginica\n", 2),
        ("name,?,kind\nParis,2,3\nNice,3,5\n", 2),
    ],
)
def test_a_first_row_that_misses_a_number_is_data_and_names_stay_names(
    make_file: MakeFile, text: str, n_rows: int
) -> None:
    assert sniff(make_file(text)).n_rows == n_rows


def test_numbers_with_leading_zeros_are_classes_as_they_are_written(make_file: MakeFile) -> None:
    path = make_file("x,class\n1,01\n2,1\n3,001\n4,NA\n5,01\n")
    batch = read_table(path, target=1).batch
    assert batch.class_names == ("01", "1", "001")
    assert batch.targets.tolist() == [0, 1, 2, -1, 0]
    values = read_table(path, target=1, target_kind="values").batch
    assert values.targets[:3].tolist() == [1, 1, 1]
    with pytest.raises(NnfsError, match="'oops' is not a number"):
        read_table(make_file("x,class\n1,01\n2,1\n3,oops\n4,1\n"), target=1)


@pytest.mark.parametrize(
    ("columns", "how"),
    [
        (("age",), "1 missing value (age) filled with the mean of their column."),
        (("town",), "1 missing value (town) filled with the most frequent text of their column."),
        (
            ("age", "town"),
            "2 missing values (age, town) filled with the mean of their column, texts with the "
            "most frequent one.",
        ),
    ],
)
def test_texts_are_told_to_be_filled_only_where_texts_were_missing(
    columns: tuple[str, ...], how: str
) -> None:
    report = TableReport(text_columns={"town": ("Lyon", "Oslo")}, missing=dict.fromkeys(columns, 1))
    assert report.remarks("mean")[0] == how
