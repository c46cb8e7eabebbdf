"""Drawing all layers as the book does: the dialog, what it says of the precision, one undo step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax
from nnfs_core.layers.initialisation import Legacy
from nnfs_core.project.place import Place
from nnfs_gui.window.main_window import MainWindow
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import is_seen, press, seen, text_of
from tests.gui.windows import choose_command, search_commands, trigger

Open = Callable[..., MainWindow]

# what the book's first layer behind its spiral has, as nnfs 0.5.1 prints it
FIRST = [-0.01306527, 0.01658131, -0.00118164]


def spiral_network(precision: str = "float64") -> Project:
    layers = [Dense.random(2, 3), ReLU(), Dense.random(3, 3, seed=1), Softmax()]
    return Project(Network(layers), Batch(np.ones((2, 2))), precision)


def dialog(window: MainWindow) -> QDialog:
    return seen(window, QDialog, "book_dialog")


def type_whole(qtbot: QtBot, parent: QWidget, name: str, text: str) -> None:
    field = seen(parent, QSpinBox, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_all_layers_are_drawn_as_the_book_does_in_one_step(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(spiral_network())
    before = window.studio.project
    found = search_commands(qtbot, window, "layers as the book")
    assert found == ["Draw all layers as the book does"]
    choose_command(qtbot)
    asked = dialog(window)
    assert text_of(asked, "book_text") == (
        "The weights of 2 dense layers, 15 in all, are drawn one layer after another, and all "
        "biases become 0. The project computes in float64; the book's numbers are float32."
    )
    assert seen(asked, QCheckBox, "book_precision").isChecked()
    type_whole(qtbot, asked, "book_drawn_before", "300")
    press(qtbot, asked, "book_draw")
    project = window.studio.project
    assert project.precision == "float32"
    first, second = project.network.dense_layers.values()
    assert first.weights[0].tolist() == pytest.approx(FIRST, abs=1e-8)
    assert (first.initialisation, second.initialisation) == (
        Legacy(drawn_before=300),
        Legacy(drawn_before=306),
    )
    window.studio.document.undo()
    assert window.studio.project is before


def test_the_precision_may_stay_and_the_numbers_are_the_same(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(spiral_network())
    trigger(window, "network.draw_as_book")
    press(qtbot, dialog(window), "book_precision")
    press(qtbot, dialog(window), "book_draw")
    assert window.studio.project.precision == "float64"
    weights = window.studio.project.network.dense_layers[0].weights
    assert weights.tolist() == weights.astype(np.float32).tolist()


def test_a_network_in_float32_is_asked_nothing_of_precision(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(spiral_network("float32"))
    trigger(window, "network.draw_as_book")
    assert not is_seen(dialog(window), "book_precision")
    assert "float" not in text_of(dialog(window), "book_text")
    before = window.studio.project
    qtbot.keyClick(dialog(window), Qt.Key.Key_Escape)
    assert window.studio.project is before


def test_a_network_that_was_drawn_so_is_asked_with_what_it_was_drawn(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(spiral_network("float32"))
    for _ in range(2):
        trigger(window, "network.draw_as_book")
        if not seen(dialog(window), QSpinBox, "book_drawn_before").value():
            type_whole(qtbot, dialog(window), "book_drawn_before", "300")
            type_whole(qtbot, dialog(window), "book_seed", "7")
        press(qtbot, dialog(window), "book_draw")
    first = window.studio.project.network.dense_layers[0]
    assert (first.seed, first.initialisation) == (7, Legacy(drawn_before=300))
    window.studio.document.undo()  # the second drawing gave the same numbers: it was no step
    assert window.studio.project.network.dense_layers[0] == Dense.random(2, 3, dtype="float32")


def test_a_network_without_dense_layers_says_so(open_window: Open) -> None:
    window = open_window(Project(Network([ReLU()]), Batch([[1.0]])))
    told: list[str] = []
    window.studio.notices.posted.connect(lambda notice: told.append(notice.text))
    trigger(window, "network.draw_as_book")
    assert told == ["The network has no dense layer whose weights could be drawn."]


def test_the_layer_panel_leads_to_the_dialog(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(spiral_network("float32"))
    window.studio.selection.select(Place(0))
    trigger(window, "view.layer")
    rules = seen(window, QComboBox, "initialisation_choice")
    rules.setFocus()
    qtbot.keyClick(rules, Qt.Key.Key_End)
    assert rules.currentText() == "Legacy generator"
    press(qtbot, window, "book_button")
    assert text_of(dialog(window), "book_text").startswith(
        "The weights of 2 dense layers, 15 in all"
    )


@pytest.mark.parametrize(("before", "waits"), [(300, False), (600_000, True)])
def test_a_long_row_of_numbers_is_drawn_while_the_window_stays_alive(
    open_window: Open, qtbot: QtBot, later: LaterExecutor, before: int, waits: bool
) -> None:
    later.waits = False
    window = open_window(spiral_network("float32"), executor=later)
    later.waits = True
    trigger(window, "network.draw_as_book")
    type_whole(qtbot, dialog(window), "book_drawn_before", str(before))
    press(qtbot, dialog(window), "book_draw")
    is_drawn = window.studio.document.undo_text is not None
    assert is_drawn is not waits
    later.work()
    first = window.studio.project.network.dense_layers[0]
    assert first.initialisation == Legacy(drawn_before=before)
