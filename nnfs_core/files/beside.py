"""This module keeps what is on its way into a file in another file beside it.

Its name says which file it is for, and it is locked while somebody writes: what is locked by nobody
was left by a process that was killed, and goes when the file is next saved.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from hashlib import blake2b
from io import BufferedWriter, FileIO
from pathlib import Path
from threading import Thread

from nnfs_core.files.locking import lock
from nnfs_core.files.syncing import sync

LARGE = 64 * 2**20  # bytes, whose room is given back in no time
BUFFER = 2**17  # bytes
_TRIES = 20
_IS_POSIX = os.name == "posix"


def spare_name(target: Path) -> Path:
    """A name beside `target` that nobody has: as long for every target."""
    return target.with_name(f"{_beginning(target)}{os.urandom(8).hex()}.tmp")


def remove_leftovers(target: Path) -> None:
    """Remove what killed processes left beside `target` of their writing it."""
    beginning = _beginning(target)
    with suppress(OSError):
        for name in os.listdir(target.parent):
            if name.startswith(beginning) and name.endswith(".tmp"):
                with suppress(OSError):
                    _remove_unless_held(target.with_name(name))


class FileBeside:
    """Holds what is to take the place of `target`, in a file that is locked meanwhile."""

    def __init__(self, target: Path) -> None:
        """Begin one; raises OSError."""
        for _ in range(_TRIES):
            self.path = spare_name(target)
            raw = FileIO(self.path, "xb", opener=_private if target.exists() else None)
            self.file, self._held = BufferedWriter(raw, BUFFER), -1
            try:
                if _IS_POSIX:
                    self._held = os.dup(raw.fileno())
                if self._is_ours(raw):
                    return
            except BaseException:
                self.remove()
                raise
            self.remove()
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    def finish(self) -> None:
        """Wait until all is on the disk; the lock stays until the file has its place."""
        self.file.flush()
        sync(self.file.fileno())
        self.file.close()

    def put(self, target: Path) -> None:
        """Take the place of what is at `target`, in one step; raises OSError."""
        os.replace(self.path, target)
        self._let_go()

    def remove(self) -> None:
        """Remove what was written so far, at once for whoever waits.

        Giving back the room of many gigabytes takes seconds, and happens when nobody has the file
        open or knows its name any more; so the name goes first and a thread closes the file.
        """
        if _IS_POSIX:
            with suppress(OSError):
                self.path.unlink()
            if self._held >= 0 and os.fstat(self._held).st_size > LARGE:
                Thread(target=self._close, daemon=True).start()
                return
        self._close()
        with suppress(OSError):
            self.path.unlink()

    def _is_ours(self, raw: FileIO) -> bool:
        """Lock it; False when someone took it for a leftover before that."""
        try:
            lock(raw.fileno())
        except BlockingIOError:
            return False
        except OSError:  # there are no locks here: nobody can lock it to remove it
            return True
        return os.path.exists(self.path)

    def _close(self) -> None:
        with suppress(OSError):  # what it still wanted to write is not needed
            self.file.close()
        self._let_go()

    def _let_go(self) -> None:
        """Give up the lock, which another handle of the same file holds when that is closed."""
        if self._held >= 0:
            held, self._held = self._held, -1
            with suppress(OSError):
                os.close(held)


def _private(path: str, flags: int) -> int:
    """Open a file that is for this user alone until it has the mode of the old one."""
    return os.open(path, flags, 0o600)


def _beginning(target: Path) -> str:
    digest = blake2b(os.fsencode(target.name), digest_size=8).hexdigest()
    return f".nnfs-{digest}-"


def _remove_unless_held(path: Path) -> None:
    """Remove a file that nobody writes; raises OSError when somebody does, or it is no file."""
    if not _IS_POSIX:  # where no open file is removed
        if stat.S_ISREG(path.lstat().st_mode):
            path.unlink()
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        status = os.fstat(handle)
        if stat.S_ISREG(status.st_mode):
            lock(handle)
            if os.path.samestat(status, path.lstat()):
                path.unlink()
    finally:
        os.close(handle)
