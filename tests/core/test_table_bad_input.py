"""What cannot be read is refused in one sentence with its place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from tests.core.refusals import refusal
from tests.core.tables import read_table

MakeFile = Callable[..., Path]
COMMA = TableFormat()


def test_a_row_that_is_too_long_is_named_by_its_line(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,2\n\n3,4,5\n")
    assert refusal(read_table, path, COMMA) == (
        "Line 4 has 3 cells where the header has 2; correct the line, or choose another delimiter."
    )
    path = make_file("1,2\n3,4,5\n")
    assert refusal(read_table, path, TableFormat(header_rows=0)).startswith(
        "Line 2 has 3 cells where the first row has 2;"
    )


def test_ragged_rows_are_found_even_where_all_chosen_columns_exist(make_file: MakeFile) -> None:
    assert "Line 3 has 3 cells" in refusal(
        read_table, make_file("a,b\n1,2\n3,4,5\n"), COMMA, features=[0]
    )


def test_lines_are_counted_through_quoted_line_ends_and_chunks(make_file: MakeFile) -> None:
    rows = '1,"two\nlines"\n' + "1,x\n" * 200_000
    assert refusal(read_table, make_file(f"a,b\n{rows}oops,x\n"), COMMA) == (
        "Line 200,004, column 'a': 'oops' is not a number; correct it, or read the column as text."
    )


def test_a_word_among_numbers_is_named_by_line_and_column(make_file: MakeFile) -> None:
    path = make_file("age,b\n" + "1,2\n" * 8010 + "abc,2\n")
    assert refusal(read_table, path, COMMA) == (
        "Line 8,012, column 'age': 'abc' is not a number; correct it, or read the column as text."
    )
    assert read_table(path, COMMA, kinds={0: "codes"}).batch.n_samples == 8011


@pytest.mark.parametrize("word", ["1_000", "1 000", "1.000.000", "0x1F", "٣", "12a", "1,5", "--1"])
def test_what_only_looks_like_a_number_is_not_one(make_file: MakeFile, word: str) -> None:
    path = make_file("a;b\n" + "1;2\n" * 20 + f"{word};2\n")
    assert f"Line 22, column 'a': '{word}' is not a number" in refusal(
        read_table, path, TableFormat(";")
    )


def test_a_number_too_large_to_hold_is_named(make_file: MakeFile) -> None:
    assert refusal(read_table, make_file("a,b\n1,2\n3,1e999\n"), COMMA) == (
        "Line 3, column 'b': 1e999 is too large for a 64-bit number, which ends at about 1.8e308."
    )


def test_a_number_too_large_for_single_precision_is_named(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,2\n3,1e300\n")
    assert refusal(read_table, path, COMMA, dtype=np.float32) == (
        "Line 3, column 'b': '1e300' is too large for float32; choose float64."
    )
    assert read_table(path, COMMA).batch.inputs[1, 1] == 1e300


@pytest.mark.parametrize("word", ["inf", "-Infinity", "+INF", "∞", "-∞"])
def test_what_says_that_it_is_infinite_is_infinite(make_file: MakeFile, word: str) -> None:
    batch = read_table(make_file(f"a,b\n1,2\n{word},3\n"), COMMA, dtype=np.float32).batch
    assert batch.inputs.tolist() == [[1, 2], [-np.inf if "-" in word else np.inf, 3]]


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(make_file: MakeFile, content: bytes) -> None:
    path = make_file(content)
    assert refusal(read_table, path) == "table.csv is empty; choose a file with a table in it."
    assert (
        refusal(read_table, path, COMMA) == "table.csv is empty; choose a file with a table in it."
    )


def test_a_header_without_rows_is_refused(make_file: MakeFile) -> None:
    expected = "table.csv gives no sample, because there is no row of data."
    assert refusal(read_table, make_file("a,b\n")) == expected


def test_dropping_every_row_is_refused(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,\n,2\n")
    assert refusal(read_table, path, missing="drop") == (
        "table.csv gives no sample, because every row misses a value."
    )


def test_a_column_without_any_value_has_no_mean(make_file: MakeFile) -> None:
    assert refusal(read_table, make_file("a,b\n1,\n2,NA\n"), COMMA, missing="mean") == (
        "The column 'b' has no value at all, so it has no mean; leave the column out."
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04rest", "is damaged: it cannot be unpacked"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
        (b"%PDF-1.7\n", "is a PDF document"),
        (b"\x1f\x8b\x08", "is damaged: it cannot be unpacked"),
        (b"a,b\n1,\0\n", "is not a table of text: it holds NUL bytes"),
        ("a,b\n1,2\n".encode("utf-16-le"), "is not a table of text: it holds NUL bytes"),
    ],
)
def test_a_binary_file_is_refused(make_file: MakeFile, content: bytes, kind: str) -> None:
    path = make_file(content)
    assert kind in refusal(read_table, path)
    assert kind in refusal(read_table, path, COMMA)


def test_nul_bytes_far_into_a_file_are_refused(make_file: MakeFile) -> None:
    path = make_file(b"a,b\n" + b"1,2\n" * 200_000 + b"\0" * 10)
    assert "table.csv holds NUL bytes after line" in refusal(read_table, path)


def test_a_wrong_encoding_is_told(make_file: MakeFile) -> None:
    path = make_file(b"a,b\n" + b"1,x\n" * 200_000 + b"1,\xfc\n")
    assert re.fullmatch(
        r"table.csv is not utf-8 text somewhere after line [\d,]+; choose another encoding, such "
        "as cp1252.",
        refusal(read_table, path),
    )
    assert refusal(read_table, make_file("a,ü\n1,2\n"), TableFormat(encoding="utf-16")).startswith(
        "table.csv is not utf-16 text"
    )


def test_too_many_columns_are_refused_by_their_number(make_file: MakeFile) -> None:
    line = ",".join(["1"] * 100_001)
    assert refusal(read_table, make_file(f"{line}\n{line}\n")) == (
        "table.csv has more columns than the 100,000 that can be read; if its samples stand in "
        "columns, swap rows and columns first."
    )


def test_a_line_without_end_is_refused(make_file: MakeFile) -> None:
    path = make_file("a\n1\n" + "1\n" * 200_000 + "1" * (18 * 2**20) + "\n2\n")
    assert "has a line of more than 4,194,304 characters near line" in refusal(read_table, path)


def test_a_column_of_names_is_refused_as_classes(make_file: MakeFile) -> None:
    path = make_file("who,y\n" + "".join(f"Person {number},1\n" for number in range(10_001)))
    assert refusal(read_table, path) == (
        "Line 10,002, column 'who': more than 10,000 different texts, or one of more than 1,000 "
        "characters, look like names or free text; leave the column out."
    )
    assert read_table(path, features=[1]).batch.n_samples == 10_001


def test_a_very_long_text_is_refused_as_a_class(make_file: MakeFile) -> None:
    assert "Line 2, column 'a'" in refusal(read_table, make_file(f"a,b\n{'x' * 1001},1\ny,2\n"))


def test_too_many_numbers_are_refused_as_classes(make_file: MakeFile) -> None:
    path = make_file("a,y\n" + "".join(f"1,{number}\n" for number in range(10_001)))
    assert refusal(read_table, path, target=1, target_kind="classes") == (
        "The target 'y' has more than 10,000 different numbers, too many for classes; "
        "read it as values."
    )


def test_text_has_no_values(make_file: MakeFile) -> None:
    assert refusal(read_table, make_file("a,y\n1,red\n"), target=1, target_kind="values") == (
        "The target 'y' is text, which has no values; read it as classes."
    )


@pytest.mark.parametrize("rest", ["", "3,4\n" * 50_000])
def test_a_quote_that_is_never_closed_is_named_by_its_line(make_file: MakeFile, rest: str) -> None:
    path = make_file('a,b\n1,2\n1,"2\n' + rest)
    assert refusal(read_table, path, COMMA) == (
        "Line 3 opens a quoted cell that is never closed; close the quote, or choose to read "
        "quotes as letters."
    )


def test_text_after_a_closing_quote_is_named_by_its_line(make_file: MakeFile) -> None:
    path = make_file('a,b\n1,2\n1,"2"3\n')
    assert refusal(read_table, path, COMMA) == (
        "Line 3 has text after the closing quote of a cell; put the whole cell in quotes, or "
        "choose to read quotes as letters."
    )
    assert read_table(path, TableFormat(quote=""), kinds={1: "codes"}).batch.n_samples == 2


def test_a_table_of_which_nothing_is_taken_is_refused(make_file: MakeFile) -> None:
    assert refusal(read_table, make_file("a,b\n1,2\n"), features=[]) == (
        "No column is chosen as a feature; choose at least one."
    )


@pytest.mark.parametrize("look", [sniff, lambda path: preview(path, COMMA), read_table])
def test_a_file_that_is_gone_or_a_folder_is_refused(
    tmp_path: Path, look: Callable[[Path], object]
) -> None:
    with pytest.raises(NnfsError, match=r"gone\.csv is not there; choose another file\."):
        look(tmp_path / "gone.csv")
    with pytest.raises(NnfsError, match="is a folder; choose a file"):
        look(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="pipes and permissions of POSIX")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NnfsError, match="pipe is not an ordinary file"):
        sniff(tmp_path / "pipe")


@given(st.one_of(st.binary(max_size=60), st.text("ab1.,;\t\"'\r\n- e9|?", max_size=60)))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_in_a_sentence(
    make_file: MakeFile, content: bytes | str
) -> None:
    sentence = "Read."
    try:
        batch = read_table(make_file(content)).batch
    except NnfsError as error:
        sentence = str(error)
    else:
        assert batch.n_samples > 0
    assert sentence.endswith(".")
