"""What a change reaches: those who follow it, once, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.project.place import Place
from nnfs_gui.panels import BATCH, CODE
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.calls import calls_of
from tests.gui.conftest import Open


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    """Iris, with the batch, the network, Flow and Explain visible."""
    window = open_window(example_named("Iris").build())
    window.studio.selection.begin(Place(0, 0, 0))
    QApplication.processEvents()
    return window


def counts(window: MainWindow, text: str) -> dict[str, int]:
    """How often each of these is told of a number that is typed into a cell."""
    model = window.panels[BATCH].model
    calls = calls_of(lambda: model.setData(model.index(0, 0), text))
    told = {name: count for (_, name), count in calls.items()}
    shown = ("SamplesModel.show", "LayerStack.show_facts", "OutputView.show_evaluation")
    return {name: told.get(name, 0) for name in (*shown, "DerivationView.show_explained")}


def test_a_typed_cell_reaches_each_panel_that_shows_it_once(window: MainWindow) -> None:
    assert counts(window, "7") == {
        "SamplesModel.show": 1,
        "LayerStack.show_facts": 1,
        "OutputView.show_evaluation": 1,
        "DerivationView.show_explained": 1,
    }


def test_saving_refreshes_no_panel(window: MainWindow, tmp_path: Path) -> None:
    window.studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 7)))
    QApplication.processEvents()
    calls = calls_of(lambda: window.files.save_to(tmp_path / "mine.nnfs"))
    assert [call for call in calls if call[0].startswith("nnfs_gui/panels")] == []
    assert not window.isWindowModified()


def test_only_another_name_of_the_file_writes_the_program_anew(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.show_panel(CODE)
    panel = window.panels[CODE]
    qtbot.waitUntil(lambda: panel.view.toPlainText() != "")

    def n_written(name: str) -> int:
        calls = calls_of(lambda: window.files.save_to(tmp_path / name))
        return sum(count for (_, called), count in calls.items() if called == "write_program")

    assert [n_written(name) for name in ("mine.nnfs", "mine.nnfs", "other.nnfs")] == [1, 0, 1]


def test_renaming_a_layer_computes_nothing(window: MainWindow) -> None:
    studio = window.studio

    def computing(edit: Edit) -> list[str]:
        names = [name for _, name in calls_of(lambda: studio.attempt(edit))]
        return [name for name in names if name == "BlockPass.run" or name.endswith(".write")]

    assert computing(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 7))) != []
    assert computing(Edit("Rename", lambda project: edits.rename_layer(project, 0, "First"))) == []
    assert studio.runner.is_current
    assert studio.runner.evaluation.blocks_computed == 0
