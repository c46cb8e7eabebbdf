"""Turning chunks of lines into numbers: NumPy's parser where the text is clean, csv elsewhere.

Both ways give the same bits, those of Python's float(). NumPy's is several times faster, but
cannot say what is wrong and where: whatever it does not take, the careful way reads again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cells import infinite
from nnfs_core.files.tables.numbers import is_missing, short_text, to_float
from nnfs_core.files.tables.source import TableSource

MAX_CLASSES = 10_000
MAX_CLASS_NAME = 1000


class Codebook:
    """The class numbers of one column of text, in the order in which the names come."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.numbers = {name: number for number, name in enumerate(names)}

    def encode(self, text: str) -> float:
        """The class number, NaN for a missing cell; ValueError for what cannot be a class."""
        text = text.strip()
        number = self.numbers.get(text)
        if number is None:
            if is_missing(text):
                return np.nan
            if len(text) > MAX_CLASS_NAME or len(self.numbers) >= MAX_CLASSES:
                raise ValueError
            number = self.numbers[text] = len(self.numbers)
        return number

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.numbers)


class ChunkParser:
    """Parses the columns `used` of a table into float64; text goes through `codebooks`.

    names: of all columns. used: column numbers. codebooks: by column number.
    """

    def __init__(
        self,
        source: TableSource,
        names: Sequence[str],
        used: Sequence[int],
        codebooks: dict[int, Codebook],
        dtype: npt.DTypeLike,
    ) -> None:
        self.source = source
        self.names = names
        self.used = list(used)
        self.codebooks = codebooks
        self.dtype = np.dtype(dtype)
        self._has_missing: set[int] = set()

    def parse(self, text: str, max_rows: int) -> FloatArray:
        """The numbers (rows, used columns) of the first `max_rows` rows of a chunk.

        Missing cells are NaN. Raises NnfsError with the line and the column of a bad cell.
        """
        if "\0" in text:
            raise NnfsError(
                f"{self.source.file_name} holds NUL bytes after line {self.source.n_lines:,}, so "
                "it is damaged or not a table of text."
            )
        lines = io.StringIO(text, newline="").readlines()
        values = self._fast(text, lines, max_rows)
        if values is None:
            return self._careful(lines, max_rows)
        self.source.n_lines += len(lines)
        return values

    def _fast(self, text: str, lines: list[str], max_rows: int) -> FloatArray | None:
        """The same numbers by NumPy's parser; None when the chunk needs care."""
        table = self.source.format
        if (table.quote and table.quote in text) or not self.used:
            return None
        full = [line for line in lines if line.strip(" \r\n")][:max_rows]
        if not full or {line.count(table.delimiter) for line in full} != {len(self.names) - 1}:
            return None
        if table.decimal == ",":
            if "." in text:
                return None
            full = [line.replace(",", ".") for line in full]
        try:
            values: FloatArray = np.loadtxt(
                full,
                delimiter=table.delimiter,
                comments=None,
                usecols=None if self.used == list(range(len(self.names))) else self.used,
                converters=self._converters() or None,
                ndmin=2,
            )
        except ValueError:
            return None
        return values if self._fits(values) else None

    def _converters(self) -> dict[int, Callable[[str], float]]:
        """What NumPy asks for the cells of text columns, and of numbers that may be missing."""
        converters: dict[int, Callable[[str], float]] = dict.fromkeys(
            self._has_missing, lambda text: np.nan if is_missing(text) else to_float(text)
        )
        with_comma = self.source.format.decimal == ","
        for column, codebook in self.codebooks.items():
            encode = codebook.encode
            # A clean chunk with decimal commas had no point, so each point was a comma.
            converters[column] = (
                (lambda text, encode=encode: encode(text.replace(".", ",")))
                if with_comma
                else encode
            )
        return converters

    def _careful(self, lines: list[str], max_rows: int) -> FloatArray:
        width = len(self.names)
        numbers: list[int] = []
        rows: list[list[str]] = []
        for line, row in islice(self.source.rows(lines), max_rows):
            if len(row) != width:
                raise NnfsError(self._ragged(line, len(row)))
            numbers.append(line)
            rows.append(row)
        values = np.empty((len(rows), len(self.used)))  # (rows, used columns)
        if rows:
            columns = list(zip(*rows, strict=True))
            for place, column in enumerate(self.used):
                values[:, place] = self._column(column, columns[column], numbers)
        return values

    def _column(self, column: int, cells: Sequence[str], lines: list[int]) -> FloatArray:
        """The numbers (rows,) of one column, cell by cell only where they are not plain."""
        if column not in self.codebooks:
            joined = "".join(cells)
            if joined.isascii() and "_" not in joined and self.source.format.decimal == ".":
                try:
                    values = np.fromiter(map(float, cells), np.float64, len(cells))
                except ValueError:
                    pass
                else:
                    if self._fits(values):
                        return values
        return np.array(
            [self._cell(column, cell, line) for cell, line in zip(cells, lines, strict=True)]
        )

    def _cell(self, column: int, cell: str, line: int) -> float:
        codebook = self.codebooks.get(column)
        where = f"Line {line:,}, column '{self.names[column]}'"
        if codebook is not None:
            try:
                return codebook.encode(cell)
            except ValueError:
                raise NnfsError(
                    f"{where}: more than {MAX_CLASSES:,} different texts, or one of more than "
                    f"{MAX_CLASS_NAME:,} characters, look like names or free text; leave the "
                    "column out."
                ) from None
        if is_missing(cell):
            self._has_missing.add(column)
            return np.nan
        try:
            value = to_float(cell, self.source.format.decimal)
        except ValueError:
            raise NnfsError(
                f"{where}: {short_text(cell)} is not a number; correct it, or read the column as "
                "text."
            ) from None
        if np.isinf(value):
            raise NnfsError(f"{where}: {infinite(cell)}")
        if not self._fits(np.array(value)):
            raise NnfsError(
                f"{where}: {short_text(cell.strip())} is too large for a {self.dtype.name} number; "
                "choose float64."
            )
        return value

    def _fits(self, values: FloatArray) -> bool:
        """True when no number is, or becomes in the wanted type, infinite."""
        with np.errstate(over="ignore"):
            return not bool(np.isinf(values.astype(self.dtype, copy=False)).any())

    def _ragged(self, line: int, n_cells: int) -> str:
        first = "the header" if self.source.format.has_header else "the first row"
        cells = "1 cell" if n_cells == 1 else f"{n_cells:,} cells"
        return (
            f"Line {line:,} has {cells} where {first} has {len(self.names):,}; correct the line, "
            "or choose another delimiter."
        )
