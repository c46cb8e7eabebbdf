"""The input batch on the screen: its cells, its header, and how it follows along."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import Block
from tests.gui.batch_table import FLOWERS, background, batch, cell_editor, headers, shown, type_into
from tests.gui.widgets import press

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_samples_are_rows_and_the_target_is_the_last_column(
    show_batch: Callable[..., BatchPanel],
) -> None:
    panel = show_batch(FLOWERS)
    assert panel.header.summary.text() == "3 samples × 2 features"
    assert headers(panel) == ["length", "width", "species"]
    assert [shown(panel, 2, column) for column in range(3)] == ["6.3", "3.3", "virginica"]
    assert background(panel, 2, 2) is not None
    assert background(panel, 2, 1) is None


def test_choosing_a_cell_selects_its_sample_and_feature_everywhere(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    place = panel.view.visualRect(panel.model.index(1, 1)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.studio.selection.place == Place(INPUT, 1, 1)
    panel.studio.selection.select(Place(2, 0, 0))
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.studio.selection.place == Place(INPUT, 1, 1)  # a second click counts too
    qtbot.keyClick(panel.view, Key.Key_Right)
    assert panel.studio.selection.place == Place(INPUT, 1, None)


def test_a_sample_selected_elsewhere_is_marked_and_scrolled_to(
    show_batch: Callable[..., BatchPanel],
) -> None:
    panel = show_batch(Batch(np.ones((500, 30))), Network([Dense.random(30, 2, seed=0)]))
    panel.view.go_to(0, 3)
    panel.view.horizontalScrollBar().setValue(150)
    panel.studio.selection.select(Place(0, 400, None))
    assert panel.view.rowAt(panel.view.viewport().height() // 2) == pytest.approx(400, abs=1)
    assert panel.view.horizontalScrollBar().value() == 150
    assert background(panel, 400, 0) is not None
    assert background(panel, 399, 0) is None
    assert panel.view.currentIndex().row() == 0  # the current cell stays


def test_an_input_selected_elsewhere_becomes_the_current_cell(
    show_batch: Callable[..., BatchPanel],
) -> None:
    panel = show_batch(FLOWERS)
    panel.studio.selection.select(Place(INPUT, 2, 1))
    assert panel.view.block() == Block(2, 1)


def test_the_inputs_of_the_selected_neuron_light_up(show_batch: Callable[..., BatchPanel]) -> None:
    panel = show_batch(FLOWERS, Network([ReLU()]))
    panel.studio.selection.select(Place(0, 1, 0))
    lit = background(panel, 1, 0)
    assert lit is not None
    assert lit != background(panel, 1, 1)  # ReLU works on one input alone
    panel.studio.document.apply(
        "Replace", Project(Network([Dense.random(2, 3, seed=0)]), batch(panel))
    )
    assert background(panel, 1, 0) == background(panel, 1, 1) == lit
    panel.studio.selection.select(Place(INPUT, 1, 0))
    assert background(panel, 1, 0) != lit


def test_the_header_buttons_add_a_sample_and_a_feature(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    press(qtbot, panel, "batch_add_sample")
    assert batch(panel).inputs[3].tolist() == [0, 0]
    assert shown(panel, 3, 2) == "unknown"
    assert panel.view.currentIndex().row() == 3
    press(qtbot, panel, "batch_add_feature")
    assert headers(panel) == ["length", "width", "x2", "species"]
    assert panel.header.summary.text() == "4 samples × 3 features"
    assert panel.view.currentIndex().column() == 2
    panel.studio.document.undo()
    panel.studio.document.undo()
    assert batch(panel) == FLOWERS
    with qtbot.waitSignal(panel.studio.links.data_wanted):
        press(qtbot, panel, "batch_open_data")


def test_an_empty_batch_says_what_to_do_and_takes_a_typed_number(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((0, 0))))
    assert panel.empty.isVisible()
    assert not panel.view.isVisible()
    assert "Type or paste numbers" in panel.empty.text.text()
    panel.empty.setFocus()
    qtbot.keyClicks(panel.empty, "4")
    field = cell_editor(panel)
    assert field.text() == "4"
    qtbot.keyClicks(field, "2")
    qtbot.keyClick(field, Key.Key_Return)
    assert batch(panel).inputs.tolist() == [[42]]
    assert panel.view.isVisible()


def test_an_empty_batch_takes_a_paste_and_undo_brings_the_advice_back(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((0, 3))))
    panel.empty.setFocus()
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6")
    qtbot.keyClick(panel.empty, Key.Key_V, CTRL)
    assert batch(panel).inputs.tolist() == [[1, 2, 3], [4, 5, 6]]
    panel.studio.document.undo()
    assert panel.empty.isVisible()
    press(qtbot, panel, "empty_batch_add")
    assert batch(panel).inputs.tolist() == [[0, 0, 0]]
    panel.studio.document.undo()
    with qtbot.waitSignal(panel.studio.links.data_wanted):
        press(qtbot, panel, "empty_batch_open")


def test_one_edited_cell_resets_nothing(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((500, 50))))
    resets: list[str] = []
    panel.model.modelReset.connect(lambda: resets.append("reset"))
    panel.model.layoutChanged.connect(lambda: resets.append("layout"))
    type_into(qtbot, panel, 300, 40, "5")
    bars = panel.view.verticalScrollBar(), panel.view.horizontalScrollBar()
    scrolled = [bar.value() for bar in bars]
    panel.studio.document.undo()
    panel.studio.document.redo()
    assert shown(panel, 300, 40) == "5"
    assert resets == []
    assert [bar.value() for bar in bars] == scrolled
    assert panel.view.currentIndex().row() == 301


def test_opening_another_project_ends_typing_and_starts_at_the_first_cell(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((500, 2))))
    panel.view.setFocus()
    panel.view.go_to(400, 1)
    qtbot.keyClicks(panel.view, "x")
    qtbot.keyClick(cell_editor(panel), Key.Key_Return)
    panel.studio.document.replace(Project(Network(), Batch(np.ones((500, 2)))))
    assert not [each for each in panel.view.findChildren(QLineEdit) if each.isVisible()]
    assert panel.view.blocks() == []
    assert panel.view.verticalScrollBar().value() == 0
    place = panel.view.visualRect(panel.model.index(1, 0)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.view.block() == Block(1, 0)
    assert batch(panel).inputs.tolist() == [[1, 1]] * 500


def test_a_hundred_thousand_columns_are_shown_and_edited(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((3, 100_000))))
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Key.Key_End, CTRL)
    assert panel.view.currentIndex().column() == 99_999
    type_into(qtbot, panel, 2, 99_999, "8")
    assert batch(panel).inputs[2, -1] == 8
    assert panel.header.summary.text() == "3 samples × 100,000 features"


def test_a_file_dragged_over_the_table_is_left_to_the_window(
    show_batch: Callable[..., BatchPanel],
) -> None:
    panel = show_batch(FLOWERS)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/data/flowers.csv")])
    for widget in (panel.view, panel.view.viewport(), panel.empty, panel):
        event = QDragEnterEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            files,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.ignore()
        QApplication.sendEvent(widget, event)
        assert not widget.acceptDrops()
        assert not event.isAccepted()
