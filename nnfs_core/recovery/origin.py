"""Finds in which file a block lies that is not in memory, so that it need not be copied."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from operator import is_
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from nnfs_core.files.in_place import FileBlock, StoredMatrix
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.tensors import read_header
from nnfs_core.matrix.blocks import Block, Deferred, Derived
from nnfs_core.project.project import Project
from nnfs_core.recovery.changes import Change, is_known
from nnfs_core.recovery.schema import FileSchema, as_text, from_text


@dataclass(frozen=True, eq=False)
class Origin:
    """Says in which rows of which file a block lies, and what is done to what was read there."""

    file: FileSchema
    stored: StoredMatrix
    start: int
    stop: int
    dtype: np.dtype[Any]  # what the numbers are read as
    changes: tuple[Change, ...] = ()

    def is_continued_by(self, other: Origin) -> bool:
        """True when `other` is of the rows behind these, and all else is the same."""
        return (
            other.start == self.stop
            and other.file == self.file
            and (other.stored is self.stored or other.stored == self.stored)
            and other.dtype == self.dtype
            and len(other.changes) == len(self.changes)
            and all(map(is_, self.changes, other.changes))
        )


class Origins:
    """Finds the origins of blocks, whose files must still lie where they were opened."""

    def __init__(self) -> None:
        # By the block that a saved one was made of: by which changes, and where it lies now.
        self._saved: WeakKeyDictionary[Deferred, list[tuple[tuple[Change, ...], Origin]]]
        self._saved = WeakKeyDictionary()
        self._files: WeakKeyDictionary[OpenFile, FileSchema] = WeakKeyDictionary()
        self._is_there: dict[FileSchema, bool] = {}

    def look_anew(self) -> None:
        """Forget which files are still where they were."""
        self._is_there = {}

    def learn(self, project: Project, path: Path) -> None:
        """Find the blocks of `project` in the native file it was saved to last; raises NnfsError.

        It matters where that file has taken the place of the one that they are read from.
        """
        self._saved.clear()
        file = OpenFile(path)
        tensors = read_header(file)[1]
        matrices = {
            "batch.inputs": project.batch.input_rows,
            "batch.targets": project.batch.target_rows,
        }
        for name, rows in matrices.items():
            stored = tensors[name].stored if name in tensors else None
            if rows is None or rows.is_in_memory or stored is None or stored.shape != rows.shape:
                continue
            for start, block in zip(rows.starts, rows.blocks, strict=False):
                if isinstance(block, Deferred):
                    source, changes = _parts(block)
                    stop = start + len(block)
                    origin = Origin(self._schema(file), stored, start, stop, rows.dtype)
                    self._saved.setdefault(source, []).append((changes, origin))

    def of(self, block: Block) -> Origin | None:
        """Where a block lies; None when it is in memory, or its file is no longer what it was."""
        if not isinstance(block, Deferred):
            return None
        source, changes = _parts(block)
        found = [
            replace(origin, changes=changes[len(done) :])
            for done, origin in self._saved.get(source, ())
            if len(done) <= len(changes) and all(map(is_, done, changes))
        ]
        if isinstance(source, FileBlock):
            start, stop, file = source.start, source.start + len(source), self._schema(source.file)
            found.append(Origin(file, source.stored, start, stop, source.dtype, changes))
        for origin in found:
            if all(map(is_known, origin.changes)) and self._lies(origin.file):
                return origin
        return None

    def _schema(self, file: OpenFile) -> FileSchema:
        if file not in self._files:
            self._files[file] = file_schema(file)
        return self._files[file]

    def _lies(self, file: FileSchema) -> bool:
        if file not in self._is_there:
            self._is_there[file] = lies_there(file)
        return self._is_there[file]


def _parts(block: Deferred) -> tuple[Deferred, tuple[Change, ...]]:
    """What a block is made of, and by which changes."""
    return (block.source, block.changes) if isinstance(block, Derived) else (block, ())


def file_schema(file: OpenFile) -> FileSchema:
    """What tells a file from others, and from what it may become."""
    status = file.status
    path = as_text(os.fspath(file.path))
    return FileSchema(path, status.st_size, status.st_mtime_ns, str(status.st_ino))


def lies_there(file: FileSchema) -> bool:
    """True when the file is still the one that was described."""
    try:
        status = os.stat(from_text(file.path))
    except (OSError, ValueError):
        return False
    found = status.st_size, status.st_mtime_ns, str(status.st_ino)
    return found == (file.size, file.mtime_ns, file.inode)
