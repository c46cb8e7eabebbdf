"""What did not change is not written again, and nothing is left that is not needed."""

from __future__ import annotations

import os
import stat
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from nnfs_core import Batch, Cancelled, Dense, Network, NnfsError, Project, ReLU, edits, save
from nnfs_core.recovery import journal as journals
from nnfs_core.recovery.crashed import crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.journals import journal_file, read_back, same
from tests.projects import classifier, project_of

posix_only = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
HALF_A_CHARACTER = "a\ud800b"


def test_half_characters_in_names_come_back_though_no_file_can_hold_them(tmp_path: Path) -> None:
    batch = Batch(np.ones((2, 1)), [0, 1], [HALF_A_CHARACTER], class_names=[HALF_A_CHARACTER, ""])
    layers = [ReLU(name=HALF_A_CHARACTER)]
    project = Project(Network(layers), batch, title=HALF_A_CHARACTER, notes=HALF_A_CHARACTER)
    with pytest.raises(NnfsError):
        save(project, tmp_path / "some.nnfs")
    journal = Journal(tmp_path)
    noted = Noted(project, tmp_path / "\udcff.nnfs", project, HALF_A_CHARACTER)
    journal.note(noted)
    journal.let_go()
    assert read_back(tmp_path).noted == noted


def test_layers_and_samples_that_are_shared_are_written_and_read_once(tmp_path: Path) -> None:
    layer = Dense.random(100, 100)
    project = project_of(np.ones((3, 100)), layer)
    journal = Journal(tmp_path)
    journal.note(Noted(project))
    before = journal_file(journal).stat().st_size
    twice = edits.duplicate_layers(project, [0])
    journal.note(Noted(project, trial=twice, trial_text="two layers"))
    assert journal_file(journal).stat().st_size - before < 3000
    journal.let_go()
    noted = read_back(tmp_path).noted
    assert noted.trial is not None
    assert same(noted.trial, twice)
    assert noted.trial.batch is noted.project.batch
    assert noted.trial.network.layers[0] is noted.project.network.layers[0]


def test_a_cell_in_a_million_samples_writes_at_most_two_blocks(tmp_path: Path) -> None:
    targets = np.arange(1_000_000) % 10
    project = Project(Network([Dense.random(20, 5)]), Batch(np.ones((1_000_000, 20)), targets))
    journal = Journal(tmp_path)
    journal.note(Noted(project))
    block = max(len(each) for each in project.batch.input_rows.blocks) * 20 * 8
    for row in (0, 4096, 123_456, 999_999):
        before = journal_file(journal).stat().st_size
        project = edits.write_samples(project, row, 19, [[0.5, 3]])  # a feature and a target
        journal.note(Noted(project))
        assert 0 < journal_file(journal).stat().st_size - before < 2 * block
    before = journal_file(journal).stat().st_size
    journal.note(Noted(edits.describe(project, "A title", "and notes")))
    journal.note(Noted(edits.set_weights(project, 0, 0, 0, [[0.5]])))
    assert journal_file(journal).stat().st_size - before < 10_000
    journal.let_go()
    assert same(read_back(tmp_path).noted.project, edits.set_weights(project, 0, 0, 0, [[0.5]]))


def test_undo_finds_what_was_written_before_it(tmp_path: Path) -> None:
    first = classifier()
    second = edits.redraw(first, 0, 3)
    journal = Journal(tmp_path)
    journal.note(Noted(first))
    journal.note(Noted(second))
    before = journal_file(journal).read_bytes()
    journal.note(Noted(first))
    after = journal_file(journal).read_bytes()
    assert after.startswith(before)
    assert after.count(b"BLCK") == before.count(b"BLCK")


def test_a_journal_of_much_that_is_past_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "SLACK", 10_000)
    project = classifier(100)
    journal = Journal(tmp_path)
    sizes = []
    for seed in range(60):
        project = edits.redraw(project, 0, seed)
        journal.note(Noted(project))
        sizes.append(journal_file(journal).stat().st_size)
    assert max(sizes) < 40_000
    assert any(later < sooner for sooner, later in pairwise(sizes))
    assert [*os.listdir(journal_file(journal).parent)].count("journal.new") == 0
    journal.let_go()
    assert same(read_back(tmp_path).noted.project, project)


def test_a_journal_of_many_small_states_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "MOST_RECORDS", 50)
    journal = Journal(tmp_path)
    project = classifier()
    for number in range(100):
        project = edits.describe(project, str(number), "")
        journal.note(Noted(project))
    assert journal_file(journal).read_bytes().count(b"STAT") < 25
    journal.let_go()
    assert read_back(tmp_path).noted.project.title == "99"


def test_a_note_that_is_given_up_leaves_the_one_before(tmp_path: Path) -> None:
    first, second = classifier(), classifier(30)
    journal = Journal(tmp_path)
    journal.note(Noted(first))
    before = journal_file(journal).read_bytes()
    with pytest.raises(Cancelled):
        journal.note(Noted(second), cancelled=lambda: True)
    assert journal_file(journal).read_bytes() == before
    journal.note(Noted(second))
    journal.let_go()
    assert same(read_back(tmp_path).noted.project, second)


def test_nothing_lies_there_before_the_first_note_and_after_the_window_closed(
    tmp_path: Path,
) -> None:
    journal = Journal(tmp_path / "state")
    journal.clear()
    journal.close()
    assert os.listdir(tmp_path) == []
    journal.note(Noted(classifier()))
    journal.close()
    assert os.listdir(tmp_path / "state" / "recovery") == []


def test_what_was_saved_is_not_offered_but_what_came_after_it_is(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note(Noted(classifier()))
    journal.clear()
    assert not journal_file(journal).exists()
    later = classifier(20)
    journal.note(Noted(later))
    journal.let_go()
    assert same(read_back(tmp_path).noted.project, later)


def test_a_window_that_crashed_after_saving_leaves_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note(Noted(classifier()))
    journal.clear()
    journal.let_go()
    assert crashed(tmp_path) == []
    assert os.listdir(tmp_path / "recovery") == []


@posix_only
def test_folders_and_files_are_for_this_user_alone(tmp_path: Path) -> None:
    state = tmp_path / "new" / "state"
    old_mask = os.umask(0)
    try:
        journal = Journal(state)
        journal.note(Noted(classifier()))
    finally:
        os.umask(old_mask)
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (*state.parents[:1], state, *state.rglob("*"))
    }
    assert journal.folder is not None
    assert modes == {
        "new": 0o700,
        "state": 0o700,
        "recovery": 0o700,
        journal.folder.name: 0o700,
        "lock": 0o600,
        "journal": 0o600,
    }


@posix_only
def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "recovery").mkdir(mode=0o755)
    (tmp_path / "recovery").chmod(0o755)
    Journal(tmp_path).note(Noted(classifier()))
    assert stat.S_IMODE((tmp_path / "recovery").stat().st_mode) == 0o700


def test_a_state_folder_that_somebody_empties_is_filled_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note(Noted(classifier()))
    journal_file(journal).unlink()
    journal.note(Noted(classifier(20)))
    first = journal.folder
    assert first is not None
    for path in (first / "journal", first / "lock"):
        path.unlink()
    first.rmdir()
    journal.note(Noted(classifier(30)))
    journal.let_go()
    assert same(read_back(tmp_path).noted.project, classifier(30))
