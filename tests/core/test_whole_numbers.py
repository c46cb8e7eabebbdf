"""Whole numbers of columns are counted while they are few, many rows at a time."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.files.tables.surveying import whole_numbers
from nnfs_core.files.tables.surveying.whole_numbers import WholeNumbers

MOST = 3
COLUMNS = [0, 2, 3]  # those that are counted
NUMBERS = st.sampled_from([0.0, -0.0, 1.0, 2.0, -7.0, 40.0, 1e6, 0.5, np.nan, np.inf])
BLOCKS = st.lists(st.lists(st.lists(NUMBERS, min_size=4, max_size=4), max_size=5), max_size=6)


def expected(numbers: list[float]) -> dict[str, int] | None:
    known = [number for number in numbers if not np.isnan(number)]
    if not all(np.isfinite(number) and number == int(number) for number in known):
        return None
    if known and (len({*known}) > MOST or max(known) - min(known) >= 1000):
        return None
    return {str(int(n)): count for n, count in sorted(Counter(known).items())}


@given(BLOCKS, st.integers(1, 20))
def test_each_number_is_counted_until_one_is_not_whole_or_they_are_many(
    blocks: list[list[list[float]]], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole_numbers, "AT_ONCE", at_once)
        patch.setattr(whole_numbers, "WIDEST", 1000)
        counted = WholeNumbers(COLUMNS, MOST)
        for block in blocks:
            counted.take(np.array(block).reshape(-1, 4))
    rows = [row for block in blocks for row in block]
    for column in COLUMNS:
        assert counted.of(column) == expected([row[column] for row in rows])
    assert counted.of(1) == {}
