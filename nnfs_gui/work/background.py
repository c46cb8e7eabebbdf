"""Work that a view needs done off the GUI thread, of which only the newest answer counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject

from nnfs_core.progress import IsCancelled
from nnfs_gui.work.worker import Worker, report

T = TypeVar("T")


class Background:
    """One worker thread for all views; each view has its own `slot` for what it waits for."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="background")
        self._slots: WeakSet[Newest] = WeakSet()

    def slot(self, parent: QObject) -> Newest:
        """A place for one view's work, which lives as long as `parent`."""
        slot = Newest(self._executor, parent)
        self._slots.add(slot)
        return slot

    @property
    def is_busy(self) -> bool:
        """True while some view waits for its work."""
        return any(slot.is_busy for slot in self._slots)

    def close(self) -> None:
        """Stop the work under way and wait until the thread is done."""
        for slot in tuple(self._slots):
            slot.is_closed = True
            slot.cancel()
        self._executor.shutdown(wait=True)


class Newest(Worker):
    """What one view waits for: newer work makes the older stop and its answer void.

    Once it `is_closed` nothing is begun any more: a view may ask while its window goes.
    """

    is_closed = False

    def run(
        self,
        work: Callable[[IsCancelled], T],
        done: Callable[[T], None],
        *,
        at_once: bool = False,
        failed: Callable[[BaseException], None] = report,
    ) -> None:
        """Do `work`, then `done` with its result on the GUI thread; `at_once` for small work.

        `work` must raise Cancelled soon after the function it is given turns true.
        """
        if self.is_closed:
            return
        if at_once:
            self.cancel()
            done(work(lambda: False))
        else:
            self.start(lambda progress, cancelled: work(cancelled), done, failed)
