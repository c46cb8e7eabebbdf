"""Standardising as people do it: from the menu, the palette, the table of means and deviations."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Standardise, edits
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.project.place import Place
from nnfs_gui.panels import EXPLAIN, LAYER, NETWORK
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.panels.outputs.layer_contents import column_names
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.deferred import deferred_rows
from tests.gui.conftest import Open
from tests.gui.explained import Show, rows_of
from tests.gui.widgets import click, is_seen, notices_of, paste, press, seen, text_of
from tests.gui.windows import choose_command, search_commands, trigger

COLUMNS = ["petal length (cm)", "dose"]
INPUTS = [[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]]


def flowers(*layers: Standardise | Dense, **batch: object) -> Project:
    made: dict[str, object] = {"columns": COLUMNS, **batch}
    return Project(Network(layers), Batch(INPUTS, **made))  # type: ignore[arg-type]


def table_of(panel: LayerPanel) -> SpreadsheetView:
    return seen(panel, SpreadsheetView, "scales_table")


def cells(panel: LayerPanel) -> list[list[str]]:
    model = table_of(panel).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(qtbot: QtBot, panel: LayerPanel, row: int, column: int) -> SpreadsheetView:
    table = table_of(panel)
    index = table.model().index(row, column)
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center()
    )
    return table


def type_number(qtbot: QtBot, panel: LayerPanel, row: int, column: int, text: str) -> None:
    table = choose(qtbot, panel, row, column)
    qtbot.keyClicks(table, text[0])
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


@pytest.fixture
def show(qtbot: QtBot) -> object:
    """An inspector on the screen, at the first layer of a project."""

    def shown(project: Project) -> LayerPanel:
        studio = Studio.create(project)
        studio.selection.select(Place(0))
        panel = LayerPanel(studio)
        panel.resize(360, 700)
        qtbot.addWidget(panel)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        return panel

    return shown


def kinds(window: MainWindow) -> list[str]:
    return [layer.kind for layer in window.studio.project.network.layers]


# From the menu and the palette


def test_the_menu_puts_a_layer_in_front_and_leaves_the_batch_alone(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(flowers(Dense.random(2, 3)))
    before, told = window.studio.project, notices_of(window.studio)
    assert search_commands(qtbot, window, "z-score")[0] == "Standardise the features"
    choose_command(qtbot)
    project = window.studio.project
    assert kinds(window) == ["standardise", "dense"]
    assert project.batch is before.batch
    assert window.studio.selection.place.layer == 0
    assert told == [
        "Fitted to 3 samples. The same in every sample, so with a deviation of 1: dose. "
        "Weights trained without it no longer fit."
    ]
    trigger(window, "edit.undo")
    assert window.studio.project is before


def test_a_second_time_it_fits_the_layer_in_front_anew(open_window: Open) -> None:
    window = open_window(flowers())
    trigger(window, "network.standardise")
    window.studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 10)))
    trigger(window, "network.standardise")
    assert kinds(window) == ["standardise"]
    assert window.studio.project.network.layers[0].arrays()["means"][0, 0] == 6


def test_the_palette_adds_one_that_is_fitted_to_what_arrives(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(flowers(Dense([[1.0], [1.0]], [0.0])))
    window.studio.selection.select_layer(0)
    press(qtbot, window.panels[NETWORK], "palette_standardise")
    assert kinds(window) == ["dense", "standardise"]
    assert window.studio.project.network.layers[1].arrays()["means"].tolist() == [[10]]
    assert window.studio.selection.place.layer == 1


def test_without_a_sample_to_fit_by_nothing_changes_and_a_sentence_says_why(
    open_window: Open,
) -> None:
    window = open_window(Project(Network(), Batch(np.empty((0, 2)))))
    told = notices_of(window.studio)
    trigger(window, "network.standardise")
    assert kinds(window) == []
    assert told[-1].startswith("There is no sample to take means")
    none = Batch(INPUTS, subsets=[1, 2, 2])
    window.studio.attempt(Edit("Batch", lambda project: edits.replace_batch(project, none)))
    trigger(window, "network.standardise")
    assert kinds(window) == []
    assert told[-1].startswith("No sample is for training")


def test_samples_that_are_not_in_memory_are_looked_at_off_the_screens_thread(
    open_window: Open, qtbot: QtBot
) -> None:
    rows = deferred_rows(np.arange(18.0).reshape(9, 2))
    window = open_window(Project(Network(), Batch(rows)))
    trigger(window, "network.standardise")
    qtbot.waitUntil(lambda: kinds(window) == ["standardise"])
    assert window.studio.project.network.layers[0].arrays()["means"].tolist() == [[8, 9]]


# The table of means and deviations


def test_the_inspector_shows_mean_and_deviation_of_each_feature(show) -> None:  # type: ignore[no-untyped-def]
    panel = show(edits.standardise_layer(flowers()))
    model = table_of(panel).model()
    names = [model.headerData(row, Qt.Orientation.Vertical) for row in range(2)]
    assert names == COLUMNS
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(2)] == [
        "mean",
        "deviation",
    ]
    assert cells(panel) == [["3", "1.63299316…"], ["7", "1"]]
    assert text_of(panel, "scales_caption") == "Fitted to 3 samples."
    assert text_of(panel, "scales_remarks") == (
        "The same in every sample, so with a deviation of 1: dose."
    )
    assert "has no deviation of its own" in model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_numbers_are_typed_and_pasted_as_in_every_table(qtbot: QtBot, show) -> None:  # type: ignore[no-untyped-def]
    panel = show(edits.standardise_layer(flowers()))
    type_number(qtbot, panel, 0, 0, "2.5")
    assert cells(panel)[0][0] == "2.5"
    assert panel.studio.document.undo_text == "Edit mean"
    assert text_of(panel, "scales_caption") == (
        "These are not the means and deviations of the 3 samples."
    )
    table = choose(qtbot, panel, 0, 0)
    paste(qtbot, table, "4\t2\n5\t0.5")
    assert cells(panel) == [["4", "2"], ["5", "0.5"]]
    panel.studio.document.undo()
    assert cells(panel)[0][0] == "2.5"


@pytest.mark.parametrize("typed", ["0", "-2"])
def test_a_deviation_that_is_not_above_0_is_refused_in_a_sentence(
    qtbot: QtBot,
    show,  # type: ignore[no-untyped-def]
    typed: str,
) -> None:
    panel = show(edits.standardise_layer(flowers()))
    before, told = panel.studio.project, notices_of(panel.studio)
    type_number(qtbot, panel, 0, 1, typed)
    assert told[-1] == (
        "The deviation of petal length (cm) must be above 0, since the layer divides by it, but "
        f"it is {typed}."
    )
    assert panel.studio.project is before


def test_fit_again_follows_what_the_samples_have_become(qtbot: QtBot, show) -> None:  # type: ignore[no-untyped-def]
    panel = show(edits.standardise_layer(flowers()))
    button = seen(panel, QPushButton, "fit_again_button")
    panel.studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 2, 1, 10)))
    assert text_of(panel, "scales_caption").startswith("These are not the means")
    assert not is_seen(panel, "scales_remarks")
    click(qtbot, button)
    assert text_of(panel, "scales_caption") == "Fitted to 3 samples."
    assert cells(panel)[1][0] == "8"
    assert panel.studio.document.undo_text == "Fit Standardise again"
    click(qtbot, button)  # there is nothing to change
    assert panel.studio.document.undo_text == "Fit Standardise again"
    panel.studio.document.undo()
    assert cells(panel)[1][0] == "7"


def test_where_the_batch_is_split_it_speaks_of_training_samples(show) -> None:  # type: ignore[no-untyped-def]
    panel = show(edits.standardise_layer(flowers(subsets=[0, 0, 2])))
    assert text_of(panel, "scales_caption") == "Fitted to 2 training samples."
    assert cells(panel)[0] == ["2", "1"]


def test_a_layer_behind_others_is_compared_with_what_arrives(qtbot: QtBot, show) -> None:  # type: ignore[no-untyped-def]
    project = flowers(Dense([[1.0], [1.0]], [0.0]), Standardise([10.0], [1.0]))
    panel = show(project)
    panel.studio.selection.select(Place(1))
    caption = seen(panel, QLabel, "scales_caption")
    qtbot.waitUntil(lambda: caption.text().startswith("These are not"))
    assert table_of(panel).model().headerData(0, Qt.Orientation.Vertical) == "input 0"


def test_a_clicked_feature_is_selected(qtbot: QtBot, show) -> None:  # type: ignore[no-untyped-def]
    panel = show(edits.standardise_layer(flowers()))
    choose(qtbot, panel, 1, 0)
    assert panel.studio.selection.place == Place(0, None, 1)


def test_another_number_of_features_is_met_by_fitting(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(edits.standardise_layer(flowers()))
    wide = Batch(np.arange(6.0).reshape(2, 3))
    window.studio.attempt(Edit("Batch", lambda project: edits.replace_batch(project, wide)))
    window.studio.selection.select_layer(0)
    trigger(window, "view.layer")
    button = seen(window.panels[LAYER], QPushButton, "resize_inputs_button")
    assert button.text() == "Fit to 3 inputs"
    click(qtbot, button)
    assert window.studio.project.network.layers[0].arrays()["means"].tolist() == [[1.5, 2.5, 3.5]]


# Explained


def test_a_standardised_number_is_read_back_in_its_unit(show_explain: Show) -> None:
    panel = show_explain(edits.standardise_layer(flowers()), Place(0, 2, 0))
    assert rows_of(panel) == [
        "input[2, 0] 5",
        "mean[0] 3",
        "input - mean 2",
        "deviation[0] 1.633",
        "≈ output[2, 0] 1.225",
    ]
    assert text_of(panel, "explain_why") == (
        "1.225 deviations above the mean of petal length, 3 cm: 5 cm."
    )


def test_what_if_the_deviation_were_another(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(flowers(Standardise([3.0, 7.0], [2.0, 1.0]), Dense.random(2, 1)))
    window.studio.selection.begin(Place(0, 2, 0))
    QApplication.processEvents()
    panel = window.panels[EXPLAIN]
    table = panel.view.table
    table.setFocus()
    table.set_current(3, 0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    editor = panel.what_if.editor
    assert editor.slider.accessibleName() == (
        "Slider: deviation of petal length (cm) in Standardise"
    )
    reach = editor.reach
    assert reach.low > 0
    editor.field.setFocus()
    editor.field.selectAll()
    qtbot.keyClicks(editor.field, "4")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert window.studio.project.network.layers[0].arrays()["deviations"][0, 0] == 4
    assert rows_of(panel)[-1] == "= output[2, 0] 0.5"
    editor.let_go()
    assert window.studio.project.network.layers[0].arrays()["deviations"][0, 0] == 2


def test_after_a_split_it_is_offered_to_fit_to_the_training_samples(
    open_window: Open, qtbot: QtBot
) -> None:
    batch = Batch(np.arange(20.0).reshape(10, 2))
    window = open_window(edits.standardise_layer(Project(Network(), batch)))
    told = notices_of(window.studio)
    trigger(window, "batch.split")
    press(qtbot, seen(window, QDialog, "split_dialog"), "split_accept")
    assert told == ["Standardise is still fitted to the samples that were for training before."]
    press(qtbot, window, "notice_button")
    split = window.studio.project
    is_training = split.batch.subsets == 0
    assert 0 < np.count_nonzero(is_training) < 10
    means = split.network.layers[0].arrays()["means"]
    np.testing.assert_allclose(means[0], batch.inputs[is_training].mean(axis=0))
    assert told[-1].startswith("Fitted to ")
    assert told[-1].endswith(" training samples.")


@pytest.mark.parametrize(
    ("batch", "said"),
    [
        (Batch(np.empty((0, 2))), "There are no samples to compare with."),
        (Batch(INPUTS, subsets=[1, 1, 2]), "No sample is for training"),
        (
            Batch(np.broadcast_to(np.zeros(2), (2**23, 2))),
            "Not compared with the 8,388,608 samples: there are too many.",
        ),
    ],
    ids=["none", "none for training", "many"],
)
def test_what_cannot_be_compared_is_said(show, batch: Batch, said: str) -> None:  # type: ignore[no-untyped-def]
    panel = show(Project(Network([Standardise([1.0, 2.0], [3.0, 4.0])]), batch))
    assert text_of(panel, "scales_caption").startswith(said)
    assert cells(panel) == [["1", "3"], ["2", "4"]]


def test_standardised_columns_are_called_as_the_features_are() -> None:
    batch = Batch([[1.0, 2.0], [3.0, 5.0]], columns=["width", "height"])
    layers = Standardise([[2.0, 3.0]], [[1.0, 1.0]]), Dense(np.eye(2), np.zeros((1, 2)))
    evaluation = evaluate(Project(Network(layers), batch))
    assert column_names(evaluation, 0) == (("width", "height"), ("width", "height"))
    assert column_names(evaluation, 1)[0] == ("neuron 0", "neuron 1")
