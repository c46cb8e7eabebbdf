"""Files that belong together are both new or both old, whatever fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing_together
from tests.core.test_kept_of_files import refuse


def save_both(folder: Path, content: bytes = b"new", error: BaseException | None = None) -> None:
    """Save two files, or fail with the error when the second is half written."""
    with replacing_together() as replace:
        with replace(folder / "a.npz") as file:
            file.write(content)
        with replace(folder / "b.py") as file:
            file.write(content)
            if error is not None:
                raise error


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def both(content: bytes) -> dict[str, bytes]:
    return {"a.npz": content, "b.py": content}


def refuse_second(monkeypatch: pytest.MonkeyPatch, name: str = "b.py") -> None:
    """Let the system refuse to put a new file in the place of the one of that name."""
    real = os.replace

    def replace(old: Path, new: Path) -> None:
        if Path(new).name == name:
            raise OSError(errno.EIO, "Input/output error")
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)


def test_both_are_new(tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        save_both(tmp_path, content)
        assert files(tmp_path) == both(content)


def test_neither_is_there_before_both_are_whole(tmp_path: Path) -> None:
    save_both(tmp_path, b"old")
    with replacing_together() as replace:
        with replace(tmp_path / "a.npz") as file:
            file.write(b"new")
        assert (tmp_path / "a.npz").read_bytes() == b"old"
        with replace(tmp_path / "b.py") as file:
            file.write(b"new")
    assert files(tmp_path) == both(b"new")


@pytest.mark.parametrize("error", [RuntimeError("midway"), KeyboardInterrupt("midway")])
@pytest.mark.parametrize("there", [True, False])
def test_a_failure_midway_leaves_both_as_they_were(
    tmp_path: Path, there: bool, error: BaseException
) -> None:
    if there:
        save_both(tmp_path, b"old")
    before = files(tmp_path)
    with pytest.raises(type(error), match="midway"):
        save_both(tmp_path, b"new", error)
    assert files(tmp_path) == before


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("there", [("a.npz", "b.py"), ("a.npz",), ("b.py",), ()])
def test_when_the_second_cannot_be_replaced_the_first_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], has_links: bool
) -> None:
    for name in there:
        (tmp_path / name).write_bytes(b"old")
        (tmp_path / name).chmod(0o640)
    before = files(tmp_path)
    if not has_links:
        refuse(monkeypatch, errno.EPERM, "link")
    refuse_second(monkeypatch)
    with pytest.raises(NnfsError, match=r"^b\.py was not saved: Input/output error\.$"):
        save_both(tmp_path)
    assert files(tmp_path) == before
    for name in there:
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o640


def test_when_the_first_cannot_be_put_back_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_both(tmp_path, b"old")
    real = os.replace
    seen: list[str] = []

    def replace(old: Path, new: Path) -> None:
        seen.append(Path(new).name)
        if len(seen) > 1:
            raise OSError(errno.EIO, "Input/output error")
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(NnfsError, match=r"b\.py was not saved: .*a\.npz is already the new one"):
        save_both(tmp_path)
    assert files(tmp_path) == {"a.npz": b"new", "b.py": b"old"}
