"""This module asks the process that reads a workbook, and sees how it ends."""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any
from weakref import finalize

from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, stop_if

SERVER = Path(__file__).with_name("server.py")
LOOK_INTERVAL = 0.02  # seconds between two looks for a cancel
LAST_WORDS = 64 * 1024  # bytes of what a process complained about

_NO_MEMORY = re.compile(rb"memory allocation of (\d+) bytes failed")


class EndedError(Exception):
    """Tells that the process is no more; `wanted`: the bytes of memory that it did not get."""

    def __init__(self, wanted: int | None) -> None:
        self.wanted = wanted


@dataclass(frozen=True)
class Answer:
    """Holds what was said, and the bytes of the numbers that came with it."""

    said: dict[str, Any]
    numbers: bytes


class WorkbookProcess:
    """Reads one workbook in a process of its own, which ends when nobody holds this any more.

    Raises OSError when it cannot be started.
    """

    def __init__(self, path: Path, limit: int | None = None) -> None:
        memory = free_memory() if limit is None else limit
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(SERVER), str(path.absolute()), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions = self._process.stdin
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        listener = Thread(
            target=_listen,
            args=(self._process.stdout, self._answers),
            name="workbook",
            daemon=True,
        )
        listener.start()
        self.end = finalize(self, _end, self._process, self._complaints, listener)

    @property
    def is_alive(self) -> bool:
        return self.end.alive and self._process.poll() is None

    def ask(self, question: dict[str, Any], cancelled: IsCancelled) -> Answer:
        """The answer to a question; raises EndedError, and Cancelled, which ends it."""
        try:
            self._questions.write(json.dumps(question).encode() + b"\n")
            self._questions.flush()
        except OSError:
            raise self._ended() from None
        while True:
            try:
                answer = self._answers.get(timeout=LOOK_INTERVAL)
            except queue.Empty:
                try:
                    stop_if(cancelled)
                except BaseException:
                    self.end()
                    raise
                continue
            if answer is None:
                raise self._ended()
            return answer

    def _ended(self) -> EndedError:
        self._process.wait()
        self._complaints.seek(0)
        wanted = _NO_MEMORY.search(self._complaints.read(LAST_WORDS))
        self.end()
        return EndedError(None if wanted is None else int(wanted[1]))


def _listen(pipe: IO[bytes], answers: queue.SimpleQueue[Answer | None]) -> None:
    with pipe:
        while line := pipe.readline():
            said = json.loads(line)
            answers.put(Answer(said, pipe.read(said["bytes"])))
    answers.put(None)


def _end(process: subprocess.Popen[bytes], complaints: IO[bytes], listener: Thread) -> None:
    process.kill()
    process.wait()
    listener.join()
    if process.stdin is not None:
        with suppress(OSError):  # what was not yet written is no matter
            process.stdin.close()
    complaints.close()
