"""Samples that are read in place are noted by where they lie, and what was edited by value."""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from nnfs_core import (
    Batch,
    Cancelled,
    Dense,
    Network,
    NnfsError,
    Project,
    ReLU,
    edits,
    load,
    read_data,
    save,
)
from nnfs_core.arrays import same_bits
from nnfs_core.edits.standardise import standardised
from nnfs_core.matrix.blocks import Deferred
from nnfs_core.recovery import kept, rows_building
from nnfs_core.recovery.crashed import crashed
from nnfs_core.recovery.differences import what_differs
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.core.refusals import refusal
from tests.core.strategies import Edit, any_edit
from tests.deferred import leave_in_files
from tests.journals import journal_file, noted_then_crashed, read_back, same, the_crashed

pytestmark = pytest.mark.usefixtures("small_blocks")

N_SAMPLES = 300


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Samples of three features in a file of arrays, a few of them missing, left where they lie."""
    numbers = np.random.default_rng(0).standard_normal((N_SAMPLES, 3))
    numbers[7, 1] = np.nan
    np.save(tmp_path / "flowers.npy", numbers)
    leave_in_files(monkeypatch)
    batch = read_data(tmp_path / "flowers.npy")
    assert isinstance(batch, Batch)
    assert not batch.is_in_memory
    return Project(Network([Dense.random(3, 2), ReLU()]), batch)


@pytest.fixture
def native(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with classes whose batch is left in its file, a.nnfs."""
    numbers = np.random.default_rng(1).standard_normal((N_SAMPLES, 3))
    save(Project(Network(), Batch(numbers, np.arange(N_SAMPLES) % 4)), tmp_path / "a.nnfs")
    leave_in_files(monkeypatch)
    return load(tmp_path / "a.nnfs")


def n_deferred(project: Project) -> int:
    """How many blocks of inputs are not in memory."""
    return sum(isinstance(block, Deferred) for block in project.batch.input_rows.blocks)


def test_samples_in_place_take_no_room_and_an_edited_block_its_own(
    tmp_path: Path, samples: Project
) -> None:
    edited = edits.set_input(samples, 100, 2, 5)
    journal = Journal(tmp_path / "state")
    journal.note(Noted(samples))
    size = journal_file(journal).stat().st_size
    assert size < 1500
    journal.note(Noted(edited))
    assert journal_file(journal).stat().st_size - size < 2500
    journal.let_go()
    project = read_back(tmp_path / "state").noted.project
    assert same_bits(project.batch.inputs, edited.batch.inputs)
    assert n_deferred(project) == n_deferred(edited) == N_SAMPLES // 3 - 1


def brought_to_one_scale(project: Project) -> Project:
    """What older apps did to a batch, as a journal of theirs may say."""
    scales = edits.feature_scales(project.batch)
    change = partial(standardised, means=scales.means, deviations=scales.deviations)
    return project.with_batch(input_rows=project.batch.input_rows.mapped(change))


CHANGES: dict[str, Callable[[Project], Project]] = {
    "a feature inserted": lambda project: edits.insert_features(project, 1, 2),
    "a feature removed": lambda project: edits.remove_features(project, [0]),
    "samples removed": lambda project: edits.remove_samples(project, [0, 1, 2, 4, 298]),
    "another precision": lambda project: edits.set_precision(project, "float16"),
    "missing ones filled": edits.fill_missing_with_means,
    "missing ones removed": edits.remove_missing_samples,
    "missing ones filled with medians": lambda project: edits.fill_missing(project, "median"),
    "features scaled": lambda project: edits.scale_to_unit_range(project, [0, 2]),
    "features centred": lambda project: edits.centre_features(project, [1]),
    "a feature made into columns of its values": lambda project: edits.one_hot(
        edits.insert_features(project, 1), [1]
    ),
    "features standardised": brought_to_one_scale,
    "all of it": lambda project: edits.set_precision(
        brought_to_one_scale(
            edits.remove_samples(
                edits.fill_missing_with_means(edits.insert_features(project, 1, 1)), [0, 5]
            )
        ),
        "float32",
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_is_done_to_samples_in_place_is_noted_not_its_numbers(
    tmp_path: Path, samples: Project, change: Callable[[Project], Project]
) -> None:
    changed = change(samples)
    journal = Journal(tmp_path / "state")
    journal.note(Noted(changed))
    assert journal_file(journal).stat().st_size < 5000
    journal.let_go()
    project = read_back(tmp_path / "state").noted.project
    assert same_bits(project.batch.inputs, changed.batch.inputs)
    assert n_deferred(project) == n_deferred(changed) > 90
    assert project.batch.input_rows.starts == changed.batch.input_rows.starts
    again = noted_then_crashed(tmp_path / "again", project).noted.project
    assert same_bits(again.batch.inputs, changed.batch.inputs)


def test_targets_in_place_come_back_as_classes(tmp_path: Path, native: Project) -> None:
    edited = edits.set_targets(native, 5, [3])
    project = noted_then_crashed(tmp_path / "state", edited).noted.project
    assert not project.batch.has_targets_in_memory
    assert same(project, edited)
    assert project.batch.n_classes == 4


def test_targets_that_are_numbered_when_looked_at_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = np.arange(N_SAMPLES) % 3 * 10 + 5
    np.savez(tmp_path / "a.npz", inputs=np.ones((N_SAMPLES, 2)), targets=numbers)

    save_file({"inputs": np.ones((N_SAMPLES, 2)), "targets": numbers}, tmp_path / "a.safetensors")
    leave_in_files(monkeypatch)
    batch = read_data(tmp_path / "a.safetensors")
    assert isinstance(batch, Batch)
    assert batch.class_names == ("5", "15", "25")
    assert not batch.has_targets_in_memory
    project = noted_then_crashed(tmp_path / "state", Project(Network(), batch)).noted.project
    assert not project.batch.has_targets_in_memory
    assert project.batch == batch


def test_a_file_that_changed_meanwhile_is_told_and_found_again_when_put_back(
    tmp_path: Path, samples: Project
) -> None:
    path = tmp_path / "flowers.npy"
    journal = Journal(tmp_path / "state")
    journal.note(Noted(samples))
    journal.let_go()
    found = the_crashed(tmp_path / "state")
    os.rename(path, tmp_path / "elsewhere.npy")
    assert refusal(found.read).startswith(
        f"The samples of what was noted lie in {path}, which cannot be read: flowers.npy is not"
    )
    np.save(path, np.ones((N_SAMPLES, 3)))
    assert refusal(found.read) == (
        f"The samples of what was noted lie in {path}, which has changed since; "
        "put back the file that it was."
    )
    without = found.read(with_samples=False).noted.project
    assert without.network == samples.network
    assert (without.batch.n_samples, without.batch.columns) == (0, samples.batch.columns)
    os.replace(tmp_path / "elsewhere.npy", path)
    assert same_bits(found.read().noted.project.batch.inputs, samples.batch.inputs)


def test_a_save_over_the_file_that_is_read_in_place_is_followed(
    tmp_path: Path, native: Project
) -> None:
    path = tmp_path / "a.nnfs"
    journal = Journal(tmp_path / "state")
    saved = brought_to_one_scale(edits.set_input(native, 10, 0, 5))
    save(saved, path)
    journal.saved(saved, path)
    edited = edits.set_input(edits.insert_features(saved, 0, 1), 200, 1, -1)
    journal.note(Noted(edited, path))
    assert journal_file(journal).stat().st_size < 4000
    journal.let_go()
    noted = read_back(tmp_path / "state").noted
    assert same(noted.project, edited)
    assert n_deferred(noted.project) > 90
    assert what_differs(noted) == [
        "300 samples of 4 features, where the file has 300 of 3.",
        "The names of features differ.",
    ]


def test_samples_whose_file_is_gone_are_noted_number_by_number(
    tmp_path: Path, samples: Project
) -> None:
    os.unlink(tmp_path / "flowers.npy")  # still open, and so still readable
    journal = Journal(tmp_path / "state")
    journal.note(Noted(samples))
    size = journal_file(journal).stat().st_size
    assert size > samples.batch.input_rows.nbytes
    journal.note(Noted(edits.describe(samples, "A title", "")))
    assert journal_file(journal).stat().st_size - size < 2000
    journal.let_go()
    project = read_back(tmp_path / "state").noted.project
    assert same_bits(project.batch.inputs, samples.batch.inputs)


def test_what_is_larger_than_memory_stays_in_the_journal(
    tmp_path: Path, samples: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.unlink(tmp_path / "flowers.npy")
    monkeypatch.setattr(rows_building, "ALWAYS_THERE", 0)
    monkeypatch.setattr(rows_building, "free_memory", lambda: 0)
    project = noted_then_crashed(tmp_path / "state", samples).noted.project
    assert n_deferred(project) == N_SAMPLES // 3
    assert same_bits(project.batch.inputs, samples.batch.inputs)
    for found in crashed(tmp_path / "state"):
        found.discard()
    if os.name == "posix":
        again = noted_then_crashed(tmp_path / "again", project).noted.project
        assert same_bits(again.batch.inputs, samples.batch.inputs)


def test_numbers_that_the_disk_has_no_room_for_are_refused_before_any_is_written(
    tmp_path: Path, samples: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")
    free = samples.batch.input_rows.nbytes + kept.ROOM_LEFT - 1
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(free))
    journal = Journal(tmp_path / "state")
    journal.note(Noted(samples))
    os.unlink(tmp_path / "flowers.npy")
    before = journal_file(journal).read_bytes()
    assert refusal(journal.note, Noted(samples)) == (
        "What you did last is not kept for a crash: the disk of "
        f"{tmp_path / 'state'} is full; make room there."
    )
    assert journal_file(journal).read_bytes() == before


def test_noting_samples_number_by_number_can_be_given_up(tmp_path: Path, samples: Project) -> None:
    os.unlink(tmp_path / "flowers.npy")
    journal = Journal(tmp_path / "state")
    asked = iter(range(1000))
    with pytest.raises(Cancelled):
        journal.note(Noted(samples), cancelled=lambda: next(asked) > 50)
    assert journal.folder is not None
    assert os.listdir(journal.folder) == ["lock"]


def test_samples_that_cannot_be_read_any_more_are_told(tmp_path: Path, samples: Project) -> None:
    journal = Journal(tmp_path / "state")
    journal.note(Noted(samples))
    before = journal_file(journal).read_bytes()
    os.truncate(tmp_path / "flowers.npy", 500)
    with pytest.raises(NnfsError, match=r"flowers\.npy has changed since it was opened"):
        journal.note(Noted(edits.describe(samples, "A title", "")))
    assert journal_file(journal).read_bytes() == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_edit, max_size=10), st.booleans(), st.integers(0, 10))
def test_any_history_of_samples_in_place_comes_back_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory,
    history: list[Edit],
    is_float32: bool,
    saved_after: int,
) -> None:
    folder = tmp_path_factory.mktemp("history")
    numbers = np.random.default_rng(0).standard_normal((20, 3))
    numbers[3, 1] = np.nan
    layers = [Dense.random(3, 2), ReLU()]
    whole = Project(Network(layers), Batch(numbers, np.arange(20) % 3))
    path = folder / "a.nnfs"
    save(edits.set_precision(whole, "float32" if is_float32 else "float64"), path)
    with pytest.MonkeyPatch.context() as patch:
        leave_in_files(patch)
        project = load(path)
    journal = Journal(folder / "state")
    journal.note(Noted(project))
    for number, edit in enumerate(history):
        try:
            project = edit(project)
        except (NnfsError, IndexError):
            continue
        if number == saved_after:
            save(project, path)
            journal.saved(project, path)
        journal.note(Noted(project))
    journal.let_go()
    read = read_back(folder / "state").noted.project
    assert same(read, project)
    assert n_deferred(read) == n_deferred(project)
    assert same(noted_then_crashed(folder / "again", read).noted.project, project)


def test_labels_stay_with_samples_in_place_through_edits_a_crash_and_a_save(
    tmp_path: Path, native: Project
) -> None:
    labels = [f"flower {number}" for number in range(N_SAMPLES)]
    save(edits.set_labels(native, range(N_SAMPLES), labels), tmp_path / "labelled.nnfs")
    project = load(tmp_path / "labelled.nnfs")
    project = edits.set_labels(edits.remove_samples(project, [0, 250]), [5], ["new"])
    project = edits.insert_samples(project, 298, 1)
    wanted = labels[1:250] + labels[251:]
    wanted[5] = "new"
    assert project.batch.labels is not None
    assert project.batch.labels.tolist() == [*wanted, ""]
    assert n_deferred(project) > 0
    assert same(noted_then_crashed(tmp_path / "state", project).noted.project, project)
    save(project, tmp_path / "b.nnfs")
    again = load(tmp_path / "b.nnfs")
    assert n_deferred(again) > 0
    assert same(again, project)
