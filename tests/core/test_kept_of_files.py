"""What belongs to a file stays with it when it is saved, and a refusal never blocks saving."""

from __future__ import annotations

import errno
import os
import stat
import struct
from pathlib import Path

import pytest

from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.belongings import ACCESS_LIST
from nnfs_core.files.remarks import remarks
from tests.core.test_atomic import posix_only, save

REFUSED = (errno.EPERM, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS)


def old_file(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_bytes(b"old")
    return path


def has_attributes(folder: Path) -> bool:
    try:
        os.setxattr(folder, "user.nnfs", b"1")
    except (OSError, AttributeError):
        return False
    return True


def refuse(monkeypatch: pytest.MonkeyPatch, code: int, *names: str) -> None:
    def call(*arguments: object, **options: object) -> None:
        raise OSError(code, os.strerror(code))

    for name in names:
        monkeypatch.setattr(os, name, call)


def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    if not has_attributes(tmp_path):
        pytest.skip("this file system has no extended attributes")
    path = old_file(tmp_path)
    os.setxattr(path, "user.comment", b"by hand")
    save(path)
    assert path.read_bytes() == b"new"
    assert os.getxattr(path, "user.comment") == b"by hand"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_and_the_group_of_the_old_file_are_kept(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    path.chmod(0o664)
    os.chown(path, 65534, 12345)
    save(path)
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (65534, 12345, 0o664)


@posix_only
def test_who_may_not_give_the_group_gives_its_rights_to_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_file(tmp_path)
    path.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(path, 65534, 12345)
        refuse(monkeypatch, errno.EPERM, "chown")
        save(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
        assert path.stat().st_gid != 12345


@posix_only
def test_what_is_on_the_way_into_a_private_file_is_private(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    path.chmod(0o600)
    with replacing(path) as file:
        file.write(b"new")
        assert [each.stat().st_mode & 0o077 for each in tmp_path.iterdir()] == [0, 0]


@posix_only
@pytest.mark.parametrize("code", REFUSED, ids=errno.errorcode.get)
@pytest.mark.parametrize("what", [("chmod",), ("chown",), ("setxattr", "listxattr"), ("fsync",)])
def test_what_an_odd_file_system_refuses_does_not_block_saving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: tuple[str, ...], code: int
) -> None:
    path = old_file(tmp_path)
    refuse(monkeypatch, code, *(each for each in what if hasattr(os, each)))
    save(path)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EDQUOT], ids=errno.errorcode.get)
def test_a_disk_that_did_not_take_the_bytes_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = old_file(tmp_path)
    refuse(monkeypatch, code, "fsync")
    with pytest.raises(NnfsError, match=r"a\.csv was not saved: "):
        save(path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.csv"]


@posix_only
def test_names_of_one_file_in_a_folder_stay_names_of_one_file(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    for name in ("b.csv", "c.csv"):
        os.link(path, tmp_path / name)
    with remarks() as told:
        save(path)
    files = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    assert [each.read_bytes() for each in files] == [b"new"] * 3
    assert {each.stat().st_ino for each in files} == {path.stat().st_ino}
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.csv", "c.csv"]
    assert told == []


@posix_only
def test_a_name_in_another_folder_keeps_the_old_content_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    path, other = old_file(tmp_path), tmp_path / "there" / "b.csv"
    os.link(path, other)
    with remarks() as told:
        save(path)
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")
    assert told == [
        "a.csv is no longer the same file as its other names elsewhere: those keep what it held "
        "before."
    ]


@posix_only
def test_a_name_that_cannot_be_linked_again_keeps_the_old_content_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = old_file(tmp_path), tmp_path / "b.csv"
    os.link(path, other)
    refuse(monkeypatch, errno.EPERM, "link")
    with remarks() as told:
        save(path)
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")
    assert len(told) == 1
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.csv"]


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """A list of POSIX access rights, as Linux keeps it: each of a tag, rights and an id."""
    packed = (struct.pack("<HHI", tag, rights, who % 2**32) for tag, rights, who in entries)
    return struct.pack("<I", 2) + b"".join(packed)


# the owner, the user 12345, the group, the mask, all others
SHARED = access_list((1, 6, -1), (2, 6, 12345), (4, 4, -1), (16, 6, -1), (32, 0, -1))


def has_access_lists(folder: Path) -> bool:
    try:
        os.setxattr(folder, "system.posix_acl_default", SHARED)
    except (OSError, AttributeError):
        return False
    os.removexattr(folder, "system.posix_acl_default")
    return True


def test_a_list_of_access_rights_is_kept(tmp_path: Path) -> None:
    if not has_access_lists(tmp_path):
        pytest.skip("this file system has no access lists")
    path = old_file(tmp_path)
    os.setxattr(path, ACCESS_LIST, SHARED)
    save(path)
    assert os.getxattr(path, ACCESS_LIST) == SHARED
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_what_a_folder_allows_is_not_given_to_a_file_that_did_not_have_it(tmp_path: Path) -> None:
    if not has_access_lists(tmp_path):
        pytest.skip("this file system has no access lists")
    path = old_file(tmp_path)
    path.chmod(0o640)
    os.setxattr(tmp_path, "system.posix_acl_default", SHARED)
    save(path)
    assert ACCESS_LIST not in os.listxattr(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
