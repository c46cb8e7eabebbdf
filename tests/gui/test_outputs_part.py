"""A part of a matrix: it says that it is one, the readout follows, other data are seen whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_gui.panels.outputs.matrix.heading import part_texts
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.panels.outputs.matrix.row_layout import GAP
from nnfs_gui.studio.edit import Edit
from tests.gui.outputs import Show, wheel
from tests.gui.widgets import move_mouse


def painted_part(plot: MatrixPlot) -> str:
    """What the heading of a matrix says about the part that is in view."""
    texts = part_texts(plot.laid_out)
    return texts[0] if texts else ""


def test_a_zoomed_matrix_always_says_that_it_is_a_part(show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build())
    flow, canvas = panel.flow, panel.flow.canvas
    assert [painted_part(plot) for plot in canvas.plots] == [""] * 5
    whole = flow.canvas.view.grab().toImage()
    for plot in canvas.plots:
        plot.box.setYRange(20, 40, padding=0)
    flow.matrix(1).box.setXRange(2, 4, padding=0)
    assert painted_part(flow.matrix(0)) == "samples 20–39 of 150"
    assert painted_part(flow.matrix(1)) == "samples 20–39 of 150, columns 2–3 of 8"
    assert part_texts(flow.matrix(0).laid_out)[-1] == "part"  # where the title leaves no room
    part = flow.canvas.view.grab().toImage()
    accent = panel.studio.theme.color("accent").rgb()

    def is_told(picture: QImage, plot: MatrixPlot) -> bool:
        """Something stands in the colour of a part, right above the cells."""
        area = plot.mapRectToScene(plot.area).toRect()
        xs, ys = range(area.left(), area.right()), range(area.top() - 20, area.top() - 4)
        return any(picture.pixelColor(x, y).rgb() == accent for x in xs for y in ys)

    assert [is_told(whole, plot) for plot in canvas.plots] == [False] * 5
    assert [is_told(part, plot) for plot in canvas.plots] == [True] * 5
    canvas.zoom.fit()
    assert [painted_part(plot) for plot in canvas.plots] == [""] * 5


def test_the_readout_follows_the_wheel_at_once(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build())
    flow = panel.flow
    at = flow.canvas.position_of(1, 100, 3)
    move_mouse(flow.canvas.view.viewport(), at)
    qtbot.waitUntil(lambda: "sample 100 ·" in flow.readout.text())
    flow.canvas.zoom.by(0.2)  # by keys, around the middle: another cell comes under the mouse
    box = flow.matrix(1).box
    row, column = box.cell_at(box.mapFromScene(flow.canvas.view.mapToScene(at)))
    assert row != 100
    assert flow.readout.text().startswith(f"Dense 1 · sample {row} · neuron {column} = ")
    wheel(panel, at, y=-480)
    row, column = box.cell_at(box.mapFromScene(flow.canvas.view.mapToScene(at)))
    assert flow.readout.text().startswith(f"Dense 1 · sample {row} · neuron {column} = ")


def test_the_readout_follows_the_wheel_sideways(show_outputs: Show) -> None:
    layers = [Dense.random(8, 8, seed=seed) for seed in range(14)]
    panel = show_outputs(Project(Network(layers), Batch(np.ones((20, 8)))), size=(700, 350))
    at = panel.flow.canvas.position_of(1, 3, 3)
    wheel(panel, at, x=-(panel.flow.canvas.plots[1].size().width() + GAP))
    assert panel.flow.readout.text().startswith("Dense 2 · sample 3 · neuron 3 = ")


@pytest.mark.parametrize(
    "other",
    [
        Batch(np.ones((20, 4)), columns=["a", "b", "c", "d"]),
        Batch(np.ones((150, 4)), columns=["a", "b", "c", "d"]),
        Batch(np.ones((150, 4)), columns=example_named("Iris").build().batch.columns),
        Batch(np.ones((20, 3))),
    ],
)
def test_other_data_are_seen_whole(show_outputs: Show, other: Batch) -> None:
    panel = show_outputs(example_named("Iris").build())
    panel.flow.matrix(0).box.setYRange(1, 3, padding=0)
    other = other.with_(columns=list(other.columns))  # of their own, be they called the same
    panel.studio.attempt(Edit("Open", lambda project: edits.replace_batch(project, other)))
    assert panel.flow.matrix(0).box.sees_all_rows
    assert painted_part(panel.flow.matrix(0)) == ""


@pytest.mark.parametrize(
    "edit",
    [
        lambda project: edits.set_input(project, 2, 0, 9.0),
        lambda project: edits.insert_features(project, 1, 1),
        lambda project: edits.rename_feature(project, 1, "width"),
        lambda project: edits.insert_samples(project, 3, 5),
    ],
    ids=["a cell", "a feature", "a name", "samples"],
)
def test_an_edit_leaves_the_zoom(show_outputs: Show, edit: Callable[[Project], Project]) -> None:
    panel = show_outputs(example_named("Iris").build())
    panel.flow.matrix(0).box.setYRange(1, 3, padding=0)
    panel.studio.attempt(Edit("Edit", edit))
    assert panel.flow.matrix(0).box.viewRange()[1] == [1, 3]
    panel.studio.document.undo()
    assert panel.flow.matrix(0).box.viewRange()[1] == [1, 3]
