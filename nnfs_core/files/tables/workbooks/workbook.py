"""This module asks for what is in a workbook, and says in a sentence why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.workbooks.process import Answer, EndedError, WorkbookProcess
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, stop_if
from nnfs_core.wording import shortage_text

MOST_BYTES = 2**40  # what a whole sheet takes is half of it; more is a lie of the file
LOOK_INTERVAL = 0.02  # seconds between two looks for a cancel


class Workbook:
    """Asks for the rows of a workbook's sheet; several threads may, one waits for the other.

    The process that reads it is started when it is needed, and anew when it has ended. limit: how
    many bytes of memory it may take, by default what is free. All methods raise NnfsError in a
    sentence, and Cancelled when asked to stop.
    """

    def __init__(self, path: Path, sheet: str, limit: int | None = None) -> None:
        self._path, self._sheet, self._limit = path, sheet, limit
        self._lock = Lock()
        self._process: WorkbookProcess | None = None

    def open(self, cancelled: IsCancelled) -> dict[str, Any]:
        """All sheets with their sizes, which one is read, its rows and its width."""
        with self._held(cancelled):
            return self._open(cancelled)

    def rows(
        self, start: int, count: int, columns: list[int] | None, cancelled: IsCancelled
    ) -> Answer:
        """Some rows, by columns; row by row where no columns are named."""
        question = {"start": start, "count": count, "columns": columns}
        with self._held(cancelled):
            if self._process is None or not self._process.is_alive:
                self._open(cancelled)
            return self._ask(question, cancelled)

    def end(self) -> None:
        """Give back the memory; what is asked for later is read anew."""
        with self._lock:
            if self._process is not None:
                self._process.end()

    def _open(self, cancelled: IsCancelled) -> dict[str, Any]:
        try:
            self._process = WorkbookProcess(self._path, self._limit)
        except OSError as error:
            raise NnfsError("{name} cannot be read, since no process can be started: {why}.")(
                self._path.name, error.strerror or error
            ) from None
        said = self._ask({"sheet": self._sheet}, cancelled).said
        self._sheet = said["sheet"]
        return said

    def _ask(self, question: dict[str, Any], cancelled: IsCancelled) -> Answer:
        assert self._process is not None
        try:
            answer = self._process.ask(question, cancelled)
        except EndedError as ended:
            raise self._refused("MemoryError" if ended.wanted else "", ended.wanted) from None
        if "error" in answer.said:
            raise self._refused(answer.said["error"])
        return answer

    def _refused(self, error: str, wanted: int | None = None) -> NnfsError:
        name = self._path.name
        if error == "PasswordError":
            return NnfsError(
                "{name} is protected by a password; open it in a spreadsheet, save it without one, "
                "and open that."
            )(name)
        if error == "MemoryError" and (wanted or 0) < MOST_BYTES:
            free = free_memory() if self._limit is None else self._limit
            needs = shortage_text(wanted, free) if wanted else "more memory than is free"
            return NnfsError(
                "{name} needs {shortage}; a cell far away from the table may be the reason, which "
                "can be deleted in a spreadsheet."
            )(name, needs)
        if error == "ModuleNotFoundError":
            return NnfsError("Workbooks need python-calamine; install it with {command}.")(
                "pip install python-calamine"
            )
        return NnfsError(
            "{name} is damaged, or no workbook; open it in a spreadsheet, save it anew as .xlsx, "
            "and open that."
        )(name)

    @contextmanager
    def _held(self, cancelled: IsCancelled) -> Iterator[None]:
        while not self._lock.acquire(timeout=LOOK_INTERVAL):
            stop_if(cancelled)
        try:
            yield
        finally:
            self._lock.release()
