"""This module holds the current project with its history, its trial and its file."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from nnfs_core.project.changes import ProjectSignal, Signal
from nnfs_core.project.history import History
from nnfs_core.project.project import Project, empty_project
from nnfs_core.project.trial import Trial


class Document:
    """Holds one project and lives on one thread. Every change goes through here.

    `changed` is emitted for another project only; `status_changed`, after it, whenever the path,
    the saved mark, the history or the trial may have become another one. `leaving` is emitted
    before undo, redo and another beginning, for whoever holds something that is no step yet.

    A project may be tried out: it is shown like any other, but no part of the history until
    `keep` makes one step of it; `let_go` brings back what was there before. So that nothing is
    kept or lost by accident: undo lets go of the trial, there is nothing to redo while one is
    shown, and an edit keeps it first, as a step of its own, so that no edit stands on numbers
    that vanish. Whoever saves should `keep` before: a file holds what is on the screen, and undo
    still takes the step back.
    """

    def __init__(self, project: Project | None = None, path: Path | None = None) -> None:
        self.changed = ProjectSignal()
        self.status_changed, self.leaving = Signal(), Signal()
        self._project = project or empty_project()
        self._saved: Project | None = self._project
        self._is_in_file = True
        self._path = path
        self._history = History()
        self._trial: Trial | None = None
        self._n_starts = 1

    @property
    def project(self) -> Project:
        """What is on show, also while it is only tried out."""
        return self._project

    @property
    def settled(self) -> Project:
        """The project without what is tried out."""
        return self._project if self._trial is None else self._trial.before

    @property
    def n_starts(self) -> int:
        """How many projects the document began with; an edit leaves the number as it is."""
        return self._n_starts

    @property
    def path(self) -> Path | None:
        """The file that the project was opened from or saved to."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """True when the project is not the one last saved or opened, whatever is tried out.

        So it is, too, when its file no longer holds what was last saved or opened.
        """
        return self.settled is not self._saved or not self._is_in_file

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
        return self._history.undo_text if self._trial is None else self._trial.text

    @property
    def redo_text(self) -> str | None:
        """What redo would do again; None when there is nothing, and while something is tried."""
        return self._history.redo_text if self._trial is None else None

    def apply(self, text: str, project: Project, merge: Hashable = None) -> None:
        """Make `project` the current one, as a step named `text`.

        A step with the same `merge` key as the step before becomes one with it, as the steps of a
        drag do. A project that is the current one already changes nothing. What is tried out is
        kept first.
        """
        if project is self._project:
            return
        self._end_trial()
        self._history.add(text, self._project, project, merge)
        self._show(project)

    def try_out(self, text: str, project: Project, merge: Hashable = None) -> None:
        """Show `project`, which differs from the current one by what `text` says, for a trial.

        The text should read both after "What if" and after "Undo". One trial may grow by
        several changes: one with the `merge` key of an earlier one, as a slider's next value has,
        takes its place in the text, another one joins it. Trying out the project that was there
        before the trial lets go of it.
        """
        if project is self._project:
            return
        trial = self._trial or Trial(self._project)
        if project is trial.before:
            self.let_go()
            return
        self._trial = trial.with_change(text, merge)
        self._show(project)

    def keep(self) -> None:
        """Make one step of what is tried out; nothing happens when nothing is."""
        if self._trial is not None:
            self._end_trial()
            self.status_changed.emit()

    def let_go(self) -> None:
        """Go back to the project before the trial; nothing happens when nothing is tried out."""
        if self._trial is not None:
            before, self._trial = self._trial.before, None
            self._show(before)

    def undo(self) -> None:
        """Take back the last step, or let go of the trial; nothing happens when there is none."""
        if self.undo_text is not None:
            self.leaving.emit()
        if self._trial is not None:
            self.let_go()
        else:
            self._show(self._history.undo(self._project))

    def redo(self) -> None:
        """Do the last undone step again; nothing happens when there is none, or during a trial."""
        if self.redo_text is not None:
            self.leaving.emit()
        if self._trial is None:
            self._show(self._history.redo(self._project))

    def replace(self, project: Project, path: Path | None = None, *, is_saved: bool = True) -> None:
        """Start anew with another project, as after opening a file; history and trial are gone.

        One that was recovered after a crash is not what is saved in `path`.
        """
        self.leaving.emit()
        self._saved, self._path, self._trial = project if is_saved else None, path, None
        self._is_in_file = True
        self._n_starts += 1
        self._history.clear()
        self._show(project)

    def mark_saved(self, project: Project, path: Path) -> None:
        """Remember that `project`, which may no longer be the current one, is whole in `path`.

        A trial that began meanwhile goes on.
        """
        self._saved, self._path, self._is_in_file = project, path, True
        self._history.end_merge()
        self.status_changed.emit()

    def mark_unsaved(self, path: Path | None) -> None:
        """Count the project as one that no file holds whole, and `path` as the file it came from.

        So it is when what was only looked at is to be kept.
        """
        self._saved, self._path = None, path
        self.status_changed.emit()

    def mark_in_file(self, is_in_file: bool) -> None:
        """Remember whether the file still holds what was last saved or opened, or others do."""
        if is_in_file != self._is_in_file:
            self._is_in_file = is_in_file
            self.status_changed.emit()

    def end_merge(self) -> None:
        """Let the next step stand alone whatever its merge key."""
        self._history.end_merge()

    def _end_trial(self) -> None:
        """Make one step of what is tried out, if anything is."""
        if self._trial is not None:
            self._history.add(self._trial.text, self._trial.before, self._project)
            self._trial = None

    def _show(self, project: Project) -> None:
        """Make a project the present one, and call the listeners of both signals."""
        old, self._project = self._project, project
        try:
            if project is not old:
                self.changed.emit(old, project)
        finally:
            self.status_changed.emit()
