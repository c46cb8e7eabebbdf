"""This module gives a new file what belonged to the one that it replaces: mode, owner, attributes.

None of this is worth more than what the user saves: what a file system refuses is left out.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from nnfs_core.files.remarks import remark
from nnfs_core.wording import sentence

ACCESS_LIST = "system.posix_acl_access"
OF_CONTENT = ("security.ima", "security.evm")  # what the system computed of the old bytes


def take_over(new: Path, target: Path, old: os.stat_result) -> None:
    """Give the new file the owner, the mode and the extended attributes of the one at `target`."""
    mode = stat.S_IMODE(old.st_mode)
    if hasattr(os, "chown"):
        has_group = _chown(new, -1, old.st_gid, old)
        if not _chown(new, old.st_uid, -1, old):
            mode &= ~(stat.S_ISUID | stat.S_ISGID)
        if not has_group:  # another group is allowed no more than all others are
            mode &= ~(stat.S_ISUID | stat.S_ISGID | stat.S_IRWXG) | (mode & stat.S_IRWXO) << 3
    with suppress(OSError):
        os.chmod(new, mode)
    if hasattr(os, "listxattr"):
        _copy_attributes(target, new)


def other_names(target: Path, old: os.stat_result) -> list[Path]:
    """The other names of the file at `target` that lie in the same folder."""
    if old.st_nlink < 2 or not old.st_ino:
        return []
    with suppress(OSError), os.scandir(target.parent) as entries:
        return [
            target.with_name(entry.name)
            for entry in entries
            if entry.inode() == old.st_ino and entry.name != target.name and _is(entry, old)
        ]
    return []


def link_again(target: Path, names: list[Path], old: os.stat_result, spare: Path) -> None:
    """Make the new file at `target` known by the other names of the old one, too.

    Each name goes from the old file to the new one in one step, over the unused name `spare`. A
    name that cannot, or lies in another folder, keeps the old content, and a remark tells.
    """
    n_left = old.st_nlink - 1
    for name in names:
        with suppress(OSError):
            if os.path.samestat(name.lstat(), old):  # nobody has put another file there
                os.link(target, spare)
                os.replace(spare, name)
                n_left -= 1
    with suppress(OSError):
        spare.unlink(missing_ok=True)
    if n_left > 0:
        remark(
            sentence(
                "{name} is no longer the same file as its other names elsewhere: those keep what "
                "it held before."
            )(target.name)
        )


def _is(entry: os.DirEntry[str], old: os.stat_result) -> bool:
    return os.path.samestat(entry.stat(follow_symlinks=False), old)


def _chown(path: Path, owner: int, group: int, old: os.stat_result) -> bool:
    """Change the owner or the group; False where that is refused."""
    try:
        os.chown(path, owner, group)
    except OSError:
        with suppress(OSError):
            now = path.stat()
            return now.st_uid == old.st_uid if group == -1 else now.st_gid == old.st_gid
        return False
    return True


def _copy_attributes(old: Path, new: Path) -> None:
    try:
        names = os.listxattr(old)
    except OSError:
        return
    if ACCESS_LIST not in names:  # the folder may have given the new file one
        with suppress(OSError):
            os.removexattr(new, ACCESS_LIST)
    for name in names:
        if name not in OF_CONTENT:
            with suppress(OSError):
                os.setxattr(new, name, os.getxattr(old, name))
