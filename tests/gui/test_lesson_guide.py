"""Guided lessons as people take them: with clicks and keys, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.learning.lessons import ChoiceQuestion, NumberQuestion, built_in_lessons
from nnfs_core.learning.lessons import conditions as wait
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import Place
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.gui import outputs
from tests.gui.conftest import Open
from tests.gui.lessons import (
    LARGE,
    answer,
    click_tab,
    finished_lessons,
    start,
    type_into_framed_cell,
)
from tests.gui.outputs import DISTRIBUTION, FLOW
from tests.gui.widgets import press, seen, text_of
from tests.lesson_doing import edit_of, place_of


def test_a_lesson_begins_at_the_flow_whatever_was_looked_at_before(open_window: Open) -> None:
    window = open_window(example_named("Iris").build())
    window.panels[OUTPUTS].show_tab(DISTRIBUTION)
    start(window, "iris")
    assert window.panels[OUTPUTS].tabs.currentIndex() == FLOW


def test_a_person_takes_a_whole_lesson(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    studio = window.studio
    start(window, "one_neuron")
    assert studio.project.title == "One neuron"
    assert not window.notes.isVisible()  # they would tell the answers
    assert text_of(window, "lesson_progress") == "Step 1 of 10"
    assert "a single" in text_of(window, "lesson_text")
    press(qtbot, window, "lesson_next")
    assert window.learning.pointer.frame.isVisible()  # around the weights
    press(qtbot, window, "lesson_next")

    # The question: the number is covered, and nothing selected tells it.
    assert text_of(window, "lesson_ask").startswith("What number")
    assert studio.selection.place == Place(0)
    assert [cover.isVisible() for cover in window.learning.pointer.covers] == [True, True]
    answer(qtbot, window, "2.8")
    assert "Not yet. The products are" in text_of(window, "lesson_verdict")
    assert seen(window, QAbstractButton, "lesson_next").text() == "Skip"
    answer(qtbot, window, "4,8")
    assert "Right. 0.2 + 1.6" in text_of(window, "lesson_verdict")
    assert window.learning.pointer.covers == []
    qtbot.keyClick(seen(window, QLineEdit, "lesson_answer"), Qt.Key.Key_Return)  # goes on

    assert text_of(window, "lesson_state") == "Waiting for you to do this…"
    click_tab(qtbot, window, "Explain")
    assert text_of(window, "lesson_state") == "✓ Done"
    press(qtbot, window, "lesson_next")

    outputs.click(qtbot, window.panels[OUTPUTS], 1, 0, 0)
    assert studio.selection.place == Place(0, 0, 0)
    assert text_of(window, "lesson_state") == "✓ Done"
    press(qtbot, window, "lesson_next")

    assert studio.selection.place == Place(0)  # the number is hidden again
    type_into_framed_cell(qtbot, window, "3")
    assert studio.project.network.layers[0].biases[0, 0] == 3
    assert text_of(window, "lesson_state") == "✓ Done"
    press(qtbot, window, "lesson_next")
    assert window.learning.pointer.covers
    answer(qtbot, window, "5.8")
    press(qtbot, window, "lesson_next")

    qtbot.mouseClick(
        seen(window, QAbstractButton, "lesson_choice_0"), Qt.MouseButton.LeftButton,
        pos=QPoint(8, 8),
    )  # fmt: skip
    press(qtbot, window, "lesson_check")
    assert "Not yet." in text_of(window, "lesson_verdict")
    seen(window, QAbstractButton, "lesson_choice_2").click()
    press(qtbot, window, "lesson_check")
    assert "Right." in text_of(window, "lesson_verdict")
    press(qtbot, window, "lesson_next")

    type_into_framed_cell(qtbot, window, "0.5")
    assert studio.project.network.layers[0].weights[2, 0] == 0.5
    press(qtbot, window, "lesson_next")

    window.actions_by_id["edit.undo"].trigger()
    assert text_of(window, "lesson_state") == "✓ Done"
    assert finished_lessons(window) == []
    assert seen(window, QAbstractButton, "lesson_next").text() == "Finish"
    press(qtbot, window, "lesson_next")

    assert "You have finished this lesson." in text_of(window, "lesson_text")
    assert not window.learning.pointer.frame.isVisible()
    press(qtbot, window, "lesson_leave")
    assert not window.learning.card.isVisible()
    assert window.notes.isVisible()
    assert studio.document.undo_text is not None  # the work is still there
    assert finished_lessons(window) == ["1  One neuron"]


def test_a_finished_lesson_offers_the_next_one(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(10):
        press(qtbot, window, "lesson_next")
    assert "skipped" in text_of(window, "lesson_text")
    following = seen(window, QAbstractButton, "lesson_following")
    assert following.text() == "Next: A layer of three neurons"
    assert following.hasFocus()
    press(qtbot, window, "lesson_following")
    assert text_of(window, "lesson_title") == "A layer of three neurons"
    assert window.studio.project.title == "A layer of three neurons"


def test_a_lesson_with_skipped_steps_gets_no_tick_and_one_gone_through_keeps_it(
    open_window: Open, qtbot: QtBot, store: QSettings
) -> None:
    window = open_window(size=LARGE)
    start(window, "softmax")
    for _ in range(8):
        window.actions_by_id["lesson.next"].trigger()
    assert "7 of the 8 steps were skipped" in text_of(window, "lesson_text")
    assert finished_lessons(window) == []
    start(window, "softmax")
    go_through(window)
    assert "You have finished this lesson." in text_of(window, "lesson_text")
    assert Settings(store).completed_lessons == {"softmax"}
    assert finished_lessons(open_window()) == ["8  Softmax"]


@pytest.mark.parametrize("id", built_in_lessons())
def test_every_lesson_can_be_finished_and_each_step_points_at_something_visible(
    open_window: Open, store: QSettings, id: str
) -> None:
    window = open_window(size=LARGE)
    start(window, id)
    go_through(window)
    assert Settings(store).completed_lessons == {id}


def go_through(window: MainWindow) -> None:
    """Do and answer all that the lesson asks for, and see that each step points at something."""
    studio, guide, pointer = window.studio, window.learning.guide, window.learning.pointer
    lesson = guide.lesson
    assert lesson is not None
    for number, step in enumerate(lesson.steps, start=1):
        assert guide.step == step
        assert guide.missing == ""
        QApplication.processEvents()  # as time does between two steps
        pointer.look()
        assert pointer.frame.isVisible() == (step.points_at is not None), f"step {number}"
        if step.points_at is not None:
            assert window.rect().contains(pointer.frame.around), f"step {number}"
        if step.waits_for is not None:
            assert not guide.is_done, f"step {number} is done before anybody did it"
            do(window, step.waits_for)
        elif isinstance(step.question, NumberQuestion):
            assert guide.asked is not None
            truth = step.question.answer.of(studio.runner.evaluation, Rows.row)
            if step.question.answer.hidden is not None:
                assert pointer.covers
                assert shown_numbers(window) == []
            guide.asked.try_number(f"{truth:.6g}")
            assert pointer.covers == []
        elif isinstance(step.question, ChoiceQuestion):
            assert guide.asked is not None
            guide.asked.try_choice(step.question.answer)
        assert guide.is_done, f"step {number} cannot be done"
        guide.go_on()
    assert guide.lesson is None


def do(window: MainWindow, condition: object) -> None:
    """Do what a step waits for: by the edit, the selection or the switch that it says."""
    studio = window.studio
    project = edit_of(condition, studio.project)  # type: ignore[arg-type]
    if project is not None:
        studio.document.apply("Do it", project)
        return
    match condition:
        case wait.Selected():
            studio.selection.select(place_of(condition, studio.project))
        case wait.PanelShown(name=name):
            window.learning.screen.bring_to_front(name)
            QApplication.processEvents()
        case wait.TabShown(name=name):
            window.actions_by_id[f"view.{name}"].trigger()
        case wait.Oriented(row_a_neuron=row_a_neuron):
            studio.orientation.set_row_a_neuron(row_a_neuron)
        case wait.Filtered(words=words):
            studio.finder.filter(" and ".join(f"{word} = 0" for word in words))
        case wait.Saved(kept=kept):
            studio.tell_saved(kept or "code", "Saved results.csv.")
        case wait.Undone():
            window.actions_by_id["edit.undo"].trigger()
        case _:
            raise AssertionError(f"Nobody knows how to do {condition}.")


def shown_numbers(window: MainWindow) -> list[str]:
    """What the readout below Flow says of a hidden cell."""
    place = window.studio.selection.place
    hidden = window.learning.guide.asked.hidden
    at = hidden.place_in(window.studio.project)
    return [window.panels[OUTPUTS].flow.readout.text()] if place == at else []


def test_keys_lead_through_a_lesson_and_out_of_it(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    assert not window.actions_by_id["lesson.next"].isEnabled()
    start(window, "iris")
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert text_of(window, "lesson_progress") == "Step 2 of 8"
    assert seen(window, QLineEdit, "lesson_answer").hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert text_of(window, "lesson_progress") == "Step 1 of 8"
    window.actions_by_id["lesson.leave"].trigger()
    assert not window.learning.card.isVisible()
    assert window.studio.project.title == "Iris"


def test_going_back_takes_nothing_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "a_layer")
    for _ in range(3):
        press(qtbot, window, "lesson_next")
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 0, 0, 0.0)))
    press(qtbot, window, "lesson_back")
    assert window.studio.project.batch.inputs[0, 0] == 0
    assert window.studio.document.undo_text == "Edit input"


def test_unsaved_work_is_asked_about_before_a_lesson_opens_its_example(open_window: Open) -> None:
    window = open_window(example_named("Softmax").build(), LARGE)
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 0, 0, 9.0)))
    start(window, "one_neuron")
    box = seen(window, QMessageBox, "unsaved_box")
    assert not window.learning.card.isVisible()
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert not window.learning.card.isVisible()
    assert window.studio.project.batch.inputs[0, 0] == 9
    start(window, "one_neuron")
    seen(window, QMessageBox, "unsaved_box").button(QMessageBox.StandardButton.Discard).click()
    assert text_of(window, "lesson_title") == "One neuron"


def test_another_project_lets_the_user_choose_how_to_go_on(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    press(qtbot, window, "lesson_next")
    window.files.open_example(example_named("Two layers"))
    assert "Another project was opened" in text_of(window, "lesson_state")
    assert not window.learning.pointer.frame.isVisible()
    press(qtbot, window, "lesson_reopen")
    assert window.studio.project.title == "One neuron"
    assert text_of(window, "lesson_progress") == "Step 2 of 10"
    assert window.learning.pointer.frame.isVisible()
    window.files.open_example(example_named("Two layers"))
    press(qtbot, window, "lesson_stay")
    assert window.studio.project.title == "Two layers"
    assert window.learning.pointer.frame.isVisible()
    press(qtbot, window, "lesson_next")
    assert text_of(window, "lesson_progress") == "Step 3 of 10"


def test_a_trial_let_go_is_no_other_project(open_window: Open) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    studio = window.studio
    studio.try_out(Edit("bias = 9", lambda p: edits.set_biases(p, 0, 0, [[9.0]])))
    studio.document.let_go()
    assert not window.learning.guide.is_displaced
    assert window.learning.pointer.frame.isVisible()


def test_nothing_of_a_lesson_is_shown_in_a_project_that_it_did_not_open(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    assert window.learning.pointer.covers
    window.files.open_example(example_named("Two layers"))
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 0, 0, 9.0)))
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    window.actions_by_id["lesson.point"].trigger()
    assert window.learning.pointer.covers == []
    assert not window.learning.pointer.frame.isVisible()
    assert text_of(window, "lesson_progress") == "Step 3 of 10"
    assert "Another project was opened" in text_of(window, "lesson_state")


def test_a_window_that_goes_in_the_middle_of_a_lesson_goes_in_silence(
    qtbot: QtBot, studio: Callable[..., Studio], store: QSettings
) -> None:
    window = MainWindow(studio(), Settings(store))
    window.show()
    start(window, "one_neuron")
    for _ in range(3):
        window.learning.guide.go_on()
    assert window.learning.guide.step.waits_for is not None
    with qtbot.captureExceptions() as errors:
        shiboken6.delete(window)
        QApplication.processEvents()
    assert errors == []


def test_a_lesson_of_ones_own_is_opened_from_a_file(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'title = "<b>Mine</b>"\nsummary = "One step"\nexample = "Softmax"\n'
        '[[steps]]\ntext = "See <img src=x> and `code`."\n',
        "utf-8",
    )
    window = open_window(size=LARGE)
    window.actions_by_id["lesson.open"].trigger()
    dialog = seen(window, QFileDialog, "lesson_dialog")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    assert window.studio.project.title == "Softmax"
    assert text_of(window, "lesson_title") == "<b>Mine</b>"
    assert text_of(window, "lesson_text") == "See <img src=x> and code."
    press(qtbot, window, "lesson_next")
    assert finished_lessons(window) == []  # ticks are for those of the app


def test_a_broken_lesson_changes_nothing_and_says_what_is_wrong(
    open_window: Open, tmp_path: Path
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('title = "x"\nsummary = "y"\n[[steps]]\ntxt = "z"\n', "utf-8")
    window = open_window(example_named("Iris").build(), LARGE)
    window.learning.guide.open_file(path)
    assert text_of(window, "notice_text") == "broken.toml: step 1: there is no key `txt`."
    assert window.studio.project.title == "Iris"
    assert not window.learning.card.isVisible()
