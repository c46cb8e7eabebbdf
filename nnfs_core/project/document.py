"""The document: the current project, its history and trial, its file, and one `changed` signal."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.project.project import Project, empty_project

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


@dataclass(frozen=True)
class _Trial:
    before: Project
    texts: Mapping[Hashable, str]  # of each change, by its merge key

    @property
    def text(self) -> str:
        first, *others = self.texts.values()
        if len(others) > 1:
            return f"{first} and {len(others)} more changes"
        return " and ".join([first, *others])


class Document:
    """Holds one project and lives on one thread. Every change goes through here.

    Undo and redo keep earlier values, which share all that did not change. The oldest steps are
    forgotten beyond HISTORY_STEPS steps or HISTORY_BYTES bytes of arrays that only they hold.

    A project may be tried out: it is shown like any other, but no part of the history until
    `keep` makes one step of it; `let_go` brings back what was there before. So that nothing is
    kept or lost by accident: undo lets go of the trial, there is nothing to redo while one is
    shown, and an edit keeps it first, as a step of its own, so that no edit stands on numbers
    that vanish. Whoever saves should `keep` before: a file holds what is on the screen, and undo
    still takes the step back.
    """

    def __init__(self, project: Project | None = None, path: Path | None = None) -> None:
        self.changed = Changed()
        self._project = project or empty_project()
        self._saved = self._project
        self._path = path
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._trial: _Trial | None = None
        self._n_starts = 1

    @property
    def project(self) -> Project:
        """What is on show, also while it is only tried out."""
        return self._project

    @property
    def n_starts(self) -> int:
        """How many projects were begun with; another number means another project, not an edit."""
        return self._n_starts

    @property
    def path(self) -> Path | None:
        """The file that the project was opened from or saved to."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """True when the project is not the one last saved or opened, whatever is tried out."""
        return self._settled is not self._saved

    @property
    def is_trying(self) -> bool:
        """True while the project on show is only tried out."""
        return self._trial is not None

    @property
    def trial_text(self) -> str | None:
        """What is tried out, as in "weight 2 of neuron 1 in Dense 1 = 0.35"; None when nothing."""
        return None if self._trial is None else self._trial.text

    @property
    def undo_text(self) -> str | None:
        """What undo would take back, such as "Edit input"; None when there is nothing."""
        if self._trial is not None:
            return self._trial.text
        return self._undo[-1].text if self._undo else None

    @property
    def redo_text(self) -> str | None:
        """What redo would do again; None when there is nothing, and while something is tried."""
        return self._redo[-1].text if self._redo and self._trial is None else None

    def apply(self, text: str, project: Project, merge: Hashable = None) -> None:
        """Make `project` the current one, as a step named `text`.

        A step with the same `merge` key as the step before becomes one with it, as the steps of a
        drag do. A project that is the current one already changes nothing. What is tried out is
        kept first.
        """
        old = self._project
        if project is old:
            return
        if self._trial is not None:
            self._keep(self._trial)
        before = old
        if merge is not None and self._undo and self._undo[-1].merge == merge and not self._redo:
            before = self._undo.pop().before
        self._undo.append(_Step(text, before, merge, bytes_given_up(before, project)))
        self._redo.clear()
        self._project = project
        self._forget_oldest()
        self.changed.emit(old, project)

    def try_out(self, text: str, project: Project, merge: Hashable = None) -> None:
        """Show `project`, which differs from the current one by what `text` says, for a trial.

        The text should read both after "What if" and after "Undo". One trial may grow by
        several changes: one with the `merge` key of an earlier one, as a slider's next value has,
        takes its place in the text, another one joins it. Trying out the project that was there
        before the trial lets go of it.
        """
        old = self._project
        if project is old:
            return
        trial = self._trial or _Trial(old, {})
        if project is trial.before:
            self.let_go()
            return
        key: Hashable = len(trial.texts) if merge is None else ("merge", merge)
        self._trial = _Trial(trial.before, {**trial.texts, key: text})
        self._project = project
        self.changed.emit(old, project)

    def keep(self) -> None:
        """Make one step of what is tried out; nothing happens when nothing is."""
        if self._trial is not None:
            self._keep(self._trial)
            self.changed.emit(self._project, self._project)

    def let_go(self) -> None:
        """Go back to the project before the trial; nothing happens when nothing is tried out."""
        if self._trial is not None:
            old, self._project = self._project, self._trial.before
            self._trial = None
            self.changed.emit(old, self._project)

    def undo(self) -> None:
        """Take back the last step, or let go of the trial; nothing happens when there is none."""
        if self._trial is not None:
            self.let_go()
        else:
            self._travel(self._undo, self._redo)

    def redo(self) -> None:
        """Do the last undone step again; nothing happens when there is none, or during a trial."""
        if self._trial is None:
            self._travel(self._redo, self._undo)

    def replace(self, project: Project, path: Path | None = None) -> None:
        """Start anew with another project, as after opening a file; history and trial are gone."""
        old, self._project = self._project, project
        self._saved, self._path, self._trial = project, path, None
        self._n_starts += 1
        self._undo.clear()
        self._redo.clear()
        self.changed.emit(old, project)

    def mark_saved(self, project: Project, path: Path) -> None:
        """Remember that `project`, which may no longer be the current one, is whole in `path`.

        A trial that began meanwhile goes on.
        """
        self._saved, self._path = project, path
        self.end_merge()
        self.changed.emit(self._project, self._project)

    def end_merge(self) -> None:
        """Let the next step stand alone whatever its merge key."""
        if self._undo:
            self._undo[-1] = replace(self._undo[-1], merge=None)

    @property
    def _settled(self) -> Project:
        """The project without what is tried out."""
        return self._project if self._trial is None else self._trial.before

    def _keep(self, trial: _Trial) -> None:
        n_bytes = bytes_given_up(trial.before, self._project)
        self._undo.append(_Step(trial.text, trial.before, None, n_bytes))
        self._redo.clear()
        self._trial = None
        self._forget_oldest()

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
