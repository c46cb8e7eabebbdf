"""Windows that have the same file open learn of each other, by whatever name they opened it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnfs_core.files.open_mark import OpenMark

posix_only = pytest.mark.skipif(os.name != "posix", reason="links, modes and kills of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "work.nnfs"
    path.write_bytes(b"work")
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "not there yet" / "state"


def opened(state: Path, path: Path) -> OpenMark:
    mark = OpenMark(state)
    mark.move_to(path)
    return mark


def test_two_windows_with_the_same_file_learn_of_each_other_and_of_its_end(
    path: Path, state: Path
) -> None:
    first = opened(state, path)
    assert not first.is_elsewhere
    second = opened(state, path)
    assert first.is_elsewhere
    assert second.is_elsewhere
    second.move_to(None)
    assert not first.is_elsewhere
    first.move_to(None)
    assert not any((state / "open").iterdir())


def test_a_window_that_saves_elsewhere_takes_its_mark_along(path: Path, state: Path) -> None:
    first, second = opened(state, path), opened(state, path)
    copy = path.with_name("copy.nnfs")
    copy.write_bytes(b"copy")
    second.move_to(copy)
    assert not first.is_elsewhere
    assert opened(state, copy).is_elsewhere


def test_a_file_that_is_not_there_yet_can_be_marked(path: Path, state: Path) -> None:
    path.unlink()
    first = opened(state, path)
    path.write_bytes(b"saved by the second")
    second = opened(state, path)
    assert first.is_elsewhere
    assert second.is_elsewhere


@posix_only
@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_a_link_is_the_same_file(path: Path, state: Path, link: object) -> None:
    name = path.with_name("link.nnfs")
    assert callable(link)
    link(path, name)
    first, second = opened(state, path), opened(state, name)
    assert first.is_elsewhere
    assert second.is_elsewhere


def test_other_files_are_none_of_its_business(path: Path, state: Path) -> None:
    first, other = opened(state, path), path.with_name("other.nnfs")
    other.write_bytes(b"other")
    assert not opened(state, other).is_elsewhere
    assert not first.is_elsewhere


def test_a_state_folder_that_cannot_be_used_is_silent(path: Path, tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_bytes(b"")
    assert not opened(no_folder, path).is_elsewhere
    opened(no_folder, path).move_to(None)


HOLD = """
import sys
from pathlib import Path
from nnfs_core.files.open_mark import OpenMark
mark = OpenMark(Path(sys.argv[1]))
mark.move_to(Path(sys.argv[2]))
print(mark.is_elsewhere, flush=True)
sys.stdin.read()
"""


@posix_only
@pytest.mark.parametrize("looks_at_the_same", [True, False])
def test_a_killed_window_is_forgotten_at_once(
    path: Path, state: Path, looks_at_the_same: bool
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(state), str(path)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"False\n"
    mine = opened(state, path)
    assert mine.is_elsewhere
    other.kill()
    other.communicate(timeout=30)
    if looks_at_the_same:
        assert not mine.is_elsewhere
        mine.move_to(None)
    else:
        mine.move_to(None)
        opened(state, path.with_name("other.nnfs")).move_to(None)
    assert not any((state / "open").iterdir())  # what it left is gone, too


def test_a_mark_that_somebody_removes_is_made_anew(path: Path, state: Path) -> None:
    first, second = opened(state, path), opened(state, path)
    shutil.rmtree(state)
    for mark in (first, second):
        mark.move_to(path)
    assert first.is_elsewhere
    assert second.is_elsewhere
