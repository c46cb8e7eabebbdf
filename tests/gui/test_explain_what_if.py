"""What if an operand were another number: tried in place, watched everywhere, kept or let go."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense, LeakyReLU
from nnfs_core.network.network import Network
from nnfs_core.numerals import full_number
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import BIAS, Place
from nnfs_core.project.project import Project
from nnfs_gui.panels import BATCH, EXPLAIN, OUTPUTS
from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.panels.explain.what_if.editor import WhatIfEditor
from nnfs_gui.panels.explain.what_if.given_number import GivenNumber, reach_of
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui import outputs
from tests.gui.conftest import Open
from tests.gui.explained import Show, result_of, rows_of
from tests.gui.widgets import move_mouse, notices_of, press, text_of, type_into


@pytest.fixture
def panel(show_explain: Show) -> ExplainPanel:
    """The Explain panel of two layers, at a number of the first."""
    return show_explain(outputs.two_layers(), Place(0, 0, 1))


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    """The same in the whole window, where the other panels show what is tried."""
    window = open_window(outputs.two_layers())
    window.studio.selection.begin(Place(0, 0, 1))
    QApplication.processEvents()
    return window


def open_with_space(qtbot: QtBot, panel: ExplainPanel, row: int, column: int) -> WhatIfEditor:
    table = panel.view.table
    table.setFocus()
    table.set_current(row, column)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    return panel.what_if.editor


def weight(panel: ExplainPanel, number: int, neuron: int) -> float:
    return float(panel.studio.project.network.layers[0].arrays()["weights"][number, neuron])


def test_a_slider_opens_below_the_operand_and_hides_no_number(
    qtbot: QtBot, panel: ExplainPanel
) -> None:
    table = panel.view.table
    before = table.sizeHint().height()
    editor = open_with_space(qtbot, panel, 1, 1)
    QApplication.processEvents()
    assert editor.isVisible()
    assert editor.slider.hasFocus()
    assert editor.geometry().top() >= table.row_rect(1).bottom()
    assert editor.geometry().bottom() <= table.row_rect(2).top()
    room = round(table.row_rect(2).top() - table.row_rect(1).bottom())
    assert table.sizeHint().height() == before + room
    assert editor.field.text() == "-0.91"
    assert editor.slider.accessibleName() == "Slider: weight 1 of neuron 1 in Dense 1"


def test_each_step_of_the_slider_shows_in_the_result_and_in_all_that_follows(
    qtbot: QtBot, window: MainWindow
) -> None:
    editor = open_with_space(qtbot, window.panels[EXPLAIN], 1, 1)
    flow = window.panels[OUTPUTS].flow
    last = flow.matrix(3).cell_text(0, 0)
    for _ in range(3):
        qtbot.keyClick(editor.slider, Qt.Key.Key_Right)
    tried = weight(window.panels[EXPLAIN], 1, 1)
    assert tried > -0.91
    assert rows_of(window.panels[EXPLAIN])[1].startswith(f"1: 2 {tried:g} ")
    assert (
        flow.matrix(1).cell_text(0, 1)
        == f"{float(result_of(window.panels[EXPLAIN]).split()[-1]):.4g}"
    )
    assert flow.matrix(3).cell_text(0, 0) != last
    assert not window.isWindowModified()
    assert window.studio.document.trial_text == f"weight 1 of neuron 1 in Dense 1 = {tried:g}"


def test_letting_go_brings_the_number_back_and_closes(qtbot: QtBot, window: MainWindow) -> None:
    before, panel = window.studio.project, window.panels[EXPLAIN]
    editor = open_with_space(qtbot, panel, 1, 1)
    editor.slider.setValue(150)
    assert window.studio.project is not before
    press(qtbot, window, "what_if_let_go")
    assert window.studio.project is before
    assert not editor.isVisible()
    assert panel.view.table.hasFocus()
    assert result_of(panel) == "= output[0, 1] 1.21"


def test_escape_lets_go_too(qtbot: QtBot, panel: ExplainPanel) -> None:
    before = panel.studio.project
    editor = open_with_space(qtbot, panel, 1, 1)
    editor.slider.setValue(150)
    qtbot.keyClick(editor.slider, Qt.Key.Key_Escape)
    assert panel.studio.project is before
    assert not editor.isVisible()


def test_keeping_makes_one_step_of_all_that_was_tried(qtbot: QtBot, window: MainWindow) -> None:
    editor = open_with_space(qtbot, window.panels[EXPLAIN], 1, 1)
    for position in (120, 130, 140):
        editor.slider.setValue(position)
    press(qtbot, window, "what_if_keep")
    assert not editor.isVisible()
    assert window.isWindowModified()
    assert weight(window.panels[EXPLAIN], 1, 1) > -0.91
    window.actions_by_id["edit.undo"].trigger()
    assert weight(window.panels[EXPLAIN], 1, 1) == -0.91
    assert not window.actions_by_id["edit.undo"].isEnabled()


@pytest.mark.parametrize("way", ["shortcut", "menu"])
def test_what_is_typed_and_not_yet_entered_is_kept_too(
    qtbot: QtBot, window: MainWindow, way: str
) -> None:
    panel = window.panels[EXPLAIN]
    editor = open_with_space(qtbot, panel, 1, 1)
    editor.slider.setValue(150)
    editor.field.setFocus()
    editor.field.selectAll()
    qtbot.keyClicks(editor.field, "0.5")
    if way == "shortcut":
        qtbot.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    else:
        window.actions_by_id["edit.keep_trial"].trigger()
    assert weight(panel, 1, 1) == 0.5
    assert not editor.isVisible()
    assert panel.view.table.hasFocus()
    assert window.studio.document.undo_text == "weight 1 of neuron 1 in Dense 1 = 0.5"


def test_the_slider_can_be_closed_and_the_question_stays(qtbot: QtBot, window: MainWindow) -> None:
    editor = open_with_space(qtbot, window.panels[EXPLAIN], 1, 1)
    editor.slider.setValue(150)
    tried = window.studio.project
    press(qtbot, editor, "what_if_editor_close")
    assert not editor.isVisible()
    assert window.studio.project is tried
    press(qtbot, window, "what_if_let_go")
    assert weight(window.panels[EXPLAIN], 1, 1) == -0.91


def test_there_is_one_pair_of_buttons(qtbot: QtBot, window: MainWindow) -> None:
    editor = open_with_space(qtbot, window.panels[EXPLAIN], 1, 1)
    editor.slider.setValue(150)
    shown = [each.text() for each in window.findChildren(QPushButton) if each.isVisible()]
    assert (shown.count("Keep change"), shown.count("Put back")) == (1, 1)


def test_a_typed_number_goes_further_than_the_slider_which_follows(
    qtbot: QtBot, panel: ExplainPanel
) -> None:
    editor = open_with_space(qtbot, panel, 4, 0)  # the sum: made here
    assert not editor.isVisible()
    assert text_of(panel, "explain_told").startswith("This number is computed here")
    editor = open_with_space(qtbot, panel, 5, 0)
    type_into(qtbot, editor.field, "250")
    assert rows_of(panel)[5] == "+ bias[1] 250"
    assert editor.reach.value(editor.slider.value()) == pytest.approx(250, abs=editor.reach.step)
    editor.keep()
    assert panel.studio.document.undo_text == "bias of neuron 1 in Dense 1 = 250"


@pytest.mark.parametrize("value", [1e20, -3e13, 1e-300, 123456789.123456])
def test_a_number_of_any_size_stands_in_the_field_and_enter_alone_leaves_it(
    qtbot: QtBot, show_explain: Show, value: float
) -> None:
    panel = show_explain(
        Project(Network([Dense([[value]], [0.0])]), Batch([[1.0]])), Place(0, 0, 0)
    )
    before = panel.studio.project
    editor = open_with_space(qtbot, panel, 0, 1)
    assert float(editor.field.text()) == value
    editor.field.setFocus()
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert panel.studio.project is before
    type_into(qtbot, editor.field, "4e-20")
    assert weight(panel, 0, 0) == 4e-20


@pytest.mark.parametrize("precision", ["float16", "float32"])
def test_the_field_shows_no_more_digits_than_the_precision_has(
    qtbot: QtBot, show_explain: Show, precision: str
) -> None:
    network = Network([Dense([[0.1]], [0.0])])
    panel = show_explain(Project(network, Batch([[1.0]]), precision=precision), Place(0, 0, 0))
    editor = open_with_space(qtbot, panel, 0, 1)
    assert editor.field.text() == "0.1"
    type_into(qtbot, editor.field, "0.025")
    assert editor.field.text() == "0.025"


@pytest.mark.parametrize(("value", "text"), [(np.nan, "NaN"), (np.inf, "∞"), (-np.inf, "-∞")])
def test_beside_nan_or_infinity_any_number_is_tried(
    qtbot: QtBot, show_explain: Show, value: float, text: str
) -> None:
    panel = show_explain(
        Project(Network([Dense([[value]], [0.0])]), Batch([[1.0]])), Place(0, 0, 0)
    )
    editor = open_with_space(qtbot, panel, 0, 1)
    assert editor.isVisible()
    assert editor.field.text() == text
    editor.field.setFocus()
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert not panel.studio.document.is_trying
    type_into(qtbot, editor.field, "-2.5")
    assert result_of(panel) == "= output[0, 0] -2.5"
    qtbot.keyClick(editor.field, Qt.Key.Key_Up)
    assert editor.field.text() == "-2.4"


@pytest.mark.parametrize(
    ("typed", "result"),
    [("nan", "NaN"), ("-inf", "-∞"), ("=1/4", "0.25"), ("1,5", "1.5"), ("=exp(0)", "1")],
)
def test_what_a_table_takes_can_be_tried_too(
    qtbot: QtBot, show_explain: Show, typed: str, result: str
) -> None:
    network = Network([Dense([[0.5]], [0.0])])
    panel = show_explain(Project(network, Batch([[1.0]])), Place(0, 0, 0))
    editor = open_with_space(qtbot, panel, 0, 1)
    type_into(qtbot, editor.field, typed)
    assert editor.field.text() == result
    assert result_of(panel) == f"= output[0, 0] {result}"
    type_into(qtbot, editor.field, "2")
    type_into(qtbot, editor.field, typed)
    panel.studio.document.keep()
    assert full_number(weight(panel, 0, 0)) == result


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("=1/0", "The formula divides by 0."),
        ("1,234", "'1,234' could mean 1.234 or 1234; type the one that you mean."),
    ],
)
def test_what_has_no_one_meaning_stays_in_the_field_and_is_told(
    qtbot: QtBot, show_explain: Show, typed: str, why: str
) -> None:
    network = Network([Dense([[0.5]], [0.0])])
    panel = show_explain(Project(network, Batch([[1.0]])), Place(0, 0, 0))
    told = notices_of(panel.studio)
    editor = open_with_space(qtbot, panel, 0, 1)
    type_into(qtbot, editor.field, typed)
    assert told == [why]
    assert editor.field.text() == typed
    assert weight(panel, 0, 0) == 0.5


def test_an_input_of_the_batch_can_be_tried_and_the_table_shows_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    editor = open_with_space(qtbot, window.panels[EXPLAIN], 2, 0)
    type_into(qtbot, editor.field, "7")
    assert window.panels[BATCH].model.index(0, 2).data() == "7"
    assert rows_of(window.panels[EXPLAIN])[2].startswith("2: 7 ")


def test_the_option_of_a_layer_can_be_tried_within_its_bounds(
    qtbot: QtBot, show_explain: Show
) -> None:
    panel = show_explain(Project(Network([LeakyReLU(slope=0.1)]), Batch([[-3.0]])), Place(0, 0, 0))
    editor = open_with_space(qtbot, panel, 1, 0)
    assert (editor.reach.low, editor.reach.value(editor.slider.maximum())) == (0, 1)
    editor.slider.setValue(editor.slider.maximum())
    assert result_of(panel) == "= output[0, 0] -3"


def test_the_output_of_another_layer_cannot_be_changed_and_says_where_it_is_made(
    qtbot: QtBot, panel: ExplainPanel
) -> None:
    panel.studio.selection.select(Place(2, 0, 1))
    editor = open_with_space(qtbot, panel, 0, 0)
    assert not editor.isVisible()
    assert text_of(panel, "explain_told") == (
        "This number is the output of ReLU, not given: follow the link to what makes it."
    )


def test_the_handle_under_the_mouse_opens_the_slider(qtbot: QtBot, panel: ExplainPanel) -> None:
    table = panel.view.table
    handle = table.handle_rect(1, 1).center().toPoint()
    move_mouse(table, handle)
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=handle)
    assert panel.what_if.editor.isVisible()
    assert panel.studio.selection.place == Place(0, 0, 1)  # the link was not followed


def test_the_menu_of_an_operand_offers_it(qtbot: QtBot, panel: ExplainPanel) -> None:
    table = panel.view.table
    table.setFocus()
    table.set_current(1, 1)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(table, QContextMenuEvent(reason, QPoint(5, 5), QPoint(5, 5)))
    menu = table.findChild(QMenu)
    next(each for each in menu.actions() if each.text().startswith("What if")).trigger()
    menu.close()
    assert panel.what_if.editor.isVisible()


def test_undo_elsewhere_moves_the_slider_back(qtbot: QtBot, panel: ExplainPanel) -> None:
    editor = open_with_space(qtbot, panel, 1, 1)
    editor.slider.setValue(150)
    panel.studio.document.undo()
    assert editor.field.value() == -0.91
    assert weight(panel, 1, 1) == -0.91


def test_selecting_another_number_closes_the_slider_and_leaves_the_question(
    qtbot: QtBot, window: MainWindow
) -> None:
    editor = open_with_space(qtbot, window.panels[EXPLAIN], 1, 1)
    editor.slider.setValue(150)
    window.studio.selection.select(Place(0, 1, 2))
    assert not editor.isVisible()
    assert window.findChild(QLabel, "what_if_question").isVisible()


def test_an_edit_that_takes_the_operand_away_closes_the_slider(
    qtbot: QtBot, panel: ExplainPanel
) -> None:
    editor = open_with_space(qtbot, panel, 3, 1)
    panel.studio.attempt(Edit("Fewer", lambda p: edits.remove_layers(p, [0])))
    assert not editor.isVisible()


def test_a_selected_weight_or_bias_can_be_tried_where_it_is_explained(
    qtbot: QtBot, panel: ExplainPanel
) -> None:
    panel.studio.selection.select(Place(0, 0, 1, weight=BIAS))
    editor = open_with_space(qtbot, panel, 0, 0)
    type_into(qtbot, editor.field, "9")
    assert result_of(panel) == "bias[1] 9"


def test_while_a_term_is_tried_it_stays_where_it_is(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(example_named("Digits").build(), Place(0, 3, 5))
    order = [row.split(":")[0] for row in rows_of(panel)[:12]]
    editor = open_with_space(qtbot, panel, 11, 1)
    type_into(qtbot, editor.field, "50")
    assert [row.split(":")[0] for row in rows_of(panel)[:12]] == order
    editor.keep()
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_biases(p, 0, 5, [1.0])))
    assert rows_of(panel)[0].split(":")[0] == order[11]  # now the largest


@pytest.mark.parametrize("value", [1e308, -1e308, float("inf"), float("nan")])
def test_a_slider_beside_a_number_of_no_usual_size_reaches_what_is_typical(value: float) -> None:
    reach = reach_of(GivenNumber("x", value, 1.0, lambda studio, value: True))
    assert reach.value(0) <= -1 < 1 <= reach.value(reach.n_steps)


@given(
    st.floats(-1e9, 1e9, allow_nan=False),
    st.floats(0, 1e9, allow_nan=False),
)
def test_a_slider_reaches_around_its_number_in_round_steps(value: float, typical: float) -> None:
    given = GivenNumber("x", value, typical, lambda studio, value: True)
    reach = reach_of(given)
    last = reach.value(reach.n_steps)
    assert reach.value(0) <= value <= last
    assert abs(reach.value(reach.position(value)) - value) <= reach.step * 0.51
    assert last - reach.low >= 2 * max(abs(value), typical)
    for position in (0, 1, reach.n_steps // 2, reach.n_steps):
        assert reach.position(reach.value(position)) == position
        assert len(f"{reach.value(position):.15g}".replace("-", "")) <= 17
