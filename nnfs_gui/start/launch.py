"""Makes the application, the studio and the window, and runs them."""

from __future__ import annotations

import argparse
import gc
import sys

from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401 - sets up pyqtgraph before the first plot
from nnfs_core.errors import NnfsError
from nnfs_core.examples import example_named
from nnfs_gui.files.file_operations import opening_place
from nnfs_gui.start.ahead import ImportsAhead
from nnfs_gui.start.crash import CrashReporter, log_qt_messages, start_log
from nnfs_gui.start.ending import Ending
from nnfs_gui.start.exit_codes import NO_START
from nnfs_gui.start.window_picture import WindowPicture
from nnfs_gui.studio.about import APP_NAME, state_folder
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets import spoken
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.garbage import GarbageCollector


def launch(options: argparse.Namespace) -> int:
    """Run the app until its window closes, or until its picture is saved."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    spoken.install()
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
    if is_picture or options.size is not None:
        window.show()
    else:
        window.show_on_screen()
    gc.freeze()  # what is there by now stays to the end: no collection need look at it again
    GarbageCollector(app)
    studio.runner.run()
    if options.file is not None:
        window.files.open(options.file, ask=not is_picture)
    if options.screenshot is None:
        ending = Ending(window)
        ending.listen()
        window.recovery.begin()
        ImportsAhead(app)
        return app.exec() or ending.exit_code
    picture = WindowPicture(window, studio, options.screenshot)
    app.exec()
    if picture.message:
        print(picture.message, file=sys.stderr)
    return picture.exit_code
