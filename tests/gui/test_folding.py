"""Panels fold to their edge of the window, where their names stay, and unfold again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QTabBar, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_core.learning.landmarks.landmark import PanelLandmark
from nnfs_gui.panels import BATCH, CODE, EXPLAIN, GLOSSARY, LAYER, NETWORK, OUTPUTS
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.widgets import press
from tests.gui.windows import trigger

AT_THE_RIGHT = (EXPLAIN, LAYER, CODE, GLOSSARY)


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window(example_named("Two layers").build())


def names_at(window: MainWindow, side: str) -> list[str]:
    """What stands at an edge of the window."""
    edge = window.findChild(QToolBar, f"edge_{side}")
    return [each.text() for each in edge.findChildren(QToolButton) if each.isVisible()]


def tabs_in(window: MainWindow) -> list[str]:
    """The panels that share a place, as their tabs say."""
    own = Qt.FindChildOption.FindDirectChildrenOnly
    bars = [each for each in window.findChildren(QTabBar, options=own) if each.isVisible()]
    return [bar.tabText(tab) for bar in bars for tab in range(bar.count())]


def test_a_panel_folds_to_its_name_and_a_click_brings_it_back_with_the_keyboard(
    qtbot: QtBot, window: MainWindow
) -> None:
    stack = window.panels[NETWORK].stack
    width = window.panels[OUTPUTS].width()
    press(qtbot, window.panels[NETWORK], "fold_network")
    assert not stack.isVisible()
    assert names_at(window, "left") == ["Network"]
    qtbot.waitUntil(lambda: window.panels[OUTPUTS].width() > width + 100)
    press(qtbot, window, "unfold_network")
    assert stack.isVisible()
    assert names_at(window, "left") == []
    assert stack.isAncestorOf(QApplication.focusWidget())
    qtbot.waitUntil(lambda: window.panels[OUTPUTS].width() == width)


def test_panels_that_share_a_place_fold_together(qtbot: QtBot, window: MainWindow) -> None:
    window.show_panel(LAYER)
    press(qtbot, window.panels[LAYER], "fold_layer")
    assert names_at(window, "right") == ["Explain", "Layer", "Code", "Glossary"]
    assert tabs_in(window) == []
    assert not [entry for entry in (CODE, GLOSSARY) if entry in window.panels]  # nobody saw them
    press(qtbot, window, "unfold_code")
    assert window.panels[CODE].is_on_screen
    assert tabs_in(window) == ["Explain", "Layer", "Code", "Glossary"]


def test_a_key_folds_a_side_and_unfolds_it(qtbot: QtBot, window: MainWindow) -> None:
    keys = {
        "left": Qt.KeyboardModifier.NoModifier,
        "bottom": Qt.KeyboardModifier.ControlModifier,
        "right": Qt.KeyboardModifier.ShiftModifier,
    }
    for side, modifier in keys.items():
        action = window.actions_by_id[f"view.fold_{side}"]
        qtbot.keyClick(window, Qt.Key.Key_F9, modifier)
        assert names_at(window, side)
        assert action.isChecked()
        qtbot.keyClick(window, Qt.Key.Key_F9, modifier)
        assert not names_at(window, side)
        assert not action.isChecked()


def test_the_panel_that_was_in_front_comes_back_in_front(window: MainWindow) -> None:
    window.show_panel(LAYER)
    for _ in range(2):
        trigger(window, "view.fold_right")
    assert window.panels[LAYER].is_on_screen


def test_the_keyboard_stays_where_it_can_unfold_what_it_was_in(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.panels[NETWORK].stack.setFocus()
    trigger(window, "view.fold_left")
    assert QApplication.focusWidget().objectName() == "unfold_network"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.panels[NETWORK].isVisible()


def test_f6_unfolds_the_panel_that_it_comes_to(qtbot: QtBot, window: MainWindow) -> None:
    window.panels[NETWORK].stack.setFocus()
    trigger(window, "view.fold_bottom")
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert window.panels[BATCH].is_on_screen
    assert window.panels[BATCH].isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    "show",
    [
        lambda window: trigger(window, "view.code"),
        lambda window: window.show_panel(CODE),
        lambda window: window.learning.screen.bring_to_front("code"),
        lambda window: window.menus["panels"].actions()[4].trigger(),
    ],
    ids=["key", "show", "lesson", "menu"],
)
def test_whatever_shows_a_folded_panel_unfolds_it(window: MainWindow, show) -> None:
    trigger(window, "view.fold_right")
    show(window)
    assert window.panels[CODE].is_on_screen
    assert names_at(window, "right") == []


def test_a_lesson_points_at_the_name_of_a_folded_panel(window: MainWindow) -> None:
    trigger(window, "view.fold_right")
    widget, rect = window.learning.screen.locate(PanelLandmark(name="code"))
    assert widget.objectName() == "unfold_code"
    assert rect == widget.rect()
    assert "code" not in window.learning.screen.visible_panels()


def test_what_is_folded_is_remembered(open_window: Open, qtbot: QtBot) -> None:
    first = open_window(size=(1000, 700))
    first.show_panel(GLOSSARY)
    trigger(first, "view.fold_right")
    trigger(first, "view.fold_left")
    first.close_now()
    window = open_window(size=None)
    assert names_at(window, "left") == ["Network"]
    assert names_at(window, "right") == ["Explain", "Layer", "Code", "Glossary"]
    assert window.actions_by_id["view.fold_left"].isChecked()
    trigger(window, "view.fold_right")
    assert window.panels[GLOSSARY].is_on_screen
    trigger(window, "view.reset_layout")
    assert names_at(window, "left") == []
    assert window.panels[NETWORK].is_on_screen


def test_a_floating_panel_has_nothing_to_fold_to(window: MainWindow) -> None:
    dock = window.findChild(QDockWidget, "network_panel_dock")
    button = window.panels[NETWORK].header.findChild(QToolButton, "fold_network")
    assert not button.isHidden()
    dock.setFloating(True)
    assert button.isHidden()
    trigger(window, "view.fold_left")
    assert dock.isVisible()
    assert not window.actions_by_id["view.fold_left"].isChecked()


def test_a_heading_shows_where_no_tab_says_it(qtbot: QtBot, window: MainWindow) -> None:
    heading = window.panels[EXPLAIN].header.heading
    assert heading.isHidden()
    for entry in (LAYER, CODE, GLOSSARY):
        window.findChild(QDockWidget, f"{entry.id}_panel_dock").close()
    qtbot.waitUntil(heading.isVisible)
    window.show_panel(CODE)
    qtbot.waitUntil(heading.isHidden)


def test_in_a_narrow_window_the_network_shares_a_place_with_the_other_panels(
    open_window: Open,
) -> None:
    window = open_window(size=(819, 614))
    assert tabs_in(window) == ["Network", "Explain", "Layer", "Code", "Glossary"]
    assert window.panels[NETWORK].is_on_screen
    assert window.panels[BATCH].is_on_screen


def test_in_a_low_window_the_batch_begins_folded(open_window: Open) -> None:
    window = open_window(size=(960, 540))
    assert names_at(window, "bottom") == ["Input batch"]
    assert tabs_in(window) == ["Explain", "Layer", "Code", "Glossary"]
    window.resize(1280, 800)
    trigger(window, "view.reset_layout")
    assert window.panels[BATCH].is_on_screen


def test_a_presentation_leaves_what_is_folded_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    window.show_panel(LAYER)
    trigger(window, "view.fold_right")
    trigger(window, "view.present")
    assert names_at(window, "right") == []
    window.show_panel(CODE)
    assert window.panels[CODE].is_on_screen
    trigger(window, "view.fold_right")  # nothing would be left
    assert window.panels[CODE].is_on_screen
    trigger(window, "view.present")
    qtbot.waitUntil(lambda: names_at(window, "right") == ["Explain", "Layer", "Code", "Glossary"])
    assert not window.panels[CODE].isVisible()
    trigger(window, "view.fold_right")
    assert window.panels[LAYER].is_on_screen
