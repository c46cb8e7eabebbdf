"""The inspector's page for the batch: its size, the precision, the project's title and notes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_core.project.pictures import PictureSize
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from tests.gui.widgets import show_alone, text_of


@pytest.fixture
def panel(qtbot: QtBot, studio: Callable[..., Studio]) -> LayerPanel:
    batch = Batch(np.full((3, 2), 0.1), [0, 1, 1], class_names=("cat", "dog"), target_name="animal")
    panel = LayerPanel(studio(Project(Network([Dense.random(2, 2)]), batch, title="Pets")))
    show_alone(qtbot, panel, 320, 720)
    return panel


def test_the_batch_page_tells_samples_features_and_targets(panel: LayerPanel) -> None:
    assert panel.header.summary.text() == "Input batch"
    assert text_of(panel, "batch_size") == "3 samples of 2 features"
    assert text_of(panel, "batch_targets") == "Targets: animal, 2 classes (cat, dog)."
    panel.studio.attempt(Edit("Insert", lambda project: edits.insert_samples(project, 0, 2)))
    assert text_of(panel, "batch_size") == "5 samples of 2 features"
    size = PictureSize(1, 2)
    panel.studio.attempt(Edit("Say", lambda project: edits.say_pictures(project, size)))
    assert text_of(panel, "batch_size") == "5 samples of 2 features: pictures of 1 x 2"
    panel.studio.attempt(Edit("Remove targets", edits.remove_targets))
    assert text_of(panel, "batch_targets").startswith("No targets")


def test_the_precision_is_chosen_and_going_down_is_explained(
    qtbot: QtBot, panel: LayerPanel
) -> None:
    assert "Going down to float32 rounds" in text_of(panel, "precision_text")
    combo = panel.findChild(QComboBox, "precision_combo")
    combo.setFocus()
    qtbot.keyClicks(combo, "float3")
    assert panel.studio.project.precision == "float32"
    assert panel.studio.project.batch.inputs.dtype == np.float32
    assert "about 7 digits" in text_of(panel, "precision_text")
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert panel.studio.project.precision == "float16"
    assert "about 3 digits and end at 65,504" in text_of(panel, "precision_text")
    assert "Going down" not in text_of(panel, "precision_text")
    panel.studio.document.undo()
    panel.studio.document.undo()
    assert combo.currentText() == "float64"
    assert panel.studio.project.batch.inputs[0, 0] == 0.1


def test_typing_a_title_is_one_step(qtbot: QtBot, panel: LayerPanel) -> None:
    title = panel.findChild(QLineEdit, "project_title")
    title.setFocus()
    title.end(False)
    qtbot.keyClicks(title, " at home")
    assert panel.studio.project.title == "Pets at home"
    assert panel.studio.document.undo_text == "Edit title"
    panel.studio.document.undo()
    assert title.text() == "Pets"


def test_typing_notes_is_one_step_apart_from_the_title(qtbot: QtBot, panel: LayerPanel) -> None:
    title = panel.findChild(QLineEdit, "project_title")
    notes = panel.findChild(QPlainTextEdit, "project_notes")
    title.setFocus()
    qtbot.keyClicks(title, "x")
    notes.setFocus()
    qtbot.keyClicks(notes, "Two kinds")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    qtbot.keyClicks(notes, "of pets")
    assert panel.studio.project.notes == "Two kinds\nof pets"
    panel.studio.document.undo()
    assert panel.studio.project.notes == ""
    assert notes.toPlainText() == ""
    assert panel.studio.project.title == "Petsx"
    panel.studio.document.undo()
    assert title.text() == "Pets"
