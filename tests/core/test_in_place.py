"""Matrices read where they lie in a file: the same numbers, little memory, and no surprise."""

from __future__ import annotations

import gc
import os
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.arrays import AnyArray, same_bits
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files import in_place, open_file
from nnfs_core.files.atomic import replacing
from nnfs_core.files.in_place import StoredMatrix, read_rows, rows_in_place
from nnfs_core.files.open_file import OpenFile
from nnfs_core.matrix import block_sizes

pytestmark = pytest.mark.usefixtures("small_blocks")

DOUBLE = np.dtype(np.float64)


def stored_in(
    path: Path, matrix: AnyArray, by_columns: bool = False, offset: int = 5
) -> StoredMatrix:
    """Write a matrix behind some other bytes."""
    lying = matrix.T if by_columns else matrix
    path.write_bytes(b"x" * offset + lying.tobytes())
    return StoredMatrix(offset, matrix.shape, matrix.dtype, by_columns)


@given(
    st.tuples(st.integers(0, 11), st.integers(0, 4)),
    st.sampled_from(["f2", "f4", "f8", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]),
    st.sampled_from("<>"),
    st.booleans(),
    st.sampled_from(["f2", "f4", "f8"]),
    st.randoms(use_true_random=False),
)
def test_any_matrix_is_read_as_numpy_would_have_it(
    tmp_path_factory: pytest.TempPathFactory,
    shape: tuple[int, int],
    kind: str,
    order: str,
    by_columns: bool,
    wanted: str,
    random: object,
) -> None:
    path = tmp_path_factory.getbasetemp() / "matrix.bin"
    count = shape[0] * shape[1] * np.dtype(kind).itemsize
    matrix = np.frombuffer(random.randbytes(count), order + kind).reshape(shape)  # type: ignore[attr-defined]
    stored, dtype = stored_in(path, matrix, by_columns), np.dtype(wanted)
    with np.errstate(all="ignore"):
        expected = matrix.astype(dtype)
    file = OpenFile(path)
    deferred = rows_in_place(file, stored, dtype)
    assert same_bits(deferred.array, expected)
    assert same_bits(read_rows(file, stored, dtype).array, expected)
    assert deferred.is_in_memory == (shape[0] == 0)
    for start, block in deferred.arrays():
        assert not block.flags.writeable
        assert same_bits(block, expected[start : start + len(block)])


def test_bfloat16_is_the_upper_half_of_float32(tmp_path: Path) -> None:
    numbers = np.array([[1.5, -2.0], [np.inf, 3.0]], np.float32)
    halves = (numbers.view(np.uint32) >> 16).astype(np.uint16)
    stored = stored_in(tmp_path / "a.bin", halves)
    stored = StoredMatrix(stored.offset, stored.shape, stored.dtype, is_bfloat16=True)
    assert rows_in_place(OpenFile(tmp_path / "a.bin"), stored, DOUBLE).array.tolist() == (
        numbers.tolist()
    )


def test_a_small_matrix_is_read_into_memory_and_a_large_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = stored_in(tmp_path / "a.bin", np.ones((8, 4)))
    assert read_rows(OpenFile(tmp_path / "a.bin"), stored, DOUBLE).is_in_memory
    monkeypatch.setattr(in_place, "IN_MEMORY", 255)
    monkeypatch.setattr(in_place, "free_memory", lambda: 16 * 256)
    assert read_rows(OpenFile(tmp_path / "a.bin"), stored, DOUBLE).is_in_memory
    monkeypatch.setattr(in_place, "free_memory", lambda: 16 * 255)
    assert not read_rows(OpenFile(tmp_path / "a.bin"), stored, DOUBLE).is_in_memory


def test_reading_tells_how_far_it_is_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_place, "CHUNK_BYTES", 64)
    stored = stored_in(tmp_path / "a.bin", np.ones((8, 4)))
    told: list[float] = []
    read_rows(OpenFile(tmp_path / "a.bin"), stored, DOUBLE, progress=told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]
    with pytest.raises(Cancelled):
        read_rows(OpenFile(tmp_path / "a.bin"), stored, DOUBLE, cancelled=lambda: len(told) > 3)


def test_a_file_that_shrinks_is_told_with_both_sizes(tmp_path: Path) -> None:
    path = tmp_path / "flowers.npy"
    stored = stored_in(path, np.ones((1000, 1000)))
    rows = rows_in_place(OpenFile(path), stored, DOUBLE)
    assert rows.row(0)[0] == 1
    os.truncate(path, 3_200_000)
    for row in (900, 300):  # behind the new end, and before it
        with pytest.raises(NnfsError) as told:
            rows.row(row)
        assert str(told.value) == (
            "flowers.npy has changed since it was opened: it holds 3.2 MB where 8.0 MB were; "
            "open it again."
        )


def test_a_file_that_is_written_to_is_told_even_at_the_same_size(tmp_path: Path) -> None:
    path = tmp_path / "flowers.npy"
    stored = stored_in(path, np.ones((9, 2)))
    rows = rows_in_place(OpenFile(path), stored, DOUBLE)
    with path.open("r+b") as file:
        file.write(b"other")
    os.utime(path, ns=(1, 1))
    with pytest.raises(NnfsError, match=r"^flowers.npy has changed since it was opened; open it"):
        rows.row(0)


def test_a_file_that_cannot_be_read_any_more_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: OpenFile, memory: memoryview, start: int) -> int:
        raise OSError(5, "Input/output error")

    stored = stored_in(tmp_path / "a.npy", np.ones((9, 2)))
    rows = rows_in_place(OpenFile(tmp_path / "a.npy"), stored, DOUBLE)
    monkeypatch.setattr(OpenFile, "_piece", broken)
    with pytest.raises(NnfsError, match=r"a.npy cannot be read any more: Input/output error; open"):
        rows.row(0)


def test_a_read_in_several_pieces_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = np.arange(12.0).reshape(6, 2)
    stored = stored_in(tmp_path / "a.npy", matrix)
    whole = OpenFile._piece
    monkeypatch.setattr(OpenFile, "_piece", lambda self, memory, at: whole(self, memory[:7], at))
    assert rows_in_place(OpenFile(tmp_path / "a.npy"), stored, DOUBLE).array.tolist() == (
        matrix.tolist()
    )


def test_where_there_is_no_read_at_a_place_the_numbers_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "preadv", raising=False)
    matrix = np.arange(12.0).reshape(6, 2)
    stored = stored_in(tmp_path / "a.npy", matrix)
    rows = rows_in_place(OpenFile(tmp_path / "a.npy"), stored, DOUBLE)
    assert rows.row(5).tolist() == [10, 11]
    assert rows.row(0).tolist() == [0, 1]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced here")
def test_another_file_of_the_same_name_does_not_change_the_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    stored = stored_in(path, np.ones((9, 2)))
    rows = rows_in_place(OpenFile(path), stored, DOUBLE)
    with replacing(path) as file:
        file.write(b"other")
    assert rows.row(8).tolist() == [1, 1]
    path.unlink()
    assert rows.row(0).tolist() == [1, 1]


def test_where_open_files_cannot_be_replaced_a_save_over_one_is_refused_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_file, "CAN_REPLACE_OPEN_FILES", False)
    path = tmp_path / "a.npy"
    path.write_bytes(b"old")
    file = OpenFile(path)
    with pytest.raises(NnfsError, match="is read from this very file"), replacing(path):
        pass
    assert file.read(0, 3).tobytes() == b"old"
    assert os.listdir(tmp_path) == ["a.npy"]
    del file
    gc.collect()
    with replacing(path) as new:
        new.write(b"new")
    assert path.read_bytes() == b"new"


def test_the_file_is_closed_when_nobody_holds_it(tmp_path: Path) -> None:
    stored = stored_in(tmp_path / "a.npy", np.ones((9, 2)))
    file = OpenFile(tmp_path / "a.npy")
    raw = file._file
    rows = rows_in_place(file, stored, DOUBLE)
    del file
    assert not raw.closed
    del rows
    gc.collect()
    assert raw.closed


def test_a_file_of_many_gigabytes_opens_at_once_and_takes_little_memory(tmp_path: Path) -> None:
    path, n_rows = tmp_path / "huge.bin", 1_250_000_000
    path.touch()
    try:
        os.truncate(path, n_rows * 4 * 8)  # 40 GB, all of it a hole
    except OSError:
        pytest.skip("no file may be so large here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block_sizes, "MAX_BLOCK_ROWS", 2**14)
        tracemalloc.start()
        rows = read_rows(OpenFile(path), StoredMatrix(0, (n_rows, 4), DOUBLE), np.dtype(np.float32))
        assert not rows.is_in_memory
        assert rows.row(n_rows - 1).tolist() == [0, 0, 0, 0]
        assert rows.rows(10**9, 10**9 + 3).shape == (3, 4)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 40 * 2**20


def test_a_wide_matrix_in_fortran_order_is_refused_when_it_would_take_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = stored_in(tmp_path / "a.npy", np.ones((3, 9)), by_columns=True)
    monkeypatch.setattr(in_place, "MAX_COLUMNS_APART", 8)
    assert read_rows(OpenFile(tmp_path / "a.npy"), stored, DOUBLE).shape == (3, 9)
    monkeypatch.setattr(in_place, "fits_in_memory", lambda stored, dtype: False)
    with pytest.raises(NnfsError, match=r"column after column .* with 9 columns is too slow"):
        read_rows(OpenFile(tmp_path / "a.npy"), stored, DOUBLE)
