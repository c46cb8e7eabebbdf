"""A whole table is looked at before it is opened; whatever is wrong with it is counted and told."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Cancelled, NnfsError
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.files.tables.surveying.survey import MAX_TEXTS, TableSurvey
from nnfs_core.files.tables.surveying.surveying import survey_table
from nnfs_core.files.tables.surveying.telling import column_findings, table_findings


def surveyed(path: Path, text: str, **spelling: str) -> TableSurvey:
    path = path / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    guess = preview(path, TableFormat(**spelling)) if spelling else sniff(path)  # type: ignore[arg-type]
    return survey_table(guess)


def test_each_cell_is_a_number_missing_or_odd(tmp_path: Path) -> None:
    rows = "x,y\n" + "1,2\n" * 3997 + "5more,3\nNA,4\n n.a.,\n"
    survey = surveyed(tmp_path, rows)
    x, y = survey.columns
    assert (survey.n_rows, survey.is_whole) == (4000, True)
    assert (x.n_numbers, x.n_missing, x.n_blank, x.n_odd) == (3997, 1, 0, 2)
    assert (x.odd, x.first_odd_line) == (("5more", "n.a."), 3999)
    assert (y.n_numbers, y.n_missing, y.n_blank, y.n_odd) == (3999, 1, 1, 0)
    assert (y.lowest, y.highest) == (2, 4)
    assert column_findings(x, 4000, reads_numbers=True) == [
        "2 of 4,000 cells are no numbers: '5more', 'n.a.'",
        "1 of 4,000 cells is missing",
    ]


def test_texts_are_counted_by_what_they_say(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, 'x,town\n1,Lyon\n2,"Lyon"\n3,\n4,"a,b"\n5, Lyon\n6,NA\n')
    town = survey.columns[1]
    assert dict(zip(town.texts, town.counts, strict=True)) == {"Lyon": 3, "a,b": 1, "NA": 1}
    assert (town.n_blank, town.has_more) == (1, False)
    assert column_findings(town, 6, reads_numbers=False) == ["1 of 6 cells is missing"]


def test_many_texts_are_kept_up_to_a_bound(tmp_path: Path) -> None:
    names = "".join(f"{n},name {n % 5000}\n" for n in range(10_000))
    column = surveyed(tmp_path, "x,name\n" + names).columns[1]
    assert (column.n_texts, column.has_more, column.n_odd) == (MAX_TEXTS, True, 10_000)
    assert (column.texts[:2], column.counts[:2]) == (("name 0", "name 1"), (2, 2))


def test_rows_of_another_length_are_counted_with_their_lines(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, "a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n1\n")
    assert (survey.n_rows, survey.n_short_rows, survey.first_short_line) == (4, 2, 3)
    assert (survey.n_long_rows, survey.first_long_line) == (1, 5)
    assert [column.n_missing for column in survey.columns] == [0, 1, 2]
    assert table_findings(survey) == [
        "2 rows have fewer cells than the table has columns, the first on line 3; the rest is "
        "missing.",
        "1 row has more cells than the table has columns, the first on line 5.",
    ]


def test_delimiters_at_the_ends_of_lines_make_no_rows_longer(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, "a,b\n" + "1,2,\n" * 40_000 + "5,6, ,x\n7\n", delimiter=",")
    assert (survey.n_rows, survey.n_short_rows) == (40_002, 1)
    assert (survey.n_long_rows, survey.first_long_line) == (1, 40_002)
    assert [column.n_numbers for column in survey.columns] == [40_002, 40_001]


@pytest.mark.parametrize("line", ['3,"a"b', '3,"open'])
def test_wrong_quotes_are_letters_and_told(tmp_path: Path, line: str) -> None:
    survey = surveyed(tmp_path, f"x,y\n1,a\n2,b\n{line}\n4,c\n", delimiter=",")
    assert (survey.n_rows, survey.n_quotes, survey.first_quote_line) == (4, 1, 4)
    assert survey.columns[0].n_numbers == 4
    assert "first on line 4" in table_findings(survey)[0]


def test_quotes_left_open_on_every_line_take_no_longer_than_a_few(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, "x,y\n" + '1,"open\n' * 50_000, delimiter=",")
    assert survey.n_rows == 50_000
    assert survey.columns[0].n_numbers == 50_000


def test_infinite_and_rounded_numbers_are_told(tmp_path: Path) -> None:
    cells = ["inf", "-∞", "9007199254740993", "9007199254740992", "1e300", "1e999", "3"]
    column = surveyed(tmp_path, "x,y\n" + "".join(f"{cell},1\n" for cell in cells)).columns[0]
    assert (column.n_infinite, column.n_rounded, column.n_numbers) == (2, 1, 6)
    assert column.odd == ("1e999",)
    assert (column.lowest, column.highest) == (3, 1e300)
    assert column_findings(column, 7, reads_numbers=True)[1:] == [
        "2 of 7 cells are infinite",
        "1 whole number above 2^53 is rounded",
    ]


def test_a_column_without_numbers_has_no_extremes(tmp_path: Path) -> None:
    column = surveyed(tmp_path, "x,y\na,1\nb,2\n").columns[0]
    assert (column.lowest, column.highest) == (math.inf, -math.inf)


CELLS = st.sampled_from(
    [
        *("1", "-2.5", "+1", ".5", "5.", "007", "1e3", "1e999", "inf", "nan", "NA", "", " ", "?"),
        *("5x", "1.2.3", "1-2", "a b", 'say "hi"', "12:30", "−3", "x\ny", "é"),
        "123456789012345678",
    ]
)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n))))
def test_counts_are_those_of_pythons_own_reader(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    width = len(rows[0]) if rows else 1
    table = [[f"c{n}" for n in range(width)], ["1"] * width, *rows]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    survey = surveyed(tmp_path_factory.mktemp("table"), text.getvalue(), delimiter=",")
    body = [row for row in table[1:] if row != [" "]]  # an empty cell alone is put in quotes
    assert survey.n_rows == len(body)
    for column, cells in zip(survey.columns, zip(*body, strict=True), strict=True):
        assert column.n_missing == sum(map(is_missing, cells))
        assert column.n_blank == sum(not cell.strip() for cell in cells)
        numbers = [cell for cell in cells if _is_number(cell) and not is_missing(cell)]
        assert column.n_numbers == len(numbers)
        assert column.n_odd == len(cells) - len(numbers) - column.n_missing
        assert column.n_rounded == cells.count("123456789012345678")


def _is_number(cell: str) -> bool:
    try:
        return "e999" not in cell and not math.isnan(float(cell.replace("−", "-")))
    except ValueError:
        return False


def test_what_is_known_so_far_is_told_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("x,y\n" + "1,a\n" * 100_000)
    told: list[TableSurvey] = []
    fractions: list[float] = []
    survey = survey_table(sniff(path), told=told.append, progress=fractions.append)
    assert survey.n_rows == 100_000
    assert (fractions, fractions[-1]) == (sorted(fractions), 1)
    assert all(not early.is_whole and early.n_rows <= 100_000 for early in told)


def test_a_look_at_the_whole_stops_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("x,y\n" + "1,a\n" * 20_000)
    with pytest.raises(Cancelled):
        survey_table(sniff(path), cancelled=lambda: True)


def test_a_file_that_has_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("x,y\n1,2\n")
    guess = sniff(path)
    path.write_text("x,y\n1,2\n3,4\n")
    with pytest.raises(NnfsError, match="has changed"):
        survey_table(guess)


def test_different_whole_numbers_are_counted_as_texts_are(tmp_path: Path) -> None:
    rows = "".join(f"{n % 3},{n % 7 - 3},{n},{n}.5,{n * 100_000}\n" for n in range(3000))
    survey = surveyed(tmp_path, "a,b,c,d,e\n" + rows)
    a, b, *others = survey.columns
    assert (a.texts, a.counts, a.has_more) == (("0", "1", "2"), (1000, 1000, 1000), False)
    assert b.texts == ("-3", "-2", "-1", "0", "1", "2", "3")
    assert all((column.texts, column.has_more) == ((), True) for column in others)


def test_odd_cells_among_whole_numbers_are_texts_too(tmp_path: Path) -> None:
    column = surveyed(tmp_path, "a,b\n1,1\n2,1\n2,1\nfew,1\nNA,1\n").columns[0]
    assert dict(zip(column.texts, column.counts, strict=True)) == {"1": 1, "2": 2, "few": 1}


def test_spellings_that_are_no_numbers_only_at_a_second_look_are_odd(tmp_path: Path) -> None:
    rows = "".join(f"{n},{n}\n" for n in range(30_000)) + "1.2.3,4-5\n" * 30_000
    for column in surveyed(tmp_path, "a,b\n" + rows).columns:
        assert (column.n_numbers, column.n_odd, column.first_odd_line) == (30_000, 30_000, 30_002)


def test_numbers_with_units_and_marks_between_thousands_are_numbers(tmp_path: Path) -> None:
    text = "share;sum\n" + "5 %;1.234,5\n7 %;1.000\n" * 5 + "8;1.00.0\n"
    survey = surveyed(tmp_path, text, delimiter=";", decimal=",", thousands=".")
    share, total = survey.columns
    assert (share.n_numbers, share.lowest, share.highest) == (10, 5, 7)
    assert (share.n_odd, share.odd, share.first_odd_line) == (1, ("8",), 12)
    assert (total.n_numbers, total.lowest, total.highest) == (10, 1000, 1234.5)
    assert (total.n_odd, total.odd) == (1, ("1.00.0",))


def test_dates_stand_for_numbers_in_a_column_of_dates(tmp_path: Path) -> None:
    text = "day,x\n" + "2024-03-01,1\n2024-03-02,2\n" * 5 + "soon,3\n,4\n2024-13-01,5\n"
    day = surveyed(tmp_path, text).columns[0]
    assert (day.n_numbers, day.n_missing, day.n_odd) == (10, 1, 2)
    assert day.odd == ("soon", "2024-13-01")
    assert day.n_texts == 4
    assert column_findings(day, 13, reads_numbers=True, what="date")[0] == (
        "2 of 13 cells are no dates: 'soon', '2024-13-01'"
    )


def test_tables_that_are_no_text_are_surveyed_alike(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(
        '[{"x": 1.5, "id": 9007199254740993, "kind": "a", "ok": true}, {"x": null, "id": 2},'
        '{"x": "few", "id": 3, "kind": "b", "ok": false}, {"x": 2, "id": 3, "kind": "a"}]'
    )
    guess = sniff(path)
    survey = survey_table(guess)
    x, number, kind, ok = survey.columns
    assert (survey.n_rows, survey.row_word) == (4, "row")
    assert (x.n_numbers, x.n_missing, x.n_odd, x.odd) == (2, 1, 1, ("few",))
    assert (number.n_numbers, number.n_rounded) == (4, 1)
    assert (kind.texts, kind.counts, kind.n_blank) == (("a", "b"), (2, 1), 1)
    assert ok.n_texts == 2


def test_bytes_that_no_table_of_text_has_are_told(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("x,y\n" + "1,2\n" * 100_000 + "\0")
    with pytest.raises(NnfsError, match="NUL bytes after line"):
        survey_table(sniff(path))
