"""The figures of a million predictions: worked out, and their residuals painted."""

from __future__ import annotations

from statistics import median
from time import perf_counter

import numpy as np
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure, in_turn, milliseconds, ratio_figure
from nnfs_core import Batch
from nnfs_core.matrix.rows import Rows
from nnfs_core.scatter.residuals import residuals_shown
from nnfs_core.summaries.class_figures import class_figures
from nnfs_core.summaries.classification import classify
from nnfs_core.summaries.regression import regression_figures
from nnfs_gui.panels.outputs.figures.figure_view import FigureView
from nnfs_gui.panels.outputs.figures.residual_plot import ResidualPlot
from nnfs_gui.widgets.theme import Theme

N_SAMPLES, N_CLASSES = 1_000_000, 10
FRAMES = 20
ROUNDS = 7
GOAL = 5.0  # times finding the largest probability of each sample alone
LONGEST_FRAME = 50  # milliseconds


def measure() -> list[Figure]:
    """Scores, loss and calibration beside one look at each probability; a frame of residuals."""
    draw = np.random.default_rng(0)
    probabilities = draw.dirichlet(np.ones(N_CLASSES), N_SAMPLES).astype(np.float32)
    targets = Rows.of(draw.integers(0, N_CLASSES, (N_SAMPLES, 1)))
    found = classify(Rows.of(probabilities), targets, N_CLASSES)
    what = f"all figures of {N_SAMPLES:,} samples of {N_CLASSES} classes"
    measured = in_turn(lambda: class_figures(found), lambda: probabilities.argmax(axis=1), ROUNDS)
    painted = _painted(draw)
    return [
        ratio_figure(what, measured, "numpy.argmax", GOAL),
        Figure(
            f"residuals of {N_SAMPLES:,} samples, 1280 × 900 pixels, painted: median",
            milliseconds(painted),
            "",
            1000 * painted,
            LONGEST_FRAME,
            "ms",
        ),
    ]


def _painted(draw: np.random.Generator) -> float:
    app = QApplication.instance() or QApplication([])
    theme = Theme("light")
    theme.apply()
    predictions = Rows.of(draw.standard_normal((N_SAMPLES, 1)).astype(np.float32))
    targets = Rows.of(draw.standard_normal((N_SAMPLES, 1)).astype(np.float32))
    shown = residuals_shown(predictions, targets, regression_figures(predictions, targets))
    view = FigureView(theme, "residual_plot", "Residuals by prediction", "")
    view.resize(1280, 900)
    view.show()
    app.processEvents()
    batch = Batch(np.zeros((1, 1)), [0.0])
    frames = []
    for _ in range(FRAMES):
        view.show_figure(ResidualPlot(view.look, found=shown, char="f", batch=batch, of=""))
        began = perf_counter()
        view.repaint()
        frames.append(perf_counter() - began)
    return median(frames)
