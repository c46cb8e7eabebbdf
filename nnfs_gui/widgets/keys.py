"""Lets a widget with the focus take keys that are shortcuts of the window, too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def claims(event: QEvent, is_ours: Callable[[QKeyEvent], bool]) -> bool:
    """Accept a key that is meant for the widget, not for a menu; returns whether it was one."""
    is_asked = event.type() == QEvent.Type.ShortcutOverride
    if is_asked and isinstance(event, QKeyEvent) and is_ours(event):
        event.accept()
        return True
    return False


def is_escape(event: QKeyEvent) -> bool:
    """True for the key that gives up what is being done."""
    return event.key() == Qt.Key.Key_Escape
