"""What people type and paste is read the same way: European numbers, lists, NaN, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, load
from nnfs_core.project.place import Place
from nnfs_gui.panels import BATCH, LAYER
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import Block, SpreadsheetView
from nnfs_gui.window.main_window import MainWindow
from tests.gui.batch_table import FLOWERS, cell_editor, shown, type_into
from tests.gui.conftest import Open
from tests.gui.widgets import is_seen, notices_of, paste, press, seen, text_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
DATA = Path(__file__).parents[1] / "data"
START = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
NAN, INF = np.nan, np.inf


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """A system on which decimals have a comma."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def panel(qtbot: QtBot, open_window: Open) -> BatchPanel:
    """The table of a batch of three samples of two features, ready for keys."""
    return table_of(qtbot, open_window(Project(Network(), Batch(START))))


def table_of(qtbot: QtBot, window: MainWindow) -> BatchPanel:
    panel = window.panels[BATCH]
    assert isinstance(panel, BatchPanel)
    panel.view.setFocus()
    panel.view.go_to(0, 0)
    return panel


def inputs(panel: BatchPanel) -> list[list[float]]:
    return panel.studio.project.batch.inputs.tolist()


def texts(panel: BatchPanel) -> list[list[str]]:
    """What the cells show."""
    model = panel.model
    return [
        [shown(panel, row, column) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def same(found: list[list[float]], wanted: list[list[float]]) -> bool:
    return np.array_equal(found, wanted, equal_nan=True)


# A European number.


def test_one_number_with_a_comma_leaves_the_cell_beside_it_alone(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    paste(qtbot, panel.view, "1,5")
    assert texts(panel)[0] == ["1.5", "2"]
    assert inputs(panel) == [[1.5, 2], [3, 4], [5, 6]]


@pytest.mark.usefixtures("german")
def test_a_column_of_decimal_commas_is_a_column_where_decimals_have_commas(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    paste(qtbot, panel.view, (DATA / "paste_decimal_comma.txt").read_text())
    assert inputs(panel) == [[10.5, 2], [12.25, 4], [5, 6]]
    paste(qtbot, panel.view, "1,234")
    assert inputs(panel)[0] == [1.234, 2]
    type_into(qtbot, panel, 0, 1, "2,345")
    assert texts(panel)[0] == ["1.234", "2.345"]
    assert inputs(panel)[0] == [1.234, 2.345]


@pytest.mark.usefixtures("german")
def test_what_was_copied_here_is_pasted_the_same_on_every_system(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    paste(qtbot, panel.view, "1.234\t5.678")
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    panel.view.go_to(1, 0)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert inputs(panel) == [[1.234, 5.678], [1.234, 5.678], [5, 6]]


def test_elsewhere_a_column_of_commas_is_asked_about_once(qtbot: QtBot, panel: BatchPanel) -> None:
    window = panel.window()
    paste(qtbot, panel.view, (DATA / "paste_decimal_comma.txt").read_text())
    assert inputs(panel) == START
    assert text_of(window, "paste_strip_text") == (
        "The comma in 10,5 can be a decimal mark or part cells. What is meant?"
    )
    assert seen(window, QPushButton, "paste_decimals").text() == "Decimals: 10.5"
    assert seen(window, QPushButton, "paste_cells").text() == "Cells: 10 and 5"
    press(qtbot, window, "paste_decimals")
    assert inputs(panel) == [[10.5, 2], [12.25, 4], [5, 6]]
    assert not is_seen(window, "paste_strip")
    assert panel.view.block() == Block(0, 0, 2, 1)
    panel.studio.document.undo()
    assert inputs(panel) == START


def test_the_question_is_answered_by_keys(qtbot: QtBot, panel: BatchPanel) -> None:
    window = panel.window()
    for keys, wanted in (
        ([Key.Key_Return], [[10.5, 2], [12.25, 4], [5, 6]]),
        ([Key.Key_Tab, Key.Key_Return], [[10, 5], [12, 25], [5, 6]]),
        ([Key.Key_Escape], START),
    ):
        paste(qtbot, panel.view, "10,5\n12,25\n")
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key)
        assert inputs(panel) == wanted
        assert not is_seen(window, "paste_strip")
        qtbot.waitUntil(panel.view.hasFocus)
        if wanted != START:
            panel.studio.document.undo()
        panel.view.go_to(0, 0)


def test_thousands_are_asked_about_too(qtbot: QtBot, panel: BatchPanel) -> None:
    window = panel.window()
    paste(qtbot, panel.view, "1,234\t7")
    assert text_of(window, "paste_strip_text") == (
        "The comma in 1,234 can be a decimal mark or part thousands. What is meant?"
    )
    press(qtbot, window, "paste_thousands")
    assert inputs(panel)[0] == [1234, 7]


def test_the_question_goes_when_the_batch_changes_or_something_else_is_pasted(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    window = panel.window()
    paste(qtbot, panel.view, "10,5\n12,25\n")
    paste(qtbot, panel.view, "7")
    assert not is_seen(window, "paste_strip")
    assert inputs(panel)[0] == [7, 2]
    paste(qtbot, panel.view, "10,5\n12,25\n")
    panel.studio.document.undo()
    assert not is_seen(window, "paste_strip")
    assert inputs(panel) == START


def test_a_block_that_decides_is_not_asked_about(qtbot: QtBot, panel: BatchPanel) -> None:
    paste(qtbot, panel.view, "1.234,5\t1.000\n2,5\t1.234\n")
    assert not is_seen(panel.window(), "paste_strip")
    assert inputs(panel) == [[1234.5, 1000], [2.5, 1234], [5, 6]]


# Lists and blocks with names.


def test_what_the_code_panel_prints_is_pasted_with_all_its_digits(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    paste(qtbot, panel.view, "inputs = np.array([\n    [0.1, nan],\n    [-inf, 1e-07],\n])\n")
    assert same(inputs(panel), [[0.1, NAN], [-INF, 1e-7], [5, 6]])
    assert texts(panel)[:2] == [["0.1", "NaN"], ["-∞", "1e-07"]]


def test_a_flat_list_fills_the_column_that_is_selected(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.view.select_block(Block(0, 1, 3, 1))
    paste(qtbot, panel.view, "[7, 8, 9]")
    assert inputs(panel) == [[1, 7], [3, 8], [5, 9]]


def test_a_flat_list_in_the_target_column_is_a_column(qtbot: QtBot, open_window: Open) -> None:
    panel = table_of(qtbot, open_window(Project(Network(), FLOWERS)))
    panel.view.go_to(0, 2)
    paste(qtbot, panel.view, "y = np.array([1, 0, 1])")
    assert [row[2] for row in texts(panel)] == ["virginica", "setosa", "virginica"]
    panel.view.go_to(0, 2)
    paste(qtbot, panel.view, "['rose', 'setosa', 'rose']")
    assert [row[2] for row in texts(panel)] == ["rose", "setosa", "rose"]


def test_a_list_that_is_none_is_refused_in_one_sentence(qtbot: QtBot, panel: BatchPanel) -> None:
    told = notices_of(panel.studio)
    paste(qtbot, panel.view, "[0. 1. ... 9.]")
    assert told == ["The list is printed shortened, with ...; print or copy it whole."]
    assert inputs(panel) == START


def test_a_first_row_of_names_is_left_out_and_told(qtbot: QtBot, panel: BatchPanel) -> None:
    told = notices_of(panel.studio)
    paste(qtbot, panel.view, "length\twidth\n7\t8\n")
    assert told == ["Pasted without the first row, which holds names: length, width."]
    assert inputs(panel) == [[7, 8], [3, 4], [5, 6]]


def test_names_above_classes_are_left_out_and_classes_stay(qtbot: QtBot, open_window: Open) -> None:
    panel = table_of(qtbot, open_window(Project(Network(), FLOWERS)))
    paste(qtbot, panel.view, "length\twidth\tspecies\n1,5\t2\tvirginica\n3,25\t4\tvirginica\n")
    assert texts(panel) == [
        ["1.5", "2", "virginica"],
        ["3.25", "4", "virginica"],
        ["6.3", "3.3", "virginica"],
    ]
    panel.view.go_to(0, 2)
    paste(qtbot, panel.view, "setosa\n1\n")
    assert panel.studio.project.batch.targets.tolist() == [0, 1, 1]
    panel.view.go_to(0, 2)
    paste(qtbot, panel.view, "NaN\ninf")
    assert panel.studio.project.batch.class_names == ("setosa", "virginica", "NaN", "inf")


def test_a_class_with_a_comma_is_not_what_is_asked_about(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(Project(Network(), FLOWERS))
    panel = table_of(qtbot, window)
    panel.view.go_to(0, 1)
    paste(qtbot, panel.view, "7\trose, red\n1,234\tsetosa\n")
    assert text_of(window, "paste_strip_text").startswith("The comma in 1,234 can be")
    press(qtbot, window, "paste_thousands")
    assert [row[1:] for row in texts(panel)[:2]] == [["7", "rose, red"], ["1234", "setosa"]]


# NaN and infinity.


@pytest.mark.parametrize(
    ("text", "cell", "number"),
    [("nan", "NaN", NAN), ("Infinity", "∞", INF), ("-inf", "-∞", -INF), ("NaN", "NaN", NAN)],
)
def test_nan_and_infinity_are_typed(
    qtbot: QtBot, panel: BatchPanel, text: str, cell: str, number: float
) -> None:
    type_into(qtbot, panel, 1, 0, text)
    assert texts(panel)[1][0] == cell
    assert same(inputs(panel), [[1, 2], [number, 4], [5, 6]])


def test_a_row_with_nan_and_infinity_is_cut_pasted_and_filled_down(
    qtbot: QtBot, open_window: Open
) -> None:
    project = load(DATA / "nan_row.nnfs")
    panel = table_of(qtbot, open_window(project))
    before = project.batch.inputs
    panel.view.select_block(Block(3, 0, 4, 4))
    qtbot.keyClick(panel.view, Key.Key_X, CTRL)
    assert inputs(panel)[3:7] == [[0] * 4] * 4
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert same(inputs(panel), before.tolist())
    panel.view.select_block(Block(6, 0, 3, 4))
    qtbot.keyClick(panel.view, Key.Key_D, CTRL)
    assert same(inputs(panel)[6:9], [before[6].tolist()] * 3)
    panel.studio.document.undo()
    assert same(inputs(panel), before.tolist())


def test_weights_and_biases_take_nan_infinity_and_formulas(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(Project(Network([Dense(np.ones((2, 2)), np.ones((1, 2)))]), Batch(START)))
    window.show_panel(LAYER)
    window.studio.selection.select(Place(0))
    view = seen(window, SpreadsheetView, "weights_table")
    view.setFocus()
    view.go_to(0, 0)
    paste(qtbot, view, "NaN\t=1/4\n-∞\t=exp(0)\n=-2^2\tinf\n")
    layer = window.studio.project.network.dense_layers[0]
    assert same(layer.weights.tolist(), [[NAN, 0.25], [-INF, 1]])
    assert layer.biases.tolist() == [[-4, INF]]


# Formulas.


@pytest.mark.parametrize(
    ("text", "number"), [("=1/3", 1 / 3), ("=-exp(2)", -np.exp(2)), ("=max(1, 5)", 5.0)]
)
def test_a_typed_formula_is_worked_out_once(
    qtbot: QtBot, panel: BatchPanel, text: str, number: float
) -> None:
    type_into(qtbot, panel, 0, 0, text)
    assert inputs(panel)[0] == [number, 2]
    panel.view.go_to(0, 0)
    qtbot.keyClick(panel.view, Key.Key_F2)
    assert float(cell_editor(panel).text()) == number


@pytest.mark.usefixtures("german")
def test_a_formula_has_the_decimal_comma_where_numbers_have_it(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    type_into(qtbot, panel, 0, 0, "=1,5*2")
    paste(qtbot, panel.view, "=max(0,5; 0,25)")
    assert inputs(panel)[1] == [0.5, 4]
    assert inputs(panel)[0] == [3, 2]


def test_a_faulty_formula_stays_open_and_is_told(qtbot: QtBot, panel: BatchPanel) -> None:
    told = notices_of(panel.studio)
    field = type_into(qtbot, panel, 0, 0, "=1/0")
    assert told == ["The formula divides by 0."]
    assert field.isVisible()
    assert field.text() == "=1/0"
    qtbot.keyClick(field, Key.Key_Backspace)
    qtbot.keyClicks(field, "4")
    qtbot.keyClick(field, Key.Key_Return)
    assert inputs(panel)[0] == [0.25, 2]


def test_formulas_of_a_spreadsheet_are_worked_out_when_pasted(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    QGuiApplication.clipboard().setText("")
    paste(qtbot, panel.view, "=1/4\t=PI()\n2\t=SQRT(16)\n")
    assert inputs(panel)[:2] == [[0.25, np.pi], [2, 4]]
