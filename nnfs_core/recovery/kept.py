"""This module remembers what a journal holds already, so that what did not change costs nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from errno import ENOSPC
from pathlib import Path
from typing import Any
from weakref import ref

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.blocks import Block, Deferred, read_in_passing
from nnfs_core.progress import IsCancelled, stop_if
from nnfs_core.project.labels import TEXT as LABELS
from nnfs_core.recovery.records import MAX_TEXT_BYTES, STATE, TEXT, Record, RecordWriter
from nnfs_core.recovery.schema import LabelBlockSchema, NamesSchema, encoded

ROOM_LEFT = 16 * 2**20  # bytes of the disk that a journal never takes


class KeptRecords:
    """Appends arrays, blocks and texts to a journal, each object once.

    Arrays are known by identity for as long as they live, since nobody can write to them.
    """

    def __init__(self, writer: RecordWriter) -> None:
        self._writer = writer
        self._arrays: dict[int, tuple[ref[Any], Record]] = {}  # by id
        self._names: list[tuple[object, Record]] = []  # the last ones of project and trial
        self._new: list[int] = []  # what was not there when the present state was begun
        self._used: dict[int, int] = {}  # bytes by place, of what that state names
        self.n_records = 0
        self.n_live = self.n_live_records = 0  # bytes and records that the last state needs

    @property
    def n_bytes(self) -> int:
        """How long the journal is."""
        return self._writer.size

    def begin(self) -> None:
        """Begin a state."""
        self._new, self._used = [], {}

    def forget_new(self) -> None:
        """Forget what was appended since `begin`, which is to be cut off."""
        for key in self._new:
            self._arrays.pop(key, None)
        self._names = []

    def check_room(self, blocks: Iterable[Block | AnyArray], folder: Path) -> None:
        """Raise OSError when those that are not kept yet are more than the disk has room for."""
        n_bytes = sum(
            block.shape[0] * (block.shape[1] if len(block.shape) > 1 else 1) * block.dtype.itemsize
            for block in blocks
            if self._known(block) is None
        )
        if n_bytes + ROOM_LEFT > shutil.disk_usage(folder).free:
            raise OSError(ENOSPC, os.strerror(ENOSPC))

    def keep(self, block: Block | AnyArray, cancelled: IsCancelled) -> Record:
        """The record of an array or a block, which is written now if it is new."""
        record = self._known(block)
        if record is None:
            stop_if(cancelled)
            array = read_in_passing(block) if isinstance(block, Deferred) else block
            if array.dtype == LABELS:
                labels = encoded(LabelBlockSchema(array[:, 0].tolist()))
                record = self._writer.append(TEXT, [labels], cancelled)
            else:
                record = self._writer.append_array(array, cancelled)
            self.n_records += 1
            key, arrays = id(block), self._arrays
            self._new.append(key)
            arrays[key] = ref(block, lambda _: arrays.pop(key, None)), record
        return self._use(record)

    def keep_names(self, names: object, schema: Callable[[], NamesSchema]) -> int:
        """The place of a project's names, which are written when they are not the last ones."""
        for known, record in self._names:
            if known == names:
                return self._use(record).place
        content = encoded(schema())
        if len(content) > MAX_TEXT_BYTES:
            raise NnfsError(
                "What you did last is not kept for a crash: notes and names are too long for it."
            )
        record = self._append(TEXT, [content])
        self._names = [*self._names[-1:], (names, record)]
        return self._use(record).place

    def end(self, content: bytes) -> None:
        """End a state by its description."""
        self._use(self._append(STATE, [content]))
        self.n_live, self.n_live_records = sum(self._used.values()), len(self._used)

    def _append(self, kind: bytes, parts: list[bytes]) -> Record:
        self.n_records += 1
        return self._writer.append(kind, parts)

    def _known(self, block: Block | AnyArray) -> Record | None:
        known = self._arrays.get(id(block))
        return known[1] if known is not None and known[0]() is block else None

    def _use(self, record: Record) -> Record:
        self._used[record.place] = record.end - record.place
        return record
