"""This module counts what the cells of a table are: numbers many at a time, others by spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from types import NoneType
from typing import cast

import numpy as np

from nnfs_core.files.tables.cell_table import Column, cell_text
from nnfs_core.files.tables.chunks.grid import Places
from nnfs_core.files.tables.chunks.json_numbers import Float64Array, plain_numbers
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.meaning import ROUNDED_FROM, MeaningReader
from nnfs_core.files.tables.surveying.column_tally import ColumnTally
from nnfs_core.files.tables.surveying.survey import MAX_TEXTS, ColumnSurvey
from nnfs_core.files.tables.surveying.whole_numbers import WholeNumbers
from nnfs_core.progress import IsCancelled, stop_if

MAX_TEXTS_OF_ALL = 400_000  # different texts kept of all columns together
MOST_SPELLINGS = 10_000  # of a column that are remembered
SPELLINGS_OF_ALL = 200_000


class TableTally:
    """Counts the cells of a table, column by column.

    is_number: (columns,) which columns are tried as numbers first; what is none, or all of another
    column, is counted by how it is spelled. units: that numbers bear, by column number. n_rows:
    those counted so far.
    """

    def __init__(self, guess: TableGuess) -> None:
        width = len(guess.columns)
        self.is_number = np.array([column.kind == "number" for column in guess.columns])
        self.units = {n: column.unit for n, column in enumerate(guess.columns) if column.unit}
        self.n_rows = 0
        self._guess = guess
        most = min(MAX_TEXTS, max(21, MAX_TEXTS_OF_ALL // width))
        self._most_texts = most
        self._at_once = min(MOST_SPELLINGS, max(500, SPELLINGS_OF_ALL // width))
        self._tallies: dict[int, ColumnTally] = {}  # by column number
        self._whole = WholeNumbers(np.flatnonzero(self.is_number).tolist(), most, self.units)
        self._counts = np.zeros((5, width), np.int64)
        self._n_numbers, self._n_missing, self._n_blank, self._n_infinite, self._n_rounded = (
            self._counts  # views of it
        )
        self._lowest, self._highest = np.full(width, np.inf), np.full(width, -np.inf)

    def columns(self, cancelled: IsCancelled) -> tuple[ColumnSurvey, ...]:
        """What was counted so far of each column; raises Cancelled when asked to stop."""
        found = []
        for column in range(len(self.is_number)):
            stop_if(cancelled)
            found.append(self._column(column))
        return tuple(found)

    def take_columns(
        self, columns: Sequence[Column], lines: Sequence[int], cancelled: IsCancelled
    ) -> list[int]:
        """Count some rows of all columns; gives those of numbers with odd cells that look plain.

        lines: the number of each row in the file. Raises Cancelled when asked to stop.
        """
        if not lines:
            return []
        values = np.full((len(lines), len(self.is_number)), np.nan)
        odd = []
        for number, column in enumerate(columns):
            stop_if(cancelled)
            is_plain = self.is_number[number] and number not in self.units
            numbers = self._plain(column) if is_plain else None
            if numbers is not None:
                values[:, number] = numbers
                n_missing = int(np.count_nonzero(np.isnan(numbers)))
                self._n_blank[number] += n_missing
                self._n_missing[number] += n_missing
            elif self.take_cells(number, self._texts(column), lines.__getitem__):
                odd.append(number)
        self.take_numbers(values)
        self.n_rows += len(lines)
        return [number for number in odd if self.is_number[number]]

    def take_cells(
        self, column: int, cells: Sequence[bytes | str], line: Callable[[int], int]
    ) -> bool:
        """Count cells of one column by how they are spelled, as `ColumnTally.take` does."""
        if column not in self._tallies:
            guessed = self._guess.columns[column]
            reader = MeaningReader(self._guess.format, guessed.unit, guessed.kind == "date")
            self._tallies[column] = ColumnTally(reader, self._most_texts, self._at_once)
        return self._tallies[column].take(cells, line)

    def take_numbers(self, values: Float64Array) -> None:
        """Count numbers (rows, columns), NaN where there is none or it is counted otherwise."""
        self._whole.take(values)
        self._n_numbers += len(values) - np.isnan(values).sum(axis=0)
        is_infinite = np.isinf(values)
        if is_infinite.any():
            self._n_infinite += is_infinite.sum(axis=0)
            values = np.where(is_infinite, np.nan, values)
        np.fmin(self._lowest, np.fmin.reduce(values, axis=0), out=self._lowest)
        np.fmax(self._highest, np.fmax.reduce(values, axis=0), out=self._highest)

    def take_missing(self, blank: Places, missing: Places) -> None:
        """Count the columns of cells that are empty, and of others that are missing as numbers."""
        n_blank = self._by_column(blank)
        self._n_blank += n_blank
        self._n_missing += n_blank + self._by_column(missing)

    def take_rounded(self, columns: Places) -> None:
        """Count the columns of numbers that have lost digits."""
        self._n_rounded += self._by_column(columns)

    def _plain(self, column: Column) -> Float64Array | None:
        """The numbers of cells that are all numbers, perhaps with empty ones; else None."""
        if isinstance(column, np.ndarray):
            return column
        numbers = None
        if {*map(type, column)} <= {float, int, NoneType}:
            with suppress(OverflowError):
                numbers = np.array(column, np.float64)
        else:
            numbers = plain_numbers(self._texts(column), self._guess.format.decimal)
        # large ones may have lost digits, which their texts tell
        is_large = numbers is None or (abs(numbers) >= ROUNDED_FROM).any()
        return None if is_large else numbers

    def _texts(self, column: Column) -> Sequence[str]:
        if {*map(type, column)} == {str}:
            return cast("Sequence[str]", column)
        cells = column.tolist() if isinstance(column, np.ndarray) else column
        return [cell_text(cell, self._guess.format.decimal) for cell in cells]

    def _column(self, column: int) -> ColumnSurvey:
        n_numbers, n_missing, n_blank, n_infinite, n_rounded = self._counts[:, column].tolist()
        tally, texts = self._tallies.get(column), self._whole.of(column)
        found = ColumnSurvey() if tally is None else tally.survey
        if texts is not None:
            for text, count in zip(found.texts, found.counts, strict=True):
                texts[text] = texts.get(text, 0) + count
        return ColumnSurvey(
            n_numbers + found.n_numbers,
            n_missing + found.n_missing,
            n_blank + found.n_blank,
            found.n_odd,
            found.odd,
            found.first_odd_line,
            n_infinite + found.n_infinite,
            n_rounded + found.n_rounded,
            min(found.lowest, self._lowest.item(column)),
            max(found.highest, self._highest.item(column)),
            () if texts is None else tuple(texts),
            () if texts is None else tuple(texts.values()),
            texts is None or found.has_more,
        )

    def _by_column(self, columns: Places) -> Places:
        """How often each column (columns,) is among some."""
        return np.bincount(columns, minlength=len(self.is_number))
