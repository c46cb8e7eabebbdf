"""This module replaces a file whole or not at all, so that a failed save loses nothing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import check_replaceable
from nnfs_core.wording import sentence

LARGE = 64 * 2**20  # bytes, whose room is given back in no time
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """A binary file to write; it takes the place of `path` when the `with` block ends well.

    Until then, and for ever if anything is raised, the old file stays byte for byte. Its mode is
    kept, and a symbolic link goes on pointing at the file. Raises NnfsError when the file cannot
    be written.
    """
    if "\0" in str(path):
        raise NnfsError("The file was not saved: no file name may hold a NUL character.")
    try:
        target = Path(os.path.realpath(path))
        old = _status(target)
        check_replaceable(target)
        temporary = target.with_name(f".nnfs-{os.urandom(8).hex()}.tmp")
        file = temporary.open("xb")
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            file.close()
            if old is not None:
                _take_over(temporary, old)
            os.replace(temporary, target)
        except BaseException:
            _give_up(file, temporary)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise NnfsError(_sentence(error, Path(path))) from error


def _status(target: Path) -> os.stat_result | None:
    """What is known of the file to replace; None when there is none. Raises if it must not be."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise NnfsError("{name} is a folder; choose the name of a file.")(target.name)
    if not stat.S_ISREG(status.st_mode):
        raise NnfsError("{name} is not an ordinary file; choose another name.")(target.name)
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise NnfsError("{name} is read-only; save under another name.")(target.name)
    return status


def _take_over(temporary: Path, old: os.stat_result) -> None:
    """Give the new file the owner, where that is allowed, and the mode of the old one."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(temporary, old.st_uid, old.st_gid)
    os.chmod(temporary, stat.S_IMODE(old.st_mode))


def _give_up(file: BinaryIO, temporary: Path) -> None:
    """Remove what was written so far, at once for whoever waits.

    Giving back the room of many gigabytes takes seconds, and happens when nobody has the file open
    or knows its name any more; so the name goes first and the large file is closed by a thread.
    """
    if os.name == "posix":
        with suppress(OSError):
            temporary.unlink()
        if not file.closed and os.fstat(file.fileno()).st_size > LARGE:
            Thread(target=_close, args=(file,), daemon=True).start()
            return
    _close(file)
    with suppress(OSError):
        temporary.unlink()


def _close(file: BinaryIO) -> None:
    with suppress(OSError):  # what it still wanted to write is not needed
        file.close()


def sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; the file is in place even where this fails."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _sentence(error: OSError, path: Path) -> str:
    name, folder, code = path.name, path.parent, error.errno
    reason = error.strerror or str(error)
    if code in _FULL:
        reason = "the disk is full; make room or choose another disk"
    elif code == errno.EFBIG:
        reason = "it is larger than a file may be there; choose another disk"
    elif code in _FORBIDDEN and os.name == "nt":  # there, a file that is open cannot be replaced
        reason = sentence("another program has it open, or {folder} is read-only")(folder)
    elif code in _FORBIDDEN:
        reason = sentence("you may not write in the folder {folder}; choose another")(folder)
    elif code in (errno.ENOENT, errno.ENOTDIR):
        reason = sentence("there is no folder {folder}; choose another")(folder)
    elif code == errno.ENAMETOOLONG:
        name, reason = f"{name[:40]}...", "its name is too long; choose a shorter one"
    return sentence("{name} was not saved: {reason}.")(name, reason)
