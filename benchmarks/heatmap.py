"""A heatmap of a million rows zoomed and panned, each frame until it is painted."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401
from benchmarks.measure import Figure, milliseconds
from nnfs_core.matrix.pyramid import Pyramid, pyramids
from nnfs_core.matrix.rows import Rows
from nnfs_core.wording import neuron_names
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.matrix.content import MatrixContent, numbers
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.work.lanes import Lanes

N_ROWS, WIDTH = 1_000_000, 64
DRAGS = 12  # at each zoom
MOST_TURNS = 200
TOURS = 3


def measure() -> list[Figure]:
    app = QApplication.instance() or QApplication([])
    theme = Theme("light")
    theme.apply()
    rows = Rows.of(_matrix())
    content = MatrixContent(
        "A million rows",
        rows,
        Scale.diverging(theme, 5.0),
        neuron_names(WIDTH),
        numbers(WIDTH),
        has_own_bar=True,
    )
    pyramid = pyramids([rows])
    tours = [_tour(app, theme, content, pyramid) for _ in range(TOURS)]
    # the same frames on a new canvas each time: what only one tour waited for was not ours
    zooms = [min(same) for same in zip(*(zooms for zooms, _ in tours), strict=True)]
    pans = [min(same) for same in zip(*(pans for _, pans in tours), strict=True)]
    what = f"a heatmap of {N_ROWS:,} × {WIDTH}, 1280 × 900 pixels, float64"
    return [
        _figure(f"{what}, zoomed by the wheel, {len(zooms)} frames: median", median(zooms)),
        _figure(f"{what}, zoomed by the wheel: slowest frame", max(zooms)),
        _figure(f"{what}, panned at every zoom, {len(pans)} frames: median", median(pans)),
        _figure(f"{what}, panned at every zoom: slowest frame", max(pans)),
    ]


def _figure(what: str, seconds: float) -> Figure:
    return Figure(what, milliseconds(seconds), "", 1000 * seconds, 33, "ms")


def _tour(
    app: QApplication, theme: Theme, content: MatrixContent, pyramid: list[Pyramid]
) -> tuple[list[float], list[float]]:
    lanes = Lanes()
    canvas = MatrixCanvas(theme, "benchmark_matrix", "A million rows", lanes)
    canvas.resize(1280, 900)
    canvas.set_contents([content])
    canvas.set_pyramids(pyramid)
    canvas.show()
    app.processEvents()
    times = _zoom_and_pan(app, canvas)
    canvas.close()
    lanes.close()
    return times


def _zoom_and_pan(app: QApplication, canvas: MatrixCanvas) -> tuple[list[float], list[float]]:
    """Seconds of each frame: the wheel turned in to single cells and out, a drag at each zoom."""
    box, zooms, pans = canvas.plots[0].box, [], []
    at = canvas.plots[0].area.center().toPoint()
    for direction in (120, -120):
        for _ in range(MOST_TURNS):
            before = box.viewRange()
            zooms.append(_frame(app, lambda turn=direction: _wheel(canvas, at, turn)))
            pans += _drag(app, canvas, at)
            if box.viewRange() == before:
                break
    return zooms, pans


def _drag(app: QApplication, canvas: MatrixCanvas, at: QPoint) -> list[float]:
    """Seconds of each frame of a drag over the heatmap, there and back."""
    press, move, release = (
        QMouseEvent.Type.MouseButtonPress,
        QMouseEvent.Type.MouseMove,
        QMouseEvent.Type.MouseButtonRelease,
    )
    _mouse(canvas, press, at)
    steps = [*range(1, DRAGS // 2 + 1), *range(DRAGS // 2, 0, -1)]
    times = []
    for step in steps:
        to = at + QPoint(7 * step, 23 * step)
        times.append(_frame(app, lambda to=to: _mouse(canvas, move, to)))
    _mouse(canvas, release, at)
    app.processEvents()
    return times


def _frame(app: QApplication, act: Callable[[], None]) -> float:
    began = perf_counter()
    act()
    app.processEvents()
    return perf_counter() - began


def _wheel(canvas: MatrixCanvas, at: QPoint, turn: int) -> None:
    surface = canvas.view.viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(surface.mapToGlobal(at)), QPoint(), QPoint(0, turn),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(surface, event)


def _mouse(canvas: MatrixCanvas, kind: QMouseEvent.Type, at: QPoint) -> None:
    surface, left = canvas.view.viewport(), Qt.MouseButton.LeftButton
    pressed = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else left
    button = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseMove else left
    event = QMouseEvent(
        kind, QPointF(at), QPointF(surface.mapToGlobal(at)), button, pressed,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(surface, event)


def _matrix() -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.stack([rng.standard_normal(N_ROWS) for _ in range(WIDTH)], axis=1)
