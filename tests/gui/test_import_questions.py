"""What a table leaves open is asked in the dialog that opens it, in plain words with buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project
from nnfs_gui.studio.studio import Studio
from tests.gui.table_importing import TableImporting
from tests.gui.widgets import child, click, is_seen, press, text_of

ALIKE = "a,species\n" + "1,Setosa\n2,virginica\n" * 5 + "3,setosa\n4,virginica.\n"


@pytest.fixture
def importing(qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path) -> TableImporting:
    project = Project(Network([Dense.random(4, 3)]), Batch(np.zeros((3, 4))))
    return TableImporting(qtbot, studio(project), tmp_path)


def test_classes_spelled_nearly_alike_are_merged_by_one_press(importing: TableImporting) -> None:
    importing.open(ALIKE)
    assert text_of(importing.dialog, "import_question_0") == (
        "species: setosa and Setosa, virginica. and virginica may be the same class."
    )
    press(importing.qtbot, importing.dialog, "import_merge_1")
    assert text_of(importing.dialog, "import_question_0").endswith("are read as one class.")
    importing.accept()
    assert importing.batch.class_names == ("Setosa", "virginica")
    assert importing.batch.targets.ravel().tolist() == [0, 1] * 6


def test_merged_classes_can_be_kept_apart_again(importing: TableImporting) -> None:
    importing.open(ALIKE)
    press(importing.qtbot, importing.dialog, "import_merge_1")
    press(importing.qtbot, importing.dialog, "import_part_1")
    importing.accept()
    assert importing.batch.class_names == ("Setosa", "virginica", "setosa", "virginica.")


def test_a_table_that_leaves_nothing_open_asks_nothing(importing: TableImporting) -> None:
    importing.open("a,species\n1,Setosa\n2,virginica\n")
    assert not is_seen(importing.dialog, "import_question_0")


def test_another_sheet_of_a_workbook_is_a_choice(importing: TableImporting) -> None:
    path = importing.folder / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, columns in (("flowers", ["length", "species"]), ("towns", ["people", "age"])):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, columns)
            for row in range(1, 4):
                sheet.write_row(row, 0, [row, "setosa" if name == "flowers" else row])
    importing.data_import.open(path)
    assert importing.names() == ["length", "species"]
    importing.choose("import_sheet", "towns")
    assert importing.names() == ["people", "age"]
    assert importing.widget(QComboBox, "import_target").currentText() == "None"
    assert not is_seen(importing.dialog, "import_delimiter")
    importing.accept()
    assert importing.batch.columns == ("people", "age")


def test_a_comma_that_can_mean_two_things_is_asked_about(importing: TableImporting) -> None:
    importing.open("town;people\nA;1,234\nB;12,045\nC;3,120\n")
    asked = text_of(importing.dialog, "import_question_0")
    assert asked.startswith("Is the comma in 1,234 the decimal mark, or does it part thousands?")
    other = child(importing.dialog, QPushButton, "import_alternative_0")
    before = importing.said("people", "What is in it")
    click(importing.qtbot, other)
    after = importing.said("people", "What is in it")
    assert {before, after} == {"1.234 to 12.045", "1234 to 12045"}


def test_what_is_asked_is_not_warned_of_besides(importing: TableImporting) -> None:
    importing.open(ALIKE)
    assert not is_seen(importing.dialog, "import_warning")


def test_tab_goes_from_top_to_bottom_through_what_is_asked_too(importing: TableImporting) -> None:
    importing.open(ALIKE)
    dialog = importing.dialog
    names = []
    for _ in range(9):
        names.append(dialog.focusWidget().objectName())
        importing.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert names == [
        "import_accept",
        "",  # Cancel
        "import_format",
        "import_merge_1",
        "import_target",
        "import_target_kind",
        "import_columns",
        "import_preview",
        "import_order",
    ]


def test_a_mark_and_a_unit_that_are_other_than_in_the_known_table_are_told(
    importing: TableImporting,
) -> None:
    importing.open("a;b\n1.234,5;50%\n2.345,5;60%\n", "first.csv")
    importing.accept()
    importing.open("a;b\n1.234;0\n2.345;1\n", "next.csv")
    assert text_of(importing.dialog, "import_question_0") == (
        "The point in 1.234 is a mark between thousands, as in the table that the network knows."
    )
    click(importing.qtbot, child(importing.dialog, QPushButton, "import_alternative_0"))
    importing.accept()
    assert importing.batch.inputs[:, 0].tolist() == [1.234, 2.345]
    told = "b is not in % here and was in the table that the network knows."
    assert told in importing.notices[-1].text
