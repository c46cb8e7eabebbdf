"""Cells travel to and from other spreadsheets by the clipboard, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import Block, SpreadsheetView
from nnfs_gui.studio import copying
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.action_handlers import EDIT_COMMANDS
from tests.gui.widgets import paste

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
START = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]


@pytest.fixture
def panel(qtbot: QtBot, studio: Callable[..., Studio]) -> BatchPanel:
    """A batch of three samples of two features, and what it tells in `notices`."""
    panel = BatchPanel(studio(Project(Network(), Batch(START))))
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.view.setFocus()
    panel.view.go_to(0, 0)
    panel.notices = []
    panel.studio.notices.posted.connect(panel.notices.append)
    return panel


def inputs(panel: BatchPanel) -> list[list[float]]:
    return panel.studio.project.batch.inputs.tolist()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def said(panel: BatchPanel) -> str:
    (notice,) = panel.notices
    return notice.text


def test_a_copied_block_is_tab_separated_with_all_digits(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.model.write(0, 0, np.array([[1 / 3]]))
    panel.view.select_block(Block(0, 0, 2, 2))
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert clipboard() == "0.3333333333333333\t2\n3\t4"


def test_cut_takes_the_block_and_leaves_zeros_in_one_step(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.view.select_block(Block(1, 0, 2, 1))
    qtbot.keyClick(panel.view, Key.Key_X, CTRL)
    assert clipboard() == "3\n5"
    assert inputs(panel) == [[1, 2], [0, 4], [0, 6]]
    panel.studio.document.undo()
    assert inputs(panel) == START


def test_two_blocks_that_make_one_are_copied_and_others_are_refused(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    def add(row: int, column: int) -> None:
        index = panel.model.index(row, column)
        panel.view.selectionModel().select(
            QItemSelection(index, index), QItemSelectionModel.SelectionFlag.Select
        )

    add(1, 0)
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert clipboard() == "1\n3"
    add(2, 1)
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert clipboard() == "1\n3"
    assert said(panel) == "Select one block of cells to copy; the selected ones lie apart."


def test_a_paste_is_one_step_and_stays_selected(qtbot: QtBot, panel: BatchPanel) -> None:
    paste(qtbot, panel.view, "1.5\t-2e3\r\n0,25\t4\r\n")
    assert inputs(panel) == [[1.5, -2000], [0.25, 4], [5, 6]]
    assert panel.view.block() == Block(0, 0, 2, 2)
    panel.studio.document.undo()
    assert inputs(panel) == START


def test_a_paste_beyond_the_edge_grows_the_table(qtbot: QtBot, panel: BatchPanel) -> None:
    panel.view.go_to(2, 1)
    paste(qtbot, panel.view, "7\t8\n9\t10")
    assert inputs(panel) == [[1, 2, 0], [3, 4, 0], [5, 7, 8], [0, 9, 10]]
    assert panel.header.summary.text() == "4 samples × 3 features"
    panel.studio.document.undo()
    assert inputs(panel) == START
    assert (panel.model.rowCount(), panel.model.columnCount()) == (3, 2)


def test_one_number_fills_the_selection_and_a_block_repeats_in_it(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    panel.view.selectAll()
    paste(qtbot, panel.view, "7")
    assert inputs(panel) == [[7, 7]] * 3
    panel.studio.document.undo()
    panel.view.selectAll()
    paste(qtbot, panel.view, "8\t9")
    assert inputs(panel) == [[8, 9]] * 3
    panel.studio.document.undo()
    assert inputs(panel) == START


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("letters", "'letters' is not a number; type one such as 1.5 or 2e-3."),
        (
            "1\t2\n3\tfour",
            "Row 2, column 2 of the paste: 'four' is not a number; type one such as 1.5 or 2e-3.",
        ),
        (
            "1\t2\n3",
            "Row 2 of the paste has 1 cell, but row 1 has 2; copy a full block of cells.",
        ),
        ("1\t\n3\t4", "Row 1, column 2 of the paste: There is no number here; type one"),
        ("1e999", "1e999 is too large for a 64-bit number"),
        ("1\n=1/0", "Row 2, column 1 of the paste: The formula divides by 0."),
        ("1_000", "'1_000' is not a number"),
        (" \n\t", "The clipboard is empty; copy numbers first, then paste them here."),
        ("", "The clipboard is empty; copy numbers first, then paste them here."),
    ],
)
def test_a_paste_of_anything_but_numbers_is_refused_in_one_sentence(
    qtbot: QtBot, panel: BatchPanel, text: str, sentence: str
) -> None:
    paste(qtbot, panel.view, text)
    assert said(panel).startswith(sentence)
    assert inputs(panel) == START
    assert panel.studio.document.undo_text is None


def test_a_picture_on_the_clipboard_is_told_apart(
    qtbot: QtBot, panel: BatchPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    # a picture put on the real clipboard crashes at exit without a screen
    monkeypatch.setattr(type(QGuiApplication.clipboard()), "mimeData", lambda self: picture)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert said(panel).startswith("The clipboard holds a picture;")
    assert inputs(panel) == START


def test_a_long_paste_and_a_large_copy_go_through_the_tasks_and_agree(
    qtbot: QtBot, panel: BatchPanel
) -> None:
    numbers = np.random.default_rng(3).standard_normal((30_000, 2))
    started: list[str] = []
    panel.studio.tasks.started.connect(started.append)
    paste(qtbot, panel.view, "\n".join(f"{a!r}\t{b!r}" for a, b in numbers.tolist()))
    assert np.array_equal(panel.studio.project.batch.inputs, numbers)
    panel.view.selectAll()
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert started == ["Pasting", "Copying"]
    lines = clipboard().split("\n")
    assert [float(cell) for cell in lines[29_999].split("\t")] == numbers[29_999].tolist()


def test_copying_millions_of_cells_asks_first(
    qtbot: QtBot, panel: BatchPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "CELLS_TO_ASK", 5)
    QGuiApplication.clipboard().setText("before")
    panel.view.selectAll()
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert clipboard() == "before"
    (notice,) = panel.notices
    assert notice.text.startswith("Copying 6 numbers takes about")
    notice.action()
    assert clipboard() == "1\t2\n3\t4\n5\t6"


def test_the_edit_menu_finds_the_commands_of_the_table(panel: BatchPanel) -> None:
    table: SpreadsheetView = panel.view
    commands = table.edit_commands()
    assert set(commands) == {*EDIT_COMMANDS}
    commands["select_all"]()
    commands["clear"]()
    assert inputs(panel) == [[0, 0]] * 3


@pytest.mark.parametrize(
    "text", ["1\0002", "\0", "1\u202e2", "<td>1</td>", "\ufeff", "1\t2\n3\0\t4"]
)
def test_what_is_no_number_in_a_paste_is_told_and_changes_nothing(
    qtbot: QtBot, panel: BatchPanel, text: str
) -> None:
    paste(qtbot, panel.view, text)
    assert said(panel)
    assert inputs(panel) == START


def test_a_paste_without_end_is_refused_before_it_is_read(qtbot: QtBot, panel: BatchPanel) -> None:
    paste(qtbot, panel.view, "1" * 50_000_001)
    assert said(panel) == (
        "The clipboard holds 50,000,001 characters, too many to paste; save them as a file and "
        "open that."
    )
    assert inputs(panel) == START
    QGuiApplication.clipboard().clear()
