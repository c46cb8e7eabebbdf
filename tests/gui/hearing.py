"""Reads single widgets as screen readers do, in the process of the tests."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
Role = QAccessible.Role


def heard(widget: QWidget) -> QAccessibleInterface:
    """What stands for a widget."""
    return QAccessible.queryAccessibleInterface(widget)


def heard_parts(widget: QWidget) -> list[QAccessibleInterface]:
    """What is painted in a widget, in the order of reading."""
    whole = heard(widget)
    children = [whole.child(number) for number in range(whole.childCount())]
    return [child for child in children if child.object() is None]


def heard_texts(widget: QWidget) -> list[str]:
    """The names of what is painted in a widget."""
    return [part.text(NAME) for part in heard_parts(widget)]


def heard_focus(widget: QWidget) -> str:
    """The name of the part that keys act on; empty where there is none."""
    part = heard(widget).focusChild()
    return "" if part is None else part.text(NAME)
