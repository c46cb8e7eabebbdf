"""This module turns lines into numbers: many cells at a time where they are clean, else by csv.

Both ways give the same bits, those of Python's float(). The clean way is several times faster, but
cannot say what is wrong and where: whatever it does not take, the careful way reads again.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.chunks.grid import CellGrid
from nnfs_core.files.tables.chunks.json_numbers import Float64Array
from nnfs_core.files.tables.chunks.source import TableSource
from nnfs_core.files.tables.meaning import ROUNDED_FROM, loses_digits, unquoted
from nnfs_core.files.tables.parsing.clean import CleanParser
from nnfs_core.files.tables.parsing.columns import ColumnParser
from nnfs_core.files.tables.parsing.wanted import WantedColumns
from nnfs_core.progress import IsCancelled, never
from nnfs_core.wording import counted, sentence


@dataclass
class ChunkParser:
    """Parses the wanted columns of a table of text into float64.

    Rows with fewer cells than there are columns are filled up with missing ones; those with more
    may only have empty ones at their ends, as where each line ends in a delimiter.
    """

    source: TableSource
    wanted: WantedColumns

    def __post_init__(self) -> None:
        self._columns = ColumnParser(self.wanted, self.source.format)
        self._expect(0)

    def parse(self, text: str, cancelled: IsCancelled = never) -> Float64Array:
        """The numbers (rows, used columns) of a chunk.

        Missing cells are NaN. Raises NnfsError with the line and the column of a bad cell, and
        Cancelled when asked to stop.
        """
        grid = CellGrid.of(text, self.source.format, self._width)
        values = None if grid is None else self._clean.parse(grid)
        if grid is not None and values is not None:
            if self.wanted.used != [*range(grid.width)]:
                values = values[:, self.wanted.used]
            is_float64 = self.wanted.dtype == np.float64
            is_held = is_float64 or not self._columns.overflow(values).any()
            if is_held and self._rounded_are_told(grid, values):
                self.source.n_lines += grid.n_lines
                for column, cell in self._clean.odd:
                    self.wanted.take_odd(column, cell)
                return values
        return self._careful(io.StringIO(text, newline="").readlines(), cancelled)

    def _expect(self, n_more: int) -> None:
        """Get ready for rows with so many empty cells more than there are columns."""
        n_columns = len(self.wanted.names)
        self._width = n_columns + n_more
        readers = dict(self.wanted.readers)
        readers |= {column: _NothingReader() for column in range(n_columns, self._width)}
        is_number = np.isin(np.arange(self._width), self.wanted.used)
        is_number[[*readers]] = False
        self._clean = CleanParser(
            self.source.format, is_number, readers, self.wanted.units, self.wanted.lenient
        )

    def _rounded_are_told(self, grid: CellGrid, values: Float64Array) -> bool:
        """Tell whole numbers that lost digits; False where they are too many to look at."""
        is_small = np.abs(values) < ROUNDED_FROM  # (rows, used columns)
        if is_small.all():
            return True
        large = np.argwhere(~is_small & np.isfinite(values))
        if not len(large):
            return True
        used = np.take(self.wanted.used, large[:, 1])
        try:
            cells, _ = grid.cells(large[:, 0] * grid.width + used)
        except ValueError:
            return False
        numbers = values[*large.T].tolist()
        for cell, column, number in zip(cells, used.tolist(), numbers, strict=True):
            text = unquoted(cell, self.source.format.quote).strip()
            if loses_digits(text, number):
                self.wanted.take_rounded(column, text)
        return True

    def _careful(self, lines: list[str], cancelled: IsCancelled) -> Float64Array:
        width = len(self.wanted.names)
        numbers: list[int] = []
        rows: list[list[str]] = []
        n_more = set()
        for line, row in self.source.rows(lines):
            if len(row) < width:
                self.wanted.take_short_row(line)
                row += [""] * (width - len(row))
            elif any(cell.strip() for cell in row[width:]):
                raise NnfsError(self._ragged(line, len(row)))
            numbers.append(line)
            rows.append(row[:width])
            n_more.add(len(row) - width)
        if len(n_more) == 1 and self._width not in {width + n for n in n_more}:
            self._expect(n_more.pop())
        columns = list(zip(*rows, strict=True))
        used = [columns[column] for column in self.wanted.used] if rows else []
        return self._columns.parse(used, numbers, cancelled)

    def _ragged(self, line: int, n_cells: int) -> str:
        first = "the header" if self.source.format.has_header else "the first row"
        cells = counted(n_cells, "cell")
        return sentence(
            "Line {line:,} has {cells} where {first} has {n_names:,}; correct the line, or choose "
            "another delimiter."
        )(line, cells, first, len(self.wanted.names))


class _NothingReader:
    """Takes what stands behind the last column, which must be empty."""

    is_kept = True

    def encode(self, text: str) -> float:
        if text.strip():
            raise ValueError
        return np.nan

    def refusal(self, where: str, cell: str) -> NnfsError:
        raise NotImplementedError  # the careful way has told of the row before
