"""What a walker can do: each act takes the window and chance, and says first what it does."""

from __future__ import annotations

from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from nnfs_gui.window.main_window import MainWindow
from tests.walk import errands
from tests.walk.hands import (
    CTRL,
    ENDS,
    LEFT,
    LEFT_ALONE,
    MOVE,
    NONE,
    RIGHT,
    SHIFT,
    Act,
    NothingThereError,
    Say,
    click_at,
    ended,
    files,
    named,
    point_in,
    send_mouse,
    some,
    top,
    visible,
    write,
)

NUMBERS = ("7", "-0.5", "0", "1e308", "nan", "inf", "1,5", "abc", "", " ", "12", "3", "virginica")
TEXTS = (*NUMBERS, "<b>x</b>", "120", "predicted = 2", "largest loss", "x" * 400)
COPIED = (*TEXTS, "a\tb\n1\t2", "1\t2\t3\n4\t5\t6", "\n" * 40)
KEYS = (
    *("Up", "Down", "Left", "Right", "Home", "End", "PgDown", "Tab", "Shift+Tab", "Return", "Esc"),
    *("Del", "Backspace", "Space", "5", "F2", "F5", "F6", "Shift+F6", "Shift+Down", "Shift+Right"),
    *("Ctrl+I", "Ctrl+Del", "Ctrl+Shift+I", "Ctrl+Shift+Del"),
    *("Alt+Up", "Alt+Down", "Alt+Left", "Alt+Right", "Ctrl+Shift+P", "Ctrl+Shift+D"),
    *(f"Ctrl+{key}" for key in (*"CVXAZYLKGSDPE+-1234567", "Home", "End")),
)


def click(window: MainWindow, chance: Random, say: Say) -> None:
    widget = some(visible(window), chance)
    button = LEFT if chance.random() < 0.9 else RIGHT
    at, is_twice = point_in(widget, chance), chance.random() < 0.1
    times = "twice " if is_twice else ""
    say(f"click {times}{named(widget)} at {at.x()}, {at.y()} with {button.name}")
    held = chance.choice((NONE, NONE, NONE, CTRL, SHIFT))
    click_at(widget, at, button, held)
    if is_twice and isValid(widget):
        send_mouse(widget, QEvent.Type.MouseButtonDblClick, QPointF(at), button)
        if isValid(widget):
            QTest.mouseRelease(widget, button, held, at)


def press(window: MainWindow, chance: Random, say: Say) -> None:
    """Buttons, for they do more than what lies between them."""
    widget = some(visible(window, QAbstractButton), chance)
    say(f"press {named(widget)}")
    click_at(widget, QPoint(min(8, widget.width() // 2), widget.height() // 2))


def choose(window: MainWindow, chance: Random, say: Say) -> None:
    """An entry of a list, or a tab."""
    widget = some([*visible(window, QComboBox), *visible(window, QTabBar)], chance)
    index = chance.randrange(max(1, widget.count()))
    say(f"choose {index} of {named(widget)}")
    widget.setCurrentIndex(index)
    if isinstance(widget, QComboBox):
        widget.activated.emit(index)


def type_into_cell(window: MainWindow, chance: Random, say: Say) -> None:
    """Click a cell, type, and perhaps enter it: Enter, Tab, Esc or nothing at all."""
    filled = [
        view for view in visible(window, QTableView) if view.model() and view.model().rowCount()
    ]
    view = some(filled, chance)
    row = chance.randrange(min(20, view.model().rowCount()))
    index = view.model().index(row, chance.randrange(max(1, view.model().columnCount())))
    text = chance.choice(NUMBERS)
    end = chance.choice(ENDS)
    say(f"type {text!r} into {index.row()}, {index.column()} of {named(view)}, {ended(end)}")
    click_at(view.viewport(), view.visualRect(index).center())
    write(QApplication.focusWidget() or view, text, end)


def type_into_line(window: MainWindow, chance: Random, say: Say) -> None:
    line, text, end = (
        some(visible(window, QLineEdit), chance),
        chance.choice(TEXTS),
        chance.choice(ENDS),
    )
    say(f"type {text[:20]!r} into {named(line)}, {ended(end)}")
    line.setFocus()
    line.selectAll()
    write(line, text, end)


def key(window: MainWindow, chance: Random, say: Say) -> None:
    pressed, widget = chance.choice(KEYS), QApplication.focusWidget() or top(window)
    say(f"press {pressed} in {named(widget)}")
    combination = QKeySequence(pressed)[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


def command(window: MainWindow, chance: Random, say: Say) -> None:
    """Any action of the menus that is enabled, wherever the focus is."""
    if top(window) is not window:
        raise NothingThereError
    known = [
        action
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.isEnabled()
        and not (action.isSeparator() or action.menu())
        and action.objectName() not in LEFT_ALONE
    ]
    action = chance.choice(known)
    say(f"trigger {action.objectName() or action.text()}")
    action.trigger()


def history(window: MainWindow, chance: Random, say: Say) -> None:
    """Undo or redo several times."""
    id, count = chance.choice(("edit.undo", "edit.undo", "edit.redo")), chance.choice((1, 1, 2, 5))
    say(f"trigger {id} {count} times")
    for _ in range(count):
        window.actions_by_id[id].trigger()


def drag(window: MainWindow, chance: Random, say: Say) -> None:
    """Sliders, splitters, scroll bars, plots and headers."""
    kind = QAbstractSlider if chance.random() < 0.4 else QWidget
    widget = some(visible(window, kind), chance)
    start, end = point_in(widget, chance), point_in(widget, chance)
    say(f"drag {named(widget)} from {start.x()}, {start.y()} to {end.x()}, {end.y()}")
    QTest.mousePress(widget, LEFT, NONE, start)
    for share in (0.3, 0.7, 1.0):
        send_mouse(widget, MOVE, QPointF(start) + share * QPointF(end - start), LEFT)
    if isValid(widget):
        QTest.mouseRelease(widget, LEFT, NONE, end)


def hover(window: MainWindow, chance: Random, say: Say) -> None:
    widget = some(visible(window), chance)
    at = point_in(widget, chance)
    say(f"hover over {named(widget)} at {at.x()}, {at.y()}")
    send_mouse(widget, MOVE, QPointF(at), Qt.MouseButton.NoButton)


def turn_wheel(window: MainWindow, chance: Random, say: Say) -> None:
    widget = some(visible(window), chance)
    at, angle = QPointF(point_in(widget, chance)), QPoint(0, chance.choice((-360, -120, 120, 360)))
    held = chance.choice((NONE, NONE, CTRL, SHIFT))
    say(f"turn the wheel by {angle.y()} over {named(widget)} with {held.name}")
    place, phase = QPointF(widget.mapToGlobal(at.toPoint())), Qt.ScrollPhase.NoScrollPhase
    nothing = Qt.MouseButton.NoButton
    QApplication.sendEvent(
        widget, QWheelEvent(at, place, QPoint(), angle, nothing, held, phase, False)
    )


def context_menu(window: MainWindow, chance: Random, say: Say) -> None:
    """Open it, and perhaps trigger one of its entries."""
    kind = QAbstractItemView if chance.random() < 0.5 else QWidget
    widget = some(visible(window, kind), chance)
    at, chooses = point_in(widget, chance), chance.random() < 0.7
    say(f"context menu of {named(widget)} at {at.x()}, {at.y()}")
    target = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
    place, reason = widget.mapToGlobal(at), QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(target, QContextMenuEvent(reason, at, place))
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu) and chooses:
        entries = [
            each
            for each in menu.actions()
            if each.isEnabled() and not each.isSeparator() and each.objectName() not in LEFT_ALONE
        ]
        if entries:
            entry = chance.choice(entries)
            say(f"choose {entry.text()!r}")
            entry.trigger()
            if isValid(menu):
                menu.close()


def drop(window: MainWindow, chance: Random, say: Say) -> None:
    """One of the files in the walker's home."""
    path = chance.choice(files())
    say(f"drop {path.name}")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(600, 300), copy, mime, LEFT, NONE))
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 300), copy, mime, LEFT, NONE))


def answer_dialog(window: MainWindow, chance: Random, say: Say) -> None:
    """Name a file in a file dialog, press a button of any other."""
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        raise NothingThereError
    if not isinstance(dialog, QFileDialog):
        press(window, chance, say)
        return
    name = chance.choice([*(path.name for path in files()), "saved", "there is none.nnfs"])
    say(f"name {name} in {named(dialog)}")
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    line.setText(str(Path.home() / name))
    QTest.keyClick(line, Qt.Key.Key_Return)


def close(window: MainWindow, chance: Random, say: Say) -> None:
    """Close what lies above the window."""
    widget = top(window)
    if widget is window:
        raise NothingThereError
    say(f"close {named(widget)}")
    widget.close()


def copy_text(window: MainWindow, chance: Random, say: Say) -> None:
    """Have something in the clipboard, or nothing."""
    text = chance.choice(COPIED)
    say(f"copy {text[:20]!r} elsewhere")
    if text:
        QGuiApplication.clipboard().setText(text)
    else:
        QGuiApplication.clipboard().clear()


def resize(window: MainWindow, chance: Random, say: Say) -> None:
    width, height = chance.randrange(900, 1700), chance.randrange(600, 1000)
    say(f"resize to {width} x {height}")
    window.resize(width, height)


ACTS: dict[Act, int] = {  # how often each, as a weight
    click: 16,
    press: 12,
    choose: 5,
    type_into_cell: 16,
    type_into_line: 6,
    key: 14,
    command: 12,
    history: 10,
    drag: 6,
    hover: 4,
    turn_wheel: 3,
    context_menu: 5,
    drop: 2,
    answer_dialog: 6,
    close: 5,
    copy_text: 2,
    resize: 1,
    errands.click_cell: 8,
    errands.follow_number: 6,
    errands.filter_samples: 3,
    errands.sort_samples: 3,
    errands.move_layer: 2,
    errands.choose_layers: 4,
    errands.name_a_file: 3,
    errands.edit_outdated: 2,
    errands.pick_points: 4,
}


def any_act(window: MainWindow, chance: Random, say: Say) -> None:
    """Do something that can be done now."""
    while True:
        act = chance.choices(list(ACTS), weights=list(ACTS.values()))[0]
        try:
            act(window, chance, say)
        except NothingThereError:
            continue
        return
