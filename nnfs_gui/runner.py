"""Runs the forward pass on a worker thread and hands only the newest answer to the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal

from nnfs_core.document import Document
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.evaluate import Evaluation, evaluate
from nnfs_core.project import Project

PROGRESS_INTERVAL = 1 / 30  # seconds


class ImmediateExecutor(Executor):
    """Runs the work at once on the calling thread: for tests and for pictures."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


class Runner(QObject):
    """Keeps `evaluation` up to date with the document while `live`, or when `run` is called.

    Newer work supersedes older: the older pass is told to stop and its answer is dropped.
    """

    started = Signal()
    progressed = Signal(float)
    finished = Signal(object)  # the new Evaluation
    failed = Signal(str)
    live_changed = Signal(bool)
    _arrived = Signal(object, object)  # stop event of the pass, Evaluation or exception

    def __init__(
        self, document: Document, executor: Executor | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="runner")
        self._stop: Event | None = None  # of the pass under way
        self._live = True
        self.evaluation: Evaluation | None = None
        self._arrived.connect(self._receive)
        document.changed.connect(self._on_document_changed)

    @property
    def is_running(self) -> bool:
        return self._stop is not None

    @property
    def is_current(self) -> bool:
        """True when `evaluation` is of the document's present project."""
        return self.evaluation is not None and self.evaluation.project is self._document.project

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

    def run(self) -> None:
        """Start a forward pass of the present project; a pass under way is abandoned."""
        self.cancel()
        stop = self._stop = Event()
        self.started.emit()
        self._executor.submit(self._work, self._document.project, self.evaluation, stop)

    def cancel(self) -> None:
        """Abandon the pass under way, if there is one."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def close(self) -> None:
        """Abandon the pass under way and wait until its thread is done."""
        self._document.changed.disconnect(self._on_document_changed)
        self.cancel()
        self._executor.shutdown(wait=True)

    def _on_document_changed(self, old: Project, new: Project) -> None:
        if new is not old and self._live:
            self.run()
        elif new is not old:
            self.cancel()

    def _work(self, project: Project, previous: Evaluation | None, stop: Event) -> None:
        """The worker's part: no widget and no document is touched here."""
        told = 0.0

        def tell(fraction: float) -> None:
            nonlocal told
            now = monotonic()
            if now - told >= PROGRESS_INTERVAL and not stop.is_set():
                told = now
                self.progressed.emit(fraction)

        try:
            answer: object = evaluate(project, previous, progress=tell, cancelled=stop.is_set)
        except Cancelled:
            return
        except BaseException as error:
            answer = error
        if not stop.is_set():
            self._arrived.emit(stop, answer)

    def _receive(self, stop: Event, answer: Evaluation | BaseException) -> None:
        """The GUI thread's part: show the answer if nothing newer was asked for."""
        if stop is not self._stop:
            return
        self._stop = None
        if isinstance(answer, Evaluation):
            self.evaluation = answer
            self.finished.emit(answer)
        elif isinstance(answer, MemoryError):
            self.failed.emit("The forward pass needs more memory than there is.")
        elif isinstance(answer, NnfsError):
            self.failed.emit(str(answer))
        else:
            self.failed.emit("The forward pass failed.")
            sys.excepthook(type(answer), answer, answer.__traceback__)
