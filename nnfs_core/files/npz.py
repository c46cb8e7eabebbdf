"""This module finds the arrays in an .npz archive, NumPy's zip of .npy files.

What numpy.savez wrote is read in place; what numpy.savez_compressed wrote is unpacked first.
"""

from __future__ import annotations

import zipfile

from nnfs_core.errors import NnfsError
from nnfs_core.files import npy
from nnfs_core.files.in_place import StoredArray
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.unpacking import Pieces, temporary_file
from nnfs_core.files.zip_members import (
    MemberFile,
    damaged,
    members_of,
    place_of,
    unpack_member,
)
from nnfs_core.progress import IsCancelled, never


def read_npz(
    file: OpenFile, cancelled: IsCancelled = never, limit: int | None = None
) -> tuple[OpenFile, list[StoredArray]]:
    """The arrays in an archive, and the file in which they can be read.

    What is no array of plain numbers is left out. Raises NnfsError when the archive is damaged,
    holds none, or unpacks to more than `limit` bytes, by default half of the free disk; Cancelled.
    """
    members = [each for each in members_of(file) if each.filename.endswith(".npy")]
    if all(each.compress_type == zipfile.ZIP_STORED for each in members):
        places = [place_of(file, each) for each in members]
    else:
        content = temporary_file(file.name, _unpacked(file, members), cancelled, limit)
        file = OpenFile(file.path, content)
        places = _behind_each_other([each.file_size for each in members])
    found: list[StoredArray] = []
    refused: list[NnfsError] = []
    for member, place in zip(members, places, strict=True):
        if place + member.file_size > file.n_bytes:
            raise damaged(file.name)
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


def _behind_each_other(sizes: list[int]) -> list[int]:
    return [sum(sizes[:number]) for number in range(len(sizes))]


def _unpacked(file: OpenFile, members: list[zipfile.ZipInfo]) -> Pieces:
    for member in members:
        yield from unpack_member(member, MemberFile(file, member))
