"""The weights of a layer that reads pictures, shown as pictures, one a neuron."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, edits
from nnfs_core.examples import example_named
from nnfs_core.project.pictures import PictureSize
from nnfs_core.project.place import Place
from nnfs_gui.panels import EXPLAIN, LAYER
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.panels.layer.pictures.area import WeightPictures
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.scale_bar import ScaleBar
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import is_seen, move_mouse, seen, show_alone, text_of

WEIGHTS = np.array([[1.0, -2], [0, 0], [-1, 2], [0.5, 0], [4, 1], [np.nan, -4]])  # (6, 2)


def project_of(weights: np.ndarray = WEIGHTS, size: tuple[int, int] = (2, 3)) -> Project:
    batch = Batch(np.ones((2, len(weights))), said_pictures=PictureSize(*size))
    first = Dense(weights, np.zeros((1, weights.shape[1])))
    second = Dense(np.ones((weights.shape[1], 6)), np.zeros((1, 6)))
    return Project(Network([ReLU(), first, second]), batch)


@pytest.fixture
def show(qtbot: QtBot, studio: Callable[..., Studio]) -> Callable[..., LayerPanel]:
    def make(project: Project, layer: int = 1, executor: object = None) -> LayerPanel:
        made = studio(project, executor)
        made.selection.select_layer(layer)
        panel = LayerPanel(made)
        show_alone(qtbot, panel, 330, 700)
        return panel

    return make


def area_of(panel: LayerPanel) -> WeightPictures:
    return seen(panel, WeightPictures, "weight_pictures")


def at(area: WeightPictures, neuron: int, pixel: int) -> QPoint:
    return area.pixel_rect(neuron, pixel).center().toPoint()


def color_at(area: WeightPictures, neuron: int, pixel: int) -> str:
    return area.viewport().grab().toImage().pixelColor(at(area, neuron, pixel)).name()


def color_of(area: WeightPictures, weight: float) -> str:
    return QColor(int(area.scale.colors_of(np.array([weight]))[0])).name()


def test_each_neuron_is_a_picture_of_its_weights(show: Callable[..., LayerPanel]) -> None:
    panel = show(project_of())
    area = area_of(panel)
    assert (area.scale.low, area.scale.high) == (-4, 4)
    assert seen(panel, ScaleBar).accessibleName() == "Colours from -4 to 4"
    for neuron in range(2):
        for pixel in range(6):
            assert color_at(area, neuron, pixel) == color_of(area, WEIGHTS[pixel, neuron])
    assert color_at(area, 0, 5) == panel.studio.theme.color("not_a_number").name()


def test_only_the_layer_that_reads_the_pictures_has_some(
    show: Callable[..., LayerPanel],
) -> None:
    panel = show(project_of(), layer=2)
    assert not is_seen(panel, "weight_pictures")
    panel.studio.selection.select_layer(1)
    assert is_seen(panel, "weight_pictures")
    panel.studio.document.apply("Add", edits.insert_features(panel.studio.project, 0))
    assert not is_seen(panel, "weight_pictures")


def test_a_layer_that_does_not_fit_the_pictures_has_none(show: Callable[..., LayerPanel]) -> None:
    batch = Batch(np.ones((2, 6)), said_pictures=PictureSize(2, 3))
    panel = show(Project(Network([Dense(np.ones((5, 2)), np.zeros((1, 2)))]), batch), layer=0)
    assert not is_seen(panel, "weight_pictures")


def test_a_click_on_a_pixel_selects_its_weight_here_and_in_explain(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(example_named("Digits").build())
    window.studio.selection.select(Place(0, 3, 0))
    window.show_panel(LAYER)
    panel = window.panels[LAYER]
    area = area_of(panel)
    qtbot.mouseClick(area.viewport(), Qt.MouseButton.LeftButton, pos=at(area, 4, 20))
    assert window.studio.selection.place == Place(0, 3, 4, 20)
    assert seen(panel, SpreadsheetView, "weights_table").current_cell() == (20, 4)
    weight = window.studio.project.network.layers[0].arrays()["weights"][20, 4]
    assert area.accessibleDescription() == f"neuron 4, pixel 2,4: {weight}"
    window.show_panel(EXPLAIN)
    title = text_of(window.panels[EXPLAIN], "explain_title")
    assert title == "Dense 1 · neuron 4 · weight 20"


def test_a_changed_weight_changes_its_pixel(show: Callable[..., LayerPanel]) -> None:
    panel = show(project_of())
    studio = panel.studio
    studio.document.apply("Edit", edits.set_weights(studio.project, 1, 1, 0, [[-3.0]]))
    area = area_of(panel)
    assert color_at(area, 0, 1) == color_of(area, -3)


def test_a_changed_weight_is_told_anew(show: Callable[..., LayerPanel]) -> None:
    panel = show(project_of())
    studio = panel.studio
    studio.selection.select(Place(1, None, 0, 1))
    assert area_of(panel).accessibleDescription() == "neuron 0, x1: 0"
    studio.document.apply("Edit", edits.set_weights(studio.project, 1, 1, 0, [[-3.0]]))
    assert area_of(panel).accessibleDescription() == "neuron 0, x1: -3"


def test_the_arrows_go_from_weight_to_weight(qtbot: QtBot, show: Callable[..., LayerPanel]) -> None:
    panel = show(project_of())
    area, selection = area_of(panel), panel.studio.selection
    area.setFocus()
    key = Qt.Key
    for pressed, (neuron, weight) in (
        (key.Key_Right, (0, 0)),
        (key.Key_Right, (0, 1)),
        (key.Key_Down, (0, 4)),
        (key.Key_Down, (0, 4)),
        (key.Key_PageDown, (1, 4)),
        (key.Key_Left, (1, 3)),
        (key.Key_PageUp, (0, 3)),
    ):
        qtbot.keyClick(area, pressed)
        assert (selection.place.neuron, selection.place.weight) == (neuron, weight)


def test_hovering_a_pixel_lights_its_weight_up_elsewhere(
    show: Callable[..., LayerPanel],
) -> None:
    panel = show(project_of())
    area = area_of(panel)
    move_mouse(area.viewport(), at(area, 1, 2))
    assert panel.studio.selection.hovered == Place(1, None, 1, 2)


def test_hundreds_of_neurons_scroll_and_the_selected_one_comes_into_view(
    show: Callable[..., LayerPanel],
) -> None:
    weights = np.random.default_rng(0).standard_normal((784, 300))
    panel = show(project_of(weights, (28, 28)))
    area = area_of(panel)
    assert area.height() < 250
    assert area.verticalScrollBar().maximum() > 1000
    panel.studio.selection.select(Place(1, 0, 299, 400))
    assert area.viewport().rect().contains(at(area, 299, 400))


def test_many_weights_are_looked_through_off_the_gui_thread(
    show: Callable[..., LayerPanel], later: LaterExecutor
) -> None:
    weights = np.ones((784, 800))
    weights[7, 790] = -5
    panel = show(project_of(weights, (28, 28)), executor=later)
    area = area_of(panel)
    assert area.scale.high == 1
    later.work()
    assert area.scale.high == 5


def test_differences_from_a_pinned_state_are_shown_as_pictures_too(
    show: Callable[..., LayerPanel],
) -> None:
    panel = show(project_of())
    studio = panel.studio
    studio.pinned.pin_present()
    studio.document.apply("Edit", edits.set_weights(studio.project, 1, 1, 0, [[8.0]]))
    studio.pinned.show_differences(True)
    area = area_of(panel)
    assert area.scale.high == 8
    assert color_at(area, 0, 1) == color_of(area, 8)
    assert color_at(area, 0, 0) == color_of(area, 0)
