"""Says what a crashed window left: its name, its time, what differs from the file."""

from __future__ import annotations

import stat
from dataclasses import dataclass

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.recovery.crashed import Crashed, Recovered
from nnfs_core.recovery.differences import what_differs
from nnfs_core.recovery.noted import Noted
from nnfs_core.wording import moment_text, sentence


@dataclass(frozen=True)
class Offered:
    """Holds what was read of a crashed window."""

    crashed: Crashed
    recovered: Recovered

    @classmethod
    def read(
        cls, crashed: Crashed, with_samples: bool, progress: Progress, cancelled: IsCancelled
    ) -> Offered:
        """Read it off the GUI thread; raises NnfsError as `Crashed.read`, and Cancelled."""
        return cls(crashed, crashed.read(cancelled, with_samples=with_samples, progress=progress))

    @property
    def noted(self) -> Noted:
        return self.recovered.noted


@dataclass(frozen=True)
class Examination:
    """Holds sentences on what differs, and on what is wrong with it, if anything is.

    It may be that it `is_readable` only without its samples, as when their file is gone.
    """

    differences: tuple[str, ...] = ()
    problem: str = ""
    is_readable: bool = True
    has_samples: bool = True


def examined(crashed: Crashed, cancelled: IsCancelled) -> Examination:
    """What can be said of it after reading it and its file; raises Cancelled."""
    if crashed.fault:
        return Examination(problem=crashed.fault, is_readable=False)
    try:
        recovered = crashed.read(cancelled)
    except Cancelled:
        raise
    except NnfsError as error:
        return Examination(
            problem=str(error),
            is_readable=_lacks_only_samples(crashed, cancelled),
            has_samples=False,
        )
    differences = what_differs(recovered.noted, cancelled)
    if not differences:
        differences = ["Nothing differs from the file."]
    elif (written := _written_after(recovered.noted)) is not None:
        newer = sentence("The file is newer: it was written {moment}.")
        differences.append(newer(moment_text(written)))
    return Examination(tuple(differences), recovered.warning)


def _written_after(noted: Noted) -> float | None:
    """When its file was written, in seconds since 1970, if that was after it was kept."""
    if noted.path is None:
        return None
    try:
        status = noted.path.stat()
    except OSError:
        return None
    is_newer = stat.S_ISREG(status.st_mode) and status.st_mtime > noted.time
    return status.st_mtime if is_newer else None


def _lacks_only_samples(crashed: Crashed, cancelled: IsCancelled) -> bool:
    try:
        crashed.read(cancelled, with_samples=False)
    except Cancelled:
        raise
    except NnfsError:
        return False
    return True


def name_of(crashed: Crashed) -> str:
    """What people call it."""
    if crashed.path is not None:
        return crashed.path.name
    return "A journal that cannot be read" if crashed.fault else crashed.title or "Untitled"
