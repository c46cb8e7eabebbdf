"""Numbers are typed, mended, cleared and filled as in every spreadsheet."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnfs_gui.spreadsheet import Block, SpreadsheetView
from tests.gui.batch_table import (
    START,
    cell_center,
    click,
    current,
    editor,
    inputs,
    notices,
    type_in,
    undo,
)

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_typing_replaces_the_number_and_enter_goes_down(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    field = type_in(qtbot, table, "-2.5e1")
    assert field.text() == "-2.5e1"
    qtbot.keyClick(field, Key.Key_Return)
    assert editor(table) is None
    assert inputs(table)[0] == [-25, 2, 3]
    assert current(table) == (1, 0)
    assert table.panel.studio.document.undo_text == "Edit input"
    undo(table)
    assert inputs(table) == START
    assert current(table) == (1, 0)  # undo takes nobody away from where they are


@pytest.mark.parametrize(
    ("key", "held", "end"),
    [
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier, (2, 1)),
        (Key.Key_Return, SHIFT, (0, 1)),
        (Key.Key_Tab, Qt.KeyboardModifier.NoModifier, (1, 2)),
        (Key.Key_Backtab, SHIFT, (1, 0)),
        (Key.Key_Up, Qt.KeyboardModifier.NoModifier, (0, 1)),
    ],
)
def test_keys_that_end_editing_write_and_move(
    qtbot: QtBot,
    table: SpreadsheetView,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
    end: tuple[int, int],
) -> None:
    table.go_to(1, 1)
    qtbot.keyClick(type_in(qtbot, table, "42"), key, held)
    assert inputs(table)[1] == [4, 42, 6]
    assert current(table) == end
    assert editor(table) is None


def test_enter_after_tabs_goes_below_the_first_number_typed(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    for text, key in (("1", Key.Key_Tab), ("2", Key.Key_Tab), ("3", Key.Key_Return)):
        qtbot.keyClick(type_in(qtbot, table, text), key)
    assert inputs(table)[0] == [1, 2, 3]
    assert current(table) == (1, 0)
    qtbot.keyClick(table, Key.Key_Tab)
    qtbot.keyClick(table, Key.Key_Right)  # an arrow begins anew
    qtbot.keyClick(table, Key.Key_Return)
    assert current(table) == (2, 2)


def test_f2_edits_all_digits_and_escape_takes_back(qtbot: QtBot, table: SpreadsheetView) -> None:
    type_in(qtbot, table, "0.1234567890123")
    qtbot.keyClick(editor(table), Key.Key_Return)
    assert table.model().index(0, 0).data() == "0.12345678…"
    table.go_to(0, 0)
    qtbot.keyClick(table, Key.Key_F2)
    field = editor(table)
    assert field is not None
    assert field.text() == "0.1234567890123"
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Key.Key_Escape)
    assert editor(table) is None
    assert inputs(table)[0][0] == 0.1234567890123


def test_a_double_click_edits(qtbot: QtBot, table: SpreadsheetView) -> None:
    click(qtbot, table, 2, 1)
    place = cell_center(table, 2, 1)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    field = editor(table)
    assert field is not None
    assert field.text() == "8"


def test_leaving_the_editor_unchanged_makes_no_step(qtbot: QtBot, table: SpreadsheetView) -> None:
    qtbot.keyClick(table, Key.Key_F2)
    qtbot.keyClick(editor(table), Key.Key_Return)
    assert table.panel.studio.document.undo_text is None


def test_letters_stay_in_a_red_editor_until_they_are_mended(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    field = type_in(qtbot, table, "1x")
    qtbot.keyClick(field, Key.Key_Return)
    assert field.isVisible()
    assert field.text() == "1x"
    assert field.property("fault") == "true"
    assert notices(table) == ["'1x' is not a number; type one such as 1.5 or 2e-3."]
    click(qtbot, table, 2, 2)  # a click elsewhere loses nothing either
    assert field.isVisible()
    assert current(table) == (0, 0)
    assert inputs(table) == START
    qtbot.keyClick(field, Key.Key_Backspace)
    assert field.property("fault") == "false"
    qtbot.keyClick(field, Key.Key_Return)
    assert editor(table) is None
    assert inputs(table)[0][0] == 1


def test_escape_leaves_a_red_editor_with_the_old_number(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    field = type_in(qtbot, table, "no")
    qtbot.keyClick(field, Key.Key_Return)
    with qtbot.waitSignal(table.panel.studio.notices.settled):  # its message may leave
        qtbot.keyClick(field, Key.Key_Escape)
    assert editor(table) is None
    assert inputs(table) == START


def test_a_change_elsewhere_leaves_what_is_being_typed(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    field = type_in(qtbot, table, "77")
    table.model().write(3, 0, np.array([[1.0]]))
    assert field.text() == "77"
    assert field.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_sets_the_selected_cells_to_zero(
    qtbot: QtBot, table: SpreadsheetView, key: Qt.Key
) -> None:
    table.select_block(Block(1, 1, 2, 2))
    qtbot.keyClick(table, key)
    assert inputs(table) == [[1, 2, 3], [4, 0, 0], [7, 0, 0], [10, 11, 12]]
    undo(table)
    assert inputs(table) == START


def test_ctrl_d_repeats_the_first_row_down_and_one_row_takes_the_one_above(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.select_block(Block(0, 0, 3, 2))
    qtbot.keyClick(table, Key.Key_D, CTRL)
    assert inputs(table) == [[1, 2, 3], [1, 2, 6], [1, 2, 9], [10, 11, 12]]
    undo(table)
    table.go_to(2, 2)
    qtbot.keyClick(table, Key.Key_D, CTRL)
    assert inputs(table)[2] == [7, 8, 6]
    undo(table)
    assert inputs(table) == START
