"""NumPy's archives of arrays, as savez and savez_compressed write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnfs_core import Cancelled, NnfsError, read_data
from nnfs_core.files import npz
from nnfs_core.files.array_files import look_at_arrays
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.remarks import remarks

MNIST = {
    "x_test": np.zeros((2, 2, 2), np.uint8),
    "y_test": np.array([1, 0], np.uint8),
    "x_train": np.arange(12, dtype=np.uint8).reshape(3, 2, 2),
    "y_train": np.array([1, 0, 1], np.uint8),
}
each_writer = pytest.mark.parametrize("write", [np.savez, np.savez_compressed])
Write = Callable[..., None]


@each_writer
def test_inputs_and_targets_of_the_same_part_belong_together(tmp_path: Path, write: Write) -> None:
    write(tmp_path / "mnist.npz", **MNIST)
    batch = read_data(tmp_path / "mnist.npz")
    assert batch.inputs.tolist() == MNIST["x_train"].reshape(3, 4).tolist()
    assert batch.targets.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("inputs", "targets"),
    [("X", "y"), ("train_images", "train_labels"), ("data", "target"), ("inputs_a", "targets_a")],
)
def test_usual_names_are_paired(tmp_path: Path, inputs: str, targets: str) -> None:
    wrong = {f"{targets}_of_others": np.array([5, 5, 5])}
    content: dict[str, Any] = {inputs: np.eye(3), targets: np.array([0, 1, 2]), **wrong}
    np.savez(tmp_path / "some.npz", **content)
    assert read_data(tmp_path / "some.npz").targets.tolist() == [0, 1, 2]


@each_writer
def test_every_array_comes_back_bit_by_bit(tmp_path: Path, write: Write) -> None:
    rng = np.random.default_rng(0)
    content = {f"a{n}": rng.standard_normal((n + 1, 3)).astype(f"f{2 << n % 3}") for n in range(9)}
    write(tmp_path / "some.npz", **content)
    found = look_at_arrays(tmp_path / "some.npz")
    assert [array.name for array in found.arrays] == [*content]
    for array in found.arrays:
        expected = content[array.name]
        read = array.matrix.read(found.file, 0, len(expected), expected.dtype)
        assert read.tobytes() == expected.tobytes()


def test_a_compressed_archive_can_be_read_after_its_file_is_gone(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "some.npz", x=np.eye(3))
    found = look_at_arrays(tmp_path / "some.npz")
    (tmp_path / "some.npz").unlink()
    assert found.first_rows(found.arrays[0], 1, [0, 1]).tolist() == [[1, 0]]


def test_what_is_no_array_of_numbers_is_left_out(tmp_path: Path) -> None:
    np.savez(tmp_path / "some.npz", names=np.array(["a", "b"]), x=np.eye(2))
    with zipfile.ZipFile(tmp_path / "some.npz", "a") as archive:
        archive.writestr("README.txt", "hello")
    assert [array.name for array in look_at_arrays(tmp_path / "some.npz").arrays] == ["x"]


def stored(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def good() -> bytes:
    file = io.BytesIO()
    np.savez(file, x=np.eye(3))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"PK\x03\x04", "is damaged"),
        (good()[:100], "is damaged"),
        (good()[:-30], "is damaged"),
        (stored({}), "holds no array"),
        (stored({"a.txt": b"x"}), "holds no array"),
        (stored({"a.npy": b"x"}), "a.npy is not a .npy file"),
    ],
)
def test_a_damaged_archive_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "some.npz"
    path.write_bytes(content)
    with pytest.raises(NnfsError) as refused:
        look_at_arrays(path)
    assert fault in str(refused.value)


def test_an_archive_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.npz"
    np.savez_compressed(path, x=np.random.default_rng(0).standard_normal((50, 50)))
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    with pytest.raises(NnfsError, match=r"some\.npz is damaged"):
        look_at_arrays(path)


def test_no_more_is_unpacked_than_there_is_room_for(tmp_path: Path) -> None:
    path = tmp_path / "zeros.npz"
    np.savez_compressed(path, x=np.zeros((1000, 1000)))
    assert path.stat().st_size < 20_000
    with pytest.raises(NnfsError) as refused:
        npz.read_npz(OpenFile(path), limit=10**6)
    assert str(refused.value) == "zeros.npz unpacks to more than there is room for."
    with pytest.raises(Cancelled):
        look_at_arrays(path, cancelled=lambda: True)


def test_a_list_of_members_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "many.npz"
    path.write_bytes(stored({f"{n:060}.npy": b"" for n in range(12_000)}))
    with pytest.raises(NnfsError, match="is damaged"):
        look_at_arrays(path)


def test_arrays_that_are_left_out_are_remarked(tmp_path: Path) -> None:
    arrays = {"x": np.zeros((4, 2)), "y": np.array([0, 1, 0, 1])}
    np.savez(tmp_path / "some.npz", **arrays, weights=np.ones(4), more=np.ones((9, 3)))
    with remarks() as told:
        batch = read_data(tmp_path / "some.npz")
    assert batch.targets.tolist() == [0, 1, 0, 1]
    assert told == ["2 arrays left out: weights, more."]
