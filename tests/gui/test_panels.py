"""The list of panels: what the window makes of an entry, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_core.learning.landmarks.landmark import PanelName
from nnfs_gui.panels import CODE, GLOSSARY, LAYER, OUTPUTS, PANELS, PanelEntry
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open


class Counter(Panel):
    """A panel of the tests: how many layers there are."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "counter_panel", "Counter")
        self.body.addWidget(QLabel(f"{len(studio.project.network)} layers"))
        self.body.addWidget(QLineEdit())


COUNTER = PanelEntry("counter", "Counter", "right", lambda studio, settings: Counter(studio))


def test_a_made_up_panel_has_a_dock_an_entry_in_the_menu_and_a_place_in_the_round_of_f6(
    qtbot: QtBot, studio: Callable[..., Studio], store: QSettings
) -> None:
    window = MainWindow(studio(), Settings(store), entries=(*PANELS, COUNTER))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert COUNTER not in window.panels
    toggle = next(each for each in window.menus["panels"].actions() if each.text() == "Counter")
    window.learning.screen.bring_to_front("counter")
    panel = window.panels[COUNTER]
    assert panel.is_on_screen
    assert "counter" in window.learning.screen.visible_panels()
    for _ in PANELS:
        window.actions_by_id["view.next_panel"].trigger()
        if panel.isAncestorOf(QApplication.focusWidget()):
            break
    assert panel.isAncestorOf(QApplication.focusWidget())
    toggle.trigger()
    assert not panel.isVisible()
    window.close_now()
    shiboken6.delete(window)


def test_lessons_know_every_panel_by_its_id() -> None:
    assert {entry.id for entry in PANELS} == set(get_args(PanelName))


@pytest.mark.parametrize("entry", PANELS, ids=lambda entry: entry.id)
def test_a_panel_is_called_as_its_entry_says(
    studio: Callable[..., Studio], store: QSettings, entry: PanelEntry[Panel]
) -> None:
    panel = entry.make(studio(), Settings(store))
    assert panel.objectName() == f"{entry.id}_panel"
    assert panel.accessibleName() == entry.title


def test_panels_behind_tabs_are_made_when_they_come_in_sight(open_window: Open) -> None:
    window = open_window()
    assert not [entry for entry in (LAYER, CODE, GLOSSARY) if entry in window.panels]
    window.findChild(QDockWidget, "layer_panel_dock").raise_()
    assert LAYER in window.panels
    assert window.panels[LAYER].is_on_screen
    assert window.panels[LAYER].width() > 200  # laid out before anything is painted


def test_an_action_of_a_panel_that_nobody_looked_at_works(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(example_named("Two layers").build())
    window.studio.links.term_wanted.emit("softmax")
    assert window.panels[GLOSSARY].term.id == "softmax"
    window.actions_by_id["code.copy"].trigger()
    qtbot.waitUntil(lambda: "weights" in QApplication.clipboard().text())
    assert not window.panels[CODE].is_on_screen


class WindowsShown(QObject):
    """Notes every window of its own that is shown, however briefly."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.objectName() or type(watched).__name__)
        return False


def test_no_part_of_a_panel_flashes_as_a_window_while_it_is_made(
    open_window: Open, qapp: QApplication
) -> None:
    shown = WindowsShown()
    qapp.installEventFilter(shown)
    window = open_window(example_named("Iris").build())
    for entry in (LAYER, CODE, GLOSSARY):
        window.show_panel(entry)
    for tab in range(4):
        window.panels[OUTPUTS].show_tab(tab)
    qapp.removeEventFilter(shown)
    assert set(shown.names) == {"main_window"}
