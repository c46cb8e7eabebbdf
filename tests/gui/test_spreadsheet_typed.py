"""Texts and numbers agree to the last bit; one block of cells is told from scattered cells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from nnfs_core import NnfsError
from nnfs_core.files.tables.pasting.cells import PastedCells, format_cells
from nnfs_core.numerals import Mark, parse_number
from nnfs_gui.spreadsheet.block import Block, one_block
from nnfs_gui.spreadsheet.typed import TypedNumbers, parse_all, readings_of

tables = npst.arrays(
    np.float64,
    npst.array_shapes(min_dims=2, max_dims=2, max_side=5),
    elements=st.floats(allow_nan=False) | st.just(np.nan),  # NaN has many bit patterns
)


@given(tables, st.sampled_from([".", ","]))
def test_what_is_copied_is_pasted_to_the_same_bits(table: np.ndarray, mark: Mark) -> None:
    (reading,) = readings_of(format_cells(table), mark)
    pasted = parse_all(reading)
    assert pasted.tobytes() == table.tobytes()


@given(st.text(st.sampled_from("0123456789.,-+e_ xn∞"), min_size=1, max_size=6))
def test_a_table_of_cells_means_what_each_cell_means_alone(text: str) -> None:
    try:
        alone = parse_number(text)
    except NnfsError:
        with pytest.raises(NnfsError):
            parse_all(PastedCells([[text, "1"]]))
    else:
        assert parse_all(PastedCells([[text, "1"]])).tolist() == [[alone, 1]]


@given(tables, st.integers(1, 3), st.integers(1, 3))
def test_repeated_numbers_fill_a_block_like_tiles(table: np.ndarray, down: int, right: int) -> None:
    rows, columns = table.shape
    repeated = TypedNumbers(table).repeated(rows * down, columns * right).values
    assert np.array_equal(repeated, np.tile(table, (down, right)), equal_nan=True)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 4), st.integers(1, 4), st.data())
def test_blocks_cut_from_one_make_one_again_and_with_a_gap_none(
    row: int, column: int, n_rows: int, n_columns: int, data: st.DataObject
) -> None:
    whole = Block(row, column, n_rows, n_columns)
    cells = [
        Block(each_row, each_column) for each_row in whole.rows for each_column in whole.columns
    ]
    assert one_block(data.draw(st.permutations(cells))) == whole
    apart = Block(row + n_rows + 1, column)
    assert one_block([*cells, apart]) is None
