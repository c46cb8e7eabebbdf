"""How GUI tests filter the batch's table, and what a person sees of it then."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Softmax
from nnfs_gui.panels.batch import BatchPanel
from tests.gui.batch_table import shown

# Scores are the inputs: samples 1, 4 and 5 are wrong, 2 has no target.
SCORES = [[2.0, 0.0], [0.0, 3.0], [0.0, 1.0], [5.0, 0.0], [4.0, 1.0], [0.0, 6.0]]
TARGETS = [0, 0, -1, 0, 1, 0]
ANIMALS = Batch(SCORES, TARGETS, ["a", "b"], class_names=["cat", "dog"], target_name="animal")
SAME = Network([Dense(np.eye(2), np.zeros((1, 2))), Softmax()])


def ask(qtbot: QtBot, panel: BatchPanel, text: str) -> None:
    line = panel.filter_bar.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def rows(panel: BatchPanel) -> list[str]:
    """The names of the rows on show, from the first."""
    model = panel.view.model()
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def count(panel: BatchPanel) -> str:
    label = panel.findChild(QLabel, "batch_filter_count")
    return label.text() if label.isVisible() else ""


def fault(panel: BatchPanel) -> str:
    label = panel.findChild(QLabel, "batch_filter_fault")
    return label.text() if label.isVisible() else ""


def column(panel: BatchPanel, number: int) -> list[str]:
    return [shown(panel, row, number) for row in range(panel.view.model().rowCount())]
