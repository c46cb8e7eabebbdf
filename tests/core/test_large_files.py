"""Reading a file that is large but harmless takes little memory, and work that grows with its size.

Every format of the table takes part: with texts that are large in a way of their own, and with
batches that it writes itself. Work is counted in calls, not in seconds.
"""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, NnfsError, Project, ReLU
from nnfs_core.files.tables.chunks.source import CHUNK_CHARACTERS
from nnfs_core.files.tables.targets import number_targets
from nnfs_core.formats import FORMATS, Format
from nnfs_core.learning.lessons.reading import read_lesson
from nnfs_core.matrix.rows import Rows
from tests.torture.large import KINDS, LARGE, assert_bounded, check, cost, project_file
from tests.torture.readers import READERS, read_with

N = 6_000  # bytes of a small file; a large one has twice as many
NAMED = [kind for kind in KINDS if kind not in (".clipboard", ".journal")]  # whose files are chosen


@pytest.mark.parametrize("content", LARGE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_large_file_takes_little_memory_and_work_like_its_size(
    tmp_path: Path, kind: str, content: str
) -> None:
    check(kind, content, N, tmp_path)


def written(format: Format, path: Path, n_samples: int, n_features: int) -> None:
    assert format.write is not None
    batch = Batch(np.random.default_rng(0).standard_normal((n_samples, n_features)))
    if format.holds is Project:
        format.write(path, Project(Network([Dense.random(n_features, 2), ReLU()]), batch))
    else:
        format.write(path, batch, name="inputs")


@pytest.mark.parametrize("shape", [(2_000, 3), (3, 2_000), (2_000, 1)])
@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.title)
def test_what_a_format_writes_is_read_with_little_memory(
    tmp_path: Path, format: Format, shape: tuple[int, int]
) -> None:
    n_samples, n_features = shape
    wide = n_features > n_samples
    for suffix in format.written:
        small, large = tmp_path / f"small{suffix}", tmp_path / f"large{suffix}"
        written(format, small, n_samples, n_features)
        written(format, large, n_samples * (1 if wide else 2), n_features * (2 if wide else 1))
        assert_bounded(read_with(format), small, large)


@pytest.mark.parametrize("cell", ["1", ".1", ""])
@pytest.mark.parametrize("end", ["x\n", '"1\n'])
def test_a_table_that_is_wrong_only_at_its_end_takes_twice_its_text(
    tmp_path: Path, cell: str, end: str
) -> None:
    """Beyond what a chunk takes, which a table of twice as many chunks shows."""
    path, peaks, sizes = tmp_path / "short.csv", list[int](), list[int]()
    first, row = "1," * 999 + "1\n", (cell + ",") * 999 + "1\n"
    rows_of_chunk = 1 + CHUNK_CHARACTERS // len(row)
    for n_chunks in (4, 8):
        path.write_text(first + row * rows_of_chunk * n_chunks + end)
        tracemalloc.start()
        with pytest.raises(NnfsError):
            READERS[".csv"](path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        sizes.append(path.stat().st_size)
    assert peaks[1] - peaks[0] <= 2.01 * (sizes[1] - sizes[0])


def test_a_key_of_many_parts_takes_no_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(LARGE["dots"](40_000))
    _, peak, _ = cost(read_lesson, path)
    assert peak < 5 * 10**6


def test_more_tensors_than_anyone_has_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(LARGE["empty tensors"](4 * 10**6))
    _, peak, _ = cost(READERS[".safetensors"], path)
    assert peak < 3 * path.stat().st_size
    with pytest.raises(NnfsError, match=r"more than 50,000 tensors"):
        READERS[".safetensors"](path)


def test_colons_in_names_are_no_tensors(tmp_path: Path) -> None:
    names = ["chr1:1:2:3:4"] * 60_000
    path = tmp_path / "x.nnfs"
    path.write_bytes(project_file(60_000, batch={"columns": names}))
    project = READERS[".nnfs"](path)
    assert isinstance(project, Project)
    assert project.batch.columns == tuple(names)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("suffix", NAMED)
def test_what_is_no_ordinary_file_is_never_waited_for(tmp_path: Path, suffix: str) -> None:
    pipe, endless = tmp_path / f"pipe{suffix}", tmp_path / f"endless{suffix}"
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    for path in (pipe, endless):
        with pytest.raises(NnfsError, match=r"is not an ordinary file; choose a file\.$"):
            READERS[suffix](path)


def test_numbering_a_million_targets_takes_no_copies_of_all() -> None:
    rows = Rows.of(np.arange(10**6, dtype=np.float64).reshape(-1, 1) % 3)
    tracemalloc.start()
    try:
        numbered, _ = number_targets(rows, "classes", "y")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert numbered.array[:4, 0].tolist() == [0, 1, 2, 0]
    assert peak < 2 * 8 * 10**6
