"""All that a user does to the table or the stack is one named step, which undo takes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from nnfs_core import Dense, Network, Project, ReLU
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.spreadsheet import Block
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.studio import Studio
from tests.gui.batch_table import FLOWERS, choose, choose_in, open_menu, type_in
from tests.gui.widgets import paste, press, show_alone

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier

PROJECT = Project(Network([Dense.random(2, 3, seed=0), ReLU()]), FLOWERS)


def key(qtbot: QtBot, which: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, which, held)


def from_menu(qtbot: QtBot, panel: BatchPanel, name: str) -> None:
    choose_in(qtbot, open_menu(qtbot, panel.view), name)


def rename_feature(qtbot: QtBot, panel: BatchPanel) -> None:
    header = panel.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(0) + 30, header.height() // 2)
    qtbot.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    field = header.findChild(QLineEdit, "header_editor")
    field.selectAll()
    qtbot.keyClicks(field, "breadth")
    key(qtbot, Key.Key_Return)


def select_column(panel: BatchPanel) -> None:
    panel.view.select_block(Block(0, 0, 3, 1))


ON_THE_TABLE: dict[str, Callable[[QtBot, BatchPanel], object]] = {
    "Edit input": lambda q, p: q.keyClick(type_in(q, p.view, "7"), Key.Key_Return),
    "Clear cells": lambda q, p: key(q, Key.Key_Delete),
    "Cut cells": lambda q, p: key(q, Key.Key_X, CTRL),
    "Paste 4 inputs": lambda q, p: paste(q, p.view, "1\t2\n3\t4"),
    "Fill down 2 inputs": lambda q, p: (select_column(p), key(q, Key.Key_D, CTRL)),
    "Insert sample": lambda q, p: key(q, Key.Key_I, CTRL),
    "Remove sample": lambda q, p: key(q, Key.Key_Delete, CTRL),
    "Insert feature": lambda q, p: key(q, Key.Key_I, CTRL | SHIFT),
    "Remove feature": lambda q, p: from_menu(q, p, "remove_columns"),
    "Rename feature": rename_feature,
    "Add sample": lambda q, p: press(q, p, "batch_add_sample"),
    "Fill with a ramp": lambda q, p: choose(q, p, "batch_fill", "fill_ramp"),
    "Remove target column": lambda q, p: choose(q, p, "batch_target", "remove_target"),
}


@pytest.mark.parametrize("name", ON_THE_TABLE)
def test_whatever_is_done_to_the_table_is_one_named_step(
    qtbot: QtBot, studio: Callable[..., Studio], name: str
) -> None:
    panel = BatchPanel(studio(PROJECT))
    show_alone(qtbot, panel, 760, 600)
    panel.view.setFocus()
    panel.view.go_to(0, 0)
    ON_THE_TABLE[name](qtbot, panel)
    check_one_step(panel, name)


def add_by_button(qtbot: QtBot, panel: NetworkPanel) -> None:
    press(qtbot, panel, "palette_tanh")


def rename_layer(qtbot: QtBot, panel: NetworkPanel) -> None:
    key(qtbot, Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "First")
    key(qtbot, Key.Key_Return)


def paste_copy(qtbot: QtBot, panel: NetworkPanel) -> None:
    key(qtbot, Key.Key_C, CTRL)
    key(qtbot, Key.Key_V, CTRL)


ON_THE_STACK: dict[str, Callable[[QtBot, NetworkPanel], object]] = {
    "Add Tanh": add_by_button,
    "Duplicate Dense 1": lambda q, p: key(q, Key.Key_D, CTRL),
    "Move Dense 1": lambda q, p: key(q, Key.Key_Down, ALT),
    "Remove Dense 1": lambda q, p: key(q, Key.Key_Delete),
    "Cut Dense 1": lambda q, p: key(q, Key.Key_X, CTRL),
    "Rename Dense 1": rename_layer,
    "Switch Dense 1 off": lambda q, p: key(q, Key.Key_Space),
    "Paste layer": paste_copy,
}


@pytest.mark.parametrize("name", ON_THE_STACK)
def test_whatever_is_done_to_the_stack_is_one_named_step(
    qtbot: QtBot, studio: Callable[..., Studio], name: str
) -> None:
    panel = NetworkPanel(studio(PROJECT))
    show_alone(qtbot, panel, 760, 600)
    panel.studio.selection.select_layer(0)
    panel.stack.focus_selected()
    ON_THE_STACK[name](qtbot, panel)
    check_one_step(panel, name)


def check_one_step(panel: Panel, name: str) -> None:
    document = panel.studio.document
    assert document.project != PROJECT
    assert document.undo_text == name
    document.undo()
    assert document.project is PROJECT
    assert document.undo_text is None
    assert document.redo_text == name
