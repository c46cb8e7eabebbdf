"""This module opens files to be read, and says in a sentence what the system refuses of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet, finalize

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.wording import sentence, size_text

Bytes = npt.NDArray[np.uint8]

_REASONS = {
    errno.ENOENT: "is not there; choose another file",
    errno.ENOTDIR: "is not there; choose another file",
    errno.EACCES: "may not be read by you; change its permissions or choose another file",
}


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Say in an NnfsError what the system refuses about a file inside the `with` block."""
    try:
        yield
    except OSError as error:
        other = sentence("cannot be read: {reason}")(error.strerror or error)
        reason = _REASONS.get(error.errno or 0, other)
        raise NnfsError(f"{path.name} {reason}.") from None


def open_to_read(path: Path) -> FileIO:
    """An ordinary file, open to read; raises NnfsError when it cannot be opened or is none."""
    with refusals(path):
        try:
            mode = path.stat().st_mode
        except ValueError:
            raise NnfsError("{name} cannot be read: it has no proper name.")(path.name) from None
        if not stat.S_ISREG(mode):  # opening a pipe would wait for ever
            kind = "a folder" if stat.S_ISDIR(mode) else "not an ordinary file"
            raise NnfsError("{name} is {kind}; choose a file.")(path.name, kind)
        file = FileIO(path, opener=without_waiting)
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # another one has its name by now
            file.close()
            raise NnfsError("{name} is not an ordinary file; choose a file.")(path.name)
        return file


def without_waiting(path: str, flags: int) -> int:
    """Open as `flags` say, but wait for nobody at the other end of a pipe; raises OSError."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class OpenFile:
    """Keeps a file open, and readable by any thread, for as long as someone holds it.

    Another file that takes its name does not change it. content: a file that holds what the one at
    `path` was unpacked to. Raises NnfsError when it cannot be opened.
    """

    def __init__(self, path: Path, content: FileIO | None = None) -> None:
        file = content or open_to_read(path)
        finalize(self, file.close)
        self.name = path.name
        self.path = path.absolute()  # where it lay then; another file may have its name now
        self._file, self._lock = file, Lock()
        self.state = FileState.of(os.fstat(file.fileno()))  # what it was when it was opened
        _open_files.add(self)

    @property
    def n_bytes(self) -> int:
        return self.state.size

    @property
    def was_written_to(self) -> bool:
        """True when its numbers may no longer be those it was opened with; raises OSError."""
        return self._now() != self.state

    def _now(self) -> FileState:
        return FileState.of(os.fstat(self._file.fileno()))

    def room_for(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> AnyArray:
        """Memory for numbers of the file; raises NnfsError when there is none."""
        try:
            return np.empty(shape, dtype)
        except MemoryError:
            raise NnfsError("{name} needs more memory than there is.")(self.name) from None

    def read(self, start: int, count: int) -> Bytes:
        """The `count` bytes from `start` on, read-only; raises NnfsError as `read_into`."""
        content = self.room_for((count,), np.dtype(np.uint8))
        self.read_into(content, start)
        return seal(content)

    def read_into(self, memory: Bytes, start: int) -> None:
        """Fill `memory` with the bytes from `start` on.

        Raises NnfsError when they cannot be read, or when the file is not what it was when it was
        opened, for then its numbers would no longer be those that the user saw.
        """
        filled = 0
        try:
            while filled < len(memory) and (
                count := self._piece(memory[filled:].data, start + filled)
            ):
                filled += count
            now = self._now()
        except OSError as error:
            raise NnfsError("{name} cannot be read any more: {reason}; open it again.")(
                self.name, error.strerror or error
            ) from None
        if now.size != self.n_bytes or filled < len(memory):
            raise NnfsError(
                "{name} has changed since it was opened: it holds {size} where {n_bytes} were; "
                "open it again."
            )(self.name, size_text(now.size), size_text(self.n_bytes))
        if now != self.state:
            raise NnfsError("{name} has changed since it was opened; open it again.")(self.name)

    def _piece(self, memory: memoryview, start: int) -> int:
        """Fill some of `memory` from a place in the file; how many bytes, 0 at the file's end."""
        if hasattr(os, "preadv"):
            return os.preadv(self._file.fileno(), [memory], start)
        with self._lock:  # elsewhere the place to read at is one for all threads
            self._file.seek(start)
            return self._file.readinto(memory) or 0


_open_files: WeakSet[OpenFile] = WeakSet()
CAN_REPLACE_OPEN_FILES = os.name != "nt"


def check_replaceable(path: Path) -> None:
    """Raise NnfsError where the system cannot replace a file that numbers are being read from."""
    if CAN_REPLACE_OPEN_FILES or not path.exists():
        return
    state = FileState.of(path.stat())
    if any(file.state.is_same_file(state) for file in tuple(_open_files)):
        raise NnfsError(
            "{name} was not saved: the batch is read from this very file, which this system cannot "
            "replace meanwhile; save under another name."
        )(path.name)
