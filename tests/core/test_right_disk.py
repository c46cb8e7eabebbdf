"""What is full is named: the disk that a file goes to, or the one of temporary files."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path

import pytest

from nnfs_core.code import DIALECTS, write_program
from nnfs_core.code.running import run_program
from nnfs_core.code.workbook import save_workbook
from nnfs_core.errors import NnfsError
from tests.core.test_atomic import posix_only, save
from tests.faults import failing, never_fails
from tests.saving import projects

TEMPORARY = "the disk of {folder}, where temporary files go, is full; make room there."


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, which is another one than that of the file."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_workbook_names_the_disk_of_its_temporary_files(tmp_path: Path, temporary: Path) -> None:
    with (
        failing(lambda number: number == 1, errno.ENOSPC, ("write",)),
        pytest.raises(NnfsError) as told,
    ):
        save_workbook(projects()[0], tmp_path / "a.xlsx")
    assert str(told.value) == f"a.xlsx was not saved: {TEMPORARY.format(folder=temporary)}"
    assert os.listdir(temporary) == []


def test_a_workbook_names_the_disk_that_it_goes_to(tmp_path: Path, temporary: Path) -> None:
    with failing(never_fails, errno.ENOSPC, ("write",)) as writes:
        save_workbook(projects()[0], tmp_path / "a.xlsx")
    with (
        failing(lambda number: number == len(writes), errno.ENOSPC, ("write",)),
        pytest.raises(NnfsError, match=f"the disk of {tmp_path} is full; make room there or"),
    ):
        save_workbook(projects()[0], tmp_path / "a.xlsx")


def test_a_run_names_the_disk_of_its_temporary_files(temporary: Path) -> None:
    program = write_program(projects(150)[0], DIALECTS[1])
    with (
        failing(lambda number: number == 1, errno.ENOSPC, ("write",)),
        pytest.raises(NnfsError) as told,
    ):
        run_program(program, sys.executable, seconds=60)
    assert str(told.value) == f"The program cannot be run: {TEMPORARY.format(folder=temporary)}"


def test_a_temporary_folder_that_is_gone_is_told(tmp_path: Path, temporary: Path) -> None:
    temporary.rmdir()
    with pytest.raises(NnfsError, match=f"{temporary}, where temporary files go, cannot be used"):
        save_workbook(projects()[0], tmp_path / "a.xlsx")
    assert os.listdir(tmp_path) == []


@posix_only
def test_a_link_names_the_disk_that_the_file_is_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "there" / "real.csv")
    with pytest.raises(NnfsError, match=f"link.csv was not saved: the disk of {tmp_path}/there is"):
        save(tmp_path / "link.csv", error=OSError(errno.ENOSPC, "No space left on device"))


def test_a_share_of_a_disk_that_is_used_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match=f"your share of the disk of {tmp_path} is used up"):
        save(tmp_path / "a.csv", error=OSError(errno.EDQUOT, "Disk quota exceeded"))
