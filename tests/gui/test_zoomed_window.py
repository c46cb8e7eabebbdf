"""A window at other sizes of text: names stay whole, and what was there before comes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDockWidget, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_gui.panels import EXPLAIN
from nnfs_gui.panels.outputs.output_tabs import TABS
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.overflow import Overflow
from tests.gui.conftest import Open
from tests.gui.widgets import show_alone
from tests.gui.windows import trigger

SEARCH = "search_button"


def test_tabs_stand_closer_before_their_names_are_cut(qtbot: QtBot, show_outputs) -> None:
    panel = show_outputs(example_named("Iris").build(), size=(560, 500))
    tabs = panel.tabs
    assert [tabs.tabText(number) for number in range(len(TABS))] == list(TABS)
    qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())
    panel.resize(500, 500)
    assert tabs.tabText(1) == "Layer"
    qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())
    assert "Selected layer" in tabs.tabToolTip(1)
    panel.resize(700, 500)
    assert tabs.tabText(1) == "Selected layer"
    qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())


def test_buttons_that_have_no_room_in_larger_texts_go_into_the_menu(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    theme, buttons = studio().theme, [QToolButton(text=f"Button {number}") for number in range(5)]
    tools = Overflow(buttons, "tools_more", "More")
    show_alone(qtbot, tools, tools.sizeHint().width(), 40)
    assert all(each.isVisible() for each in buttons)
    theme.set_zoom(1.5)  # in the same width
    qtbot.waitUntil(lambda: tools.more.isVisible() and not buttons[-1].isVisible())
    shown = [each for each in buttons if each.isVisible()]
    assert shown
    assert all(each.width() >= each.sizeHint().width() for each in shown)


def test_a_row_without_any_button_takes_no_room_at_any_size_of_text(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    theme, tools = studio().theme, Overflow([], "tools_more", "More")
    show_alone(qtbot, tools, 200, 40)
    theme.set_zoom(1.5)
    assert not tools.grab().isNull()
    assert tools.sizeHint().isNull()
    assert not tools.more.isVisible()


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
