"""This module unpacks files into temporary ones, which are read as if they had never been packed.

What a file unpacks to is not known before: a small one may hold more than any disk. So no more is
written than half of what is free.
"""

from __future__ import annotations

import bz2
import lzma
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import OpenFile, open_to_read
from nnfs_core.progress import IsCancelled, never, stop_if

PIECE = 2**20  # bytes, unpacked in well under the time that a cancel may take
XZ_MEMORY = 2**28  # bytes; no usual file needs as much
PACKED_SUFFIXES = (".gz", ".bz2", ".xz")

Pieces = Iterator[bytes]


def unpacker(head: bytes) -> Callable[[FileIO], Pieces] | None:
    """What unpacks a file that begins so; None for one that is not packed."""
    if head.startswith(b"\x1f\x8b"):
        return _gunzipped
    if head.startswith(b"BZh"):
        return lambda file: _decompressed(file, bz2.BZ2Decompressor)
    if head.startswith(b"\xfd7zXZ\0"):
        return lambda file: _decompressed(
            file, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)
        )
    return None


def unpacked(
    path: Path,
    unpack: Callable[[FileIO], Pieces],
    cancelled: IsCancelled = never,
    limit: int | None = None,
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


def _checked(name: str, pieces: Pieces) -> Pieces:
    """The same pieces; raises NnfsError where they cannot be unpacked."""
    try:
        yield from pieces
    except (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile):
        raise NnfsError("{name} is damaged: it cannot be unpacked.")(name) from None


class Readable(Protocol):
    """Describes what is read piece by piece."""

    def read(self, size: int, /) -> bytes: ...


def read_pieces(file: Readable) -> Pieces:
    """What a file gives, piece by piece."""
    while piece := file.read(PIECE):
        yield piece


def _gunzipped(file: FileIO) -> Pieces:
    import gzip  # not at the start, which would wait for it

    with gzip.GzipFile(fileobj=file) as packed:
        yield from read_pieces(packed)


def _decompressed(file: FileIO, make: Callable[[], Any]) -> Pieces:
    """All streams of a file, one after the other, as bz2 and xz may hold several."""
    found, rest = make(), b""
    while True:
        if found.eof:
            rest = found.unused_data.lstrip(b"\0") or file.read(PIECE).lstrip(b"\0")
            if not rest:
                return
            found = make()
        elif found.needs_input and not rest and not (rest := file.read(PIECE)):
            raise EOFError
        yield found.decompress(rest, PIECE)
        rest = b""
