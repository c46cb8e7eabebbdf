"""Menus, keys and the command palette: everything can be found, and its state can be seen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project, edits
from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH, LAYER, OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.settings import Settings
from nnfs_gui.widgets.elided_label import ElidedLabel
from tests.gui.conftest import Open
from tests.gui.widgets import child, is_seen, text_of
from tests.gui.windows import choose_command, search_commands, trigger

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_switch_in_a_menu_shows_its_tick_and_no_icon_in_its_place(open_window: Open) -> None:
    window = open_window()
    switches = [action for action in window.actions_by_id if action.isCheckable()]
    assert window.actions_by_id["run.live"] in switches
    assert not any(action.isIconVisibleInMenu() for action in switches)


def test_an_icon_made_for_the_accent_colour_stays_out_of_the_menu(open_window: Open) -> None:
    assert not open_window().actions_by_id["run.forward"].isIconVisibleInMenu()


def test_the_palette_says_what_choosing_an_example_does(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    assert search_commands(qtbot, window, "iris") == [
        "Open the example Iris",
        "Start the lesson Iris",
    ]
    choose_command(qtbot)
    assert window.windowTitle().startswith("Iris")


def test_the_palette_says_when_nothing_matches(open_window: Open, qtbot: QtBot) -> None:
    assert search_commands(qtbot, open_window(), " <i>nothing</i>") == []
    palette = QApplication.activePopupWidget()
    assert text_of(palette, "command_nothing") == (
        "No command that can be given now, and no word, has '<i>nothing</i>' in it."
    )
    line = child(palette, QLineEdit, "command_search")
    line.clear()
    qtbot.keyClicks(line, "iris")
    assert not is_seen(palette, "command_nothing")


def test_the_palette_is_as_high_as_what_it_found(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(None, (1440, 900))
    trigger(window, "view.commands")
    palette = QApplication.activePopupWidget()
    of_all = palette.height()
    qtbot.keyClicks(child(palette, QLineEdit, "command_search"), "example iris")
    found = child(palette, QListView, "command_list")
    assert found.model().rowCount() == 1
    assert found.sizeHintForRow(0) <= found.height() < 2 * found.sizeHintForRow(0)
    assert palette.height() < of_all / 2


def test_the_menu_shows_the_keys_of_the_cards_which_elsewhere_do_something_else(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build())
    window.studio.selection.select(Place(0, 0, 0))
    remove = window.actions_by_id["network.remove"]
    assert remove.shortcut().toString() == "Del"
    before = window.studio.project
    window.panels[OUTPUTS].setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_F2):
        qtbot.keyClick(window, key)
    assert window.studio.project is before
    table = window.panels[BATCH].view
    table.setFocus()
    table.go_to(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert window.studio.project.batch.inputs[0, 0] == 0
    assert len(window.studio.project.network) == len(before.network)


def test_without_a_layer_the_menu_offers_nothing_to_do_with_one(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    of_a_layer = [f"network.{name}" for name in ("rename", "duplicate", "switch", "remove")]
    assert not any(window.actions_by_id[id].isEnabled() for id in of_a_layer)
    trigger(window, "network.starter")
    assert all(window.actions_by_id[id].isEnabled() for id in of_a_layer)
    window.studio.selection.select_layer(INPUT)
    assert not any(window.actions_by_id[id].isEnabled() for id in of_a_layer)


def test_the_menu_starts_with_what_suits_the_target(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(Project(Network(), Batch(np.zeros((3, 2)), targets=[0.5, 1.5, 2.0])))
    assert window.actions_by_id["network.starter"].text() == "Start with a re&gression"
    assert search_commands(qtbot, window, "start regression") == ["Start with a regression"]
    choose_command(qtbot)
    assert [layer.kind for layer in window.studio.project.network.layers] == [
        *("dense", "relu", "dense", "linear")
    ]


def test_the_palette_hides_a_panel_and_shows_it_again(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    for shown in (False, True):
        assert search_commands(qtbot, window, "panel layer") == ["Show or hide the panel Layer"]
        choose_command(qtbot)
        assert window.panels[LAYER].isVisible() is shown


def test_keys_bring_each_view_of_the_outputs_to_the_front(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(example_named("Iris").build())
    panel = window.panels[OUTPUTS]
    views = (panel.flow, panel.layer, panel.softmax, panel.distribution)
    for number in (1, 2, 3, 0):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), CONTROL)
        assert panel.tabs.currentIndex() == number
        assert [view.isVisible() for view in views].index(True) == number


def test_f5_runs_what_live_has_left_out(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(example_named("Two layers").build())
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    studio = window.studio
    assert not studio.runner.live
    studio.attempt(
        Edit("Compute in float32", lambda project: edits.set_precision(project, "float32"))
    )
    assert not studio.runner.is_current
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert studio.runner.is_current


def test_following_the_system_is_remembered(open_window: Open, store: QSettings) -> None:
    window = open_window()
    window.actions_by_id["view.dark"].trigger()
    window.actions_by_id["view.system"].trigger()
    assert window.actions_by_id["view.system"].isChecked()
    assert not window.actions_by_id["view.dark"].isChecked()
    assert window.studio.theme.mode == "system"
    assert Settings(store).look == "system"
    window.actions_by_id["view.light"].trigger()


def test_memory_for_outputs_is_chosen_and_remembered(
    open_window: Open, store: QSettings, qtbot: QtBot
) -> None:
    window = open_window()
    runner = window.studio.runner
    assert window.menus["memory"].actions()[0].isChecked()
    assert search_commands(qtbot, window, "memory outputs 1.0 gb") == ["Memory for outputs: 1.0 GB"]
    choose_command(qtbot)
    assert runner.budget == 10**9
    assert Settings(store).memory_for_outputs == 10**9
    assert open_window().menus["memory"].actions()[2].isChecked()
    window.menus["memory"].actions()[0].trigger()
    assert runner.budget is None
    assert Settings(store).memory_for_outputs is None


def test_the_status_bar_says_how_many_layers_are_kept(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnfs_core.forward.budget.ALWAYS_THERE", 0)
    window = open_window(example_named("Iris").build())
    runner = window.studio.runner
    status = window.findChild(ElidedLabel, "status_pass")
    assert "kept" not in status.text()
    runner.set_budget(150 * 8 * 18)
    assert "2 of 4 layers kept in memory · up to date" in status.text()
    runner.set_budget(100)
    assert "allow more memory for outputs" in text_of(window, "notice_text")


def test_half_precision_is_computed_and_shown_in_every_view(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build())
    assert search_commands(qtbot, window, "compute float16") == ["Compute in float16"]
    choose_command(qtbot)
    runner = window.studio.runner
    assert "float16" in window.findChild(ElidedLabel, "status_figures").text()
    assert runner.evaluation is not None
    assert {result.output.dtype.name for result in runner.evaluation.layers} == {"float16"}
    panel = window.panels[OUTPUTS]
    for tab in range(4):
        panel.show_tab(tab)
        window.grab()
    assert "right" in panel.softmax.accuracy.text()
    assert text_of(window, "notice_text") == ""
