"""Gives work off the GUI thread its place: one of a few named lanes, with a thread each.

Jobs in one lane wait for each other; jobs in different lanes run side by side, so that a long one
holds up nothing but its own kind.
"""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from enum import Enum
from functools import partial
from weakref import WeakSet

from PySide6.QtCore import QObject

from nnfs_gui.work.daemon import DaemonExecutor
from nnfs_gui.work.worker import Job, Worker


class Lane(Enum):
    """Names what a thread is for."""

    PASS = "pass"  # the forward pass
    VIEWS = "views"  # what views count, draw and write
    FETCHING = "fetching"  # rows that someone looks at
    PROGRAMS = "programs"  # which may run for minutes
    OPENING = "opening"
    COUNTING = "counting"  # what is in a file that someone is asked about
    SAVING = "saving"  # the project
    EXPORTING = "exporting"  # anything else that is written to a file
    PASTING = "pasting"  # the reading of what is pasted
    EDITING_BATCH = "editing batch"
    EDITING_NETWORK = "editing network"  # or the whole project
    COPYING = "copying"
    NOTING = "noting"  # what is not saved, for a crash
    RECOVERING = "recovering"  # what windows left that crashed
    WATCHING = "watching"  # looks at files that others may change; a network may never answer
    WATCHING_DATA = "watching data"  # the same at files that samples are read from


# Where a network may never answer: threads that nobody waits for at the end.
MAY_HANG = (Lane.OPENING, Lane.COUNTING, Lane.RECOVERING, Lane.WATCHING, Lane.WATCHING_DATA)


class Lanes:
    """Gives each lane a thread when it is first used; tests pass an `executor` for all of them."""

    def __init__(self, executor: Executor | None = None) -> None:
        self.executors = {} if executor is None else dict.fromkeys(Lane, executor)
        self._workers: dict[Lane, WeakSet[Worker]] = {lane: WeakSet() for lane in Lane}
        self._is_closed = False

    def worker(self, parent: QObject, what: str, lane: Lane = Lane.VIEWS) -> Worker:
        """Someone who does one job at a time in a lane, and lives as long as `parent`.

        `what` begins the sentence when it fails, as in "The forward pass" needs more memory.
        """
        worker = Worker(partial(self.submit, lane), what, parent)
        self._workers[lane].add(worker)
        if self._is_closed:
            worker.close()
        return worker

    def is_busy(self, lane: Lane) -> bool:
        """True while someone waits for work in a lane."""
        return any(worker.is_busy for worker in self._workers[lane])

    def submit(self, lane: Lane, job: Job) -> None:
        """Do a job in a lane, after those before it; whoever asks gets no answer from here."""
        if lane not in self.executors:
            self.executors[lane] = (
                DaemonExecutor(lane.value)
                if lane in MAY_HANG
                else ThreadPoolExecutor(1, thread_name_prefix=lane.value)
            )
        self.executors[lane].submit(job)

    def leave(self, lane: Lane) -> None:
        """Let a thread be that does not answer, and give the lane another one."""
        if isinstance(executor := self.executors.get(lane), DaemonExecutor):
            executor.shutdown(wait=False)
            del self.executors[lane]

    def close(self) -> None:
        """Stop all work, drop its answers, and wait until the threads are done."""
        self._is_closed = True
        for workers in self._workers.values():
            for worker in tuple(workers):
                worker.close()
        for executor in self.executors.values():
            executor.shutdown(wait=True)
