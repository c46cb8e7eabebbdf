"""Does work off the GUI thread: it goes out with a way to stop it, and its answer comes back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from nnfs_core.errors import Cancelled, NnfsError, sentence_of
from nnfs_core.progress import IsCancelled, Progress

PATIENCE = 100  # milliseconds that work may last before the screen shows it: less would flicker
PROGRESS_INTERVAL = 1 / 30  # seconds
# For so many seconds a thread may keep the interpreter from the others: with Python's own 5 ms the
# GUI thread would wait several frames for a pass that goes through hundreds of blocks.
sys.setswitchinterval(0.0005)

T = TypeVar("T")
Work = Callable[[Progress, IsCancelled], T]
Job = Callable[[], None]
Then = Callable[[], None]


class Worker(QObject):
    """Does one job at a time; a newer job makes the older stop and its answer void.

    Work is given two functions: one to report the fraction done, and one that says whether to stop,
    soon after which it must raise Cancelled. `late` says that a job has lasted long enough to show
    that the screen waits for it; before, no progress is reported either.
    """

    started = Signal()
    progressed = Signal(float)
    late = Signal()
    _arrived = Signal(object, object)  # stop event of the job, what to do now

    def __init__(self, submit: Callable[[Job], None], what: str, parent: QObject) -> None:
        super().__init__(parent)
        self.what = what  # begins the sentence when the job fails
        self._submit = submit
        self._is_closed = False
        self._stop: Event | None = None  # of the job under way
        self._arrived.connect(self._receive)

    @property
    def is_busy(self) -> bool:
        return self._stop is not None

    @property
    def job(self) -> object | None:
        """What tells the job under way from others."""
        return self._stop

    def run(
        self,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        """Do `work`, then on the GUI thread `done` with its result, or `failed` with a sentence.

        `at_once` is for work that is quick enough for the GUI thread. An error that no one expected
        is reported, too, and so is any without `failed`. The sentence is empty after Cancelled.
        """
        self.cancel()
        if self._is_closed:
            return  # a view may ask while its window goes
        do = partial(_outcome, work, done, partial(self._fail, failed))
        if at_once:
            do(lambda fraction: None, lambda: False)()
            return
        stop = self._stop = Event()
        # no timer of its own, which a thread that collects garbage could not stop
        QTimer.singleShot(PATIENCE, self, partial(self._tell_late, stop))
        self.started.emit()
        self._submit(partial(self._work, do, stop))

    def ask_to_stop(self) -> None:
        """Ask the job under way to stop; its answer, mostly Cancelled, still comes."""
        if self._stop is not None:
            self._stop.set()

    def cancel(self) -> None:
        """Give up the job under way: it is asked to stop, and its answer is dropped."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def close(self) -> None:
        """Give up the job under way, and begin no other."""
        self._is_closed = True
        self.cancel()

    def _tell_late(self, stop: Event) -> None:
        if stop is self._stop:
            self.late.emit()

    def _work(self, do: Callable[[Progress, IsCancelled], Then], stop: Event) -> None:
        """The thread's part: no widget and no document is touched here."""
        if stop is not self._stop:
            return
        next_report = monotonic() + PATIENCE / 1000

        def report_progress(fraction: float) -> None:
            nonlocal next_report
            now = monotonic()
            if now >= next_report and not stop.is_set():
                next_report = now + PROGRESS_INTERVAL
                self.progressed.emit(fraction)

        then = do(report_progress, stop.is_set)
        if stop is self._stop:
            self._arrived.emit(stop, then)

    def _receive(self, stop: Event, then: Then) -> None:
        """The GUI thread's part: go on with the answer, unless nobody waits for it any more."""
        if stop is self._stop:
            self._stop = None
            then()

    def _fail(self, failed: Callable[[str], None] | None, error: BaseException) -> None:
        is_expected = failed is not None and isinstance(error, NnfsError | MemoryError)
        if not (is_expected or isinstance(error, Cancelled)):
            report(error)
        if failed is not None:
            failed(sentence_of(error, self.what))


def _outcome(
    work: Work[T],
    done: Callable[[T], None],
    failed: Callable[[BaseException], None],
    progress: Progress,
    cancelled: IsCancelled,
) -> Then:
    """Do the work; returns what is to be done with its result or its error."""
    try:
        return partial(done, work(progress, cancelled))
    except BaseException as error:
        return partial(failed, error)


def report(error: BaseException) -> None:
    """Hand an error that no one expected to whoever shows and logs such errors."""
    sys.excepthook(type(error), error, error.__traceback__)
