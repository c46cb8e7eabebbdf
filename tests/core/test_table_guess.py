"""What the start of a file gives away about its table."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import parted_by, preview, sniff
from nnfs_core.files.tables.spelling.column_names import column_names
from nnfs_core.files.tables.surveying.surveying import survey_table
from tests.core.tables import read_table

MakeFile = Callable[..., Path]
IRIS = "sepal,petal,species\n5.1,1.4,setosa\n6.0,4.5,versicolor\n5.0,1.5,setosa\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(make_file: MakeFile, delimiter: str) -> None:
    guess = sniff(make_file(IRIS.replace(",", delimiter)))
    assert guess.format == TableFormat(delimiter)
    assert [column.name for column in guess.columns] == ["sepal", "petal", "species"]
    assert guess.rows[1] == ("6.0", "4.5", "versicolor")
    assert guess.warning == ""


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_decimal_comma_is_found(make_file: MakeFile, delimiter: str) -> None:
    guess = sniff(make_file(f"a{delimiter}b\n1,5{delimiter}2,25\n3{delimiter}4,5\n"))
    assert guess.format == TableFormat(delimiter, ",")
    assert [column.kind for column in guess.columns] == ["number", "number"]


def test_decimal_points_make_no_numbers_where_the_mark_is_a_comma(make_file: MakeFile) -> None:
    guess = preview(make_file("a;b\n1.5;2\n2.5;3\n"), TableFormat(";", ","))
    assert [column.kind for column in guess.columns] == ["text", "number"]


def test_commas_inside_quotes_do_not_part_cells(make_file: MakeFile) -> None:
    guess = sniff(make_file('name;note\n"a,b,c";"d,e,f"\n"g,h,i";"j,k,l"\n'))
    assert guess.format.delimiter == ";"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "row", [("{n} kg", "a"), ("{n} kg", "{n} °C", "b"), ("{n} cm", "0.{n}", "a"), ("a {n}", "b 1")]
)
def test_blanks_in_cells_do_not_part_them(
    make_file: MakeFile, mark: str, row: tuple[str, ...]
) -> None:
    names = ["weight", "temp", "label"][-len(row) :]
    rows = [mark.join(row).format(n=n) for n in range(40, 70)]
    guess = sniff(make_file("\n".join([mark.join(names), *rows])))
    assert guess.format == TableFormat(mark)
    assert [column.name for column in guess.columns] == names
    assert guess.warning == ""


@pytest.mark.parametrize(
    "row",
    [
        '{n}.0   8   307.0   1\t"chevrolet chevelle {n}"',  # a tab before the name alone
        "{n},5 {n},25 x",
        "x {n},25 y",
        "{n} 1,5;{n} 2,5",
        "{n} 3.5 Iris,setosa",
    ],
)
def test_blanks_part_numbers_though_each_row_has_another_mark(
    make_file: MakeFile, row: str
) -> None:
    guess = sniff(make_file("\n".join(row.format(n=n) for n in range(40, 70))))
    assert guess.format.delimiter == " "


def test_what_suits_a_known_delimiter_is_guessed(make_file: MakeFile) -> None:
    path = make_file("A title; of 2023\na,b\n" + "1 kg;2,5\n" * 9)
    assert parted_by(path, ",", "utf-8") == TableFormat(",", header_rows=1, skipped_lines=1)
    path = make_file("a;b\n1,5;2\n3,5;4\n")
    assert parted_by(path, ";", "utf-8") == TableFormat(";", ",")


CODES = "Some begin with 0, as codes do, so they are no numbers."


@pytest.mark.parametrize(
    ("cells", "kind", "role", "reason"),
    [
        (["01067", "80331", "20095"], "text", "label", CODES),
        (["0049301234567", "00498912345", ""], "text", "feature", CODES),
        (["01067", "80331", "01067"], "text", "feature", CODES),
        (["00001", "00002", "00003"], "text", "label", CODES),
        (["1067", "80331", "20095"], "number", "feature", ""),
        (["00", "01", "23"], "number", "feature", ""),
        (["001", "012", "999"], "number", "feature", ""),
        (["0.1067", "0.8033", "0.2009"], "number", "feature", ""),
        (["0", "1067", "80331"], "number", "feature", ""),
    ],
)
def test_long_whole_numbers_that_begin_with_0_are_codes(
    make_file: MakeFile, cells: list[str], kind: str, role: str, reason: str
) -> None:
    rows = [f"1.5,{cell},{n % 2}" for n, cell in enumerate(cells)]
    column = sniff(make_file("\n".join(["rent,code,kind", *rows]))).columns[1]
    assert (column.kind, column.role, column.reason) == (kind, role, reason)


def test_codes_keep_their_zeros_when_they_are_read(make_file: MakeFile) -> None:
    rows = [f"{n},{(n % 3) * 1067:05d}" for n in range(60)]
    batch = read_table(make_file("\n".join(["rent,code", *rows])), target=1).batch
    assert batch.class_names == ("00000", "01067", "02134")
    assert survey_table(sniff(make_file("\n".join(["rent,code", *rows])))).columns[1].texts == (
        *("00000", "01067", "02134"),
    )


def test_many_codes_are_left_out_and_told_why(make_file: MakeFile) -> None:
    rows = [f"1.5,{n % 25:05d},{n % 2}" for n in range(75)]
    column = sniff(make_file("\n".join(["rent,code,kind", *rows]))).columns[1]
    assert column.role == "left out"
    assert column.reason == f"{CODES} It has 25 different texts, too many for a column each."


@pytest.mark.parametrize(
    "name",
    [
        *("Kundennr", "Kundennummer", "Kunden-Nr.", "customer_no", "Customer No.", "CustomerNo"),
        *("customer number", "CustomerNumber", "number", "Rechnungsnr", "Order Nr"),
    ],
)
@pytest.mark.parametrize("first", ["1", "8"])
def test_columns_called_numbers_are_ids_where_all_differ(
    make_file: MakeFile, name: str, first: str
) -> None:
    guess = sniff(make_file(f"x,{name},kind\n5,{first},a\n7,2,b\n5,3,a\n"))
    assert [column.role for column in guess.columns] == ["feature", "label", "target"]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        *(("casino", "123"), ("snr", "123"), ("piano", "123"), ("numbers", "123")),
        *(("Number of rooms", "123"), ("customer no", "121"), ("CustomerNo", "122")),
    ],
)
def test_other_numbers_stay_features(make_file: MakeFile, name: str, cells: str) -> None:
    rows = "".join(f"5,{cell},{kind}\n" for cell, kind in zip(cells, "aba", strict=True))
    guess = sniff(make_file(f"x,{name},kind\n{rows}"))
    assert guess.columns[1].role == "feature"


def test_single_quotes_are_found(make_file: MakeFile) -> None:
    guess = sniff(make_file("size,kind\n1,'a, b'\n2,'c, d'\n"))
    assert guess.format.quote == "'"
    assert guess.rows == (("1", "a, b"), ("2", "c, d"))


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("a,b\n1,2\n", True),
        ("1,2\n3,4\n", False),
        ("5.1,3.5,setosa\n4.9,3.0,setosa\n", False),
        ("color,shape\nred,round\nblue,round\n", True),
        ("red,round\nred,round\n", False),
        (",a,b\n0,1,2\n", True),
        ("?,?\n1,2\n", False),
        ("a,b\n", True),
    ],
)
def test_a_header_is_told_from_data(make_file: MakeFile, text: str, has_header: bool) -> None:
    assert sniff(make_file(text)).format.has_header is has_header


@pytest.mark.parametrize(
    ("encoding", "guessed"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found(make_file: MakeFile, encoding: str, guessed: str) -> None:
    guess = sniff(make_file("größe,y\n1,2\n", encoding))
    assert guess.format.encoding == guessed
    assert guess.columns[0].name == "größe"


def test_bytes_that_no_other_encoding_has_are_latin_1(make_file: MakeFile) -> None:
    assert sniff(make_file(b"a\x81\xfc,b\n1,2\n")).format.encoding == "latin-1"


def test_columns_without_header_get_invented_names(make_file: MakeFile) -> None:
    guess = sniff(make_file("1,2\n3,4\n"))
    assert [column.name for column in guess.columns] == ["x0", "x1"]


def test_blank_and_repeated_names_are_repaired() -> None:
    assert column_names(["a", "", "a", " b ", "a_2"]) == ("a", "x1", "a_3", "b", "a_2")
    assert column_names(["", "x0"]) == ("x0_2", "x0")


@given(st.lists(st.sampled_from(["", "a", "a_2", "x0", "x1", "x1_2", "b"]), max_size=12))
def test_repaired_names_are_unique_and_leave_given_ones(header: list[str]) -> None:
    names = column_names(header)
    assert len(set(names)) == len(header)
    assert set(header) - {""} <= set(names)


def test_the_kind_of_each_column_is_guessed(make_file: MakeFile) -> None:
    guess = sniff(make_file("age,sex,note,empty\n1,f,NA,\n2.5e3,m,?,\n-,f,3,\n"))
    assert [column.kind for column in guess.columns] == ["number", "text", "number", "number"]
    assert [column.role for column in guess.columns] == ["feature"] * 3 + ["left out"]


def test_an_odd_cell_among_numbers_does_not_make_a_column_text(make_file: MakeFile) -> None:
    guess = sniff(make_file("age\n40\nabc\n41\n"))
    assert guess.columns[0].kind == "number"


def test_a_column_of_names_is_the_label(make_file: MakeFile) -> None:
    rows = "".join(f"Person {number},{number},{'ab'[number % 2]}\n" for number in range(30))
    guess = sniff(make_file("who,age,kind\n" + rows))
    assert [column.role for column in guess.columns] == ["label", "feature", "target"]


@pytest.mark.parametrize(
    ("header", "row", "target"),
    [
        ("a,b,kind", "1,2,red", 2),
        ("Species,a,b", "red,1,2", 0),
        ("y,a,b", "1,2,3", 0),
        ("a,CLASS,b", "1,2,3", 1),
        ("a,b,c", "1,2,3", None),
    ],
)
def test_the_target_is_guessed(
    make_file: MakeFile, header: str, row: str, target: int | None
) -> None:
    assert sniff(make_file(f"{header}\n{row}\n")).target == target


def test_a_small_file_is_counted_exactly(make_file: MakeFile) -> None:
    guess = sniff(make_file(IRIS + "\n\n"))
    assert (guess.n_rows, len(guess.columns), guess.is_exact) == (3, 3, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_rows_of_a_large_file_are_estimated_from_its_start(
    make_file: MakeFile, encoding: str
) -> None:
    path = make_file("a,b,c\n" + "0.25,0.5,0.75\n" * 100_000, encoding)
    guess = sniff(path)
    assert not guess.is_exact
    assert abs(guess.n_rows - 100_000) < 1000
    assert len(guess.rows) == 50


def test_only_the_start_of_a_huge_file_is_read(make_file: MakeFile) -> None:
    path = make_file("a,b\n" + "1,2\n" * 200_000)
    os.truncate(path, 2**34)  # a sparse file of 16 GB
    assert sniff(path).rows[0] == ("1", "2")


def test_a_changed_format_gives_another_preview(make_file: MakeFile) -> None:
    path = make_file("a;b\n1,5;2\n")
    guess = sniff(path)
    wrong = preview(path, replace(guess.format, delimiter="\t", decimal="."))
    assert len(wrong.columns) == 1
    assert wrong.warning == "Everything is in one column; choose another delimiter."
    no_header = preview(path, replace(guess.format, header_rows=0))
    assert no_header.rows == (("a", "b"), ("1,5", "2"))
    assert preview(path, guess.format) == guess


def test_a_true_column_of_numbers_brings_no_warning(make_file: MakeFile) -> None:
    assert sniff(make_file("a\n1\n2\n")).warning == ""


def test_rows_of_other_lengths_bring_a_warning(make_file: MakeFile) -> None:
    assert sniff(make_file("a,b\n1,2\n3\n4,5\n")).warning == (
        "One row has fewer cells than there are columns; what is not there counts as missing."
    )
    assert sniff(make_file("a,b\n1,2\n3,4,5\n4,5\n")).warning == (
        "One row has another number of cells than there are columns; choose another delimiter?"
    )


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"),
    [
        ("name;weight\nAnna;1.200,5\nBert;n/a\nDora;900,25\nEmil;1.000,0\n", ",", "."),
        ("name\tweight\nAnna\t1,200.5\nBert\t\nDora\t-1,900.25\nEmil\t10,000\n", ".", ","),
        ("name;weight\nAnna;1\u00a0200,5\nBert;10\u202f000\nDora;900,25\n", ",", " "),
        ("name,weight\nAnna,1'200.5\nBert,12’500\n", ".", "'"),
        ('town,people\nA,"1,234"\nB,"12,045"\nC,987\n', ".", ","),
    ],
)
def test_marks_between_thousands_are_found(
    make_file: MakeFile, text: str, decimal: str, thousands: str
) -> None:
    guess = sniff(make_file(text))
    assert (guess.format.decimal, guess.format.thousands) == (decimal, thousands)
    assert [column.kind for column in guess.columns] == ["text", "number"]
    assert guess.alternatives == ()


def test_versions_and_dates_are_no_numbers_with_marks_between_thousands(
    make_file: MakeFile,
) -> None:
    assert sniff(make_file("a;b;c\n1.2.3;1.10.2024;1,5\n1.2.4;2.10.2024;2,5\n")).warning == ""


def test_a_header_alone_brings_a_warning(make_file: MakeFile) -> None:
    assert sniff(make_file("a,b\n")).warning == "There is a header but no row below it."


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"delimiter": ":"}, "The delimiter must be one of"),
        ({"encoding": "rot13"}, "The encoding must be one of"),
        ({"decimal": ",", "quote": ""}, "A comma can both part the cells and be the decimal mark"),
    ],
)
def test_a_format_that_cannot_be_read_is_refused(choice: dict[str, str], sentence: str) -> None:
    with pytest.raises(NnfsError, match=sentence):
        TableFormat(**choice)  # type: ignore[arg-type]


def test_a_very_wide_table_is_seen_whole(make_file: MakeFile) -> None:
    line = ",".join(["0.123456789"] * 50_000)
    guess = sniff(make_file(f"{line}\n{line}\n"))
    assert (len(guess.columns), guess.n_rows) == (50_000, 2)
