"""This module says which columns of a table are wanted, and holds what was met in their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import short_text

MOST_TOLD = 3


class CellReader(Protocol):
    """Describes what turns the cells of one column into numbers that are no plain ones.

    is_kept: equal cells have equal numbers, so that a cell needs to be read only once.
    """

    is_kept: bool

    def encode(self, text: str) -> float:
        """The number of a cell, NaN for a missing one; ValueError for what it cannot read."""

    def refusal(self, where: str, cell: str) -> NnfsError:
        """What is said of a cell that it could not read."""


@dataclass
class SomeCells:
    """Counts cells of a column, and holds the first ones that differ; `has_more` where more do."""

    count: int = 0
    first: list[str] = field(default_factory=list)
    has_more: bool = False

    def add(self, cell: str) -> None:
        self.count += 1
        if cell not in self.first:
            self.has_more |= len(self.first) == MOST_TOLD
            if not self.has_more:
                self.first.append(cell)

    @property
    def told(self) -> str:
        """The first ones, for a sentence."""
        return ", ".join(self.first) + (", …" if self.has_more else "")


@dataclass
class WantedColumns:
    """Says what is wanted of a table, and is told what was met on the way.

    names: of all columns. used: the numbers of those that are wanted. readers: of the columns that
    hold no plain numbers, by column number. The numbers of the first `n_features` used columns must
    fit into `dtype`, in which they will be kept. lenient: columns whose odd cells are missing.
    units: that the numbers of some columns bear, such as %, by column number.

    odd: those cells. rounded: whole numbers that lost digits. n_short_rows: rows that were filled
    up, of which `first_short_row` is the number of the first one.
    """

    names: Sequence[str]
    used: Sequence[int]
    readers: Mapping[int, CellReader] = field(default_factory=dict)
    n_features: int = 0
    dtype: np.dtype[Any] = field(default_factory=lambda: np.dtype(np.float64))
    lenient: frozenset[int] = frozenset()
    units: Mapping[int, str] = field(default_factory=dict)
    odd: dict[int, SomeCells] = field(default_factory=dict)
    rounded: dict[int, SomeCells] = field(default_factory=dict)
    n_short_rows: int = 0
    first_short_row: int = 0

    def take_odd(self, column: int, cell: str) -> None:
        """Count a cell that was taken as missing."""
        self.odd.setdefault(column, SomeCells()).add(short_text(cell.strip()))

    def take_rounded(self, column: int, cell: str) -> None:
        """Count a whole number that lost digits."""
        self.rounded.setdefault(column, SomeCells()).add(cell)

    def take_short_row(self, row: int) -> None:
        """Count a row that was filled up."""
        self.n_short_rows += 1
        self.first_short_row = self.first_short_row or row
