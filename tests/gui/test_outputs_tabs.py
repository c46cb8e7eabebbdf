"""The outputs panel as a whole: its tabs, the selected layer, distributions, dimming and saving."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QTabBar, QTableView, QToolButton

from nnfs_core import edits
from nnfs_core.batch import Batch
from nnfs_core.evaluate import INPUT, evaluate
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense, ReLU, Sigmoid, Softmax
from nnfs_core.network import Network
from nnfs_core.project import Project
from nnfs_gui.outputs_panel import OutputsPanel
from nnfs_gui.selection import Place
from nnfs_gui.studio import Studio
from nnfs_gui.theme import Theme

FLOW, LAYER, SOFTMAX, DISTRIBUTION = range(4)


@pytest.fixture
def shown(qtbot, studio):
    """Shows the outputs of a project in a window of its own, with a tab in front."""

    def show(project: Project, tab: int = FLOW) -> OutputsPanel:
        panel = OutputsPanel(studio(project))
        qtbot.addWidget(panel)
        panel.resize(1000, 560)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.show_tab(tab)
        return panel

    return show


@pytest.fixture
def notices(shown):
    """Collects the texts of notices."""

    def collect(panel: OutputsPanel) -> list[str]:
        texts: list[str] = []
        panel.studio.notices.posted.connect(lambda notice: texts.append(notice.text))
        return texts

    return collect


def lesson(*more) -> Project:
    project = example_named("Two layers").build()
    return Project(Network([*project.network.layers, *more]), project.batch)


def test_a_click_on_a_tab_brings_its_view_to_the_front(qtbot, shown):
    panel = shown(lesson(Softmax()))
    tabs = panel.findChild(QTabBar, "outputs_tabs")
    assert [tabs.tabText(number) for number in range(tabs.count())] == [
        "Flow", "Selected layer", "Softmax", "Distribution",
    ]  # fmt: skip
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(DISTRIBUTION).center())
    assert panel.distribution.isVisible()
    assert not panel.flow.isVisible()
    panel.show_tab(SOFTMAX)
    assert panel.softmax.isVisible()
    assert tabs.currentIndex() == SOFTMAX


def test_a_tab_out_of_sight_catches_up_when_it_is_shown(shown):
    panel = shown(lesson())
    panel.show_tab(DISTRIBUTION)
    panel.studio.attempt("Edit", lambda p: edits.set_input(p, 0, 0, 100.0))
    assert panel.flow.matrix(0).cell_text(0, 0) == "1"
    panel.show_tab(FLOW)
    assert panel.flow.matrix(0).cell_text(0, 0) == "100"


def test_the_selected_layer_is_shown_large_with_its_values_in_a_table(shown):
    panel = shown(lesson(), LAYER)
    panel.studio.selection.select(Place(1, 0, 1))
    table = panel.findChild(QTableView, "values_table")
    assert table.model().index(0, 1).data() == "-1.042"
    assert table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "-1.0418499999999997"
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "neuron 1"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)
    assert panel.layer.canvas.plots[0].content.title == "Dense 2"
    assert panel.layer.canvas.plots[0].marks.column == 1
    assert panel.layer.summary.text() == "9 values from -5.763 to 1.413, mean -1.196"


def test_moving_in_the_table_moves_the_selection(qtbot, shown):
    panel = shown(lesson(), LAYER)
    panel.studio.selection.select(Place(0, 0, 0))
    table = panel.layer.table
    with qtbot.waitActive(panel):
        panel.activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert panel.studio.selection.place == Place(0, 1, 1)


def test_the_table_cannot_be_edited(qtbot, shown):
    table = shown(lesson(), LAYER).layer.table
    assert not table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_ctrl_c_copies_the_selected_values_with_all_digits(qtbot, shown):
    panel = shown(lesson(), LAYER)
    panel.studio.selection.select(Place(1, 0, 0))
    table = panel.layer.table
    table.setCurrentIndex(table.model().index(0, 0))
    for column in (0, 1):
        table.selectionModel().select(
            table.model().index(0, column), QItemSelectionModel.SelectionFlag.Select
        )
    qtbot.keySequence(table, QKeySequence.StandardKey.Copy)
    output = panel.studio.runner.evaluation.result(1).output.array
    assert QGuiApplication.clipboard().text() == f"{output[0, 0]!r}\t{output[0, 1]!r}\n".replace(
        "np.float64(", ""
    ).replace(")", "")


def test_the_copy_button_copies_the_whole_layer(qtbot, shown):
    panel = shown(lesson(), LAYER)
    panel.studio.selection.select(Place(0, 0, 0))
    qtbot.mouseClick(panel.findChild(QPushButton, "copy_values"), Qt.MouseButton.LeftButton)
    rows = [
        [float(text) for text in line.split("\t")]
        for line in QGuiApplication.clipboard().text().splitlines()
    ]
    assert np.array_equal(rows, panel.studio.runner.evaluation.result(0).output.array)


def test_select_all_on_a_large_layer_is_one_range(qtbot, shown):
    panel = shown(Project(Network([ReLU()]), Batch(np.zeros((30_000, 3)))), LAYER)
    table = panel.layer.table
    qtbot.keySequence(table, QKeySequence.StandardKey.SelectAll)
    assert table.selectionModel().selection().count() == 1
    assert table.selected_rectangle() == (0, 29_999, 0, 2)


def test_each_layer_has_a_histogram_with_what_stands_out(shown):
    project = Project(
        Network([ReLU(), Sigmoid()]), Batch([[-1.0, 2.0, 0.0, 50.0], [-3.0, 4.0, 100.0, -2.0]])
    )
    plots = shown(project, DISTRIBUTION).distribution.plots
    assert [plot.lines()[0][0] for plot in plots] == [
        "8 values · mean 18.75",
        "8 values · mean 19.5",
        "8 values · mean 0.7329",
    ]
    assert plots[1].lines()[1][0] == "50.0 % zero"
    assert plots[2].lines()[1][0] == "25.0 % saturated"
    assert plots[0].found.counts.sum() == 8


def test_a_histogram_counts_nan_and_says_why_there_is_none(shown):
    layers = [Dense([[1e308]], [0.0]), Softmax(), Dense.random(2, 2)]
    plots = shown(Project(Network(layers), Batch([[10.0]])), DISTRIBUTION).distribution.plots
    assert plots[1].lines()[1] == ("1 infinite", "danger")
    assert plots[2].lines()[1] == ("1 NaN", "danger")
    assert plots[3].lines() == [("Dense 2 expects 2 inputs and receives 1.", "danger")]


def test_clicking_a_histogram_selects_its_layer(qtbot, shown):
    panel = shown(lesson(), DISTRIBUTION)
    view, plot = panel.distribution.view, panel.distribution.plots[2]
    at = view.mapFromScene(plot.mapToScene(plot.rect().center()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.studio.selection.place.layer == 1
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert panel.studio.selection.place.layer == 0


def test_while_live_is_off_an_edit_dims_the_plots_and_says_so(shown):
    panel = shown(lesson())
    stale = panel.findChild(QLabel, "outputs_stale")
    panel.studio.runner.set_live(False)
    assert not stale.isVisible()
    panel.studio.attempt("Edit", lambda p: edits.set_input(p, 0, 0, 100.0))
    assert stale.isVisible()
    assert stale.text() == "Out of date: press F5"
    assert panel.flow.matrix(0).opacity() < 0.5
    panel.studio.runner.run()
    assert not stale.isVisible()
    assert panel.flow.matrix(0).opacity() == 1
    assert panel.flow.matrix(0).cell_text(0, 0) == "100"


def test_undoing_an_edit_while_live_is_off_makes_the_numbers_right_again(shown):
    panel = shown(lesson())
    panel.studio.runner.set_live(False)
    panel.studio.attempt("Edit", lambda p: edits.set_input(p, 0, 0, 100.0))
    panel.studio.document.undo()
    assert not panel.is_dimmed
    assert panel.flow.matrix(0).opacity() == 1


def test_new_notes_do_not_make_the_numbers_out_of_date(shown):
    panel = shown(lesson())
    panel.studio.runner.set_live(False)
    panel.studio.attempt("Describe", lambda p: edits.describe(p, "A title", "Some notes"))
    assert not panel.is_dimmed


def test_a_tab_opened_while_the_numbers_are_out_of_date_is_dimmed_too(shown):
    panel = shown(lesson())
    panel.studio.runner.set_live(False)
    panel.studio.attempt("Edit", lambda p: edits.set_input(p, 0, 0, 100.0))
    panel.show_tab(DISTRIBUTION)
    assert panel.distribution.plots[0].opacity() < 0.5


@pytest.mark.parametrize("tab", [FLOW, LAYER, SOFTMAX, DISTRIBUTION])
def test_every_tab_saves_as_a_picture_of_pixels_and_as_drawings(shown, tmp_path, tab):
    panel = shown(lesson(Softmax()), tab)
    for suffix in ("png", "svg", "pdf"):
        panel.save_picture(tmp_path / f"plot.{suffix}")
    image = QImage(str(tmp_path / "plot.png"))
    view = panel.view.pictures()[0]
    assert image.width() >= 2 * view.width()
    assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in (60, 200)}) > 3
    root = ElementTree.parse(tmp_path / "plot.svg").getroot()
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text and any(sign.isdigit() for sign in text) for text in texts)
    assert (tmp_path / "plot.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plot.pdf", "plot.png", "plot.svg"]


def test_a_drawing_of_the_flow_has_the_numbers_as_text(shown, tmp_path):
    panel = shown(lesson())
    panel.save_picture(tmp_path / "flow.svg")
    root = ElementTree.parse(tmp_path / "flow.svg").getroot()
    texts = {(each.text or "").strip() for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Dense 2", "-1.042", "neuron 1"} <= texts


def test_the_save_menu_asks_where_and_adds_the_suffix(shown, tmp_path, monkeypatch):
    panel = shown(lesson())
    monkeypatch.setattr(panel, "ask_path", lambda *asked: str(tmp_path / "mine"))
    menu = panel.findChild(QToolButton, "save_plot").menu()
    by_text = {action.text(): action for action in menu.actions()}
    by_text["Picture as PNG…"].trigger()
    by_text["Selected layer as CSV…"].trigger()
    assert {path.name for path in tmp_path.iterdir()} == {"mine.png", "mine.csv"}


def test_a_picture_that_cannot_be_written_leaves_a_notice(shown, notices, tmp_path):
    panel = shown(lesson())
    texts = notices(panel)
    panel.save_picture(tmp_path / "nowhere" / "plot.png")
    panel.save_picture(tmp_path / "plot.txt")
    assert len(texts) == 2
    assert texts[1] == "plot.txt: a picture is saved as .png, .svg or .pdf."


def test_a_layer_saved_as_csv_holds_the_same_bits(qtbot, shown, notices, tmp_path):
    project = lesson()
    panel = shown(project, LAYER)
    texts = notices(panel)
    panel.save_matrix_csv(1, tmp_path / "dense_2.csv")
    lines = (tmp_path / "dense_2.csv").read_text("utf-8").splitlines()
    assert lines[0].split(",") == ["neuron 0", "neuron 1", "neuron 2"]
    numbers = np.array([[float(text) for text in line.split(",")] for line in lines[1:]])
    assert numbers.tobytes() == evaluate(project).result(1).output.array.tobytes()
    assert texts == ["Saved dense_2.csv."]
    panel.save_matrix_csv(INPUT, tmp_path / "batch.csv")
    assert (tmp_path / "batch.csv").read_text("utf-8").startswith("x0,x1,x2,x3")


def test_a_layer_that_was_not_reached_has_nothing_to_save(shown, notices, tmp_path):
    panel = shown(lesson(Dense.random(7, 7)))
    texts = notices(panel)
    panel.save_matrix_csv(2, tmp_path / "nothing.csv")
    assert texts == ["There are no outputs to save: the layer was not reached."]
    assert not list(tmp_path.iterdir())


def test_everything_has_a_name_for_those_who_do_not_see_it(shown):
    panel = shown(lesson(Softmax()))
    for name in ("outputs_tabs", "save_plot", "scale_switch", "fit_button", "flow_matrices"):
        assert panel.findChild(object, name).accessibleName(), name


class LaterExecutor(Executor):
    """Keeps work until it is told to do it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def submit(self, fn, /, *args, **kwargs) -> Future:
        self.waiting.append(partial(fn, *args, **kwargs))
        return Future()

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def test_a_pass_that_takes_long_dims_the_plots_until_its_numbers_are_there(qtbot):
    later = LaterExecutor()
    studio = Studio.create(lesson(), theme=Theme("light"), executor=later)
    panel = OutputsPanel(studio)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    studio.runner.run()
    later.work()
    studio.attempt("Edit", lambda p: edits.set_input(p, 0, 0, 100.0))
    assert panel.flow.matrix(0).opacity() == 1  # a quick pass must not flicker
    qtbot.waitUntil(lambda: panel.flow.matrix(0).opacity() < 0.5)
    assert not panel.stale.isVisible()
    later.work()
    assert panel.flow.matrix(0).opacity() == 1
    assert panel.flow.matrix(0).cell_text(0, 0) == "100"
    studio.close()


def test_a_large_batch_keeps_its_old_picture_dimmed_while_the_new_one_is_made(qtbot):
    later = LaterExecutor()
    project = Project(Network([ReLU()]), Batch(np.zeros((20_000, 64))))
    studio = Studio.create(project, theme=Theme("light"), executor=later)
    panel = OutputsPanel(studio)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    studio.runner.run()
    later.work()
    plot = panel.flow.matrix(0)
    assert plot.opacity() == 1
    studio.attempt("Edit", lambda p: edits.set_input(p, 7, 0, 100.0))
    later.waiting.pop(0)()  # the pass alone
    assert plot.opacity() < 0.5
    assert plot.cell_color(0, 0).name() == "#f8f9fb"
    later.work()
    assert plot.opacity() == 1
    assert plot.cell_color(0, 0).name() == "#1f66b0"
    studio.close()
