"""Opens a large batch in the real window, and prints how long each step took as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

import nnfs_gui.widgets.plotting  # noqa: F401
from benchmarks.memory import resident_bytes
from benchmarks.settings import empty_settings
from benchmarks.waiting import rest
from nnfs_core import Batch, Network, Project
from nnfs_core.arrays import seal
from nnfs_gui.panels import BATCH
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def main(n_rows: int, n_columns: int) -> None:
    app = QApplication([])
    theme = Theme("light")
    theme.apply()
    studio = Studio.create(theme=theme)
    settings = empty_settings()
    window = MainWindow(studio, settings, remember_layout=False)
    window.show()
    studio.runner.run()
    settle(app, studio)
    inputs = np.empty((n_rows, n_columns))
    for block in np.array_split(inputs, max(1, n_rows // 10_000)):
        block[:] = np.random.default_rng(0).standard_normal(block.shape)
    project = Project(Network(), Batch(seal(inputs)))
    view = window.panels[BATCH].view

    paints = Paints(view)

    def timed(act: Callable[[], object]) -> float:
        """Seconds from the act until the table is painted as it is then."""
        paints.count, began = 0, perf_counter()
        act()
        while not paints.count:
            app.processEvents()
        took = perf_counter() - began
        settle(app, studio)
        return took

    figures = {"open": timed(lambda: studio.document.replace(project))}
    view.setFocus()
    settle(app, studio)
    figures["select"] = timed(lambda: QTest.keyClick(view, Qt.Key.Key_A, CTRL))
    figures["end"] = timed(lambda: QTest.keyClick(view, Qt.Key.Key_End, CTRL))
    assert view.currentIndex().row() == n_rows - 1
    figures["memory"] = resident_bytes() / inputs.nbytes
    print(json.dumps(figures), flush=True)
    os._exit(0)


def settle(app: QApplication, studio: Studio) -> None:
    """Let the pass, and what the views do with it, come to an end."""
    while not studio.runner.is_current:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for _ in range(50):
        rest(10)


class Paints(QObject):
    """Counts how often a table's cells were painted."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.count = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
