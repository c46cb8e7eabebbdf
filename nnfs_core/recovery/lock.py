"""This module locks a folder while its process lives, which tells the dead from the living."""

from __future__ import annotations

import os
from pathlib import Path
from weakref import finalize

from nnfs_core.files.locking import lock

NAME = "lock"


class FolderLock:
    """Holds a folder's lock until it is released, forgotten, or the process ends in any way."""

    def __init__(self, folder: Path) -> None:
        """Lock a folder; raises OSError: BlockingIOError when another one holds it."""
        self.path = folder / NAME
        handle = _opened(self.path)
        self.release = finalize(self, os.close, handle)
        self._handle = handle
        try:
            lock(handle)
            if not self.is_there:  # removed between opening and locking
                raise BlockingIOError
        except BaseException:
            self.release()
            raise

    @property
    def is_there(self) -> bool:
        """True while others who look at the folder meet this lock."""
        try:
            return os.path.samestat(os.fstat(self._handle), self.path.stat())
        except FileNotFoundError:
            return False


def _opened(path: Path) -> int:
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # waits for nothing
    try:
        return os.open(path, flags | os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:
        return os.open(path, flags | os.O_RDONLY)  # it can be locked on a read-only disk, too
