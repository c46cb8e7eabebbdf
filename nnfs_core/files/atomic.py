"""This module replaces files whole or not at all, so that a failed save loses nothing.

What is written lies beside the file until it is whole and on the disk; then it takes the file's
place in one step. A file with several names (hard links) is replaced at each of them that lies in
the same folder. Writing over its old bytes would reach the names elsewhere, too, but a kill in the
middle would leave under all of them a mixture that nobody could tell from a file; so those keep the
old content, and a remark says so.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from nnfs_core.errors import NnfsError
from nnfs_core.files.belongings import link_again, other_names, take_over
from nnfs_core.files.beside import FileBeside, remove_leftovers, spare_name
from nnfs_core.files.locking import lock
from nnfs_core.files.open_file import check_replaceable
from nnfs_core.files.refused_writing import TemporaryFolderError, refusal, temporary_refusal
from nnfs_core.files.syncing import sync_folder

Replace = Callable[[str | Path], AbstractContextManager[BinaryIO]]


def unchecked() -> None:
    """Let whatever is there be replaced."""


@contextmanager
def replacing(path: str | Path, check: Callable[[], None] = unchecked) -> Iterator[BinaryIO]:
    """A binary file to write; it takes the place of `path` when the `with` block ends well.

    Until then, and for ever if anything is raised, the old file stays byte for byte. Its mode,
    owner and extended attributes are kept where the system allows, and a symbolic link goes on
    pointing at the file. What an earlier save that was killed left beside it is removed. `check` is
    called at the last moment, and may raise because of what is to be replaced. Raises NnfsError
    when the file cannot be written.
    """
    with _replacing_together(check) as replace, replace(path) as file:
        yield file


def write_whole(path: str | Path, content: bytes) -> None:
    """Make `content` all that a file holds; raises NnfsError as `replacing`."""
    with replacing(path) as file:
        file.write(content)


def replacing_together() -> AbstractContextManager[Replace]:
    """Gives a `replacing` of which all files take their places when this block ends well, or none.

    A kill at that very moment may leave the first ones new and the others old: files that belong
    together should be able to tell. Raises NnfsError.
    """
    return _replacing_together(unchecked)


@contextmanager
def _replacing_together(check: Callable[[], None]) -> Iterator[Replace]:
    all_new: list[_Replacement] = []

    @contextmanager
    def replace(path: str | Path) -> Iterator[BinaryIO]:
        if "\0" in str(path):
            raise NnfsError("The file was not saved: no file name may hold a NUL character.")
        with _refusals(Path(path)):
            new = _Replacement(Path(path), check)
            try:
                yield new.beside.file
                new.beside.finish()
            except BaseException:
                new.beside.remove()
                raise
            all_new.append(new)

    try:
        yield replace
        _put(all_new)
    except BaseException:
        for new in all_new:
            new.beside.remove()
        raise
    for new in all_new:
        new.settle()


class _Replacement:
    """One file to replace, and what is to take its place."""

    def __init__(self, path: Path, check: Callable[[], None]) -> None:
        self.path, self._check = path, check
        self.target = Path(os.path.realpath(path))
        remove_leftovers(self.target)
        self._old = _status(self.target)
        check_replaceable(self.target)
        self.beside = FileBeside(self.target)
        self._kept: Path | None = None  # the old file under another name
        self._lock = -1  # of that, so that nobody takes it for a leftover

    def keep_old(self) -> None:
        """Keep the old file beside, so that it can be put back; raises OSError."""
        if self._old is None:
            return
        self._kept = spare_name(self.target)
        try:
            os.link(self.target, self._kept)
        except OSError:  # this file system has no links
            shutil.copy2(self.target, self._kept)
        with suppress(OSError):
            self._lock = os.open(self._kept, os.O_RDONLY)
            lock(self._lock)

    def put(self) -> None:
        """Take the file's place; raises OSError."""
        if self._old is not None:
            take_over(self.beside.path, self.target, self._old)
        names = [] if self._old is None else other_names(self.target, self._old)
        self._check()
        self.beside.put(self.target)
        self._names = names

    def put_back(self) -> None:
        """Put the old file back, after `put` and `keep_old`; raises OSError."""
        self._unlock()  # Windows moves no open file
        if self._kept is None:
            self.target.unlink()
        else:
            os.replace(self._kept, self.target)

    def forget_old(self) -> None:
        """Give up what `keep_old` kept."""
        self._unlock()
        if self._kept is not None:
            with suppress(OSError):
                self._kept.unlink(missing_ok=True)

    def _unlock(self) -> None:
        if self._lock >= 0:
            with suppress(OSError):
                os.close(self._lock)
            self._lock = -1

    def settle(self) -> None:
        """Do what comes after all is in place, and what no failure of takes back."""
        if self._old is not None and self._old.st_nlink > 1:
            link_again(self.target, self._names, self._old, spare_name(self.target))
        sync_folder(self.target.parent)


def _put(all_new: list[_Replacement]) -> None:
    """Have all files take their places; if one cannot, none has."""
    done: list[_Replacement] = []
    try:
        for new in all_new[:-1]:  # the last one need not be put back
            with _refusals(new.path):
                new.keep_old()
        for new in all_new:
            with _refusals(new.path):
                new.put()
            done.append(new)
    except BaseException as error:
        for new in reversed(done):
            _put_back(new, error)
        raise
    finally:
        for new in all_new:
            new.forget_old()


def _put_back(new: _Replacement, cause: BaseException) -> None:
    try:
        new.put_back()
    except OSError:
        raise NnfsError("{cause} {name} is already the new one: save both again.")(
            cause, new.path.name
        ) from cause


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Say in an NnfsError what the system refuses about a file inside the `with` block."""
    try:
        yield
    except OSError as error:
        is_too_long = error.errno == errno.ENAMETOOLONG
        name = f"{path.name[:40]}..." if is_too_long else path.name
        if isinstance(error, TemporaryFolderError):
            reason = temporary_refusal(error)
        else:
            reason = refusal(error, Path(os.path.realpath(path)).parent)
        raise NnfsError("{name} was not saved: {reason}.")(name, reason) from error


def _status(target: Path) -> os.stat_result | None:
    """What is known of the file to replace; None when there is none. Raises if it must not be."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise NnfsError("{name} is a folder; choose the name of a file.")(target.name)
    if not stat.S_ISREG(status.st_mode):
        raise NnfsError("{name} is not an ordinary file; choose another name.")(target.name)
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise NnfsError("{name} is read-only; save under another name.")(target.name)
    return status
