"""The Softmax tab: probabilities against targets, and what is mistaken for what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense, ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset
from nnfs_gui.studio.edit import Edit
from tests.gui.outputs import SOFTMAX, Show
from tests.gui.widgets import move_mouse

THREE = ((0.7, 0.2, 0.1), (0.1, 0.1, 0.8), (0.25, 0.5, 0.25))


def odds(*rows: Sequence[float], targets: Sequence[float] | None = None) -> Project:
    """A project whose probabilities are these rows."""
    with np.errstate(divide="ignore"):
        scores = np.log(np.array(rows))
    return Project(Network([Softmax()]), Batch(scores, targets))


THREE = ((0.7, 0.2, 0.1), (0.1, 0.1, 0.8), (0.25, 0.5, 0.25))


def test_a_bar_has_a_part_for_each_class_and_a_star_on_the_most_likely(show_outputs: Show) -> None:
    item = show_outputs(odds(*THREE), SOFTMAX).softmax.bars.item
    assert item.segment_text(0, 0) == "★ 0.7"
    assert item.segment_text(0, 1) == "0.2"
    assert item.segment(0, 0).width() == pytest.approx(7 * item.segment(0, 2).width())
    assert item.mark_text(0) == ""


def test_exact_ties_are_told_as_ties_without_a_star(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(
        odds((1, 1, 1), (0.4, 0.4, 0.2), (0.1, 0.1, 0.8), targets=[1, 0, 2]), SOFTMAX
    )
    item = panel.softmax.bars.item
    assert [item.segment_text(0, number) for number in range(3)] == ["0.3333, three equal"] * 3
    assert [item.segment_text(1, number) for number in range(3)] == ["0.4, two equal"] * 2 + ["0.2"]
    assert [item.segment_text(2, number) for number in range(3)] == ["0.1", "0.1", "★ 0.8"]
    verdict = panel.findChild(QLabel, "accuracy").text()
    assert verdict == "2 of 3 right (66.7 %) · 2 tied, of whose equal classes the first counts"
    bars = panel.softmax.bars
    for number in range(2):
        move_mouse(bars.view.viewport(), bars.point_of(0, number))
    told = "Softmax · sample 0 · class 1 = 0.3333333333333333, three equal"
    qtbot.waitUntil(lambda: bars.item.toolTip() == told)


def test_a_share_next_to_one_is_told_from_one(show_outputs: Show) -> None:
    item = show_outputs(odds((0.99999, 0.00001), (1.0, 0.0)), SOFTMAX).softmax.bars.item
    assert [item.segment_text(sample, 0) for sample in range(2)] == ["★ 0.99999", "★ 1"]


def test_right_and_wrong_are_told_by_sign_and_word(show_outputs: Show) -> None:
    item = show_outputs(odds(*THREE, targets=[0, 1, -1]), SOFTMAX).softmax.bars.item
    assert item.mark_text(0) == "✓ class 0"
    assert item.mark_text(1) == "✗ class 1"
    assert item.mark_text(2) == ""


def test_accuracy_counts_only_known_targets(show_outputs: Show) -> None:
    panel = show_outputs(odds(*THREE, targets=[0, 1, -1]), SOFTMAX)
    assert panel.findChild(QLabel, "accuracy").text() == "1 of 2 right (50.0 %)"


def test_the_iris_example_is_counted_as_it_says(show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    assert panel.findChild(QLabel, "accuracy").text() == "148 of 150 right (98.7 %)"
    plot = panel.softmax.confusion.plots[0]
    assert [plot.cell_text(row, row) for row in range(3)] == ["50", "49", "49"]
    assert plot.content.row_names == ("setosa", "versicolor", "virginica")


def test_many_samples_are_counted_to_the_last_one(show_outputs: Show) -> None:
    scores = np.zeros((123_457, 2))
    scores[:, 1] = 3
    project = Project(Network([Softmax()]), Batch(scores, np.zeros(123_457, int)))
    panel = show_outputs(project, SOFTMAX)
    assert panel.findChild(QLabel, "accuracy").text() == "0 of 123,457 right (0.0 %)"
    assert panel.softmax.confusion.plots[0].cell_text(0, 1) == "123457"


def test_the_filter_leaves_only_the_wrong_samples(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    bars = panel.softmax.bars
    assert bars.n_samples == 150
    qtbot.keyClicks(panel.findChild(QComboBox, "softmax_filter"), "Wrong")
    assert bars.samples.tolist() == [83, 133]
    assert [bars.item.mark_text(sample) for sample in (83, 133)] == ["✗ versicolor", "✗ virginica"]


def test_the_filter_follows_an_edit_of_a_target(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    qtbot.keyClicks(panel.findChild(QComboBox, "softmax_filter"), "Wrong")
    panel.studio.attempt(Edit("Edit", lambda p: edits.write_samples(p, 0, 4, np.array([[2.0]]))))
    assert panel.softmax.bars.samples.tolist() == [0, 83, 133]
    panel.studio.document.undo()
    assert panel.softmax.bars.samples.tolist() == [83, 133]


def test_clicking_a_cell_of_the_confusion_walks_through_its_samples(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    confusion = panel.softmax.confusion

    def click(target: int, predicted: int) -> int:
        at = confusion.position_of(0, target, predicted)
        qtbot.mouseClick(confusion.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        return panel.studio.selection.place.sample

    assert click(1, 2) == 83
    assert panel.studio.selection.place == Place(3, 83, 2)
    assert click(2, 1) == 133
    assert click(2, 1) == 133
    assert [click(0, 0), click(0, 0), click(0, 0)] == [0, 1, 2]


def test_with_ctrl_a_cell_of_the_confusion_narrows_the_filter_to_its_samples(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    confusion, finder = panel.softmax.confusion, panel.studio.finder
    finder.filter("sample < 3 or sample > 90")
    viewport, at = confusion.view.viewport(), confusion.position_of(0, 0, 0)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    assert finder.order.samples(0, 9).tolist() == [0, 1, 2]


def test_the_cell_of_the_selected_sample_is_marked_in_the_confusion(show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    panel.studio.selection.select(Place(0, 83, 0))
    marks = panel.softmax.confusion.plots[0].marks
    assert (marks.row, marks.column) == (1, 2)


def test_clicking_a_bar_selects_sample_and_class(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(odds(*THREE), SOFTMAX)
    bars = panel.softmax.bars
    at = bars.point_of(1, 2)
    qtbot.mouseClick(bars.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.studio.selection.place == Place(0, 1, 2)


def test_hovering_a_bar_reads_the_probability_out_in_full(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(odds(*THREE), SOFTMAX)
    bars = panel.softmax.bars
    move_mouse(bars.view.viewport(), bars.point_of(0, 0))
    move_mouse(bars.view.viewport(), bars.point_of(0, 1))
    value = panel.studio.runner.evaluation.result(0).output.row(0)[1].item()
    text = f"Softmax · sample 0 · class 1 = {value!r}"
    qtbot.waitUntil(lambda: bars.item.toolTip() == text)


def test_keys_walk_through_the_samples_and_scroll_along(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    view, bars = panel.softmax.bars.view, panel.softmax.bars
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert panel.studio.selection.place.sample == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert panel.studio.selection.place.sample == 149
    assert bars.scroll_bar.value() == bars.scroll_bar.maximum()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert panel.studio.selection.place.sample == 148


def test_of_many_samples_only_those_in_sight_are_painted(show_outputs: Show) -> None:
    probabilities = np.full((200_000, 4), 0.25)
    panel = show_outputs(Project(Network([Softmax()]), Batch(probabilities)), SOFTMAX)
    bars = panel.softmax.bars
    assert bars.n_samples == 200_000
    assert len(bars.item.samples) < 60
    bars.scroll_bar.setValue(150_000)
    assert bars.item.samples[0] == 150_000


def test_a_sample_with_nan_is_undecided(show_outputs: Show) -> None:
    project = Project(Network([Dense([[1e308, 0.0]], [0.0, 0.0]), Softmax()]),
                      Batch([[10.0], [0.0]], [0, 0]))  # fmt: skip
    panel = show_outputs(project, SOFTMAX)
    text = panel.findChild(QLabel, "accuracy").text()
    assert text == (
        "1 of 2 right (50.0 %) · 1 tied, of whose equal classes the first counts · "
        "1 undecided (NaN)"
    )
    assert panel.softmax.bars.item.mark_text(0) == "✗ class 0"
    panel.grab()


def test_without_a_softmax_one_can_be_added(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(Project(Network([ReLU()]), Batch(np.ones((2, 3)))), SOFTMAX)
    assert "no softmax" in panel.findChild(QLabel, "softmax_empty").text()
    qtbot.mouseClick(panel.findChild(QPushButton, "add_softmax"), Qt.MouseButton.LeftButton)
    assert isinstance(panel.studio.project.network.layers[-1], Softmax)
    assert panel.softmax.bars.isVisible()


def test_of_several_softmaxes_the_last_one_that_is_on_counts(show_outputs: Show) -> None:
    network = Network([Softmax(), Dense.random(3, 2), Softmax(), Softmax(enabled=False)])
    panel = show_outputs(Project(network, Batch(np.ones((2, 3)))), SOFTMAX)
    assert panel.softmax.bars.content.layer == 2


def test_a_softmax_behind_a_misfit_says_what_is_wrong(show_outputs: Show) -> None:
    panel = show_outputs(
        Project(Network([Dense.random(9, 3), Softmax()]), Batch(np.ones((2, 3)))), SOFTMAX
    )
    text = panel.findChild(QLabel, "softmax_empty").text()
    assert text == "Softmax was not reached: Dense 1 expects 9 inputs and receives 3."
    assert not panel.findChild(QPushButton, "add_softmax").isVisible()


def test_targets_that_are_values_are_no_classes(show_outputs: Show) -> None:
    panel = show_outputs(odds(*THREE, targets=[0.5, 1.5, 2.5]), SOFTMAX)
    assert panel.findChild(QLabel, "accuracy").text() == "No targets to compare with"
    assert not panel.softmax.confusion.isVisible()


def test_the_filter_says_when_no_sample_is_wrong(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(odds(*THREE, targets=[0, 2, 1]), SOFTMAX)
    panel.findChild(QComboBox, "softmax_filter").setCurrentIndex(1)
    assert panel.softmax.bars.n_samples == 0
    panel.save_picture(tmp_path / "none.svg")
    assert "No sample is wrong." in (tmp_path / "none.svg").read_text("utf-8")


def test_arrow_keys_walk_through_the_confusion_and_enter_acts_as_a_click(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(example_named("Iris").build(), SOFTMAX)
    confusion = panel.softmax.confusion
    panel.studio.selection.select(Place(3, 0, 0))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(confusion.view, key)
    marks = confusion.plots[0].marks
    assert (marks.row, marks.column) == (1, 2)
    assert panel.studio.selection.place.sample == 0
    qtbot.keyClick(confusion.view, Qt.Key.Key_Return)
    assert panel.studio.selection.place.sample == 83
    qtbot.keyClick(confusion.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert confusion.plots[0].marks.row == 0


def test_accuracy_and_confusion_are_of_the_chosen_subset_and_say_so(
    qtbot: QtBot, show_outputs: Show
) -> None:
    project = odds(*THREE, targets=[0, 1, -1])
    split = project.batch.with_(subset_rows=np.array([2, 0, 0]))
    panel = show_outputs(Project(project.network, split), SOFTMAX)
    verdict = panel.findChild(QLabel, "accuracy")
    assert verdict.text() == "1 of 2 right (50.0 %)"
    qtbot.keyClicks(panel.findChild(QComboBox, "subset_box"), "test")
    assert verdict.text() == "1 of 1 right (100.0 %) · of the 1 test sample"
    plot = panel.softmax.confusion.plots[0]
    assert [plot.cell_text(row, row) for row in range(3)] == ["1", "0", "0"]


def test_bars_and_clicks_keep_to_the_chosen_subset(qtbot: QtBot, show_outputs: Show) -> None:
    project = odds(*THREE, *THREE, targets=[0, 0, 1, 0, 0, 1])
    project = edits.set_subsets(project, [1, 2, 5], Subset.TEST)
    panel = show_outputs(project, SOFTMAX)
    view, filter_box = panel.softmax, panel.findChild(QComboBox, "softmax_filter")
    panel.studio.subset_shown.choose(Subset.TEST)
    qtbot.waitUntil(lambda: view.bars.item.samples == [1, 2, 5])
    assert filter_box.currentText() == "All test"
    qtbot.keyClick(filter_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: view.bars.item.samples == [1])
    qtbot.keyClick(filter_box, Qt.Key.Key_Up)
    for sample in (2, 5, 2):
        view.confusion.kind_clicked.emit(1, 1)
        qtbot.waitUntil(lambda n=sample: panel.studio.selection.place.sample == n)  # type: ignore[misc]
    panel.studio.subset_shown.choose(None)
    qtbot.waitUntil(lambda: len(view.bars.item.samples) == 6)
    assert filter_box.currentText() == "All samples"
