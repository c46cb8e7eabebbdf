"""What a sample is for stays with it through every edit and file; fitting looks at training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.numpy import save_file

from nnfs_core import Batch, Network, NnfsError, Project, edits, load, save
from nnfs_core.arrays import AnyArray
from nnfs_core.errors import Cancelled, ShapeError
from nnfs_core.project.subsets import Subset, counts_text, in_subset, training_blocks
from nnfs_core.recovery.differences import differences
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.core.strategies import EDITS, Edit, batches, projects, subsets
from tests.deferred import deferred_rows
from tests.journals import read_back

pytestmark = pytest.mark.usefixtures("small_blocks")

TRAINING, VALIDATION, TEST = Subset


def split(*parts: int) -> Project:
    """A sample of its number for each subset."""
    inputs = np.arange(float(len(parts))).reshape(-1, 1)
    return Project(Network(), Batch(inputs, subsets=parts))


def parts_of(project: Project) -> list[int] | None:
    found = project.batch.subsets
    return None if found is None else found.tolist()


def fitted(batch: Batch) -> AnyArray:
    return np.concatenate([np.empty((0, batch.n_features)), *training_blocks(batch)])


def test_a_batch_is_not_split_until_somebody_does_it() -> None:
    batch = Batch(np.zeros((3, 1)))
    assert batch.subsets is None
    assert batch.subset_of(0) is None
    assert batch.subset_counts == {}
    assert counts_text(batch) == ""


def test_a_batch_tells_what_each_sample_is_for() -> None:
    batch = split(0, 2, 1, 0).batch
    assert batch.subset_of(1) is TEST
    assert batch.subset_of(4) is None
    assert batch.subset_of(-1) is None
    assert batch.subset_counts == {TRAINING: 2, VALIDATION: 1, TEST: 1}
    assert counts_text(batch) == "2 training, 1 validation and 1 test sample"
    assert [subset.title for subset in Subset] == ["training", "validation", "test"]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([0, 1], "3 samples need as many subsets, but 2 are given"),
        ([0, 1, 3], "0 for training, 1 for validation or 2 for test"),
        ([0, 1, -1], "0 for training"),
        ([0, 1, 258], "0 for training"),
        ([0.0, 1.0, 2.0], "one number for each sample"),
        ([[0, 1, 2]], "one number for each sample"),
        (["a", "b", "c"], "one number for each sample"),
    ],
)
def test_what_is_no_subset_of_each_sample_is_refused(parts: object, sentence: str) -> None:
    with pytest.raises(ShapeError, match=sentence):
        Batch(np.zeros((3, 1)), subsets=parts)  # type: ignore[arg-type]


@given(batches())
def test_fitting_looks_at_all_training_samples_and_no_others(batch: Batch) -> None:
    found = batch.subsets
    if found is None:
        assert fitted(batch).tobytes() == batch.inputs.tobytes()
    elif (found == TRAINING).any():
        assert fitted(batch).tobytes() == batch.inputs[found == TRAINING].tobytes()
    else:
        with pytest.raises(NnfsError, match="No sample is for training"):
            training_blocks(batch)


def test_fitting_takes_a_batch_in_a_file_block_by_block_until_asked_to_stop() -> None:
    inputs = np.arange(20.0).reshape(10, 2)
    batch = Batch(deferred_rows(inputs), subsets=[0, 2] * 5)
    blocks = list(training_blocks(batch))
    assert len(blocks) > 1
    assert np.concatenate(blocks).tolist() == inputs[::2].tolist()
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        list(training_blocks(batch, lambda: next(asked)))


def test_a_part_of_the_samples_is_told_by_their_subset_or_is_all() -> None:
    batch = split(0, 2, 1, 0).batch
    assert in_subset(batch, TRAINING, 1, 4).tolist() == [False, False, True]
    assert in_subset(batch, None, 1, 4).all()
    assert in_subset(Batch(np.zeros((3, 1))), TEST, 0, 3).all()


def test_new_samples_are_for_training_and_the_others_keep_their_subset() -> None:
    project = edits.insert_samples(split(2, 1, 0), 1, 2)
    assert parts_of(project) == [2, 0, 0, 1, 0]
    assert parts_of(edits.write_samples(project, 5, 0, [[1.0]])) == [2, 0, 0, 1, 0, 0]
    assert parts_of(edits.remove_samples(project, [0, 1])) == [0, 1, 0]
    missing = Project(Network(), project.batch.with_(input_rows=[[1], [np.nan], [2], [3], [4]]))
    assert parts_of(edits.remove_missing_samples(missing)) == [2, 0, 1, 0]


ADDED_OR_GONE = {"insert_samples", "remove_samples", "remove_missing_samples"}
SPLITTING = {name for name in EDITS if "split" in name} | {"set_subsets", "replace_batch"}
OF_COLUMNS = {"write_samples", "write_samples_at", "clear_samples", "remove_columns"}
STAY = sorted(set(EDITS) - SPLITTING - OF_COLUMNS - ADDED_OR_GONE)


@given(projects(), st.sampled_from(STAY).flatmap(EDITS.__getitem__))
def test_all_other_edits_leave_what_every_sample_is_for(project: Project, edit: Edit) -> None:
    try:
        changed = edit(project)
    except NnfsError:
        return
    before, after = parts_of(project), parts_of(changed)
    if before is None or after is None:
        assert before is after
    else:
        assert after == before + [0] * (changed.batch.n_samples - len(before))


@given(projects(), st.lists(st.integers(0, 12), unique=True), subsets)
def test_just_the_samples_that_are_meant_come_into_a_subset(
    project: Project, samples: list[int], subset: Subset
) -> None:
    samples = [sample for sample in samples if sample < project.batch.n_samples]
    wanted = parts_of(project) or [0] * project.batch.n_samples
    for sample in samples:
        wanted[sample] = subset
    changed = edits.set_subsets(project, samples, subset)
    assert (parts_of(changed) or [0] * project.batch.n_samples) == wanted
    assert changed.batch.input_rows is project.batch.input_rows
    assert edits.set_subsets(changed, samples, subset) is changed
    assert parts_of(edits.remove_split(changed)) is None


def test_the_last_column_of_the_table_says_what_samples_are_for() -> None:
    batch = Batch([[1.0], [2.0], [3.0]], [0, 1, 0], subsets=[0, 1, 2])
    project = Project(Network(), batch)
    written = edits.write_samples(project, 1, 0, [[7.0, 1, 2], [8.0, -1, 0], [9.0, 1, 1]])
    assert parts_of(written) == [0, 2, 0, 1]
    assert written.batch.targets is not None
    assert written.batch.targets.tolist() == [0, 1, -1, 1]
    assert written.batch.inputs[:, 0].tolist() == [1, 7, 8, 9]
    assert parts_of(edits.write_samples(project, 0, 2, [[2], [2]])) == [2, 2, 2]
    assert parts_of(edits.write_samples_at(project, np.array([2, 0]), 1, [[1, 0], [1, 2]])) == [
        2,
        1,
        0,
    ]
    assert parts_of(edits.clear_samples(project, 1, 2, 2, 1)) == [0, 0, 0]
    gone = edits.remove_columns(project, [0, 2])
    assert parts_of(gone) is None
    assert gone.batch.targets is not None
    assert gone.batch.n_features == 0
    assert parts_of(edits.remove_columns(project, [1])) == [0, 1, 2]


@pytest.mark.parametrize(
    ("column", "values", "sentence"),
    [
        (2, [[3.0]], "training, validation or test"),
        (2, [[0.5]], "training, validation or test"),
        (1, [[0, -1]], "training, validation or test"),
        (2, [[1, 1]], "2 columns, but only 1 stand from there up to the column subset"),
    ],
)
def test_what_is_no_subset_does_not_come_into_the_table(
    column: int, values: list[list[float]], sentence: str
) -> None:
    project = Project(Network(), Batch([[1.0]], [0], subsets=[0]))
    with pytest.raises(NnfsError, match=sentence):
        edits.write_samples(project, 0, column, values)


@pytest.mark.parametrize("sample", [-1, 3])
def test_a_sample_that_is_not_there_comes_into_no_subset(sample: int) -> None:
    with pytest.raises(NnfsError, match="has 3 samples"):
        edits.set_subsets(split(0, 1, 2), [sample], TEST)


def _with_subsets(path: Path, array: AnyArray) -> None:
    save(split(0, 1, 2), path)
    with safe_open(path, "np") as file:
        metadata, names = file.metadata(), file.keys()
        tensors = {name: file.get_tensor(name) for name in names}
    save_file(tensors | {"batch.subsets": array}, path, metadata)


def test_subsets_lie_in_their_file_as_a_byte_each(tmp_path: Path) -> None:
    _with_subsets(tmp_path / "a.nnfs", np.array([2, 1, 0], np.int8))
    assert parts_of(load(tmp_path / "a.nnfs")) == [2, 1, 0]


@pytest.mark.parametrize(
    "array",
    [
        np.array([0, 1], np.int8),
        np.array([0, 1, 3], np.int8),
        np.array([0, 1, -1], np.int8),
        np.array([[0, 1, 2]], np.int8),
        np.array([[0], [1], [2]], np.int8),
        np.array([0, 1, 2], np.int64),
        np.array([0, 1, 2], np.float32),
        np.array([0, 1, 2], np.uint8),
        np.array(0, np.int8),
    ],
)
def test_subsets_that_make_no_sense_are_refused(tmp_path: Path, array: AnyArray) -> None:
    _with_subsets(tmp_path / "a.nnfs", array)
    with pytest.raises(NnfsError, match="is damaged"):
        load(tmp_path / "a.nnfs")


def test_a_crash_keeps_what_samples_are_for(tmp_path: Path) -> None:
    project = split(0, 1, 2, 0)
    journal = Journal(tmp_path)
    journal.note(Noted(project, None, edits.set_subsets(project, [0], TEST), "this"))
    journal.let_go()
    noted = read_back(tmp_path).noted
    assert parts_of(noted.project) == [0, 1, 2, 0]
    assert noted.trial is not None
    assert parts_of(noted.trial) == [2, 1, 2, 0]


def test_what_a_crash_left_says_how_its_split_differs() -> None:
    project = split(0, 1, 2, 0)
    other = edits.set_subsets(project, [0, 1], TEST)
    assert differences(other, project) == ["2 subsets differ."]
    assert differences(edits.remove_split(project), project) == [
        "The split into training, validation and test samples came or went."
    ]
