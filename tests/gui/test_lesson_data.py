"""Lessons about data of one's own: a table to practise with, and what the card then waits for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import read_data
from nnfs_core.examples import example_named
from nnfs_core.learning.lessons.reading import parse_lesson
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.lessons import LARGE
from tests.gui.widgets import is_seen, name_file, press, seen, text_of, type_into
from tests.gui.windows import trigger

DATA = Path(__file__).parents[1] / "data"


def begin(window: MainWindow, *steps: str) -> None:
    """Start a lesson whose steps say no more than is given here."""
    text = "\n".join(f'[[steps]]\ntext = "Do it."\n{step}' for step in steps)
    lesson = f'title = "Data"\nsummary = "Practise"\n{text}'
    window.learning.guide.start(parse_lesson(lesson.encode(), "mine.toml"))


def test_a_table_to_practise_with_is_saved_where_the_learner_says(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(size=LARGE)
    begin(window, 'offers = "Iris"\nwaits_for = { what = "saved" }', "")
    before = window.studio.project
    assert text_of(window, "lesson_state") == "Waiting for you to do this…"
    press(qtbot, window, "lesson_save")
    assert name_file(qtbot, window, tmp_path / "flowers.csv", "save_dialog") == "iris.csv"
    assert text_of(window, "lesson_state") == "✓ Done"
    assert text_of(window, "notice_text") == "Saved the batch to flowers.csv."
    assert window.studio.project is before
    saved, iris = read_data(tmp_path / "flowers.csv"), example_named("Iris").build().batch
    assert saved.inputs.tolist() == iris.inputs.tolist()
    assert saved.class_names == iris.class_names
    press(qtbot, window, "lesson_next")
    assert not is_seen(window, "lesson_save")


def test_a_table_that_is_not_saved_after_all_is_no_step_done(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    begin(window, 'offers = "Iris"\nwaits_for = { what = "saved" }')
    press(qtbot, window, "lesson_save")
    seen(window, QFileDialog, "save_dialog").reject()
    assert text_of(window, "lesson_state") == "Waiting for you to do this…"


def test_the_batch_and_code_are_saved_to_files_of_their_own_and_the_project_is_not(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(size=LARGE)
    begin(window, *['waits_for = { what = "saved" }'] * 2)
    trigger(window, "file.save_batch")
    name_file(qtbot, window, tmp_path / "batch.csv", "save_dialog")
    assert text_of(window, "lesson_state") == "✓ Done"
    press(qtbot, window, "lesson_next")
    trigger(window, "file.save")  # the project's own file is none of its results
    name_file(qtbot, window, tmp_path / "project.nnfs", "save_dialog")
    assert (tmp_path / "project.nnfs").exists()
    assert text_of(window, "lesson_state") == "Waiting for you to do this…"
    trigger(window, "network.starter")
    trigger(window, "file.save_program")
    name_file(qtbot, window, tmp_path / "program.py", "save_dialog")
    assert text_of(window, "lesson_state") == "✓ Done"


def test_a_filter_is_waited_for_and_one_that_names_what_is_not_there_is_none(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build(), LARGE)
    begin(window, 'waits_for = { what = "filter", words = ["target", "setosa"] }')
    window.files.open_example(example_named("Iris"))
    press(qtbot, window, "lesson_stay")
    line = seen(window, QLineEdit, "batch_filter")
    type_into(qtbot, line, "target = setosa and nowhere > 3")
    assert text_of(window, "lesson_state") == "Waiting for you to do this…"
    line.clear()
    type_into(qtbot, line, "target = setosa")
    assert text_of(window, "lesson_state") == "✓ Done"


@pytest.mark.parametrize("name", ["iris.arff", "flowers.xls", "flowers.ods"])
def test_a_table_of_any_kind_is_data_of_ones_own(
    open_window: Open, qtbot: QtBot, name: str
) -> None:
    window = open_window(size=LARGE)
    begin(window, 'waits_for = { what = "opened" }')
    trigger(window, "batch.open_data")
    name_file(qtbot, window, DATA / name, "open_dialog")
    assert text_of(window, "lesson_state") == "Waiting for you to do this…"
    qtbot.keyClick(seen(window, QDialog, "import_dialog"), Qt.Key.Key_Return)
    assert text_of(window, "lesson_state") == "✓ Done"


def test_data_whose_target_is_left_out_is_not_what_the_step_waits_for(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "lengths.csv").write_text("length,width,species\n1,2,a\n3,4,b\n5,6,a\n", "utf-8")
    window = open_window(size=LARGE)
    begin(window, 'waits_for = { what = "opened" }')
    for target, state in (("None", "Waiting for you to do this…"), ("species", "✓ Done")):
        trigger(window, "batch.open_data")
        name_file(qtbot, window, tmp_path / "lengths.csv", "open_dialog")
        importing = seen(window, QDialog, "import_dialog")
        targets = seen(importing, QComboBox, "import_target")
        targets.setFocus()
        qtbot.keyClicks(targets, target)
        assert targets.currentText() == target
        qtbot.keyClick(seen(importing, QPushButton, "import_accept"), Qt.Key.Key_Return)
        assert window.studio.project.batch.n_samples == 3
        assert text_of(window, "lesson_state") == state


def test_a_menu_is_framed_by_its_title(open_window: Open) -> None:
    window = open_window(size=LARGE)
    begin(window, 'points_at = { what = "menu", name = "batch" }')
    bar = window.menuBar()
    (action,) = [each for each in bar.actions() if each.text() == "&Batch"]
    frame = window.learning.pointer.frame
    assert frame.isVisible()
    assert frame.around.center() == bar.mapTo(window, bar.actionGeometry(action).center())


def test_the_offer_is_reached_and_pressed_by_keys(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    begin(window, 'offers = "Iris"')
    for _ in range(12):
        focus = window.focusWidget()
        if focus is not None and focus.objectName() == "lesson_save":
            break
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    seen(window, QFileDialog, "save_dialog").reject()
