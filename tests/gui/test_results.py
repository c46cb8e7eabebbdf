"""The tab Results: what a person reads of each sample, sorts, filters, copies and goes to."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Softmax, edits
from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.subset import Subset
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.spreadsheet import Block
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.batch_table import choose_in, click
from tests.gui.filtered import ANIMALS, SAME
from tests.gui.outputs import RESULTS, Show
from tests.gui.results import (
    action,
    cell,
    click_head,
    copied,
    heads,
    names_menu,
    open_menu,
    rows,
)
from tests.gui.widgets import press, text_of

Key = Qt.Key
CAT, DOG = "probability of cat", "probability of dog"
HEADS = ["animal", "predicted", "verdict", "confidence", "loss", CAT, DOG, "a", "b"]


@pytest.fixture
def panel(show_outputs: Show) -> OutputsPanel:
    return show_outputs(Project(SAME, ANIMALS), RESULTS)


def test_each_sample_has_a_row_with_what_comes_of_it(panel: OutputsPanel) -> None:
    assert heads(panel) == HEADS
    assert rows(panel) == ["0", "1", "2", "3", "4", "5"]
    assert [cell(panel, row, "animal") for row in range(3)] == ["cat", "cat", "unknown"]
    assert [cell(panel, row, "predicted") for row in range(3)] == ["cat", "✗ dog", "dog"]
    assert [cell(panel, row, "verdict") for row in range(3)] == ["✓ right", "✗ wrong", ""]
    assert cell(panel, 2, "loss") == ""
    assert cell(panel, 3, "a") == "5"
    assert not panel.findChild(QLabel, "results_remark").isVisible()


def test_a_click_on_a_name_sorts_by_it_another_turns_it_round_a_third_ends_it(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    click_head(qtbot, panel, "loss")
    assert rows(panel) == ["3", "0", "1", "4", "5", "2"]
    click_head(qtbot, panel, "loss")
    assert rows(panel) == ["5", "1", "4", "0", "3", "2"]
    click_head(qtbot, panel, "loss")
    assert rows(panel) == ["0", "1", "2", "3", "4", "5"]
    click_head(qtbot, panel, DOG)
    click_head(qtbot, panel, DOG)
    assert rows(panel) == ["5", "1", "2", "0", "4", "3"]
    click_head(qtbot, panel, "verdict")
    assert rows(panel) == ["1", "4", "5", "0", "3", "2"]


def test_the_filter_is_that_of_the_whole_window(qtbot: QtBot, panel: OutputsPanel) -> None:
    line = panel.results.filter_bar.line
    panel.results.filter_bar.ask()
    qtbot.keyClicks(line, "wrong only, largest loss")
    qtbot.keyClick(line, Key.Key_Return)
    assert rows(panel) == ["5", "1", "4"]
    panel.studio.finder.filter("a > 3")
    assert rows(panel) == ["3", "4"]
    assert line.text() == "a > 3"
    panel.studio.finder.clear()
    assert len(rows(panel)) == 6


def test_a_row_selects_its_sample_everywhere_and_the_other_way_round(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    selection, table = panel.studio.selection, panel.results.table
    click(qtbot, table, 2, HEADS.index(DOG))
    assert selection.place == Place(1, 2, 1)  # the number itself, of the Softmax
    click(qtbot, table, 4, HEADS.index("b"))
    assert selection.place == Place(INPUT, 4, 1)
    qtbot.keyClick(table, Key.Key_Up)
    assert selection.place == Place(INPUT, 3, 1)
    selection.select(Place(0, 5, 1))
    assert table.currentIndex().row() == 5
    assert selection.place == Place(0, 5, 1)
    click_head(qtbot, panel, "loss")
    click_head(qtbot, panel, "loss")
    assert table.currentIndex().row() == 0  # where the sample is now
    assert selection.place == Place(0, 5, 1)


def test_the_selected_sample_is_scrolled_into_view(show_outputs: Show) -> None:
    batch = Batch(np.zeros((5000, 2)), np.zeros(5000, int))
    panel = show_outputs(Project(SAME, batch), RESULTS)
    panel.studio.selection.select(Place(0, 4321, 0))
    table = panel.results.table
    place = table.visualRect(table.model().index(4321, 0))
    assert table.viewport().rect().contains(place.center())


def test_cells_are_copied_with_their_names_or_without(qtbot: QtBot, panel: OutputsPanel) -> None:
    table = panel.results.table
    table.select_block(Block(0, 0, 3, 3))
    table.setFocus()
    qtbot.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == [
        ["cat", "cat", "right"],
        ["cat", "dog", "wrong"],
        ["unknown", "dog", ""],
    ]
    table.select_block(Block(1, 0, 2, 2))
    table.copy_with_names()
    assert copied() == [
        ["sample", "animal", "predicted"],
        ["1", "cat", "dog"],
        ["2", "unknown", "dog"],
    ]


def test_labels_head_the_rows_and_go_with_what_is_copied(show_outputs: Show) -> None:
    labelled = ANIMALS.with_(label_rows=Batch(ANIMALS.inputs, labels=list("uvwxyz")).label_rows)
    panel = show_outputs(Project(SAME, labelled), RESULTS)
    panel.studio.finder.filter("wrong")
    assert rows(panel) == ["v", "y", "z"]
    panel.results.table.select_block(Block(0, 1, 3, 1))
    panel.results.table.copy_with_names()
    assert copied()[1:] == [["v", "dog"], ["y", "cat"], ["z", "dog"]]


def test_the_menu_of_a_sample_filters_to_those_like_it_and_explains(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    choose_in(qtbot, open_menu(qtbot, panel, 1, "loss"), "filter.target = cat and predicted = dog")
    assert rows(panel) == ["1", "5"]
    choose_in(qtbot, open_menu(qtbot, panel, 1, "loss"), "filter_none")
    assert len(rows(panel)) == 6
    with qtbot.waitSignal(panel.studio.links.explain_wanted):
        choose_in(qtbot, open_menu(qtbot, panel, 4, CAT), "explain")
    assert panel.studio.selection.place == Place(1, 4, 0)
    choose_in(qtbot, open_menu(qtbot, panel, 3, "loss"), "go_to_inputs")
    assert panel.studio.selection.place.layer == INPUT
    assert panel.studio.selection.place.sample == 3


def test_columns_are_hidden_and_shown_by_the_menu_of_their_names(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    choose_in(qtbot, names_menu(qtbot, panel, "verdict"), "hide_column")
    assert "verdict" not in heads(panel)
    choose_in(qtbot, names_menu(qtbot, panel, "loss"), "column.verdict")
    assert heads(panel) == HEADS
    features = names_menu(qtbot, panel, "loss").findChild(QMenu, "columns_feature")
    assert features.title() == "Features (2 of 2)"
    action(features, "columns_feature_none").trigger()
    assert heads(panel) == HEADS[:-2]


def test_of_many_classes_probabilities_are_shown_on_request(
    qtbot: QtBot, show_outputs: Show
) -> None:
    network = Network([Dense.random(1, 1000, seed=0), Softmax()])
    panel = show_outputs(Project(network, Batch([[1.0], [2.0]], [3, 999])), RESULTS)
    assert heads(panel) == ["target", "predicted", "verdict", "confidence", "loss", "x0"]
    menu = names_menu(qtbot, panel, "loss").findChild(QMenu, "columns_probability")
    action(menu, "columns_probability_all").trigger()
    assert len(heads(panel)) == 1006


def test_an_edit_shows_its_new_results_in_the_same_rows(panel: OutputsPanel) -> None:
    panel.studio.finder.filter("wrong only")
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_inputs(p, 1, 0, [[9.0, 0.0]])))
    assert rows(panel) == ["1", "4", "5"]  # rows do not move while people type
    assert cell(panel, 0, "predicted") == "cat"
    panel.studio.finder.find()
    assert rows(panel) == ["4", "5"]


def test_a_filter_that_names_what_is_gone_is_told_and_all_rows_are_shown(
    panel: OutputsPanel,
) -> None:
    panel.studio.finder.filter("b > 1")
    assert rows(panel) == ["1", "5"]
    panel.studio.attempt(Edit("Remove", lambda p: edits.remove_features(p, [1])))
    panel.studio.finder.find()
    fault = panel.findChild(QLabel, "results_filter_fault")
    assert fault.isVisible()
    assert "“b” is no name here" in fault.text()
    assert len(rows(panel)) == 6


@pytest.mark.parametrize(
    ("project", "remark"),
    [
        (Project(Network([SAME.layers[0]]), ANIMALS), "There are no predictions: the"),
        (Project(SAME, Batch(ANIMALS.inputs)), "The batch has no targets"),
        (Project(SAME, Batch(ANIMALS.inputs, [0, 1, 2, 0, 0, 0])), "The targets have 3 classes"),
    ],
)
def test_what_cannot_be_told_is_told_above_the_table(
    show_outputs: Show, project: Project, remark: str
) -> None:
    label = show_outputs(project, RESULTS).findChild(QLabel, "results_remark")
    assert label.isVisible()
    assert label.text().startswith(remark)


def test_values_show_predictions_and_residuals(show_outputs: Show) -> None:
    network = Network([Dense([[2.0]], [[0.0]])])
    panel = show_outputs(Project(network, Batch([[1.0], [2.0]], [1.5, 1.0])), RESULTS)
    assert heads(panel) == ["target", "predicted", "residual", "loss", "x0"]
    assert [cell(panel, 1, head) for head in heads(panel)] == ["1", "4", "-3", "9", "2"]


def test_no_sample_matches_and_no_sample_at_all(panel: OutputsPanel) -> None:
    panel.studio.finder.filter("a > 100")
    assert rows(panel) == []
    panel.studio.finder.clear()
    panel.studio.attempt(Edit("Remove", lambda p: edits.remove_samples(p, range(6))))
    assert panel.empty.isVisible()


def test_numbers_out_of_date_are_dimmed(panel: OutputsPanel) -> None:
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 9.0)))
    table = panel.results.table
    muted = panel.studio.theme.color("muted")
    index = table.model().index(1, HEADS.index("loss"))
    assert index.data(Qt.ItemDataRole.ForegroundRole).color() == muted
    panel.studio.runner.run()
    assert index.data(Qt.ItemDataRole.ForegroundRole) is None


def test_a_screen_reader_hears_sample_column_and_verdict(panel: OutputsPanel) -> None:
    index = panel.results.table.model().index(1, HEADS.index("verdict"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "1, verdict: ✗ wrong"


def test_a_name_stands_above_the_place_where_its_cells_begin(panel: OutputsPanel) -> None:
    model, role = panel.results.table.model(), Qt.ItemDataRole.TextAlignmentRole
    is_left = {
        head: Qt.AlignmentFlag(model.headerData(place, Qt.Orientation.Horizontal, role))
        & Qt.AlignmentFlag.AlignLeft
        == Qt.AlignmentFlag.AlignLeft
        for place, head in enumerate(heads(panel))
    }
    assert [head for head in HEADS if is_left[head]] == ["animal", "predicted", "verdict"]


def test_the_table_says_that_it_lists_more_than_the_figures_are_of(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    studio = panel.studio
    studio.attempt(Edit("Split", lambda project: edits.set_subsets(project, [1, 4], Subset.TEST)))
    assert not panel.findChild(QLabel, "results_part").isVisible()
    studio.subset_shown.choose(Subset.TEST)
    assert text_of(panel, "results_part") == "Listed: 6 samples. Figures: the 2 test samples."
    press(qtbot, panel, "results_part_show")
    assert studio.finder.text == "test"
    assert rows(panel) == ["1", "4"]
    assert not panel.findChild(QLabel, "results_part").isVisible()
    studio.finder.filter("test and wrong")
    assert not panel.findChild(QLabel, "results_part").isVisible()
    studio.finder.clear()
    assert panel.findChild(QLabel, "results_part").isVisible()


def test_what_matters_first_is_in_sight_beside_the_figures(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(example_named("Iris").build())
    window.resize(1280, 800)
    panel = window.panels[OUTPUTS]
    panel.show_tab(RESULTS)
    qtbot.waitUntil(lambda: len(rows(panel)) == 150)
    table = panel.results.table
    loss = heads(panel).index("loss")
    assert heads(panel)[:5] == ["species", "predicted", "verdict", "confidence", "loss"]
    end = table.columnViewportPosition(loss) + table.columnWidth(loss)
    assert end <= table.viewport().width()


def test_where_it_is_narrow_the_table_or_the_figures_are_on_show(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    panel.resize(1000, 500)
    view = panel.results
    qtbot.waitUntil(lambda: view.table.isVisible() and view.figures.isVisible())
    panel.resize(480, 500)
    qtbot.waitUntil(lambda: view.table.isVisible() and not view.figures.isVisible())
    press(qtbot, panel, "results_as_figures")
    assert view.figures.isVisible()
    assert not view.table.isVisible()
    press(qtbot, panel, "results_as_table")
    assert view.table.isVisible()
    panel.resize(1000, 500)
    qtbot.waitUntil(lambda: view.table.isVisible() and view.figures.isVisible())
