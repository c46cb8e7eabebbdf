"""The column of the batch's table that says what samples are for: seen, typed, chosen, sorted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_gui.panels import BATCH
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.batch.splitting.dialog import SplitDialog
from nnfs_gui.studio.finder import Sort
from nnfs_gui.window.main_window import MainWindow
from tests.gui.batch_table import (
    FLOWERS,
    batch,
    cell_editor,
    choose_in,
    click,
    headers,
    open_menu,
    shown,
    type_in,
)

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
SPLIT = Batch(
    FLOWERS.inputs,
    FLOWERS.targets,
    FLOWERS.columns,
    class_names=FLOWERS.class_names,
    target_name="species",
    subsets=[2, 0, 1],
)


@pytest.fixture
def panel(show_batch: Callable[..., BatchPanel]) -> BatchPanel:
    return show_batch(SPLIT)


def parts(panel: BatchPanel) -> list[int] | None:
    found = batch(panel).subsets
    return None if found is None else found.tolist()


def words(panel: BatchPanel, column: int = 3) -> list[str]:
    return [shown(panel, row, column) for row in range(panel.model.rowCount())]


def notices(panel: BatchPanel) -> list[str]:
    return [notice.text for notice in panel.notices]


def use_for(qtbot: QtBot, panel: BatchPanel, name: str) -> None:
    menu = open_menu(qtbot, panel.view)
    uses = menu.findChild(QMenu, "use_for")
    assert uses is not None
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(uses.menuAction()).center())
    qtbot.waitUntil(uses.isVisible)
    choose_in(qtbot, uses, name)
    qtbot.waitUntil(lambda: panel.view.findChild(QMenu, "cell_menu") is None)


def test_the_last_column_says_what_each_sample_is_for(panel: BatchPanel) -> None:
    assert headers(panel) == ["length", "width", "species", "subset"]
    assert words(panel) == ["test", "training", "validation"]


def test_a_batch_that_is_not_split_has_no_such_column(
    show_batch: Callable[..., BatchPanel],
) -> None:
    assert headers(show_batch(FLOWERS)) == ["length", "width", "species"]


def test_a_word_is_typed_into_the_column(qtbot: QtBot, panel: BatchPanel) -> None:
    click(qtbot, panel.view, 1, 3)
    type_in(qtbot, panel.view, "val")
    qtbot.keyClick(cell_editor(panel), Key.Key_Return)
    assert words(panel) == ["test", "validation", "validation"]
    assert parts(panel) == [2, 1, 1]
    panel.studio.document.undo()
    assert parts(panel) == [2, 0, 1]


def test_another_word_is_refused_and_can_be_mended(qtbot: QtBot, panel: BatchPanel) -> None:
    click(qtbot, panel.view, 1, 3)
    type_in(qtbot, panel.view, "setosa")
    qtbot.keyClick(cell_editor(panel), Key.Key_Return)
    assert notices(panel) == ["A sample is for training, validation or test, not for “setosa”."]
    assert parts(panel) == [2, 0, 1]
    qtbot.keyClick(cell_editor(panel), Key.Key_Escape)


def test_selected_samples_are_used_for_something_by_the_menu(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    click(qtbot, panel.view, 1, 0)
    click(qtbot, panel.view, 2, 1, modifier=Qt.KeyboardModifier.ShiftModifier)
    use_for(qtbot, panel, "use_for_test")
    assert words(panel) == ["training", "test", "test"]
    assert panel.studio.document.undo_text == "Use 2 samples for test"
    use_for(qtbot, panel, "remove_split")
    assert headers(panel) == ["length", "width", "species"]
    panel.studio.document.undo()
    panel.studio.document.undo()
    assert parts(panel) is None


def test_rows_that_stand_apart_are_used_together(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(FLOWERS)
    panel.finder.sort_by(Sort("feature", "width"))  # samples 1, 2 and 0
    qtbot.waitUntil(lambda: words(panel, 0) == ["4.9", "6.3", "5.1"])
    click(qtbot, panel.view, 0, 0)
    click(qtbot, panel.view, 0, 1, modifier=Qt.KeyboardModifier.ControlModifier)
    click(qtbot, panel.view, 2, 1, modifier=Qt.KeyboardModifier.ControlModifier)
    use_for(qtbot, panel, "use_for_test")
    assert parts(panel) == [2, 2, 0]
    assert panel.studio.document.undo_text == "Use 2 samples for test"


def test_samples_are_sorted_by_what_they_are_for(qtbot: QtBot, panel: BatchPanel) -> None:
    header = panel.view.column_header
    place = header.sectionViewportPosition(3) + header.sectionSize(3) - 8  # at the end of a word
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(place, 8))
    qtbot.waitUntil(lambda: words(panel) == ["training", "validation", "test"])
    click(qtbot, panel.view, 0, 0)
    use_for(qtbot, panel, "use_for_test")
    assert parts(panel) == [2, 2, 1]


def test_cells_are_copied_and_pasted_with_the_word(qtbot: QtBot, panel: BatchPanel) -> None:
    click(qtbot, panel.view, 0, 1)
    click(qtbot, panel.view, 1, 3, modifier=Qt.KeyboardModifier.ShiftModifier)
    panel.view.copy()
    text = QGuiApplication.clipboard().text()
    assert text == "3.5\tsetosa\ttest\n3\tsetosa\ttraining"
    QGuiApplication.clipboard().setText("2.5\tvirginica\tholdout\n1.5\tnew\ttrain")
    click(qtbot, panel.view, 1, 1)
    qtbot.keyClick(panel.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert parts(panel) == [2, 2, 0]
    assert words(panel, 2) == ["setosa", "virginica", "new"]
    assert words(panel, 1) == ["3.5", "2.5", "1.5"]


def test_clearing_makes_training_samples_and_filling_down_repeats(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    click(qtbot, panel.view, 0, 3)
    click(qtbot, panel.view, 2, 3, modifier=Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.view, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert parts(panel) == [2, 2, 2]
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert parts(panel) == [0, 0, 0]


def test_removing_the_column_removes_the_split_alone(qtbot: QtBot, panel: BatchPanel) -> None:
    click(qtbot, panel.view, 0, 3)
    choose_in(qtbot, open_menu(qtbot, panel.view), "remove_columns")
    assert headers(panel) == ["length", "width", "species"]
    assert panel.studio.document.undo_text == "Remove column"


def test_what_is_pasted_beyond_the_column_is_refused(qtbot: QtBot, panel: BatchPanel) -> None:
    QGuiApplication.clipboard().setText("train\t1\ntest\t2")
    click(qtbot, panel.view, 0, 3)
    qtbot.keyClick(panel.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert parts(panel) == [2, 0, 1]
    assert len(notices(panel)) == 1


def test_the_batch_menu_splits_and_uses_the_selected_samples(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(Project(Network(), FLOWERS))
    panel = window.panels[BATCH]
    window.actions_by_id["batch.split"].trigger()
    dialog = panel.findChild(SplitDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    click(qtbot, panel.view, 2, 0)
    window.actions_by_id["batch.use_test"].trigger()
    assert words(panel) == ["training", "training", "test"]
    assert panel.studio.document.undo_text == "Use sample 2 for test"
    window.actions_by_id["batch.use_validation"].trigger()
    assert words(panel) == ["training", "training", "validation"]
    window.actions_by_id["batch.remove_split"].trigger()
    assert headers(panel) == ["length", "width", "species"]


def test_the_head_of_the_panel_counts_the_samples_of_each_part(panel: BatchPanel) -> None:
    whole = "3 samples × 2 features · 1 training, 1 validation and 1 test sample"
    assert panel.header.summary.text() == whole
