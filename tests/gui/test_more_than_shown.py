"""Batches of more samples than a table can show: no command passes over the others in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnfs_core import Project, edits
from nnfs_core.errors import NnfsError
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.studio.edit import Edit
from tests.gui.batch_table import batch, type_into
from tests.gui.conftest import Open
from tests.gui.filtered import ANIMALS, SAME, SCORES, ask, rows
from tests.gui.widgets import press
from tests.gui.windows import go_to

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def four_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnfs_gui.spreadsheet.numbers_model.MOST_ROWS_SHOWN", 4)


@pytest.fixture
def panel(show_batch: Callable[..., BatchPanel]) -> BatchPanel:
    panel = show_batch(ANIMALS, SAME)
    panel.view.setFocus()
    return panel


def texts(panel: BatchPanel) -> list[str]:
    return [notice.text for notice in panel.notices]


def test_going_to_a_sample_that_no_row_can_show_is_refused_and_nothing_moves(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(Project(SAME, ANIMALS))
    view = window.panels[BATCH].view
    go_to(qtbot, window, "2, b")
    line = go_to(qtbot, window, "5")
    assert line.window().fault.text() == (
        "Sample 5 comes after the first 4 rows, and the table shows no more; "
        "filter the samples to see it."
    )
    line.window().close()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 1)
    assert view.block() is not None


def test_a_filter_brings_a_sample_into_reach(qtbot: QtBot, panel: BatchPanel) -> None:
    with pytest.raises(NnfsError, match="Sample 5"):
        panel.go_to("5")
    panel.view.go_to(0, 0)
    panel.studio.selection.select(Place(INPUT, 5, 0))
    panel.filter_bar.ask()
    ask(qtbot, panel, "sample > 3")
    assert rows(panel) == ["4", "5"]
    panel.go_to("5")
    assert panel.view.currentIndex().row() == 1
    panel.filter_bar.clear()
    assert rows(panel) == ["0", "1", "2", "3"]
    assert panel.view.currentIndex().isValid()


def test_a_sample_added_out_of_reach_is_reported(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.view.go_to(1, 1)
    press(qtbot, panel, "batch_add_sample")
    assert batch(panel).n_samples == 7
    assert texts(panel)[-1].startswith("Sample 6 comes after the first 4 rows")
    assert panel.view.currentIndex().row() == 1


def test_clearing_a_whole_column_tells_how_far_it_reached(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.view.go_to(1, 0)
    qtbot.keyClick(panel.view, Key.Key_Space, CTRL)
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert batch(panel).inputs[:, 0].tolist() == [0, 0, 0, 0, *[row[0] for row in SCORES[4:]]]
    assert texts(panel) == [
        "Clear cells: this reaches 4 of 6 samples, because the table shows only the first 4."
    ]


def test_filling_down_and_removing_tell_how_far_they_reached(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    panel.view.go_to(0, 0)
    qtbot.keyClick(panel.view, Key.Key_Space, CTRL)
    qtbot.keyClick(panel.view, Key.Key_D, CTRL)
    panel.view.selectAll()
    panel.view.commands.remove_rows()
    assert batch(panel).n_samples == 2
    assert [text.split(",")[0] for text in texts(panel)] == [
        "Fill down 3 inputs: this reaches 3 of 6 samples",
        "Remove 4 samples: this reaches 4 of 6 samples",
    ]


def test_single_cells_and_tables_that_show_everything_have_nothing_to_tell(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    type_into(qtbot, panel, 3, 0, "7")
    panel.studio.attempt(Edit("Remove", lambda project: edits.remove_samples(project, [0, 1])))
    panel.view.selectAll()
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert batch(panel).inputs.tolist() == [[0, 0]] * 4
    assert texts(panel) == []
