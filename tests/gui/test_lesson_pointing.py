"""What a lesson points at, and what it covers until somebody has thought about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnfs_core.learning.glossary import terms
from nnfs_core.learning.lessons.reading import parse_lesson
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import EXPLAIN, OUTPUTS
from nnfs_gui.window.strip_stack import StripStack
from tests.gui.conftest import Open
from tests.gui.lessons import LARGE, answer, click_tab, start, tab_of
from tests.gui.widgets import press


def test_the_frame_follows_what_it_stands_around(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "a_batch")
    for _ in range(3):
        press(qtbot, window, "lesson_next")
    frame = window.learning.pointer.frame
    before = frame.around
    window.resize(1200, 760)
    qtbot.waitUntil(lambda: frame.around != before and frame.isVisible())
    canvas = window.panels[OUTPUTS].flow.canvas
    middle = canvas.view.viewport().mapTo(window, canvas.position_of(1, 2, 2))
    qtbot.waitUntil(lambda: (frame.around.center() - middle).manhattanLength() < 4)
    window.actions_by_id["view.softmax"].trigger()
    qtbot.waitUntil(lambda: not frame.isVisible())
    press(qtbot, window, "lesson_point")
    assert frame.isVisible()
    assert window.panels[OUTPUTS].tabs.currentIndex() == 0


def test_the_frame_lets_the_mouse_through_and_a_cover_keeps_it(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    canvas = window.panels[OUTPUTS].flow.canvas
    cell = canvas.view.viewport().mapTo(window, canvas.position_of(1, 0, 0))
    cover = window.learning.pointer.covers[0]
    qtbot.waitUntil(
        lambda: window.childAt(cell) is cover
    )  # so nothing tells the number to who points at it
    qtbot.mouseClick(cover, Qt.MouseButton.LeftButton)
    assert window.studio.selection.place == Place(0)
    answer(qtbot, window, "4.8")
    assert window.learning.pointer.frame.isVisible()
    at = window.childAt(cell)
    assert at is canvas.view.viewport()  # right through the frame
    qtbot.mouseClick(at, Qt.MouseButton.LeftButton, pos=at.mapFrom(window, cell))
    assert window.studio.selection.place == Place(0, 0, 0)
    for each in (window.learning.pointer.frame, *window.learning.pointer.covers):
        assert each.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_cover_and_the_frame_stay_on_top_when_another_panel_comes_to_the_front(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    for _ in range(2):
        press(qtbot, window, "lesson_next")
    cover = window.learning.pointer.covers[0]
    for title in ("Code", "Layer"):
        click_tab(qtbot, window, title)
        qtbot.waitUntil(lambda: window.childAt(cover.geometry().center()) is cover)
    frame = window.learning.pointer.frame
    above = window.children()[window.children().index(frame) + 1 :]
    assert {type(each) for each in above if isinstance(each, QWidget)} <= {
        *(type(cover), StripStack)  # no frame crosses a message
    }


def test_explain_does_not_tell_a_covered_number(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    click_tab(qtbot, window, "Explain")
    window.studio.selection.select(Place(INPUT, 0, 2))  # whose sample Explain follows
    press(qtbot, window, "lesson_next")
    press(qtbot, window, "lesson_next")
    click_tab(qtbot, window, "Explain")
    panel = window.panels[EXPLAIN]
    middle = panel.mapTo(window, panel.rect().center())
    covers = window.learning.pointer.covers
    qtbot.waitUntil(lambda: window.childAt(middle) in covers)
    answer(qtbot, window, "4.8")
    assert panel.isAncestorOf(window.childAt(middle))


def test_several_cells_may_be_covered_until_one_question_is_answered(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(size=LARGE)
    hides = ", ".join(
        f'{{ what = "cell", layer = "last softmax", sample = 1, neuron = {neuron} }}'
        for neuron in (1, 2)
    )
    lesson = f"""
        title = "Shares"
        summary = "Three of them"
        example = "Softmax"
        [[steps]]
        text = "Three probabilities are covered."
        hides = [{hides}]
        [steps.question]
        kind = "number"
        ask = "What is the first?"
        answer = {{ what = "cell", layer = 0, sample = 1 }}
        hint = "It is the largest."
        """
    window.learning.guide.start(parse_lesson(lesson.encode(), "mine.toml"))
    pointer = window.learning.pointer
    assert [(cell.sample, cell.neuron) for cell in pointer.hidden] == [(1, 0), (1, 1), (1, 2)]
    assert len(pointer.covers) == 4  # and one over the bars
    answer(qtbot, window, "1")
    assert pointer.covers == []


def test_layers_that_are_off_do_not_tell_a_covered_number(open_window: Open) -> None:
    window = open_window(size=LARGE)
    start(window, "activations")
    window.learning.guide.go_on()
    cells = {cell.layer for cell in window.learning.pointer.hidden}
    n_layers = len(window.studio.project.network)
    assert cells == set(range(1, n_layers))  # Step, and all behind it, which pass its number on


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


def test_a_lesson_never_selects_more_than_it_must(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "a_batch")
    window.studio.selection.select(Place(INPUT, 2, 3))
    press(qtbot, window, "lesson_next")  # points at the matrix of the layer
    assert window.studio.selection.place == Place(INPUT, 2, 3)


def test_a_word_looked_up_meanwhile_gives_the_frame_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    pointer = window.learning.pointer
    pointer.hold_for(20)
    at_the_sample = pointer.frame.around
    window.studio.links.landmark_wanted.emit(terms()["relu"].see)
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
