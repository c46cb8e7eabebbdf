"""Long work off the GUI thread, one at a time, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_gui.work.worker import Work, Worker, report

T = TypeVar("T")


class Tasks(QObject):
    """Runs work such as opening and saving files; the status bar shows what is under way."""

    started = Signal(str)  # what is being done, such as "Opening iris.csv"
    progressed = Signal(float)
    ended = Signal()
    failed = Signal(str)  # a plain sentence

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="tasks")
        self._text = ""  # of the work under way
        self._worker = Worker(self._executor, self)
        self._worker.started.connect(lambda: self.started.emit(self._text))
        self._worker.progressed.connect(self.progressed)

    @property
    def is_busy(self) -> bool:
        return self._worker.is_busy

    def run(
        self,
        text: str,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[NnfsError], None] | None = None,
    ) -> bool:
        """Do `work` off the GUI thread, then `done` with its result on the GUI thread.

        A plain failure goes to `failed`, or to the signal of that name. Returns False, and does
        nothing, while other work is under way.
        """
        if self.is_busy:
            self.failed.emit("Wait until the work under way is done, or cancel it first.")
            return False

        def on_done(result: T) -> None:
            self.ended.emit()
            done(result)

        def on_failed(error: BaseException) -> None:
            self.ended.emit()
            match error:
                case Cancelled():
                    pass
                case NnfsError():
                    (failed or self._tell)(error)
                case MemoryError():
                    self.failed.emit("This needs more memory than there is.")
                case _:
                    self.failed.emit("Something unexpected went wrong; nothing was changed.")
                    report(error)

        self._text = text
        self._worker.start(work, on_done, on_failed)
        return True

    def cancel(self) -> None:
        """Ask the work under way to stop; it ends within a moment."""
        self._worker.ask_to_stop()

    def close(self) -> None:
        """Stop the work under way, drop its answer, and wait until its thread is done."""
        self._worker.cancel()
        self._executor.shutdown(wait=True)

    def _tell(self, error: NnfsError) -> None:
        self.failed.emit(str(error))
