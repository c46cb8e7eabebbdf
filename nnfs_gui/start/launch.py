"""Makes the application, the studio and the window, and runs them."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401 - sets up pyqtgraph before the first plot
from nnfs_core.errors import NnfsError
from nnfs_core.examples import example_named
from nnfs_core.files.atomic import write_whole
from nnfs_gui.files.file_operations import opening_place
from nnfs_gui.start.crash import CrashReporter, log_qt_messages, start_log
from nnfs_gui.start.ending import Ending
from nnfs_gui.start.exit_codes import NO_START, PICTURE_FAILED
from nnfs_gui.studio.about import APP_NAME, state_folder
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.garbage import GarbageCollector

SETTLE = 250  # ms between two looks at the window, for what follows the last work
LONGEST_WAIT = 100_000  # ms for a picture


def launch(options: argparse.Namespace) -> int:
    """Run the app until its window closes, or until its picture is saved."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    try:
        project = example_named(options.example).build() if options.example else None
    except NnfsError as error:
        print(error, file=sys.stderr)
        return NO_START
    start_log()
    log_qt_messages()
    settings = Settings()
    theme = Theme(options.look or settings.look, settings.zoom)
    theme.apply()
    studio = Studio.create(project, theme=theme)
    studio.runner.set_budget(settings.memory_for_outputs)
    is_picture = options.screenshot is not None
    window = MainWindow(
        studio,
        settings,
        remember_layout=not is_picture,
        state_folder=None if is_picture else state_folder(),
    )
    CrashReporter(window).install()
    if options.size is not None:
        window.resize(*options.size)
    studio.selection.begin(opening_place(studio.project))
    window.show()
    gc.freeze()  # what is there by now stays to the end: no collection need look at it again
    GarbageCollector(app)
    studio.runner.run()
    if options.file is not None:
        window.files.open(options.file, ask=not is_picture)
    if options.screenshot is None:
        ending = Ending(window)
        ending.listen()
        window.recovery.begin()
        return app.exec() or ending.exit_code
    picture = _Picture(window, studio, options.screenshot)
    app.exec()
    return picture.exit_code


class _Picture:
    """Waits until the window shows the finished pass and looks the same twice, and saves that."""

    def __init__(self, window: MainWindow, studio: Studio, path: Path) -> None:
        self.exit_code = PICTURE_FAILED
        self._window, self._studio, self._path = window, studio, path
        self._errors: list[str] = []
        self._seen = QPixmap()  # at the last look
        studio.notices.posted.connect(self._note)
        self._timer = QTimer(window, interval=SETTLE)
        self._timer.timeout.connect(self._save_when_settled)
        self._timer.start()
        QTimer.singleShot(LONGEST_WAIT, window, lambda: self._end("The work takes too long."))

    def _note(self, notice: object) -> None:
        if getattr(notice, "level", "") == "error":
            self._errors.append(getattr(notice, "text", ""))

    def _save_when_settled(self) -> None:
        if self._studio.tasks.is_busy or not self._studio.runner.is_current:
            return
        before, self._seen = self._seen.toImage(), self._window.grab()
        if self._errors:
            self._end(self._errors[0])
        elif self._seen.toImage() != before:
            return
        else:
            self._save()

    def _save(self) -> None:
        content = QBuffer()
        content.open(QIODevice.OpenModeFlag.WriteOnly)
        self._seen.save(content, "PNG")
        try:
            write_whole(self._path, bytes(content.data().data()))
        except NnfsError as error:
            self._end(str(error))
        else:
            self.exit_code = 0
            self._end("")

    def _end(self, message: str) -> None:
        self._timer.stop()
        if message:
            print(message, file=sys.stderr)
        self._window.close_now()
