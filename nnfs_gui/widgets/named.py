"""This module says in one line what a widget is: to tests, lessons, people and style.qss."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

from nnfs_gui.widgets.plain import give_tip

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, spoken: str = "", *, tip: str = "", role: str = "") -> W:
    """The widget, known by `name` to lessons, saved layouts and tests.

    `spoken` is its name for screen readers, `tip` shows where the mouse rests, and `role` is what
    style.qss calls its like.
    """
    widget.setObjectName(name)
    if spoken:
        widget.setAccessibleName(spoken)
        if isinstance(widget, QComboBox):  # on Linux, Qt lets its choice be its name
            widget.setAccessibleDescription(spoken)
    if tip:
        give_tip(widget, tip)
    if role:
        widget.setProperty("role", role)
    return widget


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Give a property that style.qss looks at another value, and the widget the looks it means."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
