"""Ctrl+G: a sample, a column or both, in the batch or in the selected layer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH, OUTPUTS
from tests.gui.batch_table import current
from tests.gui.conftest import Open
from tests.gui.windows import go_to

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_g_goes_to_a_sample_and_a_column_of_the_batch(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example_named("Iris").build())
    view = window.panels[BATCH].view
    go_to(qtbot, window, "120, petal width (cm)")
    assert current(window.panels[BATCH].view) == (120, 3)
    assert window.studio.selection.place == Place(INPUT, 120, 3)
    assert view.visualRect(view.currentIndex()).isValid()
    go_to(qtbot, window, "7")
    assert current(window.panels[BATCH].view) == (7, 3)
    go_to(qtbot, window, "sepal width (cm)")
    assert current(window.panels[BATCH].view) == (7, 1)
    go_to(qtbot, window, "species")
    assert current(window.panels[BATCH].view) == (7, 4)


def test_a_place_that_does_not_exist_is_told_and_can_be_mended(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(example_named("Iris").build())
    line = go_to(qtbot, window, "150")
    popup = line.window()
    fault = popup.findChild(QLabel, "go_to_fault")
    assert fault.isVisible()
    assert fault.text() == "There is no sample 150; the last one is 149."
    assert line.property("fault") == "true"
    qtbot.keyClick(line, Key.Key_Backspace)
    assert not fault.isVisible()
    qtbot.keyClick(line, Key.Key_Return)
    assert current(window.panels[BATCH].view)[0] == 15


def test_a_sample_hidden_by_the_filter_is_reported(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example_named("Iris").build())
    window.panels[BATCH].finder.filter("wrong only")
    go_to(qtbot, window, "133")
    assert current(window.panels[BATCH].view)[0] == 1
    line = go_to(qtbot, window, "12")
    assert line.window().fault.text() == "Sample 12 is hidden by the filter; clear it first."
    line.window().close()


def test_from_the_outputs_ctrl_g_goes_to_a_number_of_the_selected_layer(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(example_named("Iris").build())
    window.panels[OUTPUTS].show_tab(1)
    window.studio.selection.select(Place(0, 3, 2))
    window.panels[OUTPUTS].layer.table.setFocus()
    go_to(qtbot, window, "50, neuron 5")
    assert window.studio.selection.place == Place(0, 50, 5)
    table = window.panels[OUTPUTS].layer.table
    assert (table.currentIndex().row(), table.currentIndex().column()) == (50, 5)
    go_to(qtbot, window, "60")
    assert window.studio.selection.place == Place(0, 60, 5)
    line = go_to(qtbot, window, "1, neuron 99")
    assert line.window().fault.text() == "There is no neuron “neuron 99”."
    line.window().close()


def test_ctrl_f_hands_the_keyboard_to_the_filter_and_escape_gives_it_back(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    bar = window.panels[BATCH].filter_bar
    assert not bar.isVisible()
    qtbot.keyClick(window.focusWidget(), Key.Key_F, CTRL)
    assert bar.isVisible()
    assert bar.line.hasFocus()
    qtbot.keyClick(bar.line, Key.Key_Escape)
    assert not bar.isVisible()
    assert window.panels[BATCH].view.hasFocus()
