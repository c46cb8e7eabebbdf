"""Opening tables that lie packed in another file as people do: dropped, from the menu, again."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from nnfs_gui.files.table_dialog import TableDialog
from tests.gui.widgets import name_file, seen
from tests.gui.windows import drop, trigger

TEXT = "length,species\n1.5,setosa\n2.5,virginica\n"


def packed(path: Path) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("iris.data", TEXT)
            archive.writestr("iris.names", "words about it")
    else:
        path.write_bytes(gzip.compress(TEXT.encode()))
    return path


@pytest.mark.parametrize("name", ["flowers.csv.gz", "iris.zip"])
def test_a_packed_table_dropped_on_the_window_is_asked_about_like_a_plain_one(
    open_window: Callable[..., QWidget], tmp_path: Path, name: str
) -> None:
    window = open_window()
    drop(window, packed(tmp_path / name))
    dialog = seen(window, TableDialog)
    assert dialog.windowTitle() == f"Open {name}"
    dialog.accept()
    batch = window.studio.project.batch
    assert batch.inputs.tolist() == [[1.5], [2.5]]
    assert batch.class_names == ("setosa", "virginica")


def test_the_menu_and_the_recent_files_offer_packed_tables(
    qtbot: QtBot, open_window: Callable[..., QWidget], tmp_path: Path
) -> None:
    window = open_window()
    trigger(window, "batch.open_data")
    filters = " ".join(seen(window, QFileDialog).nameFilters())
    assert all(f"*{ending}" in filters for ending in (".csv.gz", ".tab.xz", ".data.bz2", ".zip"))
    name_file(qtbot, window, packed(tmp_path / "flowers.tsv.gz"))
    seen(window, TableDialog).accept()
    assert window.studio.project.batch.n_samples == 2
    window.menus.fill_recent()
    window.menus["recent"].actions()[0].trigger()
    assert seen(window, TableDialog).windowTitle() == "Open flowers.tsv.gz"


def test_what_cannot_be_chosen_in_an_archive_is_told(
    open_window: Callable[..., QWidget], tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "split.zip", "w") as archive:
        archive.writestr("train.csv", TEXT)
        archive.writestr("test.csv", TEXT)
    window = open_window()
    told = []
    window.studio.notices.posted.connect(lambda notice: told.append(notice.text))
    drop(window, tmp_path / "split.zip")
    assert told[-1].startswith("split.zip is an archive of several tables, train.csv, test.csv;")
