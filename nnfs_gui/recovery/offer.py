"""Says what a crashed window left: its name, its time, what differs from the file."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.progress import IsCancelled
from nnfs_core.recovery.crashed import Crashed
from nnfs_core.recovery.differences import what_differs


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
    return Examination(tuple(differences) or ("Nothing differs from the file.",), recovered.warning)


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
