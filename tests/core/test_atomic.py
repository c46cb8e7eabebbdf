"""A save is whole or it did not happen."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from time import sleep
from typing import BinaryIO

import pytest

from nnfs_core.errors import NnfsError
from nnfs_core.files import beside
from nnfs_core.files.atomic import replacing

ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(os.name != "posix", reason="limits, modes and links of POSIX")


def run(code: str, *arguments: object) -> str:
    """What a fresh Python prints that runs `code` on these arguments."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def save(path: Path | str, content: bytes = b"new", error: BaseException | None = None) -> None:
    """Save the content, or fail with the error when half of it is written."""
    with replacing(path) as file:
        file.write(content)
        if error is not None:
            raise error


def test_the_new_file_has_what_was_written(tmp_path: Path) -> None:
    save(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_path_may_be_a_plain_string(tmp_path: Path) -> None:
    save(str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_bytes() == b"new"


def test_the_old_file_stays_in_place_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, NnfsError])
def test_whatever_goes_wrong_midway_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(error, match="midway"):
        save(path, b"half", error("midway"))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_large_file_that_is_given_up_is_gone_at_once_and_closed_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "LARGE", 100)
    kept: list[BinaryIO] = []

    def fail_midway() -> None:
        with replacing(tmp_path / "a.csv") as file:
            kept.append(file)
            file.write(b"x" * 1000)
            file.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_midway()
    assert os.listdir(tmp_path) == []
    for _ in range(500):
        if kept[0].closed:
            break
        sleep(0.01)
    assert kept[0].closed


FILL = """
import resource, sys
from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    with replacing(sys.argv[1]) as file:
        for _ in range(100):
            file.write(b"x" * 1000)
except NnfsError as error:
    print(error)
"""


@posix_only
def test_a_file_that_may_not_grow_leaves_the_old_one_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    old = os.urandom(60_000)
    path.write_bytes(old)
    assert run(FILL, path) == (
        "a.csv was not saved: it is larger than a file may be there; choose another disk."
    )
    assert path.read_bytes() == old
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(NnfsError, match=r"a.csv was not saved: the disk of .* is full"):
        save(path, b"half", OSError(errno.ENOSPC, "No space left on device"))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.csv"]


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_the_old_file_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    save(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix_only
def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    save(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


@posix_only
def test_a_symbolic_link_stays_one_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    save(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(NnfsError, match=r"a.csv is read-only; save under another name"):
        save(path)
    assert path.read_bytes() == b"old"
    path.chmod(0o644)


FORBIDDEN = """
import os, sys
from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
if os.geteuid() == 0:
    os.setuid(65534)  # root may write anywhere
try:
    with replacing(sys.argv[1]) as file:
        file.write(b"new")
except NnfsError as error:
    print(error)
"""


@posix_only
def test_a_read_only_folder_is_refused(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    assert run(FORBIDDEN, closed / "a.csv") == (
        f"a.csv was not saved: you may not write in the folder {closed}; choose another."
    )
    assert os.listdir(closed) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match=r"a\.csv was not saved: there is no folder .*nowhere"):
        save(tmp_path / "nowhere" / "a.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match="is a folder"):
        save(tmp_path)


@posix_only
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NnfsError, match="not an ordinary file"):
        save(tmp_path / "pipe")


@posix_only
def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match=r"its name is too long"):
        save(tmp_path / ("a" * 300 + ".csv"))
    assert os.listdir(tmp_path) == []


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match="NUL"):
        save(f"{tmp_path}/a\0.csv")
