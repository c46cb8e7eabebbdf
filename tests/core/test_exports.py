"""A batch or a layer's outputs for other programs: streamed, whole or not at all, bit for bit."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file

from nnfs_core.arrays import AnyArray, same_bits
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.array_batch import ArrayChoice
from nnfs_core.files.array_files import look_at_arrays
from nnfs_core.files.native import load, save
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.formats import write_data
from nnfs_core.matrix.blocks import Deferred
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from tests.core.strategies import batches, precisions
from tests.core.tables import read_batch, read_table

pytestmark = pytest.mark.usefixtures("small_blocks")
NAMES = ["a.csv", "a.tsv", "a.npy", "a.safetensors"]


class Computed(Deferred):
    """A block that is worked out when it is looked at, as the outputs of a large pass are."""

    def __init__(self, numbers: AnyArray, log: list[int]) -> None:
        super().__init__(numbers.shape, numbers.dtype)
        self._numbers, self._log = numbers, log

    def load(self) -> AnyArray:
        self._log.append(len(self))
        if np.isnan(self._numbers).any():
            raise NnfsError("flowers.npy has changed since it was opened; open it again.")
        return self._numbers


def computed(matrix: AnyArray, step: int = 3) -> tuple[Rows, list[int]]:
    """Deferred rows whose blocks lie column after column, and what was worked out so far."""
    log: list[int] = []
    parts = [
        Computed(np.asfortranarray(matrix[start : start + step]), log)
        for start in range(0, len(matrix), step)
    ]
    return Rows(tuple(parts), matrix.shape[1], matrix.dtype), log


def read_back(path: Path, dtype: np.dtype) -> AnyArray:
    if path.suffix == ".npy":
        return np.load(path)
    if path.suffix == ".safetensors":
        return load_file(path)["outputs"]
    delimiter = "\t" if path.suffix == ".tsv" else ","
    return read_table(path, TableFormat(delimiter), dtype=dtype).batch.inputs


@pytest.mark.parametrize("precision", ["float16", "float32", "float64"])
@pytest.mark.parametrize("name", NAMES)
def test_outputs_in_deferred_blocks_are_written_bit_for_bit(
    tmp_path: Path, name: str, precision: str
) -> None:
    matrix = np.random.default_rng(1).normal(size=(10, 3)).astype(precision)
    rows, log = computed(matrix)
    told: list[float] = []
    outputs = Batch(rows, None, ["a", "b", "c"])
    write_data(tmp_path / name, outputs, name="outputs", progress=told.append)
    assert same_bits(read_back(tmp_path / name, matrix.dtype), matrix)
    assert log == [3, 3, 3, 1]  # each block once
    assert told == sorted(told)
    assert told[-1] == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_more_than_a_few_blocks_are_in_memory(tmp_path: Path, name: str) -> None:
    rows, log = computed(np.ones((9, 2)))
    with pytest.raises(Cancelled):
        write_data(tmp_path / name, Batch(rows), cancelled=lambda: len(log) >= 2)
    assert log == [3, 3]
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_export_whose_numbers_cannot_be_got_leaves_the_old_file(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"old")
    matrix = np.ones((9, 2))
    matrix[7] = np.nan
    with pytest.raises(NnfsError, match=r"flowers.npy has changed since it was opened; open it"):
        write_data(tmp_path / name, Batch(computed(matrix)[0]))
    assert (tmp_path / name).read_bytes() == b"old"
    assert os.listdir(tmp_path) == [name]


@settings(max_examples=60)
@given(st.data())
def test_a_batch_comes_back_from_safetensors_with_all_its_names(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    precision = data.draw(precisions)
    batch = data.draw(batches(precision)).astype(precision)
    path = tmp_path_factory.getbasetemp() / "batch.safetensors"
    write_data(path, batch)
    assert load_file(path)["inputs"].tobytes() == batch.inputs.tobytes()
    found = look_at_arrays(path)
    again = read_batch(found, ArrayChoice.suggested(found), np.dtype(precision))
    assert same_bits(again.inputs, batch.inputs)
    assert again.columns == batch.columns
    if batch.has_classes:
        only_a_project_keeps = {"said_pictures": None, "label_rows": None, "subset_rows": None}
        assert again == batch.with_(**only_a_project_keeps)


def test_a_npy_file_holds_the_inputs_alone(tmp_path: Path) -> None:
    write_data(tmp_path / "a.npy", Batch([[1, 2], [3, 4]], [0, 1]))
    assert np.load(tmp_path / "a.npy").tolist() == [[1, 2], [3, 4]]


def test_names_of_half_a_character_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match="half a character"):
        write_data(tmp_path / "a.safetensors", Batch([[1.0]], columns=["\ud83d"]))
    assert os.listdir(tmp_path) == []


def test_a_project_with_a_deferred_batch_is_saved_block_by_block(tmp_path: Path) -> None:
    matrix = np.random.default_rng(1).normal(size=(10, 3))
    rows, log = computed(matrix)
    targets, _ = computed(np.arange(10.0).reshape(10, 1), 4)
    told: list[float] = []
    project = Project(Network(), Batch(rows, targets))
    save(project, tmp_path / "a.nnfs", progress=told.append)
    assert log == [3, 3, 3, 1]
    assert told[-1] == 1
    loaded = load(tmp_path / "a.nnfs")
    assert same_bits(loaded.batch.inputs, matrix)
    assert loaded.batch.targets.tolist() == list(range(10))
    assert load_file(tmp_path / "a.nnfs")["batch.inputs"].tobytes() == matrix.tobytes()
