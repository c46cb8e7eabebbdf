"""Filling the batch with numbers, and mending the missing ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import Block
from tests.gui.batch_table import batch, choose, type_into
from tests.gui.widgets import press

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NAN = float("nan")


def test_a_paste_that_would_take_more_memory_than_there_is_is_refused_beforehand(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((1_000_000, 1))))
    panel.view.setFocus()
    QGuiApplication.clipboard().setText("\t".join(["1"] * 90_000))
    panel.view.go_to(0, 0)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert panel.notices[-1].text.startswith(
        "Paste 90,000 inputs: this needs 720.0 GB of memory, but only "
    )
    assert panel.header.summary.text() == "1,000,000 samples × 1 feature"


def test_filling_takes_the_selected_block_or_else_everything(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.full((3, 2), 7.0)))
    panel.view.select_block(Block(1, 0, 2, 2))
    choose(qtbot, panel, "batch_fill", "fill_ramp")
    assert batch(panel).inputs.tolist() == [[7, 7], [0, 1], [2, 3]]
    panel.view.go_to(0, 0)
    choose(qtbot, panel, "batch_fill", "fill_zeros")
    assert batch(panel).inputs.tolist() == [[0, 0]] * 3
    panel.studio.document.undo()
    assert batch(panel).inputs.tolist() == [[7, 7], [0, 1], [2, 3]]


def test_random_numbers_say_their_seed_and_each_draw_has_its_own(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((3, 2))))
    assert choose(qtbot, panel, "batch_fill", "fill_random").endswith("(seed 0)")
    first = batch(panel).inputs
    assert np.array_equal(first, np.random.default_rng(0).standard_normal((3, 2)))
    assert choose(qtbot, panel, "batch_fill", "fill_random").endswith("(seed 1)")
    assert not np.array_equal(first, batch(panel).inputs)
    assert panel.studio.document.undo_text == "Fill with random numbers (seed 1)"


@pytest.mark.parametrize(
    ("button", "inputs"),
    [
        ("batch_fault_mean", [[1, 2], [2, 4], [3, 3]]),
        ("batch_fault_zero", [[1, 2], [0, 4], [3, 0]]),
        ("batch_fault_remove", [[1, 2]]),
    ],
)
def test_a_missing_number_is_named_above_the_table_and_mended_by_one_click(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel], button: str, inputs: list[list[float]]
) -> None:
    panel = show_batch(Batch([[1, 2], [NAN, 4], [3, NAN]]))
    assert panel.fault_strip.isVisible()
    assert panel.fault_strip.text.text() == "Sample 1, x0 of the batch is NaN (not a number)."
    press(qtbot, panel, "batch_fault_show")
    assert panel.studio.selection.place == Place(INPUT, 1, 0)
    press(qtbot, panel, button)
    assert batch(panel).inputs.tolist() == inputs
    assert not panel.fault_strip.isVisible()
    panel.studio.document.undo()
    assert np.isnan(batch(panel).inputs).sum() == 2
    assert panel.fault_strip.isVisible()


def test_the_strip_says_what_is_wrong_before_it_has_buttons_for_it(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch([[1, 2], [NAN, 4]]))
    panel.resize(347, 300)
    text, more = panel.fault_strip.text, panel.findChild(QToolButton, "batch_fault_more")
    qtbot.waitUntil(more.isVisible)
    assert text.shown_text() == "NaN in sample 1, x0"
    assert "NaN (not a number)" in text.toolTip()


def test_the_strip_goes_when_the_number_is_typed_even_while_live_is_off(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch([[1, NAN]]))
    panel.studio.runner.set_live(False)
    type_into(qtbot, panel, 0, 1, "5")
    assert not panel.fault_strip.isVisible()
