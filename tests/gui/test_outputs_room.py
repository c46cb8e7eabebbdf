"""The room that plots have: numbers keep it, beside others, in low windows and at every zoom."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import EXAMPLES, Example, example_named
from nnfs_core.layers import Dense, Layer, ReLU, Softmax, Step
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.matrix.cells import fitted
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.studio.edit import Edit
from tests.gui.conftest import Open
from tests.gui.outputs import DISTRIBUTION, LAYER, SOFTMAX, Show, lesson, two_layers
from tests.gui.widgets import show_alone

SIZES = [(510, 400), (740, 600)]  # what the outputs have in windows of 1024 x 700 and 1440 x 900
ZOOMS = [1.0, 1.5, 2.0]


def chain(n_neurons: int, *more: Layer) -> Project:
    """Three samples and some layers of so many neurons."""
    batch = Batch(np.linspace(-1, 1, 12).reshape(3, 4))
    after = Dense.random(n_neurons, n_neurons, seed=2)
    return Project(Network([Dense.random(4, n_neurons, seed=1), after, after, *more]), batch)


CHAINS = {
    "many layers": two_layers(*[ReLU()] * 6),
    "eight neurons": chain(8, Softmax()),
    "whole numbers of sixteen neurons": chain(16, Step()),
    "numbers of sixteen neurons": chain(16),
}
PROJECTS = {**{example.name: example.build() for example in EXAMPLES}, **CHAINS}


@pytest.mark.parametrize(
    ("name", "zoom"), [*((name, 1.0) for name in PROJECTS), *((name, 1.5) for name in CHAINS)]
)
def test_no_number_is_lost_because_of_the_matrices_beside(
    qtbot: QtBot, show_outputs: Show, name: str, zoom: float
) -> None:
    for size in SIZES:
        panel = show_outputs(PROJECTS[name], size=size)
        set_zoom(panel, zoom)
        canvas = panel.flow.canvas
        alone = MatrixCanvas(panel.studio.theme, "alone", "One matrix")
        show_alone(qtbot, alone, canvas.width(), canvas.height())
        for plot in canvas.plots:
            alone.set_contents([plot.content])
            if shows_numbers(alone.plots[0]):
                assert shows_numbers(plot), (plot.content.title, size)


def shows_numbers(plot: MatrixPlot) -> bool:
    """True where every cell in view has its number."""
    return plot.number_points > 0


def set_zoom(panel: OutputsPanel, zoom: float) -> None:
    """Zoom, and let everything be laid out anew."""
    panel.studio.theme.set_zoom(zoom)
    QApplication.processEvents()


def test_a_flow_that_scrolls_has_its_numbers_at_the_usual_size(show_outputs: Show) -> None:
    canvas = show_outputs(chain(4, ReLU(), ReLU()), size=SIZES[0]).flow.canvas
    assert canvas.scroll_bar.maximum() > 0
    usual = QApplication.font().pointSizeF()
    assert [plot.number_points for plot in canvas.plots] == [usual] * 6


def test_matrices_too_large_for_numbers_are_all_in_sight(show_outputs: Show) -> None:
    canvas = show_outputs(example_named("Digits").build(), size=SIZES[0]).flow.canvas
    assert canvas.scroll_bar.maximum() == 0
    assert not any(map(shows_numbers, canvas.plots))


def test_a_number_that_becomes_long_gives_its_matrix_another_width_at_once(
    show_outputs: Show,
) -> None:
    panel = show_outputs(PROJECTS["whole numbers of sixteen neurons"], size=SIZES[0])
    wide = panel.flow.matrix(4).size().width()
    last = len(panel.studio.document.project.network) - 1
    panel.studio.attempt(
        Edit("Turn off", lambda project: edits.enable_layers(project, [last], False))
    )
    assert panel.flow.matrix(4).size().width() < wide
    assert panel.flow.matrix(4).size().width() == panel.flow.matrix(3).size().width()


def test_the_cells_stay_as_high_when_the_scroll_bar_comes(show_outputs: Show) -> None:
    heights = [
        show_outputs(two_layers(*[ReLU()] * count), size=SIZES[0]).flow.matrix(0).area.height()
        for count in (0, 6)
    ]
    assert heights[0] == heights[1]


def test_a_cell_of_a_matrix_wider_than_the_view_comes_into_view(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(lesson())
    narrow = MatrixCanvas(panel.studio.theme, "narrow", "Two layers")
    show_alone(qtbot, narrow, 130, 300)
    narrow.set_contents([plot.content for plot in panel.flow.canvas.plots])
    assert narrow.plots[0].size().width() > narrow.view.width()
    for number, column in ((0, 3), (0, 0), (2, 2), (0, 1)):
        narrow.show_cell(number, 0, column)
        assert 0 <= narrow.position_of(number, 0, column).x() <= narrow.view.width()


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_legend_lies_on_no_bar_at_any_height(show_outputs: Show, zoom: float) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    set_zoom(panel, zoom)
    bars, least = panel.softmax.bars, panel.softmax.bars.least_height
    for height in range(least, 7 * least, 3):
        bars.item.resize(400, height, bars.n_samples)
        bars.show_scrolled()
        shown = bars.item.laid_out
        last = shown.segment(shown.samples[-1], 0)
        assert last.bottom() <= shown.legend_rect.top(), height
        assert shown.legend_rect.bottom() <= height
        assert shown.segment(shown.samples[0], 0).top() >= shown.heights.heading


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_line_of_text_fits_wherever_one_is_written(show_outputs: Show, zoom: float) -> None:
    panel = show_outputs(example_named("Iris").build())
    set_zoom(panel, zoom)
    for plot in panel.flow.canvas.plots:
        made = plot.laid_out
        title, names = made.texts.height(made.points), made.texts.height(made.small)
        assert title <= made.title_rect.height()
        assert made.title_rect.bottom() < made.area.top()
        assert names <= made.scale_rect.top() - made.area.bottom()
        assert names <= made.scale_rect.height()
        assert made.scale_rect.bottom() <= plot.size().height()
    bars = panel.flow.bars.item.laid_out
    line = bars.texts.height(bars.points)
    assert line <= bars.heights.heading
    assert line <= bars.segment(bars.samples[0], 0).height()
    assert line - 2 <= bars.legend_rect.height()
    panel.show_tab(DISTRIBUTION)
    for plot in panel.distribution.histograms.plots:
        made = plot.laid_out
        needed = made.texts.height(made.points + 1) + 2 * made.texts.height(made.points)
        assert needed <= made.area.top()
        assert made.texts.height(made.points) <= made.size.height() - made.area.bottom()
        assert made.area.height() > 2 * line


def test_at_the_usual_size_nothing_takes_more_room_than_before(show_outputs: Show) -> None:
    made = show_outputs(lesson()).flow.matrix(0).laid_out
    assert (made.title_height, made.names_height, made.bar_height) == (22, 18, 18)


def test_the_numbers_of_one_large_matrix_can_be_read_from_afar(show_outputs: Show) -> None:
    project = Project(Network([ReLU()]), Batch([[1.5, -2.25], [0.125, 8]]))
    panel = show_outputs(project, LAYER, size=(2400, 900))
    panel.studio.selection.select(Place(INPUT, 0, 0))
    usual = QApplication.font().pointSizeF()
    assert panel.layer.canvas.plots[0].number_points == 3 * usual
    panel.show_tab(0)
    assert usual < panel.flow.matrix(0).number_points <= 1.35 * usual


def test_all_numbers_of_one_matrix_have_the_size_of_the_longest(show_outputs: Show) -> None:
    batch = Batch([[1.0, -1.2345678901e-300], [0.1 + 0.2, 3.0]])
    panel = show_outputs(Project(Network([ReLU()]), batch), LAYER, size=(2400, 900))
    panel.studio.selection.select(Place(INPUT, 0, 0))
    plot = panel.layer.canvas.plots[0]
    sizes = {
        fitted(plot.laid_out, plot.cell_text(row, column), plot.number_points)[1]
        for row in range(2)
        for column in range(2)
    }
    assert sizes == {plot.number_points}
    assert plot.number_points > QApplication.font().pointSizeF()


def test_zooming_leaves_the_plots_the_room_of_their_larger_texts(open_window: Open) -> None:
    window = open_window(example_named("Softmax").build(), (1440, 900))
    flow = window.panels[OUTPUTS].flow
    for zoom in ZOOMS:
        set_zoom(window.panels[OUTPUTS], zoom)
        QApplication.processEvents()
        assert all(map(shows_numbers, flow.canvas.plots))
        assert flow.canvas.view.height() >= flow.canvas.least_height
        assert flow.bars.item.laid_out.legend_rect.bottom() <= flow.bars.view.height()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_whole_matrix_and_a_whole_bar_can_be_read_in_the_smallest_window(
    qtbot: QtBot, open_window: Open, example: Example
) -> None:
    window = open_window(example.build(), (800, 500))
    window.resize(800, 500)
    qtbot.waitUntil(lambda: window.height() == 500)
    flow = window.panels[OUTPUTS].flow
    view = flow.canvas.view.viewport().rect()
    whole = [plot for plot in flow.canvas.plots if QRectF(view).contains(plot.geometry())]
    assert whole
    assert all(plot.laid_out.bottom <= view.height() for plot in whole)
    n_samples = flow.matrix(0).matrix_shape[0]
    assert n_samples > 5 or all(map(shows_numbers, whole))
    assert min(plot.area.height() for plot in whole) >= 40
    if flow.bars.content is not None:
        bars = flow.bars.item.laid_out
        assert bars.legend_rect.bottom() <= flow.bars.view.height()
        assert bars.segment(bars.samples[0], 0).bottom() < bars.legend_rect.top()
