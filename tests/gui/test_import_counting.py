"""The whole file is counted beside the dialog, in a thread of its own, and nobody has to wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane
from tests.gui.table_importing import TableImporting

MANY = "a,b\n" + "1.25,2.5\n" * 1_000_000


@pytest.fixture
def importing(qtbot: QtBot, tmp_path: Path) -> Iterator[TableImporting]:
    studio = Studio.create(Project(Network(), Batch(np.zeros((1, 1)))))
    yield TableImporting(qtbot, studio, tmp_path)
    studio.close()


def ask_about(importing: TableImporting, text: str) -> Path:
    """Open a file, until the dialog asks."""
    with importing.qtbot.waitSignal(importing.studio.tasks.ended, timeout=5000):
        return importing.open(text)


def is_counting(importing: TableImporting) -> bool:
    return importing.studio.lanes.is_busy(Lane.COUNTING)


def test_a_table_can_be_opened_before_all_of_it_has_been_counted(
    importing: TableImporting,
) -> None:
    ask_about(importing, MANY)
    button = importing.widget(QPushButton, "import_accept")
    assert button.text() == "Open about 1,000,000 samples"
    assert importing.text("import_summary").startswith("about 1,000,000 rows")
    assert importing.text("import_reason").startswith("Counting in the whole file (")
    assert importing.text("import_reason").endswith("You can open it before.")
    with importing.qtbot.waitSignal(importing.studio.tasks.ended, timeout=10_000):
        importing.accept()
    assert importing.batch.n_samples == 1_000_000


def test_counts_come_in_while_the_file_is_read_and_are_exact_at_its_end(
    importing: TableImporting,
) -> None:
    ask_about(importing, MANY + "?,1\n")
    seen = set[str]()

    def is_whole() -> bool:
        seen.add(importing.said("a", "Numbers"))
        return importing.text("import_reason") == ""

    importing.qtbot.waitUntil(is_whole, timeout=10_000)
    assert importing.said("a", "Numbers") == "1,000,000"
    assert importing.said("a", "Missing") == "1"
    assert len(seen) > 2
    assert importing.widget(QPushButton, "import_accept").text() == "Open 1,000,001 samples"


def test_another_file_need_not_wait_until_this_one_has_been_counted(
    importing: TableImporting,
) -> None:
    ask_about(importing, MANY)
    (importing.folder / "other.csv").write_text("c,d\n1,2\n")
    with importing.qtbot.waitSignal(importing.studio.tasks.ended, timeout=5000):
        importing.data_import.open(importing.folder / "other.csv")
        assert is_counting(importing)
    assert importing.names() == ["c", "d"]


def test_counting_ends_with_the_dialog(importing: TableImporting) -> None:
    ask_about(importing, MANY)
    assert is_counting(importing)
    importing.qtbot.keyClick(importing.dialog, Qt.Key.Key_Escape)
    assert importing.dialog is None
    assert not is_counting(importing)


def test_another_format_is_counted_anew(importing: TableImporting) -> None:
    ask_about(importing, "a;b\n" + "1,25;2,5\n" * 100_000)
    importing.choose("import_decimal", "Point")
    importing.qtbot.waitUntil(lambda: importing.said("a", "Numbers") == "0", timeout=10_000)
    importing.choose("import_decimal", "Comma")
    importing.qtbot.waitUntil(lambda: importing.said("a", "Numbers") == "100,000", timeout=10_000)


def test_a_file_that_changes_while_it_is_counted_cannot_be_opened(
    importing: TableImporting,
) -> None:
    path = ask_about(importing, MANY)
    with path.open("a") as file:
        file.write("1,2\n")
    importing.qtbot.waitUntil(lambda: "has changed" in importing.why_not(), timeout=10_000)
