"""This module writes and reads the records of a journal, each of which tells whether it is whole.

A journal is a header and then records without gaps. Nothing in it is ever written over: it grows,
and what could not be written whole is cut off. Numbers are little-endian.

    header           16 bytes  "NNFS journal 1", carriage return, line feed (ASCII)
                      8 bytes  salt: random, another one in each journal
    record   head     4 bytes  kind: "BLCK", "TEXT" or "STAT" (ASCII)
                      4 bytes  CRC-32 of the payload
                      8 bytes  length of the payload in bytes
                      4 bytes  CRC-32 of: these 16 bytes, the place of the record in the file as 8
                               bytes, the salt
             payload

The payload of a BLCK is an array: its type in 4 bytes ("<f2", "<f4", "<f8", "<i8" or "|i1" and a
zero byte), its rows and its columns in 8 bytes each, then its numbers row after row. The payloads
of TEXT and STAT are JSON in UTF-8 (`schema.py`). They name other records by their places, always
earlier ones.

What was noted last is the last STAT that is whole, as is every record that it names. Behind it
there may be a part of a record which a crash cut short: that was not noted yet. The salt and the
places tell a record from bytes of other files, which a file system may leave after a power cut.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.files.in_place import StoredMatrix
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.syncing import sync
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if

MAGIC = b"NNFS journal 1\r\n"
BLOCK, TEXT, STATE = b"BLCK", b"TEXT", b"STAT"
TYPES = ("<f2", "<f4", "<f8", "<i8", "|i1")
MAX_TEXT_BYTES = 64 * 2**20  # of a TEXT or a STAT
MAX_RECORDS = 2**21  # that are looked through; a journal is begun anew long before it has as many
CHUNK_BYTES = 8 * 2**20

_SALT_BYTES = 8
HEADER_BYTES = len(MAGIC) + _SALT_BYTES
_HEAD = struct.Struct("<4sIQ")
_CHECKSUM = struct.Struct("<I")
_PLACE = struct.Struct("<Q")
_SHAPE = struct.Struct("<4sQQ")
HEAD_BYTES = _HEAD.size + _CHECKSUM.size
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | os.O_APPEND | os.O_RDWR


class DamagedError(NnfsError):
    """Reports that a part of a journal is not what was written there."""


class CutShortError(DamagedError):
    """Reports a record that is longer than what is left of the journal."""


@dataclass(frozen=True)
class Record:
    """Says where a record lies, and what its head declares of it."""

    place: int
    kind: bytes
    checksum: int  # of the payload
    length: int  # of the payload

    @property
    def payload(self) -> int:
        return self.place + HEAD_BYTES

    @property
    def end(self) -> int:
        return self.payload + self.length


class RecordWriter:
    """Appends records to a journal; every method but `close` raises OSError when that fails."""

    def __init__(self, path: Path) -> None:
        """Begin a journal at a path where there is nothing yet."""
        self._salt = os.urandom(_SALT_BYTES)
        self._handle = os.open(path, _BINARY | os.O_CREAT | os.O_EXCL, 0o600)
        self.size = HEADER_BYTES
        try:
            self._write(MAGIC + self._salt)
        except BaseException:
            self.close()
            raise

    def append(
        self, kind: bytes, parts: Sequence[bytes | memoryview], cancelled: IsCancelled = never
    ) -> Record:
        """Write a record whose payload is the parts together; raises Cancelled, too."""
        checksum = 0
        for part in parts:
            checksum = crc32(part, checksum)
        record = Record(self.size, kind, checksum, sum(len(part) for part in parts))
        head = _HEAD.pack(kind, checksum, record.length)
        self._write(head + _CHECKSUM.pack(_head_checksum(head, record.place, self._salt)))
        for part in parts:
            self._write(part, cancelled)
        self.size = record.end
        return record

    def append_array(self, array: AnyArray, cancelled: IsCancelled = never) -> Record:
        """Write a matrix, or a line of numbers as one row."""
        stored = array.dtype.newbyteorder("<")
        lying = np.ascontiguousarray(np.atleast_2d(array), stored)
        shape = _SHAPE.pack(stored.str.encode(), *lying.shape)
        return self.append(BLOCK, [shape, lying.reshape(-1).view(np.uint8).data], cancelled)

    def sync(self) -> None:
        """Wait until all that was written is on the disk."""
        sync(self._handle)

    def cut_back(self, size: int) -> None:
        """Take back what was written beyond a size."""
        os.ftruncate(self._handle, size)
        self.size = size

    def is_at(self, path: Path) -> bool:
        """True when the journal lies at `path`, as long as it should be."""
        status = os.fstat(self._handle)
        try:
            return status.st_size == self.size and os.path.samestat(status, path.stat())
        except FileNotFoundError:
            return False

    def move(self, old: Path, new: Path) -> None:
        """Take the place of what lies at another path; then it is no longer at the old one."""
        self.close()  # Windows moves no open file
        os.replace(old, new)
        self._handle = os.open(new, _BINARY)

    def close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)

    def _write(self, content: bytes | memoryview, cancelled: IsCancelled = never) -> None:
        rest = memoryview(content)
        while rest:
            stop_if(cancelled)
            rest = rest[os.write(self._handle, rest[:CHUNK_BYTES]) :]


class RecordReader:
    """Reads the records of a journal; raises DamagedError for what is not whole, and NnfsError."""

    def __init__(self, path: Path, progress: Progress = ignored) -> None:
        self.file = OpenFile(path)
        self._progress, self._n_checked = progress, 0  # bytes
        if self.file.n_bytes < HEADER_BYTES:
            raise DamagedError("its beginning is missing")
        header = self.file.read(0, HEADER_BYTES).tobytes()
        if header[: len(MAGIC)] != MAGIC:
            raise DamagedError("it does not begin as this NNFS Studio writes it")
        self._salt = header[len(MAGIC) :]
        self._whole: dict[int, bool] = {}  # by the record's place; each is looked at once

    def record(self, place: int) -> Record:
        """What the head of the record at `place` says of it."""
        if not HEADER_BYTES <= place <= self.file.n_bytes - HEAD_BYTES:
            raise DamagedError("a record of it is missing")
        head = self.file.read(place, HEAD_BYTES).tobytes()
        fields, (checksum,) = head[: _HEAD.size], _CHECKSUM.unpack(head[_HEAD.size :])
        record = Record(place, *_HEAD.unpack(fields))
        if checksum != _head_checksum(fields, place, self._salt):
            raise DamagedError("a record of it is damaged")
        if record.length > self.file.n_bytes - record.payload:
            raise CutShortError("a record of it is cut short")
        return record

    def states(self, cancelled: IsCancelled = never) -> tuple[list[Record], DamagedError | None]:
        """Every STAT up to the first record that is not whole, and what is wrong with that one.

        Nothing is wrong with a record that the end of the journal cuts short.
        """
        states: list[Record] = []
        place = HEADER_BYTES
        for _ in range(MAX_RECORDS):
            stop_if(cancelled)
            if place > self.file.n_bytes - HEAD_BYTES:
                return states, None
            try:
                record = self.record(place)
            except CutShortError:
                return states, None
            except DamagedError as error:
                return states, error
            if record.kind == STATE:
                states.append(record)
            place = record.end
        return states, DamagedError("it has too many records")

    def check(self, record: Record, cancelled: IsCancelled = never) -> None:
        """Look at every byte of a payload."""
        if record.place not in self._whole:
            checksum = 0
            for place in range(record.payload, record.end, CHUNK_BYTES):
                stop_if(cancelled)
                count = min(CHUNK_BYTES, record.end - place)
                checksum = crc32(self.file.read(place, count).data, checksum)
                self._n_checked += count
                self._progress(self._n_checked / self.file.n_bytes)
            self._whole[record.place] = checksum == record.checksum
        if not self._whole[record.place]:
            raise DamagedError("a record of it is damaged")

    def text(self, record: Record, kind: bytes) -> bytes:
        """The payload of a TEXT or a STAT."""
        if record.kind != kind or record.length > MAX_TEXT_BYTES:
            raise DamagedError("a text of it is missing")
        self.check(record)
        return self.file.read(record.payload, record.length).tobytes()

    def matrix(self, record: Record) -> StoredMatrix:
        """Where the numbers of a BLCK lie; the payload is checked to hold just so many."""
        if record.kind != BLOCK or record.length < _SHAPE.size:
            raise DamagedError("an array of it is missing")
        fields = _SHAPE.unpack(self.file.read(record.payload, _SHAPE.size).tobytes())
        type_name, n_rows, n_columns = fields[0].rstrip(b"\0").decode("latin-1"), *fields[1:]
        if type_name not in TYPES:
            raise DamagedError("an array of it is of an unknown type")
        place = record.payload + _SHAPE.size
        stored = StoredMatrix(place, (n_rows, n_columns), np.dtype(type_name))
        if stored.n_bytes != record.end - place:
            raise DamagedError("an array of it has another size than it says")
        return stored


def _head_checksum(head: bytes, place: int, salt: bytes) -> int:
    return crc32(salt, crc32(_PLACE.pack(place), crc32(head)))
