"""What the user chooses about a table before it is read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables import TableFormat, TableGuess, preview, sniff
from nnfs_core.files.tables.guess import Kind
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.files.tables.reading import Missing
from nnfs_core.files.tables.targets import TargetKind


@dataclass(frozen=True)
class Choice:
    """`left_out` columns are neither features nor the target; `kinds` overrides a guess."""

    format: TableFormat
    target: int | None
    left_out: frozenset[int]
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    target_kind: TargetKind = "auto"
    missing: Missing = "keep"

    @classmethod
    def suggested(cls, guess: TableGuess) -> Choice:
        """What is best for most tables that look like this one."""
        useless = (n for n, column in enumerate(guess.columns) if not column.suggested)
        return cls(guess.format, guess.target, frozenset(useless) - {guess.target})

    def features(self, guess: TableGuess) -> list[int]:
        """The columns that become features, in their order."""
        return [
            number
            for number in range(len(guess.columns))
            if number != self.target and number not in self.left_out
        ]

    def kind(self, guess: TableGuess, column: int) -> Kind:
        """How a column is read."""
        return self.kinds.get(column, guess.columns[column].kind)


@dataclass(frozen=True)
class Look:
    """What a file showed at one moment.

    `has_missing` is true when a cell of the first rows is missing; `stamp` tells whether the file
    has changed since.
    """

    path: Path
    guess: TableGuess
    has_missing: bool
    stamp: tuple[int, int]

    def check_unchanged(self) -> None:
        """Raise NnfsError when the file is not the one that was looked at."""
        if stamp_of(self.path) != self.stamp:
            raise NnfsError(
                f"{self.path.name} has changed since you looked at its first rows; open it again."
            )


def look(path: Path, table_format: TableFormat | None = None) -> Look:
    """Look at the start of a file, in a guessed format if none is given; raises NnfsError."""
    stamp = stamp_of(path)
    guess = sniff(path) if table_format is None else preview(path, table_format)
    has_missing = any(is_missing(cell) for row in guess.rows for cell in row)
    return Look(path, guess, has_missing, stamp)


def stamp_of(path: Path) -> tuple[int, int]:
    """When a file was last written to, and its size; raises NnfsError when it is gone."""
    try:
        found = os.stat(path)
    except OSError:
        raise NnfsError(f"{path.name} is not there; choose another file.") from None
    return found.st_mtime_ns, found.st_size
