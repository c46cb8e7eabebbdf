"""A matrix at every level of detail, from which no extreme is ever lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import Cancelled
from nnfs_core.matrix import pyramid as module
from nnfs_core.matrix.blocks import Deferred
from nnfs_core.matrix.extremes import extremes, tiled
from nnfs_core.matrix.pyramid import Pyramid, PyramidShape, Window, cells, cells_to_tile, pyramids
from nnfs_core.matrix.rows import Rows

NUMBERS = st.floats(-1e300, 1e300) | st.sampled_from([np.nan, np.inf, -np.inf])
MATRICES = arrays.arrays(
    np.float64, st.tuples(st.integers(0, 40), st.integers(1, 12)), elements=NUMBERS
)


def slow_extreme(tile: np.ndarray) -> float:
    if np.isnan(tile).any():
        return np.nan
    return max(tile.max(), tile.min(), key=abs)


def slow_tile(tile: np.ndarray) -> tuple[float, float]:
    """The extreme of the numbers of a tile, and the share of it that is NaN."""
    numbers = tile[~np.isnan(tile)]
    return (slow_extreme(numbers) if numbers.size else np.nan), float(np.isnan(tile).mean())


def the_same(value: float, expected: float) -> bool:
    return value == expected or bool(np.isnan(value) and np.isnan(expected))


def pyramid(rows: Rows, *before: Pyramid) -> Pyramid:
    return pyramids([rows], before)[0]


@st.composite
def layouts(draw: st.DrawFn) -> Rows:
    """A matrix of random numbers in blocks of random lengths, each in either memory order."""
    width = draw(st.sampled_from([1, 3, 64, 300]))
    lengths = draw(st.lists(st.integers(1, 700), min_size=1, max_size=6))
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    blocks = []
    for length in lengths:
        block = generator.standard_normal((length, width)).astype(
            draw(st.sampled_from([np.float16, np.float32, np.float64]))
        )
        if draw(st.booleans()):
            odd = generator.integers(0, block.size, 3)
            block.reshape(-1)[odd] = generator.choice([np.nan, np.inf, -np.inf, 0.0], 3)
        block = block.astype(np.float64, order=draw(st.sampled_from("CF")))
        block.flags.writeable = False
        blocks.append(block)
    return Rows(tuple(blocks), width, np.dtype(np.float64))


@given(MATRICES, st.integers(1, 9), st.integers(1, 9))
def test_each_extreme_is_the_largest_magnitude_of_the_cells_under_it(
    matrix: FloatArray, row_step: int, column_step: int
) -> None:
    for ordered in (np.ascontiguousarray(matrix), np.asfortranarray(matrix)):
        small = extremes(ordered, row_step, column_step)
        assert small.shape == (-(-len(matrix) // row_step), -(-matrix.shape[1] // column_step))
        for row, column in np.ndindex(small.shape):
            tile = matrix[
                row * row_step : (row + 1) * row_step,
                column * column_step : (column + 1) * column_step,
            ]
            assert the_same(small[row, column], slow_extreme(tile))


@given(MATRICES, st.integers(1, 9), st.integers(1, 9))
def test_a_tile_tells_the_extreme_of_its_numbers_and_how_many_are_missing(
    matrix: FloatArray, row_step: int, column_step: int
) -> None:
    found = tiled(matrix, row_step, column_step)
    for row, column in np.ndindex(found.values.shape):
        tile = matrix[
            row * row_step : (row + 1) * row_step,
            column * column_step : (column + 1) * column_step,
        ]
        extreme, share = slow_tile(tile)
        assert the_same(found.values[row, column], extreme)
        if not row_step == column_step == 1:
            told = 0 if found.missing is None else found.missing[row, column]
            assert told == pytest.approx(share)


def test_the_sign_of_the_largest_magnitude_is_kept() -> None:
    assert extremes(np.array([[1.0, -3.0], [2.0, 0.5]]), 2, 2).tolist() == [[-3.0]]


@settings(deadline=None)
@given(layouts(), st.data())
def test_every_tile_of_every_window_tells_the_extreme_of_its_cells(
    rows: Rows, data: st.DataObject
) -> None:
    told = pyramid(rows)
    matrix = rows.array
    row_step = data.draw(st.integers(told.row_steps[0], 3 * max(map(len, rows.blocks))))
    column_step = data.draw(st.integers(1, 5))
    top = data.draw(st.integers(0, len(rows) - 1))
    left = data.draw(st.integers(0, rows.width - 1))
    window = Window(
        top,
        data.draw(st.integers(top + 1, len(rows))),
        left,
        data.draw(st.integers(left + 1, rows.width)),
    ).aligned(row_step, column_step, rows)
    tiles = told.tiles(window, row_step, column_step)
    n_lines = -(-(window.bottom - window.top) // row_step)
    ideal = [*range(window.top, window.bottom, row_step), window.bottom]
    assert all(0 <= place - edge < row_step for place, edge in zip(ideal, tiles.edges, strict=True))
    assert tiles.found.values.shape == (n_lines, -(-(window.right - window.left) // column_step))
    for line, (first, last) in enumerate(zip(tiles.edges[:-1], tiles.edges[1:], strict=True)):
        for number, value in enumerate(tiles.found.values[line]):
            start = window.left + number * column_step
            tile = matrix[first:last, start : min(start + column_step, window.right)]
            assert tile.size
            extreme, share = slow_tile(tile)
            assert the_same(value, extreme)
            missing = tiles.found.missing
            told = 0 if missing is None else missing[line, number]
            assert told == pytest.approx(share, rel=0.01)


def test_blocks_of_even_lengths_have_their_lines_just_where_they_are_asked_for() -> None:
    matrix = np.random.default_rng(0).standard_normal((100_000, 3))
    told = pyramid(Rows.of(matrix))
    for row_step in (16, 48, 128, 1024, 7168, 16_384):
        tiles = told.tiles(Window(0, 100_000, 0, 3), row_step, 1)
        assert tiles.edges.tolist() == [*range(0, 100_000, row_step), 100_000]
        assert np.array_equal(tiles.found.values, extremes(matrix, row_step, 1))


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_one_odd_number_among_a_million_is_seen_at_every_zoom(odd: float) -> None:
    matrix = np.ones((100_000, 10))
    matrix[77_777, 3] = odd
    told = pyramid(Rows.of(matrix))
    row_step = 16
    while row_step < 200_000:
        tiles = told.tiles(Window(0, 100_000, 0, 10), row_step, 1)
        place = 77_777 // row_step, 3
        if np.isnan(odd):
            assert tiles.found.missing is not None
            assert np.argwhere(tiles.found.missing).tolist() == [list(place)]
            assert (tiles.found.values == 1).all()
        else:
            assert np.argwhere(tiles.found.values != 1).tolist() == [list(place)]
            assert tiles.found.values[place] == odd
        row_step *= 2


def test_a_wide_matrix_has_several_columns_in_a_tile() -> None:
    matrix = np.random.default_rng(1).standard_normal((40, 30_000))
    rows = Rows.of(matrix)
    told = pyramid(rows)
    assert told.column_step > 1
    step = 2 * told.column_step
    tiles = told.tiles(Window(0, 40, 0, 30_000), 8, step)
    assert np.array_equal(tiles.found.values, extremes(matrix, 8, step))


def test_a_pyramid_takes_a_fraction_of_the_memory_of_its_matrix() -> None:
    for n_rows, width in ((50_000, 3), (20_000, 64), (300, 20_000), (8, 300_000)):
        rows = Rows.of(np.zeros((n_rows, width)))
        assert sum(part.nbytes for part in pyramid(rows).parts) < rows.nbytes / 6


def test_a_matrix_larger_than_memory_has_a_small_pyramid_that_is_as_true(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 2**14)
    matrix = np.random.default_rng(4).standard_normal((40_000, 8))
    first, second = pyramids([Rows.of(matrix), Rows.of(-matrix)])
    for told in (first, second):
        assert sum(part.nbytes for part in told.parts) < 2**14
        assert told.row_steps[0] > 16
    tiles = first.tiles(Window(0, 40_000, 0, 8), 4096, 1)
    assert np.array_equal(tiles.found.values, extremes(matrix, 4096, 1))
    assert cells_to_tile([first.rows], [second]) > 1000
    alone = pyramids([first.rows], [first])[0]  # its tiles may be smaller now: all are made anew
    assert np.array_equal(
        alone.tiles(Window(0, 40_000, 0, 8), 4096, 1).found.values, tiles.found.values
    )


@pytest.fixture
def looked_into(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the blocks that tiles were made of."""
    lengths: list[int] = []
    levels = PyramidShape.levels

    def counted(self: PyramidShape, block: FloatArray) -> FloatArray:
        lengths.append(len(block))
        return levels(self, block)

    monkeypatch.setattr(module.PyramidShape, "levels", counted)
    return lengths


def test_after_an_edit_only_the_blocks_that_changed_are_looked_into(looked_into: list[int]) -> None:
    rows = Rows.of(np.random.default_rng(2).standard_normal((30_000, 64)))
    before = pyramid(rows)
    assert len(looked_into) == len(rows.blocks)
    looked_into.clear()
    edited = rows.with_cells(12_345, 6, np.array([[99.0]]))
    after = pyramid(edited, before)
    length = len(rows.blocks[rows.locate(12_345)[0]])
    assert looked_into == [length]
    assert after.tiles(Window(0, 30_000, 0, 64), 2048, 1).found.values.max() == 99
    looked_into.clear()
    grown = pyramid(edited.with_rows_inserted(5000, np.full((3, 64), -77.0)), after)
    assert looked_into == [length + 3]
    tiles = grown.tiles(Window(0, 30_003, 0, 64), 100, 1)
    assert tiles.found.values.min() == -77
    assert tiles.found.values.max() == 99
    looked_into.clear()
    pyramid(edited, grown)
    assert len(looked_into) == 1  # as after undo


@settings(deadline=None)
@given(layouts(), st.data())
def test_edits_leave_every_tile_true(rows: Rows, data: st.DataObject) -> None:
    told = pyramid(rows)
    for _ in range(3):
        place = data.draw(st.integers(0, len(rows) - 1))
        change = data.draw(st.sampled_from(["cell", "insert", "remove"]))
        if change == "cell":
            rows = rows.with_cells(place, 0, np.array([[data.draw(NUMBERS)]]))
        elif change == "insert":
            values = np.full((data.draw(st.integers(1, 40)), rows.width), data.draw(NUMBERS))
            rows = rows.with_rows_inserted(place, values)
        elif len(rows) > 1:
            rows = rows.with_rows_removed([place])
        told = pyramid(rows, told)
    step = max(told.row_steps[0], len(rows) // 7)
    tiles = told.tiles(Window(0, len(rows), 0, rows.width), step, 1)
    matrix = rows.array
    for line, (first, last) in enumerate(zip(tiles.edges[:-1], tiles.edges[1:], strict=True)):
        expected = [slow_tile(matrix[first:last, [column]])[0] for column in range(rows.width)]
        assert np.array_equal(tiles.found.values[line], expected, equal_nan=True)


class Told(Deferred):
    """A deferred block that notes down when it is read."""

    def __init__(self, name: str, order: list[str]) -> None:
        super().__init__((4, 2), np.dtype(np.float64))
        self.name, self.order = name, order

    def load(self) -> FloatArray:
        self.order.append(self.name)
        return np.ones((4, 2))


def test_the_first_blocks_of_all_matrices_are_read_before_the_second_ones() -> None:
    order: list[str] = []
    matrices = [
        Rows(tuple(Told(f"{name}{number}", order) for number in range(3)), 2, np.dtype(float))
        for name in "ab"
    ]
    pyramids(matrices)
    assert order == ["a0", "b0", "a1", "b1", "a2", "b2"]


def test_cells_of_a_window_are_read_over_the_ends_of_blocks() -> None:
    matrix = np.arange(60.0).reshape(20, 3)
    rows = Rows.joined(np.split(matrix, [7, 9]), 3, np.float64)
    assert np.array_equal(cells(rows, Window(5, 12, 1, 3)), matrix[5:12, 1:3])
    assert cells(rows, Window(4, 4, 0, 3)).shape == (0, 3)


def test_a_pyramid_nobody_waits_for_is_given_up() -> None:
    with pytest.raises(Cancelled):
        pyramids([Rows.of(np.zeros((10, 2)))], cancelled=lambda: True)
