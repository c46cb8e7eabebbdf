"""Starts the real app, on a first project, and leaves as soon as its window is painted.

The state folder may be given on the command line; without one nothing is kept or offered.
"""

# ruff: noqa: E402 - garbage is left alone before Qt is loaded, as the app does

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import nnfs_gui.app

# isort: split
gc.disable()  # as the app does until its window shows

from nnfs_gui.start.qt import load_qt

load_qt()

# isort: split
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401
from benchmarks.memory import resident_bytes
from benchmarks.settings import empty_settings
from nnfs_core.examples import example_named
from nnfs_gui.files.file_operations import opening_place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.garbage import GarbageCollector

app = QApplication([])
theme = Theme("light")
theme.apply()
studio = Studio.create(example_named("Two layers").build(), theme=theme)
settings = empty_settings()
state_folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
window = MainWindow(studio, settings, remember_layout=False, state_folder=state_folder)
studio.selection.begin(opening_place(studio.project))
window.show()
gc.freeze()
GarbageCollector(app)
studio.runner.run()
window.recovery.begin()
while not studio.runner.is_current:
    app.processEvents()
app.processEvents()
window.grab()
print(resident_bytes(), flush=True)
os._exit(0)
