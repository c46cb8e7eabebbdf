"""Notes a history in a journal while the system fails, and looks what a start would find."""

from __future__ import annotations

import shutil
from pathlib import Path

from nnfs_core import NnfsError, Project, edits
from nnfs_core.recovery.crashed import Crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.lock import FolderLock
from nnfs_core.recovery.noted import Noted
from tests.faults import Fails, failing
from tests.journals import journal_file, same
from tests.projects import classifier


def states(count: int = 5) -> list[Project]:
    """A history in which every step changes a layer or a block."""
    project = classifier(30)
    found = [project]
    for seed in range(count - 1):
        project = edits.set_input(edits.redraw(project, 0, seed), seed, 0, seed)
        found.append(project)
    return found


def on_disk(journal: Journal, scratch: Path) -> Project | None:
    """What a start would find if the window crashed now."""
    if journal.folder is None or not journal_file(journal).exists():
        return None
    folder = scratch / "recovery" / journal.folder.name
    shutil.copytree(journal.folder, folder)
    held = FolderLock(folder)
    try:
        found = Crashed(held, scratch)
        assert not found.fault
        recovered = found.read()
        assert not recovered.warning
        return recovered.noted.project
    finally:
        held.release()
        shutil.rmtree(folder)


def note_all(tmp_path: Path, fails: Fails, code: int) -> int:
    """Note a history while the system fails at times, and look after every step; the calls made."""
    journal = Journal(tmp_path / "state")
    before: Project | None = None
    n_calls = 0
    for project in states():
        told = ""
        with failing(lambda n, base=n_calls: fails(base + n), code) as came:  # type: ignore[misc]
            try:
                journal.note(Noted(project))
            except NnfsError as error:
                told = str(error)
        n_calls += len(came)
        found = on_disk(journal, tmp_path / "scratch")
        if not told:
            assert found is not None
            assert same(found, project)
        else:
            assert told.startswith("What you did last is not kept for a crash: ")
            assert str(tmp_path / "state") in told
            assert told.endswith(".")
            assert (found is None) == (before is None) or found is not None
            assert found is None or any(same(found, each) for each in (before, project) if each)
        before = found
    journal.note(Noted(project))
    found = on_disk(journal, tmp_path / "scratch")
    assert found is not None
    assert same(found, project)
    journal.close()
    return n_calls
