"""The table shows names, menus and faults, and huge tables at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_core.arrays import FloatArray
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import Block, SpreadsheetModel, SpreadsheetView
from nnfs_gui.studio.studio import Studio
from tests.gui.batch_table import START, choose_in, current, inputs, notices, open_menu, undo
from tests.gui.widgets import seen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Squares(SpreadsheetModel):
    """A huge table that nobody can write to: the squares of the row numbers."""

    asked = 0
    n_rows = 1_000_000
    n_columns = 100

    def numbers(self, block: Block) -> FloatArray:
        self.asked += block.n_cells
        squares = np.square(np.array(block.rows, dtype=np.float64))
        return np.repeat(squares[:, np.newaxis], block.n_columns, axis=1)


def test_the_context_menu_names_what_it_does_and_does_it(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.select_block(Block(1, 0, 2, 1))
    menu = open_menu(qtbot, table)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Insert 2 samples below" in texts
    assert "Remove 2 samples" in texts
    assert "Insert feature left" in texts
    choose_in(qtbot, menu, "insert_rows_below")
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
    assert table.hasFocus()
    assert table.block() == Block(0, 1, 4, 1)  # still selected
    undo(table)
    assert table.panel.studio.project.batch.columns == ("x0", "x1", "x2")


def test_a_name_that_is_taken_stays_in_the_header_editor(
    qtbot: QtBot, table: SpreadsheetView
) -> None:
    table.commands.rename_column()
    field = table.horizontalHeader().findChild(QLineEdit, "header_editor")
    qtbot.keyClicks(field, "x2")
    qtbot.keyClick(field, Key.Key_Return)
    assert field.isVisible()
    assert field.property("fault") == "true"
    assert notices(table) == ["There is a feature named x2 already; choose another name."]
    qtbot.keyClick(field, Key.Key_Escape)
    assert table.panel.studio.project.batch.columns == ("x0", "x1", "x2")


def test_numbers_that_are_not_finite_are_red_and_read_as_people_write_them(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    batch = Batch([[float("nan"), float("inf"), -float("inf"), 1234567.0]])
    panel = BatchPanel(studio(Project(Network(), batch)))
    qtbot.addWidget(panel)
    model = panel.view.model()
    cells = [model.index(0, column) for column in range(4)]
    assert [cell.data() for cell in cells] == ["NaN", "∞", "-∞", "1234567"]
    assert cells[3].data(Qt.ItemDataRole.ToolTipRole) == "1234567"
    backgrounds = [cell.data(Qt.ItemDataRole.BackgroundRole) for cell in cells]
    danger = panel.studio.theme.color("danger_soft")
    assert [each is not None and each.color() == danger for each in backgrounds] == [True] * 3 + [
        False
    ]
    panel.studio.theme.set_mode("dark")
    dark = cells[0].data(Qt.ItemDataRole.BackgroundRole).color()
    assert dark == panel.studio.theme.color("danger_soft") != danger


def test_a_table_of_a_hundred_million_cells_asks_only_for_the_visible_ones(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    view = SpreadsheetView(studio())
    model = Squares(studio(), view)
    model.show_anew(lambda: None)
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
    qtbot.waitUntil(lambda: model.index(999_999, 99).data() == "999998000001")
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


@pytest.mark.parametrize(
    ("side", "offered", "left_out"),
    [
        ("row_header", "remove_rows", ("remove_columns", "rename_column", "sort_ascending")),
        ("column_header", "remove_columns", ("remove_rows", "insert_rows_above")),
    ],
)
def test_the_menu_of_a_header_is_about_what_the_header_names(
    table: SpreadsheetView, side: str, offered: str, left_out: tuple[str, ...]
) -> None:
    header: QHeaderView = getattr(table, side)
    place = QPoint(5, header.sectionViewportPosition(1) + 5)
    if header.orientation() == Qt.Orientation.Horizontal:
        place = place.transposed()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, header.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(header.viewport(), event)
    names = {action.objectName() for action in seen(table, QMenu, "cell_menu").actions()}
    assert offered in names
    assert not names & {*left_out}
