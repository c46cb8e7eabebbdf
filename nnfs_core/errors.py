"""The errors that a user may see: each message is one plain sentence."""

from __future__ import annotations


class NnfsError(Exception):
    """Something the user asked for cannot be done; `str(error)` says what, where and what to do."""


class ShapeError(NnfsError):
    """Two shapes that must fit do not."""


class Cancelled(NnfsError):  # noqa: N818 - it is news, not a failure
    """Long work was stopped because the user, or newer work, asked for it."""

    def __init__(self, message: str = "Cancelled.") -> None:
        super().__init__(message)
