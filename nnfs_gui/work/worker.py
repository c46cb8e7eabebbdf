"""Work off the GUI thread: it goes out with a way to stop it, and its answer comes back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from threading import Event
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from nnfs_core.progress import IsCancelled, Progress

PROGRESS_INTERVAL = 1 / 30  # seconds
# For so many seconds a thread may keep the interpreter from the others: with Python's own 5 ms the
# GUI thread would wait several frames for a pass that goes through hundreds of blocks.
sys.setswitchinterval(0.0005)

T = TypeVar("T")
Work = Callable[[Progress, IsCancelled], T]


class Worker(QObject):
    """Does one piece of work at a time; newer work makes the older stop and its answer void.

    Work is given two functions: one to tell the fraction done, and one that says whether to stop,
    soon after which it must raise Cancelled.
    """

    started = Signal()
    progressed = Signal(float)
    _arrived = Signal(object, object)  # stop event of the work, what to do now

    def __init__(self, executor: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._stop: Event | None = None  # of the work under way
        self._arrived.connect(self._receive)

    @property
    def is_busy(self) -> bool:
        return self._stop is not None

    def start(
        self, work: Work[T], done: Callable[[T], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Do `work`, then on the GUI thread `done` with its result or `failed` with its error."""
        self.cancel()
        stop = self._stop = Event()
        self.started.emit()
        self._executor.submit(self._work, work, done, failed, stop)

    def ask_to_stop(self) -> None:
        """Ask the work under way to stop; its answer, mostly Cancelled, still comes."""
        if self._stop is not None:
            self._stop.set()

    def cancel(self) -> None:
        """Give up the work under way: it is asked to stop, and its answer is dropped."""
        self.ask_to_stop()
        self._stop = None

    def _work(
        self,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        stop: Event,
    ) -> None:
        """The worker thread's part: no widget and no document is touched here."""
        if stop is not self._stop:
            return
        told = 0.0

        def tell(fraction: float) -> None:
            nonlocal told
            now = monotonic()
            if now - told >= PROGRESS_INTERVAL and not stop.is_set():
                told = now
                self.progressed.emit(fraction)

        try:
            then = partial(done, work(tell, stop.is_set))
        except BaseException as error:
            then = partial(failed, error)
        if stop is self._stop:
            self._arrived.emit(stop, then)

    def _receive(self, stop: Event, then: Callable[[], None]) -> None:
        """The GUI thread's part: go on with the answer, unless nobody waits for it any more."""
        if stop is self._stop:
            self._stop = None
            then()


def report(error: BaseException) -> None:
    """Hand an error that no one expected to whoever shows and logs such errors."""
    sys.excepthook(type(error), error, error.__traceback__)
