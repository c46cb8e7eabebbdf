"""This module collects messages to the user: a sentence each, and perhaps a remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class Notice:
    """Holds a plain sentence, and perhaps a button that does something about it."""

    text: str
    level: Level = "info"
    button: str = ""
    action: Callable[[], None] | None = None


class Notices(QObject):
    """Takes the messages of every panel; the main window shows them."""

    posted = Signal(object)  # Notice
    settled = Signal(bool)  # whether what the remedy was for is done

    def info(self, text: str, button: str = "", action: Callable[[], None] | None = None) -> None:
        """Tell what happened, such as "Pasted 3 × 4 numbers, transposed"."""
        self.posted.emit(Notice(text, "info", button, action))

    def warn(self, text: str, button: str = "", action: Callable[[], None] | None = None) -> None:
        """Tell what to look out for before going on."""
        self.posted.emit(Notice(text, "warning", button, action))

    def error(self, text: str, button: str = "", action: Callable[[], None] | None = None) -> None:
        """Tell what could not be done, and why; the sentence of an NnfsError."""
        self.posted.emit(Notice(text, "error", button, action))

    def settle(self, remedied: bool = False) -> None:
        """Let an error go, as the user went on; one with a remedy only once it is `remedied`."""
        self.settled.emit(remedied)
