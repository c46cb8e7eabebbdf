"""Tells where the keyboard is: whom the Edit menu speaks to, and the way between panels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

# What a line or a page of text calls the commands of the Edit menu.
_TEXT_COMMANDS = {
    "cut": "cut",
    "copy": "copy",
    "paste": "paste",
    "clear": "del_",
    "select_all": "selectAll",
}


def edit_command(command: str) -> None:
    """Let the nearest ancestor of the focus widget that knows the command carry it out."""
    widget = QApplication.focusWidget()
    while widget is not None:
        commands: dict[str, Callable[[], object]] = getattr(widget, "edit_commands", dict)()
        if command in commands:
            commands[command]()
            return
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            getattr(widget, _TEXT_COMMANDS.get(command, ""), lambda: None)()
            return
        widget = widget.parentWidget()


def holds_focus(panel: QWidget) -> bool:
    """True while the keyboard is somewhere in a panel."""
    focused = QApplication.focusWidget()
    return focused is not None and panel.isAncestorOf(focused)


class Reachable(Protocol):
    """Describes what the keyboard can be led to: a panel, or the card of a lesson."""

    @property
    def is_on_screen(self) -> bool: ...

    def isAncestorOf(self, child: QWidget, /) -> bool: ...

    def findChildren(self, kind: type[QWidget], /) -> list[QWidget]: ...


def step_to_panel(panels: Sequence[Reachable], step: int) -> None:
    """Hand the keyboard to the next visible panel: in tables the Tab key belongs to the cells."""
    shown = [panel for panel in panels if panel.is_on_screen]
    focused = QApplication.focusWidget()
    here = next(
        (number for number, panel in enumerate(shown) if focused and panel.isAncestorOf(focused)),
        -1,
    )
    for widget in shown[(here + step) % len(shown)].findChildren(QWidget) if shown else ():
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
