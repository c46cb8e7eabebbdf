"""Finds what windows left that are no more, for the next start to offer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.recovery.building import StateReader
from nnfs_core.recovery.folders import JOURNAL, folders_in, remove_folder, told
from nnfs_core.recovery.lock import FolderLock
from nnfs_core.recovery.noted import Noted
from nnfs_core.recovery.records import DamagedError, Record, RecordReader
from nnfs_core.recovery.schema import StateSchema, from_text
from nnfs_core.wording import sentence

DAY = 24 * 60 * 60  # seconds
DAYS_KEPT = 30
MOST_STATES = 1000  # that are tried, the last ones first
MOST_DESCRIBED = 128 * 2**20  # bytes of their descriptions
_LOOKING = "What was kept for a crash cannot be looked at"
_REMOVING = "What was kept for a crash was not removed"


@dataclass(frozen=True)
class Recovered:
    """Holds what was read of a crashed window; `warning` says if it is not what was noted last."""

    noted: Noted
    warning: str = ""


class Crashed:
    """Offers what a crashed window noted last, and keeps other starts from offering it meanwhile.

    path: the document's file, if it has one. title: the project's. time: when it was noted, in
    seconds since 1970. n_bytes: of its journal. fault: why the journal cannot be read, in a
    sentence; empty when it can. After *Recover*, `discard` only when the window's own journal has
    noted the project.
    """

    def __init__(self, held: FolderLock, state_folder: Path) -> None:
        """Look at a folder whose lock is held; raises FileNotFoundError without a journal there."""
        self._held, self._state_folder = held, state_folder
        self._journal = held.path.parent / JOURNAL
        status = self._journal.stat()
        self.n_bytes, self.time = status.st_size, status.st_mtime
        self.path: Path | None = None
        self.title, self.trial_text, self.fault = "", "", ""
        try:
            schema = self._last_description()
        except NnfsError as error:
            self.fault = self._damaged(error)
            return
        self.path = None if schema.path is None else Path(from_text(schema.path))
        self.time, self.title = schema.time, from_text(schema.title)
        self.trial_text = from_text(schema.trial_text)

    @property
    def folder(self) -> Path:
        """Where the journal lies."""
        return self._journal.parent

    def read(
        self,
        cancelled: IsCancelled = never,
        *,
        with_samples: bool = True,
        progress: Progress = ignored,
    ) -> Recovered:
        """What was noted last, bit for bit; or what was before it, if that alone is whole.

        Raises NnfsError when nothing is whole, or when a file that samples are read from is not
        what it was: then all but the samples can still be had, by `with_samples=False`. Raises
        Cancelled when asked to stop.
        """
        last: DamagedError | None = None
        try:
            reader = RecordReader(self._journal, progress)
            records, last = reader.states(cancelled)
            for record in _latest(records):
                try:
                    state = StateReader(reader, record, cancelled)
                    state.check()
                    noted = state.read(with_samples)
                except DamagedError as error:
                    last = last or error
                    continue
                return Recovered(noted, self._warning(noted, last))
        except DamagedError as error:
            last = error
        raise NnfsError(self._damaged(last or "nothing in it is whole"))

    def discard(self) -> None:
        """Remove the journal for good; raises NnfsError when that fails."""
        with told(self._state_folder, _REMOVING):
            remove_folder(self._held)

    def keep(self) -> None:
        """Leave it to a later start."""
        self._held.release()

    def _last_description(self) -> StateSchema:
        """The last state that can be read, whatever may have happened to what it names."""
        reader = RecordReader(self._journal)
        last = DamagedError("nothing in it is whole")
        for record in _latest(reader.states()[0]):
            try:
                return StateReader(reader, record, never).schema
            except DamagedError as error:
                last = error
        raise last

    def _warning(self, noted: Noted, last: DamagedError | None) -> str:
        if last is None:
            return ""
        then = time.strftime("%H:%M:%S", time.localtime(noted.time))
        return sentence(
            "What was noted last is damaged; this is what was noted before it, at {then}."
        )(then)

    def _damaged(self, why: object) -> str:
        unreadable = sentence("The journal in {folder} cannot be read: {why}.")
        return unreadable(self.folder, str(why).rstrip("."))


def _latest(records: list[Record]) -> Iterator[Record]:
    """The states to try, the last one first."""
    n_bytes = 0
    for record in reversed(records[-MOST_STATES:]):
        if n_bytes > MOST_DESCRIBED:
            return
        n_bytes += record.length
        yield record


def crashed(state_folder: Path) -> list[Crashed]:
    """What each window left that ended unasked, the latest first.

    Other starts do not see them until they are kept, discarded or forgotten. Raises NnfsError when
    the state folder cannot be read.
    """
    found = []
    with told(state_folder, _LOOKING):
        folders = folders_in(state_folder)
    for folder in folders:
        try:
            held = FolderLock(folder)
        except OSError:  # its window lives, or others look at it
            continue
        try:
            found.append(Crashed(held, state_folder))
        except FileNotFoundError:
            _remove_quietly(held)
        except (OSError, NnfsError):
            held.release()
    return sorted(found, key=lambda each: each.time, reverse=True)


def remove_older_than(state_folder: Path, days: float = DAYS_KEPT) -> None:
    """Remove what crashed windows left longer ago than so many days.

    Raises NnfsError when the state folder cannot be read; what cannot be removed stays.
    """
    oldest = time.time() - days * DAY
    with told(state_folder, _LOOKING):
        folders = folders_in(state_folder)
    for folder in folders:
        try:
            held = FolderLock(folder)
        except OSError:
            continue
        try:
            is_old = (folder / JOURNAL).stat().st_mtime < oldest
        except FileNotFoundError:
            is_old = True
        except OSError:
            is_old = False
        if is_old:
            _remove_quietly(held)
        else:
            held.release()


def _remove_quietly(held: FolderLock) -> None:
    try:
        remove_folder(held)
    except OSError:
        held.release()
