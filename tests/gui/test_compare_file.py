"""Compare the present network with one from a file, on the present samples where they fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Softmax, edits
from nnfs_core.files.native import save
from nnfs_gui.panels import BATCH, OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.outputs import flow_text, lesson
from tests.gui.widgets import name_file, text_of

Open = Callable[..., MainWindow]


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window(lesson(Softmax()))


def saved(tmp_path: Path, project: Project) -> Path:
    path = tmp_path / "other.nnfs"
    save(project, path)
    return path


def compare_with(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.actions_by_id["run.compare_file"].trigger()
    name_file(qtbot, window, path, "open_dialog")


def test_a_network_in_a_file_is_compared_on_the_present_samples_whatever_becomes_of_them(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    project = edits.set_biases(lesson(Softmax()), 0, 1, np.array([1.0]))
    project = replace(project, batch=Batch(np.ones((5, 4))))
    before = window.studio.project
    compare_with(qtbot, window, saved(tmp_path, project))
    assert text_of(window, "pinned_text") == (
        "Difference from other.nnfs, run on the present samples, not on its own: present minus file"
    )
    assert window.panels[OUTPUTS].flow.matrix(0).content.note == "the same samples"
    assert window.studio.project is before
    assert flow_text(window.panels[OUTPUTS], 1, 0, 1) == "+2"
    window.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 99)))
    assert [
        flow_text(window.panels[OUTPUTS], 0, 0, 0),
        flow_text(window.panels[OUTPUTS], 1, 0, 1),
    ] == ["0", "+2"]
    window.panels[BATCH].add_sample()
    assert flow_text(window.panels[OUTPUTS], 1, 3, 1) == "+2"


def test_an_edited_input_is_not_unchanged_from_the_samples_in_the_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    compare_with(qtbot, window, saved(tmp_path, window.studio.project))
    own = "run on the present samples, which are its own, too"
    assert own in text_of(window, "pinned_text")
    window.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 99)))
    assert "run on the present samples, not on its own" in text_of(window, "pinned_text")
    assert window.panels[OUTPUTS].flow.matrix(0).content.note == "the same samples"
    window.studio.document.undo()
    assert own in text_of(window, "pinned_text")
    window.actions_by_id["view.differences"].trigger()
    assert text_of(window, "pinned_text") == "Pinned: other.nnfs, run on the present samples"


def test_a_network_that_does_not_take_the_present_samples_runs_on_its_own(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    project = Project(Network([Dense(np.eye(2), [1.0, 1.0])]), Batch(np.ones((2, 2))))
    compare_with(qtbot, window, saved(tmp_path, project))
    assert text_of(window, "pinned_text") == (
        "Difference from other.nnfs, run on its own samples: present minus file. There are 3 "
        "samples here and 2 in other.nnfs: only the first 2 samples are compared."
    )
    message = window.panels[OUTPUTS].flow.matrix(0).content.message
    assert message == "The input batch has 4 features a sample, and 2 in other.nnfs."


def test_a_file_that_cannot_be_opened_pins_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "broken.nnfs"
    path.write_bytes(b"nothing")
    compare_with(qtbot, window, path)
    assert "broken.nnfs" in text_of(window, "notice_text")
    assert text_of(window, "pinned_text") == ""
