"""This module says how a table is to be read: what its user chooses, or most users would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guess import ColumnKind, TableGuess
from nnfs_core.files.tables.targets import TargetKind
from nnfs_core.project.batch import Batch, default_columns

Missing = Literal["keep", "mean", "zero", "drop"]


@dataclass(frozen=True)
class TableChoice:
    """Says which of a table's `n_columns` columns are taken, and how.

    Columns `left_out` are neither features nor the target; `kinds` overrides guesses by column.
    """

    format: TableFormat
    n_columns: int
    target: int | None
    left_out: frozenset[int]
    kinds: Mapping[int, ColumnKind] = field(default_factory=dict)
    target_kind: TargetKind = "auto"
    missing: Missing = "keep"

    @classmethod
    def suggested(cls, guess: TableGuess) -> TableChoice:
        """What is best for most tables that look like this one."""
        useless = (n for n, column in enumerate(guess.columns) if not column.suggested)
        left_out = frozenset(useless) - {guess.target}
        return cls(guess.format, len(guess.columns), guess.target, left_out)

    def as_in(self, guess: TableGuess, batch: Batch) -> TableChoice:
        """The same with the target of a batch, and where all its features are there, with these.

        Names that nobody has given say nothing.
        """
        places = {column.name: place for place, column in enumerate(guess.columns)}
        target, kind, left_out = self.target, self.target_kind, self.left_out
        if batch.target_rows is not None and batch.target_name in places:
            target = places[batch.target_name]
            kind = "classes" if batch.has_classes else "values"
            left_out = left_out - {target}
        is_named = batch.columns != default_columns(batch.n_features)
        if is_named and all(places.get(name, target) != target for name in batch.columns):
            wanted = {places[name] for name in batch.columns}
            left_out = frozenset(range(self.n_columns)) - wanted - {target}
        return replace(self, target=target, target_kind=kind, left_out=left_out)

    @property
    def features(self) -> list[int]:
        """The columns that become features, in their order."""
        return [n for n in range(self.n_columns) if n != self.target and n not in self.left_out]

    def kind(self, guess: TableGuess, column: int) -> ColumnKind:
        """How a column is read."""
        return self.kinds.get(column, guess.columns[column].kind)
