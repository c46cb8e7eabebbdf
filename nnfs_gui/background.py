"""Work that a view needs done off the GUI thread, of which only the newest answer counts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal

from nnfs_core.errors import Cancelled

T = TypeVar("T")
IsCancelled = Callable[[], bool]


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

    def close(self) -> None:
        """Stop the work under way and wait until the thread is done."""
        for slot in tuple(self._slots):
            slot.cancel()
        self._executor.shutdown(wait=True)


class Newest(QObject):
    """Runs one piece of work at a time; newer work makes the older stop and its answer void."""

    _arrived = Signal(object, object, object)  # stop event of the work, its error, its result

    def __init__(self, executor: Executor, parent: QObject) -> None:
        super().__init__(parent)
        self._executor = executor
        self._stop: Event | None = None
        self._done: Callable[[Any], None] = lambda result: None
        self._arrived.connect(self._receive)

    @property
    def is_busy(self) -> bool:
        return self._stop is not None

    def run(
        self, work: Callable[[IsCancelled], T], done: Callable[[T], None], *, at_once: bool = False
    ) -> None:
        """Do `work`, then `done` with its result on the GUI thread; `at_once` for small work.

        `work` must raise Cancelled soon after the function it is given turns true.
        """
        self.cancel()
        if at_once:
            done(work(lambda: False))
            return
        stop = self._stop = Event()
        self._done = done
        self._executor.submit(self._work, work, stop)

    def cancel(self) -> None:
        """Give up the work under way, if there is any."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _work(self, work: Callable[[IsCancelled], Any], stop: Event) -> None:
        if stop.is_set():
            return
        error: BaseException | None = None
        result: Any = None
        try:
            result = work(stop.is_set)
        except Cancelled:
            return
        except BaseException as raised:
            error = raised
        if not stop.is_set():
            self._arrived.emit(stop, error, result)

    def _receive(self, stop: Event, error: BaseException | None, result: Any) -> None:
        if stop is not self._stop:
            return
        self._stop = None
        if error is None:
            self._done(result)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
