"""Every state that was noted is read back bit for bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, NnfsError, Project, edits
from nnfs_core.arrays import PRECISIONS
from nnfs_core.project.pictures import NO_PICTURES, PictureSize
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.core.strategies import Edit, any_edit, projects
from tests.journals import noted_then_crashed, read_back, same, the_crashed
from tests.projects import project_of

pytestmark = pytest.mark.usefixtures("small_blocks")


def edited(project: Project, edit: Edit) -> Project:
    """The project after an edit, or itself where that is refused."""
    try:
        return edit(project)
    except (NnfsError, IndexError):
        return project


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects(), st.lists(any_edit, max_size=12), st.booleans())
def test_every_state_of_any_history_comes_back_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory,
    project: Project,
    history: list[Edit],
    with_trial: bool,
) -> None:
    folder = tmp_path_factory.mktemp("state")
    journal = Journal(folder)
    for edit in [lambda project: project, *history]:
        before, project = project, edited(project, edit)
        trial = before if with_trial else None
        noted = Noted(project, Path("some.nnfs"), trial, "this" if with_trial else "")
        journal.note(noted)
        journal.let_go()
        recovered = read_back(folder)
        assert not recovered.warning
        assert recovered.noted == noted
        assert same(recovered.noted.project, project)
        found = the_crashed(folder)
        journal = Journal(folder)
        journal.note(recovered.noted)
        found.discard()


def test_a_trial_of_other_pictures_of_the_same_samples_comes_back(tmp_path: Path) -> None:
    project = Project(Network(), Batch(np.eye(4)))
    said = edits.say_pictures(project, PictureSize(2, 2))
    off = edits.say_pictures(project, NO_PICTURES)
    journal = Journal(tmp_path)
    journal.note(Noted(said, None, off, "no pictures"))
    journal.let_go()
    noted = read_back(tmp_path).noted
    assert noted.project == said
    assert noted.trial == off


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects(), st.lists(any_edit, max_size=12))
def test_a_long_history_in_one_journal_ends_in_its_last_state(
    tmp_path_factory: pytest.TempPathFactory,
    project: Project,
    history: list[Edit],
) -> None:
    states = [project]
    for edit in history:
        states.append(edited(states[-1], edit))
    states += states[::-1]  # undone to the beginning
    recovered = noted_then_crashed(tmp_path_factory.mktemp("state"), *states)
    assert same(recovered.noted.project, states[-1])


@pytest.mark.parametrize("precision", PRECISIONS)
def test_nan_payloads_signed_zeros_and_denormals_come_back(tmp_path: Path, precision: str) -> None:
    size = np.dtype(precision).itemsize
    bits = np.frombuffer(np.random.default_rng(0).bytes(size * 400), precision).reshape(20, 20)
    project = project_of(bits, Dense(bits, bits[:1]), precision=precision, targets=bits[:, 0])
    read = noted_then_crashed(tmp_path, project).noted.project
    assert read.batch.inputs.tobytes() == bits.tobytes()
    assert same(read, project)


def test_the_blocks_are_cut_as_they_were_so_that_outputs_have_the_same_bits(tmp_path: Path) -> None:
    project = edits.insert_samples(project_of(np.ones((10, 2))), 4, 2)
    project = edits.remove_samples(project, [0])
    read = noted_then_crashed(tmp_path, project).noted.project
    assert read.batch.input_rows.starts == project.batch.input_rows.starts
    assert read.batch.inputs is read.batch.inputs  # in one piece
