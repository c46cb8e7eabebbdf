"""A save never replaces what others wrote, and a file that was only touched is the same."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, Project, edits, save
from nnfs_core.files import unchanged
from nnfs_core.files.file_state import FileState, glance
from nnfs_core.files.unchanged import ChangedFileError, check_unchanged, state_at
from nnfs_core.formats import NETWORKS

PROJECT = Project(Network([Dense(np.eye(2), [1.0, 2.0])]), Batch(np.ones((3, 2))))
OTHER = edits.set_input(PROJECT, 0, 0, 5)


def opened_state(path: Path) -> FileState:
    """Of a file that is opened."""
    state = NETWORKS.read(NETWORKS.look(path), None).state
    assert state is not None
    return state


def save_over(path: Path, known: FileState | None, project: Project = OTHER) -> FileState:
    return save(project, path, check=partial(check_unchanged, path, known))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.nnfs"


def test_a_save_goes_over_what_was_opened_and_over_what_was_saved(path: Path) -> None:
    save(PROJECT, path)
    state = save_over(path, opened_state(path))
    assert opened_state(path) == state
    assert opened_state(path).holds_same_as(state)
    save_over(path, state, PROJECT)


def test_a_save_where_nothing_is_any_more_is_fine(path: Path) -> None:
    state = save(PROJECT, path)
    path.unlink()
    save_over(path, state)
    path.unlink()
    save_over(path, None)


def test_what_another_program_wrote_stays_and_the_error_says_what_it_is(path: Path) -> None:
    state = save(PROJECT, path)
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedFileError, match=r"work\.nnfs was not saved: it was changed") as told:
        save_over(path, state)
    assert path.read_bytes() == b"theirs"
    assert os.listdir(path.parent) == ["work.nnfs"]
    assert told.value.found == glance(path)
    save_over(path, told.value.found)  # once its user has agreed to that very content
    assert path.read_bytes() != b"theirs"


def test_a_file_that_appeared_where_none_was_known_is_not_replaced(path: Path) -> None:
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedFileError):
        save_over(path, None)


def test_what_is_agreed_to_is_one_content_and_not_the_next(path: Path) -> None:
    state = save(PROJECT, path)
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedFileError) as told:
        save_over(path, state)
    path.write_bytes(b"theirs, later")
    with pytest.raises(ChangedFileError):
        save_over(path, told.value.found)
    assert path.read_bytes() == b"theirs, later"


def test_a_file_touched_copied_over_or_written_anew_as_it_was_is_the_same(path: Path) -> None:
    state = save(PROJECT, path)
    content = path.read_bytes()
    os.utime(path, ns=(5, 5))
    check_unchanged(path, state)
    path.write_bytes(content)
    check_unchanged(path, state)
    other = path.with_name("other")
    other.write_bytes(content)
    os.replace(other, path)
    assert glance(path) != state
    check_unchanged(path, state)


def test_a_change_that_leaves_size_and_time_is_found_in_the_content(path: Path) -> None:
    state = save(PROJECT, path)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"!")
    os.utime(path, ns=(state.mtime_ns, state.mtime_ns))
    assert glance(path) == state
    with pytest.raises(ChangedFileError):
        check_unchanged(path, state)


def test_of_a_large_file_the_system_is_asked_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "DIGESTED_AT_ONCE", 10)
    state = save(PROJECT, path)
    assert state.digest is None
    check_unchanged(path, state)
    digested = state_at(path)
    assert digested is not None
    assert digested.digest is not None
    os.utime(path, ns=(5, 5))
    check_unchanged(path, digested)
    with pytest.raises(ChangedFileError):
        check_unchanged(path, state)  # nobody knows what was in it


def test_a_file_that_may_not_be_read_is_told_from_others_by_what_the_system_says(
    path: Path, tmp_path: Path
) -> None:
    assert state_at(path) is None
    assert state_at(path / "below") is None
    folder = state_at(tmp_path)
    assert folder is not None
    assert folder.digest is None


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_a_link_is_looked_through_and_a_pipe_is_not_waited_for(path: Path) -> None:
    real = path.with_name("real.nnfs")
    path.symlink_to(real)
    state = save_over(path, None)
    assert opened_state(real) == state
    os.mkfifo(path.with_name("pipe"))
    pipe = state_at(path.with_name("pipe"))
    assert pipe is not None
    assert pipe.digest is None


CHANGES = {
    "nothing": lambda path, content: None,
    "touched": lambda path, content: os.utime(path, ns=(7, 7)),
    "the same once more": lambda path, content: path.write_bytes(content),
    "written over": lambda path, content: path.write_bytes(content[::-1]),
    "appended to": lambda path, content: path.write_bytes(content + b"more"),
    "cut short": lambda path, content: path.write_bytes(content[:20]),
    "replaced": lambda path, content: put(path, b"theirs"),
    "replaced by the same": lambda path, content: put(path, content),
    "removed": lambda path, content: path.unlink(missing_ok=True),
}


def put(path: Path, content: bytes) -> None:
    """Replace a file by its name, as careful editors do."""
    other = path.with_name("of another program")
    other.write_bytes(content)
    os.replace(other, path)


@given(st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 5)), max_size=3))
def test_whatever_happens_during_a_save_no_change_of_others_is_replaced(
    changes: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "work.nnfs"
        state = save(PROJECT, path)
        first = path.read_bytes()
        at, steps = 0, dict[int, list[str]]()
        for change, step in changes:
            steps.setdefault(step, []).append(change)

        theirs: bytes | None = None

        def others_go_on(*_: object) -> None:
            nonlocal at
            for change in steps.pop(at, ()):
                if path.exists():
                    CHANGES[change](path, path.read_bytes())
            at += 1

        def check() -> None:
            nonlocal theirs
            while steps:  # also what the save was too quick for
                others_go_on()
            theirs = path.read_bytes() if path.exists() else None
            check_unchanged(path, state)

        try:
            new = save(OTHER, path, check=check, progress=others_go_on)
        except ChangedFileError:
            assert theirs not in (None, first)
            assert path.read_bytes() == theirs
        else:
            assert theirs in (None, first)
            assert opened_state(path) == new
        assert len(os.listdir(folder)) == 1


WRITER = """
import os, sys
path, stop = sys.argv[1:]
number = 0
while not os.path.exists(stop):
    number += 1
    other = f"{path}.{number}"
    with open(other, "w") as file:
        file.write(f"theirs {number}")
    os.replace(other, path)
    print(number, flush=True)
    sys.stdin.readline()
"""


def test_what_another_process_wrote_between_saves_is_there_until_its_user_agrees(
    path: Path,
) -> None:
    stop = path.with_name("stop")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(stop)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    state: FileState | None = None
    try:
        for _ in range(50):
            number = writer.stdout.readline().strip()
            with pytest.raises(ChangedFileError) as told:
                save_over(path, state)
            assert path.read_text() == f"theirs {number}"
            state = save_over(path, told.value.found)
            writer.stdin.write("\n")
            writer.stdin.flush()
    finally:
        stop.touch()
        writer.communicate("\n", timeout=30)
