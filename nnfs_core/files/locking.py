"""This module locks files while their process lives, which tells the dead from the living."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock(handle: int) -> None:
    """Lock an open file until it is closed, by the process or with it.

    Raises BlockingIOError when another one holds it, another OSError where there are no locks.
    """
    try:
        _lock(handle)
    except PermissionError as error:  # what Windows says
        raise BlockingIOError(*error.args) from None
