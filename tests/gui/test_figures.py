"""The figures beside the results: what they say, and what a press on a part of them shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset
from nnfs_gui.panels.outputs.figures import FiguresPane
from nnfs_gui.panels.outputs.figures.figure_view import FigureView
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from tests.deferred import deferred_rows
from tests.gui.executors import LaterExecutor
from tests.gui.hearing import heard_texts
from tests.gui.outputs import FLOW, Show, show_panel
from tests.gui.test_outputs_softmax import odds

RESULTS = 4
CONFUSION, CLASSES, CONFIDENCE = range(3)


@pytest.fixture
def show_figures(show_outputs: Show) -> Show:
    """Shows the figures of a project, beside its results."""

    def show(
        project: Project, page: int = CONFUSION, size: tuple[int, int] = (1200, 600)
    ) -> FiguresPane:
        figures = show_outputs(project, RESULTS, size).results.figures
        if project.batch.has_classes:
            figures.classes.tabs.setCurrentIndex(page)
        return figures

    return show


def values(predictions: Sequence[float], targets: Sequence[float], **parts: object) -> Project:
    """A project that predicts these values."""
    layer = Dense(np.ones((1, 1)), np.zeros((1, 1)))
    inputs = np.array(predictions, np.float64).reshape(-1, 1)
    return Project(Network([layer]), Batch(inputs, np.array(targets, np.float64), **parts))


def text(pane: FiguresPane, name: str) -> str:
    return pane.findChild(QLabel, name).text()


def press(qtbot: QtBot, view: FigureView, part: int) -> None:
    assert view.figure is not None
    at = view.figure.rect_of(part).center().toPoint()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)


def press_cell(
    qtbot: QtBot,
    pane: FiguresPane,
    target: int,
    predicted: int,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    confusion = pane.classes.confusion
    at = confusion.position_of(0, target, predicted)
    qtbot.mouseClick(confusion.view.viewport(), Qt.MouseButton.LeftButton, keys, at)


def samples_shown(pane: FiguresPane) -> list[int]:
    order = pane.studio.finder.order
    return order.samples(0, len(order)).tolist()


def cells(pane: FiguresPane) -> list[list[str]]:
    model = pane.classes.scores.scores
    columns = range(model.columnCount())
    return [[model.look(row, column).text for column in columns] for row in range(model.rowCount())]


# What is said.


def test_the_figures_of_iris_are_said_with_how_many_samples_they_are_of(show_figures: Show) -> None:
    pane = show_figures(example_named("Iris").build())
    assert text(pane, "figures_headline").startswith("148 of 150 right (98.7 %) · loss 0.05")
    assert text(pane, "figures_part") == "of all 150 samples"
    plot = pane.classes.confusion.plots[0]
    assert [plot.cell_text(row, row) for row in range(3)] == ["50", "49", "49"]


def test_the_scores_of_each_class_stand_below_their_means(show_figures: Show) -> None:
    pane = show_figures(example_named("Iris").build(), CLASSES)
    table = pane.classes.scores.scores
    assert [table.row_name(row) for row in range(5)] == [
        "macro mean", "weighted mean", "setosa", "versicolor", "virginica",
    ]  # fmt: skip
    assert cells(pane) == [
        ["0.9867", "0.9867", "0.9867", "150", "150"],
        ["0.9867", "0.9867", "0.9867", "150", "150"],
        ["1", "1", "1", "50", "50"],
        ["0.98", "0.98", "0.98", "50", "50"],
        ["0.98", "0.98", "0.98", "50", "50"],
    ]


def test_what_is_undefined_is_a_dash_with_a_reason(show_figures: Show) -> None:
    pane = show_figures(odds((0.6, 0.3, 0.1), (0.2, 0.7, 0.1), targets=[0, 2]), CLASSES)
    table = pane.classes.scores.scores
    assert [row[:3] for row in cells(pane)[2:]] == [
        ["1", "1", "1"],
        ["0", "–", "0"],
        ["–", "0", "0"],
    ]
    assert table.tooltip(3, 1) == "Undefined: it has no samples."
    assert table.tooltip(4, 0) == "Undefined: never predicted."


def test_the_table_is_sorted_by_a_column_and_copied_as_it_stands(
    qtbot: QtBot, show_figures: Show
) -> None:
    pane = show_figures(
        odds((0.6, 0.3, 0.1), (0.2, 0.7, 0.1), (0.7, 0.2, 0.1), targets=[0, 1, 2]), CLASSES
    )
    table = pane.classes.scores
    header = table.column_header
    arrow = QPoint(header.sectionViewportPosition(0) + 8, header.height() // 2)

    def names() -> list[str]:
        return [table.scores.row_name(row) for row in range(2, table.scores.rowCount())]

    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
    assert names() == ["class 1", "class 0", "class 2"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
    assert names() == ["class 0", "class 1", "class 2"]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[3] for line in lines] == ["3", "3", "1", "1", "1"]


def test_the_confusion_is_shown_in_shares_of_each_target(qtbot: QtBot, show_figures: Show) -> None:
    pane = show_figures(odds((0.6, 0.4), (0.2, 0.8), (0.1, 0.9), (0.3, 0.7), targets=[0, 0, 0, 0]))
    qtbot.keyClicks(pane.findChild(QComboBox, "confusion_unit"), "Shares")
    plot = pane.classes.confusion.plots[0]
    assert [plot.cell_text(0, column) for column in range(2)] == ["0.25", "0.75"]
    assert "class 0, taken for class 1: 3 of 4 (75.0 %)" in heard_texts(pane.classes.confusion.view)


def test_errors_are_shown_by_confidence(show_figures: Show) -> None:
    pane = show_figures(
        odds((0.95, 0.05), (0.95, 0.05), (0.55, 0.45), targets=[0, 1, 1]), CONFIDENCE
    )
    bars = pane.classes.bars
    assert heard_texts(bars) == [
        "Confidence above 0.5 up to 0.6: 1 of 1 sample wrong (100.0 %)",
        "Confidence above 0.9 up to 1: 1 of 2 samples wrong (50.0 %)",
    ]
    figure = bars.figure
    assert figure is not None
    assert figure.rect_of(0).height() == pytest.approx(2 * figure.rect_of(1).height(), abs=2)


def test_the_measures_of_values_are_said(show_figures: Show) -> None:
    pane = show_figures(values([1, 2, 3, 5], [1, 3, 3, 3]))
    assert text(pane, "figures_headline") == "R² -0.6667 · MAE 0.75"
    assert text(pane, "figures_remarks") == "MSE 1.25 · RMSE 1.118"
    heard = heard_texts(pane.residuals)
    assert heard[0] == "Sample 0: predicted 1, residual 0"
    assert heard[3] == "Sample 3: predicted 5, residual -2"


def test_figures_follow_an_edit(show_figures: Show) -> None:
    pane = show_figures(odds((0.6, 0.4), (0.2, 0.8), targets=[0, 0]))
    assert text(pane, "figures_headline").startswith("1 of 2 right")
    change = Edit("Edit", lambda p: edits.write_samples(p, 1, 2, np.array([[1.0]])))
    pane.studio.attempt(change)
    assert text(pane, "figures_headline").startswith("2 of 2 right")


# What a press shows.


def test_a_press_on_a_cell_shows_its_samples_and_a_second_one_all(
    qtbot: QtBot, show_figures: Show
) -> None:
    pane = show_figures(example_named("Iris").build())
    press_cell(qtbot, pane, 1, 2)
    assert pane.studio.finder.text == "target = versicolor and predicted = virginica"
    assert samples_shown(pane) == [83]
    assert pane.classes.confusion.plots[0].marks.hovered == (1, 2)
    press_cell(qtbot, pane, 1, 2)
    assert pane.studio.finder.text == ""
    assert len(samples_shown(pane)) == 150
    assert pane.classes.confusion.plots[0].marks.hovered is None


def test_with_ctrl_a_cell_narrows_the_filter_and_gives_that_up_again(
    qtbot: QtBot, show_figures: Show
) -> None:
    pane = show_figures(example_named("Iris").build())
    finder = pane.studio.finder
    finder.filter("sample > 100 or sample = 1, largest sample")
    press_cell(qtbot, pane, 2, 2, Qt.KeyboardModifier.ControlModifier)
    assert samples_shown(pane) == [each for each in range(149, 100, -1) if each != 133]
    assert pane.classes.confusion.plots[0].marks.hovered == (2, 2)
    press_cell(qtbot, pane, 2, 2, Qt.KeyboardModifier.ControlModifier)
    assert finder.text == "sample > 100 or sample = 1, largest sample"
    view = pane.classes.confusion.view
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert samples_shown(pane) == [1]
    press_cell(qtbot, pane, 1, 2)  # without it the filter is another one
    assert samples_shown(pane) == [83]


def test_a_cell_is_reached_and_pressed_by_keys(qtbot: QtBot, show_figures: Show) -> None:
    pane = show_figures(example_named("Iris").build())
    pane.studio.selection.select(Place(3, 0, 0))
    view = pane.classes.confusion.view
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    assert samples_shown(pane) == [133]
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(samples_shown(pane)) == 150


def test_a_press_on_a_bar_shows_just_the_samples_that_it_counts(
    qtbot: QtBot, show_figures: Show
) -> None:
    pane = show_figures(
        odds((0.95, 0.05), (0.9, 0.1), (0.55, 0.45), (0.94, 0.06), targets=[0, 1, 1, -1]),
        CONFIDENCE,
    )
    bars = pane.classes.bars
    assert heard_texts(bars)[-1].startswith("Confidence above 0.9 up to 1: 0 of 1 sample")
    press(qtbot, bars, 2)
    assert samples_shown(pane) == [0]
    assert bars.figure is not None
    assert bars.figure.chosen == 2
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Space):
        qtbot.keyClick(bars, key)
    assert samples_shown(pane) == [2]
    qtbot.keyClick(bars, Qt.Key.Key_Space)
    assert len(samples_shown(pane)) == 4


def test_enter_on_a_score_shows_the_samples_that_it_is_about(
    qtbot: QtBot, show_figures: Show
) -> None:
    pane = show_figures(example_named("Iris").build(), CLASSES)
    table = pane.classes.scores
    for column, count in ((0, 50), (1, 50), (2, 51)):
        table.setFocus()
        table.go_to(3, column)
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert len(samples_shown(pane)) == count
    assert pane.studio.finder.text == "(target = versicolor or predicted = versicolor)"


def test_a_class_whose_name_is_odd_is_asked_for_all_the_same(
    qtbot: QtBot, show_figures: Show
) -> None:
    project = odds((0.6, 0.3, 0.1), (0.2, 0.7, 0.1), targets=[0, 1])
    batch = project.batch.with_(class_names=("and or", 'the "big" one'))
    pane = show_figures(Project(project.network, batch))
    press_cell(qtbot, pane, 0, 0)
    assert samples_shown(pane) == [0]
    press_cell(qtbot, pane, 1, 1)
    assert samples_shown(pane) == [1]
    press_cell(qtbot, pane, 1, 2)
    assert (pane.studio.finder.fault, samples_shown(pane)) == ("", [])


def test_a_press_on_a_point_selects_its_sample_and_the_selected_one_is_marked(
    qtbot: QtBot, show_figures: Show
) -> None:
    pane = show_figures(values([1, 2, 3, 5], [1, 3, 3, 3]))
    press(qtbot, pane.residuals, 3)
    assert pane.studio.selection.place == Place(0, 3, 0)
    assert pane.studio.finder.text == ""
    pane.studio.selection.select(Place(0, 1, 0))
    assert pane.residuals.figure is not None
    assert pane.residuals.figure.selected == 1


def test_a_press_on_a_cell_of_many_residuals_shows_just_its_samples(
    qtbot: QtBot, show_figures: Show
) -> None:
    draw = np.random.default_rng(0)
    predictions = draw.normal(size=5000)
    pane = show_figures(values(predictions, predictions + draw.normal(size=5000)))
    view = pane.residuals
    qtbot.waitUntil(lambda: view.figure is not None)
    for key in (Qt.Key.Key_Home, *40 * [Qt.Key.Key_PageDown], Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    assert view.figure is not None
    assert view.figure.current is not None
    assert pane.studio.finder.text.startswith("predicted >= ")
    said = view.figure.said_of(view.figure.current)
    assert said.startswith(f"{len(samples_shown(pane))} sample")
    assert view.figure.chosen == view.figure.current
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(samples_shown(pane)) == 5000


# Of which samples.


def split(project: Project, subsets: Sequence[int]) -> Project:
    return Project(project.network, project.batch.with_(subset_rows=np.array(subsets)))


def test_figures_are_of_the_chosen_subset_and_say_so(qtbot: QtBot, show_figures: Show) -> None:
    project = odds((0.6, 0.4), (0.2, 0.8), (0.3, 0.7), targets=[0, 0, 1])
    pane = show_figures(split(project, [0, 0, 2]))
    assert text(pane, "figures_headline").startswith("2 of 3 right")
    qtbot.keyClicks(pane.findChild(QComboBox, "subset_box"), "tr")
    assert text(pane, "figures_headline").startswith("1 of 2 right")
    assert text(pane, "figures_part") == "of the 2 training samples"
    title = pane.classes.confusion.plots[0].content.title
    assert title == "Target ↓  predicted → · training samples"
    press_cell(qtbot, pane, 0, 1)
    assert pane.studio.finder.text.startswith("training and ")
    assert samples_shown(pane) == [1]


def test_residuals_are_of_the_chosen_subset(show_figures: Show) -> None:
    pane = show_figures(split(values([1, 2, 3], [1, 4, 3]), [0, 2, 2]))
    pane.studio.subset_shown.choose(Subset.TEST)
    assert text(pane, "figures_headline").endswith("MAE 1")
    assert text(pane, "figures_part") == "of the 2 test samples"
    assert len(heard_texts(pane.residuals)) == 2


def test_figures_of_before_a_split_are_of_all_until_the_next_pass(
    qtbot: QtBot, show_figures: Show
) -> None:
    project = odds((0.6, 0.4), (0.2, 0.8), targets=[0, 0])
    pane = show_figures(project)
    pane.studio.runner.set_live(False)
    pane.studio.document.apply("Split", split(project, [0, 2]))
    pane.studio.subset_shown.choose(Subset.TEST)
    assert text(pane, "figures_part") == "of all 2 samples"
    pane.studio.runner.run()
    assert text(pane, "figures_part") == "of the 1 test sample"


# Bad input.


def test_without_targets_it_says_what_to_add(show_figures: Show) -> None:
    pane = show_figures(odds((0.6, 0.4)))
    assert "no target" in text(pane, "figures_message")
    assert not pane.findChild(QLabel, "figures_headline").isVisible()


def test_classes_without_a_softmax_are_told(show_figures: Show) -> None:
    project = odds((0.6, 0.4), targets=[0])
    pane = show_figures(Project(Network(), project.batch))
    assert text(pane, "figures_message") == "The network has no layers, so nothing is predicted."
    pane.studio.document.apply(
        "Add", Project(Network([Dense(np.eye(2), np.zeros((1, 2)))]), project.batch)
    )
    assert "has no softmax" in text(pane, "figures_message")


def test_values_with_several_outputs_are_told(show_figures: Show) -> None:
    batch = Batch([[1.0]], [2.5], target_name="price")
    pane = show_figures(Project(Network([Dense(np.ones((1, 3)), np.zeros((1, 3)))]), batch))
    assert text(pane, "figures_message") == (
        "The target price is one value a sample, but Dense 1 gives 3 outputs; a last layer of one "
        "neuron would predict it."
    )


def test_a_network_that_does_not_fit_the_batch_is_told(show_figures: Show) -> None:
    batch = Batch([[1.0, 2.0]], [0])
    layers = [Dense(np.ones((3, 2)), np.zeros((1, 2))), Softmax()]
    pane = show_figures(Project(Network(layers), batch))
    assert text(pane, "figures_message").startswith("Softmax was not reached: ")


def test_what_is_left_out_or_odd_is_counted(show_figures: Show) -> None:
    pane = show_figures(odds((0.6, 0.4), (0.2, 0.8), (np.nan, 1), (0, 1), targets=[5, -1, 0, 0]))
    assert text(pane, "figures_headline") == "0 of 3 right (0.0 %) · loss ∞"
    assert text(pane, "figures_remarks") == (
        "1 without known target left out · 1 undecided (NaN), which count as wrong · "
        "1 of classes that the network does not have, which count as wrong · "
        "1 whose target has probability 0 make the loss infinite"
    )


def test_unknown_targets_alone_leave_no_figure(show_figures: Show) -> None:
    pane = show_figures(odds((0.6, 0.4), targets=[-1]))
    assert text(pane, "figures_headline") == "No target is known to compare with"
    assert not pane.classes.isVisible()


def test_a_constant_target_leaves_r2_undefined_and_says_why(show_figures: Show) -> None:
    pane = show_figures(values([1, 2], [3, 3]))
    assert text(pane, "figures_headline") == "R² – · MAE 1.5"
    assert text(pane, "figures_remarks").endswith("R² is undefined: all targets are one number")


@pytest.mark.parametrize("count", [4, 4000])
@pytest.mark.parametrize("largest", [1e-300, 1.7e308])
def test_residuals_at_the_ends_of_the_range_have_their_places(
    qtbot: QtBot, show_figures: Show, count: int, largest: float
) -> None:
    numbers = np.tile([-1.0, 1.0, 0.5, 0.0], count // 4) * largest
    pane = show_figures(values(numbers, np.zeros(count)))
    view = pane.residuals
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(view, key)
        assert view.figure is not None
        assert view.figure.current is not None
        rect = view.figure.rect_of(view.figure.current)
        assert view.rect().contains(rect.center().toPoint())
    assert not view.grab().isNull()
    headline = text(pane, "figures_headline")
    assert headline.startswith("R² –" if largest > 1 else "R² ")


def test_a_thousand_classes_have_scores_and_no_confusion(show_figures: Show) -> None:
    project = Project(Network([Softmax()]), Batch(30.0 * np.eye(1000), np.arange(1000)))
    pane = show_figures(project)
    assert text(pane, "too_many_classes").startswith("1,000 classes are too many")
    assert not pane.classes.confusion.isVisible()
    pane.classes.tabs.setCurrentIndex(CLASSES)
    assert len(cells(pane)) == 1002


def test_the_picture_of_the_results_is_that_of_their_figures(
    show_outputs: Show, tmp_path: Path
) -> None:
    for number, project in enumerate((example_named("Iris").build(), values([1, 2], [1, 3]))):
        panel = show_outputs(project, RESULTS)
        path = tmp_path / f"{number}.png"
        panel.save_picture(path)
        picture = QImage(str(path))
        assert picture.width() > 200
        assert panel.notices == [f"Saved {path.name}."]


def test_figures_of_many_samples_come_when_they_are_worked_out_and_take_no_press_before(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    later = LaterExecutor(waits=False)
    scores = np.zeros((200_000, 3))
    scores[:, 1] = 3
    project = Project(Network([Softmax()]), Batch(scores, np.ones(200_000, int)))
    panel = show_panel(qtbot, studio(project, later), RESULTS)
    pane = panel.results.figures
    assert text(pane, "figures_headline").startswith("200,000 of 200,000 right")
    panel.show_tab(FLOW)
    later.waits = True
    change = Edit("Edit", lambda p: edits.write_samples(p, 0, 3, np.array([[2.0]])))
    pane.studio.attempt(change)
    later.work_until(qtbot, lambda: not pane.studio.runner.is_stale)
    panel.show_tab(RESULTS)
    press_cell(qtbot, pane, 1, 1)
    assert pane.studio.finder.text == ""
    later.work_until(
        qtbot, lambda: text(pane, "figures_headline").startswith("199,999 of 200,000 right")
    )
    press_cell(qtbot, pane, 2, 1)
    later.work_until(qtbot, lambda: samples_shown(pane) == [0])


def test_numbers_that_are_not_in_memory_are_counted_too(qtbot: QtBot, show_figures: Show) -> None:
    inputs = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 0.0], [4.0, 0.0]])
    pane = show_figures(Project(Network([Softmax()]), Batch(deferred_rows(inputs), [0, 1, 1, 0])))
    assert text(pane, "figures_headline").startswith("3 of 4 right")
    press_cell(qtbot, pane, 1, 0)
    assert samples_shown(pane) == [2]


def test_figures_give_way_to_a_message_and_come_back(show_figures: Show) -> None:
    pane = show_figures(odds((0.6, 0.4), targets=[0]))
    batch = pane.studio.project.batch
    without = Project(pane.studio.project.network, Batch(batch.inputs))
    pane.studio.document.apply("Remove the target", without)
    assert "no target" in text(pane, "figures_message")
    pane.studio.document.undo()
    assert text(pane, "figures_message") == ""
    assert pane.classes.confusion.isVisible()
