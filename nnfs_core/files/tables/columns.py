"""This module turns the cells of columns into numbers, one by one where they are not plain."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import NoneType
from typing import Any

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cell_table import Column, cell_text
from nnfs_core.files.tables.codebook import MAX_CLASS_NAME, Codebook
from nnfs_core.files.tables.grid import Mask
from nnfs_core.files.tables.json_numbers import Float64Array, json_numbers
from nnfs_core.files.tables.numbers import is_beyond_float64, is_missing, short_text, to_float
from nnfs_core.numerals.typed import too_large
from nnfs_core.progress import IsCancelled, stop_if
from nnfs_core.project.batch import MAX_CLASSES


@dataclass(frozen=True)
class ColumnParser:
    """Turns cells of the columns `used` into float64; text goes through `codebooks`.

    names: of all columns. used: column numbers. codebooks: by column number. The numbers of the
    first `n_features` used columns must fit into `dtype`, in which they will be kept. decimal: the
    mark in numbers that are texts. row_word: what a row is called where a bad cell is told.
    """

    names: Sequence[str]
    used: Sequence[int]
    codebooks: dict[int, Codebook]
    n_features: int
    dtype: np.dtype[Any]
    decimal: str
    row_word: str = "Line"

    def parse(
        self, columns: Sequence[Column], rows: Sequence[int], cancelled: IsCancelled
    ) -> Float64Array:
        """The numbers (rows, used columns) of some rows, NaN where a cell is missing.

        columns: the cells of the used columns. rows: the number of each row in the file. Raises
        NnfsError with the row and the column of a bad cell, and Cancelled when asked to stop.
        """
        values = np.empty((len(rows), len(self.used)))  # (rows, used columns)
        if not rows:
            return values
        for place, (column, cells) in enumerate(zip(self.used, columns, strict=True)):
            stop_if(cancelled)
            values[:, place] = self._column(column, cells, rows)
        for index, place in np.argwhere(self.overflow(values)):
            cell = columns[place][index]
            raise NnfsError("{where}: {cell} is too large for {name}; choose float64.")(
                self._where(self.used[place], rows[index]),
                short_text(cell_text(cell, self.decimal).strip()),
                self.dtype.name,
            )
        return values

    def overflow(self, values: Float64Array) -> Mask:
        """Which finite numbers (rows, features) are infinite in the wanted type."""
        features = values[:, : self.n_features]
        with np.errstate(over="ignore"):
            overflow: Mask = np.isinf(features.astype(self.dtype))
        overflow &= ~np.isinf(features)
        return overflow

    def _column(
        self, column: int, cells: Column, rows: Sequence[int]
    ) -> Float64Array | list[float]:
        """The numbers (rows,) of one column, cell by cell only where they are not plain."""
        is_text = column in self.codebooks
        if isinstance(cells, np.ndarray):
            if not is_text:
                return cells
            cells = cells.tolist()
        elif not is_text and {*map(type, cells)} <= {float, int, NoneType}:
            with suppress(OverflowError):
                return np.array(cells, np.float64)
        texts = [cell_text(cell, self.decimal) for cell in cells]
        values = None if is_text else self._plain(texts)
        if values is not None:
            return values
        return [self._cell(column, text, row) for text, row in zip(texts, rows, strict=True)]

    def _plain(self, cells: Sequence[str]) -> Float64Array | None:
        """The numbers of cells that are all numbers in JSON, else None."""
        text = "|".join(cells)
        if self.decimal == ",":
            if "." in text:
                return None
            text = text.replace(",", ".")
        return json_numbers(f"[{text.replace('|', ',')}]".encode(), len(cells))

    def _cell(self, column: int, cell: str, row: int) -> float:
        codebook = self.codebooks.get(column)
        if codebook is not None:
            try:
                return codebook.encode(cell)
            except ValueError:
                raise NnfsError(
                    "{where}: more than {most:,} different texts, or one of more than {longest:,} "
                    "characters, look like names or free text; leave the column out."
                )(self._where(column, row), MAX_CLASSES, MAX_CLASS_NAME) from None
        if is_missing(cell):
            return np.nan
        try:
            number = to_float(cell, self.decimal)
        except ValueError:
            raise NnfsError(
                "{where}: {cell} is not a number; correct it, or read the column as text."
            )(self._where(column, row), short_text(cell)) from None
        if is_beyond_float64(cell, number):
            raise NnfsError(f"{self._where(column, row)}: {too_large(cell.strip())}")
        return number

    def _where(self, column: int, row: int) -> str:
        return f"{self.row_word} {row:,}, column '{self.names[column]}'"
