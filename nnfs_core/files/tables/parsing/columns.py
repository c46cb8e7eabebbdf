"""This module turns the cells of columns into numbers, one by one where they are not plain."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import NoneType

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cell_table import Column, cell_text
from nnfs_core.files.tables.chunks.grid import Mask
from nnfs_core.files.tables.chunks.json_numbers import Float64Array, plain_numbers
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.meaning import ROUNDED_FROM, loses_digits
from nnfs_core.files.tables.numbers import (
    is_beyond_float64,
    is_missing,
    short_text,
    to_float,
)
from nnfs_core.files.tables.parsing.wanted import WantedColumns
from nnfs_core.numerals.typed import too_large
from nnfs_core.progress import IsCancelled, stop_if


def no_number(where: str, cell: str) -> NnfsError:
    """What is said of a cell among numbers that is none."""
    return NnfsError("{where}: {cell} is not a number; correct it, or read the column as text.")(
        where, short_text(cell)
    )


@dataclass(frozen=True)
class ColumnParser:
    """Turns cells of the wanted columns into float64.

    format: how numbers are spelled that are texts. row_word: what a row is called where a bad cell
    is told.
    """

    wanted: WantedColumns
    format: TableFormat
    row_word: str = "Line"

    def parse(
        self, columns: Sequence[Column], rows: Sequence[int], cancelled: IsCancelled
    ) -> Float64Array:
        """The numbers (rows, used columns) of some rows, NaN where a cell is missing.

        columns: the cells of the used columns. rows: the number of each row in the file. Raises
        NnfsError with the row and the column of a bad cell, and Cancelled when asked to stop.
        """
        used = self.wanted.used
        values = np.empty((len(rows), len(used)))  # (rows, used columns)
        if not rows:
            return values
        for place, (column, cells) in enumerate(zip(used, columns, strict=True)):
            stop_if(cancelled)
            values[:, place] = self._column(column, cells, rows)
        for index, place in np.argwhere(self.overflow(values)):
            cell = columns[place][index]
            raise NnfsError("{where}: {cell} is too large for {name}; choose float64.")(
                self._where(used[place], rows[index]),
                short_text(cell_text(cell, self.format.decimal).strip()),
                self.wanted.dtype.name,
            )
        for index, place in np.argwhere(np.abs(values) >= ROUNDED_FROM):
            text = cell_text(columns[place][index], self.format.decimal).strip()
            number = float(values[index, place])
            if np.isfinite(number) and loses_digits(text, number):
                self.wanted.take_rounded(used[place], text)
        return values

    def overflow(self, values: Float64Array) -> Mask:
        """Which finite numbers (rows, features) are infinite in the wanted type."""
        features = values[:, : self.wanted.n_features]
        with np.errstate(over="ignore"):
            overflow: Mask = np.isinf(features.astype(self.wanted.dtype))
        overflow &= ~np.isinf(features)
        return overflow

    def _column(
        self, column: int, cells: Column, rows: Sequence[int]
    ) -> Float64Array | list[float]:
        """The numbers (rows,) of one column, cell by cell only where they are not plain."""
        is_text = column in self.wanted.readers
        if isinstance(cells, np.ndarray):
            if not is_text:
                return cells
            cells = cells.tolist()
        elif not is_text and {*map(type, cells)} <= {float, int, NoneType}:
            with suppress(OverflowError):
                return np.array(cells, np.float64)
        texts = [cell_text(cell, self.format.decimal) for cell in cells]
        is_plain = not is_text and column not in self.wanted.units
        values = plain_numbers(texts, self.format.decimal) if is_plain else None
        if values is not None:
            return values
        return [self._cell(column, text, row) for text, row in zip(texts, rows, strict=True)]

    def _cell(self, column: int, cell: str, row: int) -> float:
        reader = self.wanted.readers.get(column)
        if reader is None and is_missing(cell):
            return np.nan
        try:
            number = self._number(column, cell) if reader is None else reader.encode(cell)
        except ValueError:
            if column in self.wanted.lenient:
                return self._odd(column, cell)
            where = self._where(column, row)
            if reader is not None:
                raise reader.refusal(where, cell) from None
            raise no_number(where, cell) from None
        if reader is None and is_beyond_float64(cell, number):
            if column in self.wanted.lenient:
                return self._odd(column, cell)
            raise NnfsError(f"{self._where(column, row)}: {too_large(cell.strip())}")
        return number

    def _odd(self, column: int, cell: str) -> float:
        self.wanted.take_odd(column, cell)
        return np.nan

    def _number(self, column: int, cell: str) -> float:
        table = self.format
        return to_float(cell, table.decimal, table.thousands, self.wanted.units.get(column, ""))

    def _where(self, column: int, row: int) -> str:
        return f"{self.row_word} {row:,}, column '{self.wanted.names[column]}'"
