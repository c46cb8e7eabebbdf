"""This module counts what the cells of a table are, chunk by chunk, many cells at a time."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from nnfs_core.files.tables.column_tally import ColumnTally
from nnfs_core.files.tables.grid import LINE_END, CellGrid, Places
from nnfs_core.files.tables.guess import TableGuess
from nnfs_core.files.tables.json_cells import JsonCells, cells_of
from nnfs_core.files.tables.json_numbers import Float64Array, json_numbers
from nnfs_core.files.tables.lenient import LenientRows
from nnfs_core.files.tables.meaning import (
    ROUNDED_FROM,
    CellContent,
    CellMeaning,
    loses_digits,
    unquoted,
)
from nnfs_core.files.tables.source import TableSource
from nnfs_core.files.tables.survey import MAX_TEXTS, ColumnSurvey, TableSurvey
from nnfs_core.progress import IsCancelled, never, stop_if

MAX_TEXTS_OF_ALL = 400_000  # different texts kept of all columns together
AT_ONCE = 20_000  # different spellings among numbers, which take little memory


class TableTally:
    """Counts the cells of a table, numbers of all columns at once, texts column by column."""

    def __init__(self, source: TableSource, guess: TableGuess) -> None:
        width = len(guess.columns)
        self._source, self._format = source, source.format
        self._is_number = np.array([column.kind == "number" for column in guess.columns])
        most = min(MAX_TEXTS, max(21, MAX_TEXTS_OF_ALL // width))
        self._most_texts = np.where(self._is_number, 0, most).tolist()
        self._tallies: dict[int, ColumnTally] = {}  # by column number
        self._lenient = LenientRows(source)
        self._short, self._long = _Rows(), _Rows()
        self._n_rows = 0
        self._met: dict[bytes, CellMeaning] = {}
        self._n_numbers = np.zeros(width, np.int64)
        self._n_missing = np.zeros(width, np.int64)
        self._n_blank = np.zeros(width, np.int64)
        self._n_infinite = np.zeros(width, np.int64)
        self._n_rounded = np.zeros(width, np.int64)
        self._lowest, self._highest = np.full(width, np.inf), np.full(width, -np.inf)

    def take(self, text: str, cancelled: IsCancelled = never) -> None:
        """Count the cells of a chunk; raises Cancelled when asked to stop."""
        grid = CellGrid.of(text, self._format, len(self._is_number))
        if grid is None or not self._take_grid(grid, cancelled):
            self._take_lines(text, is_whole=grid is not None, cancelled=cancelled)

    def survey(self, share: float = 1.0) -> TableSurvey:
        """What was counted so far, in this share of the table."""
        return TableSurvey(
            tuple(self._column(column) for column in range(len(self._is_number))),
            self._n_rows,
            share,
            self._short.count,
            self._short.first_line,
            self._long.count,
            self._long.first_line,
            self._lenient.n_wrong,
            self._lenient.first_wrong_line,
        )

    def _take_grid(self, grid: CellGrid, cancelled: IsCancelled) -> bool:
        """Count a chunk whose rows are whole; False, with nothing done, where it needs care."""
        json = JsonCells(grid, self._format)
        spelled = np.flatnonzero(~self._is_number)
        cells: list[bytes] = []
        odd, odd_cells = np.empty(0, np.intp), list[bytes]()
        try:
            if len(spelled):
                cells = json.take(cells_of(spelled, grid.shape))
            numbers = json.numbers()
            if numbers is None:
                odd = json.odd
                odd_cells = json.take(odd) if len(odd) else []
                numbers = json.numbers(loosely=True)
        except ValueError:  # too much to look at by its bytes
            return False
        if numbers is None:
            return False
        if grid.width == 1 and any(
            not unquoted(cell, self._format).strip() for cell in cells or odd_cells
        ):
            return False  # blank lines are no rows
        values = np.full(grid.shape, np.nan)
        values[json.has] = numbers
        self._take_odd(grid, odd, odd_cells, values)
        self._take_numbers(values)
        self._count_rounded(grid, values)
        for place, column in enumerate(spelled.tolist()):
            stop_if(cancelled)
            line = partial(self._line, grid, range(column, values.size, grid.width))
            self._tally(column).take(cells[place :: len(spelled)], line)
        self._n_rows += len(values)
        self._source.n_lines += grid.n_lines
        return True

    def _take_odd(
        self, grid: CellGrid, numbers: Places, cells: Sequence[bytes], values: Float64Array
    ) -> None:
        """Count the cells `numbers` that JSON does not take; what is a number goes to `values`."""
        if not len(numbers):
            return
        if len(self._met) > AT_ONCE:
            self._met.clear()
        for cell in {*cells}.difference(self._met):
            self._met[cell] = CellMeaning.of(unquoted(cell, self._format), self._format.decimal)
        meanings = [self._met[cell] for cell in cells]
        values.put(numbers, [meaning.number for meaning in meanings])
        kinds = np.fromiter((meaning.kind for meaning in meanings), np.int8, len(meanings))
        columns = numbers % grid.width
        is_blank = kinds == CellContent.BLANK
        self._n_blank += self._by_column(columns[is_blank])
        self._n_missing += self._by_column(columns[is_blank | (kinds == CellContent.MISSING)])
        strange: dict[int, list[int]] = defaultdict(list)
        for n in np.flatnonzero(kinds == CellContent.ODD).tolist():
            strange[int(columns[n])].append(n)
        for column, places in strange.items():
            line = partial(self._line, grid, numbers[places].tolist())
            self._tally(column).take([cells[n] for n in places], line)

    def _take_numbers(self, values: Float64Array) -> None:
        """Count numbers (rows, columns), NaN where there is none or it is counted otherwise."""
        is_number = ~np.isnan(values)
        self._n_numbers += is_number.sum(axis=0)
        is_infinite = np.isinf(values)
        if is_infinite.any():
            self._n_infinite += is_infinite.sum(axis=0)
            values = np.where(is_infinite, np.nan, values)
        np.fmin(self._lowest, np.fmin.reduce(values, axis=0), out=self._lowest)
        np.fmax(self._highest, np.fmax.reduce(values, axis=0), out=self._highest)

    def _count_rounded(self, grid: CellGrid, values: Float64Array) -> None:
        """Count whole numbers that have more digits than float64 keeps."""
        if max(self._highest.max(), -self._lowest.min()) < ROUNDED_FROM:
            return
        large = np.flatnonzero((abs(values) >= ROUNDED_FROM) & np.isfinite(values))
        if len(large):
            cells, _ = grid.cells(large)
            texts = (unquoted(cell, self._format).strip() for cell in cells)
            pairs = zip(texts, values.take(large).tolist(), strict=True)
            is_rounded = [loses_digits(text, number) for text, number in pairs]
            self._n_rounded += self._by_column(large[is_rounded] % grid.width)

    def _take_lines(self, text: str, *, is_whole: bool, cancelled: IsCancelled) -> None:
        """Count a chunk row by row; whatever it holds, something is known of it.

        is_whole: each row has all its cells, so that what is odd is so in some columns alone, which
        are no longer taken for numbers at once.
        """
        width = len(self._is_number)
        lines: list[int] = []
        rows: list[list[str]] = []
        for line, row in self._lenient.rows(io.StringIO(text, newline="").readlines()):
            if len(row) < width:
                self._short.add(line)
                row += [""] * (width - len(row))
            elif len(row) > width:
                self._long.add(line)
            lines.append(line)
            rows.append(row[:width])
        values = np.full((len(rows), width), np.nan)
        for column, cells in enumerate(zip(*rows, strict=True)):
            stop_if(cancelled)
            numbers = self._plain(cells) if self._is_number[column] else None
            if numbers is not None:
                values[:, column] = numbers
            else:
                n_odd = self._tally(column).take(cells, lines.__getitem__)
                self._is_number[column] &= not (is_whole and n_odd)
        self._take_numbers(values)
        self._n_rows += len(rows)

    def _plain(self, cells: Sequence[str]) -> Float64Array | None:
        """The numbers of cells that are all numbers in JSON, none of them large, else None."""
        text = "|".join(cells)
        if self._format.decimal == ",":
            if "." in text:
                return None
            text = text.replace(",", ".")
        numbers = json_numbers(f"[{text.replace('|', ',')}]".encode(), len(cells))
        return None if numbers is None or (abs(numbers) >= ROUNDED_FROM).any() else numbers

    def _column(self, column: int) -> ColumnSurvey:
        tally = self._tallies.get(column)
        spelled = ColumnSurvey(has_more=True) if tally is None else tally.survey
        return replace(
            spelled,
            n_numbers=spelled.n_numbers + int(self._n_numbers[column]),
            n_missing=spelled.n_missing + int(self._n_missing[column]),
            n_blank=spelled.n_blank + int(self._n_blank[column]),
            n_infinite=spelled.n_infinite + int(self._n_infinite[column]),
            n_rounded=spelled.n_rounded + int(self._n_rounded[column]),
            lowest=min(spelled.lowest, float(self._lowest[column])),
            highest=max(spelled.highest, float(self._highest[column])),
        )

    def _tally(self, column: int) -> ColumnTally:
        if column not in self._tallies:
            self._tallies[column] = ColumnTally(self._format, self._most_texts[column])
        return self._tallies[column]

    def _by_column(self, columns: Places) -> Places:
        """How often each column (columns,) is among some."""
        return np.bincount(columns, minlength=len(self._is_number))

    def _line(self, grid: CellGrid, numbers: Sequence[int], n: int) -> int:
        """The line of the n-th of some cells, while their chunk is counted."""
        start = int(grid.marks[numbers[n]])
        n_above = int(np.count_nonzero(grid.codes[: start + 1] == LINE_END))
        return self._source.n_lines + n_above


class _Rows:
    """Counts rows, and remembers the line of the first."""

    def __init__(self) -> None:
        self.count = 0
        self.first_line: int | None = None

    def add(self, line: int) -> None:
        self.count += 1
        self.first_line = self.first_line or line
