"""The keys of every spreadsheet move, select, insert and remove."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnfs_gui.spreadsheet import Block, SpreadsheetView
from tests.gui.batch_table import START, click, current, editor, inputs, type_in, undo

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("key", "held", "end"),
    [
        (Key.Key_Down, Qt.KeyboardModifier.NoModifier, (2, 1)),
        (Key.Key_Left, Qt.KeyboardModifier.NoModifier, (1, 0)),
        (Key.Key_Up, CTRL, (0, 1)),
        (Key.Key_Down, CTRL, (3, 1)),
        (Key.Key_Right, CTRL, (1, 2)),
        (Key.Key_Home, Qt.KeyboardModifier.NoModifier, (1, 0)),
        (Key.Key_End, Qt.KeyboardModifier.NoModifier, (1, 2)),
        (Key.Key_Home, CTRL, (0, 0)),
        (Key.Key_End, CTRL, (3, 2)),
        (Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, (3, 1)),
        (Key.Key_Tab, Qt.KeyboardModifier.NoModifier, (1, 2)),
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier, (2, 1)),
        (Key.Key_Return, SHIFT, (0, 1)),
    ],
)
def test_keys_go_where_they_go_in_every_spreadsheet(
    qtbot: QtBot,
    table: SpreadsheetView,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
    end: tuple[int, int],
) -> None:
    table.go_to(1, 1)
    qtbot.keyClick(table, key, held)
    assert current(table) == end


def test_tab_leaves_the_table_at_the_end_of_a_row_and_shift_tab_at_its_start(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.go_to(0, 1)
    qtbot.keyClick(table, Key.Key_Tab)
    assert table.hasFocus()
    assert current(table) == (0, 2)
    qtbot.keyClick(table, Key.Key_Tab)
    assert not table.hasFocus()
    assert current(table) == (0, 2)
    table.setFocus()
    table.go_to(2, 0)
    qtbot.keyClick(table, Key.Key_Backtab)
    assert not table.hasFocus()


def test_tab_goes_on_in_the_next_row_while_numbers_are_typed(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.go_to(0, 2)
    qtbot.keyClick(type_in(qtbot, table, "8"), Key.Key_Tab)
    assert inputs(table)[0] == [1, 2, 8]
    assert current(table) == (1, 0)


def test_escape_leaves_the_cell_as_it_was_and_then_the_table(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.go_to(1, 1)
    qtbot.keyClick(type_in(qtbot, table, "8"), Key.Key_Escape)
    assert inputs(table) == START
    assert editor(table) is None
    assert table.hasFocus()
    qtbot.keyClick(table, Key.Key_Escape)
    assert not table.hasFocus()
    assert current(table) == (1, 1)


def test_shift_and_arrows_stretch_the_selection_and_shrink_it_again(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.go_to(1, 1)
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Down, Key.Key_Up):
        qtbot.keyClick(table, key, SHIFT)
    assert table.block() == Block(1, 1, 2, 2)
    click(qtbot, table, 0, 0, modifier=SHIFT)
    assert table.block() == Block(0, 0, 2, 2)
    qtbot.keyClick(table, Key.Key_End, CTRL | SHIFT)
    assert table.block() == Block(1, 1, 3, 2)


def test_the_current_cell_and_the_selection_survive_an_edit_and_its_undo(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.select_block(Block(1, 0, 2, 2))
    qtbot.keyClick(table, Key.Key_Delete)
    assert table.block() == Block(1, 0, 2, 2)
    undo(table)
    assert table.block() == Block(1, 0, 2, 2)
    assert current(table) == (1, 0)


def test_ctrl_a_selects_everything_as_one_block(qtbot: QtBot, table: SpreadsheetView) -> None:
    qtbot.keyClick(table, Key.Key_A, CTRL)
    assert table.blocks() == [Block(0, 0, 4, 3)]


def test_rows_and_columns_have_keys_of_their_own_to_come_and_go(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.go_to(1, 1)
    qtbot.keyClick(table, Key.Key_I, CTRL)
    assert inputs(table) == [START[0], [0, 0, 0], *START[1:]]
    qtbot.keyClick(table, Key.Key_Delete, CTRL)
    assert inputs(table) == START
    qtbot.keyClick(table, Key.Key_Space, CTRL)  # whole columns: rows are still meant
    qtbot.keyClick(table, Key.Key_I, CTRL)
    assert inputs(table) == [[0, 0, 0]] * 4 + START
    undo(table)
    table.go_to(1, 1)
    qtbot.keyClick(table, Key.Key_I, CTRL | SHIFT)
    assert inputs(table)[0] == [1, 0, 2, 3]
    assert table.panel.studio.project.batch.columns == ("x0", "x3", "x1", "x2")
    qtbot.keyClick(table, Key.Key_Delete, CTRL | SHIFT)
    assert inputs(table) == START
    for _ in range(4):
        undo(table)
    assert inputs(table) == START
    assert table.panel.studio.document.undo_text is None


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_Minus, Key.Key_0])
def test_the_keys_that_zoom_elsewhere_change_no_sample(
    qtbot: QtBot, table: SpreadsheetView, key: Qt.Key
) -> None:
    table.go_to(1, 1)
    qtbot.keyClick(table, key, CTRL)
    assert inputs(table) == START


def test_the_table_keeps_its_keys_from_the_menus(table: SpreadsheetView) -> None:
    def kept(key: Qt.Key, held: Qt.KeyboardModifier, text: str = "") -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, held, text)
        event.ignore()
        QApplication.sendEvent(table, event)
        return event.isAccepted()

    none = Qt.KeyboardModifier.NoModifier
    for key in (Key.Key_C, Key.Key_X, Key.Key_V, Key.Key_A, Key.Key_D, Key.Key_I, Key.Key_Up):
        assert kept(key, CTRL)
    assert kept(Key.Key_Delete, none)
    assert kept(Key.Key_7, none, "7")
    assert not kept(Key.Key_Z, CTRL)
    assert not kept(Key.Key_S, CTRL)


def test_no_key_opens_an_editor_where_no_cell_is_current(
    qtbot: QtBot, table: SpreadsheetView, qtlog: Any
) -> None:
    table.model().show_anew(lambda: None)
    assert current(table) == (-1, -1)
    for key in (Key.Key_F2, Key.Key_7, Key.Key_Delete):
        qtbot.keyClick(table, key)
        assert editor(table) is None
    assert not [record for record in qtlog.records if "invalid" in record.message]
    assert inputs(table) == START
