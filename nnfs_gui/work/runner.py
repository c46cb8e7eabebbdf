"""Runs the forward pass on a worker thread and hands only the newest answer to the screen."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from nnfs_core.errors import NnfsError
from nnfs_core.forward.evaluate import Evaluation, evaluate
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.changes import Part, changed_parts
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_gui.work.worker import Worker, report


class Runner(QObject):
    """Keeps `evaluation` up to date with the document while `live`, or when `run` is called.

    Newer work supersedes older: the older pass is told to stop and its answer is dropped.
    """

    started = Signal()
    progressed = Signal(float)
    finished = Signal(object)  # the new Evaluation
    failed = Signal(str)
    live_changed = Signal(bool)
    budget_changed = Signal()
    given_up = Signal()  # nobody waits for a pass any more

    def __init__(
        self, document: Document, executor: Executor | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="runner")
        self._worker = Worker(self._executor, self)
        self._worker.started.connect(self.started)
        self._worker.progressed.connect(self.progressed)
        self._live = True
        self._budget: int | None = None
        self.evaluation: Evaluation | None = None
        self.beside: Evaluation | None = None  # another one, whose outputs stay in memory
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
        """The bytes that outputs may take, with those `beside`; None for a quarter of the free."""
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
        beside = self.beside

        def work(progress: Progress, cancelled: IsCancelled) -> Evaluation:
            return evaluate(
                project,
                previous,
                budget=budget,
                beside=beside,
                progress=progress,
                cancelled=cancelled,
            )

        self._worker.start(work, self._on_finished, self._on_failed)

    def cancel(self) -> None:
        """Abandon the pass under way, if there is one."""
        self._worker.cancel()
        self.given_up.emit()

    def close(self) -> None:
        """Abandon the pass under way and wait until its thread is done."""
        self._document.changed.disconnect(self._on_document_changed)
        self._worker.cancel()
        self._executor.shutdown(wait=True)

    def _on_document_changed(self, old: Project, new: Project) -> None:
        if self._live:
            self.run()
        else:
            self.cancel()

    def _on_finished(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.finished.emit(evaluation)

    def _on_failed(self, error: BaseException) -> None:
        match error:
            case MemoryError():
                self.failed.emit("The forward pass needs more memory than there is.")
            case NnfsError():
                self.failed.emit(str(error))
            case _:
                self.failed.emit("The forward pass failed.")
                report(error)
