"""What the outputs panel saves: pictures and tables."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot
from safetensors.numpy import load_file

from nnfs_core import Batch, Network, Project, ReLU
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.layers import Dense, Softmax
from nnfs_core.project.place import INPUT, Place
from tests.gui.outputs import DISTRIBUTION, FLOW, LAYER, SCATTER, SOFTMAX, Show, lesson
from tests.gui.widgets import name_file, press


@pytest.mark.parametrize("tab", [FLOW, LAYER, SOFTMAX, DISTRIBUTION, SCATTER])
def test_every_tab_saves_as_a_picture_of_pixels_and_as_drawings(
    show_outputs: Show, tmp_path: Path, tab: int
) -> None:
    panel = show_outputs(lesson(Softmax()), tab)
    for suffix in ("png", "svg", "pdf"):
        panel.save_picture(tmp_path / f"plot.{suffix}")
    image = QImage(str(tmp_path / "plot.png"))
    assert image.width() == 2 * panel.picture(whole=True).width
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 11)]
    assert len({image.pixel(x, y) for x, y in points}) > 3
    root = ElementTree.parse(tmp_path / "plot.svg").getroot()
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text and any(sign.isdigit() for sign in text) for text in texts)
    assert (tmp_path / "plot.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plot.pdf", "plot.png", "plot.svg"]


def test_a_drawing_of_the_flow_has_the_numbers_as_text(show_outputs: Show, tmp_path: Path) -> None:
    panel = show_outputs(lesson())
    panel.save_picture(tmp_path / "flow.svg")
    root = ElementTree.parse(tmp_path / "flow.svg").getroot()
    texts = {(each.text or "").strip() for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Dense 2", "-1.042", "neuron 1"} <= texts


def test_the_save_menu_asks_where_and_adds_the_suffix(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(lesson())
    menu = panel.findChild(QToolButton, "save_plot").menu()
    by_text = {action.text(): action for action in menu.actions()}
    by_text["Picture as SVG…"].trigger()
    press(qtbot, panel, "picture_save")
    assert name_file(qtbot, panel, tmp_path / "mine", "save_dialog") == "network flow.svg"
    by_text["Picture as PNG…"].trigger()
    press(qtbot, panel, "picture_save")
    name_file(qtbot, panel, tmp_path / "mine", "save_dialog")
    assert {path.name for path in tmp_path.iterdir()} == {"mine.svg", "mine.png"}


def choose_kind(qtbot: QtBot, dialog: QFileDialog, kind: str) -> None:
    """Choose a kind of file with the arrow keys."""
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    box.setFocus()
    for _ in range(box.count()):
        if box.currentText() == kind:
            return
        qtbot.keyClick(box, Qt.Key.Key_Down)
    raise AssertionError(f"there is no {kind}")


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("Tables of text (*.csv)", ".csv"),
        ("Tables of text (*.tsv)", ".tsv"),
        ("NumPy arrays (*.npy)", ".npy"),
        ("Tensors (*.safetensors)", ".safetensors"),
    ],
)
def test_the_values_are_saved_in_the_format_chosen_in_the_dialog(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path, kind: str, suffix: str
) -> None:
    project = lesson()
    panel = show_outputs(project)
    panel.studio.selection.select(Place(1))
    menu = panel.findChild(QToolButton, "save_plot").menu()
    {action.text(): action for action in menu.actions()}["Selected layer's values…"].trigger()
    dialog = panel.findChild(QFileDialog, "save_dialog")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name.text() == "network Dense 2.csv"
    choose_kind(qtbot, dialog, kind)
    assert name.text() == f"network Dense 2{suffix}"
    name.setText(str(tmp_path / "mine"))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    path = tmp_path / f"mine{suffix}"
    assert panel.notices == [f"Saved {path.name}."]
    expected = evaluate(project).result(1).output.array
    if suffix == ".npy":
        assert np.load(path).tobytes() == expected.tobytes()
    elif suffix == ".safetensors":
        assert load_file(path)["outputs"].tobytes() == expected.tobytes()
    else:
        assert path.read_text("utf-8").startswith("neuron 0")


def test_a_picture_that_cannot_be_written_leaves_a_notice(
    show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(lesson())
    panel.save_picture(tmp_path / "nowhere" / "plot.png")
    panel.save_picture(tmp_path / "plot.txt")
    assert len(panel.notices) == 2
    assert panel.notices[1] == "plot.txt: a picture is saved as .png, .svg or .pdf."


def test_a_layer_saved_as_csv_holds_the_same_bits(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    project = lesson()
    panel = show_outputs(project, LAYER)
    panel.values.save(1, tmp_path / "dense_2.csv")
    lines = (tmp_path / "dense_2.csv").read_text("utf-8").splitlines()
    assert lines[0].split(",") == ["neuron 0", "neuron 1", "neuron 2"]
    numbers = np.array([[float(text) for text in line.split(",")] for line in lines[1:]])
    assert numbers.tobytes() == evaluate(project).result(1).output.array.tobytes()
    assert panel.notices == ["Saved dense_2.csv."]
    panel.values.save(INPUT, tmp_path / "batch.csv")
    assert (tmp_path / "batch.csv").read_text("utf-8").startswith("x0,x1,x2,x3")


def test_a_layer_saved_as_csv_has_the_labels_of_the_samples(
    show_outputs: Show, tmp_path: Path
) -> None:
    batch = Batch([[1.0], [-2.0]], labels=["first", "second"], label_name="id")
    panel = show_outputs(Project(Network([ReLU()]), batch))
    panel.values.save(0, tmp_path / "relu.csv")
    lines = (tmp_path / "relu.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ['"id"', '"first"', '"second"']


def test_a_layer_that_was_not_reached_has_nothing_to_save(
    show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(lesson(Dense.random(7, 7)))
    panel.values.save(2, tmp_path / "nothing.csv")
    assert panel.notices == ["There are no outputs to save: the layer was not reached."]
    assert not list(tmp_path.iterdir())
