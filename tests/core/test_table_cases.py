"""Small tables as they lie about, each of a kind: what a look at them finds, and what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnfs_core import read_data
from nnfs_core.errors import NnfsError
from nnfs_core.files.remarks import remarks
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.reading import open_table
from nnfs_core.files.tables.writing import write_batch
from nnfs_core.project.batch import Batch
from tests.core.tables import read_table

MakeFile = Callable[..., Path]
TABLES = Path(__file__).parent.parent / "data" / "tables"
NAN = np.nan


def names(guess: TableGuess) -> list[str]:
    return [column.name for column in guess.columns]


def roles(guess: TableGuess) -> str:
    """The role of each column by its first letter: feature, target, label or out."""
    return "".join(column.role[0] if column.role != "left out" else "o" for column in guess.columns)


def opened(guess: TableGuess) -> Batch:
    """What is read without asking."""
    content = open_table(guess, TableChoice.suggested(guess)).content
    assert isinstance(content, Batch)
    return content


def spelled(**choices: Any) -> TableFormat:
    return TableFormat(**choices)


CASES: dict[str, tuple[TableFormat, list[str], str, list[float]]] = {
    # file: its format, the names, the roles of the columns, the features of the first sample
    "01-column-called-inf.csv": (spelled(), ["year", "unem", "inf"], "fff", [1948, 3.8, 8.1]),
    "02-years-as-names.csv": (
        *(spelled(), ["country", "1960", "1961", "1962"], "lfff", [4.82, 4.66, 4.47]),
    ),
    "02c-series-from-pandas.csv": (spelled(), ["x0", "0"], "lf", [269]),
    "04-row-names.csv": (spelled(), ["x0", "len", "width", "species"], "lfft", [5.1, 3.5]),
    "05-blanks.csv": (
        *(spelled(delimiter=" ", quote="'"), ["OBS", "GPA", "TUCE", "PSI", "GRADE"]),
        *("lffft", [2.66, 20, 0]),
    ),
    "05b-many-blanks.data": (
        *(spelled(delimiter=" ", header_rows=0), [f"x{n}" for n in range(9)]),
        *("ffffffffl", [18, 8, 307, 130, 3504, 12, 70, 1]),
    ),
    "06-dot-for-missing.csv": (
        *(spelled(), ["bwght", "fatheduc", "motheduc"], "fff", [109, 12, 12]),
    ),
    "07-three-header-rows.tab": (
        *(spelled(delimiter="\t", header_rows=3), ["sepal length", "sepal width", "iris"]),
        *("fft", [5.1, 3.5]),
    ),
    "08-counts-above.csv": (
        *(spelled(skipped_lines=1, header_rows=0), ["x0", "x1", "x2", "x3", "x4"]),
        *("fffff", [5.1, 3.5, 1.4, 0.2, 0]),
    ),
    "13-comment-lines.csv": (
        *(spelled(comment="#"), ["length", "mass", "kind"], "fft", [1.5, 20]),
    ),
    "14-ends-in-ctrl-z.csv": (spelled(), ["a", "b"], "ff", [1, 2.5]),
    "15-backslash-quote.csv": (
        *(spelled(backslash=True), ["name", "time", "medal"], "lft", [10.4]),
    ),
    "16-title-above.csv": (
        *(spelled(skipped_lines=3), ["year", "rate", "season"], "fff", [1948, 3.7, 1]),
    ),
    "17-infinite-cell.csv": (spelled(), ["l", "u"], "ff", [1, 2]),
    "18-class-0-to-2-last.csv": (spelled(), ["sl", "sw", "kind_id"], "fft", [5, 3]),
    "19-thousands.csv": (spelled(thousands=","), ["town", "people"], "lf", [1234]),
    "24-units-row.csv": (
        *(spelled(header_rows=2), ["time (s)", "force (N)", "kind"], "fft", [0.1, 1.5]),
    ),
    "26-percent.csv": (spelled(), ["share", "price", "kind"], "fft", [45, 3.2]),
    "31-sep-line.csv": (
        *(spelled(delimiter=";", decimal=",", skipped_lines=1), ["a", "b"], "ff", [1, 2.5]),
    ),
    "32-spreadsheet-na.csv": (spelled(), ["x", "p"], "ff", [1, 0.5]),
    "arms.csv": (spelled(), ["x", "y", "arm"], "fft", [0, 0]),
    "big_ints.csv": (spelled(), ["id", "v"], "lf", [1]),
    "na_class.csv": (spelled(), ["u", "v", "country"], "fft", [0.1, 2]),
    "numeric_header.csv": (spelled(), ["0", "1", "2", "3"], "ffff", [5.1, 3.5, 1.4, 0.2]),
    "savetxt_default.txt": (spelled(delimiter=" ", header_rows=0), ["x0", "x1"], "ff", [1, 2]),
    "savetxt_header.csv": (
        *(spelled(comment="#", header_rows=0, names_in_comment=True), ["a", "b", "c"]),
        *("fff", [1, 2, 3]),
    ),
    "single_eu.csv": (spelled(delimiter=";", decimal=","), ["w"], "f", [1.5]),
    "thousands_eu.csv": (
        *(spelled(delimiter=";", decimal=",", thousands="."), ["a", "price"], "ff", [1, 1234.5]),
    ),
    "trailing_comma_rows.csv": (spelled(), ["a", "b"], "ff", [1, 2]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read_as_its_user_means_it(name: str) -> None:
    table_format, column_names, column_roles, first = CASES[name]
    guess = sniff(TABLES / name)
    assert guess.format == table_format
    assert names(guess) == column_names
    assert roles(guess) == column_roles
    assert opened(guess).inputs[0].tolist() == first
    assert preview(guess.path, guess.format).columns == guess.columns


@pytest.mark.parametrize(
    ("text", "column_names", "n_rows"),
    [
        ("x,2019,2020,2021\na,5,6,7\nb,8,9,10\nc,1,2,3\n", ["x", "2019", "2020", "2021"], 3),
        ("1990,1991\n0.5,0.25\n1.5,2.5\n", ["1990", "1991"], 2),
        (",0,1\n0,1.5,2.5\n1,3.5,4.5\n2,5.5,6.5\n", ["x0", "0", "1"], 3),
        ("0,1,2\n5,0.5,x\n6,0.25,y\n7,1.5,x\n", ["0", "1", "2"], 3),
        ("nan,infinity,z\n1,2,3\n3,4,5\n", ["nan", "infinity", "z"], 2),
        ("country,1/22/20,1/23/20\nA,1,2\nB,3,4\n", ["country", "1/22/20", "1/23/20"], 2),
        ("who,code,1960,1961\nA,x,5.5,4.5\nB,y,3.5,2.5\n", ["who", "code", "1960", "1961"], 2),
        ("m,a,3\nf,b,4.5\nm,a,5.5\n", ["x0", "x1", "x2"], 3),
        ("0,1,2\n3,4,5\n6,7,8\n", ["x0", "x1", "x2"], 3),
        ("1960,1961\n1962,1963\n1964,1965\n", ["x0", "x1"], 3),
        ("m,5,3\nf,5.5,3.2\nm,6.5,3.1\nf,5.1,2.5\n", ["x0", "x1", "x2"], 4),
        ("inf,inf\n1,2\n3,4\n", ["x0", "x1"], 3),
    ],
)
def test_numbers_are_names_above_rows_of_another_kind(
    make_file: MakeFile, text: str, column_names: list[str], n_rows: int
) -> None:
    guess = sniff(make_file(text))
    assert (names(guess), guess.n_rows) == (column_names, n_rows)


@pytest.mark.parametrize(
    ("text", "column_names", "first"),
    [
        ("% by hand\n% 2026\n\na b\n1 2\n3 4\n", ["a", "b"], [1, 2]),
        ("// x\na;b\n1;2\n3;4\n// end\n", ["a", "b"], [1, 2]),
        ("# one\n# a b\n1 2\n3 4\n", ["a", "b"], [1, 2]),
        ("# w\n1.5\n2.5\n", ["w"], [1.5]),
        ("# measured by hand\n1.5\n2.5\n", ["x0"], [1.5]),
        ("My table\n\na,b\n1,2\n3,4\n", ["a", "b"], [1, 2]),
        ("569,3,malignant,benign\n1.5,2.5,3.5,0\n4.5,5.5,6.5,1\n", ["x0", "x1", "x2", "x3"], None),
        ('"sep=|"\r\na|b\r\n1|2\r\n3|4\r\n', ["a", "b"], [1, 2]),
        ("a\tb\ns\tN\n0.5\t1\n0.25\t2\n", ["a (s)", "b (N)"], [0.5, 1]),
        ("a b c\nr1 1 2 3\nr2 4 5 6\nr3 7 8 9\n", ["x0", "a", "b", "c"], [1, 2, 3]),
        ("a,b,\n1,2,\n3,4,\n", ["a", "b"], [1, 2]),
        ("1;2;\n3;4;\n", ["x0", "x1"], [1, 2]),
        ("Title: by hand\n\nAge: 16, 17\n\na,b,c,\n1,2,3\n4,5,6\n", ["a", "b", "c"], [1, 2, 3]),
        ("a,b\n1,2\n3,4\n\x1a\n", ["a", "b"], [1, 2]),
    ],
)
def test_where_a_table_starts_is_found(
    make_file: MakeFile, text: str, column_names: list[str], first: list[float] | None
) -> None:
    guess = sniff(make_file(text))
    assert names(guess) == column_names
    batch = opened(guess)
    assert batch.n_samples == guess.n_rows
    assert first is None or batch.inputs[0].tolist() == first


def test_a_long_comment_above_is_read_to_its_end(make_file: MakeFile) -> None:
    path = make_file("# note\n" * 20_000 + "Title\na,b\n1,2\n3,4\n")
    assert sniff(path).format.comment == "#"
    path = make_file("# note\n" * 20_000 + "# a,b\n1,2\n3,4\n")
    assert names(sniff(path)) == ["a", "b"]


def test_comments_may_stand_among_the_rows_but_not_in_quotes(make_file: MakeFile) -> None:
    path = make_file('# top\na,kind\n1,"x\n# no comment"\n# gone\n2,y\n3,y\n')
    batch = read_table(path, target=1).batch
    assert batch.inputs[:, 0].tolist() == [1, 2, 3]
    assert batch.class_names == ("x\n# no comment", "y")


def test_a_line_far_down_is_named_by_its_number_in_the_file(make_file: MakeFile) -> None:
    text = "Title\n\n# note\na,b\n" + "1,2\n" * 50_000 + "x,2\n"
    with pytest.raises(NnfsError, match="Line 50,005, column 'a'"):
        read_table(make_file(text))


@pytest.mark.parametrize("rows", [5, 20_000])
def test_blanks_part_cells_as_tabs_do(make_file: MakeFile, rows: int) -> None:
    lines = [f'  {n}   {n / 4} \t"two  words {n % 2}" ' for n in range(rows)]
    batch = read_table(make_file("a b kind\n" + "\n".join(lines)), target=2).batch
    assert batch.inputs.tolist() == [[n, n / 4] for n in range(rows)]
    assert batch.class_names == ("two  words 0", "two  words 1")


def test_blanks_between_words_are_no_delimiter(make_file: MakeFile) -> None:
    guess = sniff(make_file("full name\nAda Lovelace\nAlan Turing\n"))
    assert names(guess) == ["full name"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a;b\n1.234,5;1\n-12.000;2\n987;3\n", [1234.5, -12000, 987]),
        ("a\tb\n1,234.5\t1\n12,000\t2\n", [1234.5, 12000]),
        ("a;b\n1 234,5;1\n12\u00a0000;2\n1\u202f000\u202f000,25;3\n", [1234.5, 12000, 1000000.25]),
        ("a,b\n1'234.5,1\n12’000,2\n", [1234.5, 12000]),
        ("a,b\n5 %,1\n-2.5%,2\n", [5, -2.5]),
        ("a;b\n1.234,50 €;1\n-2,00 €;2\n", [1234.5, -2]),
        ('a,b\n"$1,234.50",1\n-$2.00,2\n', [1234.5, -2]),
        ("a,b\nEUR 5,1\nEUR 7.5,2\n", [5, 7.5]),
        ("a,b\n5%,1\n,2\nNA,3\n7%,4\n", [5, NAN, NAN, 7]),
    ],
)
def test_thousands_per_cent_and_money_are_numbers(
    make_file: MakeFile, text: str, values: list[float]
) -> None:
    np.testing.assert_array_equal(read_table(make_file(text)).batch.inputs[:, 0], values)


@pytest.mark.parametrize("cell", ["7", "$7", "7%%", "7 kg"])
def test_a_number_of_another_unit_is_none(make_file: MakeFile, cell: str) -> None:
    path = make_file("a;b\n" + "5%;1\n" * 9 + f"{cell};2\n")
    with pytest.raises(NnfsError, match="Line 11, column 'a'"):
        read_table(path)


@pytest.mark.parametrize("cell", ["1,23", "12,3456", "0,123", "1234,567", "1,234,56", "1.5,234"])
def test_marks_that_part_no_thousands_make_no_number(make_file: MakeFile, cell: str) -> None:
    path = make_file("a;b\n" + "1,234.5;1\n" * 9 + f"{cell};2\n")
    with pytest.raises(NnfsError, match="Line 11, column 'a'"):
        read_table(path)


@pytest.mark.parametrize(
    ("text", "taken", "other", "numbers"),
    [
        ("a;b\n1,234;x\n3,120;y\n", (",", ""), (".", ","), [1.234, 3.12]),
        ("a;b\n1,234;x\n987;y\n", (".", ","), (",", ""), [1234, 987]),
        ("a;b\n1.234;x\n3.120;y\n", (".", ""), (",", "."), [1.234, 3.12]),
        ("w\n1,5\n2,5\n", (",", ""), (".", ""), [1.5, 2.5]),
    ],
)
def test_where_two_readings_remain_it_is_asked_and_the_likelier_is_taken(
    make_file: MakeFile,
    text: str,
    taken: tuple[str, str],
    other: tuple[str, str],
    numbers: list[float],
) -> None:
    guess = sniff(make_file(text))
    assert guess.warning.startswith("Is ")
    assert (guess.format.decimal, guess.format.thousands) == taken
    (alternative,) = guess.alternatives
    assert (alternative.format.decimal, alternative.format.thousands) == other
    assert opened(guess).inputs[:, 0].tolist() == numbers
    assert preview(guess.path, alternative.format).alternatives == ()
    with remarks() as told:
        read_data(guess.path)
    assert told[0] == guess.warning


@pytest.mark.parametrize(
    "text", ["a;b\n1,234;x\n3,12;y\n", "a;b\n0.123;x\n1.234;y\n", "1,5\n2,5\n"]
)
def test_where_one_reading_remains_nothing_is_asked(make_file: MakeFile, text: str) -> None:
    assert sniff(make_file(text)).alternatives == ()


def test_a_unit_is_told() -> None:
    share, price, _ = sniff(TABLES / "26-percent.csv").columns
    assert (share.unit, share.reason) == ("%", "Its numbers have %, which is taken off.")
    assert (price.unit, price.reason) == ("$", "Its numbers have $, which is taken off.")


def test_texts_that_may_be_one_class_are_told() -> None:
    guess = sniff(TABLES / "28-label-case.csv")
    assert guess.columns[1].alike == {"setosa": "Setosa", "virginica.": "virginica"}


def test_dates_are_no_target_and_are_left_out() -> None:
    guess = sniff(TABLES / "12-dates-as-target.csv")
    assert [column.kind for column in guess.columns] == ["text", "number", "date"]
    assert guess.target is None
    assert roles(guess) == "ffo"


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("survived,age,alone", 0),
        ("x,y,z", None),
        ("x,y,outcome", 2),
        ("a,y,b", 1),
        ("x,y", 1),
        ("type,a,class", 2),
        ("type,a,b", 0),
        ("Response,a,b", 0),
        ("x,y,type", 2),
    ],
)
def test_a_target_is_known_by_its_name_but_y_beside_x_is_a_place(
    make_file: MakeFile, header: str, target: int | None
) -> None:
    row = ",".join(["1.5"] * len(header.split(",")))
    assert sniff(make_file(f"{header}\n{row}\n{row}\n{row}\n")).target == target


@pytest.mark.parametrize(
    ("rows", "target"),
    [
        (["0.5,0", "0.7,1", "0.9,0", "0.2,1"], 1),
        (["0,0.5", "1,0.7", "0,0.9", "1,0.2"], 0),
        (["0.5,1", "0.7,2", "0.9,1", "0.2,2"], None),
        (["0.5,0", "0.7,1", "0.9,2", "0.2,3"], None),
        (["0.5,0", "0.7,1", "0.9,3", "0.2,3"], None),
    ],
)
def test_whole_numbers_from_0_at_an_edge_may_be_classes(
    make_file: MakeFile, rows: list[str], target: int | None
) -> None:
    assert sniff(make_file("a,b\n" + "\n".join(rows))).target == target


@pytest.mark.parametrize(
    ("header", "cells", "found"),
    [
        (",a", ["1", "2", "3"], "lf"),
        (",a", ["17", "3", "5"], "lf"),
        ("Unnamed: 0,a", ["0", "1", "2"], "lf"),
        ("PassengerId,a", ["17", "3", "5"], "lf"),
        ("customer_id,a", ["k1", "k7", "k5"], "lf"),
        ("id,a", ["1", "1", "2"], "ff"),
        ("id,a", ["1.5", "2.5", "3.5"], "ff"),
        ("year,a", ["1948", "1949", "1950"], "ff"),
        ("grid,a", ["1", "2", "3"], "ff"),
        ("who,a", ["Ann", "Bob", "Cid"], "lf"),
        ("who,a", ["Ann", "Bob", "Ann"], "ff"),
        ("day,a", ["2020-01-01", "2020-01-02", "2020-01-03"], "lf"),
    ],
)
def test_row_numbers_ids_and_names_are_the_label(
    make_file: MakeFile, header: str, cells: list[str], found: str
) -> None:
    rows = "".join(f"{cell},{number}.5\n" for number, cell in enumerate(cells))
    guess = sniff(make_file(f"{header}\n{rows}"))
    assert roles(guess) == found
    assert bool(guess.columns[0].reason) == (found == "lf")


def test_of_several_labels_the_one_that_says_most_is_taken(make_file: MakeFile) -> None:
    rows = "".join(f"{n},k{n * 7},Person {n},{n / 2},{'ab'[n % 2]}\n" for n in range(30))
    guess = sniff(make_file(f",id,who,size,kind\n{rows}"))
    assert roles(guess) == "oolft"


def test_a_column_that_is_empty_only_at_first_is_no_empty_one(make_file: MakeFile) -> None:
    rows = "".join(
        f"{n / 7:.4f},{n % 13},{'' if n < 30_000 else n % 5},,z\n" for n in range(40_000)
    )
    guess = sniff(make_file(f"a,b,late,never,c\n{rows}"))
    assert [column.kind for column in guess.columns[:3]] == ["number"] * 3
    assert roles(guess)[:4] == "fffo"


def test_a_row_of_types_says_what_columns_are(make_file: MakeFile) -> None:
    text = "a\tb\twho\tc\nc\td\ts\td\n\tclass\tmeta\tignore\n" + "1\t2\tx\tu\n2\t3\ty\tv\n" * 3
    guess = sniff(make_file(text))
    assert [column.kind for column in guess.columns] == ["number", "text", "text", "text"]
    assert roles(guess) == "ftoo"


def test_a_row_of_types_may_list_the_texts_of_a_column(make_file: MakeFile) -> None:
    text = (
        "age\tpain\tkind\nc\tno some\\ times\td\n\t\tclass\n" + "5\tno\tx\n6\tsome times\ty\n" * 3
    )
    guess = sniff(make_file(text))
    assert (guess.format.header_rows, guess.n_rows, roles(guess)) == (3, 6, "fft")
    words = "age\tkind\ndiscrete\tdiscrete\n\tclass\n" + "old\tx\nyoung\ty\n" * 3
    assert sniff(make_file(words)).n_rows == 6


def test_quotes_say_nothing_where_only_a_footnote_has_none(make_file: MakeFile) -> None:
    rows = "".join(f'"r{n}","{n}.5","{n}"\n' for n in range(30))
    guess = sniff(make_file(f'"who","a","b"\n{rows}Source: by hand,,\n'))
    assert [column.kind for column in guess.columns] == ["text", "number", "number"]


@pytest.mark.parametrize("names", [["(s)", "c"], ["#", "% a"], ["sep=;", "//"], ["1990", "1991"]])
def test_our_own_names_are_not_taken_for_what_they_look_like(
    tmp_path: Path, names: list[str]
) -> None:
    path = tmp_path / "mine.csv"
    write_batch(path, Batch([[1, 2], [3, 4], [NAN, 5]], [0, 1, 0], names, class_names=["c", "d"]))
    guess = sniff(path)
    assert [column.name for column in guess.columns] == [*names, "target"]
    assert guess.n_rows == 3
