"""This module calls listeners when another project is current, each for the parts it follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Flag, auto
from functools import partial

from nnfs_core.project.project import Project


class Part(Flag):
    """Names what a project is made of, and what can differ between two of them."""

    NONE = 0
    NETWORK = auto()
    BATCH = auto()
    PRECISION = auto()
    NOTES = auto()  # the title, too
    NUMBERS = NETWORK | BATCH | PRECISION  # all that a forward pass depends on
    ALL = NUMBERS | NOTES


def changed_parts(old: Project, new: Project) -> Part:
    """The parts that differ, compared by identity and never number by number."""
    parts = Part(0)
    if old.network is not new.network:
        parts |= Part.NETWORK
    if old.batch is not new.batch:
        parts |= Part.BATCH
    if old.precision != new.precision:
        parts |= Part.PRECISION
    if (old.title, old.notes) != (new.title, new.notes):
        parts |= Part.NOTES
    return parts


class Signal:
    """Calls its listeners, in the order in which they were connected."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def connect(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def emit(self) -> None:
        """Call every listener; an error in one reaches the caller after all have been called."""
        _call_all(tuple(self._listeners))


Listener = Callable[[Project, Project], None]


class ProjectSignal:
    """Tells listeners of another project: each one of the parts that it follows, or of any."""

    def __init__(self) -> None:
        self._listeners: list[tuple[Listener, Part]] = []

    def connect(self, listener: Listener, follows: Part = Part.ALL) -> None:
        """Call `listener(old, new)` whenever one of the parts that it `follows` differs."""
        self._listeners.append((listener, follows))

    def disconnect(self, listener: Listener) -> None:
        self._listeners = [each for each in self._listeners if each[0] != listener]

    def emit(self, old: Project, new: Project) -> None:
        """Call the listeners; an error in one reaches the caller after all have been called."""
        parts = changed_parts(old, new)
        _call_all(
            [
                partial(listener, old, new)
                for listener, follows in self._listeners
                if follows & parts or follows == Part.ALL
            ]
        )


def _call_all(calls: Iterable[Callable[[], None]]) -> None:
    errors = []
    for call in calls:
        try:
            call()
        except Exception as error:  # the other views must still learn of the change
            errors.append(error)
    if errors:
        raise errors[0]
