"""This module reads and writes cells as the clipboard carries them between spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.files.tables.pasting.lists import Cells, is_list, list_cells
from nnfs_core.numerals.typed import (
    Mark,
    is_formula,
    parse_decided,
    parse_number,
    read_number,
    same,
)

_THOUSANDS_TWICE = re.compile(r"\.[0-9]{3}\.")  # 1.234.567: a point that is no decimal mark
_BLANKS = re.compile(" +")
_LEADING_ZERO = re.compile(r"[0-9],0[0-9]")  # 10,05: no cell of its own begins so


@dataclass(frozen=True)
class PastedCells:
    """Holds the cells of a copied text, read in one way; its rows may differ in length.

    `mark` is the decimal mark that all numbers have where the block tells it; without one each
    is read as if it had been typed, on a system with the mark `system`.
    """

    cells: Cells
    mark: Mark | None = None
    system: Mark = "."
    is_flat: bool = False

    @property
    def turned(self) -> PastedCells:
        """The same with rows for columns."""
        return replace(self, cells=[list(column) for column in zip(*self.cells, strict=True)])

    def number(self, text: str) -> float:
        """The number in one cell; raises NnfsError as `parse_number` does."""
        if self.mark is None:
            return parse_number(text, self.system)
        return parse_decided(text, self.mark)


def read_cells(text: str, system: Mark = ".") -> list[PastedCells]:
    """The ways to read a copied text, one wherever the text or the system's mark decides.

    Spreadsheets part cells by tabs and quote cells that hold tabs, quotes or line ends. Without
    tabs it is a list of Python or NumPy if it begins as one; else the first of semicolon, comma
    and blanks under which all cells are numbers parts them, but for a first row of names; else
    semicolon or comma if there is one; else each line is one cell. Two ways remain where a comma
    may be a decimal mark or part thousands or cells. Raises NnfsError for a list that is none.
    """
    if not text:
        return [PastedCells([], None, system)]
    if is_list(text):
        try:
            cells = list_cells(text)
            return [PastedCells(cells, ".", system, is_flat=len(cells) == 1)]
        except NnfsError:
            if "\t" not in text:  # a spreadsheet's cells may begin with a bracket, too
                raise
    if "\t" in text or is_formula(text):
        return _marked(_split(text, "\t"), system, text)
    mark = next((each for each in ";," if each in text), "\t")
    by_mark = _split(text, mark)  # each line whole where there is none
    # no other blanks: thousands are parted by those that break no line
    lines = [line.strip(" ") for line in _lines(text)]
    by_blanks = [_BLANKS.split(line) if " " in line else [line] for line in lines]
    if mark == ";" and (_are_numbers(by_mark) or not _are_numbers(by_blanks)):
        return _marked(by_mark, system, text)
    if not _are_numbers(by_blanks):
        return [PastedCells(by_mark, None, system)]
    in_numbers = _marked(by_blanks, system, text)
    if mark != "," or not _are_numbers(by_mark):
        return in_numbers
    is_one_decimal = (  # as typing reads it, on any system
        by_blanks == [by_blanks[0][:1]]
        and len(in_numbers) == 1
        and read_number(by_blanks[0][0], ",") is not None
    )
    if is_one_decimal or system == "," or _tells_decimals(by_blanks):
        return in_numbers
    return [*in_numbers, PastedCells(by_mark, None, system)]


def plain_numbers(cells: Cells, mark: Mark) -> npt.NDArray[np.float64] | None:
    """All numbers (rows, columns) at once where each is plainly one with this decimal mark.

    None leaves the doubt to reading each cell by itself, which takes ten times as long.
    """
    if mark == ",":
        if any("." in cell or cell.endswith(",") for row in cells for cell in row):
            return None
        cells = [[cell.replace(",", ".") for cell in row] for row in cells]
    try:
        values = np.array(cells, dtype=np.str_).astype(np.float64)
    except ValueError:
        return None
    # _ stands between digits in Python alone; NumPy drops a NUL at the end
    is_doubtful = any(
        not cell.isascii() or "_" in cell or "\0" in cell for row in cells for cell in row
    )
    return None if is_doubtful or not np.isfinite(values).all() else values


def first_row_names(cells: Cells, n_columns: int) -> bool:
    """True when the first row holds words above numbers, in the first `n_columns`."""
    if len(cells) < 2:
        return False
    first, second = cells[0][:n_columns], cells[1][:n_columns]
    words = [cell for cell in first if cell.strip()]
    return (
        bool(words)
        and not any(_is_number(cell) for cell in words)
        and any(_is_number(cell) for cell in second)
    )


def format_cells(array: npt.ArrayLike) -> str:
    """Numbers (rows, columns) as tab-separated lines; each reads back to the same bits."""
    return "\n".join("\t".join(row) for row in shortest(np.atleast_2d(np.asarray(array))))


def first_cells(text: str) -> list[str]:
    """The first cell of each line of a copied text, as it stands."""
    return [row[0] for row in _split(text, "\t")]


def _split(text: str, delimiter: str) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:  # quotes that quote nothing, as in 5" and 7"
        rows = [line.split(delimiter) for line in _lines(text)]
    return [row or [""] for row in rows]


def _lines(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in io.StringIO(text, newline="")]


def _marked(cells: Cells, system: Mark, text: str) -> list[PastedCells]:
    """The ways to read a text's cells: with the mark that some of them tell, or with either."""
    typed = PastedCells(cells, None, system)
    if "," not in text and not _THOUSANDS_TWICE.search(text):
        return [typed]
    told: set[Mark] = set()
    in_doubt: set[Mark] = set()  # the marks of cells that can be read with either
    for row in cells:
        for cell in row:
            point, comma = read_number(cell, "."), read_number(cell, ",")
            if point is None or comma is None:
                told |= {"."} if point is not None else {","} if comma is not None else set()
            elif not same(point, comma):
                in_doubt.add("," if "," in cell else ".")
    if len(told) == 1:
        return [PastedCells(cells, told.pop(), system)]
    if told or not in_doubt:
        return [typed]
    if in_doubt == {"."} or in_doubt == {system}:
        return [PastedCells(cells, in_doubt.pop(), system)]
    return [PastedCells(cells, ",", system), PastedCells(cells, ".", system)]


def _are_numbers(cells: Cells) -> bool:
    """True for a full block of numbers, perhaps some empty and with names in the first row."""
    if len({len(row) for row in cells}) > 1:
        return False
    has_names = first_row_names(cells, len(cells[0]))
    if has_names and any("," in cell for cell in cells[0]):
        return False
    body = cells[1:] if has_names else cells
    if plain_numbers(body, ".") is not None or plain_numbers(body, ",") is not None:
        return True
    return all(not cell.strip() or _is_number(cell) for row in body for cell in row)


def _tells_decimals(cells: Cells) -> bool:
    """True when a comma must be a decimal mark, as in 1.234,5 and 10,05."""
    return any(
        ("." in cell and "," in cell) or _LEADING_ZERO.search(cell) for row in cells for cell in row
    )


def _is_number(text: str) -> bool:
    """True for what can be read as a number, with either mark, and for a formula."""
    is_read = read_number(text, ".") is not None or read_number(text, ",") is not None
    return is_read or is_formula(text)
