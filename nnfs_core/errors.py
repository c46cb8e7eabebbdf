"""Defines the errors that a user may see: each message is one plain sentence."""

from __future__ import annotations

from typing import Self

from nnfs_core.wording import sentence


class NnfsError(Exception):
    """Reports that something cannot be done; `str(error)` says what, where and what to do.

    Its message may be a template, as that of `wording.sentence`: `NnfsError("No {what}.")(what)`.
    Line ends in it, as names in files may have them, become spaces.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(" ".join(message.splitlines()))

    def __call__(self, *values: object) -> Self:
        """The same error with these values in the fields of its message."""
        self.args = (sentence(str(self))(*values),)
        return self


class ShapeError(NnfsError):
    """Reports two shapes that must fit and do not."""


class Cancelled(NnfsError):  # noqa: N818 - it is news, not a failure
    """Ends long work because the user, or newer work, asked for it."""

    def __init__(self, message: str = "Cancelled.") -> None:
        super().__init__(message)


def sentence_of(error: BaseException, what: str) -> str:
    """What to say to people of an error that ended `what`, as in "The forward pass" failed.

    Empty for Cancelled, since whoever asked for that knows. Whoever calls this should also report
    errors that no one expected, those that are neither NnfsError nor MemoryError.
    """
    match error:
        case Cancelled():
            return ""
        case NnfsError():
            return str(error)
        case MemoryError():
            return sentence("{what} needs more memory than there is.")(what)
        case _:
            return sentence("{what} failed: something unexpected went wrong.")(what)
