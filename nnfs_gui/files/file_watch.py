"""Watches the project's file, which others may change, remove or rename at any moment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from nnfs_core.files.file_state import FileState
from nnfs_core.files.open_mark import OpenMark
from nnfs_core.files.sighting import Sighting, look_at_file
from nnfs_core.files.unchanged import check_unchanged, state_at
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.document import Document
from nnfs_gui.work.lanes import Lane, Lanes

INTERVAL = 1000  # milliseconds between two looks
SETTLE = 300  # milliseconds after which a file that has changed must be the same
PATIENCE = 4  # looks in a row at a file that is no project before that is told


class FileWatch(QObject):
    """Keeps what the project's file was when it was read or written here, and looks at it.

    `news` is what others made of it, None while it holds what is known; `changed` tells of other
    news, `looked` of every look, and `met` whether the file `is_elsewhere`: open in another window.
    It looks once a second and when the app comes to the front, on a thread that a network may keep
    for ever. (Qt's own watcher asks the system on the GUI thread, and is not told what happens on
    other computers.)
    """

    changed = Signal()
    looked = Signal()
    met = Signal(bool)

    def __init__(
        self, document: Document, lanes: Lanes, state_folder: Path | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.news: Sighting | None = None
        self.is_elsewhere = False
        self._mark = None if state_folder is None else OpenMark(state_folder)
        self._document = document
        self._path: Path | None = None
        self._start: tuple[Path | None, int] = None, document.n_starts
        self._known: FileState | None = None  # None when nothing was there
        self._knows = False  # False until the first look at a file that came without its state
        self._is_ours = True  # what is known is what was last saved or opened
        self._before: Sighting | None = None
        self._n_odd = 0  # looks in a row that found no project
        self._is_paused = False
        self._worker = lanes.worker(self, "Looking at the file", Lane.WATCHING)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        document.status_changed.connect(self._follow)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_application_state)
        self._follow()

    @property
    def known(self) -> FileState | None:
        """What the file was when it was read or written here, as far as that is known."""
        return self._known if self._knows else None

    def hold(self, path: Path, state: FileState) -> None:
        """Know the document's file by what it was when it was read or written here."""
        self._begin(path, state, knows=True)

    def pause(self) -> None:
        """Look away while the file is written here."""
        self._is_paused = True
        self._worker.cancel()
        self._timer.stop()

    def go_on(self) -> None:
        """Look again after a pause."""
        if self._is_paused:
            self._is_paused = False
            self._timer.start(INTERVAL)

    def check_of(self, path: Path) -> Callable[[IsCancelled], None]:
        """What raises ChangedFileError before a save over what others made of the file."""
        if path != self._path or not self._knows:
            return lambda cancelled: None
        return partial(check_unchanged, path, self._known)

    def keep_mine(self) -> None:
        """Let what others made of the file be what the next save replaces."""
        if self.news is not None:
            self._known, self._is_ours = self.news.state, False
            self._tell(None)

    def look(self) -> None:
        """Look at the file now, unless a look is under way already."""
        path, known, knows, before = self._path, self._known, self._knows, self._before
        if path is None or self._is_paused or self._worker.is_busy:
            return

        def work(progress: Progress, cancelled: IsCancelled) -> tuple[Sighting | None, bool]:
            is_elsewhere, sighting = self._has_met(path), None
            with suppress(OSError):  # nobody can tell: perhaps a network is away for a while
                if knows:
                    sighting = look_at_file(path, known, before, cancelled)
                else:
                    sighting = Sighting(state_at(path, cancelled=cancelled), is_known=True)
            return sighting, is_elsewhere

        self._worker.run(work, self._receive)

    def _follow(self) -> None:
        """Learn of another file, or of another beginning with the same one."""
        start = self._document.path, self._document.n_starts
        if start != self._start:
            if start[0] != self._start[0]:
                self._meet(False)
            self._start = start
            self._begin(start[0], None, knows=False)

    def _begin(self, path: Path | None, state: FileState | None, *, knows: bool) -> None:
        self._path, self._known, self._knows = path, state, knows
        self._is_ours, self._is_paused, self._before, self._n_odd = True, False, None, 0
        self._worker.cancel()
        self._timer.stop()
        self._tell(None)
        if path is not None:
            self._timer.start(0)
        elif self._mark is not None:
            self._worker.run(lambda progress, cancelled: self._has_met(None), lambda had_met: None)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    def _has_met(self, path: Path | None) -> bool:
        """Mark the file as open here; whether it is open elsewhere, too. Waits for the disk."""
        if self._mark is None:
            return False
        self._mark.move_to(path)
        return self._mark.is_elsewhere

    def _receive(self, seen: tuple[Sighting | None, bool]) -> None:
        sighting, is_elsewhere = seen
        self._meet(is_elsewhere)
        self._timer.start(INTERVAL if sighting is None or sighting.is_settled else SETTLE)
        if sighting is not None:
            self._judge(sighting)
        self.looked.emit()

    def _meet(self, is_elsewhere: bool) -> None:
        if is_elsewhere != self.is_elsewhere:
            self.is_elsewhere = is_elsewhere
            self.met.emit(is_elsewhere)

    def _judge(self, sighting: Sighting) -> None:
        self._before = sighting
        self._n_odd = self._n_odd + 1 if sighting.problem else 0
        if sighting.is_known:
            self._known, self._knows = sighting.state, True
            self._tell(None)
        elif sighting.is_settled and not 0 < self._n_odd < PATIENCE:
            self._tell(sighting)

    def _tell(self, news: Sighting | None) -> None:
        is_gone = news is not None and news.state is None
        self._document.mark_in_file(self._is_ours and not is_gone)
        if news != self.news:
            self.news = news
            self.changed.emit()
