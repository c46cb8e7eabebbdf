"""The inspector as people use it: names, switches, neurons, seeds, options and curves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSpinBox,
    QStyle,
    QStyleOptionSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_core import KINDS, Batch, Dense, LeakyReLU, Network, Project, ReLU, Softmax, edits
from nnfs_core.layers import Activation, Layer
from nnfs_core.layers.initialisation import HeNormal, Legacy
from nnfs_core.project.place import Place
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.studio import Studio
from tests.gui.widgets import is_seen, press, seen, show_alone, text_of
from tests.projects import layer_of

MakeStudio = Callable[..., Studio]


Show = Callable[..., LayerPanel]


@pytest.fixture
def show(qtbot: QtBot, studio: MakeStudio) -> Show:
    """Shows the inspector of a project with its layer 0, or another place, selected."""

    def shown(project: Project, place: Place = Place(0)) -> LayerPanel:  # noqa: B008 - frozen
        made = studio(project)
        made.selection.select(place)
        panel = LayerPanel(made)
        show_alone(qtbot, panel, 320, 720)
        return panel

    return shown


def two_layers() -> Project:
    inputs = [[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0]]
    return Project(
        Network([Dense.random(4, 3, seed=0), ReLU(), Dense.random(3, 2, seed=1)]), Batch(inputs)
    )


def type_number(qtbot: QtBot, spin: QWidget, text: str) -> None:
    assert isinstance(spin, QSpinBox | QDoubleSpinBox)
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, text)


def dense(panel: LayerPanel, index: int = 0) -> Dense:
    layer = panel.studio.project.network.layers[index]
    assert isinstance(layer, Dense)
    return layer


def test_the_inspector_tells_all_about_the_selected_layer(show: Show) -> None:
    panel = show(two_layers())
    assert panel.header.summary.text() == "Dense 1"
    assert text_of(panel, "layer_kind") == "Dense: inputs · weights + biases"
    assert text_of(panel, "layer_description") == Dense.description
    assert text_of(panel, "layer_shape") == "4 → 3 numbers a sample · 15 parameters"
    assert seen(panel, QLineEdit, "layer_name").placeholderText() == "Dense 1"


def test_the_inspector_follows_the_selection_and_undo(show: Show) -> None:
    panel = show(two_layers())
    panel.studio.selection.select_layer(1)
    assert text_of(panel, "layer_kind") == "ReLU: max(0, x)"
    panel.studio.selection.select_layer(2)
    assert text_of(panel, "layer_shape") == "3 → 2 numbers a sample · 8 parameters"
    panel.studio.attempt(Edit("Set neurons", lambda project: edits.set_neurons(project, 2, 6)))
    assert seen(panel, QSpinBox, "neurons_spin").value() == 6
    panel.studio.document.undo()
    assert seen(panel, QSpinBox, "neurons_spin").value() == 2


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_shows_its_options_and_activations_their_curve(
    show: Show, kind: type[Layer]
) -> None:
    layer = layer_of(kind)
    panel = show(Project(Network([layer]), Batch(np.ones((2, 4)))))
    for name, option in kind.options().items():
        field = "seed_spin" if kind is Dense else f"option_{name}"
        assert seen(panel, QWidget, field).toolTip() == option.hint
    assert is_seen(panel, "curve_plot") == issubclass(kind, Activation)
    assert is_seen(panel, "weights_table") == (kind is Dense)


def test_a_layer_gets_a_name_by_enter_and_loses_it_when_emptied(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers())
    name = seen(panel, QLineEdit, "layer_name")
    qtbot.keyClicks(name, "Hidden")
    assert panel.studio.project.network.names[0] == "Dense 1"
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert panel.studio.project.network.names[0] == "Hidden"
    assert panel.header.summary.text() == "Hidden"
    name.selectAll()
    qtbot.keyClick(name, Qt.Key.Key_Delete)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert panel.studio.project.network.names[0] == "Dense 1"
    assert name.placeholderText() == "Dense 1"


def test_escape_takes_a_typed_name_back(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers())
    name = seen(panel, QLineEdit, "layer_name")
    qtbot.keyClicks(name, "Oops")
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert name.text() == ""
    assert panel.studio.document.undo_text is None


def test_a_name_typed_before_another_layer_is_selected_goes_to_the_layer_it_was_for(
    qtbot: QtBot, show: Show
) -> None:
    panel = show(two_layers())
    qtbot.keyClicks(seen(panel, QLineEdit, "layer_name"), "Hidden")
    panel.studio.selection.select_layer(2)
    assert panel.studio.project.network.names == ("Hidden", "ReLU", "Dense 2")
    assert seen(panel, QLineEdit, "layer_name").text() == ""


def test_the_switch_turns_a_layer_off_and_says_what_that_means(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers(), Place(1))
    press(qtbot, panel, "layer_enabled")
    assert not panel.studio.project.network.layers[1].enabled
    assert text_of(panel, "layer_shape") == "3 → 3 numbers a sample · off: passes its inputs on"
    panel.studio.document.undo()
    assert seen(panel, QAbstractButton, "layer_enabled").isChecked()


def test_typing_a_number_of_neurons_builds_only_the_one_that_is_entered(
    qtbot: QtBot, show: Show
) -> None:
    panel = show(two_layers())
    built: list[int] = []
    panel.studio.document.changed.connect(lambda old, new: built.append(dense(panel).n_outputs))
    spin = seen(panel, QSpinBox, "neurons_spin")
    type_number(qtbot, spin, "12")
    assert built == []
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert built == [12]
    assert dense(panel, 2).n_inputs == 12  # the next dense layer follows in the same step
    assert panel.studio.document.undo_text == "Set number of neurons"


def test_leaving_the_field_enters_the_number_of_neurons(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers())
    spin = seen(panel, QSpinBox, "neurons_spin")
    type_number(qtbot, spin, "5")
    qtbot.keyClick(spin, Qt.Key.Key_Tab)
    assert dense(panel).n_outputs == 5


def test_a_held_arrow_is_one_step_to_undo_and_each_press_one_of_its_own(
    qtbot: QtBot, show: Show
) -> None:
    panel = show(two_layers())
    spin = seen(panel, QSpinBox, "neurons_spin")
    before = panel.studio.project
    option = QStyleOptionSpinBox()
    spin.initStyleOption(option)
    up = spin.style().subControlRect(
        QStyle.ComplexControl.CC_SpinBox, option, QStyle.SubControl.SC_SpinBoxUp, spin
    )
    qtbot.mousePress(spin, Qt.MouseButton.LeftButton, pos=up.center())
    qtbot.waitUntil(lambda: dense(panel).n_outputs >= 6, timeout=5000)
    qtbot.mouseRelease(spin, Qt.MouseButton.LeftButton, pos=up.center())
    held = panel.studio.project
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    panel.studio.document.undo()
    assert panel.studio.project is held
    panel.studio.document.undo()
    assert panel.studio.project is before


def test_the_wheel_changes_neurons_only_in_the_field_that_has_the_focus(
    qtbot: QtBot, show: Show
) -> None:
    panel = show(two_layers())
    spin = seen(panel, QSpinBox, "neurons_spin")

    def turn() -> None:
        place = QPointF(spin.rect().center())
        event = QWheelEvent(
            place,
            QPointF(spin.mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(spin, event)

    seen(panel, QLineEdit, "layer_name").setFocus()
    turn()
    assert dense(panel).n_outputs == 3
    spin.setFocus()
    turn()
    turn()
    assert dense(panel).n_outputs == 5
    panel.studio.document.undo()
    assert dense(panel).n_outputs == 3


def heavy_batch() -> Project:
    """A hundred thousand samples make each neuron's outputs weigh 0.8 MB."""
    return Project(Network([Dense.random(1, 2)]), Batch(np.zeros((100_000, 1))))


def test_a_slip_of_the_hand_is_asked_about_before_anything_is_made(
    qtbot: QtBot, show: Show
) -> None:
    panel = show(heavy_batch())
    spin = seen(panel, QSpinBox, "neurons_spin")
    type_number(qtbot, spin, "500")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    told = text_of(panel, "neurons_warning_text")
    assert told.startswith("500 neurons need 400.0 MB; ")
    assert told.endswith(" are free.")
    assert dense(panel).n_outputs == 2
    assert seen(panel, QAbstractButton, "neurons_keep").text() == "Keep 2"
    press(qtbot, panel, "neurons_keep")
    assert spin.value() == 2
    assert not is_seen(panel, "neurons_warning")
    assert panel.studio.document.undo_text is None


def test_what_was_asked_about_is_made_when_the_user_says_so(qtbot: QtBot, show: Show) -> None:
    panel = show(heavy_batch())
    panel.studio.runner.set_live(False)  # the outputs are not the point here
    spin = seen(panel, QSpinBox, "neurons_spin")
    type_number(qtbot, spin, "500")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    press(qtbot, panel, "neurons_make")
    assert dense(panel).n_outputs == 500
    assert not is_seen(panel, "neurons_warning")


def test_more_neurons_than_memory_holds_are_refused(qtbot: QtBot, show: Show) -> None:
    panel = show(Project(Network([Dense.random(2000, 2)]), Batch(np.zeros((50, 2000)))))
    spin = seen(panel, QSpinBox, "neurons_spin")
    type_number(qtbot, spin, "100000000")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert "100,000,000 neurons need 1.6 TB" in text_of(panel, "neurons_warning_text")
    assert not is_seen(panel, "neurons_make")
    assert dense(panel).n_outputs == 2


def test_drawing_again_with_a_seed_gives_the_weights_of_that_seed(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers())
    seed = seen(panel, QSpinBox, "seed_spin")
    type_number(qtbot, seed, "7")
    press(qtbot, panel, "redraw_button")
    assert np.array_equal(dense(panel).weights, Dense.random(4, 3, seed=7).weights)
    press(qtbot, panel, "new_seed_button")
    assert seed.value() == dense(panel).seed == 8
    panel.studio.document.undo()
    assert seed.value() == 7


def test_enter_in_the_seed_draws_too(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers())
    seed = seen(panel, QSpinBox, "seed_spin")
    type_number(qtbot, seed, "3")
    assert dense(panel).seed == 0
    qtbot.keyClick(seed, Qt.Key.Key_Return)
    assert np.array_equal(dense(panel).weights, Dense.random(4, 3, seed=3).weights)


def choose_rule(panel: LayerPanel, title: str) -> None:
    """Choose by the keyboard."""
    rules = seen(panel, QComboBox, "initialisation_choice")
    QTest.keyClick(rules, Qt.Key.Key_Home)
    for _ in range(rules.findText(title)):
        QTest.keyClick(rules, Qt.Key.Key_Down)
    assert rules.currentText() == title


def test_a_rule_says_its_formula_and_what_it_is_for(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers())
    assert text_of(panel, "initialisation_formula") == "0.01 × N(0, 1)"
    choose_rule(panel, "He uniform")
    assert text_of(panel, "initialisation_formula") == "U(−a, a) with a = √(6 / inputs)"
    assert text_of(panel, "initialisation_hint").startswith("For layers before ReLU")
    assert seen(panel, QLabel, "initialisation_hint").toolTip() == (
        "In PyTorch it is kaiming_uniform_."
    )
    choose_rule(panel, "Glorot normal")
    assert "Tanh, Sigmoid or Softmax" in text_of(panel, "initialisation_hint")
    assert "Keras cuts the tails off" in seen(panel, QLabel, "initialisation_hint").toolTip()
    assert panel.studio.document.undo_text is None  # nothing is drawn by choosing


def test_a_layer_is_drawn_by_the_rule_that_is_chosen_and_from_then_on(
    qtbot: QtBot, show: Show
) -> None:
    panel = show(two_layers())
    choose_rule(panel, "He normal")
    button = seen(panel, QAbstractButton, "redraw_button")
    assert button.text() == "Draw"
    press(qtbot, panel, "redraw_button")
    assert dense(panel) == Dense.random(4, 3, seed=0, initialisation=HeNormal())
    assert button.text() == "Draw again"
    assert panel.studio.document.undo_text == "Draw weights"
    press(qtbot, panel, "new_seed_button")
    assert dense(panel) == Dense.random(4, 3, seed=1, initialisation=HeNormal())
    spin = seen(panel, QSpinBox, "neurons_spin")
    type_number(qtbot, spin, "4")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    drawn = Dense.random(4, 4, seed=1, initialisation=HeNormal()).weights
    assert dense(panel).weights[:, 3].tolist() == drawn[:, 3].tolist()
    for _ in range(3):
        panel.studio.document.undo()
    assert dense(panel) == Dense.random(4, 3, seed=0)
    rules = seen(panel, QComboBox, "initialisation_choice")
    assert rules.currentText() == "Normal, small"


def test_a_rule_that_was_only_chosen_is_dropped_with_the_layer(show: Show) -> None:
    panel = show(two_layers())
    choose_rule(panel, "He normal")
    panel.studio.selection.select_layer(2)
    rules = seen(panel, QComboBox, "initialisation_choice")
    assert rules.currentText() == "Normal, small"
    choose_rule(panel, "Glorot uniform")
    panel.studio.attempt(Edit("Name", lambda project: edits.rename_layer(project, 2, "last")))
    assert rules.currentText() == "Glorot uniform"  # the same layer, about something else


def test_all_weights_take_a_value_or_zero(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers())
    assert not is_seen(panel, "alike_warning")
    choose_rule(panel, "Constant")
    assert "All neurons begin alike" in text_of(panel, "alike_warning_text")
    assert not is_seen(panel, "seed_spin")
    type_number(qtbot, seen(panel, QDoubleSpinBox, "initialisation_value"), "0.25")
    press(qtbot, panel, "redraw_button")
    assert (dense(panel).weights == 0.25).all()
    choose_rule(panel, "Zeros")
    assert is_seen(panel, "alike_warning")
    assert seen(panel, QAbstractButton, "redraw_button").text() == "Set weights"
    press(qtbot, panel, "redraw_button")
    assert (dense(panel).weights == 0).all()
    panel.studio.document.undo()
    assert (dense(panel).weights == 0.25).all()
    assert seen(panel, QDoubleSpinBox, "initialisation_value").text() == "0.25"


def test_a_single_neuron_has_no_others_to_be_like(show: Show) -> None:
    panel = show(Project(Network([Dense.random(4, 1)]), Batch(np.ones((2, 4)))))
    choose_rule(panel, "Zeros")
    assert not is_seen(panel, "alike_warning")


@pytest.mark.parametrize(
    ("typed", "value"), [("0,25", 0.25), ("-1e-5", -1e-5), (".5", 0.5), ("x7", 7)]
)
def test_a_value_is_typed_as_in_a_table(qtbot: QtBot, show: Show, typed: str, value: float) -> None:
    panel = show(two_layers())
    choose_rule(panel, "Constant")
    field = seen(panel, QDoubleSpinBox, "initialisation_value")
    type_number(qtbot, field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (dense(panel).weights == value).all()


def test_the_legacy_generator_gives_one_layer_the_books_numbers(qtbot: QtBot, show: Show) -> None:
    panel = show(Project(Network([Dense.random(2, 3)]), Batch(np.ones((2, 2))), "float32"))
    choose_rule(panel, "Legacy generator")
    press(qtbot, panel, "redraw_button")
    assert dense(panel).weights.round(8).tolist()[0] == pytest.approx(
        [0.01764052, 0.00400157, 0.00978738], abs=1e-8
    )
    type_number(qtbot, seen(panel, QSpinBox, "initialisation_drawn_before"), "300")
    press(qtbot, panel, "redraw_button")
    assert dense(panel).initialisation == Legacy(drawn_before=300)
    assert is_seen(panel, "book_button")
    assert "computes in" not in text_of(panel, "initialisation_hint")
    panel.studio.attempt(Edit("Compute", lambda project: edits.set_precision(project, "float16")))
    assert "The project computes in float16" in text_of(panel, "initialisation_hint")


def test_a_misfit_is_told_in_red_and_mended_by_its_button(qtbot: QtBot, show: Show) -> None:
    project = two_layers()
    project = edits.replace_layer(project, 2, Dense.random(5, 2))
    panel = show(project, Place(2))
    assert text_of(panel, "layer_fault_text") == "Dense 2 expects 5 inputs and receives 3."
    button = seen(panel, QAbstractButton, "resize_inputs_button")
    assert button.text() == "Resize weights to 3 inputs"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dense(panel, 2).n_inputs == 3
    assert not is_seen(panel, "layer_fault")


def test_the_layer_points_to_its_first_number_that_goes_wrong(show: Show) -> None:
    project = Project(Network([Softmax(subtract_maximum=0)]), Batch([[1000.0, 1.0]]))
    panel = show(project)
    assert text_of(panel, "layer_fault_text") == "NaN in sample 0"  # its card tells why


def test_the_slope_of_a_leaky_relu_can_be_set(qtbot: QtBot, show: Show) -> None:
    panel = show(Project(Network([LeakyReLU()]), Batch([[-2.0]])), Place(0, 0, 0))
    slope = seen(panel, QDoubleSpinBox, "option_slope")
    assert slope.text() == "0.01"
    type_number(qtbot, slope, "0.5")
    qtbot.keyClick(slope, Qt.Key.Key_Return)
    assert panel.studio.project.network.layers[0].slope == 0.5
    assert text_of(panel, "curve_text") == "Sample 0, neuron 0: -2 becomes -1."


def test_softmax_can_be_run_without_subtracting_the_largest(qtbot: QtBot, show: Show) -> None:
    panel = show(Project(Network([Softmax()]), Batch([[1.0, 2.0]])))
    press(qtbot, panel, "option_subtract_maximum")
    assert panel.studio.project.network.layers[0].subtract_maximum == 0
    assert "the others shrink" in text_of(panel, "distribution_text")


def test_the_selected_number_stands_on_the_curve(show: Show) -> None:
    panel = show(Project(Network([ReLU()]), Batch([[4.8, -1.5]])), Place(0, 0, 0))
    plot = seen(panel, PlotWidget, "curve_plot")
    line, *_, point = plot.listDataItems()
    assert (line.xData[0], line.xData[-1]) == (-5, 5)
    assert np.array_equal(line.yData, np.maximum(line.xData, 0))
    assert (list(point.xData), list(point.yData)) == ([4.8], [4.8])
    panel.studio.selection.select(Place(0, 0, 1))
    assert (list(point.xData), list(point.yData)) == ([-1.5], [0])
    panel.studio.selection.select(Place(0))
    assert text_of(panel, "curve_text").startswith("Select a number")


def test_a_number_that_is_none_is_told_and_not_drawn(show: Show) -> None:
    project = Project(Network([Softmax(subtract_maximum=0), ReLU()]), Batch([[1000.0, 1.0]]))
    panel = show(project, Place(1, 0, 0))
    line, *_, point = seen(panel, PlotWidget, "curve_plot").listDataItems()
    assert text_of(panel, "curve_text") == "Sample 0, neuron 0: NaN becomes NaN."
    assert point.xData is None or len(point.xData) == 0
    assert line.xData[-1] == 5


def test_a_layer_that_is_off_passes_the_selected_number_on(show: Show) -> None:
    panel = show(Project(Network([ReLU(enabled=False)]), Batch([[-1.5]])), Place(0, 0, 0))
    assert text_of(panel, "curve_text") == (
        "Sample 0, neuron 0: -1.5 stays as it is while the layer is off."
    )


def test_a_number_far_out_widens_the_curve(show: Show) -> None:
    panel = show(Project(Network([ReLU()]), Batch([[40.0]])), Place(0, 0, 0))
    line, *_, point = seen(panel, PlotWidget, "curve_plot").listDataItems()
    assert line.xData[-1] == pytest.approx(44)
    assert list(point.yData) == [40]


def test_a_large_change_waits_for_its_thread_and_is_refused_if_the_layer_changed(
    qtbot: QtBot, studio: MakeStudio
) -> None:
    made = Studio.create(Project(Network([Dense.random(1, 3)]), Batch(np.zeros((2, 1)))))
    try:
        made.selection.select(Place(0))
        panel = LayerPanel(made)
        qtbot.addWidget(panel)
        panel.show()
        told: list[Notice] = []
        made.notices.posted.connect(told.append)
        spin = seen(panel, QSpinBox, "neurons_spin")
        with qtbot.waitSignal(made.tasks.ended, timeout=5000):
            type_number(qtbot, spin, "1000000")
            qtbot.keyClick(spin, Qt.Key.Key_Return)
            assert dense(panel).n_outputs == 3
            made.attempt(Edit("Name", lambda project: edits.rename_layer(project, 0, "Other")))
        assert dense(panel).n_outputs == 3
        assert told[-1].text.endswith("the layer has changed meanwhile.")
        assert spin.value() == 3
    finally:
        made.close()


def test_a_large_change_is_done_on_the_project_that_is_there_when_it_is_ready(
    qtbot: QtBot, studio: MakeStudio
) -> None:
    made = Studio.create(Project(Network([Dense.random(1, 3)]), Batch(np.zeros((2, 1)))))
    try:
        made.runner.set_live(False)
        made.selection.select(Place(0))
        panel = LayerPanel(made)
        qtbot.addWidget(panel)
        panel.show()
        spin = seen(panel, QSpinBox, "neurons_spin")
        type_number(qtbot, spin, "1000000")
        qtbot.keyClick(spin, Qt.Key.Key_Return)
        made.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 5)))
        qtbot.waitUntil(lambda: dense(panel).n_outputs == 1_000_000, timeout=10_000)
        assert made.project.batch.inputs[0, 0] == 5
    finally:
        made.close()


def test_undo_keys_are_left_to_the_menu_once_a_field_is_entered(
    qtbot: QtBot, studio: MakeStudio
) -> None:
    made = studio(two_layers())
    made.selection.select(Place(0))
    window, panel = QMainWindow(), LayerPanel(made)
    window.setCentralWidget(panel)
    qtbot.addWidget(window)
    undo = QAction("Undo", window)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(made.document.undo)
    window.addAction(undo)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    ctrl = Qt.KeyboardModifier.ControlModifier
    spin = seen(panel, QSpinBox, "neurons_spin")
    type_number(qtbot, spin, "12")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    qtbot.keyClick(spin, Qt.Key.Key_Z, ctrl)
    assert dense(panel).n_outputs == spin.value() == 3
    name = seen(panel, QLineEdit, "layer_name")
    name.setFocus()
    qtbot.keyClicks(name, "Hidden")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.keyClick(name, Qt.Key.Key_Z, ctrl)
    assert made.project.network.names[0] == "Dense 1"


def test_without_a_layer_the_inspector_says_what_to_do_next(show: Show) -> None:
    panel = show(Project(Network(), Batch(np.zeros((3, 4)))), Place())
    assert "Add one from the palette" in text_of(panel, "next_step")
    panel.studio.selection.select(Place(7))  # of which there is none
    assert panel.studio.selection.place == Place()
    assert "Add one from the palette" in text_of(panel, "next_step")


def test_a_narrow_dock_cuts_nothing_off(show: Show) -> None:
    panel = show(two_layers())
    panel.resize(280, 500)
    QApplication.processEvents()
    page = seen(panel, QWidget, "weights_table").parentWidget().parentWidget()
    assert page.width() <= 280
    assert page.minimumSizeHint().width() <= 268  # what a scroll bar leaves of it


def test_the_list_of_kinds_changes_the_layer_in_place(qtbot: QtBot, show: Show) -> None:
    panel = show(two_layers(), Place(1))
    kinds = seen(panel, QComboBox, "layer_kinds")
    kinds.setFocus()
    qtbot.keyClick(kinds, Qt.Key.Key_Down)
    assert isinstance(panel.studio.project.network.layers[1], LeakyReLU)
    assert text_of(panel, "layer_kind").startswith("Leaky ReLU")
    assert panel.studio.document.undo_text == "Change ReLU to Leaky ReLU"
    shown = seen(panel, QComboBox, "layer_kinds")
    assert shown.hasFocus()
    assert shown.currentText() == "Leaky ReLU"
    panel.studio.document.undo()
    assert seen(panel, QComboBox, "layer_kinds").currentText() == "ReLU"


def test_a_dense_layer_has_no_list_of_kinds(show: Show) -> None:
    assert not is_seen(show(two_layers()), "layer_kinds")
