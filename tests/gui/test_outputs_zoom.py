"""Looking closer: zooming, panning and scrolling through the matrices."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense, ReLU
from nnfs_core.matrix.extremes import extremes
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_gui.panels.outputs.matrix import picture as matrix_picture
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.work import quick
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import Show, show_panel, two_layers, wheel


def test_the_wheel_zooms_into_the_same_samples_of_every_layer(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(example_named("Iris").build())
    flow = panel.flow
    assert flow.matrix(1).cell_text(75, 0) == ""  # too low for numbers
    at = flow.canvas.position_of(1, 75, 3)
    for _ in range(7):
        wheel(panel, at, y=240)
    ranges = [plot.box.viewRange()[1] for plot in flow.canvas.plots]
    assert 74 < ranges[0][0] < ranges[0][1] < 84
    assert ranges[0] == pytest.approx(ranges[4])
    output = panel.studio.runner.evaluation.result(0).output
    assert flow.matrix(1).cell_text(75, 3) == f"{output.row(75)[3]:.4g}"
    qtbot.mouseClick(flow.findChild(QToolButton, "fit_button"), Qt.MouseButton.LeftButton)
    assert flow.matrix(3).box.viewRange()[1] == [0, 150]


def test_a_cell_selected_outside_the_view_is_brought_into_view(show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build())
    for _ in range(12):
        wheel(panel, panel.flow.canvas.position_of(1, 10, 3), y=240)
    panel.studio.selection.select(Place(0, 140, 2))
    low, high = panel.flow.matrix(4).box.viewRange()[1]
    assert low <= 140
    assert high >= 141 - 1e-9


def test_a_double_click_shows_all_cells_again(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build())
    canvas = panel.flow.canvas
    wheel(panel, canvas.position_of(1, 75, 3), y=480)
    assert not panel.flow.matrix(0).box.sees_all_rows
    surface, at = canvas.view.viewport(), QPoint(400, 120)
    qtbot.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=at)
    assert panel.flow.matrix(0).box.sees_all_rows


def test_many_layers_scroll_sideways_and_the_selected_one_comes_into_view(
    show_outputs: Show,
) -> None:
    layers = [Dense.random(8, 8, seed=seed) for seed in range(14)]
    panel = show_outputs(Project(Network(layers), Batch(np.ones((20, 8)))), size=(700, 350))
    scroll = panel.findChild(QScrollBar, "flow_matrices_scroll")
    assert scroll.isVisible()
    assert not panel.flow.matrix(14).isVisible()
    panel.studio.selection.select(Place(13, 0, 0))
    assert scroll.value() == scroll.maximum()
    assert panel.flow.matrix(14).isVisible()
    wheel(panel, QPoint(100, 50), x=240)
    assert scroll.value() == scroll.maximum() - 240


def test_a_batch_that_grows_stays_wholly_in_sight(show_outputs: Show) -> None:
    panel = show_outputs(two_layers())
    panel.studio.attempt(Edit("Insert", lambda p: edits.insert_samples(p, 3, 5)))
    assert panel.flow.matrix(3).box.viewRange()[1] == [0, 8]


def test_a_large_matrix_is_shown_by_its_extremes_and_exactly_when_zoomed_in(
    show_outputs: Show,
) -> None:
    inputs = np.zeros((20_000, 64))
    inputs[12_345, 7] = -9.0
    panel = show_outputs(Project(Network([ReLU()]), Batch(inputs)))
    plot = panel.flow.matrix(0)
    picture, _ = plot.picture()
    assert picture.values.min() == -9
    plot.box.setRange(xRange=(4, 10), yRange=(12_343, 12_348), padding=0)
    assert plot.cell_text(12_345, 7) == "-9"
    assert plot.cell_text(12_344, 7) == "0"


def test_keys_zoom_in_and_out_and_fit(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build())
    view = panel.flow.canvas.view
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    low, high = panel.flow.matrix(4).box.viewRange()[1]
    assert high - low == pytest.approx(120)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert panel.flow.matrix(4).box.sees_all_rows
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert panel.flow.matrix(2).box.sees_all_rows
    assert panel.flow.matrix(2).box.sees_all_columns


def test_dragging_pans_all_matrices_together(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build())
    canvas, surface = panel.flow.canvas, panel.flow.canvas.view.viewport()
    for _ in range(4):
        qtbot.keyClick(canvas.view, Qt.Key.Key_Plus)
    before = panel.flow.matrix(3).box.viewRange()[1]
    start = canvas.plots[1].mapToScene(canvas.plots[1].area.center()).toPoint()
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    for distance in (10, 20, 30):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(start + QPoint(0, distance)),
            QPointF(surface.mapToGlobal(start + QPoint(0, distance))), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(surface, event)
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 30))
    after = panel.flow.matrix(3).box.viewRange()[1]
    assert after[0] < before[0]
    assert panel.studio.selection.place.sample is None


def test_the_wheel_zooms_into_the_side_on_which_cells_lack_room_for_numbers(
    show_outputs: Show,
) -> None:
    panel = show_outputs(example_named("Iris").build())
    plot = panel.flow.matrix(4)
    at = panel.flow.canvas.position_of(4, 75, 1)
    turns = 0
    while not plot.cell_text(75, 1) and turns < 20:
        wheel(panel, at, y=240)
        turns += 1
    assert plot.cell_text(75, 1)
    assert plot.box.sees_all_columns


def test_one_number_among_a_million_is_in_sight_at_every_turn_of_the_wheel(
    show_outputs: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = np.zeros((130_000, 8))
    inputs[65_432, 5] = -9.0
    read: list[int] = []
    cells = matrix_picture.cells
    monkeypatch.setattr(
        matrix_picture, "cells", lambda rows, at: read.append(at.n_cells) or cells(rows, at)
    )
    panel = show_outputs(Project(Network([ReLU()]), Batch(inputs)))
    plot = panel.flow.matrix(0)
    turns = 0
    while plot.cell_text(65_432, 5) != "-9" and turns < 60:
        picture, window = plot.picture()
        row, column = np.argwhere(picture.values == -9)[0]
        place = picture.place.top() + row * picture.place.height() / len(picture.values)
        height = picture.place.height() / len(picture.values)
        assert place - 1 <= 65_432 < place + 2 * height
        assert picture.values.shape[0] <= plot.area.height() + 1
        assert window.top <= 65_432 < window.bottom
        assert column == 5
        wheel(panel, panel.flow.canvas.position_of(0, 65_432, 5), y=240)
        turns += 1
    assert plot.cell_text(65_432, 5) == "-9"
    assert turns > 10
    assert max(read, default=0) <= quick.CELLS_TILED


def test_what_a_frame_cannot_make_is_dimmed_and_comes_later(qtbot: QtBot) -> None:
    inputs = np.random.default_rng(0).standard_normal((1100, 2000))
    later = LaterExecutor()
    studio = Studio.create(Project(Network(), Batch(inputs)), theme=Theme("light"), executor=later)
    panel = show_panel(qtbot, studio)
    studio.runner.run()
    later.work()
    panel.grab()
    plot = panel.flow.matrix(0)
    assert plot.request is not None
    coarse = plot.picture()[0]

    def is_fine() -> bool:
        later.work()
        panel.grab()
        return plot.request is None

    qtbot.waitUntil(is_fine)  # once the panel has its place, which changes what is wished for
    fine = plot.picture()[0]
    assert fine.values.shape[0] > 2 * coarse.values.shape[0]
    row_step = round(fine.place.height() / len(fine.values))
    column_step = round(fine.place.width() / fine.values.shape[1])
    assert np.array_equal(fine.values, extremes(inputs, row_step, column_step))
    studio.close()
