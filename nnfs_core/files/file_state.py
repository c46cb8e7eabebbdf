"""This module says what a file is at one moment, to be compared with what it is later."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class FileState:
    """Tells a file as it was at one moment from what it may have become.

    Two are equal when the system says the same of both files. digest: of the content, None where
    nobody has read it for that; it tells that a file was only touched, or written anew as it was.
    """

    device: int
    inode: int
    size: int
    mtime_ns: int
    digest: bytes | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, status: os.stat_result) -> FileState:
        """What the system says of a file, without its digest."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    def is_same_file(self, other: FileState) -> bool:
        """True for one file at two moments, whatever its name or its content is."""
        return (self.device, self.inode) == (other.device, other.inode)

    def holds_same_as(self, other: FileState) -> bool:
        """True when nothing tells this content from the other; a digest is surer than a time."""
        if self.digest is None or other.digest is None:
            return self == other
        return (self.size, self.digest) == (other.size, other.digest)


def glance(path: Path) -> FileState | None:
    """What the system says of the file at `path`; None when there is none. Raises OSError."""
    try:
        return FileState.of(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None
