"""Where the cells of a piece of a table lie is found at once, unless it needs care."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core.arrays import same_bits
from nnfs_core.files.tables.chunks.grid import MAX_TEXT_BYTES, CellGrid
from nnfs_core.files.tables.codebook import Codebook
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.parsing.clean import CleanParser

NAN = np.nan


def cells(text: str, width: int, **spelling: str) -> list[list[str]] | None:
    grid = CellGrid.of(text, TableFormat(**spelling), width)  # type: ignore[arg-type]
    if grid is None:
        return None
    found = [cell.decode() for cell in grid.cells(np.arange(grid.marks.size - 1))[0]]
    return [found[start : start + width] for start in range(0, len(found), width)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_cell_lies_between_two_marks(end: str) -> None:
    assert cells(f"1,é{end},3", 2) == [["1", "é"], ["", "3"]]
    assert cells(f"1;2;3{end}", 3, delimiter=";") == [["1", "2", "3"]]


def test_marks_in_quotes_part_nothing() -> None:
    assert cells('"a,\n""b""","",1\n', 3) == [['"a,\n""b"""', '""', "1"]]
    assert cells("'a,',1\n", 2, quote="'") == [["'a,'", "1"]]
    assert cells('"a,1\n', 2, quote="") == [['"a', "1"]]


@pytest.mark.parametrize(
    "text",
    [
        *("1\n", "1,2,3\n", "1,2\n\n3,4\n", "1\n2,3,4\n", "1,2\r3,4\n"),
        *('"1,2\n', '1,"2"3\n', '1,2"\n', ' "1",2\n', '"a\r\n",2\r\n'),
    ],
)
def test_rows_that_are_not_whole_need_care(text: str) -> None:
    assert cells(text, 2) is None


def test_lines_are_counted_in_quotes_too() -> None:
    grid = CellGrid.of('1,"a\nb"\n2,c', TableFormat(), 2)
    assert grid is not None
    assert (grid.shape, grid.n_lines) == ((2, 2), 3)


def parsed(text: str, width: int, texts: tuple[int, ...] = (), decimal: str = ".") -> object:
    table_format = TableFormat(";" if decimal == "," else ",", decimal)
    is_number = np.array([column not in texts for column in range(width)])
    parser = CleanParser(table_format, is_number, {column: Codebook() for column in texts})
    grid = CellGrid.of(text, table_format, width)
    assert grid is not None
    return parser.parse(grid)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,NA\n,4\n", [[1, NAN], [NAN, 4]]),
        ('"1","?"\n-,"4"\n', [[1, NAN], [NAN, 4]]),
        ("+1,.5\n-.5,5.\n", [[1, 0.5], [-0.5, 5]]),
        ("007,-0\n −2, 4 \n", [[7, -0.0], [-2, 4]]),
        (",\n,\n", [[NAN, NAN], [NAN, NAN]]),
    ],
)
def test_missing_cells_and_loose_spellings_need_no_care(
    text: str, numbers: list[list[float]]
) -> None:
    assert same_bits(parsed(text, 2), np.array(numbers))  # type: ignore[arg-type]


def test_a_point_at_the_end_of_a_number_is_no_decimal_comma() -> None:
    assert parsed("5.;1\n", 2, decimal=",") is None


def test_texts_and_decimal_commas_need_no_care() -> None:
    values = parsed('1,5;"x. y";-,5\n;z;2\n', 3, texts=(1,), decimal=",")
    assert same_bits(values, np.array([[1.5, 0, -0.5], [NAN, 1, 2]]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["1_0", "1e999", "01e999", "1 2", "0x1", "--1", "+-1", "-.", "1]", '"1,5"']
)
def test_what_is_no_number_needs_care(cell: str) -> None:
    assert parsed(f"1,2\n{cell},3\n", 2) is None


def test_more_text_than_is_looked_at_at_once_needs_care() -> None:
    long = "x" * MAX_TEXT_BYTES
    assert parsed(f"1,{long}\n", 2, texts=(1,)) is None
