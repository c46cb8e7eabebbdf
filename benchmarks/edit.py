"""One cell edited until every visible plot is painted, in the real window with its real threads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median, quantiles
from time import perf_counter

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401
from benchmarks.measure import Figure, milliseconds
from benchmarks.settings import empty_settings
from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, edits
from nnfs_core.layers import Layer
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane

WARM_UP, EDITS = 20, 200
MILLION_WARM_UP, MILLION_EDITS = 10, 100


def measure() -> list[Figure]:
    times = _edits(thousand(), WARM_UP, EDITS)
    middle, late = median(times), quantiles(times, n=20)[-1]
    what = "one cell edited to every visible plot painted, 1,000 × 64 through 64-128-64-10"
    long = median(_edits(million(), MILLION_WARM_UP, MILLION_EDITS))
    much = "the same, 1,000,000 × 20 through 20-64-64-3, float64"
    return [
        Figure(f"{what}: median", milliseconds(middle), "", 1000 * middle, 16, "ms"),
        Figure(f"{what}: 95th percentile", milliseconds(late), "", 1000 * late, 33, "ms"),
        Figure(f"{much}: median", milliseconds(long), "", 1000 * long, 33, "ms"),
    ]


def _edits(project: Project, warm_up: int, count: int) -> list[float]:
    """Seconds of each edit, from the document's step until nothing is left to be painted."""
    app = QApplication.instance() or QApplication([])
    theme = Theme("light")
    theme.apply()
    studio = Studio.create(project, theme=theme)
    settings = empty_settings()
    window = MainWindow(studio, settings, remember_layout=False)
    window.show()
    studio.runner.run()
    times = []
    for number in range(warm_up + count):
        settle(app, studio)
        began = perf_counter()
        row, column = number % 10, number % 7  # cells that are on the screen
        studio.document.apply(
            "Edit input", edits.set_input(studio.project, row, column, number / 100 + 0.001)
        )
        settle(app, studio)
        times.append(perf_counter() - began)
    window.close_now()
    return times[warm_up:]


def settle(app: QCoreApplication, studio: Studio) -> None:
    """Until the pass and whatever the plots wait for is done, and all of it painted."""
    while not studio.runner.is_current or studio.lanes.is_busy(Lane.VIEWS):
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # as the app waits
    app.processEvents()  # paints what the answer changed


def thousand() -> Project:
    """1,000 samples of 64 features."""
    rng = np.random.default_rng(0)
    layers = _layers(rng, (64, 128, 64, 10))
    return Project(Network(layers), Batch(rng.standard_normal((1000, 64))))


def million() -> Project:
    """1,000,000 samples of 20 features, whose outputs take 2.2 GB."""
    rng = np.random.default_rng(0)
    layers = _layers(rng, (20, 64, 64, 3))
    return Project(Network(layers), Batch(rng.standard_normal((1_000_000, 20))))


def _layers(rng: np.random.Generator, widths: Sequence[int]) -> list[Layer]:
    """Dense layers with ReLU behind each, but for a softmax at the end."""
    layers: list[Layer] = []
    for n_inputs, n_neurons in pairwise(widths):
        weights = rng.standard_normal((n_inputs, n_neurons)) / np.sqrt(n_inputs)
        layers += [Dense(weights, np.zeros((1, n_neurons))), ReLU()]
    layers[-1] = Softmax()
    return layers
