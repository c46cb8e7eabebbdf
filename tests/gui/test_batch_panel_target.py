"""The target column: classes are typed, pasted and named by their names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import Block
from tests.gui.batch_table import FLOWERS, batch, choose, headers, shown, type_into, visible_field

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_class_is_typed_by_name_or_number_and_a_new_name_adds_one(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    type_into(qtbot, panel, 0, 2, "virginica")
    type_into(qtbot, panel, 1, 2, "1")
    assert batch(panel).targets.tolist() == [1, 1, 1]
    type_into(qtbot, panel, 2, 2, "versicolor")
    assert batch(panel).targets.tolist() == [1, 1, 2]
    assert batch(panel).class_names == ("setosa", "virginica", "versicolor")
    assert shown(panel, 2, 2) == "versicolor"
    assert panel.notices[-1].text == "New in species: versicolor."
    panel.studio.document.undo()
    assert batch(panel).targets.tolist() == [1, 1, 1]
    assert batch(panel).class_names == ("setosa", "virginica")
    assert panel.studio.document.undo_text == "Edit target"


def test_a_number_that_is_no_class_stays_in_a_red_editor(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    field = type_into(qtbot, panel, 0, 2, "1.5")
    assert field.property("fault") == "true"
    assert panel.notices[-1].text.startswith("A class is a whole number from 0 to 9,999")
    assert batch(panel).targets.tolist() == [0, 0, 1]


def test_rows_with_class_names_are_copied_and_pasted_beyond_the_end(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    panel.view.setFocus()
    panel.view.select_block(Block(1, 0, 2, 3))
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "4.9\t3\tsetosa\n6.3\t3.3\tvirginica"
    panel.view.go_to(2, 0)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert batch(panel).inputs.tolist() == [[5.1, 3.5], [4.9, 3], [4.9, 3], [6.3, 3.3]]
    assert batch(panel).targets.tolist() == [0, 0, 0, 1]
    panel.studio.document.undo()
    assert batch(panel) == FLOWERS


def test_a_paste_beyond_the_target_is_refused_and_a_button_makes_all_of_it_features(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    panel.view.setFocus()
    panel.view.go_to(0, 1)
    QGuiApplication.clipboard().setText("1\t2\t3")
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert batch(panel) == FLOWERS
    notice = panel.notices[-1]
    assert notice.text == "The paste reaches 1 column beyond the target column species."
    notice.action()
    assert batch(panel).inputs[0].tolist() == [5.1, 1, 2, 3]
    assert batch(panel).targets.tolist() == [0, 0, 1]
    assert headers(panel)[-1] == "species"


def test_deleting_a_target_makes_it_unknown(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    panel.view.setFocus()
    panel.view.select_block(Block(0, 1, 2, 2))
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert batch(panel).inputs.tolist() == [[5.1, 0], [4.9, 0], [6.3, 3.3]]
    assert [shown(panel, row, 2) for row in range(3)] == ["unknown", "unknown", "virginica"]
    panel.studio.document.undo()
    assert batch(panel) == FLOWERS


def test_a_target_column_is_added_renamed_named_and_removed(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch(np.zeros((2, 1))))
    choose(qtbot, panel, "batch_target", "add_target")
    assert [shown(panel, row, 1) for row in range(2)] == ["unknown", "unknown"]
    type_into(qtbot, panel, 0, 1, "1")
    assert shown(panel, 0, 1) == "class 1"
    assert choose(qtbot, panel, "batch_target", "rename_target") == "Rename target"
    field = panel.view.findChild(QLineEdit, "header_editor")
    field.selectAll()
    qtbot.keyClicks(field, "kind")
    qtbot.keyClick(field, Key.Key_Return)
    assert headers(panel) == ["x0", "kind"]
    choose(qtbot, panel, "batch_target", "name_classes")
    names = panel.findChild(QListWidget, "class_names_list")
    assert [names.item(row).text() for row in range(names.count())] == ["class 0", "class 1"]
    names.setCurrentRow(1)
    editor = visible_field(names)
    editor.selectAll()
    qtbot.keyClicks(editor, "rose")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(panel, 0, 1) == "rose")
    panel.studio.document.undo()
    assert shown(panel, 0, 1) == "class 1"
    names.window().close()
    choose(qtbot, panel, "batch_target", "remove_target")
    assert headers(panel) == ["x0"]
    panel.studio.document.undo()
    assert headers(panel) == ["x0", "kind"]
