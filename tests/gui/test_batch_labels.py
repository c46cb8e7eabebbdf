"""Labels of samples in the batch's table: they head rows, are typed, pasted and sorted by."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch
from nnfs_gui.panels.batch import BatchPanel
from tests.gui.batch_table import batch, choose_in, click, open_menu, visible_field
from tests.gui.filtered import ANIMALS, SAME, ask, count, fault, rows

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
NAMES = ["Tom", "Bo", "a10", "a2", "", "Bo"]
LABELLED = Batch(
    ANIMALS.inputs,
    ANIMALS.targets,
    ANIMALS.columns,
    class_names=ANIMALS.class_names,
    target_name=ANIMALS.target_name,
    labels=NAMES,
    label_name="pet",
)


@pytest.fixture
def panel(show_batch: Callable[..., BatchPanel]) -> BatchPanel:
    return show_batch(LABELLED, SAME)


def labels(panel: BatchPanel) -> list[str] | None:
    found = batch(panel).labels
    return None if found is None else found.tolist()


def place_of(panel: BatchPanel, row: int) -> QPoint:
    header = panel.view.row_header
    return QPoint(header.width() // 2, header.sectionViewportPosition(row) + 8)


def double_click(qtbot: QtBot, panel: BatchPanel, row: int) -> QLineEdit:
    qtbot.mouseDClick(panel.view.row_header.viewport(), LEFT, pos=place_of(panel, row))
    return visible_field(panel.view, "header_editor")


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)


def row_menu(qtbot: QtBot, panel: BatchPanel, row: int) -> QMenu:
    header, place = panel.view.row_header, place_of(panel, row)
    where = header.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
    QApplication.sendEvent(header.viewport(), event)
    menu = panel.view.findChildren(QMenu, "cell_menu")[-1]  # one before it may not be gone yet
    qtbot.waitUntil(menu.isVisible)
    return menu


def test_a_label_heads_its_row_and_a_number_the_row_without_one(panel: BatchPanel) -> None:
    assert rows(panel) == ["Tom", "Bo", "a10", "a2", "4", "Bo"]
    model = panel.view.model()
    tip = model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert "Sample 0 (Tom)" in tip
    said = Qt.ItemDataRole.AccessibleTextRole
    assert model.headerData(0, Qt.Orientation.Vertical, said) == "0 (Tom)"
    assert model.data(model.index(0, 1), said) == "0 (Tom), b: 0"
    assert model.data(model.index(4, 0), said) == "4, a: 4"


def test_a_double_click_on_a_rows_name_labels_it(qtbot: QtBot, panel: BatchPanel) -> None:
    field = double_click(qtbot, panel, 4)
    assert field.text() == ""
    retype(qtbot, field, "Rex ")
    assert rows(panel)[4] == "Rex"
    assert panel.studio.document.undo_text == "Label sample 4"
    panel.studio.document.undo()
    assert rows(panel)[4] == "4"
    retype(qtbot, double_click(qtbot, panel, 0), " ")
    assert rows(panel)[0] == "0"
    assert labels(panel) == ["", *NAMES[1:]]


def test_the_first_label_of_all_makes_the_others_empty(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(ANIMALS)
    width = panel.view.row_header.width()
    retype(qtbot, double_click(qtbot, panel, 2), "the third of them")
    assert labels(panel) == ["", "", "the third of them", "", "", ""]
    assert panel.view.row_header.width() > width


def test_escape_leaves_a_label_and_another_click_takes_it(qtbot: QtBot, panel: BatchPanel) -> None:
    field = double_click(qtbot, panel, 1)
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Key.Key_Escape)
    assert labels(panel) == NAMES
    assert panel.view.hasFocus()
    qtbot.keyClicks(double_click(qtbot, panel, 1), "new")
    click(qtbot, panel.view, 0, 0)
    assert labels(panel) == ["Tom", "new", *NAMES[2:]]


def test_a_label_that_is_too_long_is_refused(qtbot: QtBot, panel: BatchPanel) -> None:
    QGuiApplication.clipboard().setText("fine\n" + "x" * 201)
    choose_in(qtbot, row_menu(qtbot, panel, 0), "paste_labels")
    assert labels(panel) == NAMES
    assert "at most 200 characters" in panel.notices[-1].text


def test_the_keys_label_a_row_that_is_selected_as_a_whole(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.view.setFocus()
    panel.view.go_to(3, 1)
    qtbot.keyClick(panel.view, Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.view, Key.Key_F2)
    retype(qtbot, visible_field(panel.view, "header_editor"), "by keys")
    assert rows(panel)[3] == "by keys"
    panel.view.go_to(3, 1)
    qtbot.keyClick(panel.view, Key.Key_F2)  # of one cell, as ever
    assert visible_field(panel.view, "cell_editor").text() == "0"


def test_the_menu_of_a_row_labels_it_and_pastes_a_column_of_labels(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    choose_in(qtbot, row_menu(qtbot, panel, 0), "label_row")
    retype(qtbot, visible_field(panel.view, "header_editor"), "Tim")
    assert rows(panel)[0] == "Tim"
    QGuiApplication.clipboard().setText('one\t1\n"two ""2"""\t2\r\nthree\t3\n')
    choose_in(qtbot, row_menu(qtbot, panel, 2), "paste_labels")
    assert labels(panel) == ["Tim", "Bo", "one", 'two "2"', "three", "Bo"]
    assert panel.studio.document.undo_text == "Label 3 samples"
    QGuiApplication.clipboard().clear()
    choose_in(qtbot, row_menu(qtbot, panel, 2), "paste_labels")
    assert "The clipboard is empty" in panel.notices[-1].text
    QGuiApplication.clipboard().setText("one\ntwo\nthree")
    choose_in(qtbot, row_menu(qtbot, panel, 5), "paste_labels")
    assert "These are 3 labels for the 1 sample from there" in panel.notices[-1].text


def test_the_menu_of_a_row_names_the_column_of_labels(qtbot: QtBot, panel: BatchPanel) -> None:
    choose_in(qtbot, row_menu(qtbot, panel, 3), "rename_labels")
    field = visible_field(panel.view, "header_editor")
    assert field.text() == "pet"
    retype(qtbot, field, " the id ")
    assert batch(panel).label_name == "the id"
    assert panel.studio.document.undo_text == "Rename labels"
    choose_in(qtbot, row_menu(qtbot, panel, 3), "rename_labels")
    field = visible_field(panel.view, "header_editor")
    retype(qtbot, field, " ")
    assert field.isVisible()
    assert "needs a name" in panel.notices[-1].text


def test_a_label_can_be_gone_to(panel: BatchPanel) -> None:
    panel.go_to("a2")
    assert panel.view.currentIndex().row() == 3


def test_labels_are_taken_away_by_the_menu(qtbot: QtBot, panel: BatchPanel) -> None:
    choose_in(qtbot, row_menu(qtbot, panel, 0), "remove_labels")
    assert labels(panel) is None
    assert rows(panel) == ["0", "1", "2", "3", "4", "5"]
    names = {action.objectName() for action in row_menu(qtbot, panel, 0).actions()}
    assert not names & {"remove_labels", "sort_ascending"}


def test_the_menu_of_a_row_sorts_by_label(qtbot: QtBot, panel: BatchPanel) -> None:
    choose_in(qtbot, row_menu(qtbot, panel, 0), "sort_ascending")
    assert rows(panel) == ["a2", "a10", "Bo", "Bo", "Tom", "4"]
    choose_in(qtbot, row_menu(qtbot, panel, 0), "sort_descending")
    assert rows(panel) == ["Tom", "Bo", "Bo", "a10", "a2", "4"]
    retype(qtbot, double_click(qtbot, panel, 3), "zebra")  # goes to the sample that is shown there
    assert labels(panel) == ["Tom", "Bo", "zebra", "a2", "", "Bo"]
    choose_in(qtbot, row_menu(qtbot, panel, 0), "sort_original")
    assert rows(panel) == ["Tom", "Bo", "zebra", "a2", "4", "Bo"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bo", ["Bo", "Bo"]),
        ("pet = tom", ["Tom"]),
        ("label contains a and a > 0", ["a2"]),
        ('label = ""', ["4"]),
    ],
)
def test_the_filter_finds_labels(
    qtbot: QtBot, panel: BatchPanel, text: str, found: list[str]
) -> None:
    panel.filter_bar.ask()
    ask(qtbot, panel, text)
    assert (rows(panel), fault(panel)) == (found, "")
    assert count(panel).startswith(f"{len(found)} of 6")


def test_the_filters_menu_begins_a_condition_on_labels(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.filter_bar.ask()
    menu = panel.findChild(QToolButton, "batch_filter_menu").menu()
    menu.popup(QPoint(0, 0))
    choose_in(qtbot, menu, "condition.label")
    qtbot.keyClicks(panel.filter_bar.line, "bo")
    qtbot.keyClick(panel.filter_bar.line, Key.Key_Return)
    assert rows(panel) == ["Bo", "Bo"]


def test_labels_stay_with_their_rows_when_samples_come_and_go(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    panel.view.setFocus()
    panel.view.go_to(1, 0)
    choose_in(qtbot, open_menu(qtbot, panel.view), "insert_rows_above")
    assert rows(panel) == ["Tom", "1", "Bo", "a10", "a2", "5", "Bo"]
    choose_in(qtbot, row_menu(qtbot, panel, 0), "remove_rows")
    assert labels(panel) == ["", *NAMES[1:]]


def test_a_long_label_takes_bounded_room_and_a_hostile_one_shows_its_signs(
    show_batch: Callable[..., BatchPanel],
) -> None:
    names = ["x" * 200, "<b>bold</b>", "\u202egnp", "a\nb"]
    panel = show_batch(Batch(np.zeros((4, 2)), labels=names))
    assert panel.view.row_header.width() <= 0.3 * panel.width()
    tip = panel.view.model().headerData(1, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip
    assert rows(panel)[3] == "a b"
    assert "\u202e" not in rows(panel)[2]


def test_a_million_labels_are_shown_at_once(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    names = [f"sample-{number}" for number in range(1_000_000)]
    panel = show_batch(Batch(np.zeros((1_000_000, 1), np.float32), labels=names))
    panel.view.go_to(999_999, 0)
    header = panel.view.row_header
    row = header.logicalIndexAt(QPoint(5, header.viewport().height() - 20))
    assert panel.view.model().headerData(row, Qt.Orientation.Vertical) == f"sample-{row}"
    choose_in(qtbot, row_menu(qtbot, panel, row), "label_row")
    retype(qtbot, visible_field(panel.view, "header_editor"), "last")
    assert batch(panel).label_of(row) == "last"
