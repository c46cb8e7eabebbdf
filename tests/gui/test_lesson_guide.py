"""Guided lessons as people take them: with clicks and keys, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.evaluate import INPUT
from nnfs_core.examples import example_named
from nnfs_core.glossary import terms
from nnfs_core.lessons import ChoiceQuestion, NumberQuestion, built_in_lessons, parse_lesson
from nnfs_core.lessons import conditions as wait
from nnfs_core.place import Place
from nnfs_core.rows import Rows
from nnfs_gui.lesson_guide import LessonCard
from nnfs_gui.main_window import MainWindow
from nnfs_gui.settings import Settings
from nnfs_gui.studio import Studio
from tests.gui.conftest import Open
from tests.lesson_doing import edit_of, place_of

LARGE = (1440, 900)


def studio_of(window: MainWindow) -> Studio:
    return window.network_panel.studio


def start(window: MainWindow, id: str) -> None:
    """Choose a lesson in the menu Learn."""
    actions = {action.objectName(): action for action in window.learning.menu.actions}
    actions[f"lesson.{id}"].trigger()


def seen(window: MainWindow, kind: type, name: str) -> QWidget:
    """The visible widget of that name."""
    found = [each for each in window.findChildren(kind, name) if each.isVisible()]
    assert len(found) == 1, f"{len(found)} visible widgets named {name}"
    return found[0]


def text_of(window: MainWindow, name: str) -> str:
    return seen(window, QLabel, name).text()


def press(qtbot: QtBot, window: MainWindow, name: str) -> None:
    qtbot.mouseClick(seen(window, QAbstractButton, name), Qt.MouseButton.LeftButton)


def answer(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    field = seen(window, QLineEdit, "lesson_answer")
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def tab_of(window: MainWindow, title: str) -> tuple[QTabBar, QRect]:
    """Where the tab of a panel at the right stands."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window]
    titles = [bars[0].tabText(number) for number in range(bars[0].count())]
    return bars[0], bars[0].tabRect(titles.index(title))


def click_tab(qtbot: QtBot, window: MainWindow, title: str) -> None:
    bar, tab = tab_of(window, title)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=tab.center())
    QApplication.processEvents()


def click_cell(qtbot: QtBot, window: MainWindow, matrix: int, row: int, column: int) -> None:
    canvas = window.outputs_panel.flow.canvas
    at = canvas.position_of(matrix, row, column)
    qtbot.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def type_into_framed_cell(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    """Click into the cell of a table that the frame stands around, and type."""
    middle = window.mapToGlobal(window.learning.pointer.frame.around.center())
    viewport = window.childAt(window.mapFromGlobal(middle))
    table = viewport.parent()
    assert isinstance(table, QTableView)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.mapFromGlobal(middle))
    qtbot.keyClicks(table, typed[0])  # which opens the editor
    qtbot.keyClicks(QApplication.focusWidget(), typed[1:])
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def finished_lessons(window: MainWindow) -> list[str]:
    window.menus["lessons"].aboutToShow.emit()
    return [action.text() for action in window.learning.menu.actions if action.isChecked()]


def test_a_person_takes_a_whole_lesson(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    studio = studio_of(window)
    start(window, "one_neuron")
    assert studio.project.title == "One neuron"
    assert not window.notes.isVisible()  # they would tell the answers
    assert text_of(window, "lesson_progress") == "Step 1 of 10"
    assert "a single" in text_of(window, "lesson_text")
    press(qtbot, window, "lesson_next")
    assert window.learning.pointer.frame.isVisible()  # around the weights
    press(qtbot, window, "lesson_next")

    # The question: the number is covered, and nothing selected tells it.
    assert text_of(window, "lesson_ask").startswith("<p>What number")
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

    click_cell(qtbot, window, 1, 0, 0)
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
    seen(window, QAbstractButton, "lesson_choice_1").click()
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
    assert studio_of(window).project.title == "A layer of three neurons"


def test_a_lesson_with_skipped_steps_gets_no_tick_and_one_gone_through_keeps_it(
    open_window: Open, qtbot: QtBot, store: QSettings
) -> None:
    window = open_window(size=LARGE)
    start(window, "softmax")
    for _ in range(6):
        window.actions_by_id["lesson.next"].trigger()
    assert "5 of the 6 steps were skipped" in text_of(window, "lesson_text")
    assert finished_lessons(window) == []
    start(window, "softmax")
    go_through(window)
    assert "You have finished this lesson." in text_of(window, "lesson_text")
    assert Settings(store).completed_lessons == {"softmax"}
    assert finished_lessons(open_window()) == ["8  Softmax"]


@pytest.mark.parametrize("id", built_in_lessons())
def test_every_lesson_can_be_finished_and_each_step_points_at_something_in_sight(
    open_window: Open, store: QSettings, id: str
) -> None:
    window = open_window(size=LARGE)
    start(window, id)
    go_through(window)
    assert Settings(store).completed_lessons == {id}


def go_through(window: MainWindow) -> None:
    """Do and answer all that the lesson asks for, and see that each step points at something."""
    studio, guide, pointer = studio_of(window), window.learning.guide, window.learning.pointer
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
            assert guide.asking is not None
            truth = step.question.answer.of(studio.runner.evaluation, Rows.row)
            if step.question.answer.hidden is not None:
                assert pointer.covers
                assert shown_numbers(window) == []
            guide.asking.try_number(f"{truth:.6g}")
            assert pointer.covers == []
        elif isinstance(step.question, ChoiceQuestion):
            assert guide.asking is not None
            guide.asking.try_choice(step.question.answer)
        assert guide.is_done, f"step {number} cannot be done"
        guide.go_on()
    assert guide.lesson is None


def do(window: MainWindow, condition: object) -> None:
    """Do what a step waits for: by the edit, the selection or the switch that it says."""
    studio = studio_of(window)
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
        case wait.Undone():
            window.actions_by_id["edit.undo"].trigger()
        case _:
            raise AssertionError(f"Nobody knows how to do {condition}.")


def shown_numbers(window: MainWindow) -> list[str]:
    """What the readout below Flow says of a hidden cell."""
    place = studio_of(window).selection.place
    hidden = window.learning.guide.asking.hidden
    at = hidden.place_in(studio_of(window).project)
    return [window.outputs_panel.flow.readout.text()] if place == at else []


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
    assert window.learning.guide.asking.tries == 0


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
    studio_of(window).attempt("Edit bias", lambda p: edits.set_biases(p, 0, 0, [[10.0]]))
    answer(qtbot, window, "4.8")
    assert "Not yet." in text_of(window, "lesson_verdict")
    answer(qtbot, window, "12.8")
    assert "Right." in text_of(window, "lesson_verdict")


def test_a_question_waits_for_numbers_that_are_up_to_date(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    studio_of(window).runner.set_live(False)
    studio_of(window).attempt("Edit bias", lambda p: edits.set_biases(p, 0, 0, [[10.0]]))
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
    studio_of(window).attempt("Remove", lambda p: edits.remove_layer(p, 0))
    answer(qtbot, window, "1")
    assert "This network has no layer 0" in text_of(window, "lesson_verdict")
    press(qtbot, window, "lesson_next")
    press(qtbot, window, "lesson_next")
    assert text_of(window, "lesson_progress") == "Step 5 of 10"
    assert "This network has no layer 0" in text_of(window, "lesson_state")


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
    assert studio_of(window).project.title == "Iris"


def test_going_back_takes_nothing_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "a_layer")
    for _ in range(3):
        press(qtbot, window, "lesson_next")
    studio_of(window).attempt("Edit input", lambda p: edits.set_input(p, 0, 0, 0.0))
    press(qtbot, window, "lesson_back")
    assert studio_of(window).project.batch.inputs[0, 0] == 0
    assert studio_of(window).document.undo_text == "Edit input"


def test_unsaved_work_is_asked_about_before_a_lesson_opens_its_example(open_window: Open) -> None:
    window = open_window(example_named("Softmax").build(), LARGE)
    studio_of(window).attempt("Edit input", lambda p: edits.set_input(p, 0, 0, 9.0))
    start(window, "one_neuron")
    box = seen(window, QMessageBox, "unsaved_box")
    assert not window.learning.card.isVisible()
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert not window.learning.card.isVisible()
    assert studio_of(window).project.batch.inputs[0, 0] == 9
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
    assert studio_of(window).project.title == "One neuron"
    assert text_of(window, "lesson_progress") == "Step 2 of 10"
    assert window.learning.pointer.frame.isVisible()
    window.files.open_example(example_named("Two layers"))
    press(qtbot, window, "lesson_stay")
    assert studio_of(window).project.title == "Two layers"
    assert window.learning.pointer.frame.isVisible()
    press(qtbot, window, "lesson_next")
    assert text_of(window, "lesson_progress") == "Step 3 of 10"


def test_the_frame_follows_what_it_stands_around(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "a_batch")
    for _ in range(3):
        press(qtbot, window, "lesson_next")
    frame = window.learning.pointer.frame
    before = frame.around
    window.resize(1200, 760)
    qtbot.waitUntil(lambda: frame.around != before and frame.isVisible())
    canvas = window.outputs_panel.flow.canvas
    middle = canvas.view.viewport().mapTo(window, canvas.position_of(1, 2, 2))
    qtbot.waitUntil(lambda: (frame.around.center() - middle).manhattanLength() < 4)
    window.actions_by_id["view.softmax"].trigger()
    qtbot.waitUntil(lambda: not frame.isVisible())
    press(qtbot, window, "lesson_point")
    assert frame.isVisible()
    assert window.outputs_panel.tabs.currentIndex() == 0


def test_the_frame_and_the_covers_take_no_click_and_no_focus(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    assert window.learning.pointer.covers[0].isVisible()
    click_cell(qtbot, window, 1, 0, 0)  # right through it
    assert studio_of(window).selection.place == Place(0, 0, 0)
    for each in (window.learning.pointer.frame, *window.learning.pointer.covers):
        assert each.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_layers_that_are_off_do_not_tell_a_covered_number(open_window: Open) -> None:
    window = open_window(size=LARGE)
    start(window, "activations")
    window.learning.guide.go_on()
    cells = {cell.layer for cell in window.learning.pointer.hidden}
    n_layers = len(studio_of(window).project.network)
    assert cells == set(range(1, n_layers))  # Step, and all behind it, which pass its number on


def test_words_of_a_lesson_lead_to_the_glossary(open_window: Open) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    text = seen(window, QLabel, "lesson_text")
    assert 'href="glossary:neuron"' in text.text()
    text.linkActivated.emit("glossary:neuron")
    assert window.glossary_panel.term.id == "neuron"
    assert "glossary" in window.learning.screen.panels_in_sight()


def test_a_step_may_wait_for_a_panel_without_opening_it_itself(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    window.learning.guide.start(
        parse_lesson(
            b"""
            title = "Panels"
            summary = "Open one"
            [[steps]]
            text = "Bring Code to the front."
            points_at = { what = "panel", name = "code" }
            waits_for = { what = "panel", name = "code" }
            """,
            "mine.toml",
        )
    )
    assert not window.learning.guide.is_done
    bar, tab = tab_of(window, "Code")
    assert window.learning.pointer.frame.around.topLeft() == bar.mapTo(window, tab.topLeft())
    click_tab(qtbot, window, "Code")
    qtbot.waitUntil(lambda: window.learning.guide.is_done)


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
    assert studio_of(window).project.title == "Softmax"
    assert text_of(window, "lesson_title") == "<b>Mine</b>"
    assert text_of(window, "lesson_text") == ("<p>See &lt;img src=x&gt; and <code>code</code>.</p>")
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
    assert studio_of(window).project.title == "Iris"
    assert not window.learning.card.isVisible()


@pytest.mark.parametrize("id", built_in_lessons())
def test_the_card_of_every_step_fits_into_a_small_window(open_window: Open, id: str) -> None:
    window = open_window(size=(1024, 700))
    start(window, id)
    while window.learning.guide.lesson is not None:
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1024, 700)
        assert cut_parts(window.learning.card) == []
        assert window.outputs_panel.height() > 120
        window.learning.guide.go_on()


def cut_parts(card: LessonCard) -> list[str]:
    """The buttons and labels that reach out of a card, or are narrower than they need."""
    return [
        part.objectName() or part.text()
        for part in (*card.findChildren(QLabel), *card.findChildren(QAbstractButton))
        if part.isVisible()
        and (
            not 0 <= part.mapTo(card, QPoint(0, 0)).x() <= card.width() - part.width()
            or part.width() < part.minimumSizeHint().width()
        )
    ]


def test_a_lesson_never_selects_more_than_it_must(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "a_batch")
    studio_of(window).selection.select(Place(INPUT, 2, 3))
    press(qtbot, window, "lesson_next")  # points at the matrix of the layer
    assert studio_of(window).selection.place == Place(INPUT, 2, 3)


def test_a_word_looked_up_meanwhile_gives_the_frame_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    pointer = window.learning.pointer
    pointer.hold_for(20)
    at_the_sample = pointer.frame.around
    studio_of(window).links.target_wanted.emit(terms()["relu"].see)
    assert pointer.frame.around != at_the_sample
    qtbot.waitUntil(lambda: pointer.frame.isVisible() and pointer.frame.around == at_the_sample)
    assert pointer.frame.opacity == 1


def test_a_step_about_what_is_not_there_says_so_and_takes_huge_numbers(open_window: Open) -> None:
    window = open_window(size=LARGE)
    steps = "".join(
        f'[[steps]]\ntext = "Look."\npoints_at = {{ what = "{what}", {key} = {10**30} }}\n'
        for what, key in (("input", "sample"), ("feature", "feature"), ("card", "layer"))
    )
    lesson = parse_lesson(f'title = "T"\nsummary = "S"\n{steps}'.encode(), "mine.toml")
    window.learning.guide.start(lesson)
    for sentence in ("This batch has no sample", "The batch has no feature", "has no layer"):
        assert sentence in window.learning.guide.missing
        assert not window.learning.pointer.frame.isVisible()
        window.learning.guide.go_on()
