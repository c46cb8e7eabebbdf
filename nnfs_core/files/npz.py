"""This module finds the arrays in an .npz archive, NumPy's zip of .npy files.

What numpy.savez wrote is read in place; what numpy.savez_compressed wrote is unpacked first.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import SEEK_END, SEEK_SET
from typing import IO, cast

from nnfs_core.errors import NnfsError
from nnfs_core.files import npy
from nnfs_core.files.in_place import StoredArray
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.unpacking import read_pieces, temporary_file
from nnfs_core.progress import IsCancelled, never

MAGICS = b"PK\x03\x04", b"PK\x05\x06"  # the second of an empty one
MOST_READ = 2**20  # bytes at once: the list of a few thousand arrays, and never a whole archive
_LOCAL_HEADER = 30  # bytes, before the name and what else there may be


def read_npz(
    file: OpenFile, cancelled: IsCancelled = never, limit: int | None = None
) -> tuple[OpenFile, list[StoredArray]]:
    """The arrays in an archive, and the file in which they can be read.

    What is no array of plain numbers is left out. Raises NnfsError when the archive is damaged,
    holds none, or unpacks to more than `limit` bytes, by default half of the free disk; Cancelled.
    """
    damaged = NnfsError("{name} is damaged: it is no archive of arrays.")(file.name)
    try:
        archive = zipfile.ZipFile(cast(IO[bytes], _Bounded(file)))
        members = [each for each in archive.infolist() if each.filename.endswith(".npy")]
        if any(each.flag_bits & 1 for each in members):
            raise NnfsError("{name} is locked by a password; save it without one.")(file.name)
        if all(each.compress_type == zipfile.ZIP_STORED for each in members):
            places = [_place(file, each) for each in members]
        else:
            content = temporary_file(file.name, _unpacked(archive, members), cancelled, limit)
            file = OpenFile(file.path, content)
            places = _behind_each_other([each.file_size for each in members])
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise damaged from None
    found: list[StoredArray] = []
    refused: list[NnfsError] = []
    for member, place in zip(members, places, strict=True):
        if place + member.file_size > file.n_bytes:
            raise damaged
        name = member.filename.removesuffix(".npy")
        try:
            found.append(npy.read_npy_header(file, place, member.file_size, name))
        except NnfsError as error:
            refused.append(error)
    if refused and not found:
        raise refused[0]
    if not found:
        raise NnfsError("{name} holds no array; choose a file that numpy.savez wrote.")(file.name)
    return file, found


def _place(file: OpenFile, member: zipfile.ZipInfo) -> int:
    """Where the content of a stored member begins."""
    header = file.read(member.header_offset, _LOCAL_HEADER)
    n_name, n_extra = header[26:30].view("<u2").tolist()
    return member.header_offset + _LOCAL_HEADER + int(n_name) + int(n_extra)


def _behind_each_other(sizes: list[int]) -> list[int]:
    return [sum(sizes[:number]) for number in range(len(sizes))]


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[bytes]:
    for member in members:
        with archive.open(member) as packed:
            yield from read_pieces(packed)


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
