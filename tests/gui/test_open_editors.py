"""What is typed but not entered belongs to what it was typed for, and commands enter it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, edits, load, save
from nnfs_core.project.place import Place
from nnfs_gui.panels import BATCH, CODE, EXPLAIN, LAYER, NETWORK
from nnfs_gui.studio.edit import BATCH as BATCH_PART
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.finder import Sort
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.gui import batch_table
from tests.gui.batch_table import editor, type_in
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import click, notices_of, press, seen
from tests.gui.windows import answer_about_unsaved, drop
from tests.projects import project_of

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window: Open, tmp_path: Path) -> MainWindow:
    """A saved project of two dense layers on six samples, with the first layer selected."""
    layers = [Dense.random(4, 3, seed=1), ReLU(), Dense.random(3, 2, seed=2)]
    window = open_window(Project(Network(layers), Batch(np.ones((6, 4)))))
    window.files.save_to(tmp_path / "mine.nnfs")
    window.studio.selection.select(Place(0, 0, 0))
    window.show_panel(LAYER)
    return window


def type_cell(qtbot: QtBot, window: MainWindow, text: str, row: int = 0) -> QLineEdit:
    """Click a cell of the second feature and type, without Enter."""
    view = window.panels[BATCH].view
    batch_table.click(qtbot, view, row, 1)
    return type_in(qtbot, view, text)


def type_name(qtbot: QtBot, window: MainWindow, text: str) -> QLineEdit:
    """Type over the layer's name in the Layer panel, without Enter."""
    field = seen(window, QLineEdit, "layer_name")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    return field


def type_neurons(qtbot: QtBot, window: MainWindow, text: str) -> QSpinBox:
    spin = seen(window, QSpinBox, "neurons_spin")
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, text)
    return spin


def type_weight(qtbot: QtBot, window: MainWindow, text: str) -> None:
    table = window.panels[LAYER].findChild(QWidget, "weights_table")
    batch_table.click(qtbot, table, 0, 1)
    type_in(qtbot, table, text)


def type_feature(qtbot: QtBot, window: MainWindow, text: str) -> QLineEdit:
    """Type over the name of the first feature in the header, without Enter."""
    view = window.panels[BATCH].view
    view.go_to(0, 0)
    view.commands.rename_column()
    field = seen(view.column_header, QLineEdit, "header_editor")
    qtbot.keyClicks(field, text)
    return field


def type_on_card(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Rename the selected layer on its card, without Enter."""
    window.actions_by_id["network.rename"].trigger()
    qtbot.keyClicks(window.panels[NETWORK].stack.open_editor.editor, text)


def names(window: MainWindow) -> list[str]:
    return list(window.studio.project.network.names)


def undo_button(window: MainWindow) -> QWidget:
    return window.findChild(QToolBar, "tools").widgetForAction(window.actions_by_id["edit.undo"])


# Saving, and what else reads the project.


def test_saving_writes_what_is_seen_in_every_field(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    for number, type_in_it in enumerate((
        lambda: type_cell(qtbot, window, "7"),
        lambda: type_weight(qtbot, window, "0.25"),
        lambda: type_name(qtbot, window, "Hidden"),
        lambda: type_neurons(qtbot, window, "5"),
        lambda: type_feature(qtbot, window, "width"),
    )):  # fmt: skip
        window.studio.selection.select(Place(0, 0, 0))
        type_in_it()
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: not window.isWindowModified())
        saved = load(tmp_path / "mine.nnfs")
        found = (
            saved.batch.inputs[0, 1] == 7,
            saved.network.layers[0].arrays()["weights"][0, 1] == 0.25,
            saved.network.names[0] == "Hidden",
            saved.network.layers[0].n_outputs == 5,
            saved.batch.columns[0] == "width",
        )
        assert found == (True,) * (number + 1) + (False,) * (4 - number)


def test_a_name_typed_on_a_card_is_saved(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    type_on_card(qtbot, window, "Hidden")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_S, CTRL)
    assert load(tmp_path / "mine.nnfs").network.names[0] == "Hidden"
    assert window.panels[NETWORK].stack.open_editor is None


@pytest.mark.parametrize(
    "command", ["file.save", "run.forward", "run.pin", "code.copy", "file.save_matrix"]
)
def test_a_text_that_will_not_do_keeps_its_editor_and_stops_the_command(
    qtbot: QtBot, window: MainWindow, command: str
) -> None:
    told = notices_of(window.studio)
    field = type_cell(qtbot, window, "7x")
    QGuiApplication.clipboard().setText("before")
    before, evaluation = window.studio.project, window.studio.runner.evaluation
    window.actions_by_id[command].trigger()
    assert editor(window.panels[BATCH].view) is field
    assert (field.text(), field.property("fault")) == ("7x", "true")
    assert len(told) == 1
    assert "7x" in told[0]
    assert window.studio.project is before
    assert window.studio.runner.evaluation is evaluation
    assert QGuiApplication.clipboard().text() == "before"
    assert window.studio.pinned.pin is None
    assert not window.findChildren(QFileDialog)


def test_neurons_that_are_no_number_stop_the_command(qtbot: QtBot, window: MainWindow) -> None:
    told = notices_of(window.studio)
    spin = type_neurons(qtbot, window, "0")
    window.actions_by_id["file.save"].trigger()
    assert told == ["Number of neurons takes a number from 1 to 100,000,000, not “0”."]
    assert spin.text() == "0"


def test_running_and_copying_as_code_work_on_what_is_seen(qtbot: QtBot, window: MainWindow) -> None:
    window.studio.runner.set_live(False)
    type_cell(qtbot, window, "7")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F5)
    assert window.studio.runner.evaluation.project.batch.inputs[0, 1] == 7
    window.show_panel(CODE)
    type_cell(qtbot, window, "9")
    press(qtbot, window.panels[CODE], "code_copy")
    qtbot.waitUntil(lambda: "9." in QGuiApplication.clipboard().text())
    assert window.studio.project.batch.inputs[0, 1] == 9


@pytest.mark.parametrize(
    ("name", "text", "then"),
    [
        ("neurons_spin", "0", "leave"),
        ("neurons_spin", "0", "enter"),
        ("initialisation_value", "-", "draw"),
        ("initialisation_value", "1e", "leave"),
        ("initialisation_value", "1e", "enter"),
        ("what_if_field", "2e", "enter"),
        ("what_if_field", "2e", "leave"),
    ],
)
def test_a_field_keeps_a_text_that_will_not_do_until_it_is_mended_or_taken_back(
    qtbot: QtBot, window: MainWindow, name: str, text: str, then: str
) -> None:
    if name == "what_if_field":
        window.show_panel(EXPLAIN)
        table = window.panels[EXPLAIN].view.table
        table.setFocus()
        table.set_current(1, 1)
        qtbot.keyClick(table, Qt.Key.Key_Space)
    if name == "initialisation_value":
        rules = seen(window, QComboBox, "initialisation_choice")
        rules.setCurrentText("Constant")
    field = next(each for each in window.findChildren(QAbstractSpinBox, name) if each.isVisible())
    told, before = notices_of(window.studio), window.studio.project
    shown = field.text()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    typed = field.text()
    if then == "draw":
        press(qtbot, window, "redraw_button")
    elif then == "enter":
        qtbot.keyClick(field, Qt.Key.Key_Return)
    else:
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert not field.hasFocus()
    assert field.text() == typed
    assert window.studio.project is before
    if then != "leave":
        assert len(told) == 1
        assert f"“{typed}”" in told[0]
    else:
        window.actions_by_id["file.save"].trigger()
        is_of_project = name != "initialisation_value"
        assert len(told) == is_of_project
    assert field.text() == typed
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == shown
    assert field.property("fault") != "true"


def test_a_name_of_a_column_that_is_refused_stays_to_be_mended(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    told = notices_of(window.studio)
    field = type_feature(qtbot, window, "x2")
    click(qtbot, window.panels[NETWORK].stack.card(1))
    assert (field.isVisible(), field.text(), field.property("fault")) == (True, "x2", "true")
    assert len(told) == 1
    window.actions_by_id["file.save"].trigger()
    assert told[1:] == told[:1]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.studio.project.batch.columns[0] == "x0"


# Closing and opening.


def test_where_nobody_can_mend_it_what_will_do_is_entered_and_the_rest_dropped(
    qtbot: QtBot, window: MainWindow
) -> None:
    for text in ("7", "8x"):
        type_cell(qtbot, window, text)
        window.studio.open_editors.enter_or_drop()
        assert editor(window.panels[BATCH].view) is None
        assert window.studio.project.batch.inputs[0, 1] == 7


def test_closing_asks_about_what_is_only_typed(qtbot: QtBot, window: MainWindow) -> None:
    type_cell(qtbot, window, "7")
    window.close()
    assert window.isVisible()
    answer_about_unsaved(qtbot, window, "Cancel")
    assert window.studio.project.batch.inputs[0, 1] == 7


def test_closing_stops_at_a_text_that_will_not_do(qtbot: QtBot, window: MainWindow) -> None:
    field = type_cell(qtbot, window, "7x")
    window.close()
    assert window.isVisible()
    assert editor(window.panels[BATCH].view) is field
    assert not window.findChildren(QMessageBox, "unsaved_box")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    window.close()
    assert not window.isVisible()


def test_a_dropped_network_does_not_take_the_place_of_what_is_typed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    other = tmp_path / "other.nnfs"
    save(Project(Network([Dense.random(2, 2)]), Batch(np.ones((1, 2)))), other)
    type_name(qtbot, window, "Hidden")
    drop(window, other)
    answer_about_unsaved(qtbot, window, "Save")
    qtbot.waitUntil(lambda: window.studio.document.path == other)
    assert load(tmp_path / "mine.nnfs").network.names[0] == "Hidden"


# The thing it was typed for.


def test_a_name_goes_with_the_layer_that_is_moved(qtbot: QtBot, window: MainWindow) -> None:
    field = type_name(qtbot, window, "Hidden")
    qtbot.keyClick(field, Qt.Key.Key_Down, ALT)
    assert names(window) == ["ReLU", "Hidden", "Dense 2"]
    assert field.text() == "Hidden"
    assert window.studio.selection.place.layer == 1


def test_a_name_on_a_card_goes_with_the_layer_that_is_moved(
    qtbot: QtBot, window: MainWindow
) -> None:
    type_on_card(qtbot, window, "Hidden")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down, ALT)
    assert names(window) == ["ReLU", "Hidden", "Dense 2"]


def test_neurons_go_to_the_layer_they_were_typed_for(qtbot: QtBot, window: MainWindow) -> None:
    spin = type_neurons(qtbot, window, "5")
    qtbot.keyClick(spin, Qt.Key.Key_Down, ALT)
    assert [layer.n_outputs for layer in window.studio.project.network.layers] == [None, 5, 2]
    window.studio.selection.select_layer(2)
    assert seen(window, QSpinBox, "neurons_spin").value() == 2


def test_what_was_chosen_to_draw_with_moves_with_its_layer_and_is_dropped_for_another(
    qtbot: QtBot, window: MainWindow
) -> None:
    seed = seen(window, QSpinBox, "seed_spin")
    seed.setFocus()
    seed.selectAll()
    qtbot.keyClicks(seed, "77")
    qtbot.keyClick(seed, Qt.Key.Key_Down, ALT)
    assert seed.text() == "77"
    window.studio.selection.select_layer(2)
    assert seed.value() == 2  # what that one was drawn with


def test_a_cell_is_entered_before_its_sample_moves(qtbot: QtBot, window: MainWindow) -> None:
    type_cell(qtbot, window, "7", row=1)
    view = window.panels[BATCH].view
    view.model().insert_rows(0, 1)
    assert window.studio.project.batch.inputs[:, 1].tolist() == [0, 1, 7, 1, 1, 1, 1]
    assert editor(view) is None


def test_a_cell_is_entered_before_the_samples_are_sorted(qtbot: QtBot, window: MainWindow) -> None:
    type_cell(qtbot, window, "7", row=1)
    panel = window.panels[BATCH]
    panel.finder.filter("x1 > 0")
    panel.finder.sort_by(Sort("feature", "x1", descending=True))
    assert window.studio.project.batch.inputs[:, 1].tolist() == [1, 7, 1, 1, 1, 1]
    assert editor(panel.view) is None


# Long work.


@pytest.fixture
def slow_window(
    qtbot: QtBot, studio: Callable[..., Studio], store: QSettings, later: LaterExecutor
) -> Iterator[MainWindow]:
    """As `window`; work is done when `later` is told to, once it waits."""
    later.waits = False
    layers = [Dense.random(4, 3, seed=1), ReLU(), Dense.random(3, 2, seed=2)]
    window = MainWindow(studio(project_of(np.ones((6, 4)), *layers), later), Settings(store))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.studio.selection.select(Place(0, 0, 0))
    window.show_panel(LAYER)
    yield window
    window.close_now()
    shiboken6.delete(window)


@pytest.mark.parametrize("end", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
@pytest.mark.parametrize("type_it", [type_cell, type_name, type_on_card, type_neurons])
def test_long_work_that_is_ready_waits_for_what_is_being_typed(
    qtbot: QtBot, slow_window: MainWindow, later: LaterExecutor, type_it: object, end: Qt.Key
) -> None:
    window = slow_window
    told, later.waits = notices_of(window.studio), True
    remove = Edit("Remove sample", lambda p: edits.remove_samples(p, [0]), part=BATCH_PART)
    window.studio.attempt(replace(remove, waits=True))
    type_it(qtbot, window, "8")
    later.waits = False
    later.work()
    assert told == ["Remove sample: ready, and waits until what you type is entered or taken back."]
    assert window.studio.project.batch.n_samples == 6
    assert window.studio.open_editors.is_typed
    qtbot.keyClick(window.focusWidget(), end)
    is_entered = end == Qt.Key.Key_Return
    if is_entered and type_it is type_cell:  # the batch is another one: said, not overwritten
        qtbot.waitUntil(lambda: len(told) == 2)
        assert told[1] == "Remove sample: not done, because the batch has changed meanwhile."
        assert window.studio.project.batch.inputs[0, 1] == 8
    else:
        qtbot.waitUntil(lambda: window.studio.project.batch.n_samples == 5)
        found = names(window)[0] == "8" or window.studio.project.network.layers[0].n_outputs == 8
        assert found == is_entered


# Undo and redo.


def test_undo_drops_what_is_typed_and_redo_stays_whole(qtbot: QtBot, window: MainWindow) -> None:
    view = window.panels[BATCH].view
    type_cell(qtbot, window, "5", row=2)
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    type_cell(qtbot, window, "6", row=3)
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    type_cell(qtbot, window, "7")
    click(qtbot, undo_button(window))
    assert editor(view) is None
    assert window.studio.project.batch.inputs[:, 1].tolist() == [1, 1, 5, 1, 1, 1]
    type_cell(qtbot, window, "7")
    window.actions_by_id["edit.redo"].trigger()
    assert window.studio.project.batch.inputs[:, 1].tolist() == [1, 1, 5, 6, 1, 1]


@pytest.mark.parametrize("type_it", [type_name, type_on_card, type_neurons, type_feature])
def test_undo_drops_what_is_typed_in_any_field(
    qtbot: QtBot, window: MainWindow, type_it: object
) -> None:
    window.panels[BATCH].add_sample()
    window.studio.selection.select(Place(0, 0, 0))
    before = names(window), window.studio.project.batch.columns
    type_it(qtbot, window, "8")
    click(qtbot, undo_button(window))
    window.studio.selection.select(Place(0, 0, 0))
    assert window.studio.project.batch.n_samples == 6
    assert (names(window), window.studio.project.batch.columns) == before
    assert seen(window, QSpinBox, "neurons_spin").text() == "3"
    assert seen(window, QLineEdit, "layer_name").text() == ""
    window.actions_by_id["edit.redo"].trigger()
    assert window.studio.project.batch.n_samples == 7


def test_the_undo_key_in_a_field_takes_back_its_typing_first(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.panels[BATCH].add_sample()
    window.studio.selection.select(Place(0, 0, 0))
    field = type_name(qtbot, window, "Hidden")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() != "Hidden"
    assert window.studio.project.batch.n_samples == 7
