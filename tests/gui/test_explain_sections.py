"""The sections of the Explain panel as people use them: causes, precisions and shapes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from weakref import ref

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, LeakyReLU, Network, Project, ReLU, Sigmoid, Softmax, edits
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.panels.explain.sections.causes_section import CausesSection
from nnfs_gui.panels.explain.sections.numerics_section import NumericsSection
from nnfs_gui.panels.explain.sections.shapes_section import ShapesSection
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from tests.deferred import break_block, forget_blocks, slow_rows
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import is_seen, press, seen, text_of
from tests.projects import project_of

MakeStudio = Callable[..., Studio]
Show = Callable[..., Section]


@pytest.fixture
def show(qtbot: QtBot, studio: MakeStudio) -> Show:
    """Shows a section of a project alone, kept up to date as the panel does it."""

    def shown(kind: type[Section], project: Project, place: Place, width: int = 300) -> Section:
        made = studio(project)
        made.selection.select(place)
        section = kind(made)
        holder = QWidget()
        qtbot.addWidget(holder)
        section.setParent(holder)
        section.holder = holder  # lives as long as the section
        section.resize(width, 700)
        holder.resize(width, 700)
        made.selection.changed.connect(lambda old, new: section.refresh())
        made.runner.finished.connect(lambda evaluation: section.refresh())
        made.document.changed.connect(lambda old, new: section.refresh())
        with qtbot.waitExposed(holder):
            holder.show()
        section.refresh()
        return section

    return shown


def dead_project() -> Project:
    inputs = np.linspace(0, 1, 20).reshape(10, 2)
    layers = [Dense([[1.0, 1.0], [1.0, 2.0]], [0.0, -50.0]), ReLU(), Dense.random(2, 2), Softmax()]
    return project_of(inputs, *layers)


def exploding_softmax() -> Project:
    return project_of([[1000.0, 1001.0, 1002.0]], Softmax(subtract_maximum=0))


def heading(section: Section) -> str:
    button = seen(section, QAbstractButton, f"{section.objectName()}_fold")
    assert isinstance(button, QAbstractButton)
    return button.text()


# first cause


def test_a_click_on_a_remedy_mends_a_dead_neuron_in_one_step(qtbot: QtBot, show: Show) -> None:
    section = show(CausesSection, dead_project(), Place(1, 4, 1))
    assert heading(section) == "First cause"
    assert text_of(section, "cause_what") == "Neuron 1 of ReLU is dead: 0 for all 10 samples."
    assert "a bias of -50" in text_of(section, "cause_why")
    press(qtbot, section, "cause_remedy_0")
    document = section.studio.document
    assert document.undo_text == "Raise the bias of neuron 1 in Dense 1"
    evaluation = section.studio.runner.evaluation
    assert evaluation is not None
    assert evaluation.layers[1].output.array[:, 1].any()
    assert not is_seen(section, "cause_dead_1")
    document.undo()
    assert document.undo_text is None
    assert text_of(section, "cause_what") == "Neuron 1 of ReLU is dead: 0 for all 10 samples."


def test_the_relu_becomes_leaky_from_the_keyboard(qtbot: QtBot, show: Show) -> None:
    section = show(CausesSection, dead_project(), Place(1, 4, 1))
    button = seen(section, QAbstractButton, "cause_remedy_2")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert isinstance(section.studio.project.network.layers[1], LeakyReLU)


def test_a_nan_leads_back_to_its_cell_and_is_mended_there(qtbot: QtBot, show: Show) -> None:
    inputs = np.ones((5, 2))
    inputs[3, 1] = np.nan
    project = project_of(inputs, Dense.random(2, 3), ReLU(), Softmax())
    section = show(CausesSection, project, Place(2, 3, 0))
    assert text_of(section, "cause_what") == "Sample 3, x1 of the batch is NaN (not a number)."
    assert "→ Dense 1, neuron 0, is NaN: its input 1 is NaN." in text_of(section, "cause_steps")
    press(qtbot, section, "cause_show")
    assert section.studio.selection.place == Place(INPUT, 3, 1)
    assert not is_seen(section, "cause_show")
    press(qtbot, section, "cause_remedy_1")
    assert section.studio.project.batch.inputs[3, 1] == 0
    assert not section.isVisible()
    section.studio.document.undo()
    assert section.isVisible()


def test_a_softmax_that_overflows_is_told_to_subtract(qtbot: QtBot, show: Show) -> None:
    section = show(CausesSection, exploding_softmax(), Place(0, 0, 2))
    assert "overflows to infinity" in text_of(section, "cause_why")
    press(qtbot, section, "cause_remedy_0")
    assert section.studio.document.undo_text == "Subtract the largest first in Softmax"
    assert not section.isVisible()


def test_what_is_wrong_in_other_layers_is_one_click_away(qtbot: QtBot, show: Show) -> None:
    section = show(CausesSection, dead_project(), Place(3, 4, 1))
    assert heading(section) == "1 finding in other layers"
    press(qtbot, section, "finding_dead_1")
    assert section.studio.selection.place == Place(1, 4, 1)
    assert is_seen(section, "cause_dead_1")


def test_a_layer_tells_its_findings_while_no_number_is_selected(show: Show) -> None:
    section = show(CausesSection, dead_project(), Place(1))
    assert text_of(section, "cause_what") == "Neuron 1 of ReLU is dead: 0 for all 10 samples."
    misfit = project_of(np.ones((2, 2)), Dense.random(2, 4), Dense.random(3, 2))
    section = show(CausesSection, misfit, Place(1))
    assert text_of(section, "cause_what") == "Dense 2 expects 3 inputs and receives 4."


def test_healthy_numbers_leave_nothing_to_say(show: Show) -> None:
    project = project_of([[1.0, 2.0]], Dense([[0.5], [0.5]], [0.0]), Sigmoid())
    section = show(CausesSection, project, Place(1, 0, 0))
    assert not section.isVisible()


def test_when_all_layers_are_gone_there_is_nothing_to_say(show: Show) -> None:
    section = show(CausesSection, dead_project(), Place(1, 9, 1))
    assert section.isVisible()
    for layer in (3, 2, 1, 0):
        section.studio.attempt(Edit("Remove", lambda p, at=layer: edits.remove_layers(p, [at])))
    assert not section.isVisible()


def waiting_causes(qtbot: QtBot, studio: MakeStudio) -> tuple[Studio, LaterExecutor, CausesSection]:
    """The causes of the dead project, whose work waits until it is told to go on."""
    made, later = studio(dead_project()), LaterExecutor()
    slow = Studio.create(made.project, theme=made.theme, executor=later)
    slow.runner.run()
    later.work()
    section = CausesSection(slow)
    qtbot.addWidget(section)
    return slow, later, section


def test_an_answer_for_an_earlier_place_is_dropped(qtbot: QtBot, studio: MakeStudio) -> None:
    slow, later, section = waiting_causes(qtbot, studio)
    slow.selection.select(Place(1, 4, 1))
    section.refresh()
    slow.selection.select(Place(0, 4, 1))
    section.refresh()
    assert section.is_busy
    assert not section.isVisible()  # nothing is told before it is known
    later.work()
    assert not section.is_busy
    assert heading(section) == "1 finding in other layers"
    slow.close()


def test_findings_in_layers_that_are_gone_meanwhile_are_told_by_the_names_of_then(
    qtbot: QtBot, studio: MakeStudio
) -> None:
    slow, later, section = waiting_causes(qtbot, studio)
    slow.selection.select(Place(0, 4, 1))
    section.refresh()
    for layer in (3, 2, 1):
        slow.attempt(Edit("Remove", lambda p, at=layer: edits.remove_layers(p, [at])))
    later.waiting.pop(0)()  # the search, before the passes of the edits
    assert section.findChild(QAbstractButton, "finding_dead_1").text() == "ReLU, neuron 1: dead"
    slow.close()


@pytest.mark.parametrize("kind", [CausesSection, NumericsSection])
def test_a_hidden_section_keeps_no_outputs_in_memory(
    qtbot: QtBot, studio: MakeStudio, kind: type[Section]
) -> None:
    made = studio(dead_project())
    made.selection.select(Place(3, 4, 1))
    section = kind(made)
    qtbot.addWidget(section)
    section.refresh()
    evaluation = made.runner.evaluation
    assert evaluation is not None
    held = ref(evaluation)
    del evaluation
    made.attempt(Edit("Remove", lambda project: edits.remove_samples(project, [0])))
    gc.collect()
    assert held() is None


def test_names_from_a_file_are_never_read_as_markup(show: Show) -> None:
    batch = Batch([[np.nan]], columns=["<b>x</b>"])
    section = show(CausesSection, Project(Network([ReLU()]), batch), Place(0, 0, 0))
    assert "<b>x</b> of the batch is NaN" in text_of(section, "cause_what")


def test_names_of_layers_stand_on_links_and_in_tips_as_they_are(show: Show) -> None:
    dense = Dense([[-1.0, 1.0]], [0.0, 0.0])
    project = project_of(np.ones((12, 1)), dense, ReLU(name="<i>a</i> & b"), Softmax())
    section = show(CausesSection, project, Place(2, 0, 0))
    link = seen(section, QAbstractButton, "finding_dead_1")
    assert link.text() == "<i>a</i> && b, neuron 0: dead"  # where && stands for one &
    section.studio.selection.select(Place(1, 0, 0))
    for tip in (link.toolTip(), seen(section, QWidget, "cause_remedy_2").toolTip()):
        assert "<i>a</i> & b" in QTextDocumentFragment.fromHtml(tip).toPlainText()


def test_samples_that_cannot_be_read_are_told_of(show: Show) -> None:
    rows = slow_rows(missing=4)
    section = show(CausesSection, Project(Network([ReLU()]), Batch(rows)), Place(INPUT, 4, 0))
    assert text_of(section, "cause_what").startswith("Sample 4, x0 of the batch is NaN")
    _lose(rows)
    section.studio.selection.select(Place(INPUT, 8, 0))
    assert text_of(section, "causes_failure") == "samples.npy has changed."


def _lose(rows: Rows) -> None:
    forget_blocks()
    for number in range(len(rows.blocks)):
        break_block(rows, number, "samples.npy has changed.")


def test_a_section_folds_and_stays_folded(qtbot: QtBot, show: Show) -> None:
    section = show(CausesSection, dead_project(), Place(1, 4, 1))
    press(qtbot, section, "causes_section_fold")
    assert section.is_folded
    assert not is_seen(section, "cause_what")
    section.studio.selection.select(Place(1, 5, 1))
    assert not is_seen(section, "cause_what")
    press(qtbot, section, "causes_section_fold")
    assert is_seen(section, "cause_what")


# numerics


def test_softmax_with_and_without_the_subtraction_stands_side_by_side(show: Show) -> None:
    section = show(NumericsSection, exploding_softmax(), Place(0, 0, 1))
    steps = steps_of(text_of(section, "numerics_table"))
    assert steps["exponential [1]"] == [
        ["float16", "0.3679", "≠ ∞"],
        ["float32", "0.3679", "≠ ∞"],
        ["float64", "0.3679", "≠ ∞"],
    ]
    assert steps["probability [1]"] == [
        ["float16", "0.2448", "≠ NaN"],
        ["float32", "0.2447", "≠ NaN"],
        ["float64", "0.2447", "≠ NaN"],
    ]
    assert steps["largest"][0] == ["float16", "1002", ""]  # a step of one way only
    lines = text_of(section, "numerics_sentence").split("\n")
    assert lines[:3] == [
        "With the subtraction:",
        "float16 agrees with float64 to about 3 digits.",
        "float32 agrees with float64 to about 7 digits.",
    ]
    assert lines[3] == "Without it:"
    assert lines[4].startswith("float16 parts at exponential[0]: infinity in place of 1.97e+434")


def test_numerics_say_which_way_the_layer_goes(show: Show) -> None:
    section = show(NumericsSection, exploding_softmax(), Place(0, 0, 1))
    assert text_of(section, "numerics_note") == "This layer takes the inputs as they are."
    section.studio.attempt(
        Edit("Set option", lambda project: edits.set_option(project, 0, "subtract_maximum", 1))
    )
    assert text_of(section, "numerics_note") == "This layer subtracts the largest input first."


def test_the_view_of_the_network_stays_chosen_at_another_sample(qtbot: QtBot, show: Show) -> None:
    project = project_of([[1.0, 2.0], [3.0, 5.0]], Softmax())
    section = show(NumericsSection, project, Place(0, 0, 1))
    press(qtbot, section, "numerics_network")
    assert text_of(section, "numerics_note") == "Differences are from float64."
    assert "▸ Softmax" in text_of(section, "numerics_table")  # the selected row
    section.studio.selection.select(Place(0, 1, 1))
    assert text_of(section, "numerics_note") == "Differences are from float64."
    press(qtbot, section, "numerics_softmax")
    assert "probability [1]" in text_of(section, "numerics_table")


def steps_of(table: str) -> dict[str, list[list[str]]]:
    """The rows of numbers below each heading of the softmax table, whose cells are lines here."""
    cells = [cell.replace("\u00a0", " ") for cell in table.split("\n")[1:-1]]
    steps: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for row in zip(*(cells[column::3] for column in range(3)), strict=True):
        if row[0].startswith("float"):
            rows.append(list(row))
        else:
            steps[row[0]] = rows = []
    return steps


def test_other_layers_show_the_sample_through_the_whole_network(qtbot: QtBot, show: Show) -> None:
    layers = [Dense([[100.0]], [0.0]), ReLU(), Dense([[100.0]], [0.0])]
    section = show(NumericsSection, project_of([[10.0]], *layers), Place(2, 0, 0))
    assert not is_seen(section, "numerics_softmax")
    assert text_of(section, "numerics_sentence").startswith("float16 parts at Dense 2: infinity")
    table = text_of(section, "numerics_table")
    assert "≠ ∞" in table
    assert "100000" in table  # the selected number with all its digits
    assert not is_seen(section, "numerics_rule")
    press(qtbot, section, "numerics_show_rule")
    assert "Higham" in text_of(section, "numerics_rule")


def test_the_rule_unfolds_a_folded_section(qtbot: QtBot, show: Show) -> None:
    section = show(NumericsSection, project_of([[1.0]], Softmax()), Place(0, 0, 0))
    press(qtbot, section, "numerics_section_fold")
    press(qtbot, section, "numerics_show_rule")
    assert "Higham" in text_of(section, "numerics_rule")


def test_names_of_layers_are_shown_as_they_are(show: Show) -> None:
    project = project_of([[1.0]], ReLU(name="<b>x</b>\u202e"))
    section = show(NumericsSection, project, Place(0, 0, 0))
    assert "<b>x</b>" in text_of(section, "numerics_table")


def test_numerics_hide_without_a_sample_and_behind_a_misfit(show: Show) -> None:
    project = project_of(np.ones((2, 2)), Dense.random(2, 4), Dense.random(3, 2))
    section = show(NumericsSection, project, Place(0, 1, 2))
    assert section.isVisible()
    for place in [Place(0), Place(1, 0, 0), Place(INPUT, 0, 0)]:
        section.studio.selection.select(place)
        assert not section.isVisible()


def test_rows_that_are_not_in_memory_come_and_are_compared(qtbot: QtBot, show: Show) -> None:
    rows = slow_rows()
    section = show(NumericsSection, Project(Network([Softmax()]), Batch(rows)), Place(0, 7, 1))
    qtbot.waitUntil(lambda: is_seen(section, "numerics_table"))
    assert steps_of(text_of(section, "numerics_table"))["input [1]"][0][1] == "15"  # of row 7


def test_a_wide_softmax_shows_the_selected_entry_and_one_that_parts(show: Show) -> None:
    inputs = np.zeros((1, 40))
    inputs[0, 30] = -60.0
    inputs[0, 35] = 3.0
    section = show(NumericsSection, project_of(inputs, Softmax()), Place(0, 0, 20))
    steps = steps_of(text_of(section, "numerics_table"))
    assert {"input [20]", "exponential [20]", "exponential [30]"} <= set(steps)
    assert "input [30]" not in steps
    section.studio.selection.select(Place(0, 0, None))
    assert "input [35]" in steps_of(text_of(section, "numerics_table"))  # the largest


# shapes


def test_a_dense_layer_shows_its_product_with_the_inner_dimensions_marked(show: Show) -> None:
    section = show(ShapesSection, dead_project(), Place(0, 0, 0))
    assert text_of(section, "shapes_formula") == "(10, 2) · (2, 2) + (1, 2) = (10, 2)"
    inputs, weights, _ = seen(section, QWidget, "shapes_drawing").row.boxes
    assert (inputs.columns_mark, weights.rows_mark) == ("inner", "inner")
    assert "inner dimensions match" in text_of(section, "shapes_text")


def test_a_misfit_is_marked_and_mended_by_a_click(qtbot: QtBot, show: Show) -> None:
    project = project_of(np.ones((2, 2)), Dense.random(2, 4), Dense.random(3, 2))
    section = show(ShapesSection, project, Place(1))
    assert text_of(section, "shapes_formula") == "(2, 4) · (3, 2): no product"
    inputs, weights, _ = seen(section, QWidget, "shapes_drawing").row.boxes
    assert (inputs.columns_mark, weights.rows_mark) == ("wrong", "wrong")
    assert "the inner dimensions differ" in text_of(section, "shapes_misfit")
    press(qtbot, section, "shapes_resize")
    assert section.studio.document.undo_text == "Resize Dense 2 to 4 inputs"
    assert not is_seen(section, "shapes_misfit")
    assert text_of(section, "shapes_formula") == "(2, 4) · (4, 2) + (1, 2) = (2, 2)"
    section.studio.document.undo()
    assert is_seen(section, "shapes_resize")


def test_the_orientation_is_the_same_in_both_panels(qtbot: QtBot, show: Show) -> None:
    project = project_of(np.ones((5, 4)), Dense.random(4, 3))
    section = show(ShapesSection, project, Place(0, 0, 0))
    panel = LayerPanel(section.studio)
    qtbot.addWidget(panel)
    panel.show()
    assert not is_seen(section, "shapes_transposition")
    press(qtbot, panel, "orientation_switch")
    assert seen(section, QAbstractButton, "shapes_orientation").isChecked()
    written, kept = seen(section, QWidget, "shapes_transposition").row.boxes
    assert (written.shape, kept.shape) == ((3, 4), (4, 3))
    assert "swaps the axes to (4, 3)" in text_of(section, "shapes_transposition_text")
    press(qtbot, section, "shapes_orientation")
    assert not seen(panel, QAbstractButton, "orientation_switch").isChecked()
    assert not is_seen(section, "shapes_transposition")
    assert section.studio.document.undo_text is None  # a way to look, no edit


def test_any_value_is_told_with_its_rank_shape_and_axes(qtbot: QtBot, show: Show) -> None:
    project = project_of(np.ones((5, 4)), Dense.random(4, 3), precision="float32")
    section = show(ShapesSection, project, Place(0, 2, 1))
    choice = seen(section, QComboBox, "shapes_value")
    assert isinstance(choice, QComboBox)
    number = text_of(section, "shapes_value_text")
    assert number.startswith("A scalar: rank 0 (no dimension), shape ().")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "outputs of sample 2"
    assert text_of(section, "shapes_value_text") == (
        "A vector: rank 1 (one dimension), shape (3,).\nAxis 0 counts neurons (3).\n"
        "3 numbers of float32, 4 bytes each: 12 bytes."
    )
    section.studio.selection.select(Place(0, 3, 1))
    assert choice.currentText() == "outputs of sample 3"  # still the row
    choice.setCurrentText("weights of Dense 1")
    section.refresh()
    assert "Axis 0 counts inputs (4), axis 1 counts neurons (3)." in text_of(
        section, "shapes_value_text"
    )


def test_the_drawing_fits_a_narrow_panel(show: Show) -> None:
    project = project_of(np.zeros((1797, 784)), Dense.random(784, 128))
    for width in (270, 400):
        section = show(ShapesSection, project, Place(0, 0, 0), width)
        drawing = seen(section, QWidget, "shapes_drawing")
        picture = drawing.grab().toImage()
        back = picture.pixel(0, 0)
        for edge in (0, picture.width() - 1):  # nothing is cut off at the sides
            assert all(picture.pixel(edge, y) == back for y in range(picture.height()))
        assert drawing.accessibleName().startswith("(1797,\u00a0784) · (784,\u00a0128)")


def test_softmax_and_activations_show_what_stays_and_what_is_summed(show: Show) -> None:
    section = show(ShapesSection, dead_project(), Place(3, 0, 0))
    assert text_of(section, "shapes_formula") == "(10, 2) / (10, 1) = (10, 2)"
    assert "keepdims=True" in text_of(section, "shapes_text")
    section.studio.selection.select(Place(1, 0, 0))
    assert text_of(section, "shapes_formula") == "(10, 2) → (10, 2)"


def test_the_batch_has_values_but_no_product(show: Show) -> None:
    project = replace(dead_project(), batch=Batch(np.ones((10, 2)), np.zeros(10, int)))
    section = show(ShapesSection, project, Place(INPUT, 1, 1))
    assert not is_seen(section, "shapes_formula")
    choice = seen(section, QComboBox, "shapes_value")
    assert isinstance(choice, QComboBox)
    names = [choice.itemText(at) for at in range(choice.count())]
    assert names == ["this number", "inputs of sample 1", "the batch", "the targets"]


def test_a_layer_that_is_gone_leaves_the_shapes_of_the_last_one(show: Show) -> None:
    section = show(ShapesSection, dead_project(), Place(3, 0, 0))
    for layer in (3, 2):
        section.studio.attempt(Edit("Remove", lambda p, at=layer: edits.remove_layers(p, [at])))
    assert text_of(section, "shapes_formula") == "(10, 2) → (10, 2)"
    for layer in (1, 0):
        section.studio.attempt(Edit("Remove", lambda p, at=layer: edits.remove_layers(p, [at])))
    assert not is_seen(section, "shapes_formula")
