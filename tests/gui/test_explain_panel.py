"""The Explain panel: a selected number, step by step, down to what is given."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import Dense, LeakyReLU, ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_core.project.project import Project, empty_project
from nnfs_gui.code_view import CodeView
from nnfs_gui.panels import EXPLAIN, OUTPUTS
from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.widgets.curve_plot import CurvePlot
from tests.deferred import break_block, forget_blocks, slow_rows
from tests.gui import outputs
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.explained import Show, hover, result_of, rows_of, title_of
from tests.gui.widgets import child, press, text_of


def wide(n_inputs: int = 784) -> Project:
    rng = np.random.default_rng(0)
    weights = rng.standard_normal((n_inputs, 3))
    return Project(
        Network([Dense(weights, np.zeros(3))]), Batch(rng.standard_normal((2, n_inputs)))
    )


def test_a_number_is_shown_with_its_rule_its_formula_and_every_term(show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 0, 1))
    assert title_of(panel) == "Dense 2 · sample 0 · neuron 1"
    assert text_of(panel, "explain_rule") == "A weighted sum (dot product) plus a bias."
    assert text_of(panel, "explain_formula") == (
        "output[0, 1] = Σₖ input[0, k] · weight[k, 1] + bias[1]"
    )
    assert rows_of(panel) == [
        "0: 4.8 -0.5 -2.4",
        "1: 1.21 0.12 0.1452",
        "2: 2.385 -0.33 -0.78705",
        "sum -3.04185",
        "+ bias[1] 2",
        "= output[0, 1] -1.04185",
    ]
    assert text_of(panel, "explain_note").endswith("holds -1.0418499999999997.")


def test_an_activation_shows_the_branch_taken_and_its_point_on_the_curve(
    qtbot: QtBot, show_explain: Show
) -> None:
    panel = show_explain(outputs.two_layers(), Place(1, 1, 1))
    assert rows_of(panel) == ["input[1, 1] -1.81", "= output[1, 1] 0"]
    assert text_of(panel, "explain_why") == "-1.81 is not above 0, so 0 it is."
    plot = panel.findChild(CurvePlot, "explain_curve")
    assert plot.isVisible()
    assert plot.point == pytest.approx((-1.81, 0.0))
    panel.studio.selection.select(Place(2, 1, 1))
    assert not plot.isVisible()


def test_what_was_substituted_stands_beside_the_steps(show_explain: Show) -> None:
    panel = show_explain(example_named("Softmax").build(), Place(0, 0, 0))
    derivation = panel.view.table.derivation
    made = [derivation.row(number) for number in range(derivation.n_rows)]
    power, total = made[-2].cells[0].text, made[-3].cells[0].text
    assert made[-1].expression == f"{power} / {total}"
    assert made[0].is_lit  # the row whose exponential is divided
    assert "is subtracted first" in text_of(panel, "explain_why")


def test_a_layer_without_a_selected_number_explains_its_first_and_says_so(
    show_explain: Show,
) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 2))
    assert title_of(panel) == "Dense 2 · sample 2 · neuron 0"
    assert text_of(panel, "explain_hint").startswith("No number is selected")
    panel.studio.selection.select(Place(1, 2, 2))
    assert text_of(panel, "explain_hint") == ""


def test_the_batch_without_a_selected_number_says_what_to_do(show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(INPUT))
    assert text_of(panel, "explain_message").startswith("Select a number in the outputs")
    assert not panel.view.isVisible()
    panel.studio.selection.select(Place(INPUT, 0, 1))
    assert title_of(panel) == "Input batch · sample 0 · x1"
    assert rows_of(panel) == ["input[0, 1] 2"]


def test_weights_and_biases_are_explained_too(show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(0, 0, 1, weight=3))
    assert title_of(panel) == "Dense 1 · neuron 1 · weight 3"
    assert rows_of(panel) == ["weight[3, 1] -0.5"]
    panel.studio.selection.select(Place(0, 0, 1, weight=BIAS))
    assert rows_of(panel) == ["bias[1] 3"]


def test_an_edit_shows_at_once(show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 0, 1))
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_biases(p, 1, 1, np.array([5.0]))))
    assert result_of(panel) == "= output[0, 1] 1.95815"


def test_a_cell_that_the_last_pass_did_not_reach_gets_a_sentence(show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 2, 2))
    studio = panel.studio
    studio.runner.set_live(False)
    studio.attempt(Edit("Insert", lambda p: edits.insert_samples(p, 3, 2)))
    studio.selection.select(Place(1, 4, 2))
    assert text_of(panel, "explain_message") == (
        "There is no sample 4 any more: the batch has 3. Select another number."
    )
    studio.document.undo()
    assert text_of(panel, "explain_message") == ""
    studio.attempt(Edit("Duplicate", lambda p: edits.duplicate_layers(p, [1])))
    studio.selection.select(Place(2, 2, 2))
    assert text_of(panel, "explain_message") == (
        "This layer is not computed yet: run the forward pass (F5)."
    )
    studio.document.undo()
    studio.attempt(Edit("Grow", lambda p: edits.set_neurons(p, 1, 9)))
    studio.selection.select(Place(1, 2, 8))
    assert text_of(panel, "explain_message") == (
        "Dense 2 has no neuron 8 any more: it has 3. Select another number."
    )


def test_in_the_window_a_click_in_the_flow_is_explained(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(outputs.lesson())
    outputs.click(qtbot, window.panels[OUTPUTS], 2, 0, 1)
    assert title_of(window.panels[EXPLAIN]) == "Dense 2 · sample 0 · neuron 1"
    assert result_of(window.panels[EXPLAIN]) == "= output[0, 1] -1.04185"


def test_in_the_window_the_selection_moves_to_what_is_left(open_window: Open) -> None:
    window = open_window(outputs.lesson())
    window.studio.selection.select(Place(1, 2, 2))
    window.studio.attempt(Edit("Remove", lambda p: edits.remove_samples(p, [1, 2])))
    assert title_of(window.panels[EXPLAIN]) == "Dense 2 · sample 0 · neuron 2"


def test_a_misfit_is_told_where_the_number_would_be(show_explain: Show) -> None:
    project = outputs.lesson()
    misfit = Project(Network([project.network.layers[0], Dense.random(4, 2)]), project.batch)
    panel = show_explain(misfit, Place(1, 0, 0))
    assert "Dense 2 expects 4 inputs and receives 3." in text_of(panel, "explain_message")
    frame = panel.findChild(QFrame, "explain_message_frame")
    assert frame.property("level") == "error"
    panel.studio.selection.select(Place(0, 0, 0))
    assert text_of(panel, "explain_message") == ""
    assert frame.property("level") == "info"


def test_the_line_that_loses_a_term_says_what_floating_point_has_there(show_explain: Show) -> None:
    layer = Dense([[1.0], [1.0], [1.0]], [0.0])
    panel = show_explain(Project(Network([layer]), Batch([[1e16, 1.0, -1e16]])), Place(0, 0, 0))
    assert rows_of(panel) == [
        "0: 1e+16 1 1e+16",
        "1: 1 1 1",
        "2: -1e+16 1 -1e+16",
        "sum 1",
        "+ bias[0] 0",
        "= output[0, 0] 0",
    ]
    derivation = panel.view.table.derivation
    assert derivation is not None
    assert derivation.row(3).expression == "float64: 0"
    assert derivation.row(5).expression == "by hand 1"
    assert "1 is lost in the sum" in text_of(panel, "explain_note")


def test_nan_and_infinity_are_written_out(show_explain: Show) -> None:
    network = Network([Dense([[1e308], [1.0]], [0.0]), Softmax()])
    panel = show_explain(Project(network, Batch([[10.0, 1.0]])), Place(0, 0, 0))
    assert result_of(panel) == "= output[0, 0] ∞"
    assert "beyond the range of float64" in text_of(panel, "explain_note")
    panel.studio.selection.select(Place(1, 0, 0))
    assert result_of(panel) == "= output[0, 0] NaN"


def test_a_layer_that_is_off_passes_its_input(show_explain: Show) -> None:
    panel = show_explain(edits.enable_layers(outputs.lesson(), [1], False), Place(1, 0, 1))
    assert "switched off" in text_of(panel, "explain_rule")
    assert rows_of(panel) == ["input[0, 1] 1.21", "= output[0, 1] 1.21"]


def test_nothing_to_explain_yet_says_what_to_do(show_explain: Show) -> None:
    panel = show_explain(Project(Network([ReLU()]), Batch(np.empty((0, 4)))), Place(0, 0, 0))
    assert text_of(panel, "explain_message").startswith("The batch has no samples")
    panel = show_explain(empty_project(), Place(INPUT))
    assert text_of(panel, "explain_message").startswith("Select a number")


def test_numbers_that_are_not_in_memory_are_read_first(qtbot: QtBot, show_explain: Show) -> None:
    rows, later = slow_rows(), LaterExecutor(waits=False)
    project = Project(Network([Dense.random(2, 2)]), Batch(rows))
    panel = show_explain(project, Place(INPUT), executor=later)
    later.waits = True
    forget_blocks()
    panel.studio.selection.select(Place(0, 4, 1))
    assert text_of(panel, "explain_message") == "The numbers are being read."
    later.work_when_asked(qtbot)
    qtbot.waitUntil(lambda: title_of(panel) == "Dense 1 · sample 4 · neuron 1")
    forget_blocks()
    break_block(rows, 0, "samples.npy has changed.")
    panel.studio.selection.select(Place(0, 1, 1))
    later.work_when_asked(qtbot)
    qtbot.waitUntil(lambda: text_of(panel, "explain_message") == "The numbers cannot be read.")


def test_while_live_is_off_an_edit_dims_what_is_no_longer_true(show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 0, 1))
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_biases(p, 1, 1, np.array([5.0]))))
    assert panel.explainer.is_dimmed
    assert result_of(panel) == "= output[0, 1] -1.04185"
    assert text_of(panel, "explain_stale") == "Of an earlier state: press F5."
    panel.studio.runner.run()
    assert not panel.explainer.is_dimmed
    assert text_of(panel, "explain_stale") == ""
    assert result_of(panel) == "= output[0, 1] 1.95815"


def test_while_live_is_off_shapes_follow_the_edit_and_old_causes_cannot_be_mended(
    qtbot: QtBot, show_explain: Show
) -> None:
    layers = [Dense(np.ones((2, 3)), np.full(3, -100.0)), ReLU()]
    panel = show_explain(Project(Network(layers), Batch(np.ones((12, 2)))), Place(1, 0, 1))
    qtbot.waitUntil(lambda: text_of(panel, "shapes_formula") == "(12, 3) → (12, 3)")
    panel.resize(370, 2000)  # everything is visible
    qtbot.waitUntil(lambda: remedy(panel) is not None)
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Title", lambda p: replace(p, title="Another")))
    qtbot.wait(500)  # longer than the box would take
    assert remedy(panel).isEnabled()  # a title changes no number
    panel.studio.attempt(Edit("Remove", lambda p: edits.remove_samples(p, [0, 1])))
    qtbot.waitUntil(lambda: text_of(panel, "shapes_formula") == "(10, 3) → (10, 3)")
    qtbot.waitUntil(lambda: not remedy(panel).isEnabled())
    panel.studio.runner.run()
    qtbot.waitUntil(lambda: remedy(panel).isEnabled())


def remedy(panel: ExplainPanel) -> QPushButton | None:
    """The button of the first remedy, while it is there."""
    found = panel.findChildren(QPushButton, "cause_remedy_0")
    return next((each for each in found if each.isVisible()), None)


def test_a_long_sum_shows_its_largest_terms_and_the_sum_of_the_others(
    qtbot: QtBot, show_explain: Show
) -> None:
    panel = show_explain(wide(), Place(0, 1, 2))
    assert text_of(panel, "term_count") == "784 terms"
    rows = rows_of(panel)
    assert len(rows) == 12 + 1 + 3
    sizes = [abs(float(row.split()[-1])) for row in rows[:12]]
    assert sizes == sorted(sizes, reverse=True)
    assert rows[12].startswith("772 more terms ")
    assert_closes(panel)
    press(qtbot, panel, "order_by_index")
    assert [row.split(":")[0] for row in rows_of(panel)[:12]] == [str(k) for k in range(12)]
    assert_closes(panel)


def test_the_terms_unfold_by_the_hundred_and_fold_again(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(wide(120), Place(0, 0, 0))
    table = panel.view.table
    table.setFocus()
    table.set_current(12, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    rows = rows_of(panel)
    assert rows[112].startswith("8 more terms ")
    assert_closes(panel)
    table.set_current(112, 0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert rows_of(panel)[120] == "Show only the 12 first"
    assert_closes(panel)
    table.set_current(120, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert rows_of(panel)[12].startswith("108 more terms ")


def assert_closes(panel: ExplainPanel) -> None:
    """The printed terms on show and the printed sum of the others add up to the printed sum."""
    rows = rows_of(panel)
    terms = [Decimal(row.split()[-1]) for row in rows[:-3] if not row.startswith("Show")]
    assert sum(terms) == Decimal(rows[-3].split()[-1])


def test_a_sum_of_ten_thousand_terms_is_worked_out_in_the_background(
    qtbot: QtBot, show_explain: Show
) -> None:
    later = LaterExecutor(waits=False)
    panel = show_explain(wide(10_000), Place(INPUT), executor=later)
    later.waits = True
    panel.studio.selection.select(Place(0, 1, 2))
    qtbot.waitUntil(lambda: text_of(panel, "explain_message") == "Working it out…")
    panel.studio.selection.select(Place(0, 0, 2))
    later.work()
    qtbot.waitUntil(lambda: title_of(panel) == "Dense 1 · sample 0 · neuron 2")
    assert text_of(panel, "explain_message") == ""
    assert_closes(panel)


def test_a_slider_in_a_long_sum_keeps_the_keyboard_while_it_is_worked_out(
    qtbot: QtBot, show_explain: Show
) -> None:
    later = LaterExecutor(waits=False)
    panel = show_explain(wide(10_000), Place(0, 0, 2), executor=later)
    panel.view.table.setFocus()
    qtbot.keyClick(panel.view.table, Qt.Key.Key_Right)
    qtbot.keyClick(panel.view.table, Qt.Key.Key_Space)
    later.waits = True
    editor = panel.what_if.editor
    assert editor.slider.hasFocus()
    before = result_of(panel)
    qtbot.keyClick(editor.slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: panel.explainer.is_dimmed)
    assert (result_of(panel), text_of(panel, "explain_message")) == (before, "")
    assert text_of(panel, "explain_stale") == ""
    assert editor.slider.hasFocus()
    later.work()
    qtbot.waitUntil(lambda: result_of(panel) != before)
    assert not panel.explainer.is_dimmed
    assert editor.slider.hasFocus()


def test_the_derivation_is_copied_as_printed_or_with_all_digits(
    qtbot: QtBot, show_explain: Show
) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 0, 1))
    table = panel.view.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "k\tinput\tweight\tproduct",
        "0\t4.8\t-0.5\t-2.4",
        "1\t1.21\t0.12\t0.1452",
        "2\t2.385\t-0.33\t-0.78705",
        "\t\tsum\t-3.04185",
        "\t\t+ bias[1]\t2",
        "\t\t= output[0, 1]\t-1.04185",
    ]
    panel.view.copy(digits=True)
    assert QGuiApplication.clipboard().text().splitlines()[-1].split("\t")[-1] == (
        "-1.0418499999999997"
    )


def test_a_tooltip_has_all_digits(show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 0, 1))
    place = panel.view.table.cell_rect(5, 0).center()
    assert panel.view.table.tip_at(place).startswith("output = -1.0418499999999997")


def test_a_tooltip_does_not_say_again_what_stands_below_the_table(
    qtbot: QtBot, show_explain: Show
) -> None:
    panel = show_explain(example_named("Iris").build(), Place(0, 0, 1))
    hover(qtbot, panel, 1, 2)
    tip = panel.view.table.tip_at(panel.view.table.cell_rect(1, 2).center())
    assert tip.splitlines()[1:] == ["sepal width (cm), k = 1"]
    assert text_of(panel, "explain_told") not in tip
    assert "lowers the sum" in text_of(panel, "explain_told")


@pytest.mark.parametrize("width", [290, 420])
@pytest.mark.parametrize("name", ["Two layers", "Softmax", "Iris", "Digits"])
def test_no_number_is_cut_in_a_narrow_panel(show_explain: Show, name: str, width: int) -> None:
    project = example_named(name).build()
    for layer in range(len(project.network)):
        table = show_explain(project, Place(layer, 0, 0), width).view.table
        metrics = QFontMetricsF(table.font_of_numbers)
        assert table.width() <= width
        for row in range(table.derivation.n_rows):
            for column, cell in enumerate(table.derivation.row(row).cells):
                if table.derivation.row(row).k is None:
                    continue
                room = table.cell_rect(row, column).width()
                assert metrics.horizontalAdvance(cell.text) <= room + 1


def test_names_of_inputs_that_begin_alike_can_be_told_apart_in_a_narrow_panel(
    show_explain: Show,
) -> None:
    iris, place = example_named("Iris").build(), Place(0, 1, 2)
    wide = show_explain(iris, place, 500).view.table
    assert wide.names_on_show[:2] == ["sepal length (cm)", "sepal width (cm)"]
    narrow = show_explain(iris, place, 290).view.table
    assert narrow.names_on_show == ["s. length", "s. width", "p. length", "p. width"]
    tip = narrow.tip_at(narrow.cell_rect(1, 0).center())
    assert "sepal width (cm), k = 1" in tip


def test_the_code_gives_the_same_number(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(outputs.lesson(), Place(1, 0, 1))
    code = panel.findChild(QFrame, "number_code_view")
    qtbot.waitUntil(lambda: code.toPlainText() != "")
    names: dict[str, float] = {}
    exec(code.toPlainText(), names)
    assert names["output"] == panel.studio.runner.evaluation.result(1).output.array[0, 1]
    chooser = child(panel, QToolButton, "number_code_language")
    chooser.menu().actions()[1].trigger()
    assert code.toPlainText().startswith("import numpy as np")
    press(qtbot, panel, "number_code_copy")
    assert QGuiApplication.clipboard().text() == code.toPlainText() + "\n"


def test_the_code_is_as_high_as_its_lines(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(example_named("Softmax").build(), Place(0, 0, 1))
    panel.sections.code.refresh()
    view = panel.findChild(CodeView, "number_code_view")
    qtbot.waitUntil(lambda: view.height() < (view.blockCount() + 1) * view.fontMetrics().height())
    assert view.verticalScrollBar().maximum() == 0
    panel.resize(160, panel.height())  # where the lines are longer than the panel is wide
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)


def test_the_lines_of_the_code_have_the_same_room_whatever_its_height(
    qtbot: QtBot, show_explain: Show
) -> None:
    """Else its two scroll bars may call each other for ever, where the longest line just fits."""
    panel = show_explain(outputs.lesson(), Place(1, 0, 1))
    view = panel.findChild(CodeView, "number_code_view")
    qtbot.waitUntil(lambda: view.toPlainText() != "")
    room = view.viewport().width()
    view.setFixedHeight(view.height() // 2)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    assert view.viewport().width() == room


def test_the_option_of_a_layer_is_a_step_of_its_own(show_explain: Show) -> None:
    project = Project(Network([LeakyReLU(slope=0.1)]), Batch([[-3.0]]))
    assert rows_of(show_explain(project, Place(0, 0, 0))) == [
        "input[0, 0] -3",
        "slope 0.1",
        "= output[0, 0] -0.3",
    ]
