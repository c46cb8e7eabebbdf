"""Does work on a thread that the app does not wait for when it ends."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

LONGEST_LOOK = 0.05  # seconds that the GUI thread waits for a look at the disk
LONGEST_WAIT = 1.0  # seconds for the job under way at the end


class DaemonExecutor(Executor):
    """Does one job after another, some of which may never end: a network may not answer."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._jobs.put(partial(_do, future, partial(fn, *args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End after the jobs that were given; `wait` for them, but not for long."""
        self._jobs.put(None)
        if wait:
            self._thread.join(LONGEST_WAIT)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            del job  # nor what it knows, while there is no other


def _do(future: Future[Any], job: Callable[[], Any]) -> None:
    try:
        future.set_result(job())
    except BaseException as error:
        future.set_exception(error)


def soon(look: Callable[[], T], otherwise: T) -> T:
    """What a quick look at the disk finds, or `otherwise` while nothing answers it."""
    found: list[T] = []
    thread = Thread(target=lambda: found.append(look()), name="a look", daemon=True)
    thread.start()
    thread.join(LONGEST_LOOK)
    return found[0] if found else otherwise
