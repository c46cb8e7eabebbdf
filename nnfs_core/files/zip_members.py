"""This module finds what is in a .zip archive, and unpacks it in pieces of bounded size.

Python's zipfile only reads the list of members: it would read a list of any length into memory,
and of members that bzip2 packed all that a piece holds, which may be a thousand times as much.
"""

from __future__ import annotations

import bz2
import zipfile
import zlib
from io import SEEK_END, SEEK_SET
from typing import IO, cast

from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.unpacking import (
    DEFLATE,
    PACKED_PIECE,
    Inflater,
    Pieces,
    Readable,
    decompressed,
)

MAGICS = b"PK\x03\x04", b"PK\x05\x06"  # the second of an empty one
MOST_READ = 2**20  # bytes at once: the list of a few thousand members, and never a whole archive
_LOCAL_HEADER = 30  # bytes, before the name and what else there may be
_LOCKED = 1  # the flag of a member that needs a password


def members_of(file: OpenFile) -> list[zipfile.ZipInfo]:
    """What an archive lists; raises NnfsError for one that is damaged or lists too much."""
    try:
        members = zipfile.ZipFile(cast(IO[bytes], _Bounded(file))).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise damaged(file.name) from None
    if not all(member.filename for member in members):
        raise damaged(file.name)
    return members


def damaged(name: str) -> NnfsError:
    """What to say of an archive that does not hold what it lists."""
    return NnfsError("{name} is damaged: it cannot be unpacked.")(name)


def place_of(file: OpenFile, member: zipfile.ZipInfo) -> int:
    """Where in the file the content of a member begins, stored or packed.

    Raises NnfsError for a member that is not where it should be, or that a password locks.
    """
    if member.flag_bits & _LOCKED:
        raise NnfsError("{name} is locked by a password; save it without one.")(file.name)
    start = member.header_offset + _LOCAL_HEADER
    if start > file.n_bytes:
        raise damaged(file.name)
    header = file.read(member.header_offset, _LOCAL_HEADER)
    n_name, n_extra = header[26:30].view("<u2").tolist()
    start += int(n_name) + int(n_extra)
    if start + member.compress_size > file.n_bytes or not header.tobytes().startswith(MAGICS[0]):
        raise damaged(file.name)
    return start


class MemberFile:
    """Reads the packed bytes of one member, from its first to its last; raises as `place_of`."""

    def __init__(self, file: OpenFile, member: zipfile.ZipInfo) -> None:
        self._file, self._place = file, place_of(file, member)
        self._end = self._place + member.compress_size

    def tell(self) -> int:
        return self._place

    def read(self, size: int, /) -> bytes:
        count = min(size, self._end - self._place)
        content = self._file.read(self._place, count).tobytes()
        self._place += count
        return content


def unpack_member(member: zipfile.ZipInfo, file: Readable) -> Pieces:
    """What a member holds, of its packed bytes; raises zlib.error where they were changed."""
    checksum = 0
    for piece in _pieces(file, member):
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if checksum != member.CRC:
        raise zlib.error


def _pieces(file: Readable, member: zipfile.ZipInfo) -> Pieces:
    match member.compress_type:
        case zipfile.ZIP_STORED:
            return iter(lambda: file.read(PACKED_PIECE), b"")
        case zipfile.ZIP_DEFLATED:
            return decompressed(file, lambda: Inflater(DEFLATE))
        case zipfile.ZIP_BZIP2:
            return decompressed(file, bz2.BZ2Decompressor)
    raise NnfsError("{name} was packed in a way that does not open here; unpack it.")(
        member.filename
    )


class _Bounded:
    """Shows an open file to zipfile, which would read a list of any length into memory."""

    def __init__(self, file: OpenFile) -> None:
        self._file, self._place = file, 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        start = {SEEK_SET: 0, SEEK_END: self._file.n_bytes}.get(whence, self._place)
        if start + offset < 0:
            raise OSError  # as a file does
        self._place = start + offset
        return self._place

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._file.n_bytes - self._place)
        count = left if size < 0 else min(size, left)
        if count > MOST_READ:
            raise zipfile.BadZipFile
        content = self._file.read(self._place, count).tobytes()
        self._place += count
        return content
