"""This module says what the start of a file shows of the table in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.files.look import Look
from nnfs_core.files.open_file import refusals
from nnfs_core.files.tables.cell_table import CellTable
from nnfs_core.files.tables.format import Alternative, TableFormat
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess
from nnfs_core.files.tables.numbers import is_missing


@dataclass(frozen=True)
class TableGuess(Look):
    """Says what the start of a file shows under a format.

    rows: the first 50 at most, as text, without the header. n_rows: rows of data in the whole
    file, estimated from its size unless `is_exact`. state: of the file then. n_bytes: of its text,
    unpacked. cells: the table itself where it is kept as cells, not as text. warning: one sentence
    on what looks wrong, or empty. alternatives: other ways to read it, where the warning asks which
    one is meant.
    """

    format: TableFormat
    columns: tuple[ColumnGuess, ...]
    rows: tuple[tuple[str, ...], ...]
    n_rows: int
    is_exact: bool
    state: FileState
    n_bytes: int
    cells: CellTable | None = field(default=None, compare=False, repr=False)
    warning: str = ""
    alternatives: tuple[Alternative, ...] = ()

    @cached_property
    def target(self) -> int | None:
        """The column that looks like the target."""
        targets = (n for n, column in enumerate(self.columns) if column.role == "target")
        return next(targets, None)

    @property
    def n_rows_above(self) -> int:
        """How many rows of a table of cells stand above the data."""
        if self.cells is None or self.cells.names:
            return 0
        n_skipped = self.cells.declared.n_rows_within(self.format.skipped_lines)
        return n_skipped + self.format.header_rows

    @cached_property
    def has_missing(self) -> bool:
        """True when a cell of the first rows is missing."""
        are_words = [column.kind == "text" for column in self.columns]
        return any(
            is_missing(cell, in_words=in_words)
            for row in self.rows
            for cell, in_words in zip(row, are_words, strict=False)
        )

    def check_unchanged(self) -> None:
        """Raise NnfsError when the file is not the one that was looked at."""
        with refusals(self.path):
            if FileState.of(self.path.stat()) != self.state:
                raise NnfsError(
                    "{name} has changed since you looked at its first rows; open it again."
                )(self.path.name)
