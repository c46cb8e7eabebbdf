"""A new format, made up here as one file and one entry in the table, opens in every way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, formats, read_data
from nnfs_core.files.look import Look, Opened
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.dots import DOTS
from tests.gui.widgets import name_file, text_of
from tests.gui.windows import drop


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the new format, whose entry is in the table."""
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, DOTS))
    path = tmp_path / "samples.dots"
    path.write_text(". ...\n.. .\n.... .\n")
    return path


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window()


def inputs(window: MainWindow) -> list[list[float]]:
    return window.studio.project.batch.inputs.tolist()


@pytest.mark.parametrize("action", ["file.open", "batch.open_data"])
def test_it_is_offered_and_opened_by_the_dialogs(
    qtbot: QtBot, window: MainWindow, path: Path, action: str
) -> None:
    window.actions_by_id[action].trigger()
    dialog = window.findChild(QFileDialog, "open_dialog")
    assert "Dots (*.dots)" in dialog.nameFilters()
    assert "*.dots" in dialog.nameFilters()[0]
    name_file(qtbot, window, path)
    assert inputs(window) == [[1, 3], [2, 1], [4, 1]]
    assert (
        text_of(window, "notice_text") == "Opened 3 samples from samples.dots. Dots were counted."
    )
    assert window.studio.document.undo_text == "Open samples.dots"


def test_it_opens_when_it_is_dropped_on_the_window(window: MainWindow, path: Path) -> None:
    drop(window, path)
    assert inputs(window) == [[1, 3], [2, 1], [4, 1]]


def test_it_is_among_the_recent_files_and_opens_from_there(window: MainWindow, path: Path) -> None:
    window.files.open(path)
    window.studio.document.undo()
    recent = window.menus["recent"].actions()[0]
    assert recent.text() == "samples.dots"
    recent.trigger()
    assert inputs(window) == [[1, 3], [2, 1], [4, 1]]
    path.unlink()
    recent = window.menus["recent"].actions()[0]
    recent.trigger()
    assert text_of(window, "notice_text") == "samples.dots is not there; choose another file."
    assert not window.menus["recent"].actions()


def test_what_it_cannot_read_is_told_and_changes_nothing(window: MainWindow, path: Path) -> None:
    before = window.studio.project
    path.write_text("dots")
    window.files.open(path)
    assert text_of(window, "notice_text") == "samples.dots holds more than dots."
    assert window.studio.project is before


def test_a_batch_is_saved_in_it(window: MainWindow, path: Path) -> None:
    window.files.open(path)
    window.actions_by_id["file.save_batch"].trigger()
    dialog = window.findChild(QFileDialog, "save_dialog")
    assert "Dots (*.dots)" in dialog.nameFilters()
    dialog.fileSelected.emit(str(path.with_name("copy.dots")))
    dialog.close()
    assert read_data(path.with_name("copy.dots")).inputs.tolist() == [[1, 3], [2, 1], [4, 1]]


def test_a_new_format_of_networks_opens_as_a_project_that_has_no_file_of_its_own_yet(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(Network([Dense.random(2, 3)]), Batch([[1, 2]]))
    foreign = replace(
        DOTS,
        title="Foreign networks",
        suffixes=(".net",),
        look=lambda path, cancelled=None: Look(path, is_network=True),
        read=lambda look, choice, **told: Opened(project, ("Its last layer was left out.",)),
        holds=Project,
        written=(),
    )
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, foreign))
    (tmp_path / "other.net").write_text("of no matter: the format gives the same for any content")
    window.files.open(tmp_path / "other.net")
    assert window.studio.project is project
    assert window.studio.document.path is None
    assert text_of(window, "notice_text") == "Its last layer was left out."
    assert window.menus["recent"].actions()[0].text() == "other.net"
