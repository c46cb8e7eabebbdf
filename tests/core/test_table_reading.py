"""Tables of text become batches."""

from __future__ import annotations

import csv
import io
import math
import tracemalloc
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nnfs_core.arrays import same_bits
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.tables.chunks import source
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.files.tables.words import ReadAs
from tests.core.tables import read_table

MakeFile = Callable[..., Path]
NAN = np.nan


def test_features_and_target_are_read_with_their_names(make_file: MakeFile) -> None:
    path = make_file("a,b,kind\n5.1,1.4,setosa\n6,4.5,versicolor\n5,1.5,setosa\n")
    batch = read_table(path, target=2).batch
    assert batch.columns == ("a", "b")
    assert batch.inputs.tolist() == [[5.1, 1.4], [6, 4.5], [5, 1.5]]
    assert batch.target_name == "kind"
    assert batch.targets is not None
    assert batch.targets.tolist() == [0, 1, 0]
    assert batch.class_names == ("setosa", "versicolor")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("header", ["größe|b", ""])
def test_every_common_spelling_gives_the_same_numbers(
    make_file: MakeFile, delimiter: str, line_end: str, encoding: str, header: str
) -> None:
    lines = [header, "1.5|-2e3", "", "3|.25", ""] if header else ["1.5|-2e3", "", "3|.25"]
    path = make_file(line_end.join(lines).replace("|", delimiter), encoding)
    batch = read_table(path).batch
    assert batch.inputs.tolist() == [[1.5, -2000], [3, 0.25]]
    assert batch.columns == (("größe", "b") if header else ("x0", "x1"))


def test_a_semicolon_file_with_decimal_commas_reads_its_numbers(make_file: MakeFile) -> None:
    path = make_file("a;b;kind\n1,5;-2,25e1;x, y\n3;,5;z. w\n")
    batch = read_table(path, target=2).batch
    assert batch.inputs.tolist() == [[1.5, -22.5], [3, 0.5]]
    assert batch.class_names == ("x, y", "z. w")


def test_names_with_commas_survive_decimal_commas(make_file: MakeFile) -> None:
    path = make_file("a;kind\n1,5;x, y\n2,5;z\n")
    assert read_table(path, target=1).batch.class_names == ("x, y", "z")


def test_a_point_among_decimal_commas_is_not_guessed_at(make_file: MakeFile) -> None:
    path = make_file("a;b\n1,5;2\n1.500;3\n")
    with pytest.raises(NnfsError, match=r"Line 3, column 'a': '1.500' is not a number"):
        read_table(path, TableFormat(";", ","))


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends(make_file: MakeFile) -> None:
    path = make_file('a,kind\n"1.5","x, y"\n2,"say ""hi"""\n3,"two\r\nlines"\n4,plain\n')
    batch = read_table(path, target=1).batch
    assert batch.inputs.tolist() == [[1.5], [2], [3], [4]]
    assert batch.class_names == ("x, y", 'say "hi"', "two\r\nlines", "plain")


def test_a_quoted_cell_may_cross_the_end_of_a_chunk(make_file: MakeFile) -> None:
    long = "line\n" * 20
    rows = "".join(f'{number},"{long}{number % 2}"\n' for number in range(6000))
    batch = read_table(make_file("a,kind\n" + rows), target=1).batch
    assert batch.inputs[:, 0].tolist() == list(range(6000))
    assert batch.class_names == (long + "0", long + "1")


def test_blanks_around_cells_are_no_part_of_them(make_file: MakeFile) -> None:
    batch = read_table(make_file('a, kind\n 1 , x\n2 ,"x"\n'), target=1).batch
    assert batch.inputs.tolist() == [[1], [2]]
    assert batch.class_names == ("x",)


@pytest.mark.parametrize("word", ["", "NA", "n/a", "NaN", "NULL", "?", "-", "na"])
def test_missing_cells_become_nan_and_unknown(make_file: MakeFile, word: str) -> None:
    path = make_file(f"a,b,kind\n1,{word},x\n2,3,\n{word},4,y\n")
    reading = read_table(path, target=2)
    assert same_bits(reading.batch.inputs, np.array([[1, NAN], [2, 3], [NAN, 4]]))
    assert reading.batch.targets is not None
    assert reading.batch.targets.tolist() == [0, -1, 1]
    assert reading.report.missing == {"a": 1, "b": 1}
    assert reading.report.n_missing == 2
    assert reading.report.n_missing_targets == 1


@pytest.mark.parametrize("word", ["NA", "n/a", "NULL", "?", "-"])
def test_among_words_what_says_missing_elsewhere_is_a_word(make_file: MakeFile, word: str) -> None:
    reading = read_table(make_file(f"a,kind\n1,x\n2,{word}\n3,\n4,{word}\n"), target=1)
    assert reading.batch.class_names == ("x", word)
    assert reading.batch.targets is not None
    assert reading.batch.targets.tolist() == [0, 1, -1, 1]
    assert reading.report.n_missing_targets == 1


@pytest.mark.parametrize(
    ("content", "columns", "n_samples"),
    [
        ('"0","1"\n5,6\n', ("0", "1"), 1),
        ('"2019","inf"\n5,6\n', ("2019", "inf"), 1),
        ('"0","1"\n"5","6"\n', ("x0", "x1"), 2),
        ("0,1\n5,6\n", ("x0", "x1"), 2),
        ('"1,5";"2,5"\n3,5;4\n', ("1,5", "2,5"), 1),
    ],
)
def test_a_first_row_in_quotes_above_bare_numbers_holds_names(
    make_file: MakeFile, content: str, columns: tuple[str, ...], n_samples: int
) -> None:
    batch = read_table(make_file(content)).batch
    assert (batch.columns, batch.n_samples) == (columns, n_samples)


def test_numbers_in_quotes_beside_bare_ones_are_words(make_file: MakeFile) -> None:
    batch = read_table(make_file('a,zip\n1,"01"\n2,"1"\n3,"01"\n'), target=1).batch
    assert batch.class_names == ("01", "1")
    everywhere = read_table(make_file('"a","b"\n"1","2"\n')).batch
    assert everywhere.inputs.tolist() == [[1, 2]]


def test_missing_cells_may_take_the_mean_of_their_column(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,x\n,y\n3,\n8,y\n")
    reading = read_table(path, kinds={1: "codes"}, missing="mean")
    assert reading.batch.inputs.tolist() == [[1, 0], [4, 1], [3, 1], [8, 1]]
    assert reading.report.missing == {"a": 1, "b": 1}


def test_the_mean_of_huge_numbers_does_not_overflow(make_file: MakeFile) -> None:
    batch = read_table(make_file("a,b\n1.5e308,1\n1.5e308,2\n,3\n"), missing="mean").batch
    assert batch.inputs[2, 0] == 1.5e308


def test_missing_cells_may_become_zero(make_file: MakeFile) -> None:
    batch = read_table(make_file("a,b,y\n1,NA,0.5\n2,3,\n"), target=2, missing="zero").batch
    assert batch.inputs.tolist() == [[1, 0], [2, 3]]
    assert batch.targets is not None
    assert same_bits(batch.targets, np.array([0.5, NAN]))


def test_rows_with_missing_cells_may_be_dropped(make_file: MakeFile) -> None:
    reading = read_table(make_file("a,b,y\n1,NA,0\n2,3,1\n4,5,?\n"), target=2, missing="drop")
    assert reading.batch.inputs.tolist() == [[2, 3]]
    assert reading.report.n_dropped == 2
    assert reading.report.n_missing == 0


def test_numbers_may_be_read_as_text(make_file: MakeFile) -> None:
    reading = read_table(make_file("zip,y\n01067,1\n80331,2\n01067,3\n"), kinds={0: "codes"})
    assert reading.batch.inputs[:, 0].tolist() == [0, 1, 0]
    assert reading.report.text_columns == {"zip": ("01067", "80331")}


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize("cells", [("3", "4"), ("red", "blue")])
def test_a_blank_line_is_no_row_of_a_single_column(
    make_file: MakeFile, blank: str, cells: tuple[str, str]
) -> None:
    path = make_file("\n".join(["x", cells[0], blank, cells[1], blank]))
    assert read_table(path, TableFormat()).batch.n_samples == 2


def test_some_columns_may_be_left_out(make_file: MakeFile) -> None:
    path = make_file("name,a,b,y\nAnn,1,2,0\nBob,3,4,1\n")
    batch = read_table(path, target=3, features=[1, 2]).batch
    assert batch.columns == ("a", "b")
    assert batch.inputs.tolist() == [[1, 2], [3, 4]]


def test_a_target_may_stand_before_the_features(make_file: MakeFile) -> None:
    batch = read_table(make_file("y,a,b\n0,1,2\n1,3,4\n"), target=0).batch
    assert batch.inputs.tolist() == [[1, 2], [3, 4]]
    assert batch.targets is not None
    assert batch.targets.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("column", "targets", "names"),
    [
        ("2 0 1 2 0 1", [2, 0, 1, 2, 0, 1], ("0", "1", "2")),
        ("0 1", [0, 1], ("0", "1")),
        ("3 5 3 5", [0, 1, 0, 1], ("3", "5")),
        ("-1 1 1 -1", [0, 1, 1, 0], ("-1", "1")),
        ("1.0 2.0 1.0 2.0", [0, 1, 0, 1], ("1", "2")),
        ("0 1 NA", [0, 1, -1], ("0", "1")),
        ("-0 1", [0, 1], ("0", "1")),
        ("0.5 1 1 0.5", [0.5, 1, 1, 0.5], ()),
        ("1 2 3 4", [1, 2, 3, 4], ()),
        ("100 200 100 200", [100, 200, 100, 200], ()),
    ],
)
def test_whole_numbers_that_repeat_are_classes_and_others_values(
    make_file: MakeFile, column: str, targets: list[float], names: tuple[str, ...]
) -> None:
    rows = "".join(f"0.1,{cell}\n" for cell in column.split())
    batch = read_table(make_file("a,y\n" + rows), target=1).batch
    assert batch.targets is not None
    assert batch.targets.tolist() == targets
    assert batch.class_names == names
    assert batch.targets.dtype == (np.int64 if names else np.float64)


def test_the_kind_of_the_target_can_be_chosen(make_file: MakeFile) -> None:
    path = make_file("a,y\n1,0\n2,1\n")
    assert not read_table(path, target=1, target_kind="values").batch.has_classes
    path = make_file("a,y\n1,0.5\n2,1.5\n3,0.5\n")
    batch = read_table(path, target=1, target_kind="classes").batch
    assert batch.targets is not None
    assert batch.targets.tolist() == [0, 1, 0]
    assert batch.class_names == ("0.5", "1.5")


def test_known_class_names_keep_their_numbers(make_file: MakeFile) -> None:
    path = make_file("a,y\n1,cat\n2,dog\n3,bird\n")
    batch = read_table(path, target=1, class_names=("dog", "fish", "cat")).batch
    assert batch.targets is not None
    assert batch.targets.tolist() == [2, 0, 3]
    assert batch.class_names == ("dog", "fish", "cat", "bird")


def test_single_precision_is_read_on_request(make_file: MakeFile) -> None:
    batch = read_table(make_file("a,b\n0.1,2\n"), dtype=np.float32).batch
    assert same_bits(batch.inputs, np.array([[0.1, 2]], np.float32))


def halfway(number: float) -> str:
    """All digits of what lies between a number and the next, which rounds to the even one."""
    two = Fraction(number) + Fraction(math.nextafter(number, math.inf))
    with localcontext(prec=2000):
        return str(Decimal(two.numerator) / (2 * two.denominator))


NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.floats(-1e300, 1e300).map(halfway),
    st.floats(-1e-300, 1e-300).map(halfway),
    st.decimals(allow_nan=False, allow_infinity=False, places=30).map(str),
    st.from_regex(  # without zeros before it, which are those of a code
        r" ?[+-]?((0|[1-9][0-9]{0,29})(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})? ?",
        fullmatch=True,
    ),
    st.sampled_from(
        ["-0", "-0.0", "+0", "-0e9", "1e-400", "5e-324", "2.5e-324", "9007199254740993"]
    ),
)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5))
@example([("1", "2"), (".5", "-0"), ("5.", "+.5")])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_clean_and_the_careful_way_give_the_bits_of_float(
    make_file: MakeFile, rows: list[tuple[str, str]]
) -> None:
    expected = np.array([[float(cell) for cell in row] for row in rows])
    plain = "a,b\n" + "".join(f"{first},{second}\n" for first, second in rows)
    assert same_bits(read_table(make_file(plain)).batch.inputs, expected)
    careful = plain + "\n"  # a blank line needs care
    assert same_bits(read_table(make_file(careful)).batch.inputs, expected)
    quoted = "a,b\n" + "".join(f'"{first}","{second}"\n' for first, second in rows)
    assert same_bits(read_table(make_file(quoted)).batch.inputs, expected)
    german = plain.replace(",", ";").replace(".", ",")
    assert same_bits(read_table(make_file(german), TableFormat(";", ",")).batch.inputs, expected)


CELLS = st.text("ab1.,;\"' \n\té", min_size=1, max_size=6).filter(
    lambda text: text.strip() and not is_missing(text)
)


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 40),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_that_csv_writes_are_read_in_whatever_pieces(
    make_file: MakeFile,
    rows: list[tuple[str, str]],
    quoting: Literal[0, 1],
    delimiter: str,
    line_end: str,
    n_characters: int,
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=quoting, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([("a", "b"), *rows])
    path = make_file(text.getvalue())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK_CHARACTERS", n_characters)
        kinds: dict[int, ReadAs] = {0: "codes", 1: "codes"}
        reading = read_table(path, TableFormat(delimiter), kinds=kinds)
    names = [reading.report.text_columns[name] for name in "ab"]
    read = [[names[n][int(number)] for n, number in enumerate(row)] for row in reading.batch.inputs]
    assert read == [[cell.strip() for cell in row] for row in rows]


def test_many_chunks_give_one_batch(make_file: MakeFile) -> None:
    numbers = np.random.default_rng(1).standard_normal((60_000, 3))
    rows = [",".join(map(repr, row)) for row in numbers.tolist()]
    rows[40_000] = rows[40_000].replace(",", ",NA,", 1).rsplit(",", 1)[0]
    reading = read_table(make_file("a,b,c\n" + "\n".join(rows)))
    assert reading.batch.n_samples == 60_000
    assert np.isnan(reading.batch.inputs[40_000, 1])
    assert same_bits(reading.batch.inputs[40_001:], numbers[40_001:])
    assert same_bits(reading.batch.inputs[:40_000], numbers[:40_000])
    assert reading.report.missing == {"b": 1}


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("last", ["9.5,2", "0.123,4", "1e9,1"])
def test_numbers_shorter_than_in_memory_are_read_bit_for_bit(
    make_file: MakeFile, last: str, dtype: type
) -> None:
    cells = ["-0,1", ".1,99", "9,", ",-1", "nan,3", "5.,+8"] * 20_000  # of two chunks
    path = make_file("\n".join([*cells, last]))
    expected = [[float(cell or "nan") for cell in row.split(",")] for row in [*cells, last]]
    batch = read_table(path, dtype=dtype).batch
    assert same_bits(batch.inputs, np.array(expected, dtype))
    reading = read_table(path, target=1, target_kind="values", dtype=dtype).batch
    assert same_bits(reading.inputs[:, 0], batch.inputs[:, 0])
    assert same_bits(reading.targets, np.array(expected)[:, 1])


def test_reading_takes_little_more_memory_than_the_numbers(make_file: MakeFile) -> None:
    path = make_file("a,b,c,d\n" + "0,1,2,3\n" * 400_000)
    tracemalloc.start()
    try:
        batch = read_table(path).batch
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert batch.inputs.nbytes == 12_800_000
    assert peak < batch.inputs.nbytes + 16_000_000


def test_a_table_that_needs_more_memory_than_there_is_is_refused_first(make_file: MakeFile) -> None:
    path = make_file("a,b\n" + "1,2\n" * 1000)
    with pytest.raises(NnfsError) as refusal:
        read_table(path, limit=15_999)
    assert str(refusal.value) == (
        "table.csv has about 2,000 cells (1,000 rows of 2 columns), which need 16.0 kB of memory, "
        "but only 16.0 kB are free; take fewer columns or fewer rows."
    )
    assert read_table(path, limit=16_000).batch.n_samples == 1000
    assert read_table(path, features=[0], limit=8000).batch.n_samples == 1000


def test_fifty_million_cells_are_refused_before_any_is_taken(make_file: MakeFile) -> None:
    path = make_file("0,1,2,3,4,5,6,7,8,9\n" * 20_000)
    with path.open("r+b") as file:
        file.truncate(5_000_000 * 20)  # sparse: the rest is never looked at
    tracemalloc.start()
    try:
        with pytest.raises(NnfsError, match=r"about 50,000,000 cells .* need 400.0 MB"):
            read_table(path, limit=300_000_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_proves_longer_than_its_start_told_is_refused_midway(
    make_file: MakeFile,
) -> None:
    path = make_file("a,b\n" + "0.00000000000001,0.00000000000002\n" * 9000 + "1,2\n" * 90_000)
    assert sniff(path).n_rows < 30_000
    with pytest.raises(NnfsError, match="take fewer columns or fewer rows"):
        read_table(path, limit=30_000 * 16)
    assert read_table(path).batch.n_samples == 99_000


def test_progress_rises_to_one_and_does_not_flood(make_file: MakeFile) -> None:
    path = make_file("a,b\n" + "1,2\n" * 200_000)
    told: list[float] = []
    read_table(path, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) < 100


def test_reading_stops_at_the_next_chunk_when_asked_to(make_file: MakeFile) -> None:
    path = make_file("a,b\n" + "1,2\n" * 300_000)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        read_table(path, cancelled=cancelled)
    assert len(asked) == 2


def test_rows_that_need_care_can_be_given_up_at_every_column(make_file: MakeFile) -> None:
    path = make_file("a,b,c\n\n" + "1,2,3\n" * 10)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        read_table(path, cancelled=cancelled)
    assert len(asked) == 4
