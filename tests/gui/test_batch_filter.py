"""Filtering the table: what is seen, and that edits go to the samples on show alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_core.layers import Softmax
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import Block
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.finder import Sort
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from tests.gui.batch_table import batch, choose, choose_in, open_menu, type_into
from tests.gui.executors import LaterExecutor
from tests.gui.filtered import ANIMALS, SAME, SCORES, TARGETS, ask, column, count, fault, rows
from tests.gui.widgets import press

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(show_batch: Callable[..., BatchPanel]) -> BatchPanel:
    panel = show_batch(ANIMALS, SAME)
    panel.filter_bar.ask()
    return panel


def test_a_condition_leaves_the_samples_that_meet_it_with_their_own_numbers(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "wrong only")
    assert rows(panel) == ["1", "4", "5"]
    assert column(panel, 0) == ["0", "4", "0"]
    assert column(panel, 2) == ["cat", "dog", "cat"]
    assert count(panel) == "3 of 6 samples"
    ask(qtbot, panel, "predicted = dog and confidence < 0.9")
    assert rows(panel) == ["2"]
    ask(qtbot, panel, "largest loss")
    assert rows(panel) == ["5", "1", "4", "0", "3", "2"]
    assert batch(panel).inputs.tolist() == SCORES
    assert panel.studio.document.undo_text is None


def test_a_filter_that_hides_the_selected_sample_says_so_and_leaves_it_selected(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    panel.studio.selection.select(Place(0, 2, 1))
    ask(qtbot, panel, "wrong only")
    assert count(panel) == "3 of 6 samples, not the selected one"
    assert panel.studio.selection.place == Place(0, 2, 1)
    panel.studio.selection.select(Place(0, 4, 1))
    assert count(panel) == "3 of 6 samples"


def test_the_button_clears_the_filter_and_escape_does_too(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "a > 3")
    assert rows(panel) == ["3", "4"]
    press(qtbot, panel, "batch_filter_clear")
    assert rows(panel) == ["0", "1", "2", "3", "4", "5"]
    assert panel.filter_bar.line.text() == ""
    ask(qtbot, panel, "a > 3")
    qtbot.keyClick(panel.filter_bar.line, Key.Key_Escape)
    assert len(rows(panel)) == 6
    assert count(panel) == ""


def test_a_mistake_is_told_under_the_line_and_leaves_the_table_as_it_was(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "a > 3")
    ask(qtbot, panel, "c > 3")
    assert fault(panel).startswith("At character 1: “c” is no name here; there are a, b and")
    assert panel.filter_bar.line.property("fault") == "true"
    assert panel.filter_bar.line.text() == "c > 3"  # to be mended
    assert rows(panel) == ["3", "4"]
    assert panel.notices == []
    qtbot.keyClick(panel.filter_bar.line, Key.Key_End)
    qtbot.keyClicks(panel.filter_bar.line, " ")
    assert fault(panel) == ""


def test_no_sample_at_all_is_an_answer(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "a > 100")
    assert rows(panel) == []
    assert count(panel) == "0 of 6 samples"
    panel.view.setFocus()
    for key in (Key.Key_Down, Key.Key_End, Key.Key_Delete):
        qtbot.keyClick(panel.view, key)
    assert batch(panel).inputs.tolist() == SCORES


def test_a_ready_condition_is_chosen_from_the_menu(qtbot: QtBot, panel: BatchPanel) -> None:
    choose(qtbot, panel, "batch_filter_menu", "condition.wrong only, largest loss")
    assert rows(panel) == ["5", "1", "4"]
    assert panel.filter_bar.line.text() == "wrong only, largest loss"


def test_what_is_typed_in_a_filtered_row_goes_to_its_sample_and_moves_no_row(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "wrong only, largest loss")
    type_into(qtbot, panel, 1, 0, "7")  # sample 1: right from now on
    assert batch(panel).inputs[1].tolist() == [7, 3]
    assert rows(panel) == ["5", "1", "4"]
    again = panel.findChild(QPushButton, "batch_filter_again")
    assert again.isVisible()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert rows(panel) == ["5", "4"]
    assert not again.isVisible()
    panel.studio.document.undo()
    assert batch(panel).inputs.tolist() == SCORES
    assert panel.studio.document.undo_text is None


def test_a_class_is_typed_in_a_filtered_row(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "a > 3")
    type_into(qtbot, panel, 0, 2, "bird")
    assert batch(panel).targets.tolist() == [0, 0, -1, 2, 1, 0]
    assert batch(panel).class_names == ("cat", "dog", "bird")


def test_clearing_filling_and_pasting_write_the_samples_on_show_alone(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "wrong only")  # 1, 4, 5
    panel.view.setFocus()
    panel.view.select_block(Block(0, 0, 2, 3))
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert batch(panel).inputs.tolist() == [[2, 0], [0, 0], [0, 1], [5, 0], [0, 0], [0, 6]]
    assert batch(panel).targets.tolist() == [0, -1, -1, 0, -1, 0]
    panel.studio.document.undo()
    assert batch(panel).inputs.tolist() == SCORES

    panel.view.select_block(Block(0, 1, 3, 1))
    qtbot.keyClick(panel.view, Key.Key_D, CTRL)
    assert batch(panel).inputs[:, 1].tolist() == [0, 3, 1, 0, 3, 3]
    panel.studio.document.undo()

    QGuiApplication.clipboard().setText("8\t9\tdog\n6\t7\tcat")
    panel.view.go_to(1, 0)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert batch(panel).inputs[[3, 4, 5]].tolist() == [[5, 0], [8, 9], [6, 7]]
    assert batch(panel).targets.tolist() == [0, 0, -1, 0, 1, 0]
    panel.studio.document.undo()
    assert batch(panel).inputs.tolist() == SCORES

    panel.view.select_block(Block(0, 0, 3, 2))
    assert choose(qtbot, panel, "batch_fill", "fill_ramp").startswith("A ramp")
    assert batch(panel).inputs[[1, 4, 5]].tolist() == [[0, 1], [2, 3], [4, 5]]
    panel.studio.document.undo()
    assert batch(panel).inputs.tolist() == SCORES
    assert panel.studio.document.undo_text is None


def test_filtered_rows_are_copied_as_they_stand(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "wrong only, largest loss")
    panel.view.setFocus()
    panel.view.selectAll()
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "0\t6\tcat\n0\t3\tcat\n4\t1\tdog"


def test_a_paste_beyond_the_samples_on_show_is_refused_with_a_sentence(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "wrong only")
    QGuiApplication.clipboard().setText("1\t2\n3\t4")
    panel.view.setFocus()
    panel.view.go_to(2, 0)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert panel.notices[-1].text == (
        "These are 2 rows, but only 1 of the samples on show stand from there; "
        "show all samples to add more."
    )
    assert batch(panel).inputs.tolist() == SCORES


def test_removing_filtered_rows_removes_their_samples_and_undo_brings_both_back(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "wrong only, largest loss")  # 5, 1, 4
    panel.view.setFocus()
    panel.view.select_block(Block(0, 0, 2, 1))
    choose_in(qtbot, open_menu(qtbot, panel.view), "remove_rows")
    assert batch(panel).inputs.tolist() == [SCORES[0], *SCORES[2:5]]
    assert rows(panel) == ["3"]  # sample 4 has moved up
    assert column(panel, 0) == ["4"]
    panel.studio.document.undo()
    assert batch(panel).inputs.tolist() == SCORES
    assert rows(panel) == ["5", "1", "4"]
    panel.studio.document.redo()
    assert rows(panel) == ["3"]


def test_rows_inserted_into_a_filtered_table_are_seen_where_they_were_asked_for(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "wrong only")  # 1, 4, 5
    panel.view.setFocus()
    panel.view.go_to(1, 0)
    choose_in(qtbot, open_menu(qtbot, panel.view), "insert_rows_above")
    assert batch(panel).inputs[4].tolist() == [0, 0]
    assert rows(panel) == ["1", "4", "5", "6"]
    assert column(panel, 0) == ["0", "0", "4", "0"]
    press(qtbot, panel, "batch_add_sample")
    assert rows(panel) == ["1", "4", "5", "6", "7"]
    assert panel.view.currentIndex().row() == 4
    for _ in range(2):
        panel.studio.document.undo()
    assert rows(panel) == ["1", "4", "5"]


def test_samples_that_leave_elsewhere_are_not_looked_for_any_more(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "wrong only")
    panel.studio.attempt(Edit("Remove", lambda project: edits.remove_samples(project, [0, 5])))
    assert rows(panel) == ["0", "3"]
    assert count(panel) == "2 of 4 samples"
    panel.view.grab()


def test_another_project_is_shown_whole(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "wrong only")
    panel.studio.document.replace(Project(Network(), Batch(np.zeros((4, 1)))))
    assert rows(panel) == ["0", "1", "2", "3"]
    assert panel.filter_bar.line.text() == ""


def test_other_data_without_the_names_of_the_filter_is_shown_whole(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    ask(qtbot, panel, "a > 3")
    other = Batch(np.zeros((4, 1)), None, ["width"])
    panel.studio.attempt(Edit("Open data", lambda project: edits.replace_batch(project, other)))
    assert rows(panel) == ["0", "1", "2", "3"]
    assert fault(panel).startswith("At character 1: “a” is no name here; there are width")
    panel.studio.document.undo()
    assert rows(panel) == ["3", "4"]
    assert fault(panel) == ""


def test_the_selection_is_of_the_sample_not_of_the_row(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "wrong only")
    place = panel.view.visualRect(panel.model.index(1, 1)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.studio.selection.place == Place(INPUT, 4, 1)
    panel.studio.selection.select(Place(INPUT, 5, 0))
    assert panel.view.block() == Block(2, 0)
    panel.studio.selection.select(Place(INPUT, 0, 0))  # hidden
    assert panel.view.block() == Block(2, 0)
    press(qtbot, panel, "batch_filter_clear")
    assert panel.view.block() == Block(0, 0)


def test_a_sample_hidden_by_the_filter_can_be_shown(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "wrong only")
    panel.fault_strip.place_requested.emit(3, 1)
    notice = panel.notices[-1]
    assert notice.text == "Sample 3 is hidden by the filter."
    notice.action()
    assert rows(panel) == ["0", "1", "2", "3", "4", "5"]
    assert panel.view.block() == Block(3, 1)


def test_outputs_out_of_date_are_told_and_those_under_way_are_waited_for(
    qtbot: QtBot, qapp: object
) -> None:
    later = LaterExecutor()
    studio = Studio.create(
        Project(SAME, Batch(SCORES, TARGETS)), theme=Theme("light"), executor=later
    )
    panel = BatchPanel(studio)
    qtbot.addWidget(panel)
    panel.show()
    studio.runner.run()
    panel.filter_bar.ask()
    ask(qtbot, panel, "wrong only")
    assert count(panel) == "Looking…"
    assert len(rows(panel)) == 6
    later.work()
    assert rows(panel) == ["1", "4", "5"]
    studio.runner.set_live(False)
    panel.filter_bar.clear()
    studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 9)))
    ask(qtbot, panel, "wrong only")
    assert fault(panel) == (
        "The outputs are out of date: run the forward pass (F5), then filter again."
    )
    ask(qtbot, panel, "smallest x0")
    qtbot.keyClick(panel.filter_bar.line, Key.Key_Escape)  # given up
    later.work()
    assert len(rows(panel)) == 6
    assert rows(panel)[0] == "0"
    studio.close()


def test_a_filter_of_many_samples_is_looked_for_in_the_background(
    qtbot: QtBot, qapp: object
) -> None:
    numbers = np.arange(400_000.0).reshape(200_000, 2)
    studio = Studio.create(Project(Network(), Batch(numbers)), theme=Theme("light"))
    panel = BatchPanel(studio)
    qtbot.addWidget(panel)
    panel.show()
    ask(qtbot, panel, "x0 >= 399990, largest x1")
    assert panel.finder.is_busy
    qtbot.waitUntil(lambda: not panel.finder.is_busy)
    assert rows(panel) == ["199999", "199998", "199997", "199996", "199995"]
    panel.finder.filter("largest x0")
    assert count(panel).startswith("Looking…")
    qtbot.keyClick(panel.filter_bar.line, Key.Key_Escape)
    assert not panel.finder.is_busy
    assert len(rows(panel)) == 5  # what was on show stays
    studio.close()


def test_down_goes_from_the_line_to_the_rows(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "a > 3")
    qtbot.keyClick(panel.filter_bar.line, Key.Key_Down)
    assert panel.view.hasFocus()
    assert panel.filter_bar.line.cursorPosition() == 0


def test_a_narrow_panel_tells_the_count_in_numbers_alone(qtbot: QtBot, panel: BatchPanel) -> None:
    ask(qtbot, panel, "a > 3")
    panel.resize(480, 300)
    qtbot.waitUntil(lambda: count(panel) == "2 of 6")


def test_the_line_is_there_without_asking_once_there_are_many_samples(
    show_batch: Callable[..., BatchPanel],
) -> None:
    assert not show_batch(Batch(np.zeros((3, 1)))).filter_bar.isVisible()
    assert show_batch(Batch(np.zeros((30, 1)))).filter_bar.isVisible()


VALUES = {"targets": [0.5, 1.5, 2.0], "target_name": "price"}
SPECIES = {"targets": [0, 1, 1], "class_names": ["a cat", "dog"]}
ENDS = {
    "nothing": (Network(), {}, "Filter: x0 > 0   ·   missing"),
    "classes": (Network(), SPECIES, 'Filter: target = "a cat"   ·   x0 > 0   ·   missing'),
    "probabilities": (
        Network([Dense.random(1, 2), Softmax()]),
        SPECIES,
        "Filter: wrong only   ·   predicted = dog and confidence < 0.5   ·   largest loss",
    ),
    "values": (
        Network([Dense.random(1, 1)]),
        VALUES,
        "Filter: residual > 0   ·   largest loss   ·   x0 > 0",
    ),
    "values, two outputs": (Network([Dense.random(1, 2)]), VALUES, "Filter: x0 > 0   ·   missing"),
}


@pytest.mark.parametrize(("network", "options", "shown"), ENDS.values(), ids=ENDS.keys())
def test_the_empty_line_proposes_what_the_project_has_an_answer_to(
    qtbot: QtBot,
    show_batch: Callable[..., BatchPanel],
    network: Network,
    options: dict[str, Any],
    shown: str,
) -> None:
    panel = show_batch(Batch([[1.0], [2.0], [3.0]], **options))
    panel.studio.attempt(Edit("Another network", lambda p: replace(p, network=network)))
    panel.filter_bar.ask()
    assert panel.filter_bar.line.placeholderText() == shown
    for question in shown.removeprefix("Filter: ").split("   ·   "):
        ask(qtbot, panel, question)
        assert fault(panel) == ""


def test_given_samples_are_shown_under_their_title_until_something_else_is_asked_for(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    finder, line = panel.studio.finder, panel.filter_bar.line
    ask(qtbot, panel, "wrong only")
    finder.show_samples(np.array([0, 3, 4]), "a from 2 to 5")
    assert rows(panel) == ["0", "3", "4"]
    assert line.text() == ""
    assert line.placeholderText() == "Shown: a from 2 to 5"
    assert count(panel) == "3 of 6 samples"
    finder.sort_by(Sort("feature", "a", descending=True))
    assert rows(panel) == ["3", "4", "0"]
    panel.studio.attempt(Edit("Remove", lambda p: edits.remove_samples(p, [5])))
    assert rows(panel) == ["3", "4", "0"]
    ask(qtbot, panel, "wrong only")
    assert rows(panel) == ["4", "1"]
    assert "Shown" not in line.placeholderText()
    finder.show_samples(np.array([2]), "one")
    press(qtbot, panel, "batch_filter_clear")
    assert len(rows(panel)) == 5
    assert "Shown" not in line.placeholderText()


def test_another_project_shows_all_its_samples(panel: BatchPanel) -> None:
    panel.studio.finder.show_samples(np.array([2]), "one")
    panel.studio.document.replace(Project(SAME, Batch(SCORES, TARGETS)))
    assert len(rows(panel)) == 6
    assert not panel.studio.finder.is_active
