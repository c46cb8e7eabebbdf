"""Opening a table of data as people do: a look, a few choices, Enter, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane
from tests.gui.table_importing import TableImporting
from tests.gui.widgets import is_seen

FLOWERS = "length;width;species\n5,1;3,5;setosa\n7,0;3,2;versicolor\n6,3;3,3;setosa\n"


@pytest.fixture
def importing(qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path) -> TableImporting:
    project = Project(Network([Dense.random(4, 3)]), Batch(np.zeros((3, 4))))
    return TableImporting(qtbot, studio(project), tmp_path)


def test_one_enter_opens_a_table_as_it_was_guessed(importing: TableImporting) -> None:
    importing.studio.selection.select(Place(0))
    importing.open(FLOWERS)
    assert importing.names() == ["length", "width", "species"]
    assert importing.cells()[0] == ["5,1", "3,5", "setosa"]
    assert importing.widget(QComboBox, "import_target").currentText() == "species"
    accept = importing.widget(QPushButton, "import_accept")
    assert accept.text() == "Open 3 samples"
    assert accept.isDefault()
    importing.qtbot.keyClick(importing.dialog, Qt.Key.Key_Return)
    assert importing.dialog is None
    assert importing.batch.inputs.tolist() == [[5.1, 3.5], [7, 3.2], [6.3, 3.3]]
    assert importing.batch.columns == ("length", "width")
    assert importing.batch.targets.tolist() == [0, 1, 0]
    assert importing.batch.class_names == ("setosa", "versicolor")
    assert importing.studio.selection.place.layer == INPUT
    assert importing.studio.document.undo_text == "Open flowers.csv"
    assert importing.notices[-1].text == "Opened 3 samples from flowers.csv."


def test_the_button_that_opens_has_the_focus(importing: TableImporting) -> None:
    importing.open(FLOWERS)
    accept = importing.widget(QPushButton, "import_accept")
    assert importing.dialog.focusWidget() is accept
    importing.choose("import_delimiter", "Comma")
    importing.choose("import_delimiter", "Semicolon")
    assert accept.isDefault()


def test_opening_is_one_step_and_cancel_changes_nothing(importing: TableImporting) -> None:
    before = importing.studio.project
    importing.open(FLOWERS)
    importing.qtbot.keyClick(importing.dialog, Qt.Key.Key_Escape)
    assert importing.dialog is None
    assert importing.studio.project is before
    importing.open(FLOWERS)
    importing.accept()
    assert importing.studio.project is not before
    importing.studio.document.undo()
    assert importing.studio.project is before


@pytest.mark.parametrize("own_words", [False, True])
def test_an_examples_notes_go_with_its_data_and_those_of_the_user_stay(
    qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path, own_words: bool
) -> None:
    project = example_named("Iris").build()
    if own_words:
        project = edits.describe(project, project.title, "My own notes.")
    importing = TableImporting(qtbot, studio(project), tmp_path)
    importing.open(FLOWERS)
    importing.accept()
    after = importing.studio.project
    assert (after.title, after.notes) == (("Iris", "My own notes.") if own_words else ("", ""))
    importing.studio.document.undo()
    assert importing.studio.project is project


def test_another_delimiter_changes_the_preview_at_once(importing: TableImporting) -> None:
    importing.open("a;b\n1;2\n3;4\n")
    importing.choose("import_delimiter", "Comma")
    assert importing.names() == ["a;b"]
    assert importing.text("import_warning").startswith("Everything is in one column")
    assert is_seen(importing.dialog, "import_warning")
    importing.choose("import_delimiter", "Semicolon")
    assert importing.cells() == [["1", "2"], ["3", "4"]]
    assert not is_seen(importing.dialog, "import_warning")


def test_without_quotes_a_decimal_comma_takes_the_comma_from_the_delimiter(
    importing: TableImporting,
) -> None:
    importing.open("a,b\n1,2\n3,4\n")
    importing.choose("import_quote", "None")
    importing.choose("import_decimal", "Comma")
    assert importing.widget(QComboBox, "import_delimiter").currentText().startswith("Semicolon")
    importing.choose("import_delimiter", "Comma")
    assert importing.widget(QComboBox, "import_decimal").currentText().startswith("Point")
    assert importing.names() == ["a", "b"]


def test_a_first_row_of_numbers_can_be_data_or_names(importing: TableImporting) -> None:
    importing.open("1,2\n3,4\n5,6\n")
    header = importing.widget(QComboBox, "import_header_rows")
    assert header.currentText() == "None in the file"
    assert importing.widget(QPushButton, "import_accept").text() == "Open 3 samples"
    importing.choose("import_header_rows", "In the first row")
    assert importing.names() == ["1", "2"]
    assert importing.widget(QPushButton, "import_accept").text() == "Open 2 samples"


def test_any_column_or_none_can_be_the_target(importing: TableImporting) -> None:
    importing.open("a,b,c\n1,2,0\n3,4,1\n")
    assert importing.widget(QComboBox, "import_target").currentText() == "None"
    assert not is_seen(importing.dialog, "import_target_kind")
    importing.choose("import_target", "b")
    importing.choose("import_target_kind", "values")
    importing.accept()
    assert importing.batch.columns == ("a", "c")
    assert importing.batch.target_name == "b"
    assert importing.batch.targets.tolist() == [2.0, 4.0]
    assert not importing.batch.has_classes


def test_a_column_that_is_left_out_is_not_read(importing: TableImporting) -> None:
    importing.open("z,a,b\n1,10,20\n2,30,40\n")
    importing.change("z", "Role", "Left out")
    assert importing.said("z", "Role") == "left out"
    assert "Opens as 2 features" in importing.text("import_summary")
    importing.accept()
    assert importing.batch.columns == ("a", "b")


def test_without_any_feature_there_is_nothing_to_open(importing: TableImporting) -> None:
    importing.open("a,b\n1,10\n2,30\n")
    importing.key(Qt.Key.Key_O, "a")
    assert importing.why_not() == ""
    importing.key(Qt.Key.Key_O, "b")
    assert importing.why_not() == "No column is a feature. Make at least one a feature."
    importing.key(Qt.Key.Key_F, "b")
    assert importing.why_not() == ""


def test_a_header_alone_is_told_and_cannot_be_opened(importing: TableImporting) -> None:
    importing.open("a,b\n")
    assert importing.text("import_warning") == "There is a header but no row below it."
    assert importing.why_not() == "There is no row of data."


def test_a_column_of_numbers_can_be_read_as_text(importing: TableImporting) -> None:
    importing.open("code,a\n7,1\n9,2\n7,3\n")
    importing.change("code", "Read as", "One number")
    importing.accept()
    assert importing.batch.inputs[:, 0].tolist() == [0, 1, 0]
    assert "The text of code became numbers: 7 = 0, 9 = 1." in importing.notices[-1].text


def test_of_many_texts_the_first_are_told_and_how_many_more_there_are(
    importing: TableImporting,
) -> None:
    importing.open("name,a\nAnna,1\nBert,2\nDora,3\nEmil,4\nAda,5\nAnna,6\n")
    importing.accept()
    assert importing.notices[-1].text.endswith(
        "The text of name became 5 columns of 0 and 1: Anna, Bert, Dora and 2 more."
    )


@pytest.mark.parametrize(
    ("choice", "expected", "told"),
    [
        ("Keep", [1, np.nan, 5], "1 missing value (a) kept as NaN."),
        ("The column's mean", [1, 3, 5], "1 missing value (a) filled with the mean"),
        ("0", [1, 0, 5], "1 missing value (a) filled with 0."),
        ("Leave", [1, 5], "1 row with missing values left out."),
    ],
)
def test_missing_values_are_treated_as_chosen(
    importing: TableImporting, choice: str, expected: list[float], told: str
) -> None:
    importing.open("a,b\n1,2\n,4\n5,6\n")
    assert is_seen(importing.dialog, "import_missing")
    importing.choose("import_missing", choice)
    importing.accept()
    assert np.array_equal(importing.batch.inputs[:, 0], expected, equal_nan=True)
    assert told in importing.notices[-1].text


def test_without_missing_values_nobody_is_asked_about_them(importing: TableImporting) -> None:
    importing.open(FLOWERS)
    assert not is_seen(importing.dialog, "import_missing")


def test_values_kept_missing_can_be_filled_in_afterwards_by_what_training_samples_tell(
    importing: TableImporting, qtbot: QtBot
) -> None:
    importing.open("a,b\n1,2\n,4\n5,6\n")
    importing.accept()
    notice = importing.notices[-1]
    assert (notice.level, notice.button) == ("warning", "Fill what is missing…")
    with qtbot.waitSignal(importing.data_import.filling_wanted):
        notice.action()


def test_a_number_too_large_to_hold_is_opened_as_missing(importing: TableImporting) -> None:
    importing.open("a,b\n1,1\n2,1\n1e999,1\n")
    assert "1 taken as missing: 1e999" in importing.said("a", "Neither")
    assert importing.cells()[2] == ["⚠ 1e999", "1"]
    importing.accept()
    assert np.isnan(importing.batch.inputs[2, 0])


def test_a_bad_cell_is_told_with_its_line_and_the_choices_come_back(
    qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path
) -> None:
    before = Project(Network(), Batch(np.zeros((1, 1))), "float32")
    importing = TableImporting(qtbot, studio(before), tmp_path)
    rows = "".join(f"{number},1\n" for number in range(60))
    importing.open(f"a,b\n{rows}1e99,1\n")
    importing.key(Qt.Key.Key_O, "b")
    importing.accept()
    assert importing.studio.project is before
    notice = importing.notices[-1]
    assert notice.level == "error"
    assert notice.text.startswith("Line 62, column 'a': '1e99' is too large for float32")
    notice.action()
    assert importing.said("b", "Role") == "left out"


def test_a_cell_that_is_no_number_is_red_in_the_preview(importing: TableImporting) -> None:
    rows = "".join(f"{number},1\n" for number in range(30))
    importing.open(f"a,b\noops,1\n{rows}")
    cell = importing.preview().model().index(0, 0)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "This cannot be read as a number."
    assert cell.data().startswith("⚠ ")


def test_a_file_that_vanishes_before_it_is_read_changes_nothing(importing: TableImporting) -> None:
    before = importing.studio.project
    path = importing.open(FLOWERS)
    path.unlink()
    importing.accept()
    assert importing.studio.project is before
    assert "is not there" in importing.notices[-1].text


def test_a_file_that_changes_before_it_is_read_changes_nothing(importing: TableImporting) -> None:
    before = importing.studio.project
    path = importing.open(FLOWERS)
    path.write_text(FLOWERS + "1;2;setosa\n", encoding="utf-8")
    importing.accept()
    assert importing.studio.project is before
    assert "has changed since you looked" in importing.notices[-1].text


def test_a_file_that_vanishes_while_choosing_is_told_in_the_dialog(
    importing: TableImporting,
) -> None:
    path = importing.open(FLOWERS)
    path.unlink()
    importing.choose("import_delimiter", "Comma")
    assert "is not there" in importing.why_not()


@pytest.mark.parametrize(("text", "reason"), [("", "is empty"), ("a\0b", "NUL bytes")])
def test_a_file_that_is_no_table_is_told_without_a_dialog(
    importing: TableImporting, text: str, reason: str
) -> None:
    importing.open(text)
    assert importing.dialog is None
    assert reason in importing.failures[-1]


def test_a_very_wide_table_is_shown_and_taken_whole(importing: TableImporting) -> None:
    importing.open("\n".join(",".join(str(row) for _ in range(3000)) for row in range(3)))
    assert len(importing.names()) == 3000
    assert importing.columns.model().rowCount() == 3000
    assert importing.widget(QComboBox, "import_target").count() == 3001
    importing.accept()
    assert importing.batch.inputs.shape == (3, 3000)


def test_the_batch_has_the_projects_precision(
    qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path
) -> None:
    made = studio(Project(Network(), Batch(np.zeros((1, 1))), "float32"))
    importing = TableImporting(qtbot, made, tmp_path)
    importing.open("a,b\n0.1,2\n0.3,4\n")
    importing.accept()
    assert importing.batch.inputs.dtype == np.float32


def test_a_second_table_takes_the_place_of_the_first_dialog(importing: TableImporting) -> None:
    importing.open(FLOWERS)
    first = importing.dialog
    importing.open("a,b\n1,2\n", "other.csv")
    assert importing.dialog is not first
    assert not first.isVisible()
    assert importing.dialog.windowTitle() == "Open other.csv"


def test_reading_can_be_cancelled_and_then_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    made = Studio.create(Project(Network(), Batch(np.zeros((1, 1)))))
    try:
        before = made.project
        importing = TableImporting(qtbot, made, tmp_path)
        with qtbot.waitSignal(made.tasks.ended, timeout=5000):
            importing.open("a,b\n" + "1.25,2.5\n" * 3_000_000)
        made.tasks.progressed.connect(lambda fraction: made.tasks.cancel())
        with qtbot.waitSignal(made.tasks.ended, timeout=10_000):
            importing.accept()
        assert importing.dialog is None
        assert made.project is before
        assert importing.notices == []
    finally:
        made.close()


def test_a_table_that_is_opened_while_other_work_is_under_way_waits_for_its_user(
    qtbot: QtBot, tmp_path: Path
) -> None:
    made = Studio.create(Project(Network(), Batch(np.zeros((1, 1)))))
    go_on = Event()
    try:
        importing = TableImporting(qtbot, made, tmp_path)
        with qtbot.waitSignal(made.tasks.ended, timeout=5000):
            importing.open(FLOWERS)
        made.tasks.run(
            "Saving",
            lambda progress, cancelled: go_on.wait(5),
            lambda result: None,
            lane=Lane.OPENING,
        )
        importing.accept()
        assert importing.dialog is not None
        assert importing.notices[-1].text.startswith("Wait until the work under way is done")
        with qtbot.waitSignal(made.tasks.ended, timeout=5000):
            go_on.set()
        with qtbot.waitSignal(made.tasks.ended, timeout=5000):
            importing.accept()
        assert importing.batch.n_samples == 3
    finally:
        go_on.set()
        made.close()
