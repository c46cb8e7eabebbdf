"""The Scatter tab: a point for each sample, what its colours mean, and how one looks around."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, edits
from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.subset import Subset
from nnfs_core.scatter.request import Axis
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.colors import CLASS_COLORS, LIGHT
from tests.deferred import break_block, deferred_rows, forget_blocks
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.hearing import heard_focus
from tests.gui.outputs import FLOW, SCATTER, Show, show_panel
from tests.gui.scatters import colors_around, drag, legend, legend_places, place, press_point
from tests.gui.widgets import child, click, move_mouse, text_of, type_into
from tests.gui.windows import choose_command, search_commands, trigger
from tests.projects import project_of

IDENTITY = Dense(np.eye(2), np.zeros((1, 2)))
SQUARE = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [10.0, 10.0], [5.0, 4.0]])
NAMES = ["west", "east"]


def square(**batch: object) -> Project:
    """Five samples in a square; the larger feature is the class that is predicted."""
    parts = {"targets": [0, 0, 1, 1, 1], "class_names": NAMES, "columns": ["width", "height"]}
    return project_of(SQUARE, IDENTITY, Softmax(), **(parts | batch))


def choice(panel: object, name: str) -> QComboBox:
    return child(panel, QComboBox, name)  # type: ignore[arg-type]


def test_the_first_two_features_are_shown_in_the_colours_of_the_classes(
    show_outputs: Show,
) -> None:
    panel = show_outputs(square(), SCATTER)
    assert choice(panel, "scatter_x").currentText() == "width"
    assert choice(panel, "scatter_y").currentText() == "height"
    chart = panel.scatter.chart
    assert CLASS_COLORS[0] in colors_around(chart, place(chart, 10, 0))
    assert CLASS_COLORS[1] in colors_around(chart, place(chart, 0, 10))


def test_the_legend_counts_the_classes_and_those_that_are_wrong(show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    assert legend(panel.scatter) == ["west 2", "east 3", "wrong 2"]  # ties are the first class
    assert text_of(panel, "scatter_summary") == "5 samples · 2 wrong"


def test_a_wrong_sample_has_a_ring_until_rings_are_switched_off(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    assert LIGHT.danger in colors_around(chart, place(chart, 5, 4), 8)
    assert LIGHT.danger not in colors_around(chart, place(chart, 10, 0), 8)
    click(qtbot, panel.scatter.controls.rings)
    assert LIGHT.danger not in colors_around(chart, place(chart, 5, 4), 8)


def test_other_features_and_neurons_are_chosen_by_typing_a_part_of_the_name(
    qtbot: QtBot, show_outputs: Show
) -> None:
    columns = [f"pixel {number}" for number in range(2000)]
    inputs = np.random.default_rng(0).random((3, 2000))
    panel = show_outputs(project_of(inputs, Dense.random(2000, 4), columns=columns), SCATTER)
    field = choice(panel, "scatter_x").lineEdit()
    type_into(qtbot, field, "pixel 1234")
    assert panel.scatter.names == ("pixel 1234", "pixel 1")
    type_into(qtbot, choice(panel, "scatter_y").lineEdit(), "neuron 3")
    assert panel.scatter.names == ("pixel 1234", "Dense 1 · neuron 3")
    assert choice(panel, "scatter_y").toolTip() == "What y shows: Dense 1 · neuron 3"
    type_into(qtbot, field, "nothing of the kind")
    assert field.text() == "pixel 1234"


def test_colours_can_tell_the_prediction_or_nothing(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    colors = choice(panel, "scatter_colors")
    colors.setFocus()
    qtbot.keyClick(colors, Qt.Key.Key_Down)
    assert colors.currentText() == "prediction"
    assert legend(panel.scatter) == ["west 4", "east 1", "wrong 2"]
    qtbot.keyClick(colors, Qt.Key.Key_Down)
    assert colors.currentText() == "one colour"
    assert legend(panel.scatter) == ["samples 5", "wrong 2"]


def test_a_target_that_is_a_value_has_steps_and_no_rings(show_outputs: Show) -> None:
    panel = show_outputs(project_of(SQUARE, targets=[0.0, 1.0, 2.0, 3.0, np.nan]), SCATTER)
    said = legend(panel.scatter)
    assert said[0] == "0 to 0.5 1"
    assert said[-1] == "unknown 1"
    assert "wrong" not in " ".join(said)


def test_without_a_target_all_points_have_one_colour(show_outputs: Show) -> None:
    panel = show_outputs(project_of(SQUARE), SCATTER)
    assert choice(panel, "scatter_colors").currentText() == "one colour"
    assert legend(panel.scatter) == ["samples 5"]


def test_a_thousand_classes_leave_the_most_frequent_ten_colours(show_outputs: Show) -> None:
    targets = np.arange(1500) % 1000
    panel = show_outputs(
        project_of(np.random.default_rng(0).random((1500, 2)), targets=targets), SCATTER
    )
    entries = panel.scatter.legend.entries
    assert len(entries) == 10
    assert (entries[0].name, entries[-1].name) == ("class 0", "other classes")
    assert entries[-1].count == "1,482"


def test_missing_numbers_are_left_out_and_counted(show_outputs: Show) -> None:
    inputs = SQUARE.copy()
    inputs[1, 0], inputs[2, 1] = np.nan, np.inf
    panel = show_outputs(project_of(inputs), SCATTER)
    assert text_of(panel, "scatter_summary") == "3 samples · 2 left out: NaN or infinite"


def test_numbers_of_which_none_is_finite_are_told(show_outputs: Show) -> None:
    panel = show_outputs(project_of(np.full((3, 2), np.nan)), SCATTER)
    assert text_of(panel, "scatter_empty").startswith("No sample has a point here")


def test_a_constant_feature_has_an_axis_around_it(show_outputs: Show) -> None:
    panel = show_outputs(project_of([[4.0, 1.0], [4.0, 2.0]]), SCATTER)
    region = panel.scatter.chart.region
    assert region.x.low < 4 < region.x.high


def test_a_single_feature_is_shown_against_the_outputs(show_outputs: Show) -> None:
    panel = show_outputs(project_of([[1.0], [2.0]], Dense([[2.0]], [[0.0]])), SCATTER)
    assert panel.scatter.names == ("x0", "Dense 1 · neuron 0")


def test_an_axis_goes_with_its_layer_and_ends_with_it(show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    studio = panel.studio
    panel.scatter.controls.axis_chosen.emit(1, Axis(1, 0))
    assert panel.scatter.names[1] == "Softmax · west"
    studio.attempt(Edit("Add", lambda project: edits.insert_layers(project, 1, [ReLU()])))
    assert panel.scatter.names[1] == "Softmax · west"
    studio.attempt(Edit("Remove", lambda project: edits.remove_layers(project, [2])))
    assert panel.scatter.names == ("width", "height")


def test_an_axis_goes_with_its_feature(show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    insert = Edit("Insert", lambda project: edits.insert_features(project, 0, 1))
    panel.studio.attempt(insert)
    assert panel.scatter.names == ("width", "height")


def test_what_was_found_while_another_tab_was_in_front_is_shown(show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    panel.show_tab(FLOW)
    panel.studio.finder.filter("wrong")
    panel.show_tab(SCATTER)
    assert text_of(panel, "scatter_summary") == "2 of 5 samples found · 2 wrong"


def test_other_data_are_shown_whole(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    panel.studio.attempt(
        Edit(
            "Open", lambda project: replace(project, batch=Batch(SQUARE * 100, columns=["a", "b"]))
        )
    )
    assert chart.region == chart.full_region
    assert chart.region.x.high > 1000


# Looking around.


def test_the_wheel_zooms_around_the_mouse_and_a_double_click_shows_all(
    qtbot: QtBot, show_outputs: Show
) -> None:
    chart = show_outputs(square(), SCATTER).scatter.chart
    before, at = chart.region, place(chart, 5, 4)
    event = QWheelEvent(
        QPointF(at), QPointF(chart.mapToGlobal(at)), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(chart, event)
    assert chart.region.x.half == pytest.approx(0.64 * before.x.half)
    assert (place(chart, 5, 4) - at).manhattanLength() <= 2
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert chart.region == before


def test_a_drag_moves_the_view_as_far_as_there_are_points(qtbot: QtBot, show_outputs: Show) -> None:
    chart = show_outputs(square(), SCATTER).scatter.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    before, at = chart.region, place(chart, 5, 5)
    drag(chart, at, at + QPoint(-20, 0))
    assert chart.region.x.low > before.x.low
    assert chart.region.y == before.y
    drag(chart, at, at + QPoint(-2000, 0))
    assert chart.region.x.high == pytest.approx(chart.full_region.x.high)
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert chart.region == chart.full_region


def test_many_points_are_shown_by_density_and_single_again_when_zoomed_in(
    qtbot: QtBot, show_outputs: Show
) -> None:
    inputs = np.random.default_rng(0).random((20_000, 2))
    inputs[7] = [4.0, 4.0]
    panel = show_outputs(project_of(inputs, targets=np.arange(20_000) % 3), SCATTER)
    chart = panel.scatter.chart
    assert chart.marks.sight.density is not None
    far = colors_around(chart, place(chart, 4, 4))
    assert CLASS_COLORS[1] in far  # as strong as a single point
    chart.setFocus()
    for _ in range(8):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.marks.sight.density is None
    assert "in view" in text_of(panel, "scatter_summary")


def test_while_the_points_are_counted_the_picture_before_stays(
    qtbot: QtBot, studio: object, later: LaterExecutor
) -> None:
    inputs = np.random.default_rng(0).random((20_000, 2))
    made: Studio = studio(project_of(inputs), executor=later)  # type: ignore[operator]
    later.work()
    panel = show_panel(qtbot, made, SCATTER)
    later.work()
    chart = panel.scatter.chart
    before = chart.marks
    assert before is not None
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.marks is before
    assert before.region != chart.region
    later.work()
    assert chart.marks.region == chart.region


def test_without_room_the_switches_are_in_a_menu_and_say_how_they_are_set(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER, (420, 400))
    more = child(panel, QToolButton, "scatter_more")
    assert more.isVisible()
    more.menu().aboutToShow.emit()
    entries = {each.text(): each for each in more.menu().actions()}
    assert entries["Rings"].isChecked()
    assert not entries["Found only"].isEnabled()
    entries["Rings"].trigger()
    assert not panel.scatter.controls.rings.isChecked()


def test_the_plane_of_a_network_of_two_features_is_coloured_by_what_it_predicts(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    below, above = place(chart, 7.3, 2.6), place(chart, 2.6, 7.3)
    west, east = colors_around(chart, below, 1), colors_around(chart, above, 1)
    assert len(west) == len(east) == 1
    assert west != east
    click(qtbot, panel.scatter.controls.decisions)
    plain = colors_around(chart, below, 1)
    assert plain == colors_around(chart, above, 1) == {LIGHT.panel}


def test_the_plane_follows_the_network(show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    before = colors_around(chart, place(chart, 2.6, 7.3), 1)
    other = np.eye(2)[::-1]
    exchange = Edit("Exchange", lambda project: edits.set_weights(project, 0, 0, 0, other))
    panel.studio.attempt(exchange)
    assert colors_around(chart, place(chart, 2.6, 7.3), 1) != before


def test_a_network_of_more_features_has_no_plane_to_colour(show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build(), SCATTER)
    assert not panel.scatter.controls.decisions.isEnabled()
    assert panel.scatter.chart.ground is None


# Selecting, both ways.


def test_a_press_selects_the_nearest_sample_in_reach(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    at = place(chart, 0, 10) + QPoint(3, 2)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert panel.studio.selection.place.sample == 2
    press_point(qtbot, chart, 2, 5)  # where there is nothing
    assert panel.studio.selection.place.sample == 2


def test_the_selected_sample_is_brought_into_view(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    chart.setFocus()
    for _ in range(5):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert not chart.region.x.contains(10)
    panel.studio.selection.select(Place(INPUT, 3, 0))
    assert chart.region.x.contains(10)
    assert chart.region.y.contains(10)


def test_arrow_keys_go_from_sample_to_sample_along_an_axis(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(labels=["a", "b", "c", "d", "e"]), SCATTER)
    chart = panel.scatter.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    way = []
    for _ in range(4):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
        way.append(panel.studio.selection.place.sample)
    assert way == [2, 4, 1, 3]
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert panel.studio.selection.place.sample == 2
    assert heard_focus(chart) == (
        "sample 2 (c) · width = 0, height = 10 · target east · predicted east · right"
    )


def test_a_point_under_the_mouse_tells_its_sample(qtbot: QtBot, show_outputs: Show) -> None:
    chart = show_outputs(square(), SCATTER).scatter.chart
    move_mouse(chart, place(chart, 5, 4))
    qtbot.waitUntil(
        lambda: (
            "sample 4 · width = 5, height = 4 · target east · predicted west · wrong"
            in chart.toolTip()
        )
    )
    move_mouse(chart, place(chart, 2, 6))
    qtbot.waitUntil(lambda: chart.toolTip() == "")


def test_a_sample_under_the_mouse_elsewhere_is_ringed_softly(show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    before = colors_around(chart, place(chart, 0, 10), 9)
    panel.studio.selection.hover(Place(INPUT, 2, 0))
    assert colors_around(chart, place(chart, 0, 10), 9) != before
    panel.studio.selection.hover(None)
    assert colors_around(chart, place(chart, 0, 10), 9) == before


def test_a_selected_sample_without_a_point_says_why(show_outputs: Show) -> None:
    inputs = SQUARE.copy()
    inputs[1, 0] = np.nan
    panel = show_outputs(project_of(inputs), SCATTER)
    panel.scatter.chart.setFocus()
    panel.studio.selection.select(Place(INPUT, 1, 0))
    assert heard_focus(panel.scatter.chart) == "sample 1 has no point: its x0 is NaN"


# Filtering, both ways.


def test_the_legend_stays_in_its_place_while_a_class_is_filtered_to(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER)
    before = legend_places(panel.scatter)
    assert len(before) == 3
    click(qtbot, child(panel.scatter.legend, QToolButton, "scatter_legend_1"))
    assert legend(panel.scatter)[0] == "west 0 of 2"
    assert legend_places(panel.scatter) == before


def test_a_class_in_the_legend_filters_to_it_and_the_others_are_dimmed(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER)
    click(qtbot, child(panel.scatter.legend, QToolButton, "scatter_legend_1"))
    assert panel.studio.finder.text == "target = east"
    assert legend(panel.scatter) == ["west 0 of 2", "east 3", "wrong 2"]
    chart = panel.scatter.chart
    assert CLASS_COLORS[0] not in colors_around(chart, place(chart, 10, 0))
    click(qtbot, panel.scatter.controls.only_found)
    assert text_of(panel, "scatter_summary") == "3 samples · 2 wrong"


def test_wrong_ones_are_found_by_their_entry(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    click(qtbot, child(panel.scatter.legend, QToolButton, "scatter_legend_2"))
    assert panel.studio.finder.text == "wrong"
    assert len(panel.studio.finder.order) == 2
    click(qtbot, child(panel.scatter.legend, QToolButton, "scatter_legend_2"))
    assert panel.studio.finder.text == ""


@pytest.mark.parametrize("by_switch", [True, False])
def test_a_region_of_features_becomes_a_filter(
    qtbot: QtBot, show_outputs: Show, by_switch: bool
) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    keys = Qt.KeyboardModifier.NoModifier if by_switch else Qt.KeyboardModifier.ShiftModifier
    if by_switch:
        click(qtbot, panel.scatter.controls.region_button)
    drag(chart, place(chart, 4, 7), place(chart, 11, -1), keys)
    order = panel.studio.finder.order
    assert sorted(order.samples(0, len(order)).tolist()) == [1, 4]
    assert panel.studio.finder.text.startswith("width >= 4 and width <= 1")


def test_a_region_of_neurons_shows_its_samples(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    panel.scatter.controls.axis_chosen.emit(0, Axis(0, 0))
    chart = panel.scatter.chart
    drag(chart, place(chart, 4, 7), place(chart, 10.1, -0.1), Qt.KeyboardModifier.ShiftModifier)
    order = panel.studio.finder.order
    assert sorted(order.samples(0, len(order)).tolist()) == [1, 4]
    assert panel.studio.finder.title.startswith("Dense 1 · neuron 0 from ")


def test_with_ctrl_regions_and_bins_narrow_what_is_shown(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(square(), SCATTER)
    chart, finder = panel.scatter.chart, panel.studio.finder
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    finder.filter("sample > 1")
    drag(chart, place(chart, 4, 7), place(chart, 11, -1), ctrl | shift)
    assert finder.text.startswith("sample > 1, width >= 4 and width <= 1")
    assert finder.order.samples(0, 9).tolist() == [4]
    finder.filter("sample > 1")
    panel.scatter.controls.axis_chosen.emit(0, Axis(0, 0))  # a filter has no word for it
    drag(chart, place(chart, 4, 7), place(chart, 10.1, -0.1), ctrl | shift)
    assert finder.order.samples(0, 9).tolist() == [4]
    assert finder.text == "sample > 1"
    drag(chart, place(chart, -0.1, 10.1), place(chart, 4.5, 4.5), ctrl | shift)
    assert len(finder.order) == 0
    drag(chart, place(chart, 4, 7), place(chart, 10.1, -0.1), shift)  # others in their place
    assert finder.text == ""
    assert sorted(finder.order.samples(0, 9).tolist()) == [1, 4]
    east = child(panel.scatter.legend, QToolButton, "scatter_legend_0")
    qtbot.mouseClick(east, Qt.MouseButton.LeftButton, ctrl)
    assert 0 < len(finder.order) < 2
    assert finder.title.startswith("Dense 1 · neuron 0 from ")


def test_a_bin_of_a_neuron_shows_its_samples_and_all_again(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER)
    panel.scatter.controls.axis_chosen.emit(0, Axis(0, 0))
    chart = panel.scatter.chart
    number = int(np.flatnonzero(chart.marks.sight.along_x.counts.sum(axis=1))[1])
    at = chart.bin_rect(0, number).center().toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert panel.studio.finder.title == "Dense 1 · neuron 0 from 5 to less than 5.5"
    assert panel.studio.finder.order.samples(0, 9).tolist() == [4]
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert panel.studio.finder.order.is_everything


def test_a_bin_of_the_histogram_tells_its_classes_and_filters_to_it(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER)
    chart = panel.scatter.chart
    along = chart.marks.sight.along_x
    number = int(np.flatnonzero(along.counts.sum(axis=1))[1])
    at = chart.bin_rect(0, number).center().toPoint()
    move_mouse(chart, at)
    assert "width from 5 to less than 5.5: 1 sample (east 1)" in chart.toolTip()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert panel.studio.finder.text == "width >= 5 and width < 5.5"
    assert len(panel.studio.finder.order) == 1


def test_only_the_chosen_subset_is_shown(show_outputs: Show) -> None:
    panel = show_outputs(square(subsets=[0, 0, 0, 2, 2]), SCATTER)
    panel.studio.subset_shown.choose(Subset.TEST)
    assert legend(panel.scatter) == ["east 2", "wrong 2"]
    assert panel.scatter.legend.entries[0].question == "test and target = east"


def test_the_examples_can_be_seen(show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build(), SCATTER)
    assert legend(panel.scatter) == ["setosa 50", "versicolor 50", "virginica 50", "wrong 2"]
    assert child(panel, QLabel, "scatter_summary").text() == "150 samples · 2 wrong"


def test_a_network_that_does_not_fit_still_shows_the_features(show_outputs: Show) -> None:
    network = Network([Dense.random(7, 2)])
    panel = show_outputs(Project(network, Batch(SQUARE)), SCATTER)
    assert panel.scatter.names == ("x0", "x1")
    assert legend(panel.scatter) == ["samples 5"]


# Samples that are not in memory.


def test_samples_in_a_file_are_read_on_a_thread_and_selected_like_any_others(
    qtbot: QtBot, threaded: Studio
) -> None:
    rows = deferred_rows(np.random.default_rng(0).random((5000, 2)), 500)
    threaded.document.replace(Project(Network(), Batch(rows, np.arange(5000) % 3)))
    threaded.runner.run()
    panel = show_panel(qtbot, threaded, SCATTER)
    chart = panel.scatter.chart
    qtbot.waitUntil(lambda: chart.marks is not None)
    assert chart.marks.sight.n_inside == 5000
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    least = int(rows.array[:, 0].argmin())
    qtbot.waitUntil(lambda: threaded.selection.place.sample == least)


def test_samples_that_cannot_be_read_say_why_and_come_when_they_can(
    qtbot: QtBot, show_outputs: Show
) -> None:
    rows = deferred_rows(SQUARE, 2)
    panel = show_outputs(Project(Network(), Batch(rows)))
    forget_blocks()
    break_block(rows, 1, "samples.npy is gone.")
    panel.show_tab(SCATTER)
    assert text_of(panel, "scatter_empty") == "samples.npy is gone."
    break_block(rows, 1, "")
    panel.studio.fetching.arrived.emit()
    assert text_of(panel, "scatter_summary") == "5 samples"


def test_another_look_finds_a_scatter_that_never_had_a_sample(show_outputs: Show) -> None:
    panel = show_outputs(Project(square().network, Batch(np.empty((0, 2)))), SCATTER)
    assert panel.scatter.legend.entries == []
    panel.show_tab(FLOW)
    panel.studio.theme.set_mode("dark")
    assert not panel.grab().isNull()
    assert panel.scatter.legend.sizeHint().isValid()


def test_a_region_around_the_selected_sample_is_chosen_by_keys(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(square(), SCATTER)
    chart, finder = panel.scatter.chart, panel.studio.finder
    shift = Qt.KeyboardModifier.ShiftModifier
    press_point(qtbot, chart, 5, 4)
    click(qtbot, panel.scatter.controls.region_button)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Up, shift)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert finder.order.samples(0, 9).tolist() == [4]
    finder.clear()
    for _ in range(12):
        qtbot.keyClick(chart, Qt.Key.Key_Right, shift)
        qtbot.keyClick(chart, Qt.Key.Key_Down, shift)
    qtbot.keyClick(chart, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sorted(finder.order.samples(0, 9).tolist()) == [1, 4]
    finder.clear()
    qtbot.keyClick(chart, Qt.Key.Key_Left, shift)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.band is None
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert finder.order.is_everything


def test_the_switches_of_the_scatter_are_in_menu_and_palette_and_bring_it_to_front(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(square(), (1200, 800))
    ticks = window.actions_by_id
    assert ticks["scatter.rings"].isChecked()
    assert "Rings around wrong samples" in search_commands(qtbot, window, "rings around")
    choose_command(qtbot)
    outputs = window.panels[OUTPUTS]
    assert outputs.tabs.currentIndex() == SCATTER
    assert not outputs.scatter.controls.rings.isChecked()
    assert not ticks["scatter.rings"].isChecked()
    outputs.scatter.controls.rings.click()
    assert ticks["scatter.rings"].isChecked()
    trigger(window, "scatter.only_found")  # which no filter gives anything to do
    assert not ticks["scatter.only_found"].isChecked()
    window.studio.finder.filter("sample > 2")
    outputs.show_tab(FLOW)
    trigger(window, "scatter.only_found")
    assert outputs.scatter.controls.only_found.isChecked()
    chart = outputs.scatter.chart
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.region != chart.full_region
    trigger(window, "scatter.fit")
    assert chart.region == chart.full_region
