"""When the system refuses anything, what was noted is the old state or the new one, never torn."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from nnfs_core import NnfsError
from nnfs_core.recovery import journal as journals
from nnfs_core.recovery.crashed import crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.core.test_atomic import posix_only, run
from tests.faults import ERRORS, failing, never_fails, short_writes
from tests.journals import journal_file, same
from tests.noting import note_all, on_disk, states
from tests.projects import classifier


@pytest.mark.parametrize("slack", [0, 2**20], ids=["often begun anew", "appended to"])
def test_each_call_in_turn_may_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slack: int
) -> None:
    monkeypatch.setattr(journals, "SLACK", slack)
    n_calls = note_all(tmp_path, never_fails, errno.EIO)
    assert n_calls > 20
    for place in range(1, n_calls + 1):
        code = ERRORS[place % len(ERRORS)]
        note_all(tmp_path, lambda n, place=place: n == place, code)  # type: ignore[misc]

    assert open_files_in(tmp_path) == []


def open_files_in(folder: Path) -> list[str]:
    """Which files in a folder this process has open, where the system tells."""
    found = []
    for link in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):  # the one that listed them is closed by now
            found.append(os.readlink(link))
    return [name for name in found if name.startswith(str(folder))]


@pytest.mark.parametrize("step", [2, 3, 5, 7, 11])
def test_many_calls_may_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr(journals, "SLACK", 30_000)
    for offset in range(step):
        note_all(tmp_path, lambda n, at=offset: n % step == at, errno.EIO)  # type: ignore[misc]


def test_a_disk_that_stays_full_keeps_what_was_noted_until_there_is_room(
    tmp_path: Path,
) -> None:
    first, *others, last = states()
    journal = Journal(tmp_path / "state")
    journal.note(Noted(first))
    before = journal_file(journal).read_bytes()
    for project in others:
        with (
            failing(lambda n: True, errno.ENOSPC, ("write",)),
            pytest.raises(NnfsError, match="is full; make room there"),
        ):
            journal.note(Noted(project))
        assert journal_file(journal).read_bytes() == before
    journal.note(Noted(last))
    assert journal_file(journal).read_bytes().startswith(before)
    found = on_disk(journal, tmp_path / "scratch")
    assert found is not None
    assert same(found, last)


def test_short_writes_are_gone_on_with(tmp_path: Path) -> None:
    with short_writes():
        journal = Journal(tmp_path / "state")
        for project in states():
            journal.note(Noted(project))
    found = on_disk(journal, tmp_path / "scratch")
    assert found is not None
    assert same(found, states()[-1])


def test_what_cannot_be_cleared_or_removed_is_told(
    tmp_path: Path,
) -> None:
    journal = Journal(tmp_path / "state")
    journal.note(Noted(classifier()))
    for act in (journal.clear, journal.close):
        with (
            failing(lambda n: True, errno.EACCES, ("unlink",)),
            pytest.raises(NnfsError, match="What was kept for a crash was not removed"),
        ):
            act()
    (found,) = crashed(tmp_path / "state")
    with (
        failing(lambda n: True, errno.EROFS, ("unlink",)),
        pytest.raises(NnfsError, match="you may not write in"),
    ):
        found.discard()
    found.discard()
    assert crashed(tmp_path / "state") == []


FORBIDDEN = """
import os, sys
from pathlib import Path
from nnfs_core import NnfsError
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.projects import classifier
noted = Noted(classifier())
if os.geteuid() == 0:
    os.setuid(65534)  # root may write anywhere
try:
    Journal(Path(sys.argv[1])).note(noted)
except NnfsError as error:
    print(error)
"""


@posix_only
def test_a_state_folder_that_is_read_only_is_told(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    assert run(FORBIDDEN, closed) == (
        f"What you did last is not kept for a crash: you may not write in {closed}."
    )
    assert os.listdir(closed) == []


def test_a_state_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(NnfsError, match="What you did last is not kept for a crash: "):
        Journal(tmp_path / "state").note(Noted(classifier()))
    assert crashed(tmp_path / "state") == []


def test_a_file_in_the_place_of_the_folders_is_no_offer(tmp_path: Path) -> None:
    (tmp_path / "recovery").mkdir()
    (tmp_path / "recovery" / "20260101T000000Z-01234567").write_text("")
    assert crashed(tmp_path) == []
