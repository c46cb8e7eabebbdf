"""This module makes, finds and removes the folders of windows in the app's state folder."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.refused_writing import FORBIDDEN, FULL
from nnfs_core.recovery import lock
from nnfs_core.recovery.lock import FolderLock
from nnfs_core.wording import sentence

ROOM = "recovery"
JOURNAL, NEW_JOURNAL = "journal", "journal.new"
_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_TRIES = 20


def make_folder(state_folder: Path) -> FolderLock:
    """Make a window's folder and lock it; raises OSError."""
    room = state_folder / ROOM
    _make_private(room)
    for _ in range(_TRIES):
        began = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        folder = room / f"{began}-{os.urandom(4).hex()}"
        try:
            folder.mkdir(mode=0o700)
            return FolderLock(folder)
        except (FileExistsError, FileNotFoundError, BlockingIOError):
            continue  # a window that starts at this moment took it for one that was left
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))


def folders_in(state_folder: Path) -> list[Path]:
    """The folders of all windows, living and dead, the latest first; raises OSError."""
    room = state_folder / ROOM
    try:
        names = [each for each in os.listdir(room) if _NAME.fullmatch(each)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [room / name for name in sorted(names, reverse=True)]


def remove_folder(held: FolderLock) -> None:
    """Remove a folder whose lock is held, and let go of it; raises OSError.

    The journal goes first, so that whoever gets the lock meanwhile finds nothing to offer.
    """
    folder = held.path.parent
    for name in (JOURNAL, NEW_JOURNAL):
        (folder / name).unlink(missing_ok=True)
    if os.name == "nt":  # where no open file is removed
        held.release()
    with suppress(OSError):
        (folder / lock.NAME).unlink(missing_ok=True)
        folder.rmdir()
    held.release()


@contextmanager
def told(state_folder: Path, what: str) -> Iterator[None]:
    """Say in an NnfsError what the system refuses inside the `with` block."""
    try:
        yield
    except OSError as error:
        raise NnfsError("{what}: {reason}.")(what, _reason(error, state_folder)) from error


def _reason(error: OSError, folder: Path) -> str:
    if error.errno in FULL:
        return sentence("the disk of {folder} is full; make room there")(folder)
    if error.errno in FORBIDDEN:
        return sentence("you may not write in {folder}")(folder)
    return sentence("{folder} cannot be used ({error})")(folder, error.strerror or error)


def _make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone."""
    if not folder.parent.is_dir():
        _make_private(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        return
    if folder.name == ROOM and os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
