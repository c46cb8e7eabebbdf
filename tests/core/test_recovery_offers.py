"""The next start finds what crashed windows left, and says what differs."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from nnfs_core import Document, NnfsError, Project, ReLU, edits, save
from nnfs_core.files.unchanged import state_at
from nnfs_core.recovery.crashed import DAY, crashed, remove_older_than
from nnfs_core.recovery.differences import differences, what_differs
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.core.strategies import Edit, any_edit, projects
from tests.journals import journal_file, read_back, same, the_crashed
from tests.projects import classifier, example


def edited(project: Project, edit: Edit) -> Project:
    """The project after an edit, or itself where that is refused."""
    try:
        return edit(project)
    except (NnfsError, IndexError):
        return project


def test_a_document_goes_on_where_it_was_with_its_trial_and_unsaved(tmp_path: Path) -> None:
    path = tmp_path / "a.nnfs"
    save(classifier(), path)
    document, known = Document(classifier(), path), state_at(path)
    assert known is not None
    assert Noted.of(document).trial is None
    document.apply("Edit input", edits.set_input(document.project, 0, 0, 5))
    settled = document.project
    document.try_out("input 1 = 7", edits.set_input(settled, 1, 0, 7))
    journal = Journal(tmp_path)
    journal.note(Noted.of(document, known))
    journal.let_go()
    again, noted = Document(), read_back(tmp_path).noted
    assert noted.known == known
    assert noted.known is not None
    assert noted.known.digest == known.digest
    noted.show_in(again)
    assert same(again.project, document.project)
    assert (again.path, again.trial_text) == (document.path, "input 1 = 7")
    assert again.is_modified
    again.let_go()
    assert same(again.project, settled)
    assert again.is_modified
    again.mark_saved(again.project, path)
    assert not again.is_modified


def test_a_living_window_is_not_offered_and_one_start_alone_offers_a_crashed_one(
    tmp_path: Path,
) -> None:
    living, dead = Journal(tmp_path), Journal(tmp_path)
    living.note(Noted(classifier()))
    dead.note(Noted(replace(classifier(20), title="Flowers"), tmp_path / "a.nnfs"))
    dead.let_go()
    found = the_crashed(tmp_path)
    assert (found.title, found.path) == ("Flowers", tmp_path / "a.nnfs")
    assert found.n_bytes == (found.folder / "journal").stat().st_size
    assert abs(found.time - time.time()) < 60
    assert crashed(tmp_path) == []  # another start at the same moment
    found.keep()
    the_crashed(tmp_path).discard()
    assert crashed(tmp_path) == []
    assert len(os.listdir(tmp_path / "recovery")) == 1


def test_several_windows_that_crashed_are_all_offered_the_latest_first(tmp_path: Path) -> None:
    for number in range(3):
        journal = Journal(tmp_path)
        journal.note(Noted(replace(classifier(), title=str(number)), time=1000.0 + number))
        journal.let_go()
    found = crashed(tmp_path)
    assert [each.title for each in found] == ["2", "1", "0"]
    assert [each.time for each in found] == [1002, 1001, 1000]


def test_what_was_left_more_than_30_days_ago_is_removed(tmp_path: Path) -> None:
    journals = [Journal(tmp_path) for _ in range(3)]
    for journal in journals:
        journal.note(Noted(classifier()))
    living, old, young = journals
    for journal, days in ((living, 40), (old, 31), (young, 29)):
        then = time.time() - days * DAY
        os.utime(journal_file(journal), (then, then))
    old.let_go()
    young.let_go()
    remove_older_than(tmp_path)
    assert living.folder is not None
    assert the_crashed(tmp_path).folder.exists()
    assert len(os.listdir(tmp_path / "recovery")) == 2


def test_what_is_not_ours_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "recovery" / "photos").mkdir(parents=True)
    (tmp_path / "recovery" / "notes.txt").write_text("mine")
    remove_older_than(tmp_path, days=-1)
    assert crashed(tmp_path) == []
    assert sorted(os.listdir(tmp_path / "recovery")) == ["notes.txt", "photos"]


@pytest.mark.parametrize("content", [b"", b"garbage" * 20, b"NNFS journal 2\r\n" + b"x" * 99])
def test_a_journal_that_cannot_be_read_is_told_and_kept(tmp_path: Path, content: bytes) -> None:
    journal = Journal(tmp_path)
    journal.note(Noted(classifier()))
    path = journal_file(journal)
    journal.let_go()
    path.write_bytes(content)
    for _ in range(2):
        found = the_crashed(tmp_path)
        assert found.fault.startswith(f"The journal in {path.parent} cannot be read: ")
        with pytest.raises(NnfsError, match="cannot be read"):
            found.read()
        found.keep()
    assert path.read_bytes() == content
    the_crashed(tmp_path).discard()
    assert not path.exists()


# What differs


def differing(tmp_path: Path, now: Project, saved: Project) -> list[str]:
    path = tmp_path / "a.nnfs"
    save(saved, path)
    return what_differs(Noted(now, path))


def test_what_differs_is_said_in_sentences(tmp_path: Path) -> None:
    iris = example("Iris")
    n_layers = len(iris.network)
    assert differing(tmp_path, iris, iris) == []
    assert differing(tmp_path, edits.set_input(iris, 3, 1, 99), iris) == ["1 sample differs."]
    weights = edits.set_weights(iris, 0, 0, 0, [[9.0]])
    assert differing(tmp_path, weights, iris) == [f"1 of {n_layers} layers differs."]
    assert differing(tmp_path, edits.remove_layers(iris, [0]), iris) == [
        "1 layer of the file is gone."
    ]
    assert differing(tmp_path, edits.append_layer(iris, ReLU()), iris) == [
        "1 layer is not in the file."
    ]
    assert differing(tmp_path, edits.remove_samples(iris, [1]), iris)[0] == (
        "149 samples of 4 features, where the file has 150 of 4."
    )
    assert differing(tmp_path, edits.set_targets(iris, 0, [2, 2]), iris) == ["2 targets differ."]
    assert differing(tmp_path, replace(iris, title="x", notes="y"), iris) == [
        "The title and notes differ."
    ]
    assert differing(tmp_path, edits.set_precision(iris, "float32"), iris) != []


def test_what_differs_without_a_file_and_during_a_trial(tmp_path: Path) -> None:
    project = classifier()
    assert what_differs(Noted(project)) == ["It holds 4 layers, 9 samples of 4 features."]
    assert what_differs(Noted(project, tmp_path / "a.nnfs")) == ["a.nnfs is no longer there."]
    (tmp_path / "a.nnfs").write_bytes(b"garbage")
    assert "is not an NNFS Studio file" in what_differs(Noted(project, tmp_path / "a.nnfs"))[0]
    save(project, tmp_path / "a.nnfs")
    trial = edits.set_input(project, 0, 0, 5)
    assert what_differs(Noted(project, tmp_path / "a.nnfs", trial, "input 0 = 5")) == [
        "Tried out: input 0 = 5.",
        "1 sample differs.",
    ]


@given(projects(), any_edit)
def test_something_differs_exactly_when_the_projects_do(project: Project, edit: Any) -> None:
    other = edited(project, edit)
    assert bool(differences(other, project)) == (not same(other, project))
