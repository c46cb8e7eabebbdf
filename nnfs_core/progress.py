"""Defines what long work is given: a call to report progress, and one that says to stop."""

from __future__ import annotations

from collections.abc import Callable

from nnfs_core.errors import Cancelled

Progress = Callable[[float], None]  # called with the fraction done
IsCancelled = Callable[[], bool]  # soon after it turns true, the work must raise Cancelled


def never() -> bool:
    """Says never to stop: for work that nobody stops."""
    return False


def ignored(fraction: float) -> None:
    """Ignores the fraction done: for work that nobody watches."""


def part_of(progress: Progress, start: float, stop: float) -> Progress:
    """What to tell the fraction of one part of the work, from `start` to `stop` of all of it."""
    return lambda fraction: progress(start + fraction * (stop - start))


def stop_if(cancelled: IsCancelled) -> None:
    """Raise Cancelled when asked to stop."""
    if cancelled():
        raise Cancelled
