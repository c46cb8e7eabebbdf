"""Weights and biases in the inspector's spreadsheet, one column a neuron or one row a neuron."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QStyleOptionHeader, QTableView
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, edits
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.studio import Studio

WEIGHTS = np.arange(12.0).reshape(4, 3)  # (n_inputs, n_neurons)
BIASES = np.array([[100.0, 200.0, 300.0]])  # (1, n_neurons)
SHOWN = np.vstack([WEIGHTS, BIASES])  # (n_inputs + 1, n_neurons)


class Shown:
    """An inspector on the screen, with what it has told so far."""

    def __init__(self, qtbot: QtBot, studio: Studio) -> None:
        self.qtbot, self.studio = qtbot, studio
        self.notices: list[Notice] = []
        studio.notices.posted.connect(self.notices.append)
        self.panel = LayerPanel(studio)
        self.panel.resize(400, 760)
        qtbot.addWidget(self.panel)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()

    @property
    def table(self) -> QTableView:
        return next(
            each
            for each in self.panel.findChildren(QTableView, "weights_table")
            if each.isVisible()
        )

    @property
    def layer(self) -> Dense:
        layer = self.studio.project.network.layers[self.studio.selection.place.layer]
        assert isinstance(layer, Dense)
        return layer

    def cells(self) -> list[list[str]]:
        model = self.table.model()
        columns = range(model.columnCount())
        return [
            [model.index(row, column).data() for column in columns]
            for row in range(model.rowCount())
        ]

    def names(self, orientation: Qt.Orientation) -> list[str]:
        model = self.table.model()
        horizontal = orientation == Qt.Orientation.Horizontal
        count = model.columnCount() if horizontal else model.rowCount()
        return [model.headerData(number, orientation) for number in range(count)]

    def click(self, row: int, column: int) -> None:
        index = self.table.model().index(row, column)
        self.table.scrollTo(index)
        self.qtbot.mouseClick(
            self.table.viewport(),
            Qt.MouseButton.LeftButton,
            pos=self.table.visualRect(index).center(),
        )

    def turn(self) -> None:
        switch = next(
            each
            for each in self.panel.findChildren(QCheckBox, "orientation_switch")
            if each.isVisible()
        )
        self.qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center() / 4)

    def caption(self) -> str:
        return next(
            each.text()
            for each in self.panel.findChildren(QLabel, "weights_caption")
            if each.isVisible()
        )

    def paste(self, numbers: np.ndarray, row: int = 0, column: int = 0) -> None:
        text = "\n".join("\t".join(map(repr, each)) for each in numbers.tolist())
        QGuiApplication.clipboard().setText(text)
        self.click(row, column)
        self.qtbot.keyClick(self.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


Show = Callable[..., Shown]


@pytest.fixture
def show(qtbot: QtBot, studio: Callable[..., Studio]) -> Show:
    def shown(layer: Dense | None = None, project: Project | None = None, at: int = 0) -> Shown:
        layer = layer or Dense(WEIGHTS, BIASES)
        columns = [f"f{number}" for number in range(layer.n_inputs)]
        batch = Batch(np.ones((2, layer.n_inputs)), columns=columns)
        made = studio(project or Project(Network([layer]), batch))
        made.selection.select(Place(at))
        return Shown(qtbot, made)

    return shown


def as_text(numbers: np.ndarray) -> list[list[str]]:
    return [[f"{number:.4g}" for number in row] for row in numbers]


def test_the_table_has_a_row_an_input_a_column_a_neuron_and_the_biases_below(show: Show) -> None:
    shown = show()
    assert shown.cells() == as_text(SHOWN)
    assert shown.names(Qt.Orientation.Vertical) == ["f0", "f1", "f2", "f3", "bias"]
    assert shown.names(Qt.Orientation.Horizontal) == ["neuron 0", "neuron 1", "neuron 2"]
    assert shown.caption() == "weights (4, 3): one column a neuron"


def test_a_name_without_room_leaves_out_its_unit_before_it_is_cut(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    names = ("sepal length (cm)", "sepal width (cm)")
    layer = Dense(WEIGHTS[:2], BIASES)
    made = studio(Project(Network([layer]), Batch(np.ones((2, 2)), columns=names)))
    made.selection.select(Place(0))
    shown = Shown(qtbot, made)
    header = shown.table.verticalHeader()

    def painted(row: int) -> str:
        option = QStyleOptionHeader()
        header.initStyleOptionForIndex(option, row)
        return option.text

    assert [painted(row) for row in range(3)] == [*names, "bias"]
    shown.panel.resize(290, 760)
    qtbot.waitUntil(lambda: painted(0) == "sepal length")
    assert shown.table.model().headerData(0, Qt.Orientation.Vertical) == names[0]


def test_behind_another_dense_layer_inputs_are_numbered(show: Show) -> None:
    layers = [Dense.random(4, 2), ReLU(), Dense.random(2, 3)]
    shown = show(project=Project(Network(layers), Batch(np.ones((1, 4)))), at=2)
    assert shown.names(Qt.Orientation.Vertical) == ["input 0", "input 1", "bias"]


def test_the_switch_shows_one_row_a_neuron_and_changes_no_weight(show: Show) -> None:
    shown = show()
    before = shown.studio.project
    shown.turn()
    assert shown.cells() == as_text(SHOWN.T)
    assert shown.names(Qt.Orientation.Vertical) == ["neuron 0", "neuron 1", "neuron 2"]
    assert shown.names(Qt.Orientation.Horizontal) == ["f0", "f1", "f2", "f3", "bias"]
    assert shown.caption() == (
        "weights (4, 3): one column a neuron, shown transposed (3, 4): one row a neuron"
    )
    assert shown.studio.project is before
    shown.turn()
    assert shown.cells() == as_text(SHOWN)


@pytest.mark.parametrize("transposed", [False, True])
def test_typing_over_a_weight_and_a_bias_changes_those_alone(show: Show, transposed: bool) -> None:
    shown = show()
    places = [(1, 2), (4, 0)]  # a weight, a bias
    if transposed:
        shown.turn()
        places = [(column, row) for row, column in places]
    for (row, column), typed in zip(places, ("-0.5", "7"), strict=True):
        shown.click(row, column)
        shown.qtbot.keyClicks(shown.table, typed[0])
        editor = QApplication.focusWidget()
        shown.qtbot.keyClicks(editor, typed[1:])
        shown.qtbot.keyClick(editor, Qt.Key.Key_Return)
    expected = WEIGHTS.copy()
    expected[1, 2] = -0.5
    assert np.array_equal(shown.layer.weights, expected)
    assert shown.layer.biases.tolist() == [[7, 200, 300]]
    assert shown.studio.document.undo_text == "Edit bias"


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("with_biases", [False, True])
def test_pasting_as_shown_writes_all_of_it_in_one_step(
    show: Show, transposed: bool, with_biases: bool
) -> None:
    shown = show()
    before = shown.studio.project
    if transposed:
        shown.turn()
    pasted = -SHOWN if with_biases else -WEIGHTS
    shown.paste(pasted.T if transposed else pasted)
    assert np.array_equal(shown.layer.weights, -WEIGHTS)
    assert np.array_equal(shown.layer.biases, -BIASES if with_biases else BIASES)
    assert shown.studio.document.undo_text == "Paste weights"
    shown.studio.document.undo()
    assert shown.studio.project is before


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("with_biases", [False, True])
def test_a_whole_layer_the_other_way_round_is_transposed_and_reported(
    show: Show, transposed, with_biases
) -> None:
    shown = show()
    before = shown.studio.project
    if transposed:
        shown.turn()
    pasted = -SHOWN if with_biases else -WEIGHTS
    shown.paste(pasted if transposed else pasted.T, row=1, column=1)
    assert np.array_equal(shown.layer.weights, -WEIGHTS)
    assert np.array_equal(shown.layer.biases, -BIASES if with_biases else BIASES)
    notice = shown.notices[-1]
    assert notice.text.startswith("Pasted transposed: ")
    assert notice.button == "Undo"
    assert notice.action is not None
    notice.action()
    assert shown.studio.project is before


def test_a_square_block_is_taken_as_shown(show: Show) -> None:
    shown = show(Dense(np.zeros((3, 3)), np.zeros((1, 3))))
    numbers = np.arange(9.0).reshape(3, 3)
    shown.paste(numbers)
    assert np.array_equal(shown.layer.weights, numbers)
    assert shown.notices == []


def test_a_paste_that_does_not_fit_is_refused_with_both_shapes(show: Show) -> None:
    shown = show()
    before = shown.studio.project
    shown.paste(np.ones((2, 7)))
    assert shown.studio.project is before
    assert shown.notices[-1].text == (
        "Dense 1 expects (4, 3) weights, (5, 3) with the biases, and receives (2, 7) numbers; "
        "nothing was changed."
    )
    shown.paste(np.ones((2, 2)), row=3, column=2)
    assert shown.studio.project is before
    assert "from row 3, column 2 on" in shown.notices[-1].text


def test_a_part_of_the_weights_can_be_pasted_at_a_cell(show: Show) -> None:
    shown = show()
    shown.paste(np.array([[-1.0, -2.0]]), row=2, column=1)
    assert shown.layer.weights[2].tolist() == [6, -1, -2]


def test_clearing_everything_is_one_step_and_never_a_transposed_paste(show: Show) -> None:
    shown = show(Dense(np.ones((2, 3)), np.ones((1, 3))))
    shown.click(0, 0)
    shown.qtbot.keyClick(shown.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    shown.qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    assert not shown.layer.weights.any()
    assert not shown.layer.biases.any()
    shown.studio.document.undo()
    assert shown.layer.weights.all()
    assert shown.layer.biases.all()


def test_weights_and_biases_copy_at_full_precision(show: Show) -> None:
    layer = Dense.random(4, 3, seed=5)
    shown = show(layer)
    shown.click(0, 0)
    shown.qtbot.keyClick(shown.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    shown.qtbot.keyClick(shown.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    numbers = np.array([[float(cell) for cell in line.split("\t")] for line in lines])
    assert np.array_equal(numbers, np.vstack([layer.weights, layer.biases]))


def test_clicking_a_weight_selects_it_and_its_neuron_for_the_sample_in_view(show: Show) -> None:
    shown = show()
    shown.studio.selection.select(Place(0, 1))
    shown.click(2, 1)
    assert shown.studio.selection.place == Place(0, 1, 1, weight=2)
    shown.turn()
    shown.click(2, 4)  # a bias
    assert shown.studio.selection.place == Place(0, 1, 2, weight=BIAS)


@pytest.mark.parametrize("transposed", [False, True])
def test_a_weight_selected_elsewhere_becomes_the_current_cell(show: Show, transposed: bool) -> None:
    shown = show()
    if transposed:
        shown.turn()
    shown.studio.selection.select(Place(0, 1, 2, weight=1))
    current = shown.table.currentIndex()
    assert {current.row(), current.column()} == {1, 2}
    assert (current.column() if transposed else current.row()) == 1
    shown.studio.selection.select(Place(0, 1, 2, weight=BIAS))
    current = shown.table.currentIndex()
    assert (current.column() if transposed else current.row()) == 4
    assert shown.studio.selection.place == Place(0, 1, 2, weight=BIAS)


@pytest.mark.parametrize("transposed", [False, True])
def test_the_selected_neurons_weights_and_bias_light_up(show: Show, transposed: bool) -> None:
    shown = show()
    if transposed:
        shown.turn()
    shown.studio.selection.select(Place(0, 0, 1))

    def lit() -> set[tuple[int, int]]:
        model = shown.table.model()
        role = Qt.ItemDataRole.BackgroundRole
        plain = model.index(0, 0).data(role)
        bias = model.index(*(0, 4) if transposed else (4, 0)).data(role)
        cells = [(row, column) for row in range(model.rowCount()) for column in range(4 + 1)]
        return {
            cell
            for cell in cells
            if model.index(*cell).isValid() and model.index(*cell).data(role) not in (plain, bias)
        }

    expected = {(row, 1) for row in range(5)}
    assert lit() == ({(b, a) for a, b in expected} if transposed else expected)


def test_selecting_elsewhere_takes_the_light_away(show: Show) -> None:
    shown = show()
    index: QModelIndex = shown.table.model().index(0, 1)
    shown.studio.selection.select(Place(0, 0, 1))
    assert index.data(Qt.ItemDataRole.BackgroundRole) is not None
    shown.studio.selection.select(Place(INPUT, 0, 1))
    shown.studio.selection.select(Place(0, 0, None))
    assert index.data(Qt.ItemDataRole.BackgroundRole) is None


def test_a_neuron_selected_elsewhere_scrolls_into_view(show: Show) -> None:
    shown = show(Dense.random(3, 60))
    shown.studio.selection.select(Place(0, 0, 55))
    shown.panel.setFocus()
    rectangle = shown.table.visualRect(shown.table.model().index(0, 55))
    assert shown.table.viewport().rect().intersects(rectangle)


def test_a_large_layer_opens_and_takes_an_edit(show: Show) -> None:
    weights = np.zeros((784, 512))
    shown = show(Dense(weights, np.zeros((1, 512))))
    assert shown.caption() == "weights (784, 512): one column a neuron"
    shown.paste(np.array([[5.0]]), row=0, column=0)
    assert shown.layer.weights[0, 0] == 5


def test_float32_weights_show_no_digits_that_they_do_not_have(show: Show) -> None:
    layer = Dense(np.full((1, 1), 0.1), np.zeros((1, 1)))
    shown = show(project=Project(Network([layer]), Batch(np.ones((1, 1))), "float32"))
    assert shown.table.model().index(0, 0).data(Qt.ItemDataRole.EditRole) == "0.1"


@pytest.fixture
def wide(show: Show) -> Shown:
    """Two dense layers of one shape too large for the panel, around a ReLU; the first on show."""
    layers = [Dense.random(40, 40), ReLU(), Dense.random(40, 40, seed=1)]
    return show(project=Project(Network(layers), Batch(np.ones((1, 40)))))


def scrolled(shown: Shown) -> tuple[int, int]:
    """The first row and the first column in view."""
    return shown.table.rowAt(0), shown.table.columnAt(0)


def scroll_away(shown: Shown) -> tuple[int, int]:
    shown.table.verticalScrollBar().setValue(300)
    shown.table.horizontalScrollBar().setValue(900)
    assert scrolled(shown) > (3, 3)
    return scrolled(shown)


def select(shown: Shown, layer: int) -> None:
    shown.studio.selection.select_layer(layer)


def test_another_layer_shows_its_first_weight(wide: Shown) -> None:
    scroll_away(wide)
    select(wide, 2)
    assert scrolled(wide) == (0, 0)
    assert not wide.table.currentIndex().isValid()


def test_a_copy_of_a_layer_shows_its_first_weight(wide: Shown) -> None:
    wide.click(3, 2)
    scroll_away(wide)
    wide.studio.attempt(Edit("Duplicate", lambda project: edits.duplicate_layers(project, [0])))
    select(wide, 1)
    assert wide.layer is wide.studio.project.network.layers[0]
    assert scrolled(wide) == (0, 0)
    wide.paste(np.array([[7.0]]))
    assert wide.layer.weights[0, 0] == 7
    assert wide.studio.project.network.dense_layers[0].weights[0, 0] != 7


def test_another_project_shows_the_first_weight_of_a_layer(wide: Shown) -> None:
    scroll_away(wide)
    project = wide.studio.project
    wide.studio.document.replace(Project(project.network, project.batch))
    assert scrolled(wide) == (0, 0)


def test_a_layer_that_one_comes_back_to_is_still_where_it_was(wide: Shown) -> None:
    wide.click(5, 20)
    where = scroll_away(wide)
    for way_round in (1, INPUT):
        select(wide, way_round)
        select(wide, 0)
        assert scrolled(wide) == where


def test_edits_of_other_layers_leave_the_weights_where_they_are(wide: Shown) -> None:
    where, attempt = scroll_away(wide), wide.studio.attempt
    attempt(Edit("Insert", lambda project: edits.insert_layers(project, 0, [ReLU()])))
    assert wide.studio.selection.place.layer == 1
    assert scrolled(wide) == where
    attempt(Edit("Move", lambda project: edits.move_layers(project, [1], 3)))
    assert wide.studio.selection.place.layer == 3
    assert scrolled(wide) == where
    attempt(Edit("Edit", lambda project: edits.set_weights(project, 3, 0, 0, [[5]])))
    assert scrolled(wide) == where


def test_a_number_of_another_layer_is_scrolled_to_from_the_start(wide: Shown) -> None:
    scroll_away(wide)
    wide.studio.selection.select(Place(2, 0, 30, 20))
    current = wide.table.currentIndex()
    assert (current.row(), current.column()) == (20, 30)
    assert wide.table.viewport().rect().contains(wide.table.visualRect(current))
    wide.studio.selection.select(Place(0, 0, 30))
    first = wide.table.model().index(0, 30)
    assert wide.table.viewport().rect().contains(wide.table.visualRect(first))
