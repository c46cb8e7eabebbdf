"""Arrays in .npy and .safetensors files as a batch: what is suggested, and what comes of it."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.array_batch import ArrayChoice, TargetArray, suggested_target
from nnfs_core.files.array_files import look_at_arrays
from nnfs_core.files.native import save
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import empty_project
from tests.core.tables import read_batch

DOUBLE = np.dtype(np.float64)
pytestmark = pytest.mark.usefixtures("small_blocks")


def suggested(path: Path, dtype: np.dtype[Any] = DOUBLE) -> Batch:
    found = look_at_arrays(path)
    return read_batch(found, ArrayChoice.suggested(found), dtype)


def tensors(path: Path, **arrays: np.ndarray) -> Path:
    save_file(arrays, path)
    return path


def matrix(n_rows: int = 8, width: int = 2) -> np.ndarray:
    return np.arange(n_rows * width, dtype=np.float32).reshape(n_rows, width)


def test_a_matrix_and_whole_numbers_are_inputs_and_classes(tmp_path: Path) -> None:
    path = tensors(
        tmp_path / "a.safetensors",
        kinds=np.array([0, 1, 2, 0, 1, 2, 0, 1], np.uint8),
        measures=matrix(),
        weights=np.ones((3, 3), np.int32),
        deep=np.ones((2, 2, 2)),
    )
    batch = suggested(path)
    assert batch.inputs.tolist() == matrix().tolist()
    assert batch.inputs.dtype == np.float64
    assert batch.targets.tolist() == [0, 1, 2, 0, 1, 2, 0, 1]
    assert batch.has_classes
    assert batch.target_name == "kinds"


def test_usual_names_are_preferred(tmp_path: Path) -> None:
    path = tensors(
        tmp_path / "a.safetensors",
        other=matrix(20),
        x=matrix(4),
        y=np.array([0.5, 1.5, 2.5, 3.5]),
        ids=np.arange(4),
    )
    batch = suggested(path)
    assert batch.n_samples == 4
    assert batch.targets.tolist() == [0.5, 1.5, 2.5, 3.5]


def test_which_targets_are_meant_is_not_guessed_at_random(tmp_path: Path) -> None:
    path = tensors(tmp_path / "a.safetensors", a=matrix(), b=np.arange(8), c=np.arange(8))
    assert suggested(path).targets is None


def test_bfloat16_is_read_though_numpy_does_not_know_it(tmp_path: Path) -> None:
    header = {"x": {"dtype": "BF16", "shape": [1, 2], "data_offsets": [0, 4]}}
    text = json.dumps(header).encode()
    content = struct.pack("<Q", len(text)) + text + struct.pack("<2H", 0x3FC0, 0xC000)
    (tmp_path / "a.safetensors").write_bytes(content)
    found = look_at_arrays(tmp_path / "a.safetensors")
    assert found.arrays[0].type_name == "bfloat16"
    assert found.first_rows(found.arrays[0], 9, [0, 1]).tolist() == [[1.5, -2.0]]
    assert suggested(tmp_path / "a.safetensors").inputs.tolist() == [[1.5, -2.0]]


def test_a_tensor_of_an_unknown_type_is_passed_over(tmp_path: Path) -> None:
    header = {
        "x": {"dtype": "F64", "shape": [1, 1], "data_offsets": [0, 8]},
        "y": {"dtype": "F8_E4M3", "shape": [3], "data_offsets": [8, 11]},
    }
    text = json.dumps(header).encode()
    content = struct.pack("<Q", len(text)) + text + struct.pack("<d", 2.5) + b"\0" * 3
    (tmp_path / "a.safetensors").write_bytes(content)
    assert suggested(tmp_path / "a.safetensors").inputs.tolist() == [[2.5]]


def test_a_file_without_a_matrix_is_refused_with_what_is_in_it(tmp_path: Path) -> None:
    tensors(tmp_path / "a.safetensors", deep=np.ones(()))
    with pytest.raises(NnfsError) as refused:
        look_at_arrays(tmp_path / "a.safetensors")
    assert str(refused.value) == (
        "a.safetensors holds no matrix of numbers that could be a batch, but deep of shape ()."
    )
    tensors(tmp_path / "a.safetensors")
    with pytest.raises(NnfsError, match="could be a batch; it is empty"):
        look_at_arrays(tmp_path / "a.safetensors")


def test_a_file_that_is_no_safetensors_file_is_refused(tmp_path: Path) -> None:
    for content, fault in ((b"", "is empty"), (b"hello, world", "is not a safetensors file")):
        (tmp_path / "a.safetensors").write_bytes(content)
        with pytest.raises(NnfsError, match=fault):
            look_at_arrays(tmp_path / "a.safetensors")


def test_a_project_of_ours_is_told_from_a_batch(tmp_path: Path) -> None:
    save(empty_project(), tmp_path / "a.safetensors")
    assert look_at_arrays(tmp_path / "a.safetensors").is_network


@pytest.mark.parametrize("kind", ["auto", "classes"])
def test_a_column_can_be_the_target(tmp_path: Path, kind: Any) -> None:
    np.save(tmp_path / "a.npy", np.array([[1, 5, 0.5], [2, 7, 1.5], [3, 5, 2.5], [4, 7, 3.5]]))
    found = look_at_arrays(tmp_path / "a.npy")
    told: list[float] = []
    choice = ArrayChoice(found.arrays[0], 1, kind)
    batch = read_batch(found, choice, np.dtype(np.float32), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert batch.columns == ("x0", "x2")
    assert batch.inputs.tolist() == [[1, 0.5], [2, 1.5], [3, 2.5], [4, 3.5]]
    assert batch.targets.tolist() == [0, 1, 0, 1]
    assert batch.class_names == ("5", "7")
    assert batch.target_name == "x1"


@pytest.mark.parametrize(
    ("numbers", "names"), [([0, 1], ("0", "1")), ([1, -1], ("-1", "1")), ([2, 3], ())]
)
def test_two_samples_of_0_and_1_or_of_minus_1_and_1_have_classes(
    tmp_path: Path, numbers: list[int], names: tuple[str, ...]
) -> None:
    np.save(tmp_path / "a.npy", np.array([[1.5, numbers[0]], [2.5, numbers[1]]]))
    found = look_at_arrays(tmp_path / "a.npy")
    batch = read_batch(found, ArrayChoice(found.arrays[0], 1), np.dtype(np.float64))
    assert batch.class_names == names


def test_targets_may_stand_in_another_file(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", matrix())
    np.save(tmp_path / "kinds.npy", np.arange(8) % 3)
    inputs, other = look_at_arrays(tmp_path / "a.npy"), look_at_arrays(tmp_path / "kinds.npy")
    target = TargetArray(other, other.arrays[0])
    batch = read_batch(inputs, ArrayChoice(inputs.arrays[0], target), DOUBLE)
    assert batch.targets.tolist() == [0, 1, 2, 0, 1, 2, 0, 1]
    assert batch.target_name == "kinds"
    np.save(tmp_path / "kinds.npy", np.arange(7))
    other = look_at_arrays(tmp_path / "kinds.npy")
    assert suggested_target(other, inputs.arrays[0]) is None
    with pytest.raises(NnfsError, match="kinds has 7 numbers, but there are 8 samples"):
        read_batch(
            inputs, ArrayChoice(inputs.arrays[0], TargetArray(other, other.arrays[0])), DOUBLE
        )


def test_a_batch_larger_than_memory_stays_in_its_file(tmp_path: Path, nothing_fits: None) -> None:
    path = tensors(tmp_path / "a.safetensors", x=matrix(), y=np.arange(8, dtype=np.int32) % 3 - 1)
    batch = suggested(path)
    assert not batch.input_rows.is_in_memory
    assert not batch.target_rows.is_in_memory
    assert batch.has_classes
    assert batch.class_names == ("-1", "0", "1")
    assert batch.n_classes == 3
    assert batch.inputs.tolist() == matrix().tolist()
    assert batch.targets.tolist() == [0, 1, 2, 0, 1, 2, 0, 1]


def test_a_column_of_a_batch_larger_than_memory_can_be_the_target(
    tmp_path: Path, nothing_fits: None
) -> None:
    np.save(tmp_path / "a.npy", np.asfortranarray(matrix()))
    found = look_at_arrays(tmp_path / "a.npy")
    values = ArrayChoice(found.arrays[0], 1, "values")
    assert read_batch(found, values, DOUBLE).targets.tolist() == matrix()[:, 1].tolist()
    as_values = read_batch(found, ArrayChoice(found.arrays[0], 1), np.dtype(np.float16))
    assert not as_values.input_rows.is_in_memory
    assert as_values.targets.tolist() == matrix()[:, 1].tolist()
    assert not as_values.has_classes
    as_classes = read_batch(found, ArrayChoice(found.arrays[0], 0, "classes"), DOUBLE)
    assert as_classes.targets.tolist() == list(range(8))
    assert as_classes.class_names == ("0", "2", "4", "6", "8", "10", "12", "14")


def test_whole_numbers_larger_than_memory_can_be_values(tmp_path: Path, nothing_fits: None) -> None:
    np.save(tmp_path / "a.npy", matrix().astype(np.int64))
    found = look_at_arrays(tmp_path / "a.npy")
    batch = read_batch(found, ArrayChoice(found.arrays[0], 0, "values"), DOUBLE)
    assert batch.target_rows.dtype == np.float64
    assert batch.targets.tolist() == matrix()[:, 0].tolist()


def test_opening_can_be_stopped(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", matrix())
    found = look_at_arrays(tmp_path / "a.npy")
    for target in (None, 1):
        with pytest.raises(Cancelled):
            read_batch(found, ArrayChoice(found.arrays[0], target), DOUBLE, cancelled=lambda: True)


def test_a_file_that_changes_between_the_look_and_the_opening_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", matrix())
    found = look_at_arrays(tmp_path / "a.npy")
    with (tmp_path / "a.npy").open("ab") as file:
        file.write(b"more")
    with pytest.raises(NnfsError, match=r"a.npy has changed since it was opened"):
        read_batch(found, ArrayChoice(found.arrays[0]), DOUBLE)


def test_the_first_rows_of_a_very_wide_matrix_are_few(tmp_path: Path) -> None:
    wide = np.zeros((30, 70_000))
    for array in (wide, np.asfortranarray(wide)):
        np.save(tmp_path / "a.npy", array)
        found = look_at_arrays(tmp_path / "a.npy")
        shape = found.first_rows(found.arrays[0], 20, [*range(50), 69_999]).shape
        assert shape in ((7, 51), (20, 51))
