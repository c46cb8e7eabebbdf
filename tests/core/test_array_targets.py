"""Targets in files of arrays: the same classes come of them on every computer, and none merge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnfs_core.errors import NnfsError
from nnfs_core.files.array_batch import ArrayChoice, TargetArray
from nnfs_core.files.array_files import look_at_arrays
from nnfs_core.matrix import block_sizes
from nnfs_core.project.batch import Batch
from tests.core.tables import read_batch
from tests.core.test_array_files import DOUBLE, matrix, suggested, tensors
from tests.deferred import leave_in_files

pytestmark = pytest.mark.usefixtures("small_blocks")

SAME_NUMBERS: dict[str, Any] = {
    "from one": np.arange(40) % 10 + 1,
    "from zero": np.arange(40) % 10,
    "with -1": np.arange(40) % 3 - 1,
    "with gaps": np.array([7, 3, 99, 3] * 10),
    "whole floats": np.array([2.0, -0.0, 0.0, 5.0] * 10),
    "with missing": np.array([2.0, np.nan, 1.0, 2.0] * 10),
    "all missing": np.full(40, np.nan),
    "halves": np.array([0.5, 1.0, np.inf, -np.inf] * 10),
    "each once": np.arange(40),
    "zeros and ones, each once": np.array([0, 1]),
    "too large to be guessed": np.array([7, 100] * 20),
    "too many to be guessed": np.arange(400) % 101,
    "too many": np.arange(10_001),
    "bool": np.array([True, False] * 20),
}


@pytest.mark.parametrize("kind", ["auto", "classes", "values"])
@pytest.mark.parametrize("name", SAME_NUMBERS)
def test_targets_are_the_same_whether_they_fit_into_memory_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: Any
) -> None:
    numbers = SAME_NUMBERS[name]
    np.save(tmp_path / "x.npy", np.zeros((len(numbers), 1)))
    np.save(tmp_path / "y.npy", numbers)
    inputs, other = look_at_arrays(tmp_path / "x.npy"), look_at_arrays(tmp_path / "y.npy")
    choice = ArrayChoice(inputs.arrays[0], TargetArray(other, other.arrays[0]), kind)

    def result() -> Batch | str:
        try:
            return read_batch(inputs, choice, DOUBLE)
        except NnfsError as error:
            return str(error)

    monkeypatch.setattr(block_sizes, "MAX_BLOCK_ROWS", len(numbers) // 3 + 1)
    in_memory = result()
    leave_in_files(monkeypatch)
    in_place = result()
    if isinstance(in_memory, str) or isinstance(in_place, str):
        assert in_memory == in_place
        assert in_memory == (
            "The target 'y' has more than 10,000 different numbers, too many for classes; "
            "read it as values."
        )
        return
    assert in_place.target_rows is not None
    assert not in_place.target_rows.is_in_memory
    np.testing.assert_array_equal(in_place.targets, in_memory.targets, strict=True)
    assert in_place.class_names == in_memory.class_names
    assert in_place.n_classes == in_memory.n_classes


@pytest.mark.parametrize("fits", [True, False])
@pytest.mark.parametrize("as_column", [True, False])
@pytest.mark.parametrize(
    ("numbers", "quoted"),
    [
        (np.array([0, 2**64 - 1] * 4, np.uint64), "18446744073709551616"),
        (np.array([-(2**63), -1] * 4), "-9223372036854775808"),
        (np.array([2**53, 2**53 + 1] * 4), "9007199254740992"),
    ],
)
def test_whole_numbers_too_large_to_be_told_apart_are_values_and_never_classes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    numbers: np.ndarray,
    quoted: str,
    as_column: bool,
    fits: bool,
) -> None:
    if not fits:
        leave_in_files(monkeypatch)
    np.save(tmp_path / "y.npy", np.stack([numbers, numbers], axis=1) if as_column else numbers)
    found = look_at_arrays(tmp_path / "y.npy")
    target = 1 if as_column else TargetArray(found, found.arrays[0])
    for kind in ("auto", "values"):
        batch = read_batch(found, ArrayChoice(found.arrays[0], target, kind), DOUBLE)
        assert not batch.has_classes
        assert batch.targets.tolist() == [float(number) for number in numbers]
    with pytest.raises(NnfsError) as refused:
        read_batch(found, ArrayChoice(found.arrays[0], target, "classes"), DOUBLE)
    name = "x1" if as_column else "y"
    assert str(refused.value) == (
        f"The target '{name}' has whole numbers from 9,007,199,254,740,992 on, such as {quoted}, "
        "too large to be told apart as classes; read it as values."
    )


def test_small_numbers_in_the_largest_type_are_classes(tmp_path: Path) -> None:
    y = np.array([5, 7] * 4, np.uint64)
    batch = suggested(tensors(tmp_path / "a.safetensors", x=matrix(), y=y))
    assert batch.targets.tolist() == [0, 1] * 4
    assert batch.class_names == ("5", "7")
