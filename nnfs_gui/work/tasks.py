"""Runs long work that the user asks for, with progress and cancel: one job a lane at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from nnfs_core.files.remarks import remarks
from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_core.wording import sentence
from nnfs_gui.work.lanes import Lane, Lanes
from nnfs_gui.work.worker import Work, Worker

LONGEST_STOP = 3000  # milliseconds until a file is given up

T = TypeVar("T")


class Tasks(QObject):
    """Runs work such as opening and saving files; the status bar shows the newest under way."""

    started = Signal(str)  # what is being done, such as "Opening iris.csv"
    progressed = Signal(float)  # of the newest
    ended = Signal()
    failed = Signal(str)  # a plain sentence
    refused = Signal(str)  # why work is not begun now
    remarked = Signal(str)  # what is to be told of work that went well in the main

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes
        self._workers: dict[Lane, Worker] = {}
        self._under_way: list[Worker] = []  # the newest last

    @property
    def is_busy(self) -> bool:
        return bool(self._under_way)

    @property
    def text(self) -> str:
        """What the newest work under way does, empty when there is none."""
        return self._under_way[-1].what if self._under_way else ""

    def are_busy(self, *lanes: Lane) -> bool:
        """True while there is work under way in some of the lanes."""
        return any(self._workers[lane].is_busy for lane in lanes if lane in self._workers)

    def texts(self, *lanes: Lane) -> list[str]:
        """What the work under way in some of the lanes does."""
        return [self._workers[lane].what for lane in lanes if self.are_busy(lane)]

    def run(
        self,
        text: str,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
        *,
        lane: Lane,
    ) -> bool:
        """Do `work` off the GUI thread, then `done` with its result on the GUI thread.

        The sentence of a failure goes to `failed`, or to the signal of that name; none is said of
        work that was cancelled. Returns False, and does nothing, while the lane is taken.
        """
        if lane not in self._workers:
            worker = self._workers[lane] = self._lanes.worker(self, text, lane)
            worker.started.connect(partial(self._begin, worker))
            worker.progressed.connect(partial(self._tell_progress, worker))
        worker = self._workers[lane]
        if worker.is_busy:
            self.refused.emit("Wait until the work under way is done, or cancel it first.")
            return False

        def listened(progress: Progress, cancelled: IsCancelled) -> tuple[T, list[str]]:
            with remarks() as told:
                result = work(progress, cancelled)
            if lane is Lane.OPENING:  # of which nothing is kept once it is cancelled
                stop_if(cancelled)
            return result, told

        def on_done(outcome: tuple[T, list[str]]) -> None:
            result, told = outcome
            self._end(worker)
            done(result)
            if told:
                self.remarked.emit(" ".join(told))

        def on_failed(sentence: str) -> None:
            self._end(worker)
            if sentence:
                (failed or self.failed.emit)(sentence)

        worker.what = text
        worker.run(listened, on_done, on_failed)
        return True

    def cancel(self) -> None:
        """Ask the newest work under way to stop; it ends within a moment.

        Opening a file is given up where it does not, for its disk may never answer.
        """
        if self._under_way:
            worker = self._under_way[-1]
            worker.ask_to_stop()
            if worker is self._workers.get(Lane.OPENING):
                QTimer.singleShot(LONGEST_STOP, worker, partial(self._give_up, worker, worker.job))

    def _give_up(self, worker: Worker, job: object) -> None:
        if worker.job is job:
            worker.cancel()
            self._lanes.leave(Lane.OPENING)
            self._end(worker)
            given_up = sentence("{what} was given up, for the disk does not answer.")
            self.failed.emit(given_up(worker.what))

    def _begin(self, worker: Worker) -> None:
        self._under_way.append(worker)
        self.started.emit(worker.what)

    def _end(self, worker: Worker) -> None:
        self._under_way.remove(worker)
        self.ended.emit()

    def _tell_progress(self, worker: Worker, fraction: float) -> None:
        if worker is self._under_way[-1]:
            self.progressed.emit(fraction)
