"""This module writes much to a file bit by bit, so that it can be stopped and spares memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.files.syncing import sync
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, stop_if

CHUNK_BYTES = 8 * 2**20  # written in well under 200 ms, the time a cancel may take


class Stream:
    """Takes what is written to a file in pieces, of which there are `total` in any unit."""

    def __init__(
        self, file: BinaryIO, total: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        self._file, self._total = file, total
        self._progress, self._cancelled = progress, cancelled
        self._done = 0
        self._unsynced = 0

    def check(self) -> None:
        """Raise Cancelled when asked to stop."""
        stop_if(self._cancelled)

    def write(self, content: bytes | memoryview, done: int) -> None:
        """Write a piece, which gets `done` further of `total`; raises Cancelled, and OSError."""
        self.check()
        self._file.write(content)
        self._unsynced += len(content)
        if self._unsynced >= CHUNK_BYTES:
            # The disk keeps pace, so that the last wait for it, which nothing can stop, is short.
            self._unsynced = 0
            self._file.flush()
            sync(self._file.fileno())
        self._done += done
        self._progress(min(1.0, self._done / max(1, self._total)))


@dataclass(frozen=True)
class Content:
    """Gives numbers of a `shape` in blocks, read one by one, never all at once."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    blocks: Callable[[], Iterator[AnyArray]]  # whole lines of the first dimension, in their order

    @classmethod
    def of(cls, numbers: AnyArray | Rows) -> Content:
        """An array, or a matrix (rows, columns) in blocks."""
        if isinstance(numbers, Rows):
            rows = numbers
            return cls(rows.shape, rows.dtype, lambda: (block for _, block in rows.arrays()))
        array = numbers
        return cls(array.shape, array.dtype, lambda: iter((array,)))

    @classmethod
    def of_column(cls, rows: Rows) -> Content:
        """The only column of a matrix, as an array (rows,)."""
        return cls((len(rows),), rows.dtype, lambda: (block[:, 0] for _, block in rows.arrays()))

    @property
    def n_bytes(self) -> int:
        return int(np.prod(self.shape, dtype=object)) * self.dtype.itemsize

    def write_to(self, stream: Stream) -> None:
        """Write the numbers one line after another, little-endian; raises NnfsError if one fails.

        The progress counts bytes.
        """
        stored = self.dtype.newbyteorder("<")
        stream.check()  # fetching the first block may take its time
        for block in self.blocks():
            lines = np.atleast_1d(block)
            step = max(1, CHUNK_BYTES // max(1, lines[:1].nbytes))
            for start in range(0, len(lines), step):
                # Memory is written as it lies, so it must be C-contiguous and little-endian.
                lying = np.ascontiguousarray(lines[start : start + step], stored)
                stream.write(lying.reshape(-1).view(np.uint8).data, lying.nbytes)
            stream.check()
