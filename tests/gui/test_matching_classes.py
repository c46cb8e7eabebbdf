"""Data that are opened beside a trained network: their classes are the network's, or one asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_gui.files.class_dialog import ClassDialog
from nnfs_gui.files.import_dialog import ImportDialog
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.panels.outputs.output_tabs import SOFTMAX
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.widgets import child, click, notices_of, seen, text_of
from tests.gui.windows import drop

DATA = Path(__file__).parents[1] / "data"


def open_data(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    """Drop a file and take what the dialog suggests."""
    drop(window, path)
    click(qtbot, child(seen(window, ImportDialog), QPushButton, "import_accept"))


@pytest.mark.parametrize(
    ("example", "name", "told"),
    [
        ("Iris", "iris_reversed.csv", "148 of 150"),
        ("Iris", "iris_two_species.csv", "20 of 20"),
        ("Digits", "digits_no_five.csv", "60 of 60"),
    ],
)
def test_the_accuracy_is_that_of_the_classes_that_the_network_learnt(
    open_window: Open, qtbot: QtBot, example: str, name: str, told: str
) -> None:
    window = open_window(example_named(example).build())
    names = window.studio.project.batch.class_names
    open_data(window, qtbot, DATA / name)
    assert window.studio.project.batch.class_names == names
    window.panels[OUTPUTS].show_tab(SOFTMAX)
    qtbot.waitUntil(lambda: told in text_of(window.panels[OUTPUTS], "accuracy"))


def test_the_features_stand_in_the_order_of_the_network_and_this_is_told(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(example_named("Iris").build())
    notices, columns = notices_of(window.studio), window.studio.project.batch.columns
    lines = (DATA / "iris_two_species.csv").read_text("utf-8").splitlines()
    swapped = [",".join([*line.split(",")[3::-1], line.split(",")[4]]) for line in lines]
    (tmp_path / "swapped.csv").write_text("\n".join(swapped), "utf-8")
    open_data(window, qtbot, tmp_path / "swapped.csv")
    batch = window.studio.project.batch
    assert batch.columns == columns
    assert batch.inputs[0].tolist() == [7, 3.2, 4.7, 1.4]
    assert "The features are in the order in which the network takes them." in notices[-1]


def test_features_spelled_as_in_r_reach_their_own_weights_and_this_is_told(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(example_named("Iris").build())
    notices, columns = notices_of(window.studio), window.studio.project.batch.columns
    header = "Petal.Width,Petal.Length,Sepal.Width,Sepal.Length,Species"
    (tmp_path / "r.csv").write_text(f"{header}\n1.4,4.7,3.2,7,versicolor\n", "utf-8")
    open_data(window, qtbot, tmp_path / "r.csv")
    batch = window.studio.project.batch
    assert batch.columns == columns
    assert batch.inputs.tolist() == [[7, 3.2, 4.7, 1.4]]
    assert batch.targets.tolist() == [1]
    assert "such as Petal.Width for petal width (cm)." in notices[-1]


def test_0_and_1_of_other_data_are_no_classes_of_the_network(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(example_named("Iris").build())
    text = "Survived,Pclass,Age,Fare,SibSp,Parch\n" + "0,3,22,7.25,1,0\n1,1,38,71.3,1,0\n" * 3
    (tmp_path / "ship.csv").write_text(text, "utf-8")
    open_data(window, qtbot, tmp_path / "ship.csv")
    assert window.studio.project.batch.class_names == ("0", "1")
    assert "versicolor" not in text_of(window, "notice_text")


def test_classes_that_the_network_does_not_know_can_be_matched_in_one_step(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(example_named("Iris").build())
    names = window.studio.project.batch.columns
    rows = ["5,3,1,1,Borsten", "7,3,5,2,Virginia", "5,3,1,1,Borsten", "6,3,4,1,bunt"]
    (tmp_path / "german.csv").write_text("\n".join([",".join([*names, "species"]), *rows]), "utf-8")
    open_data(window, qtbot, tmp_path / "german.csv")
    batch = window.studio.project.batch
    assert batch.class_names == ("Borsten", "Virginia", "bunt")
    assert text_of(window, "notice_text").endswith(
        "The network knows none of these classes: Borsten, Virginia and bunt."
    )
    click(qtbot, seen(window, QPushButton, "notice_button"))
    dialog = seen(window, ClassDialog)
    for number, keys in enumerate(("s", "vi")):
        box = child(dialog, QComboBox, f"class_{number}")
        box.setFocus()
        qtbot.keyClicks(box, keys)
    assert [child(dialog, QComboBox, f"class_{n}").currentText() for n in range(3)] == [
        "setosa",
        "virginica",
        "a new class",
    ]
    click(qtbot, child(dialog, QPushButton, "class_accept"))
    batch = window.studio.project.batch
    assert batch.class_names == ("setosa", "versicolor", "virginica", "bunt")
    assert batch.targets.tolist() == [0, 2, 0, 3]
    qtbot.keyClick(
        QApplication.focusWidget() or window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    assert window.studio.project.batch.targets.tolist() == [0, 1, 0, 2]


def test_a_match_that_is_cancelled_changes_nothing(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(example_named("Iris").build())
    names = window.studio.project.batch.columns
    rows = ["5,3,1,1,a", "7,3,5,2,b"]
    (tmp_path / "some.csv").write_text("\n".join([",".join([*names, "species"]), *rows]), "utf-8")
    open_data(window, qtbot, tmp_path / "some.csv")
    before = window.studio.project
    click(qtbot, seen(window, QPushButton, "notice_button"))
    qtbot.keyClick(seen(window, ClassDialog), Qt.Key.Key_Escape)
    assert window.studio.project is before


def test_features_of_text_keep_the_columns_of_the_table_before(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(example_named("Iris").build())
    notices = notices_of(window.studio)
    (tmp_path / "first.csv").write_text(
        "town,size,kind\nLyon,1,no\nOslo,2,yes\nLyon,3,no\n", "utf-8"
    )
    open_data(window, qtbot, tmp_path / "first.csv")
    assert window.studio.project.batch.columns == ("town = Lyon", "town = Oslo", "size")
    assert "The text of town became 2 columns of 0 and 1: Lyon, Oslo." in notices[-1]
    (tmp_path / "next.csv").write_text(
        "kind,size,town\nyes,4,Nice\nno,5,Oslo\nyes,6,Lyon\n", "utf-8"
    )
    open_data(window, qtbot, tmp_path / "next.csv")
    batch = window.studio.project.batch
    assert batch.columns == ("town = Lyon", "town = Oslo", "size")
    assert batch.inputs.tolist() == [[0, 0, 4], [0, 1, 5], [1, 0, 6]]
    assert (batch.class_names, batch.targets.tolist()) == (("no", "yes"), [1, 0, 1])
    assert "1 text of town unknown, 0 in all its columns: Nice." in notices[-1]
