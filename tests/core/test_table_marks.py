"""Marks between thousands and units: many cells at a time are read as each one by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nnfs_core.arrays import same_bits
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.chunks.grid import CellGrid
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import is_missing, to_float
from nnfs_core.files.tables.parsing.clean import CleanParser
from tests.core.tables import read_table

MakeFile = Callable[..., Path]

FORMATS = [
    TableFormat(";", ",", thousands="."),
    TableFormat(";", ".", thousands=","),
    TableFormat(",", ".", thousands=","),
    TableFormat(",", ",", thousands="."),
    TableFormat("\t", ",", thousands=" "),
    TableFormat("|", ".", thousands="'"),
]
GROUPED = st.from_regex(
    r"[+-]?[0-9]{1,4}([.,' \u00a0\u202f’][0-9]{2,4}){0,3}([.,][0-9]{0,4})?(e[0-9])?", fullmatch=True
)
CELLS = st.sampled_from(["", "NA", "7", "1.5", "-", "x", "\x1f1"]) | GROUPED


def number(cell: str, table_format: TableFormat, unit: str = "") -> float | None:
    """What a cell says by itself."""
    try:
        return to_float(cell, table_format.decimal, table_format.thousands, unit)
    except ValueError:
        return np.nan if is_missing(cell) else None


def parsed(cells: list[str], table_format: TableFormat, unit: str = "") -> object:
    """What is made of a column of cells in quotes, beside one of numbers."""
    text = "".join(f'"{cell}"{table_format.delimiter}1\n' for cell in cells)
    grid = CellGrid.of(text, table_format, 2)
    assert grid is not None
    parser = CleanParser(table_format, np.array([True, True]), {}, {0: unit} if unit else {})
    return parser.parse(grid)


@given(st.lists(CELLS, min_size=1, max_size=4), st.sampled_from(FORMATS))
@example(["1.234.567", "1.234,5"], FORMATS[0])
@example(["1,234", "12,34", "0,123"], FORMATS[2])
@settings(max_examples=300)
def test_many_cells_with_thousands_are_read_as_each_by_itself(
    cells: list[str], table_format: TableFormat
) -> None:
    expected = [number(cell, table_format) for cell in cells]
    found = parsed(cells, table_format)
    if found is None:  # left to the careful way
        return
    assert None not in expected
    assert same_bits(found[:, 0], np.array(expected, np.float64))  # type: ignore[index]


@pytest.mark.parametrize("table_format", FORMATS)
@pytest.mark.parametrize("digits", ["1|234", "12|345|678", "-123|456", "999"])
def test_numbers_in_groups_need_no_care(table_format: TableFormat, digits: str) -> None:
    cell = digits.replace("|", table_format.thousands) + f"{table_format.decimal}25"
    found = parsed([cell, cell], table_format)
    assert found is not None
    assert found[0, 0] == float(digits.replace("|", "") + ".25")  # type: ignore[index]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "%", "% ", "$", "-$", " €"]),
            st.sampled_from(["", "7", "-2.5", "1,234.5", "NA", "+.5", "5."]),
            st.sampled_from(["", "%", " %", "$", "€"]),
        ).map("".join),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["%", "$", "€"]),
)
@settings(max_examples=300)
def test_many_cells_with_units_are_read_as_each_by_itself(cells: list[str], unit: str) -> None:
    expected = [number(cell, FORMATS[1], unit) for cell in cells]
    found = parsed(cells, FORMATS[1], unit)
    if found is not None:
        assert None not in expected
        assert same_bits(found[:, 0], np.array(expected, np.float64))  # type: ignore[index]


@given(st.lists(GROUPED, min_size=1, max_size=4), st.sampled_from(FORMATS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_with_thousands_is_read_or_refused_whatever_the_way(
    make_file: MakeFile, cells: list[str], table_format: TableFormat
) -> None:
    rows = "".join(f'"{cell}"{table_format.delimiter}1\n' for cell in cells)
    readings = []
    for end in ("", "\n"):  # a blank line needs care
        path = make_file(f"a{table_format.delimiter}b\n{rows}{end}")
        try:
            readings.append(read_table(path, table_format, kinds={0: "number"}).batch.inputs)
        except NnfsError:
            readings.append(None)
    first, second = readings
    assert (first is None) == (second is None)
    assert first is None or same_bits(first, second)


@pytest.mark.parametrize("first", ["1", "+1", "NA", "x"])
def test_a_number_with_its_unit_is_none_of_the_odd_cells(make_file: MakeFile, first: str) -> None:
    reading = read_table(make_file(f"a,b\n{first},45%\n2,5%\n"), features=[0, 1], odd="missing")
    assert reading.batch.inputs[:, 1].tolist() == [45, 5]
    assert "b" not in reading.report.odd
