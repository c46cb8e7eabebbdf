"""This module counts what the cells of a chunk of text are, many cells at a time."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import compress

import numpy as np

from nnfs_core.files.tables.chunks.grid import LINE_END, CellGrid, Places
from nnfs_core.files.tables.chunks.json_cells import JsonCells, cells_of
from nnfs_core.files.tables.chunks.json_numbers import Float64Array
from nnfs_core.files.tables.chunks.lenient import LenientRows
from nnfs_core.files.tables.chunks.source import TableSource
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.meaning import (
    ROUNDED_FROM,
    CellContent,
    CellMeaning,
    MeaningReader,
    loses_digits,
    unquoted,
)
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.files.tables.surveying.tally import TableTally
from nnfs_core.progress import IsCancelled, never, stop_if

AT_ONCE = 20_000  # different spellings among numbers, which take little memory


class ChunkTally:
    """Counts the cells of the chunks of a source in `tally`, whatever is wrong with its rows."""

    def __init__(self, source: TableSource, guess: TableGuess) -> None:
        self.tally = TableTally(guess)
        self._source, self._format = source, source.format
        self._reader = MeaningReader(source.format)
        self._width = len(guess.columns)
        self._n_more = 0  # empty cells at the end of each row, as where lines end in a delimiter
        self._lenient = LenientRows(source)
        self._n_short = self._n_long = 0
        self._first_short: int | None = None
        self._first_long: int | None = None
        self._met: dict[bytes, CellMeaning] = {}

    def take(self, text: str, cancelled: IsCancelled = never) -> None:
        """Count the cells of a chunk; raises Cancelled when asked to stop."""
        grid = CellGrid.of(text, self._format, self._width + self._n_more)
        if grid is None:
            self._take_lines(text, cancelled)
        elif not self._take_grid(grid, cancelled):
            odd = self._take_lines(text, cancelled)
            self.tally.is_number[odd] = False  # the next chunk would be no better

    def survey(self, share: float, cancelled: IsCancelled = never) -> TableSurvey:
        """What was counted so far, in this share of the table; raises Cancelled."""
        return TableSurvey(
            self.tally.columns(cancelled),
            self.tally.n_rows,
            share,
            self._n_short,
            self._first_short,
            self._n_long,
            self._first_long,
            self._lenient.n_wrong,
            self._lenient.first_wrong_line,
        )

    def _take_grid(self, grid: CellGrid, cancelled: IsCancelled) -> bool:
        """Count a chunk whose rows are whole; False, with nothing done, where it needs care."""
        json = JsonCells(grid, self._format)
        behind = np.arange(self._width, grid.width)
        spelled = np.flatnonzero(~self.tally.is_number)
        cells: list[bytes] = []
        odd_cells: list[bytes] = []
        unlike_cells: list[bytes] = []
        odd = unlike = np.empty(0, np.intp)
        try:
            if len(behind) and any(map(self._text, json.take(cells_of(behind, grid.shape)))):
                return False
            if len(spelled):
                cells = json.take(cells_of(spelled, grid.shape))
            unlike = self._without_units(json)
            unlike_cells = json.take(unlike) if len(unlike) else []
            numbers = json.numbers()
            if numbers is None:
                odd = json.odd
                odd_cells = json.take(odd) if len(odd) else []
                numbers = json.numbers(loosely=True)
        except ValueError:  # too much to look at by its bytes
            return False
        if numbers is None:
            return False
        if self._width == 1 and not all(map(bytes.strip, cells or odd_cells or unlike_cells)):
            return False  # blank lines are no rows
        values = np.full(grid.shape, np.nan)
        values[json.has] = numbers
        self._take_odd(grid, odd, odd_cells, values)
        self._take_spelled(grid, unlike, unlike_cells)
        self.tally.take_numbers(values[:, : self._width])
        self._take_rounded(grid, values)
        for place, column in enumerate(spelled.tolist()):
            stop_if(cancelled)
            line = partial(self._line, grid, range(column, values.size, grid.width))
            self.tally.take_cells(column, cells[place :: len(spelled)], line)
        self.tally.n_rows += len(values)
        self._source.n_lines += grid.n_lines
        return True

    def _take_odd(
        self, grid: CellGrid, numbers: Places, cells: Sequence[bytes], values: Float64Array
    ) -> None:
        """Count the cells `numbers` that JSON does not take; what is a number goes to `values`."""
        if not cells:
            return
        has_unit = np.isin(numbers % grid.width, [*self.tally.units])
        if has_unit.any():
            self._take_spelled(grid, numbers[has_unit], [*compress(cells, has_unit)])
            numbers, cells = numbers[~has_unit], [*compress(cells, ~has_unit)]
        if len(self._met) > AT_ONCE:
            self._met.clear()
        for cell in {*cells}.difference(self._met):
            self._met[cell] = self._reader.meaning(cell)
        meanings = [self._met[cell] for cell in cells]
        values.put(numbers, [meaning.number for meaning in meanings])
        contents = np.fromiter((meaning.content for meaning in meanings), np.int8, len(meanings))
        columns = numbers % grid.width
        blank, missing = (
            columns[contents == content] for content in (CellContent.BLANK, CellContent.MISSING)
        )
        self.tally.take_missing(blank, missing)
        is_odd = contents == CellContent.ODD
        self._take_spelled(grid, numbers[is_odd], [*compress(cells, is_odd)])

    def _take_spelled(self, grid: CellGrid, numbers: Places, cells: Sequence[bytes]) -> None:
        """Count the cells `numbers` by how they are spelled."""
        places: dict[int, list[int]] = defaultdict(list)
        for n, column in enumerate((numbers % grid.width).tolist()):
            places[column].append(n)
        for column, chosen in places.items():
            line = partial(self._line, grid, numbers[chosen].tolist())
            self.tally.take_cells(column, [cells[n] for n in chosen], line)

    def _without_units(self, json: JsonCells) -> Places:
        """Leave blanks for units of numbers; the cells that have theirs otherwise, or none."""
        units = {n: unit for n, unit in self.tally.units.items() if self.tally.is_number[n]}
        unlike = [np.empty(0, np.intp)]
        for unit in {*units.values()}:
            columns = np.array([n for n, its in units.items() if its == unit])
            has_one = json.take_units(columns, unit)
            unlike.append(cells_of(columns, json.has.shape)[~has_one.reshape(-1)])
        return np.concatenate(unlike)

    def _take_rounded(self, grid: CellGrid, values: Float64Array) -> None:
        """Count whole numbers that have more digits than float64 keeps."""
        large = np.flatnonzero((abs(values) >= ROUNDED_FROM) & np.isfinite(values))
        if len(large):
            pairs = zip(grid.cells(large)[0], values.take(large).tolist(), strict=True)
            is_rounded = [loses_digits(self._text(cell), number) for cell, number in pairs]
            self.tally.take_rounded(large[is_rounded] % grid.width)

    def _take_lines(self, text: str, cancelled: IsCancelled) -> list[int]:
        """Count a chunk row by row; the columns of numbers with odd cells that look like some."""
        lines: list[int] = []
        rows: list[list[str]] = []
        n_more = set()
        for line, row in self._lenient.rows(io.StringIO(text, newline="").readlines()):
            if len(row) < self._width:
                self._n_short += 1
                self._first_short = self._first_short or line
                row += [""] * (self._width - len(row))
            elif len(row) > self._width and any(map(str.strip, row[self._width :])):
                self._n_long += 1
                self._first_long = self._first_long or line
            lines.append(line)
            rows.append(row[: self._width])
            n_more.add(len(row) - self._width)
        if len(n_more) == 1:
            self._n_more = n_more.pop()
        return self.tally.take_columns([*zip(*rows, strict=True)], lines, cancelled)

    def _text(self, cell: bytes) -> str:
        return unquoted(cell, self._format.quote).strip()

    def _line(self, grid: CellGrid, numbers: Sequence[int], n: int) -> int:
        """The line of the n-th of some cells, while their chunk is counted."""
        start = int(grid.marks[numbers[n]])
        n_above = int(np.count_nonzero(grid.codes[: start + 1] == LINE_END))
        return self._source.n_lines + n_above
