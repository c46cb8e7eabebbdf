"""This module reads the start of a file with a table in it, and the end where that says more."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass, replace
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.files.tables.chunks.source import check_text, opened
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.spelling.spelling import parted
from nnfs_core.progress import IsCancelled

HEAD_BYTES = 256 * 1024
MAX_HEAD_BYTES = 4 * 2**20  # for very wide tables, of which 256 kB may not be three lines
TAIL_BYTES = 64 * 1024


@dataclass(frozen=True)
class TableHead:
    """Holds the start of a file, unpacked, and what tells that it has changed since.

    n_bytes: of all of it. is_whole: there is no more.
    """

    path: Path
    data: bytes
    state: FileState
    n_bytes: int
    is_whole: bool


def read_head(path: str | Path) -> TableHead:
    with opened(path) as file:
        data = file.read(HEAD_BYTES)
        if data.count(b"\n") + data.count(b"\r") < 3 and len(data) == HEAD_BYTES:
            data += file.read(MAX_HEAD_BYTES - HEAD_BYTES)
        is_whole = not file.peek(1)
        n_bytes = len(data) if is_whole else max(len(data), file.n_bytes)
        return TableHead(Path(path), data, file.state, n_bytes, is_whole)


def decoded(head: TableHead, encoding: str) -> str:
    """The text of the head up to the last line end; all of it when the file has no more."""
    file_name = head.path.name
    check_text(head.data, file_name, encoding)
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head.data, final=head.is_whole)
    except UnicodeError:
        raise NnfsError("{file_name} is not {encoding} text; choose another encoding.")(
            file_name, encoding
        ) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise NnfsError("{file_name} is empty; choose a file with a table in it.")(file_name)
    if not head.is_whole:
        end = max(text.rfind("\n"), text[:-1].rfind("\r"))
        text = text[: end + 1] or text
    else:
        text = text.removesuffix("\n").removesuffix("\r").removesuffix("\x1a")  # as DOS ends it
    return text


def last_rows(path: Path, table_format: TableFormat, cancelled: IsCancelled) -> list[list[str]]:
    """Some of the last rows of a large file, but none where that would take long."""
    if table_format.encoding.startswith(("utf-16", "utf-32")):
        return []
    with opened(path) as file:
        if not file.seekable():
            return []
        file.seek(-min(TAIL_BYTES, file.state.size), os.SEEK_END)
        text = file.read(TAIL_BYTES).decode(table_format.encoding, errors="replace")
    bare = replace(table_format, skipped_lines=1)  # a part of a line
    return [row for _, row in parted(text, bare, cancelled)]
