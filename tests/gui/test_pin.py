"""Pin a state, or compare with a file: every matrix shows values, or what is different."""

from __future__ import annotations

import gc
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from weakref import ref

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import Dense, Softmax, edits
from nnfs_core.numerals import short_number
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH, LAYER, OUTPUTS
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import LAYER as LAYER_TAB
from tests.gui.outputs import SOFTMAX, Show, flow_text, lesson, two_layers
from tests.gui.widgets import click, move_mouse, press, show_alone, text_of

Open = Callable[..., MainWindow]


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window(lesson(Softmax()))


@pytest.fixture
def panel(show_outputs: Show) -> OutputsPanel:
    """The outputs of the same, alone."""
    return show_outputs(lesson(Softmax()))


def pin_and_show_differences(qtbot: QtBot, window: MainWindow) -> None:
    toolbar_button = next(each for each in window.findChildren(QToolButton) if each.text() == "Pin")
    click(qtbot, toolbar_button)
    press(qtbot, window, "pinned_difference")


def show_differences(studio: Studio) -> None:
    """As the button and the switch do."""
    studio.pinned.pin_present()
    studio.pinned.show_differences(True)


def set_bias(studio: Studio, value: float) -> None:
    """The bias of neuron 1 of the first layer, which is 3."""
    studio.attempt(Edit("Edit bias", lambda p: edits.set_biases(p, 0, 1, np.array([value]))))


def table_text(view: object, row: int, column: int) -> str:
    return view.model().data(view.model().index(row, column))


def test_pinning_keeps_the_values_on_show_and_says_when_it_was(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert text_of(window, "pinned_text") == ""
    assert not window.actions_by_id["view.differences"].isEnabled()
    window.actions_by_id["run.pin"].trigger()
    assert re.fullmatch(r"Pinned at \d\d:\d\d", text_of(window, "pinned_text"))
    assert flow_text(window.panels[OUTPUTS], 1, 0, 1) == "1.21"


def test_the_flow_shows_present_minus_pinned_on_scales_of_their_own(panel: OutputsPanel) -> None:
    show_differences(panel.studio)
    assert panel.studio.pinned.sentence.endswith(": present minus pinned")
    set_bias(panel.studio, 5)
    plots = panel.flow.canvas.plots
    assert [plot.content.title for plot in plots] == [
        "Δ Input batch", "Δ Dense 1", "Δ Dense 2", "Δ Softmax",
    ]  # fmt: skip
    assert [flow_text(panel, 1, 0, column) for column in range(3)] == ["0", "+2", "0"]
    assert (plots[1].content.scale.low, plots[1].content.scale.high) == (-2, 2)
    assert flow_text(panel, 2, 0, 0) == "-0.28"  # the bias moved by 2, times the weight -0.14
    assert plots[3].content.scale.low == -plots[3].content.scale.high
    assert plots[1].cell_color(0, 0).name() == "#f8f9fb"
    below, above = plots[2].cell_color(0, 0), plots[1].cell_color(0, 1)
    assert below.red() > below.blue()
    assert above.blue() > above.red()


def test_a_matrix_in_which_nothing_changed_says_so_in_place_of_a_scale(
    panel: OutputsPanel, tmp_path: Path
) -> None:
    show_differences(panel.studio)
    set_bias(panel.studio, 5)
    texts = texts_of_picture(panel, tmp_path / "flow.svg")
    assert texts.count("unchanged") == 1  # the batch
    assert "±2" in texts or "+2" in texts  # the scale of Dense 1
    set_bias(panel.studio, 3)
    texts = texts_of_picture(panel, tmp_path / "flow.svg")
    assert texts.count("unchanged") == 4
    assert not {"±1", "+1", "-1"} & set(texts)


def texts_of_picture(panel: OutputsPanel, path: Path) -> list[str]:
    panel.save_picture(path)
    root = ElementTree.parse(path).getroot()
    return [(each.text or "").strip() for each in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_switch_turns_back_to_values_and_closing_unpins(
    qtbot: QtBot, window: MainWindow
) -> None:
    pin_and_show_differences(qtbot, window)
    assert text_of(window, "pinned_text").endswith(": present minus pinned")
    set_bias(window.studio, 5)
    press(qtbot, window, "pinned_values")
    assert flow_text(window.panels[OUTPUTS], 1, 0, 1) == "3.21"
    assert text_of(window, "pinned_text").startswith("Pinned at ")
    window.actions_by_id["view.differences"].trigger()
    assert flow_text(window.panels[OUTPUTS], 1, 0, 1) == "+2"
    press(qtbot, window, "pinned_close")
    assert flow_text(window.panels[OUTPUTS], 1, 0, 1) == "3.21"
    assert text_of(window, "pinned_text") == ""
    assert not window.actions_by_id["run.unpin"].isEnabled()


def test_pinning_again_takes_the_newer_state(panel: OutputsPanel) -> None:
    show_differences(panel.studio)
    set_bias(panel.studio, 5)
    panel.studio.pinned.pin_present()
    assert flow_text(panel, 1, 0, 1) == "0"
    set_bias(panel.studio, 4)
    assert flow_text(panel, 1, 0, 1) == "-1"


def test_the_readout_names_both_sides_of_a_difference(panel: OutputsPanel) -> None:
    show_differences(panel.studio)
    set_bias(panel.studio, 5)
    panel.studio.selection.select(Place(1, 0, 1))
    readout = panel.flow.readout.text()
    assert readout.startswith("Δ Dense 2 · sample 0 · neuron 1 = 0.2")
    assert readout.endswith("− (-1.0418499999999997)")


def test_the_readout_has_no_more_digits_than_the_precision(panel: OutputsPanel) -> None:
    studio = panel.studio
    studio.attempt(Edit("Precision", lambda p: edits.set_precision(p, "float32")))
    show_differences(panel.studio)
    set_bias(studio, 5)
    studio.selection.select(Place(0, 0, 1))
    readout = panel.flow.readout.text()
    assert readout == "Δ Dense 1 · sample 0 · neuron 1 = 2 = 3.21 − 1.2099999"


def test_the_selected_layer_shows_differences_in_plot_table_and_summary(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(two_layers(), LAYER_TAB)
    studio = panel.studio
    studio.pinned.pin_present()
    studio.selection.select(Place(0, 0, 1))
    set_bias(studio, 5)
    studio.pinned.show_differences(True)
    assert panel.layer.canvas.plots[0].content.title == "Δ Dense 1"
    assert panel.layer.canvas.plots[0].cell_text(0, 1) == "+2"
    assert [table_text(panel.layer.table, 0, column) for column in range(3)] == ["0", "+2", "0"]
    assert panel.layer.summary.text() == "9 differences from 0 to 2, mean 0.6667"


def test_the_bars_keep_probabilities_and_tell_how_they_changed(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(lesson(Softmax()), SOFTMAX)
    studio, bars = panel.studio, panel.softmax.bars
    studio.pinned.pin_present()
    studio.pinned.show_differences(True)
    before = float(bars.content.rows.row(0)[0])
    set_bias(studio, 5)
    after = float(bars.content.rows.row(0)[0])
    assert bars.item.segment_text(0, 0) == f"★ {short_number(after)}"
    assert panel.softmax.accuracy.text().endswith(" · present values")
    said: list[str] = []
    bars.hovered.connect(said.append)
    move_mouse(bars.view.viewport(), bars.point_of(0, 0))
    move_mouse(bars.view.viewport(), bars.point_of(1, 0))
    move_mouse(bars.view.viewport(), bars.point_of(0, 0))
    qtbot.waitUntil(lambda: bool(said) and f"{after - before:+.4g} since pinned" in said[-1])


def test_the_cards_picture_differences(studio: Callable[..., Studio]) -> None:
    made = studio(lesson(Softmax()))
    panel = NetworkPanel(made)
    show_differences(made)
    set_bias(made, 5)
    thumbnails = [panel.stack.card(layer).thumbnail for layer in (INPUT, 0)]
    assert not thumbnails[0].values.any()
    assert thumbnails[1].values.tolist() == [[0, 2, 0]] * 3
    assert "of the difference" in thumbnails[1].toolTip()
    made.pinned.show_differences(False)
    assert "of the output" in thumbnails[1].toolTip()


def test_the_batch_shows_differences_that_cannot_be_edited_but_lead_back_to_values(
    qtbot: QtBot, window: MainWindow
) -> None:
    pin_and_show_differences(qtbot, window)
    studio, table = window.studio, window.panels[BATCH].view
    studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 1, 7)))
    assert [table_text(table, 0, column) for column in range(4)] == ["0", "+5", "0", "0"]
    tip = table.model().data(table.model().index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert tip == "7, pinned as 2"
    assert window.panels[BATCH].header.summary.text().endswith("Δ present − pinned")
    before = studio.project
    table.go_to(0, 1)
    table.setFocus()
    for key in (Qt.Key.Key_4, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        qtbot.keyClick(table, key)
    assert studio.project is before
    text = window.findChild(QLabel, "notice_text").text()
    assert text == "The table shows differences from what is pinned; values can be edited."
    qtbot.mouseClick(window.findChild(QPushButton, "notice_button"), Qt.MouseButton.LeftButton)
    assert table_text(table, 0, 1) == "7"
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_4)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert table_text(table, 0, 1) == "4"


def test_what_is_copied_from_the_batch_is_what_is_shown(
    show_batch: Callable[..., BatchPanel],
) -> None:
    project = lesson(Softmax())
    panel = show_batch(project.batch, project.network)
    show_differences(panel.studio)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 1, 7)))
    panel.view.selectAll()
    panel.view.copy()
    assert QApplication.clipboard().text().splitlines()[0] == "0\t5\t0\t0"


def test_a_batch_of_another_shape_shows_its_values(qtbot: QtBot, window: MainWindow) -> None:
    pin_and_show_differences(qtbot, window)
    window.panels[BATCH].add_sample()
    assert table_text(window.panels[BATCH].view, 0, 0) == "1"
    assert "only the first 3 samples are compared" in text_of(window, "pinned_text")
    assert flow_text(window.panels[OUTPUTS], 1, 0, 0) == "0"
    assert window.panels[OUTPUTS].flow.matrix(1).content.shape == (3, 3)


def test_the_weights_show_differences(qtbot: QtBot, studio: Callable[..., Studio]) -> None:
    made = studio(lesson(Softmax()))
    made.selection.select(Place(0))
    panel = LayerPanel(made)
    show_alone(qtbot, panel, 320, 720)
    show_differences(made)
    made.attempt(Edit("Edit", lambda p: edits.set_weights(p, 0, 1, 0, [[1.0]])))
    set_bias(made, 1)
    table = panel.findChild(object, "weights_table")
    assert [table_text(table, row, 0) for row in range(5)] == ["0", "+0.2", "0", "0", "0"]
    assert table_text(table, 4, 1) == "-2"
    tip = table.model().data(table.model().index(4, 1), Qt.ItemDataRole.ToolTipRole)
    assert tip == "1, pinned as 3"
    caption = panel.findChild(QLabel, "weights_caption")
    assert caption.text().endswith("; Δ present − pinned")
    before = made.project
    table.go_to(0, 0)
    table.commands.clear()
    assert made.project is before
    made.pinned.unpin()
    assert table_text(table, 1, 0) == "1"
    assert caption.text() == "weights (4, 3): one column a neuron"


def test_weights_without_a_counterpart_are_values_and_the_matrix_says_why(
    qtbot: QtBot, window: MainWindow
) -> None:
    pin_and_show_differences(qtbot, window)
    studio = window.studio
    studio.attempt(Edit("Neurons", lambda p: edits.set_neurons(p, 0, 4)))
    studio.selection.select(Place(0))
    window.show_panel(LAYER)
    QApplication.processEvents()
    table = window.panels[LAYER].findChild(object, "weights_table")
    assert table_text(table, 1, 0) == "0.8"
    caption = window.panels[LAYER].findChild(QLabel, "weights_caption")
    assert "values, as no pinned layer of this shape" in caption.text()
    message = window.panels[OUTPUTS].flow.matrix(1).content.message
    assert re.fullmatch(
        r"Dense 1 has 4 outputs a sample, and 3 in the state pinned at \d\d:\d\d\.", message
    )
    studio.attempt(Edit("Add", lambda p: edits.append_layer(p, Dense.random(3, 2))))
    message = window.panels[OUTPUTS].flow.matrix(4).content.message
    assert message.startswith("Dense 3 has no counterpart in the state pinned at ")


def test_what_is_saved_is_the_difference_and_its_name_says_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    pin_and_show_differences(qtbot, window)
    studio, outputs = window.studio, window.panels[OUTPUTS]
    set_bias(studio, 5)
    studio.selection.select(Place(0, 0, 0))
    window.actions_by_id["file.save_matrix"].trigger()
    dialog = window.findChild(QFileDialog, "save_dialog")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert (dialog.windowTitle(), name.text()) == (
        "Save Dense 1 difference",
        "network Dense 1 difference.csv",
    )
    dialog.reject()
    outputs.values.save(0, tmp_path / "difference.npy")
    assert np.load(tmp_path / "difference.npy").tolist() == [[0, 2, 0]] * 3
    outputs.values.save(INPUT, tmp_path / "inputs.npy")
    assert np.load(tmp_path / "inputs.npy").tolist() == [[0] * 4] * 3
    outputs.save_picture(tmp_path / "difference.svg")
    root = ElementTree.parse(tmp_path / "difference.svg").getroot()
    texts = {(each.text or "").strip() for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Δ", "Dense 1", "+2"} <= texts
    assert window.studio.pinned.sentence in texts


def test_a_picture_of_the_bars_is_one_of_values(panel: OutputsPanel, tmp_path: Path) -> None:
    show_differences(panel.studio)
    panel.show_tab(SOFTMAX)
    panel.save_picture(tmp_path / "bars.svg")
    assert "Difference" not in (tmp_path / "bars.svg").read_text("utf-8")


def test_a_layer_without_a_difference_says_why_there_is_nothing_to_save(
    panel: OutputsPanel, tmp_path: Path
) -> None:
    show_differences(panel.studio)
    panel.studio.attempt(Edit("Neurons", lambda p: edits.set_neurons(p, 0, 4)))
    panel.values.save(0, tmp_path / "nothing.csv")
    assert panel.notices[-1].startswith(
        "There is no difference to save: Dense 1 has 4 outputs a sample"
    )
    assert not list(tmp_path.iterdir())


def test_pinning_while_nothing_was_run_yet_runs_first(studio: Callable[..., Studio]) -> None:
    made = studio(lesson())
    made.runner.set_live(False)
    set_bias(made, 5)
    made.pinned.pin_present()
    assert made.runner.is_current
    assert made.pinned.pin.evaluation is made.runner.evaluation


def test_a_pass_that_is_given_up_pins_nothing_later(qtbot: QtBot) -> None:
    later = LaterExecutor()
    studio = Studio.create(lesson(), theme=Theme("light"), executor=later)
    studio.pinned.pin_present()
    studio.runner.cancel()
    later.work()
    studio.runner.run()
    later.work()
    assert studio.pinned.pin is None
    studio.pinned.pin_present()
    assert studio.pinned.pin is not None
    studio.close()


def test_a_trial_is_compared_like_an_edit(panel: OutputsPanel) -> None:
    show_differences(panel.studio)
    studio = panel.studio
    studio.try_out(Edit("Bias = 9", lambda p: edits.set_biases(p, 0, 1, np.array([9.0]))))
    assert flow_text(panel, 1, 0, 1) == "+6"
    studio.document.let_go()
    assert flow_text(panel, 1, 0, 1) == "0"


def test_what_was_pinned_leaves_memory_when_it_is_unpinned(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnfs_core.comparing.difference.AT_ONCE_CELLS", 0)  # as of large matrices
    pin_and_show_differences(qtbot, window)
    studio = window.studio
    studio.selection.select(Place(0))
    pinned = studio.pinned.pin.evaluation
    held = [ref(pinned), ref(pinned.layers[0].output), ref(pinned.layers[1].output)]
    del pinned
    studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 99)))
    set_bias(studio, 5)
    for tab in (1, 2, 3, 0):
        window.panels[OUTPUTS].show_tab(tab)
    gc.collect()
    assert all(each() is not None for each in held)
    window.actions_by_id["run.unpin"].trigger()
    QApplication.processEvents()  # the values are painted
    gc.collect()
    assert [each() for each in held] == [None] * 3


def test_what_is_edited_before_the_pass_ends_is_not_what_is_pinned(qapp: QApplication) -> None:
    executor = LaterExecutor()
    studio = Studio.create(two_layers(), executor=executor)
    studio.runner.run()
    wanted = studio.project
    studio.pinned.pin_present()
    set_bias(studio, 5)
    executor.work()
    QApplication.processEvents()
    executor.work()
    QApplication.processEvents()
    assert studio.pinned.pin is not None
    assert studio.pinned.pin.evaluation.project is wanted
    assert studio.runner.evaluation is not None
    assert studio.runner.evaluation.project is studio.project
    studio.close()


def test_another_project_begins_without_a_pin_but_compare_still_has_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    pin_and_show_differences(qtbot, window)
    studio = window.studio
    assert window.findChild(QLabel, "pinned_text").isVisible()
    studio.document.replace(two_layers())
    assert not window.findChild(QLabel, "pinned_text").isVisible()
    assert not window.actions_by_id["run.unpin"].isEnabled()
    assert not studio.pinned.shows_differences
    assert [state.pin for state in studio.pinned.kept.states] == [1]
