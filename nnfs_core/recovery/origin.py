"""Finds in which file a block lies that is not in memory, so that it need not be copied."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import is_
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from nnfs_core.files.file_state import FileState, glance
from nnfs_core.files.in_place import FileBlock, StoredMatrix
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.tensors import read_header
from nnfs_core.matrix.blocks import Block, Deferred, Derived
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.project import Project
from nnfs_core.recovery.changes import Change, is_known
from nnfs_core.recovery.schema import FileSchema, Text, as_text, from_text


@dataclass(frozen=True, eq=False)
class Origin:
    """Says in which rows of which file blocks lie, and what is done to what was read there.

    There is a block at each row from `start` to before `stop` by `step`.
    """

    file: FileSchema
    stored: StoredMatrix
    start: int
    stop: int
    step: int
    dtype: np.dtype[Any]  # what the numbers are read as
    changes: tuple[Change, ...] = ()

    def joined(self, other: Origin) -> Origin | None:
        """Both together, when `other` is a block of the rows behind these and all else is alike."""
        n_rows = other.stop - other.start
        if (
            other.start == self.stop
            and n_rows <= self.step
            and (self.stop - self.start) % self.step == 0
            and (other.file, other.stored, other.dtype) == (self.file, self.stored, self.dtype)
            and _are_same(self.changes, other.changes)
        ):
            return replace(self, stop=other.stop)
        return None


Piece = Origin | Block  # one block, or many in a file that follow each other


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
                    origin = Origin(self._schema(file), stored, start, stop, len(block), rows.dtype)
                    self._saved.setdefault(source, []).append((changes, origin))

    def cut(self, rows: Rows) -> list[Piece]:
        """All blocks of a matrix in order, those together that follow each other in a file."""
        pieces: list[Piece] = []
        place, blocks = 0, rows.blocks
        while place < len(blocks):
            block = blocks[place]
            place += 1
            origin = self._of(block)
            if origin is None:
                pieces.append(block)
                continue
            last = pieces[-1] if pieces else None
            joined = last.joined(origin) if isinstance(last, Origin) else None
            if joined is not None:
                origin = joined
                pieces.pop()
            if not self._saved:
                stop = _end_of_run(blocks, place, origin)
                place += -(-(stop - origin.stop) // origin.step)
                origin = replace(origin, stop=stop)
            pieces.append(origin)
        return pieces

    def _of(self, block: Block) -> Origin | None:
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
            start, n_rows, file = source.start, len(source), self._schema(source.file)
            stop, dtype = start + n_rows, source.dtype
            found.append(Origin(file, source.stored, start, stop, n_rows, dtype, changes))
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


def _end_of_run(blocks: Sequence[Block], place: int, origin: Origin) -> int:
    """Up to which row the blocks from `place` on go on where the one before them ends.

    It must be read from a file as it was opened. A file may have hundreds of thousands of blocks.
    """
    before = blocks[place - 1]
    assert isinstance(before, Deferred)
    first, changes = _parts(before)
    assert isinstance(first, FileBlock)
    file, stored, dtype = first.file, first.stored, first.dtype
    stop, step = origin.stop, origin.step
    while place < len(blocks) and (stop - origin.start) % step == 0:
        block = blocks[place]
        source, its_changes = _parts(block) if isinstance(block, Deferred) else (None, ())
        if (
            not isinstance(source, FileBlock)
            or source.start != stop
            or source.stored is not stored
            or source.file is not file
            or source.dtype != dtype
            or source.shape[0] > step
            or not (its_changes is changes or _are_same(changes, its_changes))
        ):
            break
        stop += source.shape[0]
        place += 1
    return stop


def _are_same(some: tuple[Change, ...], others: tuple[Change, ...]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


def _parts(block: Deferred) -> tuple[Deferred, tuple[Change, ...]]:
    """What a block is made of, and by which changes."""
    return (block.source, block.changes) if isinstance(block, Derived) else (block, ())


def file_schema(file: OpenFile) -> FileSchema:
    """What tells a file from others, and from what it may become."""
    return _described(as_text(os.fspath(file.path)), file.state)


def lies_there(file: FileSchema) -> bool:
    """True when the file is still the one that was described."""
    try:
        state = glance(Path(from_text(file.path)))
    except (OSError, ValueError):
        return False
    return state is not None and _described(file.path, state) == file


def _described(path: Text, state: FileState) -> FileSchema:
    return FileSchema(path, state.size, state.mtime_ns, str(state.inode))
