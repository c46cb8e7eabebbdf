"""Any number selected until its explanation is painted, in the real window."""

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
from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax
from nnfs_core.layers import Layer
from nnfs_core.project.pictures import NO_PICTURES
from nnfs_core.project.place import Place
from nnfs_gui.panels import EXPLAIN
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane

WARM_UP, PLACES = 10, 120
N_SAMPLES = 200


def measure() -> list[Figure]:
    times, _ = _selections((784, 64, 10), _first_layer)
    what = "a number of 784 terms selected to its explanation painted, 784-64-10"
    mixed, _ = _selections((784, 64, 10), _any_layer)
    pictured, _ = _selections((784, 64, 10), _first_layer, are_pictures=True)
    long, blocked = _selections((10_000, 16, 10), _first_layer)
    much = "a number of 10,000 terms selected"
    return [
        _figure(f"{what}: median", median(times), 16),
        _figure(f"{what}: 95th percentile", quantiles(times, n=20)[-1], 33),
        _figure("the same of samples that are pictures, shown too: median", median(pictured), 33),
        _figure("a number of another layer each time, the same network: median", median(mixed), 33),
        _figure(f"{much}: median of the longest time that the window waits", median(blocked), 50),
        _figure(f"{much} to its explanation painted: median", median(long), 250),
    ]


def _figure(what: str, seconds: float, goal: float) -> Figure:
    return Figure(what, milliseconds(seconds), "", 1000 * seconds, goal, "ms")


def _first_layer(number: int, widths: Sequence[int]) -> Place:
    return Place(0, number % N_SAMPLES, 7 * number % widths[1])


def _any_layer(number: int, widths: Sequence[int]) -> Place:
    layer = number % (2 * (len(widths) - 1))
    width = widths[layer // 2 + 1]
    return Place(layer, number % N_SAMPLES, 7 * number % width)


def _selections(
    widths: Sequence[int], place_of: object, *, are_pictures: bool = False
) -> tuple[list[float], list[float]]:
    """Seconds of each selection until all is painted, and of the longest turn in between."""
    assert callable(place_of)
    app = QApplication.instance() or QApplication([])
    theme = Theme("light")
    theme.apply()
    studio = Studio.create(_project(widths, are_pictures), theme=theme)
    settings = empty_settings()
    window = MainWindow(studio, settings, remember_layout=False)
    window.show()
    studio.runner.run()
    while not studio.runner.is_current:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    times, blocked = [], []
    for number in range(WARM_UP + PLACES):
        _settle(app, studio)
        began = perf_counter()
        studio.selection.select(place_of(number, widths))
        longest = perf_counter() - began
        longest = max(longest, _until_explained(app, window))
        times.append(perf_counter() - began)
        blocked.append(longest)
    window.close_now()
    return times[WARM_UP:], blocked[WARM_UP:]


def _until_explained(app: QCoreApplication, window: MainWindow) -> float:
    """Work until the selected number is explained and all is painted; the longest turn."""
    explainer, place = window.panels[EXPLAIN].explainer, window.studio.selection.place
    longest = 0.0
    while True:
        began = perf_counter()
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)  # milliseconds
        longest = max(longest, perf_counter() - began)
        if explainer.explained.place == place and explainer.explained.explanation is not None:
            app.processEvents()
            return longest


def _settle(app: QCoreApplication, studio: Studio) -> None:
    while studio.lanes.is_busy(Lane.VIEWS):
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    app.processEvents()


def _project(widths: Sequence[int], are_pictures: bool) -> Project:
    """Dense layers with ReLU between them, a softmax last, and standard normal samples."""
    rng = np.random.default_rng(0)
    layers: list[Layer] = []
    for n_inputs, n_neurons in pairwise(widths):
        weights = rng.standard_normal((n_inputs, n_neurons)) / np.sqrt(n_inputs)
        layers += [Dense(weights, np.zeros((1, n_neurons))), ReLU()]
    layers[-1] = Softmax()
    said = None if are_pictures else NO_PICTURES  # 784 features are pictures by themselves
    samples = rng.standard_normal((N_SAMPLES, widths[0]))
    return Project(Network(layers), Batch(samples, said_pictures=said))
