"""IDX files, in which MNIST and its kin keep pictures and labels."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnfs_core import Batch, NnfsError, read_data
from nnfs_core.arrays import AnyArray
from nnfs_core.files.array_batch import ArrayChoice, TargetArray
from nnfs_core.files.array_files import look_at_arrays
from nnfs_core.project.pictures import PictureSize
from tests.sample_files import IDX_TYPES, idx_bytes

PICTURES = np.arange(4 * 2 * 2, dtype=np.uint8).reshape(4, 2, 2)
LABELS = np.array([7, 0, 7, 0], np.uint8)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_each_picture_is_a_sample_of_its_pixels_row_by_row(tmp_path: Path) -> None:
    batch = read_data(written(tmp_path, "some-idx3-ubyte", idx_bytes(PICTURES)))
    assert batch.inputs.tolist() == [list(range(n, n + 4)) for n in (0, 4, 8, 12)]
    assert batch.targets is None
    assert batch.picture_size == PictureSize(2, 2)


@pytest.mark.parametrize(
    "name", ["train-images-idx3-ubyte", "t10k-images.idx3-ubyte", "train-images-idx3-ubyte.gz"]
)
def test_the_labels_beside_the_pictures_are_the_targets(tmp_path: Path, name: str) -> None:
    pack = gzip.compress if name.endswith(".gz") else bytes
    path = written(tmp_path, name, pack(idx_bytes(PICTURES)))
    labels = name.replace("images", "labels").replace("idx3", "idx1")
    written(tmp_path, labels, pack(idx_bytes(LABELS)))
    batch = read_data(path)
    assert batch.inputs.shape == (4, 4)
    assert [batch.class_names[target] for target in batch.targets] == ["7", "0", "7", "0"]


@pytest.mark.parametrize("labels", [idx_bytes(LABELS[:2]), b"no labels", b""])
def test_labels_that_do_not_fit_are_left_alone(tmp_path: Path, labels: bytes) -> None:
    path = written(tmp_path, "train-images-idx3-ubyte", idx_bytes(PICTURES))
    written(tmp_path, "train-labels-idx1-ubyte", labels)
    assert read_data(path).targets is None


@given(
    st.sampled_from(sorted(IDX_TYPES)).flatmap(
        lambda name: arrays.arrays(name, arrays.array_shapes(max_dims=4, max_side=4))
    )
)
def test_every_number_comes_back_bit_by_bit(array: AnyArray) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = look_at_arrays(written(Path(folder), "some.idx", idx_bytes(array)))
        matrix = found.arrays[0].matrix
        read = matrix.read(found.file, 0, len(array), array.dtype)
    assert read.tobytes() == array.tobytes()


def test_an_idx_file_is_known_by_its_content(tmp_path: Path) -> None:
    found = look_at_arrays(written(tmp_path, "misnamed.npy", idx_bytes(PICTURES)))
    assert found.arrays[0].shape == (4, 2, 2)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty."),
        (b"\0\0\x08", "is not an IDX file."),
        (b"\0\0\x07\x01\0\0\0\x01x", "is not an IDX file."),
        (b"\0\0\x08\x03\0\0\0\x01", "is cut short."),
        (idx_bytes(PICTURES)[:-1], "is damaged: its array of shape (4, 2, 2) takes 16 bytes"),
        (idx_bytes(PICTURES) + b"x", "is damaged: its array of shape (4, 2, 2) takes 16 bytes"),
        (b"\0\0\x0e\x02" + b"\xff" * 8, "is damaged: its array of shape (4294967295, 4294967295)"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    with pytest.raises(NnfsError) as refused:
        look_at_arrays(written(tmp_path, "some.idx", content))
    assert str(refused.value).startswith(f"some.idx {fault}")


def test_labels_in_a_file_apart_are_suggested_with_their_file(tmp_path: Path) -> None:
    written(tmp_path, "train-labels-idx1-ubyte", idx_bytes(LABELS))
    found = look_at_arrays(written(tmp_path, "train-images-idx3-ubyte", idx_bytes(PICTURES)))
    choice = ArrayChoice.suggested(found)
    assert choice is not None
    assert isinstance(choice.target, TargetArray)
    assert choice.target.source.path.name == "train-labels-idx1-ubyte"
    assert isinstance(read_data(found.path), Batch)


@pytest.mark.parametrize("sides", [(1, 4), (4, 1), (8, 8)])
def test_only_pictures_that_names_do_not_tell_are_said_to_be_some(
    tmp_path: Path, sides: tuple[int, int]
) -> None:
    batch = read_data(written(tmp_path, "some.idx", idx_bytes(np.zeros((3, *sides), np.uint8))))
    assert batch.said_pictures is None
    assert (batch.picture_size is not None) == (sides == (8, 8))
