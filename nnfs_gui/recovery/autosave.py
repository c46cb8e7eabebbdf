"""Notes in the app's state folder what is not saved, soon after it changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.progress import IsCancelled
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_core.recovery.noted import Noted
from nnfs_gui.work.lanes import Lane, Lanes

if TYPE_CHECKING:
    from nnfs_core.recovery.journal import Journal

DELAY = 1000  # milliseconds from the first change that is not noted to its note
RETRY = 10_000  # milliseconds after a note that failed
CHECK = 5_000  # milliseconds between two looks whether what was noted is still there
LONGEST_END = 8.0  # seconds that the last note may take when the session ends


class Autosave(QObject):
    """Keeps a document's unsaved work in a journal, in a lane of its own.

    The timer of a note begins at the first change and is not begun anew by later ones, and a note
    under way is not given up for them: with edits that never end notes land all the same. What is
    on the disk is removed once nothing is unsaved any more.
    """

    noted = Signal(object)  # the Noted that is on the disk now
    failed = Signal(str)  # a sentence, once until a note succeeds again
    mended = Signal()  # once that sentence is true no more

    def __init__(
        self,
        document: Document,
        lanes: Lanes,
        state_folder: Path,
        parent: QObject,
        known: Callable[[], FileState | None] = lambda: None,
    ) -> None:
        """Keep a document; `known` says what its file was when it was read or written here."""
        super().__init__(parent)
        self._known = known
        self._document, self._lanes, self._state_folder = document, lanes, state_folder
        self._is_on = self._is_due = self._has_ended = False
        self._told = ""  # why the last note failed
        self._begun: Noted | None = None  # what is noted, or is being noted
        self._n_starts = document.n_starts
        self._saves: deque[tuple[Project, Path]] = deque()  # that the journal has yet to learn of
        self._journal: Journal | None = None  # made by its lane
        self._worker = lanes.worker(self, "Keeping your work for a crash", Lane.NOTING)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write)
        self._checking = QTimer(self, singleShot=True)
        self._checking.timeout.connect(self._check)
        document.status_changed.connect(self._look)

    def set_on(self, is_on: bool) -> None:
        """Note from now on, or remove what was noted and note nothing any more."""
        self._is_on = is_on
        if is_on:
            self._look()
        else:
            self._forget()

    def learn_saved(self, project: Project, path: Path) -> None:
        """Learn that `project` is whole in `path`, once it was saved there."""
        self._saves.append((project, path))
        self.note_anew()

    def note_anew(self) -> None:
        """Note again what was noted: the file that its samples lie in may be another one now."""
        self._begun = None
        self._write()

    def note_now(self) -> None:
        """Note what is not saved without waiting for more of it."""
        if self._is_on:
            self._timer.start(0)

    def note_at_once(self) -> bool:
        """Note what is not saved and wait for it, as when the system may end the app at any moment.

        Returns False when it takes too long or fails; the note before then stays.
        """
        noted = self._unsaved()
        if noted is None or self._has_ended:
            return True
        done, stop, errors = Event(), Event(), list[Exception]()

        def work() -> None:
            try:
                self._note(noted, stop.is_set)
            except Exception as error:  # whoever ends the app cannot mend it
                errors.append(error)
            finally:
                done.set()

        self._lanes.submit(Lane.NOTING, work)
        if not done.wait(LONGEST_END):
            stop.set()
            return False
        if not errors:
            self._begun = noted
            self.noted.emit(noted)
        return not errors

    def let_go(self) -> None:
        """Leave what was noted to the next start, and note nothing any more."""
        self._timer.stop()
        self._has_ended = True

    def close(self) -> None:
        """Remove what was noted, after the lanes have closed; after `let_go` it is left."""
        self._timer.stop()
        is_left, self._has_ended = self._has_ended, True
        if self._journal is None:
            return
        if is_left and self._unsaved() is not None:
            self._journal.let_go()
            return
        try:
            self._journal.close()
        except NnfsError:  # nobody is there to be told
            self._journal.let_go()

    def _unsaved(self) -> Noted | None:
        """What is to be noted: what the document holds and no file does."""
        document = self._document
        is_unsaved = document.is_modified or document.is_trying
        return Noted.of(document, self._known()) if self._is_on and is_unsaved else None

    def _look(self) -> None:
        """See to it that what is not saved is noted in a moment."""
        if not self._is_on or self._has_ended:
            return
        if self._n_starts != self._document.n_starts:  # the project before was given up
            self._n_starts = self._document.n_starts
            self._forget()
        if not self._timer.isActive() and not _is_same(self._begun, self._unsaved()):
            self._timer.start(DELAY)

    def _write(self) -> None:
        """Note what is not saved, or remove what was noted if nothing is."""
        self._timer.stop()
        if self._has_ended:
            return
        noted = self._unsaved()
        if noted is None:
            self._forget()
        elif self._worker.is_busy:
            self._is_due = True
        elif not _is_same(self._begun, noted):
            self._begun = noted
            self._worker.run(
                lambda progress, cancelled: self._note(noted, cancelled),
                lambda nothing: self._end(noted),
                self._fail,
            )

    def _end(self, noted: Noted | None) -> None:
        """Go on after a note, or after what was noted is removed."""
        if self._told:
            self.mended.emit()
        if noted is not None:
            self._told = ""
            self._checking.start(CHECK)
            self.noted.emit(noted)
        self._go_on()

    def _go_on(self) -> None:
        if self._is_due:
            self._is_due = False
            self._write()

    def _check(self) -> None:
        """Note anew what somebody removed from the state folder, though nothing was edited."""

        def heed(is_there: bool) -> None:
            if is_there:
                self._checking.start(CHECK)
            else:
                self._begun, self._is_due = None, True
            self._go_on()

        if not (self._begun is None or self._has_ended or self._worker.is_busy):
            self._worker.run(lambda progress, cancelled: self._opened().is_there, heed)

    def _fail(self, sentence: str) -> None:
        """Tell of it once, go on, and try again later."""
        self._begun, self._is_due = None, False
        self._timer.start(RETRY)
        if sentence and not self._told:
            self._told = sentence
            self.failed.emit(sentence)

    def _forget(self) -> None:
        """Remove what was noted, and give up the note under way."""
        self._timer.stop()
        self._begun, self._is_due = None, False
        is_on = self._is_on
        if self._journal is not None or self._worker.is_busy or self._saves:
            self._worker.run(lambda progress, cancelled: self._clear(is_on), self._end, self._fail)

    # the lane's part

    def _note(self, noted: Noted, cancelled: IsCancelled) -> None:
        self._opened().note(noted, cancelled)

    def _clear(self, is_on: bool) -> None:
        journal = self._opened()
        if is_on:
            journal.clear()
        else:
            journal.close()

    def _opened(self) -> Journal:
        """The journal, which knows of every save so far."""
        from nnfs_core.recovery.journal import Journal  # not at the start, which needs none

        if self._journal is None:
            self._journal = Journal(self._state_folder)
        while self._saves:
            self._journal.saved(*self._saves.popleft())
        return self._journal


def _is_same(first: Noted | None, second: Noted | None) -> bool:
    """True when the journal would hold the same, looked at by identity."""
    if first is None or second is None:
        return first is second
    return (
        first.project is second.project
        and first.trial is second.trial
        and first.path == second.path
    )
