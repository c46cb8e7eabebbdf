"""Saving a batch as a table says when a spreadsheet would compute its names, and guards them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from tests.gui.widgets import click, name_file, seen, show_alone, text_of


@pytest.fixture
def save_as(
    qtbot: QtBot, studio: Callable[..., Studio], settings: Settings
) -> Callable[[Path, str], QWidget]:
    """Saves a batch with a feature of that name to a path, as the menu does."""

    def save(path: Path, name: str) -> QWidget:
        made, window = studio(Project(Network(), Batch([[1], [2]], columns=[name]))), QWidget()
        show_alone(qtbot, window, 600, 400)
        window.files = FileOperations(made, settings, window)  # lives as long as the window
        window.files.save_batch()
        name_file(qtbot, window, path)
        return window

    return save


@pytest.mark.parametrize(("is_ticked", "first"), [(False, "=1+2"), (True, '"\'=1+2"')])
def test_a_tick_that_is_off_at_first_guards_what_would_be_computed(
    qtbot: QtBot, save_as: Callable[..., QWidget], tmp_path: Path, is_ticked: bool, first: str
) -> None:
    path = tmp_path / "mine.csv"
    window = save_as(path, "=1+2")
    dialog = seen(window, QDialog, "table_saving_dialog")
    assert "=1+2" in text_of(dialog, "table_computed")
    assert "Opened here again, they still have it." in text_of(dialog, "table_guarding")
    tick = seen(dialog, QCheckBox, "table_for_spreadsheets")
    assert not tick.isChecked()
    assert not path.exists()
    if is_ticked:
        click(qtbot, tick)
    dialog.accept()
    assert path.read_text("utf-8").splitlines()[0] == first


def test_giving_up_writes_nothing(save_as: Callable[..., QWidget], tmp_path: Path) -> None:
    window = save_as(tmp_path / "mine.csv", "=1+2")
    seen(window, QDialog, "table_saving_dialog").reject()
    assert not [*tmp_path.glob("mine*")]


@pytest.mark.parametrize(("file", "name"), [("mine.csv", "x"), ("mine.safetensors", "=1+2")])
def test_nothing_is_asked_where_nothing_would_be_computed(
    save_as: Callable[..., QWidget], tmp_path: Path, file: str, name: str
) -> None:
    window = save_as(tmp_path / file, name)
    assert not window.findChildren(QDialog, "table_saving_dialog")
    assert (tmp_path / file).exists()
