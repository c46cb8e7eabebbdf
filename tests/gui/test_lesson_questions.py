"""The questions of a lesson: what is right, what costs a try, and what cannot be known."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_gui.studio.edit import Edit
from tests.gui.conftest import Open
from tests.gui.lessons import LARGE, answer, start
from tests.gui.widgets import press, seen, text_of


def test_three_wrong_answers_show_the_right_one(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    for typed in ("1", "2", "3"):
        answer(qtbot, window, typed)
    assert "The answer is 4.8." in text_of(window, "lesson_verdict")
    assert window.learning.pointer.covers == []
    assert seen(window, QAbstractButton, "lesson_next").text() == "Next"


def test_what_is_no_number_costs_no_try(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    for _ in range(5):
        answer(qtbot, window, "dunno")
    assert "Type a number" in text_of(window, "lesson_verdict")
    assert window.learning.guide.asked.tries == 0


def test_who_does_not_know_is_shown_the_answer(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    press(qtbot, window, "lesson_show_answer")
    assert "The answer is 4.8." in text_of(window, "lesson_verdict")
    assert not any(each.isVisible() for each in window.findChildren(QWidget, "lesson_check"))


def test_the_answer_is_that_of_the_present_numbers(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    window.studio.attempt(Edit("Edit bias", lambda p: edits.set_biases(p, 0, 0, [[10.0]])))
    answer(qtbot, window, "4.8")
    assert "Not yet." in text_of(window, "lesson_verdict")
    answer(qtbot, window, "12.8")
    assert "Right." in text_of(window, "lesson_verdict")


def test_a_question_waits_for_numbers_that_are_up_to_date(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    window.studio.runner.set_live(False)
    window.studio.attempt(Edit("Edit bias", lambda p: edits.set_biases(p, 0, 0, [[10.0]])))
    answer(qtbot, window, "12.8")
    assert "press F5" in text_of(window, "lesson_verdict")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    answer(qtbot, window, "12.8")
    assert "Right." in text_of(window, "lesson_verdict")


def test_a_question_about_what_is_gone_says_so_and_can_be_skipped(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    window.studio.attempt(Edit("Remove", lambda p: edits.remove_layers(p, [0])))
    answer(qtbot, window, "1")
    assert "This network has no layer 0" in text_of(window, "lesson_verdict")
    press(qtbot, window, "lesson_next")
    press(qtbot, window, "lesson_next")
    assert text_of(window, "lesson_progress") == "Step 5 of 10"
    assert "This network has no layer 0" in text_of(window, "lesson_state")
