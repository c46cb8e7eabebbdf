"""The Flow tab: every layer's numbers side by side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense, ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project, empty_project
from nnfs_gui.studio.edit import Edit
from tests.gui.outputs import Show, click, two_layers
from tests.gui.widgets import move_mouse


def test_every_layer_shows_its_name_its_shape_and_its_numbers(show_outputs: Show) -> None:
    flow = show_outputs(two_layers(Softmax())).flow
    titles = [plot.content.title for plot in flow.canvas.plots]
    assert titles == ["Input batch", "Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert flow.matrix(3).content.shape == (3, 3)
    assert flow.matrix(0).cell_text(0, 3) == "2.5"
    assert flow.matrix(3).cell_text(0, 1) == "-1.042"
    assert flow.matrix(4).cell_text(0, 0) == "0.7740"


def test_negative_numbers_are_orange_positive_ones_blue_and_zero_is_in_the_middle(
    show_outputs: Show,
) -> None:
    flow = show_outputs(two_layers()).flow
    below, above = flow.matrix(1).cell_color(1, 1), flow.matrix(1).cell_color(1, 0)
    assert below.red() > below.blue()
    assert above.blue() > above.red()
    assert flow.matrix(2).cell_color(1, 1).name() == "#f8f9fb"


def test_the_pixels_of_a_cell_have_the_colour_of_its_number(show_outputs: Show) -> None:
    panel = show_outputs(two_layers())
    view, plot = panel.flow.canvas.view, panel.flow.matrix(1)
    corner = plot.mapToScene(plot.cell_rect(1, 0).topLeft()).toPoint() + QPoint(5, 5)
    assert view.grab().toImage().pixelColor(corner) == plot.cell_color(1, 0)


def test_clicking_a_cell_selects_it_and_frames_what_it_is_made_from(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(two_layers())
    click(qtbot, panel, 3, 0, 1)
    assert panel.studio.selection.place == Place(2, 0, 1)
    assert panel.flow.matrix(3).marks.column == 1
    assert panel.flow.matrix(2).marks.operands == range(3)
    assert [plot.marks.row for plot in panel.flow.canvas.plots] == [0, 0, 0, 0]
    assert panel.flow.readout.text() == "Dense 2 · sample 0 · neuron 1 = -1.0418499999999997"


def test_a_selection_elsewhere_lights_up_the_one_operand_of_an_activation(
    show_outputs: Show,
) -> None:
    panel = show_outputs(two_layers())
    panel.studio.selection.select(Place(1, 2, 1))
    assert panel.flow.matrix(1).marks.operands == range(1, 2)
    assert panel.flow.matrix(2).marks.column == 1


def test_a_layer_that_is_switched_off_has_the_same_neuron_for_operand(show_outputs: Show) -> None:
    panel = show_outputs(edits.enable_layers(two_layers(), [2], False))
    panel.studio.selection.select(Place(2, 0, 1))
    assert panel.flow.matrix(2).marks.operands == range(1, 2)


def test_arrow_keys_walk_through_cells_and_into_the_next_layer(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(two_layers())
    click(qtbot, panel, 1, 0, 1)
    view = panel.flow.canvas.view
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert panel.studio.selection.place == Place(0, 1, 1)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert panel.studio.selection.place == Place(1, 1, 0)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert panel.studio.selection.place == Place(0, 1, 2)
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert panel.studio.selection.place == Place(0, 2, 2)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert panel.studio.selection.place == Place(0, 2, 0)


def test_hovering_reads_a_number_out_in_full(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(two_layers())
    canvas = panel.flow.canvas
    move_mouse(canvas.view.viewport(), canvas.position_of(1, 0, 0))
    move_mouse(canvas.view.viewport(), canvas.position_of(1, 1, 0))
    qtbot.waitUntil(lambda: panel.flow.readout.text() == "Dense 1 · sample 1 · neuron 0 = 8.9")


def test_each_layer_has_a_scale_of_its_own_or_all_share_one(
    qtbot: QtBot, show_outputs: Show
) -> None:
    flow = show_outputs(two_layers(Softmax())).flow
    highs = [plot.content.scale.high for plot in flow.canvas.plots]
    assert highs == [5.0, 8.9, 8.9, 4.5, 1]
    assert all(plot.content.has_own_bar for plot in flow.canvas.plots)
    qtbot.keyClicks(flow.scale_switch, "One scale")
    scales = [plot.content.scale for plot in flow.canvas.plots]
    assert scales[0] is scales[1] is scales[3]
    assert (scales[0].low, scales[0].high) == (-8.9, 8.9)
    assert (scales[4].low, scales[4].high) == (0, 1)


def test_a_layer_that_does_not_fit_says_so_and_those_behind_it_wait(show_outputs: Show) -> None:
    project = two_layers()
    network = Network([project.network.layers[0], Dense.random(4, 2), ReLU()])
    flow = show_outputs(Project(network, project.batch)).flow
    assert flow.matrix(2).content.message == "Dense 2 expects 4 inputs and receives 3."
    assert flow.matrix(2).content.is_fault
    assert flow.matrix(3).content.message == "ReLU waits for Dense 2."
    assert flow.matrix(1).cell_text(0, 0) == "4.8"


def test_nan_and_infinity_are_written_and_coloured(show_outputs: Show) -> None:
    project = Project(Network([Dense([[1e308]], [0.0]), Softmax()]), Batch([[10.0], [0.1]]))
    flow = show_outputs(project).flow
    assert flow.matrix(1).cell_text(0, 0) == "∞"
    assert flow.matrix(1).cell_text(1, 0) == "1e+307"
    assert flow.matrix(2).cell_text(0, 0) == "NaN"
    assert flow.matrix(2).cell_color(0, 0).name() == "#d6249f"
    assert flow.matrix(1).content.is_fault


def test_columns_are_named_after_features_neurons_and_classes(show_outputs: Show) -> None:
    flow = show_outputs(example_named("Iris").build()).flow
    assert flow.matrix(0).content.columns[0] == "sepal length (cm)"
    assert flow.matrix(1).content.columns[7] == "neuron 7"
    assert flow.matrix(1).content.short_columns[7] == "7"
    assert flow.matrix(4).content.columns == ("setosa", "versicolor", "virginica")


def test_an_edit_shows_at_once_and_leaves_other_matrices_as_they_are(show_outputs: Show) -> None:
    panel = show_outputs(two_layers())
    plots = list(panel.flow.canvas.plots)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_biases(p, 2, 0, np.array([1.0]))))
    assert panel.flow.matrix(3).cell_text(0, 0) == "2.503"
    assert list(panel.flow.canvas.plots) == plots


def test_without_layers_the_batch_is_shown_with_what_to_do_next(show_outputs: Show) -> None:
    flow = show_outputs(empty_project()).flow
    assert flow.matrix(0).cell_text(0, 0) == "0"
    assert flow.matrix(1).content.message == "Add a layer on the left to see its output here."


def test_without_samples_the_panel_says_what_to_do(show_outputs: Show) -> None:
    panel = show_outputs(Project(Network([ReLU()]), Batch(np.empty((0, 4)))))
    label = panel.findChild(QLabel, "outputs_empty")
    assert label.isVisible()
    assert label.text() == "The batch has no samples: type, paste or open data below."


def test_probabilities_stand_below_the_flow_only_while_there_are_some(show_outputs: Show) -> None:
    panel = show_outputs(two_layers(Softmax()))
    assert panel.flow.bars.isVisible()
    panel.studio.attempt(Edit("Remove", lambda p: edits.remove_layers(p, [3])))
    assert not panel.flow.bars.isVisible()
    assert len(panel.flow.canvas.plots) == 4


def test_the_dark_look_recolours_the_cells(show_outputs: Show) -> None:
    panel = show_outputs(two_layers())
    panel.studio.theme.set_mode("dark")
    assert panel.flow.matrix(2).cell_color(1, 1).name() == "#272e37"


def test_the_selection_may_name_a_cell_that_is_not_there(show_outputs: Show) -> None:
    panel = show_outputs(two_layers())
    panel.studio.selection.select(Place(INPUT, 900, 40))
    panel.studio.selection.select(Place(9, 1, 1))
    assert panel.flow.readout.text().startswith("Click a cell")


def test_a_name_that_looks_like_html_is_shown_as_it_is(show_outputs: Show) -> None:
    batch = Batch([[1.0]], columns=["<b>width</b>"])
    panel = show_outputs(Project(Network([ReLU(name="<i>mine</i>")]), batch))
    panel.studio.selection.select(Place(INPUT, 0, 0))
    assert panel.flow.readout.text() == "Input batch · sample 0 · <b>width</b> = 1"
    assert panel.flow.readout.textFormat() == Qt.TextFormat.PlainText


def test_only_the_matrices_that_changed_are_painted_again(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(two_layers())
    pictures = [plot.picture()[0] for plot in panel.flow.canvas.plots]
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_biases(p, 2, 0, np.array([1.0]))))
    again = [plot.picture()[0] for plot in panel.flow.canvas.plots]
    assert [new is old for new, old in zip(again, pictures, strict=True)] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_what_stands_on_the_screen_after_any_selection_is_what_painting_all_anew_gives(
    show_outputs: Show, zoom: float
) -> None:
    panel = show_outputs(example_named("Digits").build())
    panel.studio.theme.set_zoom(zoom)
    QApplication.processEvents()  # which lays everything out anew
    view, selection = panel.flow.canvas.view, panel.studio.selection
    for place in (
        Place(INPUT, 0, 0), Place(INPUT, 0, 63), Place(0, 9, 1), Place(0, 9, 15),
        Place(1, 10, 15), Place(2, 11, 0), Place(3, 63, 9), Place(0, 1796, None),
    ):  # fmt: skip
        selection.select(place)
        QApplication.processEvents()
        on_screen = _on_screen(view)
        view.viewport().update()
        QApplication.processEvents()
        difference = np.abs(on_screen - _on_screen(view))
        assert difference.max() <= 2, place  # parts of a scaled image may be rounded differently


def _on_screen(view: QWidget) -> npt.NDArray[np.int64]:
    """The pixels of a widget as they are now, without painting any. (height, width, 4)"""
    window, corner = view.window(), view.mapTo(view.window(), QPoint(0, 0))
    whole = window.screen().grabWindow(window.winId())
    image = whole.copy(QRect(corner, view.size())).toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8).astype(np.int64)
    return pixels.reshape(image.height(), image.width(), 4)
