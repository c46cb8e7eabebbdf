"""A window at other sizes of text: names stay whole, and what was there before comes back."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_gui.panels import EXPLAIN
from nnfs_gui.panels.outputs.output_tabs import TABS
from tests.gui.conftest import Open
from tests.gui.windows import trigger

SEARCH = "search_button"


def test_tabs_stand_closer_before_their_names_are_cut(qtbot: QtBot, show_outputs) -> None:
    panel = show_outputs(example_named("Iris").build(), size=(370, 500))
    tabs = panel.tabs
    assert [tabs.tabText(number) for number in range(4)] == list(TABS)
    qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())
    panel.resize(335, 500)
    assert tabs.tabText(1) == "Layer"
    qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())
    assert "Selected layer" in tabs.tabToolTip(1)
    panel.resize(700, 500)
    assert tabs.tabText(1) == "Selected layer"
    qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())


def test_buttons_of_the_batch_that_have_no_room_in_larger_texts_go_into_the_menu(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build(), (1300, 900))
    tools = window.findChild(QToolButton, "batch_more").parentWidget()
    shown = [each for each in tools.findChildren(QAbstractButton) if each.isVisible()]
    for _ in range(3):
        trigger(window, "view.zoom_in")
    qtbot.waitUntil(lambda: tools.isVisible() and not all(each.isVisible() for each in shown))
    qtbot.waitUntil(
        lambda: all(each.width() >= each.sizeHint().width() for each in shown if each.isVisible())
    )


def test_after_larger_texts_tools_and_panels_are_as_they_were(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build(), (1440, 900))
    window.show_panel(EXPLAIN)
    parts = [window.findChild(QToolBar, "toolbar"), *window.findChildren(QDockWidget)]

    def sizes() -> dict[str, tuple[int, int]]:
        shown = [part for part in parts if not part.visibleRegion().isEmpty()]
        return {part.objectName(): part.size().toTuple() for part in shown}

    before = sizes()
    assert len(before) == 4  # the tools, and a panel at each side
    for id in (*["view.zoom_in"] * 3, "view.zoom_normal"):
        trigger(window, id)
        QApplication.processEvents()  # each size is laid out, as a person sees it
    qtbot.waitUntil(lambda: sizes() == before)


def test_icons_of_the_tools_grow_with_their_words(open_window: Open) -> None:
    window = open_window(example_named("Iris").build(), (1440, 900))
    tools, search = window.findChild(QToolBar, "tools"), window.findChild(QToolButton, SEARCH)
    before = tools.iconSize().height()
    for _ in range(5):
        trigger(window, "view.zoom_in")
    assert tools.iconSize().height() == search.iconSize().height() == 2 * before
