"""Turns cells of text, typed or pasted, into numbers: all, or a sentence on the first bad one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.pasting.cells import (
    PastedCells,
    first_row_names,
    plain_numbers,
    read_cells,
)
from nnfs_core.numerals import Mark
from nnfs_core.wording import counted, sentence


@dataclass(frozen=True, eq=False)
class TypedNumbers:
    """Holds the numbers that cells of text stand for, and names in them new to the table.

    `left_out` are the names in a first row that held no number.
    """

    values: FloatArray  # (rows, columns)
    new_names: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def repeated(self, n_rows: int, n_columns: int) -> TypedNumbers:
        """These numbers again and again over a block that is a multiple of their shape."""
        rows, columns = self.values.shape
        if (rows, columns) == (1, 1):  # takes no memory, however large the block
            return replace(self, values=np.broadcast_to(self.values, (n_rows, n_columns)))
        return replace(self, values=np.tile(self.values, (n_rows // rows, n_columns // columns)))


def readings_of(text: str, system: Mark) -> list[PastedCells]:
    """The ways to read a pasted text; raises NnfsError when it is empty or its rows are uneven."""
    readings = read_cells(text, system)
    cells = readings[0].cells
    if not any(cell.strip() for row in cells for cell in row):
        raise NnfsError("The clipboard is empty; copy numbers first, then paste them here.")
    for number, row in enumerate(cells):
        if len(row) != len(cells[0]):
            raise NnfsError(
                "Row {number} of the paste has {cells}, but row 1 has {n_cells:,}; copy a full "
                "block of cells."
            )(number + 1, counted(len(row), "cell"), len(cells[0]))
    return readings


def parse_all(reading: PastedCells) -> FloatArray:
    """The number (rows, columns) in every cell.

    Raises NnfsError on the first cell that is none, with its place when there is more than one.
    """
    cells = reading.cells
    values = plain_numbers(cells, reading.mark or ".")
    if values is not None:
        return values
    values = np.empty((len(cells), len(cells[0])))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            try:
                values[row, column] = reading.number(text)
            except NnfsError as error:
                if values.size == 1:
                    raise
                place = sentence("Row {row}, column {column} of the paste")(row + 1, column + 1)
                raise NnfsError(f"{place}: {error}") from None
    return values


def without_names(reading: PastedCells, n_columns: int) -> tuple[PastedCells, tuple[str, ...]]:
    """A reading without its first row where that names columns, and these names.

    `n_columns` says how many of its columns hold numbers.
    """
    cells = reading.cells
    if not first_row_names(cells, n_columns):
        return reading, ()
    return replace(reading, cells=cells[1:]), tuple(cell.strip() for cell in cells[0])
