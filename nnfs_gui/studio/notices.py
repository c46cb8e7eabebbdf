"""This module collects messages to the user: a sentence each, and perhaps a remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from nnfs_core.project.changes import Part, changed_parts
from nnfs_core.project.project import Project

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, eq=False)
class Notice:
    """Holds a plain sentence, and perhaps a button that does something about it.

    about: the parts of the project that it tells of as they are: it goes with them.
    """

    text: str
    level: Level = "info"
    button: str = ""
    action: Callable[[], None] | None = None
    about: Part = Part.NONE


class Notices(QObject):
    """Takes the messages of every panel; the main window shows them.

    Each giver says when its notice is no longer so: `about` names parts of the project, `until` is
    a signal. An error without either goes when the user has gone on.
    """

    posted = Signal(object)  # Notice
    settled = Signal(bool)  # whether what the remedy was for is done
    withdrawn = Signal(object)  # Notice that no longer holds

    def __init__(self) -> None:
        super().__init__()
        self._newest: Notice | None = None

    def info(
        self,
        text: str,
        button: str = "",
        action: Callable[[], None] | None = None,
        *,
        about: Part = Part.NONE,
        until: SignalInstance | None = None,
    ) -> None:
        """Tell what happened, such as "Pasted 3 × 4 numbers, transposed"."""
        self._post(Notice(text, "info", button, action, about), until)

    def warn(
        self,
        text: str,
        button: str = "",
        action: Callable[[], None] | None = None,
        *,
        about: Part = Part.NONE,
        until: SignalInstance | None = None,
    ) -> None:
        """Tell what to look out for before going on."""
        self._post(Notice(text, "warning", button, action, about), until)

    def error(
        self,
        text: str,
        button: str = "",
        action: Callable[[], None] | None = None,
        *,
        about: Part = Part.NONE,
        until: SignalInstance | None = None,
    ) -> None:
        """Tell what could not be done, and why; the sentence of an NnfsError."""
        self._post(Notice(text, "error", button, action, about), until)

    def settle(self, remedied: bool = False) -> None:
        """Let an error go, as the user went on; one with a remedy only once it is `remedied`."""
        self.settled.emit(remedied)

    def follow(self, old: Project, new: Project) -> None:
        """Withdraw what was told of parts that are others by now."""
        if self._newest is not None and self._newest.about & changed_parts(old, new):
            self.withdrawn.emit(self._newest)

    def _post(self, notice: Notice, until: SignalInstance | None = None) -> None:
        self._newest = notice
        if until is not None:
            once = Qt.ConnectionType.SingleShotConnection
            until.connect(lambda *ignored: self.withdrawn.emit(notice), once)
        self.posted.emit(notice)
