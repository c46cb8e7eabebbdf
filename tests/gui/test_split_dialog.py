"""The dialog that splits samples: by shares or by a column, with the counts before it does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project, edits
from nnfs_core.project.subset import Subset
from nnfs_core.project.table_reading import ColumnReading, TableReading
from nnfs_gui.panels.batch.splitting.dialog import SplitDialog
from nnfs_gui.studio.studio import Studio
from tests.deferred import deferred_rows
from tests.gui.executors import ImmediateExecutor

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CLASSES = [0] * 20 + [1] * 10
FLOWERS = Batch(
    np.arange(60.0).reshape(30, 2),
    CLASSES,
    ["length", "width"],
    class_names=["setosa", "virginica"],
    target_name="species",
)


class Opened:
    """Acts on a dialog as a person does."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        self.qtbot, self.studio = qtbot, Studio.create(project, executor=ImmediateExecutor())
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.parent.resize(800, 700)
        self.parent.show()
        self.dialog = SplitDialog(self.studio, self.parent)
        self.dialog.open()

    def find(self, kind: type, name: str) -> QWidget:
        found = self.dialog.findChild(kind, name)
        assert found is not None, name
        return found

    def type_in(self, name: str, text: str) -> None:
        field = self.find(QWidget, name)
        field.setFocus()
        field.selectAll()  # type: ignore[attr-defined]
        self.qtbot.keyClicks(field, text)

    def counts(self) -> dict[str, list[str]]:
        model = self.find(QTableView, "split_plan").model()  # type: ignore[attr-defined]
        vertical = Qt.Orientation.Vertical
        return {
            model.headerData(row, vertical): [
                model.index(row, column).data() for column in range(model.columnCount())
            ]
            for row in range(model.rowCount())
        }

    def told(self) -> str:
        label = self.find(QLabel, "split_text")
        return label.text() if label.isVisible() else ""  # type: ignore[attr-defined]

    def can_split(self) -> bool:
        return self.find(QPushButton, "split_accept").isEnabled()

    def split(self) -> None:
        self.qtbot.mouseClick(self.find(QPushButton, "split_accept"), LEFT)

    def show_columns(self) -> None:
        pages = self.find(QTabWidget, "split_pages")
        pages.tabBar().setFocus()  # type: ignore[attr-defined]
        self.qtbot.keyClick(pages.tabBar(), Key.Key_Right)  # type: ignore[attr-defined]

    def choose(self, name: str, text: str) -> None:
        box = self.find(QComboBox, name)
        box.setFocus()
        self.qtbot.keyClick(box, Key.Key_Home)
        for _ in range(box.findText(text)):  # type: ignore[attr-defined]
            self.qtbot.keyClick(box, Key.Key_Down)
        assert box.currentText() == text  # type: ignore[attr-defined]

    @property
    def parts(self) -> list[int] | None:
        found = self.studio.project.batch.subsets
        return None if found is None else found.tolist()


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[Batch | Project], Opened]:
    def open_dialog(content: Batch | Project) -> Opened:
        is_batch = isinstance(content, Batch)
        return Opened(qtbot, Project(Network(), content) if is_batch else content)

    return open_dialog


def test_what_will_come_out_is_counted_before_and_comes_in_one_step(
    opened: Callable[..., Opened],
) -> None:
    dialog = opened(FLOWERS)
    dialog.type_in("split_training", "60")
    assert "100 % together, but they are 90 %" in dialog.told()
    assert not dialog.can_split()
    assert not dialog.find(QTableView, "split_plan").isEnabled()  # the counts before
    dialog.type_in("split_test", "25")
    assert dialog.counts() == {
        "all samples": ["18", "5", "7", "30"],
        "setosa": ["12", "3", "5", "20"],
        "virginica": ["6", "2", "2", "10"],
    }
    assert dialog.told() == ""
    dialog.split()
    batch = dialog.studio.project.batch
    assert [*batch.subset_counts.values()] == [18, 5, 7]
    assert dialog.studio.document.undo_text == "Split the samples 60 / 15 / 25 % (seed 0)"
    dialog.studio.document.undo()
    assert dialog.parts is None


def test_the_seed_and_the_classes_decide_which_samples(opened: Callable[..., Opened]) -> None:
    dialog = opened(FLOWERS)
    dialog.type_in("split_seed", "7")
    dialog.qtbot.keyClick(dialog.find(QCheckBox, "split_stratified"), Key.Key_Space)
    dialog.split()
    expected = edits.split_by_shares(Project(Network(), FLOWERS), 0.7, 0.15, 0.15, seed=7)
    assert dialog.parts == expected.batch.subsets.tolist()  # type: ignore[union-attr]


def test_only_classes_can_be_stratified_by(opened: Callable[..., Opened]) -> None:
    dialog = opened(Batch(np.zeros((10, 1))))
    assert not dialog.find(QCheckBox, "split_stratified").isVisible()
    assert dialog.counts() == {"all samples": ["7", "2", "1", "10"]}
    dialog.split()
    assert dialog.parts is not None


def test_small_classes_are_told_and_may_be_split_all_the_same(
    opened: Callable[..., Opened],
) -> None:
    dialog = opened(Batch(np.zeros((20, 1)), [0] * 18 + [1] * 2))
    assert "1 class has fewer samples than there are parts: class 1." in dialog.told()
    assert dialog.can_split()


@pytest.mark.parametrize(
    ("n_samples", "sentence"),
    [(0, "no samples to split"), (2, "15 % of 2 samples is none")],
)
def test_what_cannot_be_split_is_told(
    opened: Callable[..., Opened], n_samples: int, sentence: str
) -> None:
    dialog = opened(Batch(np.zeros((n_samples, 1))))
    assert sentence in dialog.told()
    assert not dialog.can_split()


def table(*texts: str, name: str = "split") -> Project:
    """Numbers and a column of codes for texts, as a table was read."""
    codes = [float(number % len(texts)) for number in range(12)]
    batch = Batch(np.column_stack([np.arange(12.0), codes]), columns=["x", name])
    reading = TableReading((), 2, (ColumnReading(name, read_as="codes", texts=texts),))
    return Project(Network(), batch, table_reading=reading)


def test_counts_stay_dimmed_while_shares_are_not_100_together(
    opened: Callable[..., Opened],
) -> None:
    dialog = opened(Batch(np.zeros((20, 1))))
    counts, table = dialog.counts(), dialog.find(QTableView, "split_plan")
    assert table.isEnabled()
    dialog.type_in("split_test", "25")
    assert dialog.told() == "The shares must be 100 % together, but they are 110 %."
    assert (dialog.counts(), table.isEnabled()) == (counts, False)
    dialog.type_in("split_training", "60")
    assert (dialog.counts() != counts, table.isEnabled()) == (True, True)


def test_a_column_is_guessed_by_its_name_and_its_words(opened: Callable[..., Opened]) -> None:
    dialog = opened(table("Train", "dev", "Holdout"))
    dialog.show_columns()
    assert dialog.find(QComboBox, "split_column").currentText() == "split"  # type: ignore[attr-defined]
    assert dialog.counts() == {"all samples": ["4", "4", "4", "12"]}
    dialog.split()
    assert dialog.parts == [0, 1, 2] * 4
    assert dialog.studio.project.batch.columns == ("x",)
    assert dialog.studio.document.undo_text == "Split the samples by split"


def test_values_that_say_nothing_are_asked_about(opened: Callable[..., Opened]) -> None:
    dialog = opened(table("train", "other"))
    dialog.show_columns()
    assert dialog.told() == "Choose what samples with the value other are for."
    assert not dialog.can_split()
    dialog.choose("split_value_1", "training")
    assert "All samples would be for training" in dialog.told()
    dialog.choose("split_value_1", "test")
    dialog.qtbot.keyClick(dialog.find(QCheckBox, "split_take_out"), Key.Key_Space)
    dialog.split()
    assert dialog.parts == [0, 2] * 6
    assert dialog.studio.project.batch.columns == ("x", "split")


def test_a_column_of_many_values_is_refused_and_another_can_be_chosen(
    opened: Callable[..., Opened],
) -> None:
    dialog = opened(Batch(np.arange(60.0).reshape(60, 1), [0, 1] * 30, target_name="half"))
    dialog.show_columns()
    assert dialog.told() == "Choose the column that says what samples are for."
    dialog.choose("split_column", "x0")
    assert "more than 50 different values" in dialog.find(QLabel, "split_column_text").text()  # type: ignore[attr-defined]
    dialog.choose("split_column", "half")
    dialog.choose("split_value_0", "training")
    dialog.choose("split_value_1", "test")
    dialog.split()
    assert dialog.parts == [0, 2] * 30
    assert dialog.studio.project.batch.targets is not None


def test_the_present_split_is_told_before_it_is_replaced(opened: Callable[..., Opened]) -> None:
    dialog = opened(
        FLOWERS.with_(subset_rows=Batch(FLOWERS.inputs, subsets=[0, 2] * 15).subset_rows)
    )
    present = dialog.find(QLabel, "split_present").text()  # type: ignore[attr-defined]
    assert present == "This replaces the present split: 15 training and 15 test samples."


def test_how_to_do_it_by_hand_is_told(opened: Callable[..., Opened]) -> None:
    dialog = opened(FLOWERS)
    dialog.show_columns()
    dialog.show_columns()
    pages = dialog.find(QTabWidget, "split_pages")
    assert "Select samples in the table" in pages.currentWidget().text()  # type: ignore[attr-defined]
    assert not dialog.can_split()
    assert not dialog.find(QTableView, "split_plan").isVisible()


def test_a_batch_in_a_file_is_split_too(opened: Callable[..., Opened]) -> None:
    targets = deferred_rows(np.array(CLASSES).reshape(-1, 1))
    dialog = opened(Batch(deferred_rows(np.zeros((30, 2))), targets))
    dialog.qtbot.waitUntil(dialog.can_split)
    assert dialog.counts()["class 0"] == ["14", "3", "3", "20"]
    dialog.split()
    dialog.qtbot.waitUntil(lambda: dialog.parts is not None)
    assert not dialog.studio.project.batch.input_rows.is_in_memory


def test_another_batch_behind_the_dialog_is_counted_anew(opened: Callable[..., Opened]) -> None:
    dialog = opened(FLOWERS)
    fewer = edits.remove_samples(dialog.studio.project, range(20, 30))
    dialog.studio.document.apply("Remove", fewer)
    assert dialog.counts() == {
        "all samples": ["14", "3", "3", "20"],
        "setosa": ["14", "3", "3", "20"],
    }
    dialog.split()
    assert Subset.TEST in (dialog.parts or [])
