"""What is pinned when it is large: made in the background, and counted as memory for outputs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Softmax, edits
from nnfs_core.comparing.comparison import compare
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.strips.pin_strip import PinnedStrip
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from tests.deferred import break_block, counting, forget_blocks, slow_rows
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import show_panel, two_layers
from tests.gui.test_pin import set_bias
from tests.gui.widgets import notices_of


def test_a_large_comparison_is_made_in_the_background_and_dims_until_it_is_there(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnfs_gui.work.quick.CELLS_COUNTED", 1)
    later = LaterExecutor()
    studio = Studio.create(two_layers(), theme=Theme("light"), executor=later)
    studio.runner.run()
    later.work()
    panel: OutputsPanel = show_panel(qtbot, studio)
    studio.pinned.pin_present()
    set_bias(studio, 5)
    later.work()
    studio.pinned.show_differences(True)
    assert panel.is_dimmed
    assert panel.flow.matrix(1).cell_text(0, 1) == "3.21"  # until then it is what it was
    later.work()
    assert not panel.is_dimmed
    assert panel.flow.matrix(1).cell_text(0, 1) == "+2"
    set_bias(studio, 6)
    later.waiting.pop(0)()  # the pass
    assert panel.is_dimmed
    assert panel.flow.matrix(1).cell_text(0, 1) == "+2"
    later.work()
    assert panel.flow.matrix(1).cell_text(0, 1) == "+3"
    studio.close()


def test_a_comparison_that_takes_long_tells_how_far_it_is_and_values_give_it_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnfs_gui.work.quick.CELLS_COUNTED", 1)
    monkeypatch.setattr("nnfs_gui.work.worker.PATIENCE", 0)
    later, theme = LaterExecutor(), Theme("light")
    studio = Studio.create(two_layers(), theme=theme, executor=later)
    studio.runner.run()
    later.work()
    owner = QWidget()
    strip = PinnedStrip(studio, Actions(owner, theme, studio.open_editors))
    for widget in (owner, strip):
        qtbot.addWidget(widget)
    studio.pinned.pin_present()
    strip.show()
    qtbot.mouseClick(strip.difference, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: strip.text.text() == "Comparing, 0 % done")
    qtbot.mouseClick(strip.values, Qt.MouseButton.LeftButton)
    assert not studio.pinned.is_busy
    assert strip.text.text().startswith("Pinned at ")
    qtbot.mouseClick(strip.difference, Qt.MouseButton.LeftButton)
    later.work()
    assert strip.text.text().startswith("Difference from ")
    studio.close()


def test_samples_that_cannot_be_read_bring_the_values_back_with_the_reason(
    qtbot: QtBot, studio: Callable[..., Studio]
) -> None:
    rows = slow_rows()
    made = studio(Project(Network(), Batch(rows)))
    told = notices_of(made)
    made.pinned.pin_present()
    made.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 99)))
    break_block(rows, 0, "samples.npy has changed.")
    forget_blocks()
    made.pinned.show_differences(True)
    assert told == ["The difference cannot be shown: samples.npy has changed."]
    assert not made.pinned.shows_differences


def test_the_pinned_outputs_count_against_the_memory_for_outputs(
    studio: Callable[..., Studio], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnfs_core.forward.budget.ALWAYS_THERE", 0)
    layers = [Dense.random(40, 40, seed=seed) for seed in range(4)]
    made = studio(Project(Network(layers), Batch(counting(300, 40))))
    all_outputs = made.runner.evaluation.n_bytes_kept
    made.runner.set_budget(3 * all_outputs)
    assert made.runner.evaluation.n_bytes_kept == all_outputs
    made.pinned.pin_present()
    made.attempt(Edit("Edit", lambda p: edits.set_biases(p, 0, 0, np.array([1.0]))))
    assert made.runner.evaluation.budget == 2 * all_outputs
    assert made.runner.evaluation.n_bytes_kept < all_outputs
    made.runner.set_budget(all_outputs)
    assert made.pinned.pin.evaluation.n_bytes_kept <= all_outputs // 2
    made.pinned.unpin()
    made.attempt(Edit("Edit", lambda p: edits.set_biases(p, 0, 0, np.array([2.0]))))
    assert made.runner.evaluation.budget == all_outputs


def test_large_differences_of_outputs_that_are_not_kept_are_right(
    studio: Callable[..., Studio], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnfs_core.forward.budget.ALWAYS_THERE", 0)
    monkeypatch.setattr("nnfs_core.matrix.block_sizes.MAX_BLOCK_ROWS", 64)
    made = studio(Project(Network([Dense.random(40, 40), Softmax()]), Batch(counting(300, 40))))
    made.runner.set_budget(200_000)
    made.pinned.pin_present()
    made.pinned.show_differences(True)
    made.attempt(Edit("Edit", lambda p: edits.set_biases(p, 0, 0, np.array([1.0]))))
    present = made.runner.evaluation
    assert not present.layers[0].output.is_in_memory
    found = made.pinned.comparison.layers[0].result.output
    assert not found.is_in_memory
    expected = compare(evaluate(made.project), evaluate(made.pinned.pin.evaluation.project))
    assert isinstance(found, Rows)
    assert np.array_equal(found.array, expected.at(0).result.output.array)
    assert not made.pinned.comparison.at(INPUT).result.output.array.any()
