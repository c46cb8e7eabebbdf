"""Has the system refuse what it is asked for: files, room on the disk, and what else may fail."""

from __future__ import annotations

import _pyio
import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from nnfs_core.files import beside

CALLS = ("open", "write", "fsync", "ftruncate", "replace", "close", "mkdir", "unlink", "stat")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EINTR, errno.EROFS, errno.EACCES)

Fails = Callable[[int], bool]


def never_fails(number: int) -> bool:
    return False


@contextmanager
def failing(fails: Fails, code: int, calls: tuple[str, ...] = CALLS) -> Iterator[list[str]]:
    """Have the system refuse each call of some kinds whose number `fails`; the calls that came.

    They count from 1. A write that fails has written a part of what it should, and a file is closed
    even if that fails.
    """
    came: list[str] = []
    is_over: list[bool] = []

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if is_over:  # what was told to be called at the end is called after the test's part
                return real(*arguments, **options)
            came.append(name)
            if fails(len(came)):
                if name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                if name == "close":
                    real(*arguments)
                raise OSError(code, os.strerror(code))
            return real(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        open_files_in_python(patch)
        for name in calls:
            patch.setattr(os, name, wrapped(name, getattr(os, name)))
        yield came
    is_over.append(True)


@contextmanager
def short_writes(most: int = 7) -> Iterator[None]:
    """Have the system write at most so many bytes at a time."""
    real = os.write
    with pytest.MonkeyPatch.context() as patch:
        open_files_in_python(patch)
        patch.setattr(os, "write", lambda handle, content: real(handle, content[:most]))
        yield


def open_files_in_python(patch: pytest.MonkeyPatch) -> None:
    """Have Python's own files go through the functions of `os`, where what they ask for is seen."""
    for module in (builtins, io):
        patch.setattr(module, "open", _pyio.open)
    patch.setattr(beside, "FileIO", _pyio.FileIO)
    patch.setattr(beside, "BufferedWriter", _pyio.BufferedWriter)
