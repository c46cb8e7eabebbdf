"""This module hands what is to be told of a file that was written to whoever had it written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_told: ContextVar[list[str] | None] = ContextVar("remarks", default=None)


@contextmanager
def remarks() -> Iterator[list[str]]:
    """The sentences that are remarked inside the `with` block, in this thread, once it ends."""
    told: list[str] = []
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def remark(sentence: str) -> None:
    """Tell a sentence about something that went well in the main, if anyone listens."""
    told = _told.get()
    if told is not None:
        told.append(sentence)
