"""Runs the forward pass on a worker thread and hands only the newest answer to the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnfs_core.forward.evaluate import Evaluation, evaluate
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.changes import Part, changed_parts
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_gui.work.lanes import Lane, Lanes


class Runner(QObject):
    """Keeps `evaluation` up to date with the document while `live`, or when `run` is called.

    A newer pass makes the older stop and drops its answer. `is_stale` says when what shows numbers
    is to be dimmed: they are not those of the project, and a pass that brings these is late or
    `needs_run`, as nobody has asked for it. `stale_changed` says that one of the two is different.
    """

    started = Signal()
    progressed = Signal(float)
    finished = Signal(object)  # the new Evaluation
    failed = Signal(str)
    live_changed = Signal(bool)
    budget_changed = Signal()
    given_up = Signal()  # nobody waits for a pass any more
    stale_changed = Signal()

    def __init__(self, document: Document, lanes: Lanes) -> None:
        super().__init__()
        self._document = document
        self._worker = lanes.worker(self, "The forward pass", Lane.PASS)
        self._worker.started.connect(self.started)
        self._worker.progressed.connect(self.progressed)
        self._worker.late.connect(self._update_staleness)
        self._live = True
        self._budget: int | None = None
        self.evaluation: Evaluation | None = None
        self.also_kept: Evaluation | None = None  # another one, whose outputs stay in memory
        self.is_stale = self.needs_run = False
        document.changed.connect(self._on_document_changed)

    @property
    def is_running(self) -> bool:
        return self._worker.is_busy

    @property
    def project(self) -> Project:
        """The document's present project, which a pass would be of."""
        return self._document.project

    @property
    def is_current(self) -> bool:
        """True when `evaluation` is of the document's present project."""
        return self.evaluation is not None and self.evaluation.project is self._document.project

    @property
    def has_present_numbers(self) -> bool:
        """True when the numbers are right: titles and notes do not change them."""
        if self.evaluation is None:
            return False
        return not changed_parts(self.evaluation.project, self._document.project) & Part.NUMBERS

    @property
    def live(self) -> bool:
        return self._live

    def set_live(self, live: bool) -> None:
        """Recompute at every edit, or only when asked to."""
        if live == self._live:
            return
        self._live = live
        self.live_changed.emit(live)
        if live and not self.is_current:
            self.run()

    @property
    def budget(self) -> int | None:
        """The bytes for outputs, with those `also_kept`; None for a quarter of the free."""
        return self._budget

    def set_budget(self, budget: int | None) -> None:
        """Let outputs take so many bytes, from now on and for the present project."""
        if budget != self._budget:
            self._budget = budget
            self.budget_changed.emit()
            if self.is_current or self._live:
                self.run()

    def run(self) -> None:
        """Start a forward pass of the present project; a pass under way is abandoned."""
        project, previous, budget = self._document.project, self.evaluation, self._budget
        also_kept = self.also_kept

        def work(progress: Progress, cancelled: IsCancelled) -> Evaluation:
            return evaluate(
                project,
                previous,
                budget=budget,
                also_kept=also_kept,
                progress=progress,
                cancelled=cancelled,
            )

        self._worker.run(work, self._on_finished, self._on_failed)

    def cancel(self) -> None:
        """Abandon the pass under way, if there is one."""
        self._worker.cancel()
        self.given_up.emit()
        self._update_staleness()

    def _on_document_changed(self, old: Project, new: Project) -> None:
        if self._live:
            self.run()
        else:
            self.cancel()

    def _on_finished(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._update_staleness()
        self.finished.emit(evaluation)

    def _on_failed(self, sentence: str) -> None:
        self._update_staleness()
        self.failed.emit(sentence)

    def _update_staleness(self) -> None:
        is_stale = self.evaluation is not None and not self.has_present_numbers
        needs_run = is_stale and not self.is_running
        if (is_stale, needs_run) != (self.is_stale, self.needs_run):
            self.is_stale, self.needs_run = is_stale, needs_run
            self.stale_changed.emit()
