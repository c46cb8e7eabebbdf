"""This module looks at a file that others may have changed, and says what they made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState, glance
from nnfs_core.files.native import look_at_network
from nnfs_core.files.unchanged import MOST_DIGESTED, state_at
from nnfs_core.progress import IsCancelled, never


@dataclass(frozen=True)
class Sighting:
    """Says what is at a path.

    state: None when nothing is there. is_known: it holds what was known of it. is_settled: it is
    the same as a look before, so that nobody is about to write it. problem: why it is no project.
    """

    state: FileState | None
    is_known: bool = False
    is_settled: bool = True
    problem: str = ""


def look_at_file(
    path: Path,
    known: FileState | None,
    before: Sighting | None = None,
    cancelled: IsCancelled = never,
) -> Sighting:
    """See whether the project file at `path` is still as `known`, None being nothing there.

    `before` is what the last look found. A file that was touched, or written anew with the same
    content, is known; its state is the new one. No more is read than that takes, and nothing while
    the file still changes. Raises OSError, and Cancelled when asked to stop.
    """
    state = glance(path)
    if state == known:
        if known is not None and known.digest is None and known.size <= MOST_DIGESTED:
            now = state_at(path, cancelled=cancelled)
            return Sighting(now if now == known else known, is_known=True)
        return Sighting(known, is_known=True)
    if before is None or before.state != state:
        return Sighting(state, is_settled=False)
    if before.is_settled:
        return before
    found = state_at(path, cancelled=cancelled)
    if found != state:
        return Sighting(found, is_settled=False)
    if found is None or known is None or not found.holds_same_as(known):
        return Sighting(found, problem="" if found is None else _problem(path))
    return Sighting(found, is_known=True)


def _problem(path: Path) -> str:
    """Why a file cannot be opened as a project; empty when nothing speaks against it."""
    try:
        look_at_network(path)
    except NnfsError as error:
        return str(error)
    return ""
