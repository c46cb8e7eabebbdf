"""This module tells whether a file still holds what was read from it or written to it here."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState, glance
from nnfs_core.files.open_file import OpenFile, without_waiting
from nnfs_core.progress import IsCancelled, never, stop_if

DIGESTED_AT_ONCE = 16 * 2**20  # bytes of a file that takes a moment to read once more
MOST_DIGESTED = 2**30  # bytes of a file that is read only to learn that nothing has changed
CHUNK_BYTES = 2**20


class ChangedFileError(NnfsError):
    """Reports that a file holds what was neither read nor written here, and what was `found`."""

    def __init__(self, message: str, found: FileState) -> None:
        super().__init__(message)
        self.found = found


def state_at(
    path: Path, *, most: int = MOST_DIGESTED, cancelled: IsCancelled = never
) -> FileState | None:
    """The file at `path`, with its digest if it is readable and of at most `most` bytes.

    None when there is none. Raises OSError, and Cancelled when asked to stop.
    """
    with suppress(OSError), FileIO(path, opener=without_waiting) as file:
        state = FileState.of(status := os.fstat(file.fileno()))
        if not stat.S_ISREG(status.st_mode) or state.size > most:
            return state
        digest = _digest(file, cancelled)
        now = FileState.of(os.fstat(file.fileno()))
        return replace(state, digest=digest) if now == state else now
    return glance(path)


def state_of_read(file: OpenFile) -> FileState:
    """The very file that is read, with its digest if it is small; raises NnfsError."""
    state = file.state
    if state.size > DIGESTED_AT_ONCE:
        return state
    return replace(state, digest=_new_digest(file.read(0, state.size).data).digest())


def state_of_written(file: BinaryIO) -> FileState:
    """The file that all was written to, with its digest if it is small; raises OSError."""
    file.flush()
    state = FileState.of(os.fstat(file.fileno()))
    found = state_at(Path(file.name), most=DIGESTED_AT_ONCE)
    return found if found == state and found is not None else state


def check_unchanged(path: Path, known: FileState | None, cancelled: IsCancelled = never) -> None:
    """Raise ChangedFileError when a file lies at `path` that holds something else than `known`.

    None is known of a file that was not there. The content counts wherever it can be read again in
    a moment, else what the system says. Raises OSError, and Cancelled when asked to stop.
    """
    found = glance(path)
    if found is None:
        return
    may_be_same = known is not None and known.digest is not None and known.size == found.size
    if may_be_same and (found != known or found.size <= DIGESTED_AT_ONCE):
        found = state_at(path, cancelled=cancelled) or found
    if known is None or not found.holds_same_as(known) or glance(path) not in (found, None):
        raise ChangedFileError(
            "{name} was not saved: it was changed by another program or window.", found
        )(path.name)


def _digest(file: FileIO, cancelled: IsCancelled) -> bytes:
    digest = _new_digest()
    while content := file.read(CHUNK_BYTES):
        stop_if(cancelled)
        digest.update(content)
    return digest.digest()


def _new_digest(content: bytes | memoryview = b"") -> blake2b:
    return blake2b(content, digest_size=16)
