"""Unsaved work is kept for a crash: soon after each edit, and only while it is not saved."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from nnfs_core import Document, edits, load, save
from nnfs_core.recovery.noted import Noted
from nnfs_gui.recovery import autosave as autosaves
from nnfs_gui.recovery.autosave import Autosave
from nnfs_gui.work.lanes import Lanes
from tests.gui.executors import LaterExecutor
from tests.journals import as_after_a_crash, same
from tests.projects import classifier, project_of

Kept = Callable[[], Noted | None]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second for a note."""
    monkeypatch.setattr(autosaves, "DELAY", 20)
    monkeypatch.setattr(autosaves, "RETRY", 100)
    monkeypatch.setattr(autosaves, "CHECK", 20)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def kept(state: Path, tmp_path: Path) -> Kept:
    """What the next start would read if the app ended right now."""

    def read() -> Noted | None:
        found = as_after_a_crash(state, tmp_path / "crashed")
        return found[0].read().noted if found else None

    return read


@pytest.fixture
def document() -> Document:
    return Document(classifier())


@pytest.fixture
def autosave(qtbot: QtBot, document: Document, state: Path) -> Iterator[Autosave]:
    lanes, parent = Lanes(), QObject()
    made = Autosave(document, lanes, state, parent)
    made.set_on(True)
    yield made
    lanes.close()
    made.close()


def edit(document: Document, value: float = 7) -> None:
    document.apply("Edit input", edits.set_input(document.project, 0, 0, value))


def note(qtbot: QtBot, autosave: Autosave, act: Callable[[], object]) -> None:
    """Do something and wait until what is not saved then is on the disk."""
    with qtbot.waitSignal(autosave.noted):
        act()


def wait_until_nothing_is_kept(qtbot: QtBot, kept: Kept) -> None:
    qtbot.waitUntil(lambda: kept() is None)


def test_an_edit_is_on_the_disk_in_a_moment(
    qtbot: QtBot, autosave: Autosave, document: Document, kept: Kept
) -> None:
    note(qtbot, autosave, lambda: edit(document, 0.1 + 0.2))
    noted = kept()
    assert noted is not None
    assert same(noted.project, document.project)


def test_what_is_opened_and_not_changed_is_not_kept(
    qtbot: QtBot, autosave: Autosave, document: Document, state: Path
) -> None:
    document.replace(classifier(20))
    qtbot.wait(100)
    assert not state.exists()


def test_what_is_tried_out_is_kept_as_a_trial(
    qtbot: QtBot, autosave: Autosave, document: Document, kept: Kept
) -> None:
    tried = edits.set_input(document.project, 1, 0, 7)
    note(qtbot, autosave, lambda: document.try_out("input 1 = 7", tried))
    noted = kept()
    assert noted is not None
    assert noted.trial is not None
    assert same(noted.trial, tried)
    document.let_go()
    wait_until_nothing_is_kept(qtbot, kept)


def test_undo_back_to_what_is_saved_leaves_nothing_and_redo_brings_it_back(
    qtbot: QtBot, autosave: Autosave, document: Document, kept: Kept
) -> None:
    note(qtbot, autosave, lambda: edit(document))
    document.undo()
    wait_until_nothing_is_kept(qtbot, kept)
    note(qtbot, autosave, document.redo)
    noted = kept()
    assert noted is not None
    assert noted.project.batch.inputs[0, 0] == 7


def test_a_save_and_another_project_leave_nothing(
    qtbot: QtBot, autosave: Autosave, document: Document, kept: Kept, tmp_path: Path
) -> None:
    path = tmp_path / "a.nnfs"
    note(qtbot, autosave, lambda: edit(document))
    save(document.project, path)
    document.mark_saved(document.project, path)
    autosave.learn_saved(document.project, path)
    wait_until_nothing_is_kept(qtbot, kept)
    note(qtbot, autosave, lambda: edit(document, 8))
    document.replace(classifier(20))
    wait_until_nothing_is_kept(qtbot, kept)


def test_edits_made_during_a_save_are_kept(
    qtbot: QtBot, autosave: Autosave, document: Document, kept: Kept, tmp_path: Path
) -> None:
    path = tmp_path / "a.nnfs"
    note(qtbot, autosave, lambda: edit(document, 1))
    saved = document.project
    save(saved, path)
    note(qtbot, autosave, lambda: edit(document, 2))
    document.mark_saved(saved, path)
    note(qtbot, autosave, lambda: autosave.learn_saved(saved, path))
    noted = kept()
    assert noted is not None
    assert (noted.path, noted.project.batch.inputs[0, 0]) == (path, 2)


def test_samples_read_in_place_are_found_in_the_file_that_took_the_place_of_theirs(
    qtbot: QtBot,
    autosave: Autosave,
    document: Document,
    kept: Kept,
    state: Path,
    tmp_path: Path,
    nothing_fits: None,
) -> None:
    path = tmp_path / "large.nnfs"
    save(project_of(np.arange(400_000.0).reshape(100_000, 4)), path)
    document.replace(load(path), path)
    note(qtbot, autosave, lambda: edit(document, 0.5))
    saved = document.project
    save(saved, path)
    document.mark_saved(saved, path)
    autosave.learn_saved(saved, path)
    note(qtbot, autosave, lambda: edit(document, 0.25))
    assert sum(each.stat().st_size for each in state.rglob("journal")) < 1_000_000
    noted = kept()
    assert noted is not None
    assert noted.project.batch.input_rows.row(0)[0] == 0.25
    assert noted.project.batch.input_rows.row(99_999)[3] == 399_999


def test_edits_without_end_do_not_hold_up_the_notes(
    qtbot: QtBot, document: Document, state: Path, kept: Kept
) -> None:
    later, parent = LaterExecutor(), QObject()
    lanes = Lanes(later)
    autosave = Autosave(document, lanes, state, parent)
    autosave.set_on(True)
    noted: list[Noted] = []
    autosave.noted.connect(noted.append)
    edit(document, 1)
    qtbot.waitUntil(lambda: len(later.waiting) == 1)
    for value in range(2, 6):  # while it is being written
        edit(document, value)
        qtbot.wait(30)
    assert len(later.waiting) == 1
    later.work()
    assert [each.project.batch.inputs[0, 0] for each in noted] == [1, 5]
    lanes.close()
    autosave.close()


def test_a_folder_that_cannot_be_written_is_told_once_and_tried_again(
    qtbot: QtBot, autosave: Autosave, document: Document, state: Path, kept: Kept
) -> None:
    told: list[str] = []
    autosave.failed.connect(told.append)
    state.write_text("in the way")
    for value in range(3):
        edit(document, value)
        qtbot.wait(150)
    assert len(told) == 1
    assert told[0].startswith("What you did last is not kept for a crash: ")
    with qtbot.waitSignals([autosave.mended, autosave.noted]):
        state.unlink()
    noted = kept()
    assert noted is not None
    assert noted.project.batch.inputs[0, 0] == 2
    for folder in state.rglob("2*Z-*"):
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
    (state / "recovery").rmdir()
    (state / "recovery").write_text("in the way again")
    with qtbot.waitSignal(autosave.failed):
        edit(document, 5)
    assert len(told) == 2


def test_what_somebody_removes_from_the_state_folder_is_kept_anew_without_an_edit(
    qtbot: QtBot, autosave: Autosave, document: Document, state: Path, kept: Kept
) -> None:
    note(qtbot, autosave, lambda: edit(document))
    for gone in (state, state / "recovery"):
        note(qtbot, autosave, partial(shutil.rmtree, gone))
        noted = kept()
        assert noted is not None
        assert same(noted.project, document.project)


def test_switched_off_it_removes_what_was_kept_and_keeps_nothing(
    qtbot: QtBot, autosave: Autosave, document: Document, state: Path, kept: Kept
) -> None:
    note(qtbot, autosave, lambda: edit(document))
    autosave.set_on(False)
    qtbot.waitUntil(lambda: os.listdir(state / "recovery") == [])
    edit(document, 8)
    qtbot.wait(100)
    assert os.listdir(state / "recovery") == []
    note(qtbot, autosave, lambda: autosave.set_on(True))
    noted = kept()
    assert noted is not None
    assert noted.project.batch.inputs[0, 0] == 8


def test_the_last_note_is_waited_for_and_left(
    qtbot: QtBot, document: Document, state: Path, kept: Kept
) -> None:
    lanes, parent = Lanes(), QObject()
    autosave = Autosave(document, lanes, state, parent)
    autosave.set_on(True)
    edit(document)
    assert autosave.note_at_once()
    autosave.let_go()
    lanes.close()
    autosave.close()
    noted = kept()
    assert noted is not None
    assert same(noted.project, document.project)


def test_closing_leaves_nothing(qtbot: QtBot, document: Document, state: Path) -> None:
    lanes, parent = Lanes(), QObject()
    autosave = Autosave(document, lanes, state, parent)
    autosave.set_on(True)
    note(qtbot, autosave, lambda: edit(document))
    lanes.close()
    autosave.close()
    assert os.listdir(state / "recovery") == []
    autosave.note_at_once()  # as when the session ends at that very moment
    assert os.listdir(state / "recovery") == []
