"""Opening workbooks, Parquet and Arrow files as people do: dropped, looked at, and opened."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from nnfs_gui.files.table_dialog import TableDialog
from tests.columnar_files import write_columns
from tests.gui.widgets import child, is_seen, name_file, seen
from tests.gui.windows import drop, trigger
from tests.workbook_files import DATA, write_sheets

PLANTS = [
    ["Growth of plants, 2024"],
    [],
    ["height", "mass", "kind"],
    *([n * 1.5, n * 2, "oak" if n % 2 else "elm"] for n in range(1, 9)),
]

Opens = Callable[..., QWidget]


def said(dialog: TableDialog) -> str:
    return child(dialog, QLabel, "import_format_said").text()


def test_a_workbook_dropped_on_the_window_shows_its_first_table(
    open_window: Opens, tmp_path: Path
) -> None:
    window = open_window()
    sheets = {"Notes": [["A cover"]], "Plants": PLANTS}
    drop(window, write_sheets(tmp_path / "plants.xlsx", sheets))
    dialog = seen(window, TableDialog)
    assert said(dialog) == "Plants · Point 1.5 · names in the first row · from row 3"
    dialog.accept()
    batch = window.studio.project.batch
    assert batch.columns == ("height", "mass")
    assert batch.class_names == ("oak", "elm")
    assert batch.inputs[-1].tolist() == [12, 16]


def test_the_row_that_a_table_starts_at_can_be_set(
    qtbot: QtBot, open_window: Opens, tmp_path: Path
) -> None:
    window = open_window()
    drop(window, write_sheets(tmp_path / "plants.xlsx", {"Plants": PLANTS}))
    dialog = seen(window, TableDialog)
    dialog.findChild(QWidget, "import_format").click()
    assert not is_seen(dialog, "import_delimiter")
    assert not is_seen(dialog, "import_encoding")
    field = child(dialog, QSpinBox, "import_first_line")
    assert field.value() == 3
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert said(dialog).endswith("from row 4")
    names = child(dialog, QComboBox, "import_header_rows")
    assert names.currentText().startswith("In the first")


@pytest.mark.parametrize("name", ["flowers.xls", "flowers.ods"])
def test_the_menu_offers_workbooks_and_opens_older_ones(
    qtbot: QtBot, open_window: Opens, tmp_path: Path, name: str
) -> None:
    window = open_window()
    trigger(window, "batch.open_data")
    filters = " ".join(seen(window, QFileDialog).nameFilters())
    assert all(f"*{ending}" in filters for ending in (".xlsx", ".xls", ".ods", ".parquet"))
    shutil.copy(DATA / name, tmp_path)
    name_file(qtbot, window, tmp_path / name)
    seen(window, TableDialog).accept()
    batch = window.studio.project.batch
    assert batch.class_names == ("setosa", "versicolor", "virginica")
    assert batch.inputs[0, :3].tolist() == [5.1, 3.5, 0.1]


@pytest.mark.parametrize("suffix", [".parquet", ".feather"])
def test_a_table_of_columns_opens_with_what_is_left_out_told(
    open_window: Opens, tmp_path: Path, suffix: str
) -> None:
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    columns = {
        "height": np.arange(4) / 2,
        "count": [1, 2, None, 4],
        "parts": [[1], [2], [3], [4]],
        "kind": ["oak", "elm", "elm", "oak"],
    }
    window = open_window()
    drop(window, write_columns(tmp_path / f"plants{suffix}", columns))
    dialog = seen(window, TableDialog)
    warning = child(dialog, QLabel, "import_warning").text()
    assert warning.endswith("Left out, since their cells are lists, records or bytes: parts.")
    assert not is_seen(dialog, "import_format_said")
    dialog.accept()
    batch = window.studio.project.batch
    assert batch.columns == ("height", "count")
    assert batch.class_names == ("oak", "elm")
    assert np.array_equal(batch.inputs[:, 1], [1, 2, np.nan, 4], equal_nan=True)


def test_a_workbook_that_cannot_be_read_is_told_in_a_sentence(
    open_window: Opens, tmp_path: Path
) -> None:
    shutil.copy(DATA / "locked_workbook.bin", tmp_path / "locked.xlsx")
    window = open_window()
    told = []
    window.studio.notices.posted.connect(lambda notice: told.append(notice.text))
    drop(window, tmp_path / "locked.xlsx")
    assert told[-1].startswith("locked.xlsx is protected by a password; ")
