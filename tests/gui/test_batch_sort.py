"""Sorting the table by a column: a way to look at the samples that changes none of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, edits
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.studio.edit import Edit
from tests.gui.batch_table import batch, choose_in, open_menu, type_into
from tests.gui.filtered import ANIMALS, SAME, SCORES, ask, column, count, fault, rows

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(show_batch: Callable[..., BatchPanel]) -> BatchPanel:
    return show_batch(ANIMALS, SAME)


def click_arrow(qtbot: QtBot, panel: BatchPanel, section: int) -> None:
    header = panel.view.column_header
    place = QPoint(header.sectionViewportPosition(section) + 8, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)


def click_again(qtbot: QtBot, panel: BatchPanel) -> str:
    again = panel.findChild(QPushButton, "batch_filter_again")
    assert again.isVisible()
    text = again.text()
    qtbot.mouseClick(again, LEFT)
    return text


def arrow_is_drawn(panel: BatchPanel, section: int) -> bool:
    """Whether the accent colour stands where the arrow of a section is."""
    header = panel.view.column_header
    picture = header.viewport().grab().toImage()
    left, middle = header.sectionViewportPosition(section), header.height() // 2
    accent = panel.studio.theme.color("accent")
    return any(picture.pixelColor(left + x, middle) == accent for x in range(4, 16))


def test_the_arrow_in_the_header_sorts_up_then_down_then_not(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    assert not arrow_is_drawn(panel, 0)
    click_arrow(qtbot, panel, 0)
    assert rows(panel) == ["1", "2", "5", "0", "4", "3"]
    assert arrow_is_drawn(panel, 0)
    assert not arrow_is_drawn(panel, 1)
    assert count(panel) == "sorted"
    click_arrow(qtbot, panel, 0)
    assert rows(panel) == ["3", "4", "0", "1", "2", "5"]
    click_arrow(qtbot, panel, 0)
    assert rows(panel) == ["0", "1", "2", "3", "4", "5"]
    assert not arrow_is_drawn(panel, 0)
    assert batch(panel).inputs.tolist() == SCORES


def test_a_question_shows_its_answer_from_the_first_row(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.arange(400.0).reshape(400, 1)))
    panel.view.go_to(399, 0)
    first = panel.view.rowAt(0)
    assert first > 0
    click_arrow(qtbot, panel, 0)
    assert rows(panel)[panel.view.rowAt(0)] == "0"
    click_arrow(qtbot, panel, 0)
    assert rows(panel)[panel.view.rowAt(0)] == "399"
    panel.view.go_to(200, 0)
    panel.filter_bar.ask()
    ask(qtbot, panel, "x0 > 100")
    assert panel.view.rowAt(0) == 0


def test_looking_again_leaves_the_rows_where_they_are(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.arange(400.0).reshape(400, 1)))
    click_arrow(qtbot, panel, 0)
    panel.view.go_to(399, 0)
    type_into(qtbot, panel, 399, 0, "5000")
    first = panel.view.rowAt(0)
    click_again(qtbot, panel)
    assert panel.view.rowAt(0) == first > 0


def test_a_click_beside_the_arrow_selects_the_column_as_ever(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    header = panel.view.column_header
    place = QPoint(header.sectionViewportPosition(1) + 40, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert rows(panel) == ["0", "1", "2", "3", "4", "5"]
    assert panel.view.block().n_rows == 6


def test_the_menu_sorts_by_the_target_within_the_filter(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.filter_bar.ask()
    ask(qtbot, panel, "sample > 0")
    panel.view.setFocus()
    panel.view.go_to(0, 2)
    choose_in(qtbot, open_menu(qtbot, panel.view), "sort_descending")
    assert rows(panel) == ["4", "1", "3", "5", "2"]
    assert column(panel, 2) == ["dog", "cat", "cat", "cat", "unknown"]
    assert count(panel) == "5 of 6 samples"
    assert panel.view.currentIndex().row() == 1  # still sample 1
    qtbot.waitUntil(lambda: panel.view.findChild(QMenu, "cell_menu") is None)
    choose_in(qtbot, open_menu(qtbot, panel.view), "sort_original")
    assert rows(panel) == ["1", "2", "3", "4", "5"]


def test_a_filter_that_sorts_takes_the_place_of_the_column(qtbot: QtBot, panel: BatchPanel) -> None:
    click_arrow(qtbot, panel, 0)
    panel.filter_bar.ask()
    ask(qtbot, panel, "wrong only, largest loss")
    assert rows(panel) == ["5", "1", "4"]
    assert not arrow_is_drawn(panel, 0)
    click_arrow(qtbot, panel, 0)  # among those, the loss decides between equals
    assert rows(panel) == ["5", "1", "4"]
    click_arrow(qtbot, panel, 0)
    assert rows(panel) == ["4", "5", "1"]


def test_an_edit_in_a_sorted_table_stays_where_it_was_typed(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    click_arrow(qtbot, panel, 0)
    type_into(qtbot, panel, 0, 0, "100")
    assert batch(panel).inputs[1].tolist() == [100, 3]
    assert rows(panel)[0] == "1"
    assert click_again(qtbot, panel) == "Sort again"
    assert rows(panel)[-1] == "1"


def test_a_sorted_column_that_is_removed_is_told_when_sorting_again(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    click_arrow(qtbot, panel, 1)
    panel.studio.attempt(Edit("Remove", lambda project: edits.remove_features(project, [1])))
    assert not arrow_is_drawn(panel, 1)
    click_again(qtbot, panel)
    assert fault(panel) == "The column b to sort by is gone."


def test_samples_come_to_and_leave_a_large_order_in_the_background(
    qtbot: QtBot, panel: BatchPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    panel.studio.tasks.started.connect(begun.append)
    click_arrow(qtbot, panel, 0)
    begun.clear()
    for n_bytes, edit in (
        (100, lambda: panel.model.insert_rows(1, 1)),
        (100, panel.model.append_row),
        (200, lambda: panel.model.remove_rows([1])),
    ):
        monkeypatch.setattr("nnfs_gui.work.quick.BYTES_COPIED", n_bytes - 1)
        assert edit()
    assert begun == ["Insert sample", "Add sample", "Remove sample"]
    assert len(rows(panel)) == 7
    click_arrow(qtbot, panel, 0)
    click_arrow(qtbot, panel, 0)  # the order of the batch again, which costs nothing
    begun.clear()
    monkeypatch.setattr("nnfs_gui.work.quick.BYTES_COPIED", 99)
    assert panel.model.insert_rows(1, 1)
    assert begun == []
