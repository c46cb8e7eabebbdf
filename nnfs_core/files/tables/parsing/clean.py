"""This module turns a chunk of a table into numbers, many cells at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle

import numpy as np

from nnfs_core.files.tables.chunks.grid import CellGrid, Mask, Places
from nnfs_core.files.tables.chunks.json_cells import JsonCells, cells_of
from nnfs_core.files.tables.chunks.json_numbers import Float64Array
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.meaning import unquoted
from nnfs_core.files.tables.numbers import is_beyond_float64, is_missing, to_float
from nnfs_core.files.tables.parsing.wanted import CellReader
from nnfs_core.project.batch import MAX_CLASSES

_NO_NUMBER = float("nan")  # told from a missing one by being this very object


@dataclass
class CleanParser:
    """Parses chunks in which every row has all its cells.

    is_number: (columns,) which ones are read as plain numbers. readers: of others, by column
    number. units: that numbers bear, by column number. What is neither is left out. lenient: those
    in which what is no number is missing; `odd` are such cells of the last chunk, and their
    columns.
    """

    format: TableFormat
    is_number: Mask
    readers: Mapping[int, CellReader]
    units: Mapping[int, str] = field(default_factory=dict)
    lenient: Collection[int] = ()
    odd: list[tuple[int, str]] = field(default_factory=list)
    _has_odd: bool = False  # cells among the numbers that JSON does not take for one

    def __post_init__(self) -> None:
        columns = sorted(self.readers)
        self._is_text = np.isin(np.arange(len(self.is_number)), columns)
        self._met = [
            _Met(partial(self._encoded, self.readers[column]), self.readers[column].is_kept)
            for column in columns
        ]

    def parse(self, grid: CellGrid) -> Float64Array | None:
        """The numbers (rows, columns) of a chunk, NaN where they are missing.

        None where a cell needs care. What stands in columns that are left out means nothing.
        """
        values = np.empty(grid.shape)
        self.odd = []
        json = JsonCells(grid, self.format)
        try:
            self._take_texts(json, values)
            self._take_units(json, values)
            numbers = None if self._has_odd else json.numbers()
            if numbers is None:
                self._has_odd = True
                self._take_odd(grid, json, values)
                numbers = json.numbers()
            if numbers is None:
                numbers = json.numbers(loosely=True)
        except ValueError:
            return None
        if numbers is None:
            return None
        values[json.has] = numbers
        return values

    def _take_texts(self, json: JsonCells, values: Float64Array) -> None:
        left_out = np.flatnonzero(~self.is_number & ~self._is_text)
        if len(left_out):
            json.take(cells_of(left_out, values.shape))
        texts = np.flatnonzero(self._is_text)
        if len(texts):
            cells = json.take(cells_of(texts, values.shape))
            values[:, texts] = self._class_numbers(cells).reshape(-1, len(texts))

    def _class_numbers(self, cells: Sequence[bytes]) -> Float64Array:
        """The numbers of the cells of all columns of text, row by row."""
        for met in self._met:
            if len(met) > 2 * MAX_CLASSES:  # one class in many spellings
                met.clear()
        found = (met[cell] for met, cell in zip(cycle(self._met), cells))
        return np.fromiter(found, np.float64, len(cells))

    def _take_odd(self, grid: CellGrid, json: JsonCells, values: Float64Array) -> None:
        if self.lenient:
            odd = json.odd
        else:  # quicker than to look at all characters
            first = grid.odd_numbers(self.format.quote)
            odd = np.flatnonzero(first & json.has & ~json.has_unit)
        self._take(json, odd, "", values)

    def _take_units(self, json: JsonCells, values: Float64Array) -> None:
        """Leave blanks for units; cells that have theirs elsewhere, or lack it, are taken out."""
        for unit in {*self.units.values()}:
            columns = np.array([n for n, each in self.units.items() if each == unit])
            others = ~json.take_units(columns, unit).reshape(-1)
            self._take(json, cells_of(columns, values.shape)[others], unit, values)

    def _take(self, json: JsonCells, numbers: Places, unit: str, values: Float64Array) -> None:
        """Take some cells out, and read each of them by itself."""
        if not len(numbers):
            return
        met, cells = _Met(partial(self._number, unit)), json.take(numbers)
        found = [met[cell] for cell in cells]
        values.put(numbers, found)
        for place, value in enumerate(found):
            if value is _NO_NUMBER:
                column = int(numbers[place]) % values.shape[1]
                if column not in self.lenient:
                    raise ValueError
                self.odd.append((column, self._text(cells[place])))

    def _encoded(self, reader: CellReader, cell: bytes) -> float:
        return reader.encode(self._text(cell))

    def _number(self, unit: str, cell: bytes) -> float:
        text = self._text(cell)
        try:
            number = to_float(text, self.format.decimal, self.format.thousands, unit)
        except ValueError:
            return np.nan if is_missing(text) else _NO_NUMBER
        if is_beyond_float64(text, number):
            raise ValueError
        return number

    def _text(self, cell: bytes) -> str:
        if len(self.is_number) == 1 and not cell.strip():
            raise ValueError  # a blank line is no row
        return unquoted(cell, self.format.quote)


class _Met(dict[bytes, float]):
    """Holds what was made of cells, each of which is looked at when it is first met.

    is_kept: it need not be looked at again.
    """

    __slots__ = ("_is_kept", "_value")

    def __init__(self, value: Callable[[bytes], float], is_kept: bool = True) -> None:
        super().__init__()
        self._value, self._is_kept = value, is_kept

    def __missing__(self, cell: bytes) -> float:
        value = self._value(cell)
        if self._is_kept:
            self[cell] = value
        return value
