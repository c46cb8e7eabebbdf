"""Compare two networks on the same samples: pins, files, and which samples change their mind."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Softmax, edits
from nnfs_core.files.native import save
from nnfs_core.project.place import Place
from nnfs_core.project.subset import Subset
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.panels.outputs.output_tabs import COMPARE
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.pins.kept_states import MOST_STATES
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import Show, show_panel
from tests.gui.widgets import (
    child,
    is_seen,
    name_file,
    notices_of,
    press,
    seen,
    show_alone,
    text_of,
    type_into,
)

# Each sample is of the class whose feature is the largest, as the network AS_IS has it.
INPUTS = np.array([[4.0, 1, 0], [1, 4, 0], [1, 2, 4], [4, 2, 1], [0, 4, 2], [1, 2, 4]])
TARGETS = 0, 1, 2, 1, 2, 0
AS_IS = np.eye(3)
TURNED = np.eye(3)[:, [1, 0, 2]]  # takes x for y and y for x
NO_PIN = "Present state"


def project(weights: object = AS_IS, inputs: object = INPUTS, **batch: object) -> Project:
    said = {"targets": TARGETS, "columns": ("a", "b", "c"), "class_names": ("x", "y", "z")} | batch
    layer = Dense(weights, np.zeros((1, np.shape(weights)[1])))
    return Project(Network([layer, Softmax()]), Batch(inputs, **said))


@pytest.fixture
def panel(show_outputs: Show) -> OutputsPanel:
    return show_outputs(project(), COMPARE)


def set_weights(studio: Studio, weights: np.ndarray) -> None:
    studio.attempt(Edit("Edit weights", lambda p: edits.set_weights(p, 0, 0, 0, weights)))


def pin_and_turn(panel: OutputsPanel) -> None:
    """Pin the present state, then have the network take x for y."""
    panel.studio.pinned.pin_present()
    set_weights(panel.studio, TURNED)


def rows(panel: OutputsPanel, name: str, n_columns: int) -> list[list[str]]:
    """What the first columns of a table show, line by line."""
    model = seen(panel, QTableView, name).model()
    return [
        [model.data(model.index(row, column)) for column in range(n_columns)]
        for row in range(model.rowCount())
    ]


def samples(panel: OutputsPanel) -> list[str]:
    """The names of the samples that are listed."""
    model = seen(panel, QTableView, "compare_samples").model()
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def offered(panel: OutputsPanel, side: str) -> list[str]:
    box = seen(panel, QComboBox, f"compare_{side}")
    return [box.itemText(place) for place in range(box.count())]


def on_side(panel: OutputsPanel, side: str) -> str:
    return seen(panel, QComboBox, f"compare_{side}").currentText()


def choose(panel: OutputsPanel, side: str, text: str) -> None:
    box = seen(panel, QComboBox, f"compare_{side}")
    place = box.findText(text)
    assert place >= 0, text
    box.setCurrentIndex(place)
    box.activated.emit(place)


def choose_in_menu(panel: OutputsPanel, side: str, name: str) -> None:
    menu = child(panel, QToolButton, f"compare_{side}_more").menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.objectName() == name).trigger()


def entries(panel: OutputsPanel, side: str) -> list[str]:
    menu = child(panel, QToolButton, f"compare_{side}_more").menu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def click_cell(qtbot: QtBot, panel: OutputsPanel, name: str, row: int, column: int) -> None:
    table = seen(panel, QTableView, name)
    at = table.visualRect(table.model().index(row, column)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_arrow(qtbot: QtBot, panel: OutputsPanel, column: int) -> None:
    header = seen(panel, QTableView, "compare_samples").horizontalHeader()
    role = Qt.ItemDataRole.TextAlignmentRole
    aligned = header.model().headerData(column, Qt.Orientation.Horizontal, role)
    is_left = bool(Qt.AlignmentFlag(aligned) & Qt.AlignmentFlag.AlignLeft)
    within = header.sectionSize(column) - 9 if is_left else 9  # beside where the name begins
    at = QPoint(header.sectionViewportPosition(column) + within, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_before_anything_is_pinned_the_tab_says_how_to_begin(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    assert text_of(panel, "compare_empty").startswith("Pin the present state, then change")
    press(qtbot, panel, "compare_empty_pin")
    assert text_of(panel, "compare_empty") == ""
    assert text_of(panel, "compare_headline") == (
        "Nothing differs: both sides are the same network."
    )
    assert on_side(panel, "a").startswith("Pin 1 (")
    assert on_side(panel, "b") == NO_PIN


def test_a_changed_network_shows_which_samples_changed_and_what_that_did(
    panel: OutputsPanel,
) -> None:
    pin_and_turn(panel)
    assert text_of(panel, "compare_headline") == "4 of 6 samples changed their mind."
    assert rows(panel, "compare_changes", 5) == [
        ["x", "y", "2", "1", "1"],
        ["y", "x", "2", "0", "1"],
    ]
    listed = dict(zip(samples(panel), rows(panel, "compare_samples", 4), strict=True))
    assert listed == {
        "0": ["x", "x", "y", "broken"],
        "1": ["y", "y", "x", "broken"],
        "3": ["y", "x", "y", "mended"],
        "4": ["z", "y", "x", "still wrong"],
    }
    figures = panel.compare.figures.texts()
    assert figures[1] == ["accuracy", "50.0 %", "33.3 %", "-16.7 points"]
    assert figures[2][0] == "mean loss"
    assert figures[2][3].startswith("+")
    panel.studio.document.undo()
    assert text_of(panel, "compare_headline") == (
        "Nothing differs: both sides are the same network."
    )
    assert samples(panel) == []


def test_a_press_on_a_change_shows_its_samples_everywhere(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    pin_and_turn(panel)
    click_cell(qtbot, panel, "compare_changes", 0, 2)
    finder = panel.studio.finder
    assert finder.order.samples(0, 9).tolist() == [0, 3]
    assert finder.title == "from x to y"
    assert sorted(samples(panel)) == ["0", "3"]
    press(qtbot, panel, "compare_verdict.broken")
    assert finder.order.samples(0, 9).tolist() == [0, 1]
    assert sorted(samples(panel)) == ["0", "1"]
    press(qtbot, panel, "compare_filter_clear")
    assert len(samples(panel)) == 4
    finder.filter("target = y")
    assert sorted(samples(panel)) == ["1", "3"]


def test_changes_are_seen_as_a_matrix_whose_cells_show_their_samples(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    pin_and_turn(panel)
    press(qtbot, panel, "compare_as_matrix")
    model = seen(panel, QTableView, "compare_matrix").model()
    for way, names in (
        (Qt.Orientation.Vertical, ["A: x", "A: y"]),
        (Qt.Orientation.Horizontal, ["B: x", "B: y"]),
    ):
        assert [model.headerData(place, way) for place in range(2)] == names
    assert rows(panel, "compare_matrix", 2) == [["", "2"], ["2", ""]]
    finder = panel.studio.finder
    click_cell(qtbot, panel, "compare_matrix", 0, 0)  # where nothing changed
    assert not finder.is_active
    click_cell(qtbot, panel, "compare_matrix", 1, 0)
    assert finder.order.samples(0, 9).tolist() == [1, 4]
    set_weights(panel.studio, TURNED[:, [0, 2, 1]])
    assert len(rows(panel, "compare_matrix", 1)) > 1
    panel.studio.document.undo()
    panel.studio.document.undo()  # nothing differs any more
    assert not is_seen(panel, "compare_matrix")
    panel.studio.document.redo()
    press(qtbot, panel, "compare_as_list")
    assert len(rows(panel, "compare_changes", 1)) == 2


def test_the_selection_leads_to_the_row_of_a_sample_and_a_row_to_the_sample(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    pin_and_turn(panel)
    panel.studio.selection.select(Place(0, 3, 1))
    table = seen(panel, QTableView, "compare_samples")
    assert samples(panel)[table.currentIndex().row()] == "3"
    panel.studio.selection.select(Place(0, 2, 1))  # which did not change
    assert not table.currentIndex().isValid()
    row = samples(panel).index("1")
    click_cell(qtbot, panel, "compare_samples", row, 0)
    assert panel.studio.selection.place == Place(0, 1, 1)
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert panel.studio.selection.place.sample == int(samples(panel)[0])


def test_arrows_in_the_header_sort_and_the_third_press_lists_the_most_changed_first(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    pin_and_turn(panel)
    as_moved = samples(panel)
    click_arrow(qtbot, panel, 0)
    assert [row[0] for row in rows(panel, "compare_samples", 1)] == ["z", "y", "y", "x"]
    click_arrow(qtbot, panel, 0)
    assert [row[0] for row in rows(panel, "compare_samples", 1)] == ["x", "y", "y", "z"]
    click_arrow(qtbot, panel, 0)
    assert samples(panel) == as_moved


def test_rows_are_copied_with_their_words_and_all_digits(qtbot: QtBot, panel: OutputsPanel) -> None:
    pin_and_turn(panel)
    table = seen(panel, QTableView, "compare_samples")
    table.setFocus()
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4
    cells = lines[samples(panel).index("3")].split("\t")
    assert cells[:4] == ["y", "x", "y", "mended"]
    assert 0 < float(cells[4]) < 1


def test_several_pins_are_kept_named_and_compared_with_each_other(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    pin_and_turn(panel)
    panel.studio.pinned.pin_present()
    assert [text[:5] for text in offered(panel, "a")] == ["Prese", "Pin 1", "Pin 2"]
    assert on_side(panel, "a").startswith("Pin 2")  # the newest, while nobody chooses
    choose(panel, "b", offered(panel, "b")[1])
    assert text_of(panel, "compare_headline") == "4 of 6 samples changed their mind."
    choose_in_menu(panel, "b", "compare_name")
    type_into(qtbot, child(panel, QLineEdit, "pin_name"), "before He")
    assert on_side(panel, "b") == 'Pin 1 "before He"'
    choose_in_menu(panel, "b", "compare_forget")
    assert on_side(panel, "b") == NO_PIN
    assert [text[:5] for text in offered(panel, "b")] == ["Prese", "Pin 2"]


def test_a_pin_that_is_forgotten_is_no_longer_compared_with_anywhere(panel: OutputsPanel) -> None:
    pin_and_turn(panel)
    panel.studio.pinned.unpin()
    assert text_of(panel, "compare_empty").startswith("Pin the present state")
    panel.studio.pinned.pin_present()
    choose_in_menu(panel, "a", "compare_forget")
    assert panel.studio.pinned.pin is None


def test_beyond_eight_states_the_oldest_without_a_name_goes(panel: OutputsPanel) -> None:
    pinned = panel.studio.pinned
    for _ in range(MOST_STATES):
        pinned.pin_present()
    pinned.kept.rename(pinned.kept.states[0].number, "first")
    pinned.pin_present()
    texts = offered(panel, "a")
    assert len(texts) == 1 + MOST_STATES
    assert texts[1] == 'Pin 1 "first"'
    assert texts[2].startswith("Pin 3")


def test_a_and_b_change_places(qtbot: QtBot, panel: OutputsPanel) -> None:
    pin_and_turn(panel)
    press(qtbot, panel, "compare_swap")
    assert on_side(panel, "a") == NO_PIN
    assert on_side(panel, "b").startswith("Pin 1")
    assert panel.compare.figures.texts()[1] == ["accuracy", "33.3 %", "50.0 %", "+16.7 points"]
    assert rows(panel, "compare_changes", 5)[0] == ["x", "y", "2", "1", "0"]


def open_file(qtbot: QtBot, panel: OutputsPanel, side: str, path: Path) -> None:
    choose_in_menu(panel, side, "compare_open")
    name_file(qtbot, panel, path, "compare_file")


def test_a_network_in_a_file_stands_on_a_side_by_its_names_of_features_and_classes(
    qtbot: QtBot, panel: OutputsPanel, tmp_path: Path
) -> None:
    order = [2, 0, 1]
    columns, names = (tuple(each[place] for place in order) for each in ("abc", "xyz"))
    other = project(
        AS_IS[order][:, order], INPUTS[:, order], columns=columns, class_names=names, targets=None
    )
    path = tmp_path / "other.nnfs"
    save(other, path)
    before = panel.studio.project
    open_file(qtbot, panel, "a", path)
    assert on_side(panel, "a") == "other.nnfs"
    assert text_of(panel, "compare_headline") == "None of 6 samples changed its mind."
    assert panel.studio.project is before
    save(project(TURNED), path)
    open_file(qtbot, panel, "a", path)  # again, as it is now
    assert offered(panel, "a") == [NO_PIN, "other.nnfs"]
    assert text_of(panel, "compare_headline") == "4 of 6 samples changed their mind."


def test_a_file_that_does_not_fit_is_told_in_a_sentence(
    qtbot: QtBot, panel: OutputsPanel, tmp_path: Path
) -> None:
    path = tmp_path / "wide.nnfs"
    wide = project(np.ones((4, 3)), np.zeros((6, 4)), columns=("a", "b", "c", "age"))
    save(wide, path)
    open_file(qtbot, panel, "a", path)
    assert text_of(panel, "compare_fault") == (
        "wide.nnfs does not fit the samples, which have no feature age."
    )
    assert not is_seen(panel, "compare_samples")
    choose(panel, "a", NO_PIN)
    assert text_of(panel, "compare_fault") == ""
    path.write_bytes(b"no network")
    panel.notices.clear()
    open_file(qtbot, panel, "a", path)
    assert len(panel.notices) == 1
    assert on_side(panel, "a") == NO_PIN
    path.unlink()
    choose_in_menu(panel, "a", "compare_pin")
    assert on_side(panel, "a") == NO_PIN  # as was chosen


def test_recent_networks_are_offered_and_one_that_is_gone_is_told(
    qtbot: QtBot, studio: Callable[..., Studio], settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "first.nnfs"
    save(project(TURNED), path)
    settings.remember(path)
    settings.remember(tmp_path / "table.csv")
    panel = OutputsPanel(studio(project()), settings)
    told = notices_of(panel.studio)
    show_alone(qtbot, panel, 1200, 600)
    panel.show_tab(COMPARE)
    assert entries(panel, "b") == ["Pin the present state", "Open a network…", "first.nnfs"]
    choose_in_menu(panel, "b", "compare_recent.first.nnfs")
    assert text_of(panel, "compare_headline") == "4 of 6 samples changed their mind."
    path.unlink()
    choose_in_menu(panel, "b", "compare_recent.first.nnfs")
    assert "first.nnfs" in told[-1]


def test_another_batch_is_compared_anew(panel: OutputsPanel) -> None:
    pin_and_turn(panel)
    panel.studio.attempt(Edit("Remove", lambda p: edits.remove_samples(p, [0])))
    assert text_of(panel, "compare_headline") == "3 of 5 samples changed their mind."
    panel.studio.attempt(
        Edit("Target", lambda p: replace(p, batch=p.batch.with_(target_rows=None)))
    )
    assert text_of(panel, "compare_headline") == "3 of 5 samples changed their mind."
    assert {row[3] for row in rows(panel, "compare_samples", 4)} == {"no target"}
    assert panel.compare.figures.texts()[1] == ["accuracy", "–", "–", "–"]


def test_figures_and_changes_are_of_the_subset_that_is_chosen(show_outputs: Show) -> None:
    parts = [Subset.TEST, Subset.TRAINING, *[Subset.TEST] * 4]
    panel = show_outputs(project(subsets=parts), COMPARE)
    pin_and_turn(panel)
    panel.studio.subset_shown.choose(Subset.TEST)
    assert text_of(panel, "compare_headline") == "3 of 5 test samples changed their mind."
    assert sorted(samples(panel)) == ["0", "3", "4"]


def test_values_are_compared_by_their_errors(qtbot: QtBot, show_outputs: Show) -> None:
    values = Project(
        Network([Dense([[2.0]], [[0.0]])]),
        Batch([[1.0], [2.0], [0.0]], [1.0, 3.0, 3.0], ["a"]),
    )
    panel = show_outputs(values, COMPARE)
    panel.studio.pinned.pin_present()
    set_weights(panel.studio, np.array([[1.5]]))
    assert text_of(panel, "compare_headline") == "2 of 3 samples are predicted otherwise."
    assert rows(panel, "compare_samples", 5) == [
        ["3", "4", "3", "-1", "nearer"],
        ["1", "2", "1.5", "-0.5", "nearer"],
    ]
    assert panel.compare.figures.texts()[1][0] == "absolute error"
    assert not is_seen(panel, "compare_changes")
    press(qtbot, panel, "compare_verdict.nearer")
    assert panel.studio.finder.order.samples(0, 9).tolist() == [0, 1]


def test_a_network_that_predicts_nothing_is_told(panel: OutputsPanel) -> None:
    panel.studio.pinned.pin_present()
    panel.studio.attempt(Edit("Remove", lambda p: edits.remove_layers(p, [1])))
    assert text_of(panel, "compare_fault").startswith("The present state has no Softmax layer")
    panel.studio.document.undo()
    assert text_of(panel, "compare_fault") == ""


def test_a_long_comparison_tells_how_far_it_is_and_is_given_up_for_a_newer_one(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    later = LaterExecutor(waits=False)
    n_samples = 300_000
    inputs = np.resize(INPUTS, (n_samples, 3))
    large = project(inputs=inputs, targets=np.resize(TARGETS, n_samples))
    panel = show_panel(qtbot, studio(large, later), COMPARE)
    pin_and_turn(panel)
    assert text_of(panel, "compare_headline") == "200,000 of 300,000 samples changed their mind."
    later.waits = True
    set_weights(panel.studio, AS_IS)
    later.work()
    later.work()
    later.work()
    assert text_of(panel, "compare_headline") == "None of 300,000 samples changed its mind."
    assert samples(panel) == []


def test_the_samples_that_are_listed_are_saved_with_number_label_and_words(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    labels = ["ann", "=1+2", "c", 'd "e", f', "g", "h"]
    panel = show_outputs(project(labels=labels, label_name="who"), COMPARE)
    pin_and_turn(panel)
    panel.studio.finder.filter("target = y or sample = 0")
    press(qtbot, panel, "compare_save")
    dialog = seen(panel, QFileDialog)
    assert dialog.windowTitle() == "Save 3 samples of 4 whose prediction changed"
    name_file(qtbot, panel, tmp_path / "changes")
    with (tmp_path / "changes.csv").open(newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == [
        *("sample", "who", "target", "A", "B", "verdict", "moved", "A confidence", "B confidence")
    ]
    assert {tuple(line[:6]) for line in lines[1:]} == {
        ("0", "ann", "x", "x", "y", "broken"),
        ("1", "'=1+2", "y", "y", "x", "broken"),
        ("3", 'd "e", f', "y", "x", "y", "mended"),
    }
    assert panel.notices[-1] == "Saved changes.csv."
    assert [line[0] for line in lines[1:]] == samples_by_number(panel)


def samples_by_number(panel: OutputsPanel) -> list[str]:
    table = panel.compare.samples
    changed = panel.compare.found.changed.samples
    return [str(sample) for sample in changed[table.rows].tolist()]


def test_where_nothing_changed_there_is_nothing_to_save(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(project())
    told = notices_of(window.studio)
    window.actions_by_id["file.save_changes"].trigger()
    assert told[-1].startswith("Nothing is compared yet")
    window.actions_by_id["view.compare"].trigger()
    window.actions_by_id["run.pin"].trigger()
    window.actions_by_id["file.save_changes"].trigger()
    assert told[-1] == "No sample that changed is listed, so none can be saved."


def test_a_pin_is_called_as_its_user_writes_it_and_in_sentences_too(
    qtbot: QtBot, panel: OutputsPanel
) -> None:
    panel.studio.pinned.pin_present()
    choose_in_menu(panel, "a", "compare_name")
    type_into(qtbot, child(panel, QLineEdit, "pin_name"), "<b>R&D</b>")
    assert on_side(panel, "a") == 'Pin 1 "<b>R&D</b>"'
    columns = ("p", "q", "r", "s")
    other = project(np.ones((4, 3)), np.zeros((6, 4)), columns=columns)
    panel.studio.document.replace(other)
    panel.studio.runner.run()
    assert text_of(panel, "compare_fault") == (
        'Pin 1 "<b>R&D</b>" does not fit the samples, which have no features a, b, c.'
    )
