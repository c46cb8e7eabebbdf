"""This module makes of the cells of a chunk a list of numbers in JSON, which is read at once.

What JSON does not take for a number is taken out, to be read by itself, and leaves blanks.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnfs_core.files.tables.chunks.grid import CellGrid, Mask, Places
from nnfs_core.files.tables.chunks.groups import marked_groups, without_groups
from nnfs_core.files.tables.chunks.json_numbers import Float64Array, json_numbers
from nnfs_core.files.tables.format import TableFormat

_BLANK, _PLUS = b" +"


class JsonCells:
    """Holds a chunk as it becomes a list in JSON.

    has: (rows, columns) which cells are still in it. has_unit: which of these lost a unit.
    """

    def __init__(self, grid: CellGrid, table_format: TableFormat) -> None:
        self.has = np.ones(grid.shape, np.bool_)
        self.has_unit = np.zeros(grid.shape, np.bool_)
        self._codes = grid.codes.copy()
        ends = grid.marks[:: grid.width]
        if table_format.delimiter == table_format.decimal:  # told apart before the quotes go
            table_format, ends = replace(table_format, delimiter=";"), grid.marks
        self._codes[ends] = ord(table_format.delimiter)
        self._grid, self._format = grid, table_format

    def take(self, numbers: Places) -> list[bytes]:
        """What some cells hold, which blanks replace; takes and raises what `CellGrid.cells` do."""
        cells, places = self._grid.cells(numbers)
        self._codes[places] = _BLANK
        self.has.put(numbers, False)
        return cells

    def take_units(self, columns: Places, unit: str) -> Mask:
        """Leave blanks for the unit in the cells (rows, columns) that begin or end with it."""
        codes, sign = self._grid.codes, unit.encode()
        starts, ends = self._grid.starts[:, columns], self._grid.ends[:, columns]
        outer = np.zeros(256, np.bool_)
        outer[[_BLANK, ord(self._format.quote or " ")]] = True
        for _ in range(2):
            starts += outer[codes[starts]]
            ends -= outer[codes[ends - 1]] & (ends > starts)
        is_before, is_behind = (starts + len(sign) < ends for _ in range(2))
        for n, code in enumerate(sign):
            is_before &= codes.take(starts + n, mode="clip") == code
            is_behind &= codes.take(ends - len(sign) + n, mode="clip") == code
        has_one: Mask = is_before ^ is_behind
        firsts = np.where(is_before, starts, ends - len(sign))[has_one]
        for n in range(len(sign)):
            self._codes[firsts + n] = _BLANK
        self.has_unit[:, columns] = has_one
        return has_one

    @property
    def odd(self) -> Places:
        """The cells that it has and that are no numbers by their first characters or a strange one.

        Some that JSON takes are among them; 1.2.3 and the like are not.
        """
        table = self._format
        is_odd = self._grid.odd_numbers(table.quote) & ~self.has_unit
        usual = np.zeros(256, np.bool_)
        spelled = f"{table.decimal}{table.thousands}{table.delimiter}{table.quote}"
        usual[[*f"0123456789+-eE{spelled} \n".encode()]] = True
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
        table, ends = self._format, [0, self._grid.marks[last]]
        self._codes[ends] = [*b"[]"]
        if table.thousands:
            text = marked_groups(self._codes, self._grid.marks, table)
        else:
            text = self._codes.tobytes()
        self._codes[ends] = ord(table.delimiter)  # brackets are strange where cells are looked at
        if table.decimal == "," and b"." in text:
            return None
        if table.delimiter != "," or (table.quote and table.quote.encode() in text):
            spelled = f"{table.delimiter}{table.decimal}{table.quote}".encode()
            text = text.translate(bytes.maketrans(spelled, b",. "[: len(spelled)]))
        if table.thousands:
            text = without_groups(text)
        if loosely:
            for before in (b"[", b",", b" ", b"-"):
                text = text.replace(before + b".", before + b"0.")
        return json_numbers(text, int(np.count_nonzero(self.has)))


def cells_of(columns: Places, shape: tuple[int, int]) -> Places:
    """The cells of some columns, counted row by row."""
    n_rows, width = shape
    return np.add.outer(np.arange(n_rows) * width, columns).reshape(-1)
