"""A table of numbers has the habits of a spreadsheet: keys, editors, selection, headers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_gui.batch_panel import BatchPanel
from nnfs_gui.spreadsheet import Block, NumbersModel, SpreadsheetView
from nnfs_gui.studio import Studio

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
START = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]


@pytest.fixture
def table(qtbot: QtBot, studio: Callable[..., Studio]) -> SpreadsheetView:
    """The batch's table with four samples of three features, its first cell current."""
    panel = BatchPanel(studio(Project(Network(), Batch(START))))
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.view.setFocus()
    panel.view.go_to(0, 0)
    panel.notices = []
    panel.studio.notices.posted.connect(panel.notices.append)
    panel.view.panel = panel  # lives as long as the table
    return panel.view


def inputs(table: SpreadsheetView) -> list[list[float]]:
    return table.panel.studio.project.batch.inputs.tolist()


def undo(table: SpreadsheetView) -> None:
    table.panel.studio.document.undo()


def notices(table: SpreadsheetView) -> list[str]:
    return [notice.text for notice in table.panel.notices]


def current(table: SpreadsheetView) -> tuple[int, int]:
    return table.currentIndex().row(), table.currentIndex().column()


def editor(table: SpreadsheetView) -> QLineEdit | None:
    """The open editor, found as a person does: a text field in the table that is shown."""
    fields = table.viewport().findChildren(QLineEdit, "cell_editor")
    return next((field for field in fields if field.isVisible()), None)


def cell_center(table: SpreadsheetView, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def click(qtbot: QtBot, table: SpreadsheetView, row: int, column: int, **held: object) -> None:
    place = cell_center(table, row, column)
    modifier = held.get("modifier", Qt.KeyboardModifier.NoModifier)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def type_in(qtbot: QtBot, table: SpreadsheetView, text: str) -> QLineEdit:
    """Type on the current cell, the first key opening the editor."""
    qtbot.keyClicks(table, text[0])
    field = editor(table)
    assert field is not None
    qtbot.keyClicks(field, text[1:])
    return field


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


def test_f2_edits_all_digits_and_escape_takes_back(qtbot: QtBot, table: SpreadsheetView) -> None:
    type_in(qtbot, table, "0.1234567890123")
    qtbot.keyClick(editor(table), Key.Key_Return)
    assert table.model().index(0, 0).data() == "0.1235"
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


def test_tab_wraps_at_the_end_of_a_row_and_leaves_the_table_at_its_end(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.go_to(0, 2)
    qtbot.keyClick(table, Key.Key_Tab)
    assert current(table) == (1, 0)
    table.go_to(3, 2)
    qtbot.keyClick(table, Key.Key_Tab)
    assert not table.hasFocus()


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


def test_ctrl_a_selects_everything_as_one_block(qtbot: QtBot, table: SpreadsheetView) -> None:
    qtbot.keyClick(table, Key.Key_A, CTRL)
    assert table.blocks() == [Block(0, 0, 4, 3)]


def test_ctrl_plus_inserts_and_ctrl_minus_removes_rows_or_whole_columns(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.go_to(1, 1)
    qtbot.keyClick(table, Key.Key_Space, SHIFT)
    assert table.block() == Block(1, 0, 1, 3)
    qtbot.keyClick(table, Key.Key_Plus, CTRL)
    assert inputs(table) == [START[0], [0, 0, 0], *START[1:]]
    qtbot.keyClick(table, Key.Key_Minus, CTRL)
    assert inputs(table) == START
    table.go_to(1, 1)
    qtbot.keyClick(table, Key.Key_Space, CTRL)
    assert table.block() == Block(0, 1, 4, 1)
    qtbot.keyClick(table, Key.Key_Plus, CTRL)
    assert inputs(table)[0] == [1, 0, 2, 3]
    assert table.panel.studio.project.batch.columns == ("x0", "x3", "x1", "x2")
    qtbot.keyClick(table, Key.Key_Minus, CTRL)
    assert inputs(table) == START
    for _ in range(4):
        undo(table)
    assert inputs(table) == START
    assert table.panel.studio.document.undo_text is None


def open_menu(qtbot: QtBot, table: SpreadsheetView) -> QMenu:
    place = cell_center(table, *current(table))
    where = table.viewport().mapToGlobal(place)
    QApplication.sendEvent(
        table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
    )
    menu = table.findChild(QMenu, "cell_menu")
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    return menu


def choose(qtbot: QtBot, menu: QMenu, name: str) -> None:
    action = next(action for action in menu.actions() if action.objectName() == name)
    assert action.isEnabled()
    place = menu.actionGeometry(action).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


def test_the_context_menu_names_what_it_does_and_does_it(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.select_block(Block(1, 0, 2, 1))
    menu = open_menu(qtbot, table)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Insert 2 samples below" in texts
    assert "Remove 2 samples" in texts
    assert "Insert feature left" in texts
    choose(qtbot, menu, "insert_rows_below")
    assert inputs(table) == [*START[:3], [0, 0, 0], [0, 0, 0], START[3]]
    undo(table)
    assert inputs(table) == START


def test_the_header_of_a_column_selects_it_and_a_double_click_renames_it(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 30, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.block() == Block(0, 1, 4, 1)
    qtbot.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    field = header.findChild(QLineEdit, "header_editor")
    assert field.text() == "x1"
    field.selectAll()
    qtbot.keyClicks(field, "height")
    qtbot.keyClick(field, Key.Key_Return)
    assert table.panel.studio.project.batch.columns == ("x0", "height", "x2")
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "height"
    undo(table)
    assert table.panel.studio.project.batch.columns == ("x0", "x1", "x2")


def test_a_name_that_is_taken_stays_in_the_header_editor(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.commands.rename_column()
    field = table.horizontalHeader().findChild(QLineEdit, "header_editor")
    field.setText("x2")
    qtbot.keyClick(field, Key.Key_Return)
    assert field.isVisible()
    assert field.property("fault") == "true"
    assert notices(table) == ["There is a feature named x2 already; choose another name."]
    qtbot.keyClick(field, Key.Key_Escape)
    assert table.panel.studio.project.batch.columns == ("x0", "x1", "x2")


def test_the_table_keeps_its_keys_from_the_menus(table: SpreadsheetView) -> None:
    def kept(key: Qt.Key, held: Qt.KeyboardModifier, text: str = "") -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, held, text)
        event.ignore()
        QApplication.sendEvent(table, event)
        return event.isAccepted()

    none = Qt.KeyboardModifier.NoModifier
    for key in (Key.Key_C, Key.Key_X, Key.Key_V, Key.Key_A, Key.Key_D, Key.Key_Plus, Key.Key_Up):
        assert kept(key, CTRL)
    assert kept(Key.Key_Delete, none)
    assert kept(Key.Key_7, none, "7")
    assert not kept(Key.Key_Z, CTRL)
    assert not kept(Key.Key_S, CTRL)


def test_numbers_that_are_not_finite_are_red_and_read_as_people_write_them(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    batch = Batch([[float("nan"), float("inf"), -float("inf"), 1234567.0]])
    panel = BatchPanel(studio(Project(Network(), batch)))
    qtbot.addWidget(panel)
    model = panel.view.model()
    cells = [model.index(0, column) for column in range(4)]
    assert [cell.data() for cell in cells] == ["NaN", "∞", "-∞", "1.235e+06"]
    assert cells[3].data(Qt.ItemDataRole.ToolTipRole) == "1234567"
    backgrounds = [cell.data(Qt.ItemDataRole.BackgroundRole) for cell in cells]
    danger = panel.studio.theme.color("danger_soft")
    assert [each is not None and each.color() == danger for each in backgrounds] == [True] * 3 + [
        False
    ]
    panel.studio.theme.set_mode("dark")
    dark = cells[0].data(Qt.ItemDataRole.BackgroundRole).color()
    assert dark == panel.studio.theme.color("danger_soft") != danger


class Squares(NumbersModel):
    """A huge table that nobody can write to: the squares of the row numbers."""

    asked = 0
    n_rows = 1_000_000
    n_columns = 100

    def number(self, row: int, column: int) -> float:
        self.asked += 1
        return float(row * row)


def test_a_table_of_a_hundred_million_cells_asks_only_for_the_visible_ones(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    view = SpreadsheetView(studio())
    model = Squares(studio(), view)
    model.refresh()
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(500, 300)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.keyClick(view, Key.Key_A, CTRL)
    qtbot.keyClick(view, Key.Key_End, CTRL)
    qtbot.keyClick(view, Key.Key_Space, CTRL)
    qtbot.keyClick(view, Key.Key_End, CTRL | SHIFT)
    view.grab()
    assert current(view) == (999_999, 99)
    assert model.index(999_999, 99).data() == "1e+12"
    assert 0 < model.asked < 20_000
    assert [
        action.objectName() for action in open_menu(qtbot, view).actions() if action.text()
    ] == [
        "cut",
        "copy",
        "paste",
        "clear",
        "fill_down",
    ]  # what the model cannot do is not offered


def test_no_number_is_cut_at_the_usual_width(table: SpreadsheetView) -> None:
    table.model().write(0, 0, np.array([[-8.8884e-300]]))
    index = table.model().index(0, 0)
    assert table.sizeHintForIndex(index).width() <= table.columnWidth(0)
