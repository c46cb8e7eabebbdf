"""This module turns lines into numbers: by NumPy's parser where they are clean, by csv elsewhere.

Both ways give the same bits, those of Python's float(). NumPy's is several times faster, but
cannot say what is wrong and where: whatever it does not take, the careful way reads again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import is_missing, short_text, to_float
from nnfs_core.files.tables.source import TableSource
from nnfs_core.numerals.typed import too_large
from nnfs_core.project.batch import MAX_CLASSES
from nnfs_core.wording import counted, sentence

Float64Array = npt.NDArray[np.float64]

MAX_CLASS_NAME = 1000


class Codebook:
    """Numbers the classes of one column of text, in the order in which the names come."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.numbers = {name: number for number, name in enumerate(names)}

    def encode(self, text: str) -> float:
        """The class number, NaN for a missing cell; ValueError for what cannot be a class."""
        if text in self.numbers:  # a given name may begin with a blank
            return self.numbers[text]
        text = text.strip()
        number = self.numbers.get(text)
        if number is None:
            if is_missing(text, in_words=True):
                return np.nan
            if len(text) > MAX_CLASS_NAME or len(self.numbers) >= MAX_CLASSES:
                raise ValueError
            number = self.numbers[text] = len(self.numbers)
        return number

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.numbers)


@dataclass
class ChunkParser:
    """Parses the columns `used` of a table into float64; text goes through `codebooks`.

    names: of all columns. used: column numbers. codebooks: by column number. The numbers of the
    first `n_features` used columns must fit into `dtype`, in which they will be kept.
    """

    source: TableSource
    names: Sequence[str]
    used: Sequence[int]
    codebooks: dict[int, Codebook]
    n_features: int
    dtype: np.dtype[Any]
    _has_missing: set[int] = field(default_factory=set)

    def parse(self, text: str) -> Float64Array:
        """The numbers (rows, used columns) of a chunk.

        Missing cells are NaN. Raises NnfsError with the line and the column of a bad cell.
        """
        if "\0" in text:
            raise NnfsError(
                "{file_name} holds NUL bytes after line {n_lines:,}, so it is damaged or not a "
                "table of text."
            )(self.source.file_name, self.source.n_lines)
        lines = io.StringIO(text, newline="").readlines()
        values = self._fast(text, lines)
        if values is None:
            return self._careful(lines)
        self.source.n_lines += len(lines)
        return values

    def _fast(self, text: str, lines: list[str]) -> Float64Array | None:
        """The same numbers by NumPy's parser; None when the chunk needs care."""
        table = self.source.format
        if table.quote and table.quote in text:
            return None
        full = [line for line in lines if line.strip(" \r\n")]
        if not full or {line.count(table.delimiter) for line in full} != {len(self.names) - 1}:
            return None
        if table.decimal == ",":
            if "." in text:
                return None
            full = [line.replace(",", ".") for line in full]
        try:
            values = np.loadtxt(
                full,
                dtype=np.float64,
                delimiter=table.delimiter,
                comments=None,
                usecols=None if self.used == [*range(len(self.names))] else self.used,
                converters=self._converters() or None,
                ndmin=2,
            )
        except ValueError:
            return None
        return None if self._too_large(values).any() else values

    def _converters(self) -> dict[int | str, Callable[[str], float]]:
        """What NumPy asks for the cells of text columns, and of numbers that may be missing."""
        decimal = self.source.format.decimal

        def number(text: str) -> float:
            return np.nan if is_missing(text) else to_float(text)

        def with_commas(encode: Callable[[str], float]) -> Callable[[str], float]:
            # A clean chunk with decimal commas had no point, so each point was a comma.
            return lambda text: encode(text.replace(".", ","))

        converters: dict[int | str, Callable[[str], float]] = {}
        converters.update(dict.fromkeys(self._has_missing, number))
        for column, codebook in self.codebooks.items():
            converters[column] = codebook.encode if decimal == "." else with_commas(codebook.encode)
        return converters

    def _careful(self, lines: list[str]) -> Float64Array:
        width = len(self.names)
        numbers: list[int] = []
        rows: list[list[str]] = []
        for line, row in self.source.rows(lines):
            if len(row) != width:
                raise NnfsError(self._ragged(line, len(row)))
            numbers.append(line)
            rows.append(row)
        values = np.empty((len(rows), len(self.used)))  # (rows, used columns)
        columns = list(zip(*rows, strict=True))
        for place, column in enumerate(self.used if rows else ()):
            values[:, place] = self._column(column, columns[column], numbers)
        for index, place in np.argwhere(self._too_large(values)):
            column = self.used[place]
            cell = rows[index][column].strip()
            if np.isinf(values[index, place]) and not any(map(str.isdigit, cell)):
                continue  # it says that it is infinite
            beyond = sentence("{cell} is too large for {name}; choose float64.")
            fault = beyond(short_text(cell), self.dtype.name)
            if np.isinf(values[index, place]):
                fault = too_large(cell)
            raise NnfsError(f"{self._where(column, numbers[index])}: {fault}")
        return values

    def _column(
        self, column: int, cells: Sequence[str], lines: list[int]
    ) -> Float64Array | list[float]:
        """The numbers (rows,) of one column, cell by cell only where they are not plain."""
        values = None if column in self.codebooks else self._plain(cells)
        if values is not None:
            return values
        return [self._cell(column, cell, line) for cell, line in zip(cells, lines, strict=True)]

    def _plain(self, cells: Sequence[str]) -> Float64Array | None:
        """The numbers of cells that Python's float() reads as `to_float` does, else None."""
        joined = "".join(cells)
        if not joined.isascii() or "_" in joined:
            return None
        if self.source.format.decimal == ",":
            if "." in joined:
                return None
            cells = [cell.replace(",", ".") for cell in cells]
        try:
            return np.fromiter(map(float, cells), np.float64, len(cells))
        except ValueError:
            return None

    def _cell(self, column: int, cell: str, line: int) -> float:
        codebook = self.codebooks.get(column)
        if codebook is not None:
            try:
                return codebook.encode(cell)
            except ValueError:
                raise NnfsError(
                    "{where}: more than {most:,} different texts, or one of more than {longest:,} "
                    "characters, look like names or free text; leave the column out."
                )(self._where(column, line), MAX_CLASSES, MAX_CLASS_NAME) from None
        if is_missing(cell):
            self._has_missing.add(column)
            return np.nan
        try:
            return to_float(cell, self.source.format.decimal)
        except ValueError:
            raise NnfsError(
                "{where}: {cell} is not a number; correct it, or read the column as text."
            )(self._where(column, line), short_text(cell)) from None

    def _too_large(self, values: Float64Array) -> npt.NDArray[np.bool_]:
        """Which numbers (rows, used columns) are, or become in the wanted type, infinite."""
        large: npt.NDArray[np.bool_] = np.isinf(values)
        if self.dtype != np.float64:
            with np.errstate(over="ignore"):
                features = values[:, : self.n_features].astype(self.dtype)
            large[:, : self.n_features] = np.isinf(features)
        return large

    def _where(self, column: int, line: int) -> str:
        return f"Line {line:,}, column '{self.names[column]}'"

    def _ragged(self, line: int, n_cells: int) -> str:
        first = "the header" if self.source.format.has_header else "the first row"
        cells = counted(n_cells, "cell")
        return sentence(
            "Line {line:,} has {cells} where {first} has {n_names:,}; correct the line, or choose "
            "another delimiter."
        )(line, cells, first, len(self.names))
