"""The document: the current project, its history, its file, and the one signal that it changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.project import Project, empty_project

Listener = Callable[[Project, Project], None]

HISTORY_STEPS = 1000
HISTORY_BYTES = 2**30


class Changed:
    """The signal that the document changed; listeners are called with the old and the new project.

    They are the same project when only the file, the saved mark or the history changed.
    """

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def connect(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def disconnect(self, listener: Listener) -> None:
        if listener in self._listeners:
            self._listeners.remove(listener)

    def emit(self, old: Project, new: Project) -> None:
        """Call every listener; an error in one reaches the caller after all have been called."""
        errors = []
        for listener in tuple(self._listeners):
            try:
                listener(old, new)
            except Exception as error:  # the other views must still learn of the change
                errors.append(error)
        if errors:
            raise errors[0]


@dataclass(frozen=True)
class _Step:
    text: str
    before: Project
    merge: Hashable
    n_bytes: int  # of arrays that only history holds because of this step


class Document:
    """Holds one project and lives on one thread. Every change goes through here.

    Undo and redo keep earlier values, which share all that did not change. The oldest steps are
    forgotten beyond HISTORY_STEPS steps or HISTORY_BYTES bytes of arrays that only they hold.
    """

    def __init__(self, project: Project | None = None, path: Path | None = None) -> None:
        self.changed = Changed()
        self._project = project or empty_project()
        self._saved = self._project
        self._path = path
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []

    @property
    def project(self) -> Project:
        return self._project

    @property
    def path(self) -> Path | None:
        """The file that the project was opened from or saved to."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """True when the project is not the one last saved or opened."""
        return self._project is not self._saved

    @property
    def undo_text(self) -> str | None:
        """What undo would take back, such as "Edit input"; None when there is nothing."""
        return self._undo[-1].text if self._undo else None

    @property
    def redo_text(self) -> str | None:
        """What redo would do again; None when there is nothing."""
        return self._redo[-1].text if self._redo else None

    def apply(self, text: str, project: Project, merge: Hashable = None) -> None:
        """Make `project` the current one, as a step named `text`.

        A step with the same `merge` key as the step before becomes one with it, as the steps of a
        drag do. A project that is the current one already changes nothing.
        """
        old = self._project
        if project is old:
            return
        before = old
        if merge is not None and self._undo and self._undo[-1].merge == merge and not self._redo:
            before = self._undo.pop().before
        self._undo.append(_Step(text, before, merge, bytes_given_up(before, project)))
        self._redo.clear()
        self._project = project
        self._forget_oldest()
        self.changed.emit(old, project)

    def undo(self) -> None:
        """Take back the last step; nothing happens when there is none."""
        self._travel(self._undo, self._redo)

    def redo(self) -> None:
        """Do the last undone step again; nothing happens when there is none."""
        self._travel(self._redo, self._undo)

    def replace(self, project: Project, path: Path | None = None) -> None:
        """Start anew with another project, as after opening a file; the history is gone."""
        old, self._project = self._project, project
        self._saved, self._path = project, path
        self._undo.clear()
        self._redo.clear()
        self.changed.emit(old, project)

    def mark_saved(self, project: Project, path: Path) -> None:
        """Remember that `project`, which may no longer be the current one, is whole in `path`."""
        self._saved, self._path = project, path
        self.end_merge()
        self.changed.emit(self._project, self._project)

    def end_merge(self) -> None:
        """Let the next step stand alone whatever its merge key."""
        if self._undo:
            self._undo[-1] = replace(self._undo[-1], merge=None)

    def _travel(self, source: list[_Step], target: list[_Step]) -> None:
        if not source:
            return
        step, old = source.pop(), self._project
        target.append(_Step(step.text, old, None, step.n_bytes))
        self._project = step.before
        self.changed.emit(old, self._project)

    def _forget_oldest(self) -> None:
        del self._undo[:-HISTORY_STEPS]
        n_bytes = 0
        for kept, step in enumerate(reversed(self._undo)):
            n_bytes += step.n_bytes
            if n_bytes > HISTORY_BYTES and kept > 0:  # the last step can always be undone
                del self._undo[: len(self._undo) - kept]
                return


def bytes_given_up(before: Project, after: Project) -> int:
    """The bytes of the arrays that `before` holds and `after` does not."""
    kept = {id(array) for array in project_arrays(after)}
    return sum(array.nbytes for array in project_arrays(before) if id(array) not in kept)


def project_arrays(project: Project) -> list[AnyArray]:
    """Every array that a project holds in memory, blocks and layers' own."""
    batch = project.batch
    blocks = batch.input_rows.blocks
    if batch.target_rows is not None:
        blocks += batch.target_rows.blocks
    arrays = [block for block in blocks if isinstance(block, np.ndarray)]
    for layer in project.network.layers:
        arrays += layer.arrays().values()
    return arrays
