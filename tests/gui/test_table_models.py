"""Tables go from one state to the next as Qt asks, and an editor is gone before its cell is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolBar
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project
from nnfs_core.finding import Order
from nnfs_gui.panels import BATCH
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.batch.shown import ShownSamples
from nnfs_gui.panels.layer.weights_model import WeightsModel
from nnfs_gui.spreadsheet import NumbersModel
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.gui import batch_table
from tests.gui.batch_table import type_in
from tests.gui.widgets import click

SHAPES = [(2, 3), (2, 1), (4, 3), (4, 1), (1, 5), (6, 4), (0, 3), (3, 3)]

# A table that is wrong in the way that ended the process: rows come while columns are of before.
WRONG_TABLE = """
from PySide6.QtCore import QAbstractTableModel, QModelIndex


class Wrong(QAbstractTableModel):
    names = ["a", "b"]

    def rowCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else 3

    def columnCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else len(self.names)

    def data(self, index, role=0):
        return self.names[index.column()] if role == 0 else None


def test_one_that_is_right(qapp):
    pass


def test_one_that_loses_a_column(qapp):
    table = Wrong()
    table.beginInsertRows(QModelIndex(), 3, 3)
    table.names = ["a"]
    table.endInsertRows()
"""


def run_tests(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run tests in a process of their own, watched as all tests of the screen are."""
    (folder / "test_wrong.py").write_text(text)
    (folder / "conftest.py").write_text("from tests.gui.conftest import watched_models\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_a_table_that_breaks_the_rules_ends_the_tests_and_the_test_is_named(
    tmp_path: Path,
) -> None:
    run = run_tests(tmp_path, WRONG_TABLE)
    assert run.returncode < 0
    assert "test_wrong.py::test_one_that_loses_a_column: FAIL!" in run.stderr
    assert "test_one_that_is_right" not in run.stderr


def all_said(model: NumbersModel) -> set[str]:
    """The first letters or numbers of all cells and names of columns: one of each state."""
    rows, columns = range(model.rowCount()), range(model.columnCount())
    names = {model.headerData(column, Qt.Orientation.Horizontal)[0] for column in columns}
    return names | {model.index(row, column).data() for row in rows for column in columns}


def watch(model: NumbersModel) -> list[set[str]]:
    """What a table says at each of its signals."""
    said: list[set[str]] = []
    for signal in (
        model.rowsAboutToBeInserted, model.rowsInserted, model.rowsAboutToBeRemoved,
        model.rowsRemoved, model.columnsAboutToBeInserted, model.columnsInserted,
        model.columnsAboutToBeRemoved, model.columnsRemoved, model.dataChanged,
        model.headerDataChanged, model.modelAboutToBeReset, model.modelReset,
    ):  # fmt: skip
        signal.connect(lambda *what: said.append(all_said(model)))
    return said


@pytest.mark.parametrize("after", SHAPES)
@pytest.mark.parametrize("before", SHAPES[:6])
def test_the_batchs_table_is_of_one_state_whenever_it_is_asked(
    show_batch: Callable[..., BatchPanel], before: tuple[int, int], after: tuple[int, int]
) -> None:
    def batch(number: int, shape: tuple[int, int]) -> Batch:
        names = [f"{number}{'abcdefg'[column]}" for column in range(shape[1])]
        return Batch(np.full(shape, float(number)), columns=names)

    panel = show_batch(batch(1, before))
    said = watch(panel.model)
    new = batch(2, after)
    panel.model.show(ShownSamples(new, Order(new.n_samples)))
    assert (panel.model.rowCount(), panel.model.columnCount()) == after
    assert all(each in ({"1"}, {"2"}, set()) for each in said)
    assert said[-1] <= {"2"}


def test_the_table_of_weights_is_of_one_state_whenever_it_is_asked(
    studio: Callable[..., Studio],
) -> None:
    def layer(number: int, *shape: int) -> Dense:
        return Dense(np.full(shape, float(number)), np.full((1, shape[1]), float(number)))

    layers = [layer(1, 3, 2), layer(2, 2, 5), layer(3, 5, 5), layer(4, 5, 1)]
    model = WeightsModel(studio(Project(Network(layers), Batch(np.ones((2, 3))))))
    numbers: list[set[str]] = []

    def look() -> None:
        rows, columns = range(model.rowCount()), range(model.columnCount())
        numbers.append({model.index(row, column).data() for row in rows for column in columns})
        assert all(model.headerData(each, Qt.Orientation.Horizontal) for each in columns)
        assert all(model.headerData(each, Qt.Orientation.Vertical) for each in rows)

    for signal in (model.rowsInserted, model.rowsRemoved, model.columnsInserted,
                   model.columnsRemoved, model.dataChanged):  # fmt: skip
        signal.connect(lambda *what: look())
    for index in (0, 1, 2, 3, 1, 0, 3):
        model.show_layer(index, layers[index])
        model.set_transposed(not model.transposed)
    assert numbers
    assert all(len(each) <= 1 for each in numbers)


@pytest.mark.parametrize("column", [1, 4])
def test_undo_while_a_cell_is_typed_into_brings_back_another_table(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tmp_path: Path, column: int
) -> None:
    window = open_window(Project(Network(), Batch(np.ones((6, 4)))))
    (tmp_path / "one.csv").write_text("a,b,c,d,e\n1,2,3,4,5\n")
    window.files.open(tmp_path / "one.csv", ask=False)
    view = window.panels[BATCH].view
    assert (view.model().rowCount(), view.model().columnCount()) == (1, 5)
    batch_table.click(qtbot, view, 0, column)
    type_in(qtbot, view, "7")
    bar = window.findChild(QToolBar, "tools")
    click(qtbot, bar.widgetForAction(window.actions_by_id["edit.undo"]))
    assert (view.model().rowCount(), view.model().columnCount()) == (6, 4)
    assert {each.data() for each in map(view.model().index, range(6), [0] * 6)} == {"1"}
    assert window.studio.project.batch.inputs.tolist() == np.ones((6, 4)).tolist()
    assert window.actions_by_id["edit.redo"].isEnabled()
