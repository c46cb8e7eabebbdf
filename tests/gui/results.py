"""How GUI tests read the table of results and act on it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nnfs_gui.panels.outputs import OutputsPanel


def heads(panel: OutputsPanel) -> list[str]:
    model = panel.results.table.model()
    return [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]


def rows(panel: OutputsPanel) -> list[str]:
    model = panel.results.table.model()
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def cell(panel: OutputsPanel, row: int, head: str) -> str:
    return panel.results.table.model().index(row, heads(panel).index(head)).data()


def click_head(qtbot: QtBot, panel: OutputsPanel, head: str) -> None:
    header, section = panel.results.table.column_header, heads(panel).index(head)
    place = QPoint(header.sectionViewportPosition(section) + 40, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def open_menu(qtbot: QtBot, panel: OutputsPanel, row: int, head: str) -> QMenu:
    table = panel.results.table
    place = table.visualRect(table.model().index(row, heads(panel).index(head))).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=place)
    where = table.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
    QApplication.sendEvent(table.viewport(), event)
    menu = table.findChildren(QMenu, "results_menu")[-1]  # others are about to go
    qtbot.waitUntil(menu.isVisible)
    return menu


def names_menu(qtbot: QtBot, panel: OutputsPanel, head: str) -> QMenu:
    table, section = panel.results.table, heads(panel).index(head)
    header = table.column_header
    place = QPoint(header.sectionViewportPosition(section) + 40, header.height() // 2)
    header.customContextMenuRequested.emit(place)
    menu = table.findChildren(QMenu, "results_names_menu")[-1]
    qtbot.waitUntil(menu.isVisible)
    return menu


def action(menu: QMenu, name: str) -> QAction:
    return next(each for each in menu.actions() if each.objectName() == name)


def copied() -> list[list[str]]:
    return [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
