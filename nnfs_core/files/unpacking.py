"""This module unpacks files, in pieces of bounded size: into a temporary file, or as they are read.

What a file unpacks to is not known before: a small one may hold more than any disk. So no more is
written to a temporary file than half of what is free.
"""

from __future__ import annotations

import bz2
import lzma
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from io import FileIO, RawIOBase
from pathlib import Path
from typing import Protocol

from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import OpenFile, open_to_read
from nnfs_core.progress import IsCancelled, never, stop_if

PIECE = 2**18  # bytes, unpacked in well under the time that a cancel may take
PACKED_PIECE = 2**16  # bytes of the packed file, read at once
XZ_MEMORY = 2**28  # bytes; no usual file needs as much
PACKED_SUFFIXES = (".gz", ".bz2", ".xz")
MARK_BYTES = 10  # of a file, which tell whether and how it is packed
GZIP, DEFLATE = 31, -15  # zlib's numbers of them

Pieces = Iterator[bytes]


class Readable(Protocol):
    """Describes what is read piece by piece, and knows how far it has come."""

    def read(self, size: int, /) -> bytes: ...
    def tell(self) -> int: ...


class Decompressor(Protocol):
    """Describes what unpacks one stream, no more than it is asked for at a time."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


Unpack = Callable[[Readable], Pieces]


def unpacker(head: bytes) -> Unpack | None:
    """What unpacks a file that begins so; None for one that is not packed."""
    if head.startswith(b"\x1f\x8b"):
        return lambda file: decompressed(file, lambda: Inflater(GZIP))
    if head[:3] == b"BZh" and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):  # or an empty one
        return lambda file: decompressed(file, bz2.BZ2Decompressor)
    if head.startswith(b"\xfd7zXZ\0"):
        return lambda file: decompressed(
            file, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)
        )
    return None


def unpacked(
    path: Path, unpack: Unpack, cancelled: IsCancelled = never, limit: int | None = None
) -> OpenFile:
    """The content of a packed file, kept in a temporary file for as long as somebody holds it.

    limit: how many bytes it may take, by default half of what is free. Raises NnfsError for a
    damaged file or one that takes more, Cancelled when asked to stop.
    """
    with open_to_read(path) as packed:
        return OpenFile(path, temporary_file(path.name, unpack(packed), cancelled, limit))


def temporary_file(
    name: str, pieces: Pieces, cancelled: IsCancelled = never, limit: int | None = None
) -> FileIO:
    """A file without a name that holds what is unpacked of the file `name`; raises as above."""
    try:
        with tempfile.TemporaryFile(prefix="nnfs-", buffering=0) as made:
            room = shutil.disk_usage(tempfile.gettempdir()).free // 2 if limit is None else limit
            for piece in _checked(name, pieces):
                stop_if(cancelled)
                room -= len(piece)
                if room < 0:
                    raise NnfsError("{name} unpacks to more than there is room for.")(name)
                rest = memoryview(piece)
                while rest:
                    rest = rest[made.write(rest) :]
            return FileIO(os.dup(made.fileno()), "rb")
    except OSError as error:
        raise NnfsError("{name} cannot be unpacked: {reason}.")(
            name, error.strerror or error
        ) from None


class UnpackedStream(RawIOBase):
    """Reads a packed file as if nobody had packed it; what was read once is gone.

    n_unpacked, n_packed: how many bytes there were so far, and of how many they came. Raises
    NnfsError where the file is damaged.
    """

    def __init__(self, name: str, file: Readable, unpack: Unpack) -> None:
        self.n_unpacked = self.n_packed = 0
        self._file, self._start = file, file.tell()
        self._pieces, self._piece = _checked(name, unpack(file)), memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, memory: memoryview) -> int:  # type: ignore[override]
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
            self.n_unpacked += len(piece)
            self.n_packed = self._file.tell() - self._start
        count = min(len(memory), len(self._piece))
        memory[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count

    def close(self) -> None:
        if isinstance(self._file, FileIO):
            self._file.close()
        super().close()


def _checked(name: str, pieces: Pieces) -> Pieces:
    """The same pieces; raises NnfsError where they cannot be unpacked."""
    try:
        yield from pieces
    except (EOFError, OSError, zlib.error, lzma.LZMAError):
        raise NnfsError("{name} is damaged: it cannot be unpacked.")(name) from None


def decompressed(file: Readable, make: Callable[[], Decompressor]) -> Pieces:
    """What all streams of a file hold, one after the other, as each kind may have several.

    Raises EOFError where one is cut short, and what the decompressors raise.
    """
    found, rest = make(), b""
    while True:
        if found.eof:
            rest = found.unused_data.lstrip(b"\0") or file.read(PACKED_PIECE).lstrip(b"\0")
            if not rest:
                return
            found = make()
        elif found.needs_input and not rest and not (rest := file.read(PACKED_PIECE)):
            raise EOFError
        yield found.decompress(rest, PIECE)
        rest = b""


class Inflater:
    """Unpacks what zlib packs as the other decompressors of Python do theirs."""

    def __init__(self, kind: int) -> None:
        self._stream = zlib.decompressobj(kind)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        piece = self._stream.decompress(self._stream.unconsumed_tail + data, max_length)
        self.needs_input = len(piece) < max_length and not self._stream.unconsumed_tail
        return piece
