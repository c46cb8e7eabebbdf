"""Results of many samples, of wide ones, and of some that are not in memory."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Softmax
from nnfs_core.matrix.rows import Rows
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from tests.deferred import Slow
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import RESULTS, Show, show_panel
from tests.gui.results import cell, copied, heads, rows

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_rows_that_are_not_in_memory_hold_a_place_until_they_are_fetched(qtbot: QtBot) -> None:
    matrix = np.arange(3000.0).reshape(-1, 1)
    blocks = tuple(Slow(matrix[start : start + 1000]) for start in range(0, 3000, 1000))
    later = LaterExecutor()
    batch = Batch(Rows(blocks, 1, matrix.dtype), np.zeros(3000, int))
    network = Network([Dense(np.array([[1.0, 0.0]]), np.zeros((1, 2))), Softmax()])
    studio = Studio.create(Project(network, batch), theme=Theme("light"), executor=later)
    studio.runner.run()
    later.work()
    panel = show_panel(qtbot, studio, RESULTS)
    fetched = [block.n_loads for block in blocks]
    assert cell(panel, 2500, "x0") == "…"
    assert [block.n_loads for block in blocks] == fetched  # nothing is read while it paints
    qtbot.waitUntil(lambda: later.work() or cell(panel, 2500, "x0") == "2500")
    assert cell(panel, 2500, "predicted") == "class 0"
    studio.close()


def test_keys_walk_through_a_million_results(qtbot: QtBot, show_outputs: Show) -> None:
    inputs = np.zeros((1_000_000, 2), np.float32)
    inputs[:, 0] = np.arange(1_000_000)
    network = Network([Dense(np.eye(2), np.zeros((1, 2))), Softmax()])
    targets = np.zeros(1_000_000, int)
    panel = show_outputs(Project(network, Batch(inputs, targets), "float32"), RESULTS)
    table = panel.results.table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_End, CTRL)
    assert table.currentIndex().row() == 999_999
    assert panel.studio.selection.place.sample == 999_999
    assert cell(panel, 999_999, "x0") == "999999"
    qtbot.keyClick(table, Key.Key_PageUp)
    assert table.currentIndex().row() < 999_999
    panel.studio.finder.filter("largest x0")
    assert [cell(panel, row, "x0") for row in range(2)] == ["999999", "999998"]


def test_two_thousand_features_stand_behind_what_comes_of_them(show_outputs: Show) -> None:
    batch = Batch(np.ones((3, 2000)), [0, 1, 1])
    panel = show_outputs(
        Project(Network([Dense.random(2000, 2, seed=0), Softmax()]), batch), RESULTS
    )
    assert heads(panel)[:3] == ["target", "predicted", "verdict"]
    assert heads(panel)[-1] == "x1999"
    assert cell(panel, 2, "x1999") == "1"
    panel.results.table.selectAll()
    panel.results.table.copy()
    assert [len(line) for line in copied()] == [2007] * 3


def test_probabilities_that_are_nan_are_undecided(show_outputs: Show) -> None:
    batch = Batch([[np.nan, 0.0], [1.0, 0.0]], [0, 0])
    network = Network([Dense(np.eye(2), np.zeros((1, 2))), Softmax()])
    panel = show_outputs(Project(network, batch), RESULTS)
    assert cell(panel, 0, "predicted") == "✗ undecided"
    assert cell(panel, 0, "confidence") == ""
    panel.studio.finder.filter("undecided")
    assert rows(panel) == ["0"]
