"""Executors in the place of worker threads, so that a test says when work is done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any

from pytestqt.qtbot import QtBot


class ImmediateExecutor(Executor):
    """Does the work at once on the calling thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        fn(*args, **kwargs)
        return Future()


class LaterExecutor(Executor):
    """Keeps work until it is told to do it, so that slow work is slow for sure.

    While it does not wait it does all work at once.
    """

    def __init__(self, *, waits: bool = True) -> None:
        self.waits = waits
        self.waiting: list[Callable[[], object]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.waits:
            self.waiting.append(partial(fn, *args, **kwargs))
        else:
            fn(*args, **kwargs)
        return Future()

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()

    def work_when_asked(self, qtbot: QtBot) -> None:
        """Do the work that somebody is about to ask for."""
        qtbot.waitUntil(lambda: bool(self.waiting))
        self.work()

    def work_until(self, qtbot: QtBot, is_done: Callable[[], bool]) -> None:
        """Do whatever work is asked for, until something is so."""

        def worked() -> bool:
            self.work()
            return is_done()

        qtbot.waitUntil(worked)
