"""Opening .npy and .safetensors files as people do: a look, perhaps a choice, Enter."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from safetensors.numpy import load_file, save_file

from nnfs_core import Batch, Dense, Network, Project, save
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.files.array_dialog import ArrayDialog
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.panels import BATCH
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from tests.gui.importing import Importing
from tests.gui.widgets import name_file, notices_of, show_alone
from tests.gui.windows import drop
from tests.sample_files import idx_bytes


class Import(Importing):
    """A window in which arrays are opened."""

    kind, prefix = ArrayDialog, "array"

    def open(self, array: np.ndarray, name: str = "flowers.npy", ask: bool = True) -> Path:
        path = self.folder / name
        np.save(path, array)
        self.data_import.open(path, ask=ask)
        return path

    def open_tensors(self, **tensors: np.ndarray) -> Path:
        path = self.folder / "flowers.safetensors"
        save_file(tensors, path)
        self.data_import.open(path)
        return path

    def choose(self, name: str, text: str) -> None:
        combo = self.widget(QComboBox, name)
        combo.setFocus()
        texts = [combo.itemText(item) for item in range(combo.count())]
        key = Qt.Key.Key_Down if texts.index(text) > combo.currentIndex() else Qt.Key.Key_Up
        for _ in texts:
            if combo.currentText() == text:
                return
            combo.setCurrentIndex(texts.index(text) - (1 if key == Qt.Key.Key_Down else -1))
            self.qtbot.keyClick(combo, key)


@pytest.fixture
def importing(qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path) -> Import:
    project = Project(Network([Dense.random(2, 3)]), Batch(np.zeros((3, 2))))
    return Import(qtbot, studio(project), tmp_path)


def test_one_enter_opens_an_array(importing: Import) -> None:
    importing.studio.selection.select(Place(0))
    importing.open(np.array([[1.5, 1 / 3], [3, np.nan]], np.float32))
    assert importing.names() == ["x0", "x1"]
    assert importing.cells() == [["1.5", "0.33333334"], ["3", "NaN"]]
    assert importing.text("array_summary") == (
        "2 samples × 2 features of float32, taken as float64; 16 bytes, read into memory."
    )
    assert importing.dialog.findChild(QComboBox, "array_inputs") is None
    assert importing.widget(QPushButton, "array_accept").text() == "Open 2 samples"
    importing.qtbot.keyClick(importing.dialog, Qt.Key.Key_Return)
    assert importing.dialog is None
    assert importing.batch.inputs[0].tolist() == [1.5, float(np.float32(1 / 3))]
    assert importing.studio.selection.place.layer == INPUT
    assert importing.studio.document.undo_text == "Open flowers.npy"
    assert importing.notices[-1].text == "Opened 2 samples from flowers.npy."


def test_cancel_changes_nothing_and_undo_brings_the_old_batch_back(importing: Import) -> None:
    before = importing.studio.project
    importing.open(np.ones((2, 2)))
    importing.qtbot.keyClick(importing.dialog, Qt.Key.Key_Escape)
    assert importing.studio.project is before
    importing.open(np.ones((2, 2)))
    importing.accept()
    importing.studio.document.undo()
    assert importing.studio.project is before


def test_a_large_file_says_that_it_is_opened_in_place(
    importing: Import, nothing_fits: None
) -> None:
    importing.open(np.arange(200.0).reshape(100, 2))
    assert "1.6 kB, opened in place: read from the file as you look" in (
        importing.text("array_summary")
    )
    assert importing.text("array_part") == "You see the first 20 of 100 samples."
    importing.accept()
    assert not importing.batch.input_rows.is_in_memory
    assert importing.batch.inputs[99].tolist() == [198, 199]
    assert "100 samples in place: they stay in flowers.npy" in importing.notices[-1].text


def test_more_samples_than_a_table_can_number_are_opened_and_the_first_are_shown(
    open_window: Callable[..., QWidget], tmp_path: Path, qtbot: QtBot, nothing_fits: None
) -> None:
    path, n_samples = tmp_path / "huge.npy", 200_000_000
    with path.open("wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (n_samples, 2)}
        np.lib.format.write_array_header_1_0(file, header)
        try:
            file.truncate(file.tell() + n_samples * 8)  # a hole
        except OSError:
            pytest.skip("no file may be so large here")
    window = open_window(Project(Network(), Batch(np.ones((2, 2)))))
    window.studio.runner.set_live(False)
    told: list[Notice] = []
    window.studio.notices.posted.connect(told.append)
    window.files.open(path, ask=False)
    assert window.studio.project.batch.n_samples == n_samples
    assert window.panels[BATCH].view.model().rowCount() == 50_000_000
    assert told[-1].text.endswith("The table shows the first 50,000,000.")


def test_a_column_can_be_the_target(importing: Import) -> None:
    importing.open(np.array([[1, 2.5, 0], [3, 4.5, 1], [5, 6.5, 0]]))
    importing.choose("array_target", "column x2")
    assert importing.names() == ["x0", "x1", "x2 (target)"]
    assert "3 samples × 2 features" in importing.text("array_summary")
    importing.accept()
    assert importing.batch.inputs.tolist() == [[1, 2.5], [3, 4.5], [5, 6.5]]
    assert importing.batch.targets.tolist() == [0, 1, 0]
    assert importing.batch.has_classes


def test_the_target_can_be_read_as_values(importing: Import) -> None:
    importing.open(np.array([[1, 0], [3, 1], [5, 0]]))
    importing.choose("array_target", "column x1")
    importing.choose("array_target_kind", "values")
    importing.accept()
    assert importing.batch.targets.dtype == np.float64


def test_a_target_column_far_to_the_right_is_visible(importing: Import) -> None:
    importing.open(np.arange(160.0).reshape(2, 80))
    assert importing.text("array_part") == "You see the first 50 of 80 columns."
    importing.choose("array_target", "column x79")
    assert importing.names()[-1] == "x79 (target)"
    assert [row[-1] for row in importing.cells()] == ["79", "159"]


def test_targets_in_another_file(importing: Import) -> None:
    np.save(importing.folder / "kinds.npy", np.array([1, 0, 1]))
    np.save(importing.folder / "few.npy", np.array([1, 0]))
    importing.open(np.ones((3, 2)))
    for name in ("few.npy", "kinds.npy"):
        importing.choose("array_target", "Another file…")
        dialog = importing.dialog.findChildren(QFileDialog, "array_target_dialog")[-1]
        dialog.fileSelected.emit(str(importing.folder / name))
        dialog.close()
        if name == "few.npy":
            assert importing.text("import_warning") == (
                "few.npy has no array of one number for each of the 3 samples; its arrays have 2 "
                "rows."
            )
            assert importing.widget(QComboBox, "array_target").currentText() == "None"
    assert importing.widget(QComboBox, "array_target").currentText() == "kinds.npy"
    assert importing.names() == ["x0", "x1", "kinds (target)"]
    importing.accept()
    assert importing.batch.targets.tolist() == [1, 0, 1]


def test_tensors_are_chosen_by_name(importing: Import) -> None:
    weights = np.arange(6.0).reshape(3, 2)
    importing.open_tensors(x=np.ones((4, 3)), y=np.array([0, 1, 1, 0]), weights=weights)
    assert importing.widget(QComboBox, "array_inputs").currentText() == "x (4, 3), float64"
    assert importing.widget(QComboBox, "array_target").currentText() == "y"
    importing.choose("array_inputs", "weights (3, 2), float64")
    assert importing.widget(QComboBox, "array_target").currentText() == "None"
    assert importing.widget(QPushButton, "array_accept").text() == "Open 3 samples"
    importing.accept()
    assert importing.batch.inputs.tolist() == weights.tolist()


def test_pictures_open_with_the_labels_beside_them(importing: Import) -> None:
    pictures = np.arange(16, dtype=np.uint8).reshape(4, 2, 2)
    labels = importing.folder / "train-labels-idx1-ubyte"
    labels.write_bytes(idx_bytes(np.array([7, 0, 7, 0], np.uint8)))
    path = importing.folder / "train-images-idx3-ubyte.gz"
    path.write_bytes(gzip.compress(idx_bytes(pictures)))
    importing.data_import.open(path)
    assert importing.widget(QComboBox, "array_target").currentText() == "None"
    (importing.folder / "train-labels-idx1-ubyte.gz").write_bytes(
        gzip.compress(labels.read_bytes())
    )
    importing.data_import.open(path)
    target = importing.widget(QComboBox, "array_target")
    assert target.currentText() == "train-labels-idx1-ubyte.gz"
    importing.choose("array_target", "None")
    importing.choose("array_target", "train-labels-idx1-ubyte.gz")
    importing.accept()
    batch = importing.batch
    assert batch.inputs.tolist() == pictures.reshape(4, 4).tolist()
    assert [batch.class_names[number] for number in batch.targets] == ["7", "0", "7", "0"]


def test_an_archive_opens_with_its_pair_of_arrays(importing: Import) -> None:
    path = importing.folder / "some.npz"
    np.savez_compressed(
        path, x_test=np.eye(2), y_test=[0, 1], x_train=np.eye(4), y_train=[0, 1, 1, 0]
    )
    importing.data_import.open(path)
    assert importing.widget(QComboBox, "array_inputs").currentText().startswith("x_train (4, 4)")
    assert importing.widget(QComboBox, "array_target").currentText() == "y_train"
    importing.choose("array_inputs", "x_test (2, 2), float64")
    assert importing.widget(QComboBox, "array_target").currentText() == "y_test"
    importing.accept()
    assert importing.batch.inputs.tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("array", "reason"),
    [
        (np.array([None]), "flowers.npy holds Python objects"),
        (np.array(["a"]), "flowers.npy holds text"),
        (np.zeros(()), "flowers.npy holds one number"),
    ],
)
def test_what_is_no_batch_is_told_without_a_dialog(
    importing: Import, array: np.ndarray, reason: str
) -> None:
    before = importing.studio.project
    importing.open(array)
    assert importing.dialog is None
    assert importing.failures[-1].startswith(reason)
    assert importing.studio.project is before


def test_a_file_that_changes_while_choosing_cannot_be_opened(importing: Import) -> None:
    before = importing.studio.project
    path = importing.open(np.ones((9, 2)))
    os.truncate(path, 150)
    importing.choose("array_target", "column x1")
    assert "has changed since it was opened" in importing.text("import_warning")
    assert not importing.widget(QPushButton, "array_accept").isEnabled()
    assert importing.studio.project is before


def test_a_file_that_changes_before_it_is_read_changes_nothing(importing: Import) -> None:
    before = importing.studio.project
    path = importing.open(np.ones((9, 2)))
    os.truncate(path, 150)
    importing.accept()
    assert importing.studio.project is before
    assert "has changed since it was opened" in importing.notices[-1].text
    np.save(path, np.ones((9, 2)))
    importing.notices[-1].action()  # choose again
    importing.accept()
    assert importing.batch.n_samples == 9


def test_a_network_among_tensors_is_reported(importing: Import) -> None:
    path = importing.folder / "net.safetensors"
    save(importing.studio.project, path)
    importing.data_import.open(path)
    assert importing.dialog is None
    assert importing.networks == [path]


def test_without_a_question_what_is_likely_is_opened(importing: Import) -> None:
    importing.open(np.ones((4, 2)), ask=False)
    assert importing.dialog is None
    assert importing.batch.n_samples == 4


def test_a_second_file_takes_the_place_of_the_first_dialog(importing: Import) -> None:
    importing.open(np.ones((4, 2)))
    first = importing.dialog
    importing.open(np.ones((4, 2)), "other.npy")
    assert not first.isVisible()
    assert importing.dialog.windowTitle() == "Open other.npy"


def test_an_array_dropped_on_the_window_is_asked_about(
    open_window: Callable[..., QWidget], tmp_path: Path
) -> None:
    np.save(tmp_path / "a.npy", np.ones((4, 2)))
    window = open_window()
    drop(window, tmp_path / "a.npy")
    dialog = window.findChild(ArrayDialog)
    assert dialog.windowTitle() == "Open a.npy"
    dialog.accept()


def test_a_network_saved_as_safetensors_opens_as_a_network(
    open_window: Callable[..., QWidget], tmp_path: Path
) -> None:
    path = tmp_path / "net.safetensors"
    save(Project(Network([Dense.random(2, 3)]), Batch(np.ones((3, 2)))), path)
    window = open_window()
    window.files.open(path)
    assert window.windowTitle() == "net.safetensors[*] — NNFS Studio"


@pytest.mark.parametrize("suffix", [".csv", ".npy", ".safetensors"])
def test_the_batch_is_saved_in_the_format_of_its_name(
    qtbot: QtBot,
    studio: Callable[..., Studio],
    settings: Settings,
    tmp_path: Path,
    suffix: str,
) -> None:
    batch = Batch([[1, 2], [3, 4]], [0, 1], subsets=[0, 2])
    made, window = studio(Project(Network(), batch)), QWidget()
    show_alone(qtbot, window, 600, 400)
    told = notices_of(made)
    FileOperations(made, settings, window).save_batch()
    path = tmp_path / f"mine{suffix}"
    name_file(qtbot, window, path)
    if suffix == ".npy":
        assert np.load(path).tolist() == [[1, 2], [3, 4]]
        assert told[-1] == (
            "Saved the inputs to mine.npy: such a file has no room for the targets and split."
        )
    elif suffix == ".safetensors":
        assert load_file(path)["targets"].tolist() == [0, 1]
        assert told[-1].endswith("such a file has no room for the split.")
    else:
        assert path.read_text() == "x0,x1,target,subset\n1,2,0,training\n3,4,1,test\n"
