"""Sparse texts of a few letters a row stand for wide rows: few of them are in memory at a time."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from nnfs_core import NnfsError
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.reading import read_table

WIDTH, ROWS = 2_000, 40_000


def arff() -> str:
    attributes = "".join(f"@attribute a{n} real\n" for n in range(WIDTH))
    return f"@relation r\n{attributes}@data\n" + "{0 1.5}\n" * ROWS


def json_records() -> str:
    first = ",".join(f'"a{n}":1' for n in range(WIDTH))
    return f"[{{{first}}}" + ',{"a0":1.5}' * ROWS + "]"


def libsvm() -> str:
    return f"1 1:1 {WIDTH}:2\n" + "1 1:1.5\n" * ROWS


@pytest.mark.parametrize("write", [arff, json_records, libsvm])
def test_a_short_text_of_wide_rows_takes_little_memory_until_it_is_known_to_fit(
    tmp_path: Path, write: object
) -> None:
    path = tmp_path / "wide.txt"
    path.write_text(write())  # type: ignore[operator]
    tracemalloc.start()
    try:
        guess = sniff(path)
        with pytest.raises(NnfsError, match=r"need [56]\d\d\.\d MB of memory, but only 100\.0 MB"):
            read_table(guess, TableChoice.suggested(guess), limit=10**8)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert guess.cells is not None
    assert peak < 60 * 10**6
    block = next(iter(guess.cells.blocks([*range(WIDTH)], 0, lambda: False)))
    assert len(block.rows) <= 2**18 // WIDTH
