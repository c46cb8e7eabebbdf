"""What a person does to the whole window: open an example, drop files, search commands, answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMessageBox
from pytestqt.qtbot import QtBot

from nnfs_gui.window.go_to import GoTo
from nnfs_gui.window.main_window import MainWindow
from tests.gui.widgets import child, click, seen

CTRL = Qt.KeyboardModifier.ControlModifier


def open_example(window: MainWindow, name: str) -> None:
    """Choose an example in its menu."""
    next(each for each in window.menus["examples"].actions() if each.text() == name).trigger()


def drop(window: MainWindow, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(600, 300), copy, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 300), copy, mime, buttons, keys))


def answer_about_unsaved(qtbot: QtBot, window: MainWindow, answer: str) -> None:
    """Save, Discard or Cancel."""
    box = seen(window, QMessageBox, "unsaved_box")
    click(qtbot, box.button(QMessageBox.StandardButton[answer]))


def trigger(window: MainWindow, name: str) -> None:
    """Do what a menu or a key does."""
    window.actions_by_id[name].trigger()


def search_commands(qtbot: QtBot, window: MainWindow, text: str) -> list[str]:
    """Type into the command palette; what it then offers."""
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    palette = QApplication.activePopupWidget()
    qtbot.keyClicks(child(palette, QLineEdit, "command_search"), text)
    model = child(palette, QListView, "command_list").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose_command(qtbot: QtBot) -> None:
    """The first that the command palette offers."""
    line = child(QApplication.activePopupWidget(), QLineEdit, "command_search")
    qtbot.keyClick(line, Qt.Key.Key_Return)


def go_to(qtbot: QtBot, window: MainWindow, text: str) -> QLineEdit:
    """Press Ctrl+G and say where to go; the line typed into."""
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_G, CTRL)
    line = seen(window, GoTo).line
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    return line
