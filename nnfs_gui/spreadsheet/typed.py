"""Turns cells of text, typed or pasted, into numbers: all, or a sentence on the first bad one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cells import parse_cells, parse_number
from nnfs_core.wording import counted, sentence

Cells = list[list[str]]


@dataclass(frozen=True, eq=False)
class TypedNumbers:
    """Holds the numbers that cells of text stand for, and names in them new to the table."""

    values: FloatArray  # (rows, columns)
    new_names: tuple[str, ...] = ()

    def repeated(self, n_rows: int, n_columns: int) -> TypedNumbers:
        """These numbers again and again over a block that is a multiple of their shape."""
        rows, columns = self.values.shape
        if (rows, columns) == (1, 1):  # takes no memory, however large the block
            return replace(self, values=np.broadcast_to(self.values, (n_rows, n_columns)))
        return replace(self, values=np.tile(self.values, (n_rows // rows, n_columns // columns)))


def cells_of(text: str) -> Cells:
    """The cells of a pasted text; raises NnfsError when it is empty or its rows are uneven."""
    cells = parse_cells(text)
    if not any(cell.strip() for row in cells for cell in row):
        raise NnfsError("The clipboard is empty; copy numbers first, then paste them here.")
    for number, row in enumerate(cells):
        if len(row) != len(cells[0]):
            raise NnfsError(
                "Row {number} of the paste has {cells}, but row 1 has {n_cells:,}; copy a full "
                "block of cells."
            )(number + 1, counted(len(row), "cell"), len(cells[0]))
    return cells


def parse_all(cells: Cells) -> FloatArray:
    """The number (rows, columns) in every cell.

    Raises NnfsError on the first cell that is none, with its place when there is more than one.
    """
    values = _plain(cells)
    if values is not None:
        return values
    values = np.empty((len(cells), len(cells[0])))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            try:
                values[row, column] = parse_number(text)
            except NnfsError as error:
                if values.size == 1:
                    raise
                place = sentence("Row {row}, column {column} of the paste")(row + 1, column + 1)
                raise NnfsError(f"{place}: {error}") from None
    return values


def _plain(cells: Cells) -> npt.NDArray[np.float64] | None:
    """All numbers at once when each is plainly one; None leaves the doubt to `parse_number`."""
    try:
        values = np.array(cells, dtype=np.str_).astype(np.float64)
    except ValueError:
        return None
    # _ stands between digits in Python alone; NumPy drops a NUL at the end
    doubtful = any("_" in text or "\0" in text for row in cells for text in row)
    plain = np.isfinite(values).all() and not doubtful
    return values if plain else None
