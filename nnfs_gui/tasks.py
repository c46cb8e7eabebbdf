"""Long work off the GUI thread, one at a time, with progress and cancel."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_gui.runner import PROGRESS_INTERVAL

T = TypeVar("T")
Progress = Callable[[float], None]
IsCancelled = Callable[[], bool]


class Tasks(QObject):
    """Runs work such as opening and saving files; the status bar shows what is under way."""

    started = Signal(str)  # what is being done, such as "Opening iris.csv"
    progressed = Signal(float)
    ended = Signal()
    failed = Signal(str)  # a plain sentence
    _arrived = Signal(object, object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="tasks")
        self._stop: Event | None = None
        self._done: Callable[[Any], None] = lambda result: None
        self._failed: Callable[[NnfsError], None] | None = None
        self._arrived.connect(self._receive)

    @property
    def is_busy(self) -> bool:
        return self._stop is not None

    def run(
        self,
        text: str,
        work: Callable[[Progress, IsCancelled], T],
        done: Callable[[T], None],
        failed: Callable[[NnfsError], None] | None = None,
    ) -> bool:
        """Do `work` off the GUI thread, then `done` with its result on the GUI thread.

        A plain failure goes to `failed`, or to the signal of that name. Returns False, and does
        nothing, while other work is under way.
        """
        if self._stop is not None:
            self.failed.emit("Wait until the work under way is done, or cancel it first.")
            return False
        self._done, self._failed = done, failed
        stop = self._stop = Event()
        self.started.emit(text)
        self._executor.submit(self._work, work, stop)
        return True

    def cancel(self) -> None:
        """Ask the work under way to stop; it ends within a moment."""
        if self._stop is not None:
            self._stop.set()

    def close(self) -> None:
        """Stop the work under way and wait until its thread is done."""
        self.cancel()
        self._executor.shutdown(wait=True)

    def _work(self, work: Callable[[Progress, IsCancelled], Any], stop: Event) -> None:
        told = 0.0

        def tell(fraction: float) -> None:
            nonlocal told
            if monotonic() - told >= PROGRESS_INTERVAL:
                told = monotonic()
                self.progressed.emit(fraction)

        try:
            self._arrived.emit(None, work(tell, stop.is_set))
        except BaseException as error:
            self._arrived.emit(error, None)

    def _receive(self, error: BaseException | None, result: Any) -> None:
        done, failed = self._done, self._failed
        self._stop = None
        self.ended.emit()
        if error is None:
            done(result)
        elif isinstance(error, Cancelled):
            pass
        elif isinstance(error, NnfsError):
            failed(error) if failed else self.failed.emit(str(error))
        elif isinstance(error, MemoryError):
            self.failed.emit("This needs more memory than there is.")
        else:
            self.failed.emit("Something unexpected went wrong; nothing was changed.")
            sys.excepthook(type(error), error, error.__traceback__)
