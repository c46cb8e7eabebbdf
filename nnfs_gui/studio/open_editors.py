"""Knows what is typed somewhere but not entered yet, so that commands act on what is seen.

The rule, the same for cells, weights, neurons, options and names:

- A command that saves, runs, opens, closes, pins or exports first enters what is typed, as a step
  of its own, and so does an edit after which the thing it is typed for has another place. A text
  that will not do keeps its editor open, says why, and stops the command.
- Undo and redo, by whatever way they are asked for, drop what is typed: it was no step yet, so it
  neither becomes one that empties what can be done again, nor lands on what comes back. The undo
  keys inside a field take back its typing first, as in every spreadsheet. A project that is opened
  drops it too, after the question about unsaved work.
- Long work that moves things waits, when it is ready, until what is typed is entered or taken back.
- Where nobody is left to mend it, as when the session ends, what will do is entered and the rest
  dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from nnfs_core.project.document import Document


class OpenEditor(Protocol):
    """Describes what can be typed into: a field, a page of fields, a table with cells and names."""

    def enter(self) -> bool:
        """Make a step of what is typed, if anything is; False when the text will not do."""

    def drop(self) -> None:
        """Go back to what the project says."""

    @property
    def is_typed(self) -> bool:
        """True while something is typed that is not entered yet."""


class OpenEditors:
    """Holds the editors of the window; each tells by itself whether anything is typed in it."""

    def __init__(self, document: Document) -> None:
        self._editors: list[OpenEditor] = []
        self._is_entering = False
        document.leaving.connect(self.drop)

    def watch(self, editor: OpenEditor) -> None:
        """Ask an editor from now on."""
        self._editors.append(editor)

    def enter(self) -> bool:
        """Enter all that is typed; False, after a notice, when some text will not do."""
        if self._is_entering:  # what is being entered may be such an edit itself
            return True
        with self.entering():
            return all(editor.enter() for editor in self._editors)

    @property
    def is_typed(self) -> bool:
        """True while anything is typed that is not entered yet."""
        return any(editor.is_typed for editor in self._editors)

    def enter_or_drop(self) -> None:
        """Enter what will do and drop the rest, where nobody is left to mend it."""
        with self.entering():
            for editor in self._editors:
                if not editor.enter():
                    editor.drop()

    def drop(self) -> None:
        """Go back to what the project says, everywhere."""
        for editor in self._editors:
            editor.drop()

    @contextmanager
    def entering(self) -> Iterator[None]:
        """While an editor writes what was typed, none is asked again."""
        before, self._is_entering = self._is_entering, True
        try:
            yield
        finally:
            self._is_entering = before

    def first(self, command: Callable[[], object]) -> Callable[[], None]:
        """A command that enters what is typed and then does as before, if nothing stops it."""

        def enter_and_do() -> None:
            if self.enter():
                command()

        return enter_and_do
