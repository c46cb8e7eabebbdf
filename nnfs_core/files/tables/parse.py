"""This module turns lines into numbers: many cells at a time where they are clean, else by csv.

Both ways give the same bits, those of Python's float(). The clean way is several times faster, but
cannot say what is wrong and where: whatever it does not take, the careful way reads again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.clean import CleanParser
from nnfs_core.files.tables.codebook import MAX_CLASS_NAME, Codebook
from nnfs_core.files.tables.grid import CellGrid, Mask
from nnfs_core.files.tables.json_numbers import Float64Array, json_numbers
from nnfs_core.files.tables.numbers import (
    is_beyond_float64,
    is_missing,
    short_text,
    to_float,
)
from nnfs_core.files.tables.source import TableSource
from nnfs_core.numerals.typed import too_large
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import MAX_CLASSES
from nnfs_core.wording import counted, sentence


@dataclass
class ChunkParser:
    """Parses the columns `used` of a table into float64; text goes through `codebooks`.

    names: of all columns. used: column numbers. codebooks: by column number. The numbers of the
    first `n_features` used columns must fit into `dtype`, in which they will be kept.
    """

    source: TableSource
    names: Sequence[str]
    used: Sequence[int]
    codebooks: dict[int, Codebook]
    n_features: int
    dtype: np.dtype[Any]

    def __post_init__(self) -> None:
        is_number = np.isin(np.arange(len(self.names)), self.used)
        is_number[[*self.codebooks]] = False
        self._clean = CleanParser(self.source.format, is_number, self.codebooks)

    def parse(self, text: str, cancelled: IsCancelled = never) -> Float64Array:
        """The numbers (rows, used columns) of a chunk.

        Missing cells are NaN. Raises NnfsError with the line and the column of a bad cell, and
        Cancelled when asked to stop.
        """
        if "\0" in text:
            raise NnfsError(
                "{file_name} holds NUL bytes after line {n_lines:,}, so it is damaged or not a "
                "table of text."
            )(self.source.file_name, self.source.n_lines)
        grid = CellGrid.of(text, self.source.format, len(self.names))
        values = None if grid is None else self._clean.parse(grid)
        if grid is not None and values is not None:
            if self.used != [*range(grid.width)]:
                values = values[:, self.used]
            if self.dtype == np.float64 or not self._overflow(values).any():
                self.source.n_lines += grid.n_lines
                return values
        return self._careful(io.StringIO(text, newline="").readlines(), cancelled)

    def _careful(self, lines: list[str], cancelled: IsCancelled) -> Float64Array:
        width = len(self.names)
        numbers: list[int] = []
        rows: list[list[str]] = []
        for line, row in self.source.rows(lines):
            if len(row) != width:
                raise NnfsError(self._ragged(line, len(row)))
            numbers.append(line)
            rows.append(row)
        values = np.empty((len(rows), len(self.used)))  # (rows, used columns)
        columns = list(zip(*rows, strict=True))
        for place, column in enumerate(self.used if rows else ()):
            stop_if(cancelled)
            values[:, place] = self._column(column, columns[column], numbers)
        for index, place in np.argwhere(self._overflow(values)):
            column = self.used[place]
            raise NnfsError("{where}: {cell} is too large for {name}; choose float64.")(
                self._where(column, numbers[index]),
                short_text(rows[index][column].strip()),
                self.dtype.name,
            )
        return values

    def _column(
        self, column: int, cells: Sequence[str], lines: list[int]
    ) -> Float64Array | list[float]:
        """The numbers (rows,) of one column, cell by cell only where they are not plain."""
        values = None if column in self.codebooks else self._plain(cells)
        if values is not None:
            return values
        return [self._cell(column, cell, line) for cell, line in zip(cells, lines, strict=True)]

    def _plain(self, cells: Sequence[str]) -> Float64Array | None:
        """The numbers of cells that are all numbers in JSON, else None."""
        text = "|".join(cells)
        if self.source.format.decimal == ",":
            if "." in text:
                return None
            text = text.replace(",", ".")
        return json_numbers(f"[{text.replace('|', ',')}]".encode(), len(cells))

    def _cell(self, column: int, cell: str, line: int) -> float:
        codebook = self.codebooks.get(column)
        if codebook is not None:
            try:
                return codebook.encode(cell)
            except ValueError:
                raise NnfsError(
                    "{where}: more than {most:,} different texts, or one of more than {longest:,} "
                    "characters, look like names or free text; leave the column out."
                )(self._where(column, line), MAX_CLASSES, MAX_CLASS_NAME) from None
        if is_missing(cell):
            return np.nan
        try:
            number = to_float(cell, self.source.format.decimal)
        except ValueError:
            raise NnfsError(
                "{where}: {cell} is not a number; correct it, or read the column as text."
            )(self._where(column, line), short_text(cell)) from None
        if is_beyond_float64(cell, number):
            raise NnfsError(f"{self._where(column, line)}: {too_large(cell.strip())}")
        return number

    def _overflow(self, values: Float64Array) -> Mask:
        """Which finite numbers (rows, features) are infinite in the wanted type."""
        features = values[:, : self.n_features]
        with np.errstate(over="ignore"):
            overflow: Mask = np.isinf(features.astype(self.dtype))
        overflow &= ~np.isinf(features)
        return overflow

    def _where(self, column: int, line: int) -> str:
        return f"Line {line:,}, column '{self.names[column]}'"

    def _ragged(self, line: int, n_cells: int) -> str:
        first = "the header" if self.source.format.has_header else "the first row"
        cells = counted(n_cells, "cell")
        return sentence(
            "Line {line:,} has {cells} where {first} has {n_names:,}; correct the line, or choose "
            "another delimiter."
        )(line, cells, first, len(self.names))
