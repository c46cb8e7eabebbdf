"""This module says in words why the system refuses to write a file."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnfs_core.wording import sentence

_SHARE_IS_FULL = getattr(errno, "EDQUOT", errno.ENOSPC)
FULL = errno.ENOSPC, _SHARE_IS_FULL
FORBIDDEN = errno.EACCES, errno.EPERM, errno.EROFS


def refusal(error: OSError, folder: Path) -> str:
    """Why a file could not be written in a folder, to stand behind "was not saved: "."""
    if error.errno == errno.ENOSPC:
        return sentence("the disk of {folder} is full; make room there or choose another")(folder)
    if error.errno == _SHARE_IS_FULL:
        return sentence(
            "your share of the disk of {folder} is used up; make room there or choose another"
        )(folder)
    if error.errno == errno.EFBIG:
        return "it is larger than a file may be there; choose another disk"
    if error.errno in FORBIDDEN and os.name == "nt":  # an open file cannot be replaced there
        return sentence("another program has it open, or {folder} is read-only")(folder)
    if error.errno in FORBIDDEN:
        return sentence("you may not write in the folder {folder}; choose another")(folder)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return sentence("there is no folder {folder}; choose another")(folder)
    if error.errno == errno.ENAMETOOLONG:
        return "its name is too long; choose a shorter one"
    return error.strerror or str(error)


class TemporaryFolderError(OSError):
    """Reports what the system refused in the folder of temporary files, not where a file goes."""

    def __init__(self, error: OSError, folder: Path) -> None:
        super().__init__(error.errno, error.strerror or str(error))
        self.folder = folder


@contextmanager
def temporary_folder() -> Iterator[str]:
    """A folder for temporary files, which is gone afterwards; raises TemporaryFolderError."""
    try:
        made = tempfile.TemporaryDirectory(prefix="nnfs-", ignore_cleanup_errors=True)
    except OSError as error:
        raise TemporaryFolderError(error, _temporary_root()) from None
    with made as folder:
        yield folder


def temporary_refusal(error: OSError) -> str:
    """Why something could not be written in a temporary folder."""
    folder = error.folder if isinstance(error, TemporaryFolderError) else _temporary_root()
    if error.errno in FULL:
        return sentence("the disk of {folder}, where temporary files go, is full; make room there")(
            folder
        )
    return sentence("{folder}, where temporary files go, cannot be used ({reason})")(
        folder, error.strerror or error
    )


def _temporary_root() -> Path:
    return Path(tempfile.tempdir or os.environ.get("TMPDIR", os.curdir))
