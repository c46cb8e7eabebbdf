"""This module hands out the cells of tables in Parquet and Arrow files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cell_table import Cell, CellBlock, Declared, SheetSize, head_rows
from nnfs_core.files.tables.columnar.arrow_columns import (
    column_of,
    is_ordered,
    is_readable,
    is_text,
    ordered_texts,
)
from nnfs_core.files.tables.columnar.arrow_files import ArrowFile, opened_arrow
from nnfs_core.files.tables.columnar.pandas_index import index_columns, index_name
from nnfs_core.progress import IsCancelled, stop_if
from nnfs_core.wording import first_few, sentence

CELLS_AT_ONCE = 64 * 1024  # which take some 10 ms


@dataclass(frozen=True)
class ArrowTable:
    """Gives the cells of the columns `taken` of a file, which are those of one thing a row."""

    path: Path
    is_parquet: bool
    taken: tuple[int, ...]
    names: tuple[str, ...]
    words: frozenset[int]
    n_rows: int
    declared: Declared
    is_exact: bool = True
    sheet: str = ""
    sheets: tuple[SheetSize, ...] = ()

    def head(self, n_rows: int, cancelled: IsCancelled) -> list[Sequence[Cell]]:
        stop_if(cancelled)
        for block in self._blocks(
            range(len(self.names)), head_rows(n_rows, len(self.names)), cancelled
        ):
            columns = (
                column.tolist() if isinstance(column, np.ndarray) else column
                for column in block.columns
            )
            return list(zip(*columns, strict=True))
        return []

    def blocks(
        self, columns: Sequence[int], n_above: int, cancelled: IsCancelled
    ) -> Iterator[CellBlock]:
        return self._blocks(columns, max(1, CELLS_AT_ONCE // len(self.names)), cancelled)

    def _blocks(
        self, columns: Sequence[int], n_rows: int, cancelled: IsCancelled
    ) -> Iterator[CellBlock]:
        start = 1
        with opened_arrow(self.path, self.is_parquet) as file:
            for arrays in file.batches([self.taken[column] for column in columns], n_rows):
                stop_if(cancelled)
                yield CellBlock(
                    range(start, start + len(arrays[0])), [column_of(array) for array in arrays]
                )
                start += len(arrays[0])


def open_arrow_table(path: Path, is_parquet: bool) -> ArrowTable:
    """The table in a file, without the columns whose rows hold lists, records or bytes.

    Raises NnfsError when there is no other column, or the file cannot be read.
    """
    left_out = sentence("Left out, since their cells are lists, records or bytes: {names}.")
    with opened_arrow(path, is_parquet) as file:
        kinds, names = file.schema.types, file.schema.names
        index = index_columns(file.schema)
        # First of all, where pandas shows it and writes it to text.
        order = [*index, *(place for place in range(len(kinds)) if place not in index)]
        taken = tuple(place for place in order if is_readable(kinds[place]))
        left = [names[place] for place in range(len(kinds)) if place not in taken]
        if not taken:
            raise NnfsError("{name} has only columns of lists, records or bytes: {columns}.")(
                path.name, first_few(left)
            )
        n_index = sum(place in index for place in taken)
        return ArrowTable(
            path,
            is_parquet,
            taken,
            names=tuple(
                index_name(names[place]) if place in index else names[place] for place in taken
            ),
            words=frozenset(n for n, place in enumerate(taken) if is_text(kinds[place])),
            n_rows=file.n_rows,
            declared=Declared(
                texts=_ordered_texts(file, taken),
                n_index=n_index if n_index < len(taken) else 0,
                left_out=left_out(first_few(left)) if left else "",
            ),
        )


def _ordered_texts(file: ArrowFile, taken: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The texts of columns whose categories have an order, by their places among those taken."""
    kinds = file.schema.types
    ordered = [n for n, place in enumerate(taken) if is_ordered(kinds[place])]
    if not ordered:
        return {}
    for arrays in file.batches([taken[n] for n in ordered], 1):
        found = zip(ordered, map(ordered_texts, arrays), strict=True)
        return {n: texts for n, texts in found if texts}
    return {}
