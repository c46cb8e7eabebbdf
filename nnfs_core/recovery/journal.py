"""Keeps the journal of a window: what it holds that is not saved, for the next start to find."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.syncing import sync_folder
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.project import Project
from nnfs_core.recovery.describing import Description
from nnfs_core.recovery.folders import JOURNAL, NEW_JOURNAL, make_folder, remove_folder, told
from nnfs_core.recovery.kept import KeptRecords
from nnfs_core.recovery.lock import FolderLock
from nnfs_core.recovery.noted import Noted
from nnfs_core.recovery.origin import Origins
from nnfs_core.recovery.records import MAX_TEXT_BYTES, RecordWriter
from nnfs_core.recovery.schema import encoded

SLACK = 64 * 2**20  # bytes that nothing needs any more which a journal may hold
MOST_RECORDS = 2**13  # in a journal before it is begun anew, so that the next start reads it soon


class Journal:
    """Notes the state of one window, as often as it changes, in the app's state folder.

    Only what changed since it was last noted is written. Nothing is on the disk before the first
    note. All methods wait for the disk: call them from one thread at a time, never the window's.
    One that fails leaves what was noted before, and can be tried again.
    """

    def __init__(self, state_folder: Path) -> None:
        self._state_folder = state_folder
        self._lock: FolderLock | None = None
        self._open: tuple[RecordWriter, KeptRecords] | None = None
        self._origins = Origins()

    @property
    def folder(self) -> Path | None:
        """Where the window's journal lies; None before anything was noted."""
        return None if self._lock is None else self._lock.path.parent

    @property
    def is_there(self) -> bool:
        """True while what was noted last lies where the next start looks for it."""
        if self._lock is None or self._open is None:
            return False
        try:
            return self._lock.is_there and self._open[0].is_at(self._lock.path.parent / JOURNAL)
        except OSError:
            return False

    def note(self, noted: Noted, cancelled: IsCancelled = never) -> None:
        """Write what is new of a state to the disk; once this returns, it outlives any crash.

        Samples that lie in a file that is still there are noted by where they lie. Raises NnfsError
        when the state folder cannot be written or samples cannot be read, and Cancelled.
        """
        with told(self._state_folder, "What you did last is not kept for a crash"):
            if self._lock is None or not self._lock.is_there:
                self.let_go()
                self._lock = make_folder(self._state_folder)
            folder = self._lock.path.parent
            if self._open is not None and not self._open[0].is_at(folder / JOURNAL):
                self._close()
            if self._open is not None and self._is_worn():
                with suppress(OSError):  # there may be room for what is new
                    self._begin_anew(folder, noted, cancelled)
                    return
            if self._open is None:
                self._begin_anew(folder, noted, cancelled)
            else:
                self._append(folder, noted, cancelled)

    def saved(self, project: Project, path: Path) -> None:
        """Learn that `project` is whole in the native file `path`, as whoever saved it should tell.

        If it took the place of the file that samples are read from, they are found in it again.
        """
        with suppress(NnfsError):  # then they are noted number by number
            self._origins.learn(project, path)

    def clear(self) -> None:
        """Forget all that was noted, as after saving; raises NnfsError when that fails."""
        self._close()
        if self._lock is not None:
            with told(self._state_folder, "What was kept for a crash was not removed"):
                (self._lock.path.parent / JOURNAL).unlink(missing_ok=True)

    def close(self) -> None:
        """Forget all that was noted and remove the window's folder, as when it closes.

        Raises NnfsError when that fails.
        """
        self._close()
        if self._lock is not None:
            held, self._lock = self._lock, None
            with told(self._state_folder, "What was kept for a crash was not removed"):
                if held.is_there:
                    remove_folder(held)

    def let_go(self) -> None:
        """Leave what was noted to the next start, as when the session ends unasked."""
        self._close()
        if self._lock is not None:
            held, self._lock = self._lock, None
            held.release()

    def _is_worn(self) -> bool:
        """True when most of the journal is of states that came before the last one."""
        assert self._open is not None
        kept = self._open[1]
        is_long = kept.n_bytes - kept.n_live > max(SLACK, 2 * kept.n_live)
        return is_long or kept.n_records > max(MOST_RECORDS, 3 * kept.n_live_records)

    def _append(self, folder: Path, noted: Noted, cancelled: IsCancelled) -> None:
        assert self._open is not None
        writer, kept = self._open
        size = writer.size
        try:
            _write(noted, kept, self._origins, folder, cancelled)
        except BaseException:
            kept.forget_new()
            try:
                writer.cut_back(size)
            except OSError:  # nobody knows what is in the file now: the next note begins another
                self._close()
            raise
        try:
            writer.sync()
        except OSError:
            self._close()
            raise

    def _begin_anew(self, folder: Path, noted: Noted, cancelled: IsCancelled) -> None:
        """Write a journal of this state alone, which takes the old one's place when it is whole."""
        new = folder / NEW_JOURNAL
        new.unlink(missing_ok=True)
        writer = RecordWriter(new)
        try:
            kept = KeptRecords(writer)
            _write(noted, kept, self._origins, folder, cancelled)
            writer.sync()
            self._close()
            writer.move(new, folder / JOURNAL)
        except BaseException:
            with suppress(OSError):
                writer.close()
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        self._open = writer, kept
        sync_folder(folder)
        sync_folder(folder.parent)

    def _close(self) -> None:
        if self._open is not None:
            (writer, _), self._open = self._open, None
            with suppress(OSError):  # all that matters was synced
                writer.close()


def _write(
    noted: Noted, kept: KeptRecords, origins: Origins, folder: Path, cancelled: IsCancelled
) -> None:
    """Write what is new of a state and then its description."""
    kept.begin()
    description = Description(noted, kept, origins, cancelled)
    description.check_room(folder)
    content = encoded(description.state())
    if len(content) > MAX_TEXT_BYTES:
        raise NnfsError("What you did last is not kept for a crash: there is too much to describe.")
    kept.end(content)
