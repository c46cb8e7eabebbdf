"""The Selected layer tab: one matrix large, and its values in a table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from nnfs_core.layers import ReLU
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_gui.spreadsheet import Block
from nnfs_gui.studio import copying
from nnfs_gui.work import quick
from tests.gui.outputs import LAYER, Show, lesson


def test_the_selected_layer_is_shown_large_with_its_values_in_a_table(show_outputs: Show) -> None:
    panel = show_outputs(lesson(), LAYER)
    panel.studio.selection.select(Place(1, 0, 1))
    table = panel.findChild(QTableView, "values_table")
    assert table.model().index(0, 1).data() == "-1.04185"
    assert table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "-1.0418499999999997"
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "neuron 1"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)
    assert panel.layer.canvas.plots[0].content.title == "Dense 2"
    assert panel.layer.canvas.plots[0].marks.column == 1
    assert panel.layer.summary.text() == "9 values from -5.763 to 1.413, mean -1.196"


def test_moving_in_the_table_moves_the_selection(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(lesson(), LAYER)
    panel.studio.selection.select(Place(0, 0, 0))
    table = panel.layer.table
    with qtbot.waitActive(panel):
        panel.activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert panel.studio.selection.place == Place(0, 1, 1)


def test_the_table_cannot_be_edited(qtbot: QtBot, show_outputs: Show) -> None:
    table = show_outputs(lesson(), LAYER).layer.table
    assert not table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_the_keys_of_a_spreadsheet_lead_through_the_values_and_edit_nothing(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(lesson(), LAYER)
    panel.studio.selection.select(Place(0, 0, 0))
    table = panel.layer.table
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert panel.studio.selection.place == Place(0, 2, 2)
    qtbot.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert table.block() == Block(2, 0, 1, 3)
    before = panel.studio.project
    for key in (Qt.Key.Key_7, Qt.Key.Key_F2, Qt.Key.Key_Delete):
        qtbot.keyClick(table, key)
    assert table.findChild(QLineEdit, "cell_editor") is None
    assert panel.studio.project is before


def test_ctrl_c_copies_the_selected_values_with_all_digits(
    qtbot: QtBot, show_outputs: Show
) -> None:
    panel = show_outputs(lesson(), LAYER)
    panel.studio.selection.select(Place(1, 0, 0))
    table = panel.layer.table
    table.setCurrentIndex(table.model().index(0, 0))
    for column in (0, 1):
        table.selectionModel().select(
            table.model().index(0, column), QItemSelectionModel.SelectionFlag.Select
        )
    qtbot.keySequence(table, QKeySequence.StandardKey.Copy)
    first, second, _ = panel.studio.runner.evaluation.result(1).output.array[0].tolist()
    assert QGuiApplication.clipboard().text() == f"{first!r}\t{second!r}"


def test_the_copy_button_copies_the_whole_layer(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(lesson(), LAYER)
    panel.studio.selection.select(Place(0, 0, 0))
    qtbot.mouseClick(panel.findChild(QPushButton, "copy_values"), Qt.MouseButton.LeftButton)
    rows = [
        [float(text) for text in line.split("\t")]
        for line in QGuiApplication.clipboard().text().splitlines()
    ]
    assert np.array_equal(rows, panel.studio.runner.evaluation.result(0).output.array)


def test_select_all_on_a_large_layer_is_one_range(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(Project(Network([ReLU()]), Batch(np.zeros((30_000, 3)))), LAYER)
    table = panel.layer.table
    qtbot.keySequence(table, QKeySequence.StandardKey.SelectAll)
    assert table.selectionModel().selection().count() == 1
    assert table.block() == Block(0, 0, 30_000, 3)


def test_copying_a_large_layer_asks_first_and_goes_on_in_the_background(
    qtbot: QtBot, show_outputs: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "CELLS_TO_ASK", 50)
    monkeypatch.setattr(quick, "CELLS_AS_TEXT", 10)
    inputs = np.arange(90.0).reshape(30, 3)
    panel = show_outputs(Project(Network([ReLU()]), Batch(inputs)), LAYER)
    asked, started = [], []
    panel.studio.notices.posted.connect(asked.append)
    panel.studio.tasks.started.connect(started.append)
    QGuiApplication.clipboard().setText("before")
    qtbot.mouseClick(panel.findChild(QPushButton, "copy_values"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "before"
    assert asked[0].text == "Copying 90 numbers takes about 1.8 kB."
    asked[0].action()
    assert started == ["Copying"]
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [[float(text) for text in line.split("\t")] for line in lines] == inputs.tolist()


def test_more_than_memory_holds_is_not_copied(
    qtbot: QtBot, show_outputs: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "CELLS_TO_ASK", 10**9)
    monkeypatch.setattr(quick, "CELLS_AS_TEXT", 10)
    monkeypatch.setattr(copying, "free_memory", lambda: 1000)
    panel = show_outputs(Project(Network([ReLU()]), Batch(np.zeros((30, 3)))), LAYER)
    told = []
    panel.studio.notices.posted.connect(told.append)
    qtbot.mouseClick(panel.findChild(QPushButton, "copy_values"), Qt.MouseButton.LeftButton)
    assert told[0].text == (
        "Copying 90 numbers needs 7.2 kB of memory, but only 1.0 kB are free; save them as a file."
    )


def test_select_all_and_the_end_of_a_million_rows_ask_for_the_visible_cells_alone(
    qtbot: QtBot, show_outputs: Show
) -> None:
    zeros = np.broadcast_to(np.zeros(1), (1_000_000, 1000))
    rows = Rows.joined([zeros[:1024]] * 976, 1000, zeros.dtype)
    panel = show_outputs(lesson(), LAYER)
    table = panel.layer.table
    content = panel.layer.canvas.plots[0].content
    table.values.set_content(replace(content, rows=rows, columns=[str(i) for i in range(1000)]))
    asked = []
    look = table.values.look
    table.values.look = lambda row, column: asked.append(row) or look(row, column)
    table.values.flags = lambda index: asked.append(index.row()) or Qt.ItemFlag.ItemIsEnabled
    qtbot.keySequence(table, QKeySequence.StandardKey.SelectAll)
    table.scrollToBottom()
    table.grab()
    assert 0 < len(asked) < 20_000
