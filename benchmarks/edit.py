"""One cell edited until every visible plot is painted, in the real window with its real threads."""

from __future__ import annotations

import os
from statistics import median, quantiles
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

import nnfs_gui.plotting  # noqa: F401
from benchmarks.measure import Figure, milliseconds
from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, edits
from nnfs_gui.main_window import MainWindow
from nnfs_gui.settings import Settings
from nnfs_gui.studio import Studio
from nnfs_gui.theme import Theme

WARM_UP, EDITS = 20, 200


def measure() -> list[Figure]:
    app = QApplication.instance() or QApplication([])
    theme = Theme("light")
    theme.apply()
    studio = Studio.create(_project(), theme=theme)
    settings = Settings(QSettings(os.devnull, QSettings.Format.IniFormat))
    window = MainWindow(studio, settings, remember_layout=False)
    window.show()
    studio.runner.run()
    times = []
    for number in range(WARM_UP + EDITS):
        app.processEvents()
        began = perf_counter()
        row, column = number % 10, number % 7  # cells that are on the screen
        studio.document.apply(
            "Edit input", edits.set_input(studio.project, row, column, number / 100 + 0.001)
        )
        while not studio.runner.is_current:  # waits as the event loop of the app does
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        app.processEvents()  # paints what the answer changed
        times.append(perf_counter() - began)
    window.close_now()
    times = times[WARM_UP:]
    middle, late = median(times), quantiles(times, n=20)[-1]
    what = "one cell edited to every visible plot painted, 1,000 × 64 through 64-128-64-10"
    return [
        Figure(f"{what}: median", milliseconds(middle), "", 1000 * middle, 16, "ms"),
        Figure(f"{what}: 95th percentile", milliseconds(late), "", 1000 * late, 33, "ms"),
    ]


def _project() -> Project:
    rng = np.random.default_rng(0)
    layers = []
    for n_inputs, n_neurons in ((64, 128), (128, 64), (64, 10)):
        weights = rng.standard_normal((n_inputs, n_neurons)) / np.sqrt(n_inputs)
        layers += [Dense(weights, np.zeros((1, n_neurons))), ReLU()]
    layers[-1] = Softmax()
    return Project(Network(layers), Batch(rng.standard_normal((1000, 64))))
