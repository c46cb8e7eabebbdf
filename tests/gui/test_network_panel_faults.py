"""Faults on the cards where they happen, with the buttons that mend them or lead to them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_core.layers import ReLU, Softmax
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.studio.edit import Edit
from tests.gui.widgets import child, is_seen, press, text_of

LEFT = Qt.MouseButton.LeftButton

Open = Callable[[Project], NetworkPanel]


def misfit() -> Project:
    """Dense 2 expects 3 inputs and receives 4."""
    layers = [Dense.random(4, 4, seed=0), ReLU(), Dense.random(3, 3, seed=1), Softmax()]
    return Project(Network(layers), Batch(np.ones((3, 4))))


def infinite() -> Project:
    """Neuron 1 of the dense layer overflows for sample 2."""
    inputs = [[0.0], [1.0], [1e308]]
    return Project(Network([Dense([[1.0, 10.0]], [0.0, 0.0]), ReLU()]), Batch(inputs))


def test_a_misfit_is_told_on_its_card_and_the_cards_behind_it_wait(show_network: Open) -> None:
    panel = show_network(misfit())
    card = panel.stack.card(2)
    assert card.property("fault") == "true"
    assert card.badge.isVisible()
    assert card.badge.message == "Dense 2 expects 3 inputs and receives 4."
    assert card.badge.message.rstrip(".") in card.accessibleName()
    assert not card.thumbnail.isVisible()
    behind = panel.stack.card(3)
    assert behind.state.text() == "waits for Dense 2"
    assert not behind.thumbnail.isVisible()
    assert panel.stack.card(1).thumbnail.isVisible()
    assert not panel.stack.card(1).badge.isVisible()


def test_the_button_on_the_card_mends_the_misfit_in_one_step(
    qtbot: QtBot, show_network: Open
) -> None:
    panel = show_network(misfit())
    fix = child(panel, QPushButton, "fix_misfit_2")
    assert fix.accessibleName() == "Resize weights to 4 inputs"
    assert fix.text().split() == ["Resize", "weights", "to", "4", "inputs"]

    qtbot.mouseClick(fix, LEFT)

    card = panel.stack.card(2)
    assert card.rule.text() == "4 → 3"
    assert not card.badge.isVisible()
    assert card.thumbnail.isVisible()
    assert card.hasFocus()
    assert panel.stack.card(3).state.isHidden()
    panel.studio.document.undo()
    assert panel.stack.card(2).badge.isVisible()
    assert panel.studio.document.undo_text is None


def test_a_misfit_is_told_while_the_forward_pass_waits_to_be_asked(show_network: Open) -> None:
    panel = show_network(misfit())
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Resize", lambda project: edits.resize_inputs(project, 2)))
    assert not panel.stack.card(2).badge.isVisible()
    panel.studio.document.undo()
    assert panel.stack.card(2).badge.isVisible()


def test_switching_a_misfitting_layer_off_heals_the_chain(show_network: Open) -> None:
    panel = show_network(misfit())
    panel.studio.attempt(Edit("Off", lambda project: edits.enable_layers(project, [2], False)))
    assert not panel.stack.card(2).badge.isVisible()
    assert panel.stack.card(3).thumbnail.isVisible()


def test_an_infinity_is_told_where_it_began_and_show_leads_there(
    qtbot: QtBot, show_network: Open
) -> None:
    panel = show_network(infinite())
    card = panel.stack.card(0)
    assert card.badge.message.startswith("Dense 1, sample 2, neuron 1 is infinity: ")
    assert not panel.stack.card(1).badge.isVisible()
    assert not child(panel, QPushButton, "fix_misfit_0").isVisible()

    press(qtbot, panel, "show_fault_0")

    assert panel.studio.selection.place == Place(0, sample=2, neuron=1)


def test_the_card_of_the_batch_points_to_a_missing_number_that_is_told_above_the_table(
    qtbot: QtBot, show_network: Open
) -> None:
    panel = show_network(Project(Network([ReLU()]), Batch([[1.0, 2.0], [3.0, np.nan]])))
    card = panel.stack.card(INPUT)
    assert card.badge.message == "NaN in sample 1"
    assert "Sample 1, x1 of the batch is NaN" in card.accessibleName()
    press(qtbot, panel, "show_fault_input")
    assert panel.studio.selection.place == Place(INPUT, sample=1, neuron=1)


def test_a_fault_of_numbers_leaves_with_the_numbers(show_network: Open) -> None:
    panel = show_network(infinite())
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Edit input", lambda project: edits.set_input(project, 2, 0, 1)))
    assert not panel.stack.card(0).badge.isVisible()  # it may not be true any more
    panel.studio.runner.run()
    assert not panel.stack.card(0).badge.isVisible()


def test_the_words_of_the_button_take_two_lines_where_one_is_too_narrow(
    qtbot: QtBot, show_network: Open
) -> None:
    panel = show_network(misfit())
    panel.resize(200, 900)
    fix = child(panel, QPushButton, "fix_misfit_2")
    qtbot.waitUntil(lambda: "\n" in fix.text())
    panel.resize(320, 900)
    qtbot.waitUntil(lambda: "\n" not in fix.text())


def test_a_hint_helps_by_one_click_that_is_one_step(qtbot: QtBot, show_network: Open) -> None:
    layers = [Dense.random(2, 3), Dense.random(3, 2, seed=1)]
    panel = show_network(Project(Network(layers), Batch([[1.0, 2.0]])))
    before = panel.studio.project
    assert "No activation stands before it" in text_of(panel, "hint_1")
    assert not is_seen(panel, "hint_0")
    press(qtbot, panel, "mend_hint_1")
    assert [type(layer) for layer in panel.studio.project.network.layers] == [Dense, ReLU, Dense]
    assert not any(is_seen(panel, f"hint_{index}") for index in range(3))
    assert panel.studio.document.undo_text == "Put a ReLU behind Dense 1"
    panel.studio.document.undo()
    assert panel.studio.project is before
    assert is_seen(panel, "hint_1")
