"""Points, commas and blanks in numbers mean what the rest of the table shows, or it is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnfs_core.arrays import same_bits
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import sniff
from tests.core.tables import read_table

MakeFile = Callable[..., Path]

IN_QUOTES = 'a,b,c\n1,"87,369","52,47"\n2,"92,543","1,25"\n3,"10,125","0,5"\n'


@pytest.mark.parametrize("end", ["", "\n"], ids=["at once", "with care"])
def test_decimal_commas_may_stand_in_quotes_between_commas(make_file: MakeFile, end: str) -> None:
    path = make_file(IN_QUOTES + end)
    assert sniff(path).format == TableFormat(",", ",")
    wanted = [[1, 87.369, 52.47], [2, 92.543, 1.25], [3, 10.125, 0.5]]
    assert read_table(path).batch.inputs.tolist() == wanted


def test_points_may_part_thousands_of_such_numbers(make_file: MakeFile) -> None:
    path = make_file('a,b,c\n1,"1.234,5","0,5"\n2,"2.345,5",NA\n+3,,"$1,5"\n')
    assert sniff(path).format == TableFormat(",", ",", thousands=".")
    found = read_table(path, odd="missing").batch.inputs
    wanted = [[1, 1234.5, 0.5], [2, 2345.5, np.nan], [3, np.nan, np.nan]]
    assert same_bits(found, np.array(wanted))


@pytest.mark.parametrize("cell", ["1;2", "1,2,3", "1.5", "x"])
def test_what_is_no_such_number_is_never_two(make_file: MakeFile, cell: str) -> None:
    path = make_file(f'a,b,c\n1,"{cell}","2,5"\n2,"1,5","3,5"\n')
    found = read_table(path, TableFormat(",", ","), kinds={1: "number"}, odd="missing")
    assert same_bits(found.batch.inputs, np.array([[1, np.nan, 2.5], [2, 1.5, 3.5]]))


def test_a_bare_point_shows_that_commas_in_quotes_are_no_decimal_marks(
    make_file: MakeFile,
) -> None:
    guess = sniff(make_file('a,b\n1.5,"1,2"\n2,"3,4"\n'))
    assert guess.format == TableFormat()
    assert [column.kind for column in guess.columns] == ["number", "text"]


@pytest.mark.parametrize(("other", "is_asked"), [("12,345", True), ("987", False)])
def test_commas_in_quotes_between_commas_part_thousands_where_nothing_shows_more(
    make_file: MakeFile, other: str, is_asked: bool
) -> None:
    guess = sniff(make_file(f'a,b\n1,"1,234"\n2,"{other}"\n'))
    assert guess.format == TableFormat(thousands=",")
    assert [each.format for each in guess.alternatives] == [TableFormat(",", ",")] * is_asked


@pytest.mark.parametrize("delimiter", ["\t", " "])
def test_points_before_three_digits_are_asked_about(make_file: MakeFile, delimiter: str) -> None:
    text = "a\tb\n42.726\t1\n11.373\t2\n987\t3\n".replace("\t", delimiter)
    guess = sniff(make_file(text))
    assert (guess.format.decimal, guess.format.thousands) == (".", "")
    assert guess.warning == (
        "Is the point in 11.373 the decimal mark, or does it part thousands? It counts as the "
        "decimal mark."
    )
    (other,) = guess.alternatives
    assert read_table(guess.path, other.format).batch.inputs[0].tolist() == [42726, 1]


@pytest.mark.parametrize("other", ["0.987", "98.7", "9", "-0.500"])
def test_other_numbers_beside_them_show_that_points_are_decimal(
    make_file: MakeFile, other: str
) -> None:
    guess = sniff(make_file(f"a\tb\n42.726\t1\n11.373\t2\n{other}\t3\n"))
    assert (guess.warning, guess.alternatives) == ("", ())


def test_marks_may_come_below_many_whole_numbers(make_file: MakeFile) -> None:
    wholes = "12;5\n" * 300
    asked = sniff(make_file(f"a;b\n{wholes}1.234;5\n12.345;6\n"))
    assert asked.warning.startswith("Is the point in 1.234 the decimal mark")
    assert sniff(make_file(f"a;b\n{wholes}1,5;5\n")).format == TableFormat(";", ",")


@pytest.mark.parametrize("header", ["", "a\tb\n"])
def test_blanks_part_thousands_where_tabs_part_cells(make_file: MakeFile, header: str) -> None:
    path = make_file(f"{header}53 519\t7,3\n41 276\t6,7\n12 345\t1,5\n")
    wanted = [[53519, 7.3], [41276, 6.7], [12345, 1.5]]
    assert read_table(path).batch.inputs.tolist() == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"a","b","c"\n1,"3,377.49",5\n2,"12.50",6\n', [[1, 3377.49, 5], [2, 12.5, 6]]),
        ('"a","b","c"\n1,"3,377",5\n2,"1,250",6\n', [[1, 3377, 5], [2, 1250, 6]]),
        ('"a","b"\n1,"3,377.49"\n2,"1,222.5"\n', [[1, 3377.49], [2, 1222.5]]),
        ('"a","b","c"\n1,"87,369","5,5"\n2,"1,25","0,5"\n', [[1, 87.369, 5.5], [2, 1.25, 0.5]]),
    ],
)
def test_numbers_in_quotes_for_their_marks_alone_are_numbers_below_names_in_quotes(
    make_file: MakeFile, text: str, wanted: list[list[float]]
) -> None:
    assert read_table(make_file(text)).batch.inputs.tolist() == wanted
