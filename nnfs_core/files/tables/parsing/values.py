"""This module hands out the numbers of a table, some rows at a time, whatever it is kept as."""

from __future__ import annotations

from collections.abc import Generator

from nnfs_core.files.tables.cell_table import CellTable
from nnfs_core.files.tables.chunks.json_numbers import Float64Array
from nnfs_core.files.tables.chunks.source import TableSource, opened
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.parsing.columns import ColumnParser
from nnfs_core.files.tables.parsing.parse import ChunkParser
from nnfs_core.files.tables.parsing.wanted import WantedColumns
from nnfs_core.progress import IsCancelled, stop_if

Values = Generator[tuple[Float64Array, float], None, None]


def value_blocks(guess: TableGuess, wanted: WantedColumns, cancelled: IsCancelled) -> Values:
    """The numbers (rows, used columns) of a table, and how much of it has been read, up to 1.

    Missing cells are NaN. Raises NnfsError with the row and the column of a bad cell, and Cancelled
    when asked to stop.
    """
    if guess.cells is not None:
        parser = ColumnParser(wanted, guess.format, "Row")
        return _of_cells(guess, guess.cells, parser, cancelled)
    return _of_text(guess, wanted, cancelled)


def _of_cells(
    guess: TableGuess, cells: CellTable, parser: ColumnParser, cancelled: IsCancelled
) -> Values:
    n_read = 0
    for block in cells.blocks(parser.wanted.used, guess.n_rows_above, cancelled):
        values = parser.parse(block.columns, block.rows, cancelled)
        n_read += len(values)
        yield values, min(1.0, n_read / max(1, guess.n_rows))


def _of_text(guess: TableGuess, wanted: WantedColumns, cancelled: IsCancelled) -> Values:
    with opened(guess.path) as file:
        source = TableSource(file, guess.format, guess.path.name)
        stop_if(cancelled)
        parser = ChunkParser(source, wanted)
        while text := source.chunk():
            stop_if(cancelled)
            values = parser.parse(text, cancelled)
            yield values, file.fraction_read
