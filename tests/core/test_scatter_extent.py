"""The axes of a scatter: what they show, and where short numbers are on them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnfs_core.scatter.bins import bins_for
from nnfs_core.scatter.extent import (
    MOST,
    Extent,
    round_edges,
    round_numbers,
    rounded_inside,
)

numbers = st.floats(allow_nan=False, allow_infinity=False)
extents = st.tuples(numbers, numbers).map(lambda ends: Extent.around(min(ends), max(ends)))
floats = st.floats(-1000, 1000, width=32)


def test_a_constant_feature_gets_an_axis_with_room_at_both_sides() -> None:
    assert Extent.around(4, 4) == Extent(3, 5)
    assert Extent.around(0, 0) == Extent.around(0, 5e-324) == Extent(-0.5, 0.5)
    assert Extent.around(-MOST, -MOST).low == -MOST


@given(extents)
def test_the_ends_of_an_axis_are_its_shares_0_and_1(extent: Extent) -> None:
    assert extent.share(extent.low) == 0
    assert extent.share(extent.high) == pytest.approx(1)
    assert extent.at(0) == pytest.approx(extent.low, rel=1e-9, abs=extent.half * 1e-9)
    assert extent.at(1) == pytest.approx(extent.high, rel=1e-9, abs=extent.half * 1e-9)


@given(extents, st.floats(0.01, 100), st.floats(0, 1))
def test_zooming_leaves_the_number_under_the_mouse_where_it_is(
    extent: Extent, factor: float, share: float
) -> None:
    assume(1e-100 < extent.half < 1e300)
    value, zoomed = extent.at(share), extent.scaled(factor, share)
    assert zoomed.share(value) == pytest.approx(share, abs=1e-3) or zoomed == extent


@given(extents, extents)
def test_what_is_moved_into_another_axis_lies_in_it(extent: Extent, most: Extent) -> None:
    moved = extent.within(most)
    assert most.low <= moved.low < moved.high <= most.high


def test_zooming_in_ends_where_numbers_cannot_be_parted_any_more() -> None:
    extent = Extent(1.0, 2.0)
    for _ in range(200):
        extent = extent.scaled(0.5)
    assert extent.low < extent.high
    assert extent.half >= 1e-12


def test_an_axis_as_wide_as_the_type_can_be_padded() -> None:
    assert Extent(-MOST, MOST).padded(0.1) == Extent(-MOST, MOST)
    assert Extent(-MOST, MOST).share(0.0) == 0.5


def test_ticks_are_short_numbers() -> None:
    assert round_numbers(Extent(0.13, 1.07), 6) == [0.2, 0.4, 0.6, 0.8, 1.0]
    assert round_numbers(Extent(-3, 12), 5) == [0, 5, 10]
    assert round_numbers(Extent(0, 1), 10) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]


@given(extents, st.integers(2, 40))
def test_ticks_lie_on_the_axis_and_are_no_more_than_there_is_room_for(
    extent: Extent, most: int
) -> None:
    ticks = round_numbers(extent, most)
    assert len(ticks) <= most
    assert all(extent.low <= tick <= extent.high for tick in ticks)
    assert ticks == sorted(ticks)


@given(extents, st.integers(3, 40))
def test_every_number_of_an_axis_is_in_a_bin_of_a_round_width(extent: Extent, most: int) -> None:
    edges = round_edges(extent, most)
    assert edges[0] <= extent.low
    assert edges[-1] > extent.high or extent.high + (edges[-1] - edges[-2]) / 2 == extent.high
    assert len(edges) <= most + 2


def test_bins_have_round_edges() -> None:
    assert round_edges(Extent(1.0, 6.9), 7) == [1, 2, 3, 4, 5, 6, 7]
    assert round_edges(Extent(1.0, 7.0), 8) == [1, 2, 3, 4, 5, 6, 7, 8]  # 7 is less than 8


@given(st.lists(floats, min_size=1), st.sampled_from([np.float16, np.float32, np.float64]))
def test_a_bin_counts_what_comparisons_with_its_edges_find(
    values: list[float], dtype: type[np.floating]
) -> None:
    array = np.array(values, dtype)
    bins = bins_for(Extent.around(float(array.min()), float(array.max())), 12, np.dtype(dtype))
    places = bins.places(array)
    assert places.min() >= 0
    assert places.max() < len(bins)
    for number, (low, high) in enumerate(zip(bins.edges, bins.edges[1:], strict=False)):
        with np.errstate(over="ignore"):
            found = (array >= low) & (array < high)  # as the filter compares
        assert np.array_equal(found, places == number)


def test_a_bound_has_as_few_digits_as_a_pixel_needs() -> None:
    assert rounded_inside(Extent(0, 7), 1.23456, 500) == 1.23
    assert rounded_inside(Extent(0, 7000), 1234.56, 500) == 1230
