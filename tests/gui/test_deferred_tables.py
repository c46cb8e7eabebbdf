"""Tables of samples that are not in memory: they never wait, and what is lost is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_core.finding import Order
from nnfs_core.finding.order import IntArray
from nnfs_core.matrix.rows import Rows
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.batch.shown import ShownSamples
from nnfs_gui.panels.outputs.layer_contents import LayerContents
from nnfs_gui.panels.outputs.matrix.content import MatrixContent
from nnfs_gui.panels.outputs.values_table import ValuesTable
from nnfs_gui.spreadsheet import Block
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from tests.deferred import break_block, forget_blocks, forgetting_rows, loads, slow_rows
from tests.gui.batch_table import shown
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import click, seen

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rows() -> Rows:
    return slow_rows()


@pytest.fixture
def studio(qapp: object, later: LaterExecutor, rows: Rows) -> Iterator[Studio]:
    theme = Theme("light")
    theme.apply()
    studio = Studio.create(Project(Network(), Batch(rows)), theme=theme, executor=later)
    yield studio
    studio.close()


@pytest.fixture
def told(studio: Studio) -> list[Notice]:
    told: list[Notice] = []
    studio.notices.posted.connect(told.append)
    return told


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio, told: list[Notice]) -> BatchPanel:
    panel = BatchPanel(studio)
    qtbot.addWidget(panel)
    panel.resize(720, 500)  # all ways to mend a missing number have room
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def test_samples_that_are_not_in_memory_show_an_ellipsis_until_they_are_there(
    qtbot: QtBot, panel: BatchPanel, rows: Rows, later: LaterExecutor
) -> None:
    panel.view.grab()
    assert loads(rows) == [0, 0, 0]  # painting waits for nothing
    assert shown(panel, 4, 1) == "…"
    assert not panel.model.flags(panel.model.index(4, 1)) & Qt.ItemFlag.ItemIsEditable
    later.work_until(qtbot, lambda: shown(panel, 4, 1) == "9")
    assert loads(rows) == [1, 1, 1]
    assert panel.model.flags(panel.model.index(4, 1)) & Qt.ItemFlag.ItemIsEditable


def test_a_cell_that_is_still_being_read_opens_no_editor(
    qtbot: QtBot, panel: BatchPanel, later: LaterExecutor
) -> None:
    panel.view.setFocus()
    panel.view.go_to(4, 1)
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)  # which Qt must not warn of
    assert panel.view.findChildren(QLineEdit, "cell_editor") == []
    later.work_until(qtbot, lambda: shown(panel, 4, 1) == "9")
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    assert seen(panel.view, QLineEdit, "cell_editor").text() == "9"


def test_a_sample_that_cannot_be_fetched_is_reported_once(
    qtbot: QtBot, panel: BatchPanel, rows: Rows, later: LaterExecutor, told: list[Notice]
) -> None:
    break_block(rows, 1, "samples.npy is gone; put it back.")
    panel.view.grab()
    later.work_until(qtbot, lambda: shown(panel, 6, 0) == "12")
    for _ in range(3):
        panel.view.grab()
    assert [shown(panel, row, 0) for row in (2, 3, 5, 6)] == ["4", "?", "?", "12"]
    assert [notice.text for notice in told] == ["samples.npy is gone; put it back."]
    assert not later.waiting


def test_copying_samples_that_are_not_in_memory_goes_on_in_the_background(
    qtbot: QtBot, panel: BatchPanel, rows: Rows, later: LaterExecutor
) -> None:
    QGuiApplication.clipboard().setText("before")
    panel.view.selectAll()
    qtbot.keyClick(panel.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "before"
    later.work_when_asked(qtbot)
    assert QGuiApplication.clipboard().text().split("\n")[4] == "8\t9"


def test_copying_all_samples_asks_about_blocks_and_never_about_each_sample(
    qtbot: QtBot, panel: BatchPanel, later: LaterExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[int] = []  # how many samples were listed one by one on the GUI thread
    monkeypatch.setattr(Order, "samples", _noting(listed, Order.samples))
    panel.view.selectAll()
    qtbot.keyClick(panel.view, Qt.Key.Key_C, CTRL)
    assert listed == []
    later.work_when_asked(qtbot)
    assert QGuiApplication.clipboard().text().split("\n")[8] == "16\t17"


def test_many_samples_out_of_order_count_as_not_in_memory_without_a_look(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Order.of(9, np.arange(8, -1, -1))
    shown_rows = ShownSamples(Batch(rows), order)
    assert [shown_rows.are_in_memory(range(n)) for n in (0, 4)] == [True, False]
    for number in range(3):
        rows.block(number)
    assert shown_rows.are_in_memory(range(9))
    monkeypatch.setattr("nnfs_core.matrix.stacked_blocks.ROWS_LOOKED_UP", 4)
    assert shown_rows.are_in_memory(range(2, 6))
    assert not shown_rows.are_in_memory(range(5))


def _noting(
    listed: list[int], samples: Callable[[Order, int, int], IntArray]
) -> Callable[[Order, int, int], IntArray]:
    def noted(order: Order, start: int, stop: int) -> IntArray:
        listed.append(stop - start)
        return samples(order, start, stop)

    return noted


def test_an_edit_that_needs_samples_not_in_memory_is_made_in_the_background(
    qtbot: QtBot, panel: BatchPanel, studio: Studio, rows: Rows, later: LaterExecutor
) -> None:
    studio.runner.set_live(False)
    panel.view.go_to(4, 0)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert loads(rows) == [0, 0, 0]
    later.work_when_asked(qtbot)
    qtbot.waitUntil(lambda: studio.project.batch.inputs[4].tolist() == [0, 9])


@pytest.fixture
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would be made in memory is too large for it."""
    monkeypatch.setattr("nnfs_gui.work.quick.BYTES_COPIED", 1)
    monkeypatch.setattr("nnfs_gui.studio.studio.free_memory", lambda: 1)


def test_columns_of_a_batch_larger_than_memory_come_and_go_without_a_look_at_it(
    panel: BatchPanel, studio: Studio, rows: Rows, told: list[Notice], no_memory: None
) -> None:
    studio.runner.set_live(False)
    panel.model.insert_columns(1, 1)
    panel.model.remove_columns([0])
    panel.model.remove_rows([1, 4])
    assert [notice.text for notice in told] == []
    assert loads(rows) == [0, 0, 0]
    assert studio.project.batch.inputs.tolist() == [[0, n] for n in (1, 5, 7, 11, 13, 15, 17)]


@pytest.mark.parametrize(
    ("button", "mended"),
    [("mean", [[9, 1]]), ("zero", [[0, 1]]), ("remove", [])],
)
def test_missing_numbers_of_a_batch_larger_than_memory_are_mended_in_the_background(
    qtbot: QtBot,
    panel: BatchPanel,
    studio: Studio,
    later: LaterExecutor,
    told: list[Notice],
    no_memory: None,
    button: str,
    mended: list[list[float]],
) -> None:
    rows = slow_rows(missing=0)
    studio.document.apply("Open", Project(Network(), Batch(rows)))
    later.work_when_asked(qtbot)
    studio.runner.set_live(False)
    forget_blocks()
    before, read = studio.project, loads(rows)
    click(qtbot, seen(panel, QPushButton, f"batch_fault_{button}"))
    studio.tasks.cancel()
    later.work()
    assert [notice.text for notice in told][-1].endswith(": cancelled; nothing has changed.")
    assert loads(rows) == read
    click(qtbot, seen(panel, QPushButton, f"batch_fault_{button}"))
    assert studio.project is before  # not yet: the window goes on living
    later.work()
    inputs = studio.project.batch.inputs.tolist()
    assert inputs == [*mended, *([2 * n, 2 * n + 1] for n in range(1, 9))]


@pytest.mark.parametrize("way", ["rows", "missing"])
def test_the_classes_left_by_a_removal_are_counted_in_the_background(
    qtbot: QtBot,
    panel: BatchPanel,
    studio: Studio,
    later: LaterExecutor,
    told: list[Notice],
    way: str,
) -> None:
    inputs, targets = slow_rows(missing=8), slow_rows(width=1, dtype=np.int64)
    batch = Batch(inputs, targets)
    studio.document.apply("Open", Project(Network(), batch))
    later.work_when_asked(qtbot)
    studio.runner.set_live(False)
    assert batch.n_classes == 9

    def remove() -> None:
        if way == "rows":
            panel.model.remove_rows([4, 8])
        else:
            click(qtbot, seen(panel, QPushButton, "batch_fault_remove"))

    forget_blocks()
    read = loads(targets)
    remove()
    assert loads(targets) == read
    studio.tasks.cancel()
    later.work()
    assert studio.project.batch is batch
    assert [notice.text for notice in told][-1].endswith(": cancelled; nothing has changed.")
    remove()
    later.work()
    changed = studio.project.batch
    assert changed is not batch
    assert changed.target_rows is not None
    forget_blocks()
    read = loads(targets)
    assert changed.n_classes == changed.with_(target_name="kind").n_classes == 8
    assert loads(targets) == read


def test_a_filter_looks_through_samples_that_are_not_in_memory(
    qtbot: QtBot, panel: BatchPanel, later: LaterExecutor
) -> None:
    panel.finder.filter("x0 > 10, largest x1")
    later.work()
    names = [panel.model.row_name(row) for row in range(panel.model.rowCount())]
    assert names == ["8", "7", "6"]


def test_the_values_of_a_layer_wait_for_nothing_either(
    qtbot: QtBot, studio: Studio, rows: Rows, later: LaterExecutor, told: list[Notice]
) -> None:
    table = ValuesTable(studio)
    qtbot.addWidget(table)
    break_block(rows, 2, "The samples cannot be computed again.")
    scale = LayerContents(studio.theme).probabilities
    table.values.set_content(MatrixContent("Dense", rows, scale, ("a", "b")))
    model = table.model()
    assert model.index(0, 1).data() == "…"
    assert model.index(8, 1).data() == "…"
    later.work_when_asked(qtbot)
    assert model.index(0, 1).data() == "1"
    assert model.index(8, 1).data() == "?"
    assert len(told) == 1


@pytest.mark.parametrize("is_sorted", [False, True])
def test_samples_that_leave_the_memory_while_they_are_copied_are_copied_all_the_same(
    is_sorted: bool,
) -> None:
    rows = forgetting_rows()
    order = Order.of(9, np.arange(8, -1, -1)) if is_sorted else Order(9)
    numbers = ShownSamples(Batch(rows), order).numbers_now(Block(1, 0, 4, 2))
    assert numbers is not None
    assert numbers[0].tolist() == ([14, 15] if is_sorted else [2, 3])
    assert numbers.shape == (4, 2)
    assert loads(rows) == [0, 0, 0]
    assert ShownSamples(Batch(rows), order).numbers_now(Block(1, 0, 4, 2)) is None  # gone by now


def test_values_that_leave_the_memory_while_they_are_copied_are_copied_all_the_same(
    qtbot: QtBot, studio: Studio, told: list[Notice]
) -> None:
    table, rows = ValuesTable(studio), forgetting_rows()
    qtbot.addWidget(table)
    scale = LayerContents(studio.theme).probabilities
    table.values.set_content(MatrixContent("Dense", rows, scale, ("a", "b")))
    table.copy_all()
    assert QGuiApplication.clipboard().text().split("\n")[8] == "16\t17"
    assert loads(rows) == [0, 0, 0]
    assert told == []
