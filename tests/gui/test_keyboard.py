"""The whole window by keys alone: from panel to panel, into tables and explanations, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH, CODE, EXPLAIN, LAYER, NETWORK, OUTPUTS
from nnfs_gui.panels.network.layer_actions import LAYER_ACTIONS
from nnfs_gui.studio.action_table import MENUS, ActionEntry, Submenu
from nnfs_gui.studio.settings import Settings
from nnfs_gui.window.keys_dialog import KeysDialog
from tests.gui.conftest import Open
from tests.gui.widgets import child, seen, text_of
from tests.gui.windows import trigger

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_keyboard_goes_from_panel_to_panel(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(example_named("Two layers").build())
    trigger(window, "view.layer")
    panels = [
        window.panels[NETWORK],
        window.panels[OUTPUTS],
        window.panels[BATCH],
        window.panels[LAYER],
    ]

    def here() -> int:
        focused = QApplication.focusWidget()
        assert focused is not None
        return next(i for i, panel in enumerate(panels) if panel.isAncestorOf(focused))

    assert here() == 3
    for expected in (0, 1, 2, 3, 0):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert here() == expected
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert here() == 3


def test_going_from_panel_to_panel_keeps_what_is_selected(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(example_named("Iris").build())
    place = Place(1, 57, 2)
    window.studio.selection.select(place)
    for _ in range(2 * len(window.panels.all())):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert window.studio.selection.place == place


def test_the_keyboard_comes_to_the_selected_sample_and_goes_on_from_it(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build())
    window.studio.selection.select(Place(1, 57, 2))
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    table = window.panels[BATCH].view
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert window.studio.selection.place == Place(INPUT, 58, 0)


def test_the_keyboard_comes_back_to_where_it_was_in_a_panel(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build())
    window.panels[BATCH].filter_bar.ask()
    line = QApplication.focusWidget()
    qtbot.keyClick(line, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is not line
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is line


def test_ctrl_5_leads_the_keyboard_into_the_explanation_of_the_number(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Two layers").build())
    window.studio.selection.select(Place(0, 1, 2))
    trigger(window, "view.layer")
    trigger(window, "view.explain")
    terms = window.panels[EXPLAIN].view.table
    assert QApplication.focusWidget() is terms
    before = terms.current
    qtbot.keyClick(terms, Qt.Key.Key_Down)
    assert terms.current != before


def test_ctrl_plus_minus_and_0_make_all_texts_larger_smaller_and_as_they_were(
    open_window: Open, qtbot: QtBot, store: QSettings
) -> None:
    window = open_window(example_named("Iris").build())
    table, panels = window.panels[BATCH].view, window.panels
    code = window.panels[CODE].view

    def sizes() -> list[float]:
        label = child(panels[EXPLAIN], QLabel, "explain_hint")
        fonts = [widget.font() for widget in (window, label, table, code)]
        plot = panels[OUTPUTS].flow.canvas.plots[0].laid_out.points
        return [*(font.pointSizeF() for font in fonts), plot]

    def larger_by(factor: float) -> bool:
        return all(
            now == pytest.approx(factor * then, abs=1)
            for now, then in zip(sizes(), before, strict=True)
        )

    before, height = sizes(), table.rowHeight(0)
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Plus, CTRL)
    assert larger_by(1.5)
    assert table.rowHeight(0) > height
    assert Settings(store).zoom == 1.5
    qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
    assert larger_by(1.25)
    for _ in range(20):
        qtbot.keyClick(window, Qt.Key.Key_Equal, CTRL)
    assert larger_by(3)
    qtbot.keyClick(window, Qt.Key.Key_0, CTRL)
    assert (sizes(), table.rowHeight(0)) == (before, height)
    assert Settings(store).zoom == 1


@pytest.mark.parametrize("stored", ["", "nan", "inf", "-2", "9", "<b>", "[1]"])
def test_a_size_of_texts_that_makes_no_sense_is_the_usual_one(
    store: QSettings, stored: str
) -> None:
    store.setValue("zoom", stored)
    assert Settings(store).zoom == 1


def test_f11_takes_the_whole_screen_and_gives_it_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    action, size = window.actions_by_id["view.full_screen"], window.size()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert action.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert not action.isChecked()
    qtbot.waitUntil(lambda: window.size() == size)
    window.showFullScreen()  # as a window manager does it
    assert action.isChecked()


def test_no_two_entries_of_a_menu_share_a_letter() -> None:
    for title, entries in MENUS.items():
        captions = [
            each.title if isinstance(each, Submenu) else each.text
            for each in entries
            if not isinstance(each, str)
        ]
        letters = [text[text.index("&") + 1].lower() for text in captions if "&" in text]
        assert len(letters) == len(set(letters)), (title, sorted(letters))
    titles = [title[title.index("&") + 1] for title in MENUS]
    assert len(titles) == len(set(titles))


def test_the_list_of_keys_has_every_shortcut_and_finds_some(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("One neuron").build())
    trigger(window, "help.keys")
    dialog = seen(window, KeysDialog)
    rows = [(row.parent().text(0), row.text(1)) for row in keys_in(dialog)]
    for title, entries in MENUS.items():
        for entry in entries:
            if isinstance(entry, ActionEntry) and entry.shortcut:
                assert rows.count((title.replace("&", ""), entry.shortcut)) == 1
    on_cards = [keys for title, keys in rows if title == "On the cards of the layers"]
    for action in LAYER_ACTIONS:
        first = QKeySequence(action.keys[0]).toString()
        assert len([keys for keys in on_cards if keys.split(", ")[0] == first]) == 1
    qtbot.keyClicks(child(dialog, QLineEdit, "keys_search"), "run live")
    assert [row.text(1) for row in keys_in(dialog) if not row.isHidden()] == ["Ctrl+L"]
    qtbot.keyClicks(child(dialog, QLineEdit, "keys_search"), " none")
    assert text_of(dialog, "keys_nothing") == "No key does that."


def keys_in(dialog: KeysDialog) -> list[QTreeWidgetItem]:
    tree = child(dialog, QTreeWidget, "keys_list")
    sections = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [section.child(row) for section in sections for row in range(section.childCount())]
