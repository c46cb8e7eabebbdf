"""Opening tables that are packed, or text of another kind, as people do: dropped, from the menu."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_gui.files.table_dialog import TableDialog
from tests.gui.widgets import child, click, name_file, seen
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
    assert all(
        f"*{ending}" in filters
        for ending in (".csv.gz", ".tab.xz", ".data.bz2", ".zip", ".arff", ".json")
    )
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


DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("name", "inputs", "targets", "names"),
    [
        ("iris.arff", [7, 3.2], [0, 0, 1], ("setosa", "versicolor")),
        ("records.json", [2.5], [0, 1], ("a", "b")),
        ("svm.txt", [0.166667, 0, -0.333333], [1, 0, 1], ("-1", "1")),
    ],
)
def test_a_table_in_text_of_another_kind_is_asked_about_and_opened(
    qtbot: QtBot,
    open_window: Callable[..., QWidget],
    name: str,
    inputs: list[float],
    targets: list[int],
    names: tuple[str, ...],
) -> None:
    window = open_window()
    drop(window, DATA / name)
    dialog = seen(window, TableDialog)
    assert dialog.windowTitle() == f"Open {name}"
    click(qtbot, child(dialog, QPushButton, "import_accept"))
    batch = window.studio.project.batch
    assert batch.inputs[-1].tolist() == inputs
    assert batch.targets.tolist() == targets
    assert batch.class_names == names
