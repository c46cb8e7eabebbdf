"""The selection names something that is there, whatever old numbers are still on show."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnfs_core import Dense, ReLU, Softmax, edits
from nnfs_core.layers import Layer
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_gui.panels import BATCH, EXPLAIN, NETWORK, OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.outputs import FLOW, LAYER
from tests.gui.widgets import notices_of, text_of
from tests.projects import classifier, project_of

NO_DATA = "The clipboard is empty; copy numbers first, then paste them here."
NO_LAYER = "The clipboard holds no layer; copy one with Ctrl+C first."


def outdated(window: MainWindow) -> None:
    """Take away two layers and some samples whose old numbers stay on show."""
    window.studio.runner.set_live(False)
    for _ in range(2):
        window.studio.attempt(Edit("Remove layer", lambda p: edits.remove_layers(p, [2])))
    window.studio.attempt(Edit("Remove samples", lambda p: edits.remove_samples(p, [3, 4, 5])))


@pytest.mark.parametrize("tab", [FLOW, LAYER])
def test_a_click_on_an_old_matrix_selects_what_is_left_of_it(
    qtbot: QtBot, open_window: Open, tab: int
) -> None:
    window = open_window(classifier(6))
    outputs = window.panels[OUTPUTS]
    outputs.show_tab(tab)
    window.studio.selection.select(Place(3, 0, 1))
    outdated(window)
    assert window.studio.selection.place.layer == 1
    canvas = outputs.view.canvas
    old_plots = len(canvas.plots)
    assert old_plots == (5 if tab == FLOW else 1)
    for number in range(old_plots):
        place = canvas.position_of(number, 5, 1)
        qtbot.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left):
            qtbot.keyClick(canvas.view, key)
            selected = window.studio.selection.place
            assert INPUT <= selected.layer <= 1
            assert selected.sample in (None, 0, 1, 2)


def test_every_command_works_after_a_click_on_what_is_gone(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(classifier(6), (2000, 800))
    outdated(window)
    window.studio.selection.select(Place(1, 2))
    told, before = notices_of(window.studio), window.studio.selection.place
    canvas = window.panels[OUTPUTS].flow.canvas
    place = canvas.position_of(4, 5, 2)  # of the softmax, which is gone
    qtbot.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.studio.selection.place == before
    assert told == ["Softmax is gone from the network; its outputs are of before."]
    qtbot.mouseClick(
        canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=canvas.position_of(2, 5, 1)
    )
    assert window.studio.selection.place == before
    assert told[1:] == ["Sample 5 is gone from the batch; its row is of before."]
    for name in ("duplicate", "move_up", "switch", "remove", "remove", "remove", "remove"):
        window.actions_by_id[f"network.{name}"].trigger()
    assert len(window.studio.project.network) == 0
    assert window.studio.selection.place.layer == INPUT
    for id in ("view.back", "view.forward", "run.pin", "run.forward"):
        window.actions_by_id[id].trigger()
    assert window.studio.runner.is_current


def test_a_click_on_an_old_matrix_selects_its_layer_wherever_it_is_now(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(classifier(6), (2000, 800))
    studio, outputs = window.studio, window.panels[OUTPUTS]
    studio.runner.set_live(False)
    studio.attempt(Edit("Edit", lambda p: edits.set_weights(p, 2, 0, 0, [[5.0]])))
    studio.attempt(Edit("Remove layer", lambda p: edits.remove_layers(p, [1])))
    studio.attempt(Edit("Insert layers", lambda p: edits.insert_layers(p, 0, [Softmax(), ReLU()])))
    # shown: dense, relu, dense, softmax; now: softmax, relu, dense, dense, softmax
    canvas = outputs.flow.canvas
    for number, layer in ((1, 2), (3, 3), (4, 4)):
        place = canvas.position_of(number, 1, 2)
        qtbot.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert studio.selection.place == Place(layer, 1, 2)
        assert canvas.plots[number].marks.column == 2  # where the click was
        assert window.panels[EXPLAIN].explainer.explained.place == Place(number - 1, 1, 2)
        outputs.show_tab(LAYER)
        title = canvas.plots[number].content.title
        assert outputs.layer.canvas.plots[0].content.title == title
        outputs.show_tab(FLOW)
    qtbot.keyClick(canvas.view, Qt.Key.Key_Down)
    assert studio.selection.place == Place(4, 2, 2)


def test_a_layer_that_has_no_outputs_yet_shows_none_of_another(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(classifier(6))
    studio, outputs = window.studio, window.panels[OUTPUTS]
    studio.runner.set_live(False)
    studio.attempt(Edit("Insert layers", lambda p: edits.insert_layers(p, 0, [ReLU()])))
    studio.selection.select(Place(0, 1, 1))
    assert "not computed yet" in text_of(window, "explain_message")
    assert all(plot.marks.column is None for plot in outputs.flow.canvas.plots)
    outputs.show_tab(LAYER)
    assert "no outputs yet" in outputs.layer.canvas.plots[0].content.message
    assert outputs.layer.table.values.n_rows == 0
    told = notices_of(studio)
    window.actions_by_id["file.save_matrix"].trigger()
    assert told == [outputs.layer.canvas.plots[0].content.message]
    window.actions_by_id["run.forward"].trigger()
    assert outputs.layer.canvas.plots[0].content.message == ""


def test_what_the_mouse_rests_on_is_forgotten_when_it_is_gone(open_window: Open) -> None:
    window = open_window(classifier(6))
    selection = window.studio.selection
    selection.hover(Place(3, 0, 1))
    window.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 5.0)))
    assert selection.hovered == Place(3, 0, 1)
    window.studio.attempt(Edit("Remove layer", lambda p: edits.remove_layers(p, [3])))
    assert selection.hovered is None


def test_every_panel_is_told_of_another_project_with_a_selection_in_it(open_window: Open) -> None:
    window = open_window(classifier(6))
    studio = window.studio
    studio.selection.select(Place(3, 5, 2))
    seen: list[int] = []
    studio.document.changed.connect(
        lambda old, new: seen.append(studio.selection.place.layer < len(new.network))
    )
    studio.runner.finished.connect(
        lambda evaluation: seen.append(
            studio.selection.place.layer < len(evaluation.project.network)
        )
    )
    for _ in range(4):
        studio.attempt(Edit("Remove layer", lambda p: edits.remove_layers(p, [0])))
    assert seen == [True] * 8


@pytest.mark.parametrize(
    "layers", [[], [ReLU()], [Softmax()], [Dense.random(0, 3), ReLU()], [Dense.random(2, 2)]]
)
@pytest.mark.parametrize("live", [True, False])
def test_a_batch_without_features_is_explained_as_far_as_it_goes(
    qtbot: QtBot, open_window: Open, layers: list[Layer], live: bool
) -> None:
    window = open_window(project_of(np.ones((3, 0)), *layers))
    studio, explain = window.studio, window.panels[EXPLAIN]

    def look_everywhere() -> None:
        for layer in range(INPUT, len(studio.project.network)):
            for neuron in (None, 0, 1):
                studio.selection.select(Place(layer, 0, neuron))
                explained = explain.explainer.explained
                assert explained.explanation is not None or explained.message
                QApplication.processEvents()

    studio.runner.set_live(live)
    look_everywhere()
    studio.attempt(Edit("Insert features", lambda p: edits.insert_features(p, 0, 2)))
    look_everywhere()
    studio.document.undo()
    look_everywhere()


def test_a_neuron_without_inputs_is_its_bias(open_window: Open) -> None:
    layer = Dense(np.empty((0, 2)), np.array([[1.5, 2.5]]))
    window = open_window(project_of(np.ones((3, 0)), layer))
    window.studio.selection.select(Place(0, 1, 1))
    derivation = window.panels[EXPLAIN].view.table.derivation
    assert derivation.row(derivation.n_rows - 1).cells[0].text == "2.5"
    targets = [derivation.row(row).cells[0].target for row in range(derivation.n_rows)]
    assert Place(0, 1, 1, BIAS) in targets


def test_pasting_without_any_data_says_so(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(classifier(6))
    told, before = notices_of(window.studio), window.studio.project
    QGuiApplication.clipboard().clear()
    view = window.panels[BATCH].view
    view.setFocus()
    view.go_to(0, 0)
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.panels[NETWORK].layer_commands()["paste"]()
    assert told == [NO_DATA, NO_LAYER]
    assert window.studio.project is before
