"""What each column of a table is: seen before it is opened, and chosen by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project
from nnfs_gui.studio.studio import Studio
from tests.gui.table_importing import TableImporting
from tests.gui.widgets import is_seen, type_into

TOWNS = "town,age,income,species\n" + "".join(
    f"{['Lyon', 'Nice'][n % 2]},{20 + n},{1000 + n},{['setosa', 'virginica'][n % 2]}\n"
    for n in range(30)
)
ODD = "a,b\n" + "".join(f"{n},{n}\n" for n in range(40)) + "5more,1\nn.a.,2\n"


@pytest.fixture
def importing(qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path) -> TableImporting:
    project = Project(Network([Dense.random(4, 3)]), Batch(np.zeros((3, 4))))
    return TableImporting(qtbot, studio(project), tmp_path)


def row(importing: TableImporting, column: str) -> dict[str, str]:
    headers = ("Role", "Read as", "Numbers", "Missing", "Neither", "What is in it")
    return {header: importing.said(column, header) for header in headers}


def test_each_column_is_a_row_that_says_what_it_is(importing: TableImporting) -> None:
    importing.open(TOWNS + ",,NA,\n")
    assert row(importing, "age") == {
        "Role": "feature",
        "Read as": "number",
        "Numbers": "30",
        "Missing": "1",
        "Neither": "",
        "What is in it": "20 to 49",
    }
    assert importing.said("species", "Role") == "target"
    assert importing.said("species", "Read as") == "automatic: classes"
    assert importing.said("species", "What is in it") == "2 different: setosa, virginica"


def test_a_column_of_one_number_is_said_to_hold_it_always(importing: TableImporting) -> None:
    importing.open("a,b\n1,7\n2,7\n")
    assert importing.said("b", "What is in it") == "always 7"


def test_cells_that_are_no_numbers_are_told_and_taken_as_missing(
    importing: TableImporting,
) -> None:
    importing.open(ODD)
    assert importing.text("import_warning") == (
        "a: 2 of 42 cells are no numbers: '5more', 'n.a.', taken as missing."
    )
    assert is_seen(importing.dialog, "import_warning")
    assert importing.said("a", "Neither") == "2 taken as missing: 5more, n.a."
    assert importing.said("a", "Numbers") == "40"
    assert importing.text("import_n_missing") == "2 in a"


@pytest.mark.parametrize(
    ("text", "header", "said"),
    [("Read the column as text", "Read as", "one column a class"), ("Leave", "Role", "left out")],
)
def test_odd_cells_can_make_a_column_text_or_leave_it_out(
    importing: TableImporting, text: str, header: str, said: str
) -> None:
    importing.open(ODD)
    importing.change("a", "Neither", text)
    assert importing.said("a", header) == said
    assert importing.said("a", "Neither") == ""
    assert "no numbers" not in importing.text("import_warning")


def test_a_column_of_mostly_odd_cells_is_asked_about_before_opening(
    importing: TableImporting,
) -> None:
    importing.open("a,b\n" + "1,2\n" * 40_000 + "x,2\n" * 50_000)
    assert importing.why_not() == (
        "50,000 cells of a are no numbers. Choose under Neither what they are."
    )
    importing.change("a", "Neither", "Take them as missing")
    assert importing.why_not() == ""
    assert importing.said("a", "Neither") == "50,000 taken as missing: x"


def test_a_cell_with_choices_opens_its_menu_by_a_click(importing: TableImporting) -> None:
    importing.open(TOWNS)
    at = importing.columns.visualRect(importing.cell("town", "Role")).center()
    importing.qtbot.mouseClick(importing.columns.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert importing.offered() == [
        "Feature",
        "Target",
        "Label of the sample",
        "What samples are for",
        "Left out",
    ]
    importing.take("Left out")
    assert importing.said("town", "Role") == "left out"
    assert importing.said("town", "Read as") == "—"
    assert importing.said("town", "Why") == "You chose it."


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_menu_opens_by_keys_and_opens_no_file(importing: TableImporting, key: Qt.Key) -> None:
    importing.open(TOWNS)
    importing.key(key, "town", "Read as")
    assert "One number for each class" in importing.offered()
    importing.take("One number")
    assert importing.said("town", "Read as") == "one number a class"
    assert importing.dialog is not None


def test_letters_choose_the_role_and_one_column_alone_is_the_target(
    importing: TableImporting,
) -> None:
    importing.open(TOWNS)
    importing.key(Qt.Key.Key_T, "town")
    assert importing.said("town", "Role") == "target"
    assert importing.said("species", "Role") == "feature"
    assert importing.widget(QComboBox, "import_target").currentText() == "town"
    importing.key(Qt.Key.Key_L, "age")
    assert importing.said("age", "Role") == "label of the sample"
    assert importing.said("age", "Read as") == "text"
    importing.key(Qt.Key.Key_F, "town")
    assert importing.widget(QComboBox, "import_target").currentText() == "None"


def test_columns_that_the_target_passes_over_by_arrows_are_again_what_they_were(
    importing: TableImporting,
) -> None:
    towns = ["Lyon", "Nice", "Brest"]
    rows = (f"{n},{n / 7},{towns[n % 3]},{n % 5}.5\n" for n in range(40))
    importing.open("Id,Area,Town,Price\n" + "".join(rows))
    names = ("Id", "Area", "Town", "Price")
    before = [importing.said(name, "Role") for name in names]
    assert before == ["label of the sample", "feature", "feature", "feature"]
    box = importing.widget(QComboBox, "import_target")
    box.setFocus()
    for _ in names:
        importing.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert [importing.said(name, "Role") for name in names] == [*before[:3], "target"]
    for _ in names:
        importing.qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.currentText() == "None"
    assert [importing.said(name, "Role") for name in names] == before


def test_several_columns_are_selected_and_set_at_once(importing: TableImporting) -> None:
    importing.open(TOWNS)
    importing.go_to("town")
    importing.qtbot.keyClick(importing.columns, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    importing.qtbot.keyClick(importing.columns, Qt.Key.Key_O)
    roles = [importing.said(name, "Role") for name in ("town", "age", "income")]
    assert roles == ["left out", "left out", "feature"]
    importing.qtbot.keyClick(importing.columns, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    at = importing.columns.visualRect(importing.cell("age", "Role")).center()
    importing.qtbot.mouseClick(importing.columns.viewport(), Qt.MouseButton.LeftButton, pos=at)
    importing.take("Feature")
    roles = [importing.said(name, "Role") for name in ("town", "age", "income", "species")]
    assert roles == ["feature"] * 4


def test_tab_leaves_the_table_of_columns(importing: TableImporting) -> None:
    importing.open(TOWNS)
    importing.go_to("town")
    importing.qtbot.keyClick(importing.columns, Qt.Key.Key_Tab)
    assert importing.dialog.focusWidget() is not importing.columns


def test_the_first_rows_follow_the_column_that_one_is_at(importing: TableImporting) -> None:
    names = [f"column {number}" for number in range(200)]
    importing.open(",".join(names) + "\n" + ",".join("1" * 200) + "\n")
    importing.go_to("column 150")
    preview = importing.preview()
    rect = preview.visualRect(preview.model().index(0, 150))
    assert preview.viewport().rect().contains(rect.center())


def test_of_many_columns_some_are_found_by_their_names(importing: TableImporting) -> None:
    names = [f"gene {number}" for number in range(2000)]
    importing.open(",".join(names) + "\n" + ",".join("1" * 2000) + "\n")
    search = importing.widget(QLineEdit, "import_search")
    type_into(importing.qtbot, search, "GENE 199")
    model = importing.columns.model()
    found = [model.index(at, 0).data() for at in range(model.rowCount())]
    assert found == ["gene 199", *(f"gene {number}" for number in range(1990, 2000))]
    assert importing.dialog is not None  # Enter went to what was found
    assert importing.dialog.focusWidget() is importing.columns
    importing.qtbot.keyClick(importing.columns, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    importing.qtbot.keyClick(importing.columns, Qt.Key.Key_O)
    assert "Opens as 1,989 features" in importing.text("import_summary")


def test_few_columns_need_no_search(importing: TableImporting) -> None:
    importing.open(TOWNS)
    assert not is_seen(importing.dialog, "import_search")


def test_a_target_of_text_read_as_values_cannot_be_opened(importing: TableImporting) -> None:
    importing.open(TOWNS)
    importing.choose("import_target_kind", "values")
    assert importing.why_not() == (
        "The target species is text, which has no values. Read it as classes."
    )
    importing.change("species", "Read as", "Classes")
    assert importing.why_not() == ""
    assert importing.widget(QComboBox, "import_target_kind").currentText() == "classes"


def test_when_every_row_would_be_dropped_it_is_told_before_opening(
    importing: TableImporting,
) -> None:
    importing.open("a,b\n" + "1,\n" * 5)
    importing.key(Qt.Key.Key_F, "b")
    importing.choose("import_missing", "Leave the sample out")
    assert importing.why_not() == "Every row misses b, so none would be left. Leave it out."


def test_odd_cells_come_in_as_missing(importing: TableImporting) -> None:
    importing.open(ODD)
    importing.accept()
    assert np.isnan(importing.batch.inputs[-2:, 0]).all()
    assert importing.batch.n_samples == 42


def test_a_text_becomes_a_column_for_each_class_in_the_order_that_is_chosen(
    importing: TableImporting,
) -> None:
    importing.open("town,a\nNice,1\nLyon,2\nNice,3\n")
    importing.key(Qt.Key.Key_F, "town")
    assert importing.said("town", "Read as") == "one column a class"
    assert "Opens as 3 features" in importing.text("import_summary")
    importing.choose("import_order", "Alphabetical")
    importing.accept()
    assert importing.batch.columns == ("town = Lyon", "town = Nice", "a")
    assert importing.batch.inputs[:, 0].tolist() == [0, 1, 0]


def test_names_are_the_label_of_the_samples_and_no_feature(importing: TableImporting) -> None:
    names = "".join(f"Anna {n},{n},{n / 4}\n" for n in range(30))
    importing.open(f"name,a,b\n{names}")
    assert importing.said("name", "Role") == "label of the sample"
    assert importing.said("name", "Why") == (
        "It is another text in each row, as a name, so it is no feature."
    )
    importing.go_to("name")
    assert importing.text("import_about").startswith("name: It is another text in each row")
    importing.accept()
    assert importing.batch.columns == ("a", "b")
    assert importing.batch.labels is not None
    assert [*importing.batch.labels][:2] == ["Anna 0", "Anna 1"]


def test_names_taken_as_a_feature_are_told_to_become_many_columns(
    importing: TableImporting,
) -> None:
    importing.open("name,a\n" + "".join(f"Anna {n},{n}\n" for n in range(30)))
    importing.key(Qt.Key.Key_F, "name")
    assert importing.text("import_warning") == "name becomes 30 columns, one for each text."
    assert "Opens as 31 features" in importing.text("import_summary")
    importing.change("name", "Read as", "One number")
    assert importing.text("import_warning") == (
        "name becomes numbers for 30 texts, which have no order."
    )


def test_more_texts_than_can_be_columns_cannot_be_opened_so(importing: TableImporting) -> None:
    importing.open("name,a\n" + "".join(f"Anna {n},{n}\n" for n in range(1500)))
    importing.key(Qt.Key.Key_F, "name")
    assert importing.why_not() == ("name has too many texts for a column each. Make it the label.")


def test_dates_are_left_out_or_a_number_of_days(importing: TableImporting) -> None:
    importing.open("day,a\n2020-01-01,1\n2020-01-03,2\n2020-01-01,3\n")
    assert importing.said("day", "Role") == "left out"
    importing.key(Qt.Key.Key_F, "day")
    assert importing.said("day", "Read as") == "number of days"
    importing.accept()
    assert np.diff(importing.batch.inputs[:, 0]).tolist() == [2, -2]


def test_a_column_of_words_for_subsets_becomes_the_split(importing: TableImporting) -> None:
    importing.open("x,species,split\n1,a,train\n2,b,test\n3,a,train\n")
    assert importing.said("split", "Role") == "what samples are for"
    assert importing.said("split", "Read as") == "training, validation or test"
    assert importing.said("split", "Why") == "Its name and its words say what samples are for."
    importing.key(Qt.Key.Key_O, "split")
    assert importing.said("split", "Role") == "left out"
    importing.key(Qt.Key.Key_W, "split")
    assert importing.said("split", "Role") == "what samples are for"
    importing.accept()
    batch = importing.batch
    assert batch.subsets is not None
    assert batch.subsets.tolist() == [0, 2, 0]
