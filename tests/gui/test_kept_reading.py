"""A table is opened as one likes beside a network, saved with it, and the next is read likewise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, load, save
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.table_importing import TableImporting
from tests.gui.windows import drop, trigger

FIRST = "id;height;group;kind\n10;1,5;2;a\n11;2,5;3;b\n12;few;2;a\n13;4;3;b\n"
NEXT = "kind;group;height;id\nb;3;2;12\na;2;3;13\nb;2;few;14\n"  # looks like points and classes
ROLES = {"id": "left out", "height": "feature", "group": "target", "kind": "feature"}


class InWindow(TableImporting):
    """The app's window, into which files are dropped."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        self.qtbot, self.window, self.studio, self.folder = qtbot, window, window.studio, folder

    def open(self, text: str, name: str = "first.csv") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        drop(self.window, path)
        return path

    def roles(self) -> dict[str, str]:
        """What the dialog says of each column."""
        return {name: self.said(name, "Role") for name in ROLES}


def save_a_network(path: Path) -> Path:
    save(Project(Network([Dense.random(2, 2)]), Batch(np.zeros((1, 2)))), path)
    return path


def choose_and_save(importing: InWindow) -> None:
    """Open the first table in no usual way, and save the network with it."""
    importing.open(FIRST)
    importing.key(Qt.Key.Key_O, "id")
    importing.key(Qt.Key.Key_T, "group")
    importing.key(Qt.Key.Key_F, "kind")
    importing.change("kind", "Read as", "One number")
    assert importing.roles() == ROLES
    importing.accept()
    assert importing.batch.columns == ("height", "kind")
    trigger(importing.window, "file.save")
    # what is saved must be on the disk, which others may keep busy
    importing.qtbot.waitUntil(lambda: not importing.studio.document.is_modified, timeout=30_000)


def test_the_next_table_is_suggested_and_read_as_the_first_one_was(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    path = save_a_network(tmp_path / "it.nnfs")
    first = InWindow(qtbot, open_window(), tmp_path)
    drop(first.window, path)
    choose_and_save(first)
    again = InWindow(qtbot, open_window(), tmp_path)
    drop(again.window, path)
    again.open(NEXT, "next.csv")
    assert again.widget(QComboBox, "import_decimal").currentText().startswith("Comma")
    assert again.roles() == ROLES
    assert again.said("kind", "Read as") == "one number a class"
    again.accept()
    batch = again.batch
    assert (batch.columns, batch.target_name, batch.n_classes) == (("height", "kind"), "group", 2)
    assert np.array_equal(batch.inputs, [[2, 1], [3, 0], [np.nan, 1]], equal_nan=True)
    assert batch.class_names == ("2", "3")


def test_what_is_kept_goes_and_comes_with_the_step_that_opened_the_table(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    path = save_a_network(tmp_path / "it.nnfs")
    importing = InWindow(qtbot, open_window(), tmp_path)
    drop(importing.window, path)
    choose_and_save(importing)
    reading = importing.studio.project.table_reading
    assert load(path).table_reading == reading is not None
    importing.studio.document.undo()
    assert importing.studio.project.table_reading is None
    importing.open(NEXT, "next.csv")
    assert importing.roles() != ROLES
    importing.dialog.reject()
    importing.studio.document.redo()
    importing.open(NEXT, "next.csv")
    assert importing.roles() == ROLES
