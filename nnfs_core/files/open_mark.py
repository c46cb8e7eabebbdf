"""This module tells windows of each other when they have the same file open.

Each has an empty file of its own in the app's state folder, locked for as long as the window lives,
in a folder that is named after the file it has open: nothing is ever put beside that file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from weakref import finalize

from nnfs_core.files.locking import lock

ROOM = "open"
_TRIES = 20


class OpenMark:
    """Marks one file at a time as open in this window, until it is moved or the process ends.

    Where there are no locks, or the state folder cannot be written, it marks nothing. All of it may
    wait for the disk that the file is on.
    """

    def __init__(self, state_folder: Path) -> None:
        self._room = state_folder / ROOM
        self._has_tidied = False
        self._held: dict[Path, tuple[Path, int]] = {}  # by folder: our file in it, locked
        finalize(self, _release_all, self._held)

    def move_to(self, path: Path | None) -> None:
        """Mark the file at `path` alone, None for none; by whatever name or link it is known."""
        if not self._has_tidied:
            self._has_tidied = True
            _remove_unheld(self._room)
        folders = set() if path is None else {self._room / name for name in _names(path)}
        gone = {folder for folder, (ours, _) in self._held.items() if not os.path.exists(ours)}
        for folder in self._held.keys() - (folders - gone):
            _release(*self._held.pop(folder))
        for folder in folders - self._held.keys():
            with suppress(OSError):
                self._held[folder] = _locked_file(folder)

    @property
    def is_elsewhere(self) -> bool:
        """True when another window has the same file open."""
        for folder, (ours, _) in self._held.items():
            with suppress(OSError):
                if any(_is_held(folder / name) for name in os.listdir(folder) if name != ours.name):
                    return True
        return False


def _release(file: Path, handle: int) -> None:
    with suppress(OSError):
        os.close(handle)
    with suppress(OSError):
        file.unlink(missing_ok=True)
        file.parent.rmdir()  # unless others are in it


def _release_all(held: dict[Path, tuple[Path, int]]) -> None:
    while held:
        _release(*held.popitem()[1])


def _remove_unheld(room: Path) -> None:
    """Remove what windows left that were killed."""
    with suppress(OSError):
        for folder in map(room.joinpath, os.listdir(room)):
            with suppress(OSError):
                for name in os.listdir(folder):
                    _is_held(folder / name)
                folder.rmdir()  # unless some are held


def _names(path: Path) -> Iterator[str]:
    """What a file is known by: where it really lies, and its number on the disk for hard links."""
    real = os.path.realpath(path)
    yield blake2b(os.fsencode(real), digest_size=16).hexdigest()
    with suppress(OSError, ValueError):
        status = os.stat(real)
        if status.st_ino:
            yield f"{status.st_dev:x}-{status.st_ino:x}"


def _locked_file(folder: Path) -> tuple[Path, int]:
    """A new file in a folder, and its handle, which holds its lock; raises OSError."""
    for _ in range(_TRIES):
        for each in (folder.parent.parent, folder.parent, folder):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / os.urandom(8).hex()
        try:
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        except FileNotFoundError:  # another window has just left the folder
            continue
        try:
            lock(handle)
            if os.path.exists(file):
                return file, handle
        except BlockingIOError:  # another window looks whether it is held
            pass
        except OSError:
            os.close(handle)
            file.unlink(missing_ok=True)
            raise
        os.close(handle)
        file.unlink(missing_ok=True)
    raise BlockingIOError


def _is_held(file: Path) -> bool:
    """True while its window lives; what a window that was killed left is removed."""
    try:
        handle = os.open(file, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        lock(handle)
        file.unlink(missing_ok=True)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False
