"""What a killed save left beside a file goes when that file is next saved, and nothing else."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nnfs_core.files import beside
from nnfs_core.files.atomic import replacing
from tests.core.test_atomic import ROOT, posix_only, save

pytestmark = posix_only
WRITE = """
import sys, time
from nnfs_core.files import beside
from nnfs_core.files.atomic import replacing
with replacing(sys.argv[1]) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


@contextmanager
def a_save_under_way(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that saves the file, and is not done."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def left_by_a_kill(path: Path) -> str:
    """The name of what a process that was killed as it saved the file left beside it."""
    before = set(os.listdir(path.parent))
    with a_save_under_way(path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    (left,) = set(os.listdir(path.parent)) - before
    return left


def test_what_a_killed_save_left_goes_with_the_next_save_of_that_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    left = left_by_a_kill(path)
    assert path.read_bytes() == b"old"
    save(tmp_path / "other.csv")
    assert left in os.listdir(tmp_path)
    save(path)
    assert path.read_bytes() == b"new"
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "other.csv"]


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with a_save_under_way(path):
        save(path)
        assert path.read_bytes() == b"new"
        assert len(os.listdir(tmp_path)) == 2
    save(path)
    assert os.listdir(tmp_path) == ["a.csv"]


def test_two_saves_of_one_file_in_one_process_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with replacing(path) as file:
        file.write(b"late")
        save(path, b"early")
        assert path.read_bytes() == b"early"
    assert path.read_bytes() == b"late"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_nothing_is_removed_that_is_no_file_of_ours(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "a.csv", tmp_path / "precious"
    left = left_by_a_kill(path)
    (tmp_path / left).unlink()
    stem = left.removesuffix(".tmp")[:-2]
    elsewhere.write_bytes(b"precious")
    (tmp_path / f"{stem}01.tmp").symlink_to(elsewhere)
    (tmp_path / f"{stem}02.tmp").mkdir()
    os.mkfifo(tmp_path / f"{stem}03.tmp")
    (tmp_path / f"{stem}04.csv").write_bytes(b"precious")
    (tmp_path / ".nnfs-0123456789abcdef.tmp").write_bytes(b"precious")
    before = sorted(os.listdir(tmp_path))
    save(path)
    assert sorted(os.listdir(tmp_path)) == sorted([*before, "a.csv"])
    assert elsewhere.read_bytes() == b"precious"


@pytest.mark.parametrize("name", ["a" * 255, "ä" * 127, "a" * 251 + ".csv"], ids=len)
def test_a_name_as_long_as_may_be_is_saved_and_tidied_up(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    left = left_by_a_kill(path)
    assert len(os.fsencode(left)) < 50
    save(path)
    assert os.listdir(tmp_path) == [name]


def test_what_was_left_makes_room_before_the_new_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    left = left_by_a_kill(path)
    with replacing(path):
        assert left not in os.listdir(tmp_path)


def test_where_there_are_no_locks_files_are_saved_and_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    left = left_by_a_kill(path)

    def refuse(handle: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(beside, "lock", refuse)
    save(path)
    assert path.read_bytes() == b"new"
    assert sorted(os.listdir(tmp_path)) == sorted([left, "a.csv"])
