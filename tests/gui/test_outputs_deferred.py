"""Numbers that are not in memory: fetched in the background, never while it paints."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnfs_core.arrays import AnyArray
from nnfs_core.layers import Layer, ReLU, Softmax
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from tests.deferred import Slow
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import show_panel
from tests.gui.widgets import move_mouse

N_ROWS, STEP = 3000, 1000


class Away(Slow):
    """A block that can be sent out of memory."""

    is_away = False

    def load(self) -> AnyArray:
        self.is_away = False
        return super().load()

    def in_memory(self) -> AnyArray | None:
        return None if self.is_away else self._numbers

    def read(self) -> AnyArray:
        return self.load() if self.is_away else self._numbers


class Stage:
    """A studio whose work waits, with a batch of which nothing is in memory after the pass."""

    def __init__(self, layer: Layer | None = None) -> None:
        matrix = np.zeros((N_ROWS, 2))
        matrix[:, 0] = np.arange(N_ROWS)
        matrix[1234, 1] = -9000.0
        starts = range(0, N_ROWS, STEP)
        self.blocks = [Away(matrix[start : start + STEP]) for start in starts]
        rows = Rows(tuple(self.blocks), 2, matrix.dtype)
        self.later = LaterExecutor()
        project = Project(Network([layer or Softmax()]), Batch(rows))
        self.studio = Studio.create(project, theme=Theme("light"), executor=self.later)
        self.studio.runner.run()
        self.later.work()
        self.send_away()

    def send_away(self) -> None:
        for block in self.blocks:
            block.is_away, block.n_loads = True, 0

    @property
    def loads(self) -> list[int]:
        return [block.n_loads for block in self.blocks]

    def show(self, qtbot: QtBot) -> OutputsPanel:
        """The panel once its pyramids are made, and the blocks gone again."""
        panel = show_panel(qtbot, self.studio)
        assert self.loads == [0, 0, 0]
        self.later.work()
        self.send_away()
        return panel


@pytest.fixture
def stage(qapp: object) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.studio.close()


def test_the_whole_of_a_matrix_that_is_not_in_memory_is_told_by_its_pyramid(
    qtbot: QtBot, stage: Stage
) -> None:
    panel = stage.show(qtbot)
    plot = panel.flow.matrix(0)
    picture, _ = plot.picture()
    assert picture.values.min() == -9000
    assert picture.values.max() == N_ROWS - 1
    assert stage.loads == [0, 0, 0]


def test_cells_that_are_looked_at_closely_come_later_and_only_those(
    qtbot: QtBot, stage: Stage
) -> None:
    panel = stage.show(qtbot)
    plot = panel.flow.matrix(0)
    plot.box.setRange(xRange=(0, 2), yRange=(1230, 1240), padding=0)
    panel.grab()
    assert plot.request is not None
    assert plot.cell_text(1234, 1) == ""
    assert stage.loads == [0, 0, 0]
    qtbot.waitUntil(lambda: bool(stage.later.waiting))
    stage.later.work()
    panel.grab()
    assert stage.loads == [0, 1, 0]
    assert plot.cell_text(1234, 1) == "-9000"
    assert plot.request is None


def test_the_readout_and_the_marks_wait_for_a_selected_cell(qtbot: QtBot, stage: Stage) -> None:
    panel = stage.show(qtbot)
    stage.studio.selection.select(Place(-1, 2500, 0))
    assert panel.flow.readout.text() == "Input batch · sample 2,500 · x0 = …"
    assert panel.flow.matrix(0).marks.row == 2500
    assert stage.loads == [0, 0, 0]
    qtbot.waitUntil(lambda: bool(stage.later.waiting))
    stage.later.work()
    assert panel.flow.readout.text() == "Input batch · sample 2,500 · x0 = 2500"
    assert stage.loads == [0, 0, 1]


def test_moving_the_mouse_reads_nothing_at_once(qtbot: QtBot, stage: Stage) -> None:
    panel = stage.show(qtbot)
    canvas = panel.flow.canvas
    at = canvas.position_of(0, 500, 0)
    move_mouse(canvas.view.viewport(), at)
    move_mouse(canvas.view.viewport(), at + QPoint(1, 0))
    qtbot.waitUntil(lambda: panel.flow.readout.text().endswith("= …"))
    assert stage.loads == [0, 0, 0]


def test_a_card_shows_its_picture_when_its_rows_are_there(qtbot: QtBot, stage: Stage) -> None:
    panel = NetworkPanel(stage.studio)
    qtbot.addWidget(panel)
    panel.show()
    thumbnail = panel.stack.card(INPUT).thumbnail
    assert thumbnail.values is None
    assert stage.loads == [0, 0, 0]
    qtbot.waitUntil(lambda: bool(stage.later.waiting))
    stage.later.work()
    assert thumbnail.values is not None
    assert thumbnail.values[:, 0].tolist() == list(range(0, N_ROWS, 273))


def test_the_selected_number_comes_to_the_curve_when_it_is_there(
    qtbot: QtBot, qapp: object
) -> None:
    stage = Stage(ReLU())
    panel = LayerPanel(stage.studio)
    qtbot.addWidget(panel)
    panel.show()
    stage.studio.selection.select(Place(0, 2500, 0))
    text = panel.findChild(QLabel, "curve_text")
    assert text.text() == "The selected number is being read."
    assert stage.loads == [0, 0, 0]
    qtbot.waitUntil(lambda: bool(stage.later.waiting))
    stage.later.work()
    assert text.text() == "Sample 2,500, neuron 0: 2500 becomes 2500."
    assert stage.loads == [0, 0, 1]
    stage.studio.close()
