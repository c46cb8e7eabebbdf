"""Saves a picture of the window once everything on it is up to date."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import write_whole
from nnfs_gui.start.exit_codes import PICTURE_FAILED
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane

PAUSE = 80  # ms between two looks at the window, for what follows the last work
LOOKS = 3  # in a row that have to find the same, with nothing under way
SOON = 500  # ms: what waits no longer than this changes the window in a moment
LONGEST_WAIT = 100_000  # ms


def is_at_rest(window: MainWindow, studio: Studio) -> bool:
    """True when no work is under way, none is about to begin, and the numbers are present ones."""
    busy = [lane for lane in Lane if lane is not Lane.WATCHING and studio.lanes.is_busy(lane)]
    waits = any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= SOON
        for timer in window.findChildren(QTimer)
    )
    at_work = bool(busy) or studio.tasks.is_busy or studio.fetching.is_busy
    return studio.runner.is_current and not at_work and not waits


class WindowPicture(QObject):
    """Takes the picture and closes the window; the same project gives the same pixels each time.

    So the window tells no times, and no cursor blinks. `exit_code` says how it went.
    """

    looked = Signal(bool)  # whether the window was found at rest

    def __init__(self, window: MainWindow, studio: Studio, path: Path) -> None:
        super().__init__(window)
        self.exit_code = PICTURE_FAILED
        self.message = ""
        self._window, self._studio, self._path = window, studio, path
        self._errors: list[str] = []
        self._seen, self._n_alike = QImage(), 0
        window.status_bar.tell_times(False)
        QApplication.setCursorFlashTime(0)
        studio.notices.posted.connect(self._note)
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        QTimer.singleShot(LONGEST_WAIT, self, lambda: self._end("The work takes too long."))

    def _note(self, notice: object) -> None:
        if getattr(notice, "level", "") == "error":
            self._errors.append(getattr(notice, "text", ""))

    def _look(self) -> None:
        rests = is_at_rest(self._window, self._studio)
        self.looked.emit(rests)
        if not rests:
            self._seen, self._n_alike = QImage(), 0
            return
        if self._errors:
            self._end(self._errors[0])
            return
        for panel in self._window.panels.all():
            panel.refresh_hidden()
        before, pixmap = self._seen, self._window.grab()
        self._seen = pixmap.toImage()
        self._n_alike = self._n_alike + 1 if self._seen == before else 1
        if self._n_alike >= LOOKS:
            self._save(pixmap)

    def _save(self, pixmap: QPixmap) -> None:
        content = QBuffer()
        content.open(QIODevice.OpenModeFlag.WriteOnly)
        pixmap.save(content, "PNG")
        try:
            write_whole(self._path, bytes(content.data().data()))
        except NnfsError as error:
            self._end(str(error))
        else:
            self.exit_code = 0
            self._end("")

    def _end(self, message: str) -> None:
        self.message = message
        self._timer.stop()
        self._window.close_now()
