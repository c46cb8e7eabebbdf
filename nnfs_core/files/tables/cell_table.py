"""This module describes tables that are kept as cells rather than text, such as a sheet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol, TypeAlias

from nnfs_core.files.tables.chunks.json_numbers import Float64Array
from nnfs_core.progress import IsCancelled

Cell: TypeAlias = "str | float | int | bool | date | time | timedelta | None"
Column: TypeAlias = "Float64Array | Sequence[Cell]"

HEAD_CELLS = 64 * 1024
FEWEST_HEAD_ROWS = 100


@dataclass(frozen=True)
class CellBlock:
    """Holds some rows of a table, column by column.

    rows: the number of each row, as the file's own program counts them. columns: those that were
    asked for, in that order; each as numbers (rows,), NaN where one is missing, or as cells.
    """

    rows: Sequence[int]
    columns: Sequence[Column]


@dataclass(frozen=True)
class SheetSize:
    """Says how a sheet of a workbook is called, and how large the part is that has cells.

    The sizes are None where only reading a large sheet would tell.
    """

    name: str
    n_rows: int | None
    n_columns: int | None


@dataclass(frozen=True)
class Declared:
    """Says what a file itself tells of its columns, and what of them is not in the table.

    texts: all that may stand in a column of text, in the order of their class numbers, by column.
    target: the column that is the target. n_index: how many of the first columns are no features,
    but tell rows apart. left_out: one sentence on columns that cannot be read.
    first_rows: the numbers of the first rows, where they do not count from 1 without a gap.
    """

    texts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    target: int | None = None
    n_index: int = 0
    left_out: str = ""
    first_rows: tuple[int, ...] = ()

    def n_rows_within(self, n_lines: int) -> int:
        """How many rows of the table stand in the first lines or rows of the file."""
        return bisect_right(self.first_rows, n_lines) if self.first_rows else n_lines


NOTHING_DECLARED = Declared()


class CellTable(Protocol):
    """Describes a table of cells that was found in a file, and can be read as often as wanted.

    names: of its columns, where the file tells them apart from the rows; then no row is a header.
    n_rows: rows in it, a first row with names among them; estimated unless `is_exact`. words:
    columns of text, whatever their texts look like. declared: what the file tells of its columns.
    sheets: all that the file has to choose from, and `sheet` the name of this one.
    """

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def n_rows(self) -> int: ...

    @property
    def is_exact(self) -> bool: ...

    @property
    def words(self) -> frozenset[int]: ...

    @property
    def declared(self) -> Declared: ...

    @property
    def sheet(self) -> str: ...

    @property
    def sheets(self) -> tuple[SheetSize, ...]: ...

    def head(self, n_rows: int, cancelled: IsCancelled) -> list[Sequence[Cell]]:
        """The first rows, `n_rows` at most and fewer of a wide table, each with all its cells."""

    def blocks(
        self, columns: Sequence[int], n_above: int, cancelled: IsCancelled
    ) -> Iterator[CellBlock]:
        """All rows behind the first `n_above`, some at a time, of some columns.

        Each block takes well under the time that a cancel may take. Raises NnfsError, and
        Cancelled when asked to stop.
        """


@dataclass(frozen=True)
class CellKind:
    """Opens the tables of cells of one kind of file.

    `is_one(head, path)` tells by the first bytes of a file, and by its name only where they do not.
    `open(path, sheet, cancelled)` finds a table in it, in the sheet of that name where there is
    one; raises NnfsError, and Cancelled when asked to stop.
    """

    is_one: Callable[[bytes, Path], bool]
    open: Callable[[Path, str, IsCancelled], CellTable]


def head_rows(n_rows: int, width: int) -> int:
    """How many rows are looked at first, of so many that are wanted."""
    return min(n_rows, max(FEWEST_HEAD_ROWS, HEAD_CELLS // max(1, width)))


def cell_text(cell: Cell, decimal: str = ".") -> str:
    """A cell as a table of text would have it, numbers with this decimal mark; missing as ''."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        if cell != cell:
            return ""
        text = repr(cell).removesuffix(".0")
        return text.replace(".", decimal) if decimal != "." else text
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return cell.date().isoformat() if is_day else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
