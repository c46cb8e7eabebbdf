"""Opens a real window in this process and waits for its work."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QSettings, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401
from nnfs_core import Project
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.garbage import GarbageCollector
from nnfs_gui.work.lanes import Lane

PATIENCE = 60_000  # ms
_errors: list[BaseException] = []  # that nobody caught


def open_window(project: Project) -> MainWindow:
    """A window on the project, in which all that follows from opening it is done."""
    app = QApplication.instance() or QApplication([])
    qInstallMessageHandler(lambda *told: None)  # of what cannot be done without a screen
    sys.excepthook = lambda kind, error, where: _errors.append(error)
    GarbageCollector(app)
    theme = Theme("light")
    theme.apply()
    studio = Studio.create(project, theme=theme)
    path = Path(tempfile.mkdtemp()) / "settings.ini"
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    window = MainWindow(studio, settings, remember_layout=False)
    window.show()
    studio.runner.run()
    settle(studio)
    return window


def settle(studio: Studio) -> None:
    """Let all work come to an end, and what it changed be painted."""
    deadline = QDeadlineTimer(PATIENCE)
    while not studio.runner.is_current or studio.tasks.is_busy or studio.lanes.is_busy(Lane.VIEWS):
        assert not deadline.hasExpired(), "the window does not come to rest"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _errors:
        raise _errors[0]


def present() -> None:
    """Let the window do what is due, as between two quick keys."""
    QApplication.processEvents()
