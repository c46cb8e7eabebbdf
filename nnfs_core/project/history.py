"""Keeps the history of a project: the steps that undo and redo go through, within bounds."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from nnfs_core.arrays import bytes_held
from nnfs_core.project.project import Project, project_arrays

HISTORY_STEPS = 1000
HISTORY_BYTES = 2**30


@dataclass(frozen=True)
class HistoryStep:
    """Names a step, and holds the project that it leads to when it is undone or redone."""

    text: str
    project: Project
    merge: Hashable
    n_bytes: int  # of arrays that only history holds because of this step


class History:
    """Keeps earlier projects, which share all that did not change, and those that were undone.

    The oldest steps are forgotten beyond HISTORY_STEPS steps or HISTORY_BYTES bytes of arrays that
    only they hold.
    """

    def __init__(self) -> None:
        self._undo: list[HistoryStep] = []
        self._redo: list[HistoryStep] = []

    @property
    def undo_text(self) -> str | None:
        """What undo would take back; None when there is nothing."""
        return self._undo[-1].text if self._undo else None

    @property
    def redo_text(self) -> str | None:
        """What redo would do again; None when there is nothing."""
        return self._redo[-1].text if self._redo else None

    def add(self, text: str, before: Project, after: Project, merge: Hashable = None) -> None:
        """Remember the step from `before` to `after`; there is nothing to redo any more.

        A step with the same `merge` key as the step before becomes one with it.
        """
        if merge is not None and self._undo and self._undo[-1].merge == merge and not self._redo:
            before = self._undo.pop().project
        self._undo.append(HistoryStep(text, before, merge, bytes_given_up(before, after)))
        self._redo.clear()
        self._forget_oldest()

    def undo(self, present: Project) -> Project:
        """The project before the last step; `present` itself when there is no step."""
        return _travel(present, self._undo, self._redo)

    def redo(self, present: Project) -> Project:
        """The project after the step undone last; `present` itself when there is none."""
        return _travel(present, self._redo, self._undo)

    def end_merge(self) -> None:
        """Let the next step stand alone whatever its merge key."""
        if self._undo:
            self._undo[-1] = replace(self._undo[-1], merge=None)

    def clear(self) -> None:
        """Forget all steps."""
        self._undo.clear()
        self._redo.clear()

    def _forget_oldest(self) -> None:
        del self._undo[:-HISTORY_STEPS]
        n_bytes = 0
        for kept, step in enumerate(reversed(self._undo)):
            n_bytes += step.n_bytes
            if n_bytes > HISTORY_BYTES and kept > 0:  # the last step can always be undone
                del self._undo[: len(self._undo) - kept]
                return


def _travel(present: Project, source: list[HistoryStep], target: list[HistoryStep]) -> Project:
    if not source:
        return present
    step = source.pop()
    target.append(HistoryStep(step.text, present, None, step.n_bytes))
    return step.project


def bytes_given_up(before: Project, after: Project) -> int:
    """The bytes of the arrays that `before` holds and `after` does not."""
    kept = {id(array) for array in project_arrays(after)}
    return sum(bytes_held(array) for array in project_arrays(before) if id(array) not in kept)
