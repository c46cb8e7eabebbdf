"""What a person does in a lesson: click, answer, and read what the card says."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QTableView
from pytestqt.qtbot import QtBot

from nnfs_gui.window.main_window import MainWindow
from tests.gui.widgets import seen, type_into

LARGE = (1440, 900)


def start(window: MainWindow, id: str) -> None:
    """Choose a lesson in the menu Learn."""
    window.menus["lessons"].aboutToShow.emit()
    actions = {action.objectName(): action for action in window.learning.menu.actions}
    actions[f"lesson.{id}"].trigger()


def answer(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    type_into(qtbot, seen(window, QLineEdit, "lesson_answer"), typed)


def tab_of(window: MainWindow, title: str) -> tuple[QTabBar, QRect]:
    """Where the tab of a panel at the right stands."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window]
    titles = [bars[0].tabText(number) for number in range(bars[0].count())]
    return bars[0], bars[0].tabRect(titles.index(title))


def click_tab(qtbot: QtBot, window: MainWindow, title: str) -> None:
    bar, tab = tab_of(window, title)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=tab.center())
    QApplication.processEvents()


def type_into_framed_cell(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    """Click into the cell of a table that the frame stands around, and type."""
    middle = window.mapToGlobal(window.learning.pointer.frame.around.center())
    viewport = window.childAt(window.mapFromGlobal(middle))
    table = viewport.parent()
    assert isinstance(table, QTableView)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.mapFromGlobal(middle))
    qtbot.keyClicks(table, typed[0])  # which opens the editor
    qtbot.keyClicks(QApplication.focusWidget(), typed[1:])
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def finished_lessons(window: MainWindow) -> list[str]:
    window.menus["lessons"].aboutToShow.emit()
    return [action.text() for action in window.learning.menu.actions if action.isChecked()]
