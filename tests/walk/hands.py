"""What a walker's hands can do: find what is in sight, press, move and type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from nnfs_gui.window.main_window import MainWindow


class NothingThereError(Exception):
    """Says that an act has nothing to act on at the moment."""


Say = Callable[[str], None]
Act = Callable[[MainWindow, Random, Say], None]

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
MOVE = QEvent.Type.MouseMove
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

# What would end the walk, or wait for a program of minutes; and what Qt's own file dialog offers
# where there is no file to rename, only to complain about it.
LEFT_ALONE = {"file.quit", "code.run", "code_run", "qt_rename_action"}


def top(window: MainWindow) -> QWidget:
    """What a person could click at now: an open menu, a dialog, or else the window."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or window


def visible(window: MainWindow, kind: type[QWidget] = QWidget) -> list[QWidget]:
    """What can be seen and used, in the order in which the widgets were made."""
    return [
        widget
        for widget in top(window).findChildren(kind)
        if isValid(widget)  # some end while they are gone through
        and widget.isVisible()
        and widget.isEnabled()
        and widget.objectName() not in LEFT_ALONE
        and not widget.visibleRegion().isEmpty()
    ]


def named(widget: QWidget | None) -> str:
    return "nothing" if widget is None else f"{type(widget).__name__} {widget.objectName()!r}"


def point_in(widget: QWidget, chance: Random) -> QPoint:
    x, y = max(1, widget.width()), max(1, widget.height())
    return QPoint(chance.randrange(x), chance.randrange(y))


def some(found: list[QWidget], chance: Random) -> QWidget:
    """One of them; what cannot be done now becomes another kind of step."""
    if not found:
        raise NothingThereError
    return chance.choice(found)


ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, None, None)


def ended(end: Qt.Key | None) -> str:
    return "and leave it open" if end is None else f"then {end.name}"


def write(widget: QWidget, text: str, end: Qt.Key | None) -> None:
    QTest.keyClicks(widget, text)
    if end is not None:
        QTest.keyClick(QApplication.focusWidget() or widget, end)


def files() -> list[Path]:
    return sorted(path for path in Path.home().glob("[a-z]*.*") if path.is_file())


def click_at(
    widget: QWidget,
    at: QPoint,
    button: Qt.MouseButton = LEFT,
    held: Qt.KeyboardModifier = NONE,
) -> None:
    """Press and release, unless the press ends the widget: QTest would go on with what is gone."""
    QTest.mousePress(widget, button, held, at)
    if isValid(widget):
        QTest.mouseRelease(widget, button, held, at)


def send_mouse(widget: QWidget, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
    if isValid(widget):
        place = QPointF(widget.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(widget, QMouseEvent(kind, at, place, button, button, NONE))
