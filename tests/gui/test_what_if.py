"""What if: a change is tried out in place, watched everywhere, and kept or let go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.files.native import load
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_gui.panels import BATCH, OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.studio.what_if import what_if
from nnfs_gui.window.main_window import MainWindow
from tests.gui.filtered import ask, rows
from tests.gui.widgets import notices_of, press, seen, text_of
from tests.gui.windows import answer_about_unsaved

Open = Callable[..., MainWindow]


def try_bias(studio: Studio, value: float) -> None:
    """As a slider in a panel does: the bias of neuron 1 of the first layer."""
    assert what_if(studio, Place(0, None, 1, BIAS), value)


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window(example_named("Two layers").build())


def cell(window: MainWindow) -> str:
    """The output that the bias changes, as it stands in the flow."""
    return window.panels[OUTPUTS].flow.matrix(1).cell_text(0, 1)


def test_what_is_tried_out_shows_everywhere_and_in_a_question(window: MainWindow) -> None:
    assert text_of(window, "what_if_question") == ""
    assert cell(window) == "1.21"
    try_bias(window.studio, 5)
    try_bias(window.studio, 4)
    assert text_of(window, "what_if_question") == "What if bias of neuron 1 in Dense 1 = 4?"
    assert cell(window) == "2.21"
    assert not window.isWindowModified()


def test_letting_go_brings_everything_back(qtbot: QtBot, window: MainWindow) -> None:
    before = window.studio.project
    try_bias(window.studio, 5)
    press(qtbot, window, "what_if_let_go")
    assert text_of(window, "what_if_question") == ""
    assert cell(window) == "1.21"
    assert window.studio.project is before
    assert not window.actions_by_id["edit.undo"].isEnabled()


def test_keeping_makes_one_step_that_undo_names(qtbot: QtBot, window: MainWindow) -> None:
    try_bias(window.studio, 5)
    try_bias(window.studio, 4)
    press(qtbot, window, "what_if_keep")
    assert text_of(window, "what_if_question") == ""
    assert cell(window) == "2.21"
    assert window.isWindowModified()
    undo = window.actions_by_id["edit.undo"]
    assert undo.text() == "&Undo bias of neuron 1 in Dense 1 = 4"
    undo.trigger()
    assert cell(window) == "1.21"
    assert not undo.isEnabled()


def test_escape_in_the_strip_lets_go_and_the_buttons_work_from_the_keyboard(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.panels[BATCH].view.setFocus()
    try_bias(window.studio, 5)
    keep = window.findChild(QPushButton, "what_if_keep")
    keep.setFocus()
    qtbot.keyClick(keep, Qt.Key.Key_Escape)
    assert cell(window) == "1.21"
    assert window.panels[BATCH].view.hasFocus()
    try_bias(window.studio, 4)
    keep.setFocus()
    qtbot.keyClick(keep, Qt.Key.Key_Space)
    assert cell(window) == "2.21"
    assert text_of(window, "what_if_question") == ""


def test_the_menu_offers_to_keep_and_let_go_only_while_something_is_tried(
    window: MainWindow,
) -> None:
    keep, let_go = (window.actions_by_id[f"edit.{name}_trial"] for name in ("keep", "let_go"))
    assert not keep.isEnabled()
    assert not let_go.isEnabled()
    try_bias(window.studio, 4)
    assert keep.isEnabled()
    assert let_go.isEnabled()
    let_go.trigger()
    assert cell(window) == "1.21"
    assert not keep.isEnabled()


def test_undo_lets_go_of_what_is_tried(window: MainWindow) -> None:
    try_bias(window.studio, 4)
    window.actions_by_id["edit.undo"].trigger()
    assert text_of(window, "what_if_question") == ""
    assert cell(window) == "1.21"
    assert not window.actions_by_id["edit.redo"].isEnabled()


def test_an_edit_keeps_what_is_tried_as_a_step_before_it(window: MainWindow) -> None:
    try_bias(window.studio, 4)
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 0, 0, 2)))
    assert text_of(window, "what_if_question") == ""
    window.actions_by_id["edit.undo"].trigger()
    assert cell(window) == "2.21"


def test_weights_and_inputs_are_tried_out_by_their_place_and_named(window: MainWindow) -> None:
    studio = window.studio
    what_if(studio, Place(INPUT, 0, 1), 7)
    assert text_of(window, "what_if_question") == "What if input x1 of sample 0 = 7?"
    assert window.panels[OUTPUTS].flow.matrix(0).cell_text(0, 1) == "7"
    what_if(studio, Place(0, None, 1, 2), 0.35)
    assert text_of(window, "what_if_question") == (
        "What if input x1 of sample 0 = 7 and weight 2 of neuron 1 in Dense 1 = 0.35?"
    )
    assert studio.project.network.layers[0].arrays()["weights"][2, 1] == 0.35


@pytest.mark.parametrize(
    "place", [Place(INPUT, 9, 0), Place(INPUT), Place(0, None, 9, 0), Place(9, None, 0, BIAS)]
)
def test_a_number_that_is_not_there_is_refused_with_a_notice(
    studio: Callable[..., Studio], place: Place
) -> None:
    made = studio(example_named("Two layers").build())
    told = notices_of(made)
    assert not what_if(made, place, 1.0)
    assert told
    assert not made.document.is_trying


def test_a_refused_trial_leaves_everything_and_tells_why(window: MainWindow) -> None:
    studio = window.studio
    told = notices_of(studio)
    assert not studio.try_out(Edit("Nothing", lambda p: edits.set_biases(p, 9, 0, np.array([1.0]))))
    assert len(told) == 1
    assert text_of(window, "what_if_question") == ""


def test_a_save_keeps_what_is_tried_so_that_the_file_holds_what_is_on_the_screen(
    window: MainWindow, tmp_path: Path
) -> None:
    try_bias(window.studio, 4)
    window.files.save_to(tmp_path / "mine.nnfs")
    assert text_of(window, "what_if_question") == ""
    assert load(tmp_path / "mine.nnfs").network.layers[0].arrays()["biases"][0, 1] == 4
    window.actions_by_id["edit.undo"].trigger()
    assert cell(window) == "1.21"


@pytest.mark.parametrize("answer", ["Save", "Discard", "Cancel"])
def test_closing_asks_about_what_is_only_tried(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, answer: str
) -> None:
    path = tmp_path / "mine.nnfs"
    window.files.save_to(path)
    try_bias(window.studio, 4)
    window.close()
    text = seen(window, QMessageBox, "unsaved_box").informativeText()
    assert "bias of neuron 1 in Dense 1 = 4" in text
    answer_about_unsaved(qtbot, window, answer)
    kept = load(path).network.layers[0].arrays()["biases"][0, 1]
    assert kept == (4 if answer == "Save" else 3)
    if answer == "Cancel":
        assert text_of(window, "what_if_question") == "What if bias of neuron 1 in Dense 1 = 4?"
    else:
        qtbot.waitUntil(lambda: not window.isVisible())


def test_trying_out_an_input_leaves_the_filter_of_the_batch_alone(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel, studio = window.panels[BATCH], window.studio
    window.actions_by_id["batch.filter"].trigger()
    ask(qtbot, panel, "x0 > 0")
    assert rows(panel) == ["0", "1"]
    for end in (studio.document.let_go, studio.document.keep):
        studio.try_out(Edit("Input = 9", lambda project: edits.set_input(project, 0, 1, 9)))
        end()
        assert rows(panel) == ["0", "1"]
