"""How GUI tests act on the batch's table and see what a person sees there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import SpreadsheetView

Key = Qt.Key
START = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]
FLOWERS = Batch(
    [[5.1, 3.5], [4.9, 3.0], [6.3, 3.3]],
    [0, 0, 1],
    ["length", "width"],
    class_names=["setosa", "virginica"],
    target_name="species",
)


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


def choose_in(qtbot: QtBot, menu: QMenu, name: str) -> None:
    action = next(action for action in menu.actions() if action.objectName() == name)
    assert action.isEnabled()
    place = menu.actionGeometry(action).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


def batch(panel: BatchPanel) -> Batch:
    return panel.studio.project.batch


def shown(panel: BatchPanel, row: int, column: int) -> str:
    return panel.model.index(row, column).data()


def headers(panel: BatchPanel) -> list[str]:
    model = panel.view.model()
    return [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]


def choose(qtbot: QtBot, panel: BatchPanel, button: str, entry: str) -> str:
    """Open a header menu and choose from it; returns what the entry said."""
    tool = panel.findChild(QToolButton, button)
    assert tool is not None
    menu: QMenu = tool.menu()
    menu.popup(panel.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(menu.isVisible)
    action = next(action for action in menu.actions() if action.objectName() == entry)
    text = action.text()
    assert action.isEnabled()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    return text


def cell_editor(panel: BatchPanel) -> QLineEdit:
    return visible_field(panel.view, "cell_editor")


def visible_field(parent: QWidget, name: str = "") -> QLineEdit:
    fields = parent.findChildren(QLineEdit, name or None)
    return next(field for field in fields if field.isVisible())


def type_into(qtbot: QtBot, panel: BatchPanel, row: int, column: int, text: str) -> QLineEdit:
    panel.view.setFocus()
    panel.view.go_to(row, column)
    qtbot.keyClick(panel.view, Key.Key_F2)
    field = cell_editor(panel)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)
    return field


def background(panel: BatchPanel, row: int, column: int) -> str | None:
    brush = panel.model.index(row, column).data(Qt.ItemDataRole.BackgroundRole)
    return None if brush is None else brush.color().name(QColor.NameFormat.HexArgb)
