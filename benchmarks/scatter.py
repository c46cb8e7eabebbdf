"""A scatter of a million points: each frame until it is painted, and the density beside it."""

from __future__ import annotations

from statistics import median
from time import perf_counter

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure, in_turn, milliseconds, ratio_figure
from nnfs_core import Batch, Dense, Network, Project, Softmax
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.project.place import INPUT
from nnfs_core.scatter.points import Points, gather
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_core.scatter.sight import look
from nnfs_gui.panels.outputs.scatter.chart import ScatterChart
from nnfs_gui.panels.outputs.scatter.layout import whole_region
from nnfs_gui.panels.outputs.scatter.looks import group_looks
from nnfs_gui.panels.outputs.scatter.marks import MarkColors, MarksImage, marks_image
from nnfs_gui.widgets.theme import Theme

N_SAMPLES, WIDTH, N_CLASSES = 1_000_000, 20, 10
FRAMES = 20
ROUNDS = 3


def measure() -> list[Figure]:
    app = QApplication.instance() or QApplication([])
    theme = Theme("light")
    theme.apply()
    points = gather(_request())
    assert points.x is not None
    assert points.y is not None
    chart = ScatterChart(theme)
    chart.resize(1280, 900)
    chart.show()
    app.processEvents()
    chart.show_points(whole_region(points.x, points.y), ("x0", "x1"), fits=True)
    chart.show_marks(_marks(points, chart, theme))
    still = [_painted(chart) for _ in range(FRAMES)]
    moved = []
    for number in range(FRAMES):  # the picture before, scaled, while another one is made
        chart.zoom(0.9 if number % 2 else 0.8)
        chart.pan(0.05, 0.02)
        moved.append(_painted(chart))
    chart.fit()
    parts = list(points.parts())
    columns = np.concatenate([each.x for each in parts]), np.concatenate([each.y for each in parts])
    grid = chart.grid
    what = f"a scatter of {N_SAMPLES:,} points of {N_CLASSES} classes, 1280 × 900 pixels"
    return [
        _figure(f"{what}, painted: median", median(still)),
        _figure(f"{what}, zoomed and moved: slowest frame", max(moved)),
        ratio_figure(
            f"{what}: counted and drawn on a thread",
            in_turn(
                lambda: _marks(points, chart, theme),
                lambda: np.histogram2d(*columns, bins=(grid.columns, grid.rows)),
                ROUNDS,
            ),
            "numpy.histogram2d without classes",
            3,
        ),
    ]


def _request() -> PointRequest:
    """Classes in a circle that run into each other, a fair share of them taken for the next."""
    rng = np.random.default_rng(0)
    targets = rng.integers(0, N_CLASSES, N_SAMPLES)
    angles = 2 * np.pi * np.arange(N_CLASSES) / N_CLASSES
    centres = 3 * np.stack([np.cos(angles), np.sin(angles)])  # (2, classes)
    inputs = rng.standard_normal((N_SAMPLES, WIDTH)).astype(np.float32)
    inputs[:, :2] += centres.T[targets]
    weights = np.zeros((WIDTH, N_CLASSES))
    weights[:2] = centres
    network = Network([Dense(weights, np.zeros((1, N_CLASSES))), Softmax()])
    evaluation = evaluate(Project(network, Batch(inputs, targets), "float32"))
    return PointRequest(evaluation, Axis(INPUT, 0), Axis(INPUT, 1))


def _marks(points: Points, chart: ScatterChart, theme: Theme) -> MarksImage:
    region, layout = chart.full_region, chart.layout_now
    assert region is not None
    assert layout is not None
    batch = points.request.evaluation.project.batch
    looks = group_looks(points.groups, "target", batch, theme)
    color = theme.color
    colors = MarkColors(looks, color("muted"), color("danger"), color("panel"))
    sight = look(points, region, chart.grid)
    size = QSize(round(layout.area.width()), round(layout.area.height()))
    return marks_image(sight, colors, size, 1.0, 1.0, lambda: False)


def _painted(chart: ScatterChart) -> float:
    began = perf_counter()
    chart.repaint()
    return perf_counter() - began


def _figure(what: str, seconds: float) -> Figure:
    return Figure(what, milliseconds(seconds), "", 1000 * seconds, 50, "ms")
