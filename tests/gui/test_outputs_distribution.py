"""The Distribution tab: a histogram of each layer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnfs_core.layers import Dense, ReLU, Sigmoid, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from tests.gui.outputs import DISTRIBUTION, Show, lesson


def test_each_layer_has_a_histogram_with_what_stands_out(show_outputs: Show) -> None:
    project = Project(
        Network([ReLU(), Sigmoid()]), Batch([[-1.0, 2.0, 0.0, 50.0], [-3.0, 4.0, 100.0, -2.0]])
    )
    plots = show_outputs(project, DISTRIBUTION).distribution.histograms.plots
    assert [plot.lines()[0][0] for plot in plots] == [
        "8 values · mean 18.75",
        "8 values · mean 19.5",
        "8 values · mean 0.7329",
    ]
    assert plots[1].lines()[1][0] == "50.0 % zero"
    assert plots[2].lines()[1][0] == "25.0 % saturated"
    assert plots[0].found.counts.sum() == 8


def test_a_histogram_counts_nan_and_says_why_there_is_none(show_outputs: Show) -> None:
    layers = [Dense([[1e308]], [0.0]), Softmax(), Dense.random(2, 2)]
    plots = show_outputs(
        Project(Network(layers), Batch([[10.0]])), DISTRIBUTION
    ).distribution.histograms.plots
    assert plots[1].lines()[1] == ("1 infinite", "danger")
    assert plots[2].lines()[1] == ("1 NaN", "danger")
    assert plots[3].lines() == [("Dense 2 expects 2 inputs and receives 1.", "danger")]


def test_clicking_a_histogram_selects_its_layer(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(lesson(), DISTRIBUTION)
    view, plot = panel.distribution.histograms.view, panel.distribution.histograms.plots[2]
    at = view.mapFromScene(plot.mapToScene(plot.rect().center()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.studio.selection.place.layer == 1
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert panel.studio.selection.place.layer == 0
