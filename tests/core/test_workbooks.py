"""Sheets of workbooks are read as tables of text are; a bad one ends nothing but its reading."""

from __future__ import annotations

import gzip
import io
import math
import re
import shutil
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from nnfs_core import Batch, Cancelled, Dense, Network, NnfsError, Project, read_data
from nnfs_core.code.workbook import save_workbook
from nnfs_core.files.tables.cell_table import SheetSize
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.surveying.surveying import survey_table
from nnfs_core.files.tables.workbooks.workbook import Workbook
from nnfs_core.formats import TABLES, WORKBOOKS, recognised
from tests.core.tables import read_table
from tests.workbook_files import DATA, write_sheets, write_workbook

FLOWERS = [
    ["length", "width", "species"],
    [5.1, 3.5, "setosa"],
    [7, None, "versicolor"],
    [6.3, 3.3, "setosa"],
]


def refusal(path: Path) -> str:
    with pytest.raises(NnfsError) as refused:
        read_data(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_sheet_is_read_as_the_same_table_of_text(tmp_path: Path) -> None:
    text = tmp_path / "flowers.csv"
    text.write_text("length,width,species\n5.1,3.5,setosa\n7,,versicolor\n6.3,3.3,setosa\n")
    batch, expected = read_data(write_workbook(tmp_path / "f.xlsx", FLOWERS)), read_data(text)
    assert batch.columns == expected.columns
    assert batch.class_names == expected.class_names
    assert batch.targets.tolist() == expected.targets.tolist()
    assert np.array_equal(batch.inputs, expected.inputs, equal_nan=True)


@pytest.mark.parametrize("name", ["flowers.xls", "flowers.ods"])
def test_older_and_other_workbooks_are_read_alike(name: str) -> None:
    guess = sniff(DATA / name)
    assert [column.name for column in guess.columns] == [
        "length", "width", "share", "day", "hour", "watered", "species",
    ]  # fmt: skip
    assert guess.rows[2][:5] == ("6.3", "", "0.3", "2024-05-03", "0.75")
    assert guess.format.sheet == "Flowers"
    batch = read_table(DATA / name, features=[0, 1, 2, 4], target=6).batch
    assert batch.inputs.tolist()[0] == [5.1, 3.5, 0.1, 0.25]
    assert math.isnan(batch.inputs[2, 1])
    assert batch.class_names == ("setosa", "versicolor", "virginica")


def test_the_table_may_begin_anywhere_in_the_sheet_and_rows_are_called_as_there(
    tmp_path: Path,
) -> None:
    rows = [["a", "b"], [1, 2], [3, "oops"], *([n, n] for n in range(5))]
    path = write_workbook(tmp_path / "far.xlsx", rows, corner=(4, 2))
    guess = sniff(path)
    assert [column.name for column in guess.columns] == ["a", "b"]
    assert guess.n_rows == 7
    with pytest.raises(NnfsError, match=r"^Row 7, column 'b': 'oops' is not a number"):
        read_table(path)


def test_rows_without_anything_are_left_out_as_blank_lines_are(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "gaps.xlsx", [["a", "b"], [1, 2], [], [3, 4], [], []])
    guess = sniff(path)
    assert (guess.n_rows, guess.is_exact) == (2, True)
    assert read_table(path).batch.inputs.tolist() == [[1, 2], [3, 4]]


def test_the_first_sheet_in_sight_with_a_table_is_taken_and_any_can_be_chosen(
    tmp_path: Path,
) -> None:
    table = [["a", "b"], [1, 2], [3, 4]]
    sheets = {"Old": [["x", "y"], [8, 9]], "Cover": [["A title"]], "Empty": [], "Data": table}
    path = write_sheets(tmp_path / "some.xlsx", sheets, hidden=["Old"])
    guess = sniff(path)
    assert guess.format.sheet == "Data"
    assert guess.cells is not None
    assert guess.cells.sheets == (
        SheetSize("Cover", 1, 1),
        SheetSize("Empty", 0, 0),
        SheetSize("Data", 3, 2),
        SheetSize("Old", 2, 2),
    )
    other = sniff(path, sheet="Old")
    assert [column.name for column in other.columns] == ["x", "y"]
    assert read_table(path, other.format).batch.inputs.tolist() == [[8, 9]]
    with pytest.raises(NnfsError, match="no cell with anything in it"):
        sniff(path, sheet="Empty")


def test_what_is_merged_down_stands_in_each_row(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["group", "a"])
        sheet.merge_range(1, 0, 3, 0, "first")
        sheet.write_column(1, 1, [1, 2, 3])
        sheet.write_row(4, 0, ["second", 4])
    batch = read_table(path, target=0).batch
    assert batch.class_names == ("first", "second")
    assert batch.targets.tolist() == [0, 0, 0, 1]


def test_errors_and_empty_cells_are_missing_and_dates_days(tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["number", "day", "yes"])
        for row in range(1, 5):
            sheet.write_number(row, 0, row / 4)
            sheet.write_datetime(row, 1, date(2024, 2, row))
            sheet.write_boolean(row, 2, row % 2 == 0)
        sheet.write_formula(5, 0, "=NA()", None, "#N/A")
        sheet.write_formula(6, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(7, 0, "=A2+1", None, 1.25)
        sheet.write_column(5, 2, ["no", "no", "no"])
    guess = sniff(path)
    assert [column.kind for column in guess.columns] == ["number", "date", "text"]
    batch = read_table(path, features=[0]).batch
    assert batch.inputs[:4, 0].tolist() == [0.25, 0.5, 0.75, 1]
    assert np.isnan(batch.inputs[4:6, 0]).all()
    assert batch.inputs[6, 0] == 1.25
    survey = survey_table(guess)
    assert (survey.columns[0].n_numbers, survey.columns[0].n_missing) == (5, 2)
    assert survey.columns[2].texts == ("False", "True", "no")


def test_numbers_that_are_kept_as_text_are_numbers_with_either_mark(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "texts.xlsx", [["a", "b"], ["1.5", 2.5], ["3", 4]])
    assert read_table(path).batch.inputs.tolist() == [[1.5, 2.5], [3, 4]]


def test_a_workbook_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "table.csv", FLOWERS)
    assert recognised(path) is TABLES
    assert read_data(path).class_names == ("setosa", "versicolor")
    shutil.copy(path, tmp_path / "old.xls")
    assert recognised(tmp_path / "old.xls") is WORKBOOKS
    assert read_data(tmp_path / "old.xls").n_samples == 3
    (tmp_path / "text.xlsx").write_text("a,b\n1,2\n")
    assert read_data(tmp_path / "text.xlsx").inputs.tolist() == [[1, 2]]


def test_a_workbook_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    shutil.copy(DATA / "locked_workbook.bin", tmp_path / "locked.xlsx")
    assert refusal(tmp_path / "locked.xlsx") == (
        "locked.xlsx is protected by a password; open it in a spreadsheet, save it without one, "
        "and open that."
    )


bounded = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")


@pytest.mark.parametrize("name", ["some.xlsx", "flowers.xls", "flowers.ods"])
def test_a_workbook_that_was_cut_off_or_written_over_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "some.xlsx":
        write_workbook(path, FLOWERS)
    else:
        shutil.copy(DATA / name, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(path)
    path.write_bytes(whole[:600] + bytes(len(whole) - 600))
    assert "damaged" in refusal(path)


def test_a_workbook_that_ends_the_process_which_reads_it_is_said_to_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "some.xlsx", FLOWERS)
    ending = tmp_path / "ending.py"
    ending.write_text("import os; os.abort()")
    monkeypatch.setattr("nnfs_core.files.tables.workbooks.process.SERVER", ending)
    assert refusal(path).startswith("some.xlsx is damaged, ")


@bounded
def test_a_sheet_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "wide.xlsx", [["a"], *([] for _ in range(4000)), [None] * 999 + [1]]
    )
    with pytest.raises(NnfsError, match=r"^wide\.xlsx needs .* memory"):
        Workbook(path, "", limit=16 * 2**20).open(lambda: False)


def test_another_document_is_no_workbook(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "x")
    path = tmp_path / "letter.docx"
    path.write_bytes(file.getvalue())
    assert refusal(path).startswith("letter.docx is an Office document, but no workbook; ")


def test_looking_at_a_workbook_and_reading_it_can_be_stopped(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "f.xlsx", FLOWERS)
    with pytest.raises(Cancelled):
        sniff(path, lambda: True)
    guess = sniff(path)
    with pytest.raises(Cancelled):
        survey_table(guess, cancelled=lambda: True)
    assert survey_table(guess).n_rows == 3  # what was stopped does not hinder the next


def test_a_workbook_is_read_again_where_its_process_was_ended(tmp_path: Path) -> None:
    guess = sniff(write_workbook(tmp_path / "f.xlsx", FLOWERS))
    assert guess.cells is not None
    rows = Workbook(tmp_path / "f.xlsx", "")
    rows.open(lambda: False)
    rows.end()
    assert rows.rows(1, 1, [0], lambda: False).said["numbers"] == [2]


def test_a_title_and_units_stand_above_the_table_of_a_sheet(tmp_path: Path) -> None:
    rows = [
        ["Growth of plants, 2024"],
        ["measured by hand", None, None],
        [],
        ["plant", "height", "mass"],
        [None, "(cm)", "(g)"],
        *([f"p{n}", n * 1.5, n * 2] for n in range(1, 20)),
        ["p20", None, 40],
    ]
    guess = sniff(write_workbook(tmp_path / "plants.xlsx", rows, corner=(1, 1)))
    assert (guess.format.skipped_lines, guess.format.header_rows) == (4, 2)  # as the sheet has them
    assert [column.name for column in guess.columns] == ["plant", "height (cm)", "mass (g)"]
    assert guess.n_rows == 20
    batch = read_table(guess.path, features=[1, 2]).batch
    assert batch.inputs[0].tolist() == [1.5, 2]
    assert np.array_equal(batch.inputs[19], [np.nan, 40], equal_nan=True)
    assert survey_table(guess).n_rows == 20
    later = preview(guess.path, replace(guess.format, skipped_lines=9, header_rows=0))
    assert later.rows[0] == ("p4", "6", "8")
    with pytest.raises(NnfsError, match="has no row below row 90; let the table start further up"):
        preview(guess.path, replace(guess.format, skipped_lines=90))


def test_points_before_three_digits_in_texts_are_asked_about(tmp_path: Path) -> None:
    guess = sniff(write_workbook(tmp_path / "t.xlsx", [["a", "b"], ["42.726", 1], ["11.373", 2]]))
    assert guess.warning.startswith("Is the point in 11.373 the decimal mark")
    assert [each.format.thousands for each in guess.alternatives] == ["."]


def test_decimal_commas_in_texts_are_known(tmp_path: Path) -> None:
    rows = [["a", "b"], ["1,5", 2.5], ["2,25", 1000.5], ["1.000,5", 3]]
    guess = sniff(write_workbook(tmp_path / "commas.xlsx", rows))
    assert guess.rows[1] == ("2,25", "1000,5")
    assert read_table(guess.path).batch.inputs.tolist() == [[1.5, 2.5], [2.25, 1000.5], [1000.5, 3]]


def test_one_column_is_no_reason_to_warn_of_its_delimiter(tmp_path: Path) -> None:
    rows = [["who"], ["a, b"], ["c, d"], ["a, b"]]
    assert sniff(write_workbook(tmp_path / "one.xlsx", rows)).warning == ""


def test_the_batch_in_a_workbook_that_was_saved_here_comes_back(tmp_path: Path) -> None:
    inputs = np.random.default_rng(0).standard_normal((30, 2))
    inputs[3, 1] = np.nan  # which is #N/A there
    batch = Batch(inputs, np.arange(30) % 2, ["a", "b"], class_names=["no", "yes"])
    save_workbook(Project(Network([Dense.random(2, 2)]), batch), tmp_path / "own.xlsx")
    again = read_data(tmp_path / "own.xlsx")
    assert again.columns == batch.columns
    assert again.class_names == batch.class_names
    assert again.targets.tolist() == batch.targets.tolist()
    assert np.array_equal(again.inputs, inputs, equal_nan=True)


@pytest.mark.parametrize("name", ["flowers.xls.gz", "flowers.parquet.gz"])
def test_a_workbook_or_a_table_of_columns_that_is_packed_is_to_be_unpacked(
    tmp_path: Path, name: str
) -> None:
    whole = (DATA / "flowers.xls").read_bytes() if ".xls" in name else b"PAR1\0\0\0\0PAR1"
    (tmp_path / name).write_bytes(gzip.compress(whole))
    assert re.fullmatch(
        rf"{re.escape(name)} holds a .* unpack it and open that\.", refusal(tmp_path / name)
    )


def test_a_workbook_without_a_cell_is_said_to_have_none(tmp_path: Path) -> None:
    unknown = pytest.warns(UserWarning, match="Unknown worksheet")  # there is a chart alone
    with unknown, xlsxwriter.Workbook(tmp_path / "chart.xlsx") as book:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
        book.add_chartsheet().set_chart(chart)
    for path in (tmp_path / "chart.xlsx", write_workbook(tmp_path / "empty.xlsx", [])):
        assert refusal(path) == f"{path.name} has no cell with anything in it."


def test_a_workbook_of_many_sheets_tells_the_sizes_of_small_ones(tmp_path: Path) -> None:
    sheets = {f"s{n}": [["a", "b"], [n, n]] for n in range(40)}
    guess = sniff(write_sheets(tmp_path / "many.xlsx", sheets), sheet="s7")
    assert guess.cells is not None
    assert {(each.n_rows, each.n_columns) for each in guess.cells.sheets} == {(2, 2)}
    assert guess.rows == (("7", "7"),)


def test_the_columns_of_a_wide_sheet_are_read_without_its_other_columns(tmp_path: Path) -> None:
    rows = [[f"x{n}" for n in range(3000)], *([n + row for n in range(3000)] for row in range(4))]
    batch = read_table(write_workbook(tmp_path / "wide.xlsx", rows), features=[2999, 5]).batch
    assert batch.inputs.tolist() == [[5 + row, 2999 + row] for row in range(4)]


def test_texts_with_leading_zeros_are_texts(tmp_path: Path) -> None:
    rows = [["x", "code", "kind"], *([n + 0.5, ("07", "7")[n % 2], "ab"[n % 2]] for n in range(4))]
    batch = read_data(write_workbook(tmp_path / "some.xlsx", rows))
    assert batch.columns == ("x", "code = 07", "code = 7")
