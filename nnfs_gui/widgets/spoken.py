"""Tells screen readers what painted widgets are: their role, their state and the parts in them.

Qt knows its own widgets and calls all others fillers, which screen readers pass over. A widget
whose class has a `heard_as` has that role, and a method `spoken` says more of it; any other plain
widget that has an accessible name is a group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QDockWidget, QLabel, QWidget

from nnfs_gui.widgets.plain import without_keys

Role = QAccessible.Role
Text = QAccessible.Text

Found = Any  # an object, or None, of which PySide's types know nothing

PRESS = "Press"  # as Qt calls the action
# What Qt leaves without a role or a name, with both.
QTS_OWN = {
    "QSplitterHandle": (Role.Separator, "Divider"),
    "QToolBarSeparator": (Role.Separator, ""),
    "QLineEditIconButton": (Role.Button, "Clear"),
}


@dataclass(frozen=True)
class Parts:
    """Describes what is painted in a widget, part by part in the order of reading.

    `rect` is where a part stands, in the widget's pixels. Keys act on the `current` part, if any;
    `is_checked` tells the boxes among them.
    """

    count: int
    text: Callable[[int], str]
    rect: Callable[[int], QRectF]
    current: int | None = None
    role: Role = Role.ListItem
    is_checked: Callable[[int], bool] | None = None


NO_PARTS = Parts(0, lambda part: "", lambda part: QRectF())


@dataclass(frozen=True)
class Spoken:
    """Describes a widget at this moment; None where it cannot be selected, or has no fold."""

    is_selected: bool | None = None
    is_open: bool | None = None
    parts: Parts = NO_PARTS


@runtime_checkable
class Speaking(Protocol):
    """Knows what it is to those who hear it."""

    heard_as: Role

    def spoken(self) -> Spoken: ...


class SpokenList(QWidget):
    """Holds widgets that are the items of a list."""

    heard_as = Role.List


def install() -> None:
    """Let the app's screen readers ask here; to be called once there is a QApplication."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)


_installed: list[bool] = []  # Qt forgets no factory, and asks the newest first


def tell_part(widget: QWidget) -> None:
    """Let screen readers follow the keyboard to the current part of a widget, or hear it anew."""
    if QAccessible.isActive():
        QTimer.singleShot(0, widget, partial(_tell_part, widget))  # Qt tells of the widget first


def _tell_part(widget: QWidget) -> None:
    if not (widget.hasFocus() and isinstance(widget, Speaking)):
        return
    whole, current = QAccessible.queryAccessibleInterface(widget), widget.spoken().parts.current
    if current is not None and isinstance(whole, _Widget):
        number = whole.indexOfChild(whole.part(current))
        # readers keep names until they hear of another one
        for kind in (QAccessible.Event.NameChanged, QAccessible.Event.Focus):
            event = QAccessibleEvent(widget, kind)
            event.setChild(number)
            QAccessible.updateAccessibility(event)


def _interface(key: str, object: QObject) -> QAccessibleInterface | None:
    """What Qt asks for each class of an object, from its own up to QObject, until one answers.

    PySide keeps all that is returned, so nothing here may hold on to what a widget shows.
    """
    if not isinstance(object, QWidget):
        return None
    role = getattr(object, "heard_as", None)
    if role is not None:
        return _Widget(object, role)
    if key in QTS_OWN:
        return _Widget(object, *QTS_OWN[key])
    return _Group(object) if key == "QWidget" else None


class _Group(QAccessibleWidget):
    """Stands for a plain widget: a group once it has a name that its dock has not said yet."""

    def text(self, kind: Text) -> str:
        text, parent = super().text(kind), self.widget().parentWidget()
        is_again = isinstance(parent, QDockWidget) and text == parent.windowTitle()
        return "" if is_again and kind == Text.Name else text

    def state(self) -> QAccessible.State:
        state = super().state()
        if self.widget().focusProxy() is not None:  # what a viewport gets is for its view
            state.focusable = False
        return state

    def role(self) -> Role:
        return Role.Grouping if self.text(Text.Name) else super().role()


class _Widget(QAccessibleWidget):
    """Stands for a widget that says itself what it is, or of which we know it."""

    def __init__(self, widget: QWidget, role: Role, name: str = "") -> None:
        super().__init__(widget, role, name)
        self._parts: dict[int, _Part] = {}

    @property
    def now(self) -> Spoken:
        """Nothing until it is first shown: Qt asks already in the middle of its `__init__`."""
        widget = self.widget()
        is_made = widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
        return widget.spoken() if is_made and isinstance(widget, Speaking) else Spoken()

    def state(self) -> QAccessible.State:
        state, now = super().state(), self.now
        if now.is_selected is not None:
            state.selectable, state.selected = True, now.is_selected
        if now.is_open is not None:
            state.checkable = state.checked = False
            state.expandable, state.expanded, state.collapsed = True, now.is_open, not now.is_open
        return state

    def text(self, kind: Text) -> str:
        text, widget = super().text(kind), self.widget()
        if kind == Text.Name and not text and isinstance(widget, QAbstractButton):
            return without_keys(widget.text())
        is_again = kind == Text.Description and text == super().text(Text.Name)
        return "" if is_again else text

    def childCount(self) -> int:
        return len(self._widgets()) + self.now.parts.count

    def child(self, index: int) -> Found:
        widgets = self._widgets()
        part = index - len(widgets)
        if part < 0:
            return widgets[index]
        return self.part(part) if part < self.now.parts.count else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        widgets = self._widgets()
        if isinstance(child, _Part):
            return len(widgets) + child.number
        return next((at for at, each in enumerate(widgets) if each.object() is child.object()), -1)

    def _widgets(self) -> list[QAccessibleInterface]:
        """The children that are widgets; in a list those that say more than its items do."""
        child = super().child
        found = [child(number) for number in range(super().childCount())]
        if self.role() in (Role.List, Role.ListItem):
            found = [each for each in found if not isinstance(each.object(), QLabel)]
        return found

    def childAt(self, x: int, y: int) -> Found:
        at = self.widget().mapFromGlobal(QPoint(x, y)).toPointF()
        parts = self.now.parts
        for number in range(parts.count):
            if parts.rect(number).contains(at):
                return self.part(number)
        return super().childAt(x, y)

    def focusChild(self) -> Found:
        current = self.now.parts.current
        if current is not None and self.widget().hasFocus():
            return self.part(current)
        return super().focusChild()

    def part(self, number: int) -> _Part:
        """One of the parts, always the same object."""
        if number not in self._parts:
            self._parts[number] = _Part(self, number)
        return self._parts[number]

    def actionNames(self) -> list[str]:
        names = super().actionNames()
        return [PRESS, *names] if isinstance(self.widget(), QAbstractButton) else names

    def doAction(self, name: str) -> None:
        widget = self.widget()
        if name == PRESS and isinstance(widget, QAbstractButton):
            widget.click()
        else:
            super().doAction(name)


class _Part(QAccessibleInterface):
    """Stands for one part that a widget paints."""

    def __init__(self, whole: _Widget, number: int) -> None:
        super().__init__()
        self._whole = whole
        self.number = number

    @property
    def parts(self) -> Parts:
        return self._whole.now.parts

    def isValid(self) -> bool:
        return shiboken6.isValid(self._whole) and self.number < self.parts.count

    def object(self) -> Found:
        return None

    def window(self) -> Found:
        return self._whole.window()

    def parent(self) -> QAccessibleInterface:
        return self._whole

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> Found:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> Found:
        return None

    def focusChild(self) -> Found:
        return None

    def rect(self) -> QRect:
        widget, rect = self._whole.widget(), self.parts.rect(self.number).toRect()
        return QRect(widget.mapToGlobal(rect.topLeft()), rect.size())

    def role(self) -> Role:
        return self.parts.role

    def state(self) -> QAccessible.State:
        whole, parts = self._whole.state(), self.parts
        state = QAccessible.State()
        state.invisible, state.disabled = whole.invisible, whole.disabled
        if parts.current is not None:
            state.focusable = whole.focusable
            state.focused = whole.focused and parts.current == self.number
        if parts.is_checked is not None:
            state.checkable, state.checked = True, parts.is_checked(self.number)
        return state

    def text(self, kind: Text) -> str:
        return self.parts.text(self.number) if kind == Text.Name else ""

    def setText(self, kind: Text, text: str) -> None:
        """Names of parts are for the widget to say."""
