"""Tells where the keyboard is: whom the Edit menu speaks to, and the way between panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def edit_noun() -> str:
    """What the commands of the Edit menu are about, where it is several things: "3 layers"."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, QLineEdit | QPlainTextEdit):
        if hasattr(widget, "edit_commands"):
            return getattr(widget, "edit_noun", "")
        widget = widget.parentWidget()
    return ""


def holds_focus(panel: QWidget) -> bool:
    """True while the keyboard is somewhere in a panel."""
    focused = QApplication.focusWidget()
    return focused is not None and panel.isAncestorOf(focused)


class Reachable(Protocol):
    """Describes what the keyboard can be led to: a panel, or the card of a lesson."""

    @property
    def is_on_screen(self) -> bool: ...

    @property
    def main_widget(self) -> QWidget | None: ...

    def focusWidget(self) -> QWidget: ...

    def isAncestorOf(self, child: QWidget, /) -> bool: ...

    def findChildren(self, kind: type[QWidget], /) -> list[QWidget]: ...


def step_to_panel(
    panels: Sequence[Reachable], step: int, folded: Mapping[Reachable, Callable[[], None]]
) -> None:
    """Hand the keyboard to the next panel that takes it; one that is `folded` is unfolded first."""
    shown = [panel for panel in panels if panel.is_on_screen or panel in folded]
    focused = QApplication.focusWidget()
    here = next(
        (number for number, panel in enumerate(shown) if focused and panel.isAncestorOf(focused)),
        -1,
    )
    for number in range(1, len(shown) + 1):
        panel = shown[(here + number * step) % len(shown)]
        if panel in folded:
            folded[panel]()
        if lead_to(panel):
            return


def lead_to(panel: Reachable) -> bool:
    """Hand the keyboard to where it was last in a panel, else to what the panel is about.

    Returns False when nothing there takes keys.
    """
    last: QWidget | None = panel.focusWidget()
    for widget in (last, panel.main_widget, *panel.findChildren(QWidget)):
        if widget is not None and _takes_keys(widget):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


def _takes_keys(widget: QWidget) -> bool:
    end = widget
    while (proxy := end.focusProxy()) is not None:
        end = proxy
    is_there = widget.isVisible() and widget.isEnabled()
    return is_there and bool(end.focusPolicy() & Qt.FocusPolicy.TabFocus)
