"""This module finds where the cells of a chunk of a table lie, where each row has all its cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnfs_core.files.tables.format import TableFormat

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

MAX_TEXT_BYTES = 2**20  # of cells looked at by their bytes, for which places take eight times that

LINE_END, _BLANK, _PLUS, _MINUS, _POINT, _ZERO = b"\n +-.0"


@dataclass(frozen=True)
class CellGrid:
    """Holds the bytes of a chunk in UTF-8 and the marks that part its cells.

    codes: the bytes, which begin and end with a line end. marks: (rows * columns + 1,) where in
    `codes` that first line end and the mark after each cell are. width: columns. n_lines: how many
    lines the rows are on.
    """

    codes: Bytes
    marks: Places
    width: int
    n_lines: int

    @classmethod
    def of(cls, text: str, table_format: TableFormat, width: int) -> CellGrid | None:
        """The grid of some lines; None where a row has not `width` cells, or quotes are amiss."""
        has_returns = "\r" in text
        if has_returns:
            text = text.replace("\r\n", "\n")
            if "\r" in text and "\n" in text:
                return None
            text = text.replace("\r", "\n")
        data = f"\n{text}".encode() if text.endswith("\n") else f"\n{text}\n".encode()
        codes = np.frombuffer(data, np.uint8)
        delimiter, quote = ord(table_format.delimiter), table_format.quote
        is_line_end = codes == LINE_END
        n_lines = n_rows = int(np.count_nonzero(is_line_end)) - 1
        marks = np.flatnonzero((codes == delimiter) | is_line_end)
        if quote and quote in text:
            quotes = np.flatnonzero(codes == ord(quote))
            if not _are_around_cells(quotes, codes, bytes([delimiter, LINE_END, ord(quote)])):
                return None
            is_quoted = (np.searchsorted(quotes, marks) & 1).astype(np.bool_)
            n_quoted = int(np.count_nonzero(is_line_end[marks[is_quoted]]))
            if n_quoted and has_returns:  # which belong to the cell
                return None
            marks, n_rows = marks[~is_quoted], n_rows - n_quoted
        if len(marks) != n_rows * width + 1 or not is_line_end[marks[::width]].all():
            return None
        return cls(codes, marks, width, n_lines)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return (len(self.marks) - 1) // self.width, self.width

    @property
    def starts(self) -> Places:
        """Where each cell (rows, columns) begins."""
        return (self.marks[:-1] + 1).reshape(-1, self.width)

    @property
    def ends(self) -> Places:
        """Where the mark after each cell (rows, columns) is."""
        return self.marks[1:].reshape(-1, self.width)

    def cells(self, numbers: Places) -> tuple[list[bytes], Places]:
        """What some cells hold, and where their bytes and the marks after them are.

        numbers: of at least one cell, counted row by row. Raises ValueError for too many bytes.
        """
        marks = self.marks[numbers + 1]
        sizes = marks - self.marks[numbers]
        ends = np.cumsum(sizes)
        if ends[-1] > MAX_TEXT_BYTES:
            raise ValueError
        places = np.arange(1, ends[-1] + 1) + np.repeat(marks - ends, sizes)
        codes = self.codes[places]
        codes[ends - 1] = 0
        return codes.tobytes().split(b"\0")[:-1], places

    def odd_numbers(self, quote: str) -> Mask:
        """Which cells (rows, columns) begin otherwise than +1, -1, 0.1 or .1, perhaps in quotes."""
        places = self.starts
        first = self.codes.take(places)
        places += (first == _BLANK) | (first == ord(quote or " "))
        sign = self.codes.take(places, mode="clip")
        places += (sign == _MINUS) | (sign == _PLUS)
        first, second = (self.codes.take(places + n, mode="clip") for n in (0, 1))
        digit = np.where(first == _POINT, second, first) - _ZERO
        is_odd: Mask = (digit > 9) | ((first == _ZERO) & (second - _ZERO <= 9))
        return is_odd


def _are_around_cells(quotes: Places, codes: Bytes, edges: bytes) -> bool:
    """True when quotes open and close where cells do, or are doubled within them."""
    is_edge = np.zeros(256, np.bool_)
    is_edge[[*edges]] = True
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing):
        return False
    return bool(is_edge[codes[opening - 1]].all() and is_edge[codes[closing + 1]].all())
