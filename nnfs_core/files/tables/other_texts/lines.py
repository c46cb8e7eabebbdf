"""This module hands out the lines of a text file, also of a packed one, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nnfs_core.files.tables.chunks.source import TableSource, opened
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.spelling.encoding import guessed_encoding
from nnfs_core.progress import IsCancelled, stop_if

HEAD_BYTES = 64 * 1024
BLOCK_CELLS = 2**18  # which a line of two letters may stand for many of


def rows_at_once(width: int) -> int:
    """How many rows of so many columns are in memory at a time."""
    return max(1, BLOCK_CELLS // max(1, width))


@dataclass(frozen=True)
class Lines:
    """Holds some lines of a file, without their ends.

    first: the number of the first of them, from 1. share: how much of the file has been read.
    """

    first: int
    texts: list[str]
    share: float

    def parts(self, n_lines: int) -> Iterator[Lines]:
        """The same lines, at most `n_lines` at a time."""
        for start in range(0, len(self.texts), n_lines):
            texts = self.texts[start : start + n_lines]
            yield Lines(self.first + start, texts, self.share)


def lines_of(path: Path, start: int, cancelled: IsCancelled) -> Iterator[Lines]:
    """The lines of a file, the first `start` left out, in pieces of about 128 kB.

    Raises NnfsError when it cannot be read or is no text, and Cancelled when asked to stop.
    """
    with opened(path) as file:
        head = file.peek(HEAD_BYTES)[:HEAD_BYTES]
        encoding = guessed_encoding(head, is_whole=False)
        source = TableSource(file, TableFormat(encoding=encoding, header_rows=0), path.name)
        for _ in range(start):
            stop_if(cancelled)
            source.line()
        n_before = start
        while text := source.chunk():
            stop_if(cancelled)
            text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
            texts = text.split("\n")
            yield Lines(n_before + 1, texts, file.fraction_read)
            n_before += len(texts)
            source.n_lines = n_before
