"""This module waits until what was written is on the disk."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

_UNKNOWN_THERE = {
    errno.EINVAL,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOTTY,
    errno.EPERM,
    errno.EACCES,
}


def sync(handle: int) -> None:
    """Wait for the disk; raises OSError when it could not take what was written.

    Some file systems, such as those of other computers, know of no such wait and refuse it: all
    was written all the same.
    """
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN_THERE:
            raise


def sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; the file is in place even where this fails."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
