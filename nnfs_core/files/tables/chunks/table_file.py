"""This module opens the file of a table of text, also where it lies packed in another."""

from __future__ import annotations

import os
import zipfile
from functools import partial
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.files.open_file import OpenFile, open_to_read
from nnfs_core.files.tables.chunks.suffixes import TEXT_SUFFIXES
from nnfs_core.files.unpacking import MARK_BYTES, UnpackedStream, unpacker
from nnfs_core.files.zip_members import MAGICS, MemberFile, members_of, unpack_member
from nnfs_core.wording import first_few

_OFFICE = ("[Content_Types].xml", "content.xml")  # in archives that are documents
_BUFFER_BYTES = 2**16


def is_packed(head: bytes) -> bool:
    """True for the first bytes of a file that others may be in."""
    return head.startswith(MAGICS) or unpacker(head) is not None


class TableFile(BufferedReader):
    """Reads a file as if nobody had packed it: in a stream, and never a second time.

    name_inside: what is read was called before it was packed. state: of the file as it lies on the
    disk. Raises NnfsError for one that cannot be opened, is damaged, or is an archive in which it
    is not plain which file is the table.
    """

    def __init__(self, path: Path) -> None:
        self.name_inside = path.name
        file = open_to_read(path)
        try:
            self.state = FileState.of(os.fstat(file.fileno()))
            self._n_packed = self.state.size
            self._packed = self._unpacking(path, file)
        except BaseException:
            file.close()
            raise
        super().__init__(self._packed or file, _BUFFER_BYTES)

    def _unpacking(self, path: Path, file: FileIO) -> UnpackedStream | None:
        """What unpacks the file; None for one that is not packed."""
        head = file.read(MARK_BYTES)
        file.seek(0)
        if head.startswith(MAGICS):
            archive = OpenFile(path, FileIO(os.dup(file.fileno()), "rb"))
            members = members_of(archive)
            if any(each.filename in _OFFICE for each in members):
                return None
            file.close()
            member = _table_among(members, path.name)
            self.name_inside = PurePosixPath(member.filename).name
            self._n_packed = member.compress_size
            unpack = partial(unpack_member, member)
            return UnpackedStream(path.name, MemberFile(archive, member), unpack)
        found = unpacker(head)
        if found is None:
            return None
        self.name_inside = path.name.removesuffix(path.suffix)
        return UnpackedStream(path.name, file, found)

    @property
    def fraction_read(self) -> float:
        """How much of the file has been read, above 0 and up to 1; of a packed one, as it lies."""
        if self._packed is not None:
            return min(1.0, self._packed.n_packed / max(1, self._n_packed))
        return min(1.0, self.tell() / max(1, self.state.size))

    @property
    def n_bytes(self) -> int:
        """How many bytes there are in all; of a packed file about, by those that came so far."""
        packed = self._packed
        if packed is None:
            return self.state.size
        return round(self._n_packed * packed.n_unpacked / max(1, packed.n_packed))


def _table_among(members: list[zipfile.ZipInfo], archive: str) -> zipfile.ZipInfo:
    """The only table of an archive, or its only file."""
    files = [each for each in members if not each.is_dir() and not _is_hidden(each.filename)]
    tables = [each for each in files if each.filename.lower().endswith(TEXT_SUFFIXES)]
    found = tables or files
    if len(found) == 1:
        return found[0]
    names = first_few([each.filename for each in found])
    if not found:
        raise NnfsError("{name} is an empty archive; choose a file with a table in it.")(archive)
    if not tables:
        raise NnfsError("{name} is an archive without a table, of {names}; unpack what you want.")(
            archive, names
        )
    raise NnfsError(
        "{name} is an archive of several tables, {names}; unpack it and open the one that you want."
    )(archive, names)


def _is_hidden(name: str) -> bool:
    """True for what an archive holds beside what was put into it."""
    parts = PurePosixPath(name).parts
    return parts[:1] == ("__MACOSX",) or any(part.startswith(".") for part in parts)
