"""This module makes of the cells of a chunk a list of numbers in JSON, which is read at once.

What JSON does not take for a number is taken out, to be read by itself, and leaves blanks.
"""

from __future__ import annotations

import numpy as np

from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.grid import CellGrid, Places
from nnfs_core.files.tables.json_numbers import Float64Array, json_numbers

_BLANK, _PLUS = b" +"


class JsonCells:
    """Holds a chunk as it becomes a list in JSON.

    has: (rows, columns) which cells are still in it.
    """

    def __init__(self, grid: CellGrid, table_format: TableFormat) -> None:
        self.has = np.ones(grid.shape, np.bool_)
        self._grid, self._format = grid, table_format
        self._codes = grid.codes.copy()
        self._codes[grid.marks[:: grid.width]] = ord(table_format.delimiter)

    def take(self, numbers: Places) -> list[bytes]:
        """What some cells hold, which blanks replace; takes and raises what `CellGrid.cells` do."""
        cells, places = self._grid.cells(numbers)
        self._codes[places] = _BLANK
        self.has.put(numbers, False)
        return cells

    @property
    def odd(self) -> Places:
        """The cells that it has and that are no numbers by their first characters or a strange one.

        Some that JSON takes are among them; 1.2.3 and the like are not.
        """
        table = self._format
        is_odd = self._grid.odd_numbers(table.quote)
        usual = np.zeros(256, np.bool_)
        usual[[*f"0123456789+-eE{table.decimal}{table.delimiter}{table.quote} \n".encode()]] = True
        strange = np.flatnonzero(~usual[self._codes])
        is_odd.put(np.searchsorted(self._grid.marks, strange) - 1, True)
        return np.flatnonzero(is_odd & self.has)

    def numbers(self, loosely: bool = False) -> Float64Array | None:
        """The numbers of the cells that it has, row by row; None where it has anything else.

        loosely: they may also be spelled like +1, 1. and .1; all others were taken as odd.
        """
        if not self.has.any():
            return np.empty(0)
        if loosely:
            decimal = ord(self._format.decimal)
            for places, sign in ((self._grid.starts, _PLUS), (self._grid.ends - 1, decimal)):
                self._codes[places[self._codes[places] == sign]] = _BLANK
        last = self.has.size - int(self.has.reshape(-1)[::-1].argmax())
        self._codes[0], self._codes[self._grid.marks[last]] = b"[]"
        text, table = self._codes.tobytes(), self._format
        if table.decimal == "," and b"." in text:
            return None
        if table.delimiter != "," or (table.quote and table.quote.encode() in text):
            spelled = f"{table.delimiter}{table.decimal}{table.quote}".encode()
            text = text.translate(bytes.maketrans(spelled, b",. "[: len(spelled)]))
        if loosely:
            for before in (b"[", b",", b" ", b"-"):
                text = text.replace(before + b".", before + b"0.")
        return json_numbers(text, int(np.count_nonzero(self.has)))


def cells_of(columns: Places, shape: tuple[int, int]) -> Places:
    """The cells of some columns, counted row by row."""
    n_rows, width = shape
    return np.add.outer(np.arange(n_rows) * width, columns).reshape(-1)
