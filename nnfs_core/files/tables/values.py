"""This module hands out the numbers of a table, some rows at a time, whatever it is kept as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nnfs_core.files.tables.cell_table import CellTable
from nnfs_core.files.tables.codebook import Codebook
from nnfs_core.files.tables.columns import ColumnParser
from nnfs_core.files.tables.guess import TableGuess
from nnfs_core.files.tables.json_numbers import Float64Array
from nnfs_core.files.tables.parse import ChunkParser
from nnfs_core.files.tables.source import TableSource, opened
from nnfs_core.progress import IsCancelled, stop_if

Values = Iterator[tuple[Float64Array, float]]


def value_blocks(
    guess: TableGuess,
    used: Sequence[int],
    codebooks: dict[int, Codebook],
    n_features: int,
    dtype: np.dtype[Any],
    cancelled: IsCancelled,
) -> Values:
    """The numbers (rows, used columns) of a table, and how much of it has been read, up to 1.

    Missing cells are NaN. Text goes through `codebooks`, by column number. The numbers of the first
    `n_features` used columns must fit into `dtype`. Raises NnfsError with the row and the column of
    a bad cell, and Cancelled when asked to stop.
    """
    if guess.cells is not None:
        names = [column.name for column in guess.columns]
        decimal = guess.format.decimal
        parser = ColumnParser(names, used, codebooks, n_features, dtype, decimal, "Row")
        return _of_cells(guess, guess.cells, parser, cancelled)
    return _of_text(guess, used, codebooks, n_features, dtype, cancelled)


def _of_cells(
    guess: TableGuess, cells: CellTable, parser: ColumnParser, cancelled: IsCancelled
) -> Values:
    n_above = guess.format.has_header and not cells.names
    n_read = 0
    for block in cells.blocks(parser.used, n_above, cancelled):
        values = parser.parse(block.columns, block.rows, cancelled)
        n_read += len(values)
        yield values, min(1.0, n_read / max(1, guess.n_rows))


def _of_text(
    guess: TableGuess,
    used: Sequence[int],
    codebooks: dict[int, Codebook],
    n_features: int,
    dtype: np.dtype[Any],
    cancelled: IsCancelled,
) -> Values:
    names = [column.name for column in guess.columns]
    with opened(guess.path) as file:
        source = TableSource(file, guess.format, guess.path.name)
        if guess.format.has_header:
            source.first_row()
        stop_if(cancelled)
        parser = ChunkParser(source, names, used, codebooks, n_features, dtype)
        while text := source.chunk():
            stop_if(cancelled)
            values = parser.parse(text, cancelled)
            yield values, file.fraction_read
