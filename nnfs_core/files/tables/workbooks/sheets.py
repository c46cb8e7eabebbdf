"""This module finds the tables in workbooks and hands out their cells."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.files.open_file import OpenFile, open_to_read, refusals
from nnfs_core.files.tables.cell_table import (
    NOTHING_DECLARED,
    Cell,
    CellBlock,
    CellKind,
    Column,
    Declared,
    SheetSize,
    head_rows,
)
from nnfs_core.files.tables.workbooks.workbook import Workbook
from nnfs_core.files.zip_members import members_of
from nnfs_core.progress import IsCancelled, stop_if

CELLS_AT_ONCE = 64 * 1024  # which take some 10 ms

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_OFFICE = b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/"


@dataclass(frozen=True, eq=False)
class SheetTable:
    """Gives the cells of one sheet, from its first column with anything in it on.

    Rows without anything are left out.
    """

    workbook: Workbook
    sheet: str
    sheets: tuple[SheetSize, ...]
    n_rows: int
    width: int
    names: tuple[str, ...] = ()
    words: frozenset[int] = frozenset()
    declared: Declared = NOTHING_DECLARED
    is_exact: bool = True

    def head(self, n_rows: int, cancelled: IsCancelled) -> list[Sequence[Cell]]:
        rows: list[Sequence[Cell]] = self.workbook.rows(
            0, head_rows(n_rows, self.width), None, cancelled
        ).said["rows"]
        return rows

    def blocks(
        self, columns: Sequence[int], n_above: int, cancelled: IsCancelled
    ) -> Iterator[CellBlock]:
        count = max(1, CELLS_AT_ONCE // max(1, self.width))
        for start in range(n_above, self.n_rows, count):
            stop_if(cancelled)
            answer = self.workbook.rows(start, count, [*columns], cancelled)
            rows = answer.said["numbers"]
            numbers = iter(np.frombuffer(answer.numbers).reshape(-1, max(1, len(rows))))
            cells: list[Column] = [
                next(numbers) if column is None else column for column in answer.said["columns"]
            ]
            yield CellBlock(rows, cells)


_open: WeakValueDictionary[tuple[Path, FileState, str], SheetTable] = WeakValueDictionary()


def open_sheet(path: Path, sheet: str, cancelled: IsCancelled) -> SheetTable:
    """A sheet of a workbook; the first with a table where there is none of that name."""
    with refusals(path), open_to_read(path) as file:
        if not file.read(len(_OLE)).startswith((_OLE, _ZIP)):
            raise NnfsError("{name} holds a packed workbook; unpack it and open that.")(path.name)
        key = path, FileState.of(os.fstat(file.fileno())), sheet
    found = _open.get(key)  # as when only the header of what is shown is changed
    if found is None:
        workbook = Workbook(path, sheet)
        said = workbook.open(cancelled)
        sizes = tuple(SheetSize(*size) for size in said["sheets"])
        declared = Declared(first_rows=tuple(said["first_rows"]))
        found = SheetTable(
            workbook, said["sheet"], sizes, said["n_rows"], said["width"], declared=declared
        )
        _open[key] = found
    return found


def is_workbook(head: bytes, path: Path) -> bool:
    """True for a file that begins as workbooks do, and is no other document for all one can see."""
    if head.startswith(_OLE):
        return True
    if not head.startswith(_ZIP):
        return False
    first = head[30:]
    if first.startswith(_ODS):
        return True
    if not first.startswith(_OFFICE):
        return False
    try:
        return any(each.filename.startswith("xl/") for each in members_of(OpenFile(path)))
    except NnfsError:
        return True  # a damaged one, as reading will tell


WORKBOOK = CellKind(is_workbook, open_sheet)
