"""Labels of samples in the native file: they come back exactly, and damaged ones are refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from nnfs_core import Batch, Network, NnfsError, Project, load, save
from nnfs_core.arrays import AnyArray

LABELS = ["setosa-12", "", "Ærø \U0001f33a", " a\r\n", "\x01"]
PROJECT = Project(Network(), Batch(np.zeros((5, 1)), labels=LABELS, label_name="id"))


def _with_tensors(path: Path, **changes: AnyArray | None) -> None:
    """Write a file with other arrays of its labels."""
    save(PROJECT, path)
    with safe_open(path, "np") as file:
        metadata, names = file.metadata(), file.keys()
        tensors = {name: file.get_tensor(name) for name in names}
    tensors |= {f"batch.{name}": array for name, array in changes.items()}
    save_file({n: each for n, each in tensors.items() if each is not None}, path, metadata)


ENDS = np.cumsum([len(label.encode()) for label in LABELS])
TEXTS = np.frombuffer("".join(LABELS).encode(), np.uint8)


def test_labels_lie_in_their_file_as_texts_and_ends(tmp_path: Path) -> None:
    _with_tensors(tmp_path / "a.nnfs", labels=TEXTS, label_ends=ENDS)
    assert load(tmp_path / "a.nnfs") == PROJECT


@pytest.mark.parametrize(
    "changes",
    [
        {"labels": None},
        {"label_ends": None},
        {"labels": None, "label_ends": None},
        {"labels": TEXTS.astype(np.int64)},
        {"label_ends": ENDS.astype(np.int32)},
        {"label_ends": ENDS.astype(float)},
        {"label_ends": ENDS.reshape(1, -1)},
        {"label_ends": ENDS[:-1]},
        {"label_ends": np.append(ENDS, ENDS[-1])},
        {"label_ends": ENDS + 1},
        {"label_ends": ENDS - 1},
        {"label_ends": ENDS[::-1].copy()},
        {"label_ends": np.array([-1, *ENDS[1:]])},
        {"label_ends": np.array([2**62, *ENDS[1:]])},
        {"label_ends": np.array([ENDS[0], ENDS[0], ENDS[0] + 1, *ENDS[3:]])},
        {"labels": np.append(TEXTS, np.uint8(65))},
        {"labels": np.full(5 * 201, 65, np.uint8), "label_ends": np.arange(1, 6) * 201},
        {"labels": np.full(5, 0xFF, np.uint8), "label_ends": np.arange(1, 6)},
    ],
)
def test_labels_that_make_no_sense_are_refused(
    tmp_path: Path, changes: dict[str, AnyArray | None]
) -> None:
    path = tmp_path / "a.nnfs"
    _with_tensors(path, **changes)
    with pytest.raises(NnfsError, match="is damaged"):
        load(path)


def test_many_labels_come_back_in_their_blocks(tmp_path: Path) -> None:
    labels = [f"sample {number}" * (number % 3) for number in range(50_000)]
    project = Project(Network(), Batch(np.zeros((50_000, 1)), labels=labels))
    save(project, tmp_path / "a.nnfs")
    assert load(tmp_path / "a.nnfs") == project
