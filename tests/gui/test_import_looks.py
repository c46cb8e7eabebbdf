"""The dialog that opens a table fits where it stands, shows what it is given, and is heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project
from nnfs_gui.studio.studio import Studio
from tests.gui.table_importing import TableImporting
from tests.gui.widgets import is_seen, nameless

ODD = "a,b\n" + "".join(f"{n},{n}\n" for n in range(40)) + "5more,1\nn.a.,2\n"


@pytest.fixture
def importing(qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path) -> TableImporting:
    project = Project(Network([Dense.random(4, 3)]), Batch(np.zeros((3, 4))))
    return TableImporting(qtbot, studio(project), tmp_path)


@pytest.mark.parametrize("size", [(800, 500), (1024, 700), (1440, 900)])
def test_the_dialog_fits_into_small_and_large_windows_with_all_that_it_can_show(
    importing: TableImporting, size: tuple[int, int]
) -> None:
    importing.window.resize(*size)
    rows = "".join(f"{n},{['One', 'two'][n % 2]}\n" for n in range(40))
    importing.open(f"a,kind\n{rows}5more,one\n")
    importing.unfold()
    QApplication.processEvents()
    assert is_seen(importing.dialog, "import_question_0")
    assert is_seen(importing.dialog, "import_warning")
    assert importing.dialog.width() <= size[0]
    assert importing.dialog.height() <= size[1]


@pytest.mark.parametrize("name", ["\u202egnp.x\u200b", "x" * 100_000, "<b>bold</b> & [*]"])
def test_a_strange_name_is_shown_as_what_it_is_and_moves_nothing(
    importing: TableImporting, name: str
) -> None:
    importing.window.resize(1024, 700)
    importing.open(f"{name},b\nfew,1\n" + "1,2\n" * 30)
    names = [
        importing.columns.model().index(0, 0).data(),
        importing.names()[0],
        importing.widget(QComboBox, "import_target").itemText(1),
    ]
    assert all(each.isprintable() and len(each) <= 200 for each in names)
    assert importing.text("import_warning").isprintable()
    assert importing.dialog.width() <= 1024
    assert importing.dialog.height() <= 700


def test_what_is_seen_in_the_dialog_is_named_for_those_who_hear_it(
    importing: TableImporting,
) -> None:
    importing.open(ODD)
    importing.unfold()
    assert nameless(importing.dialog) == []
    cell = importing.cell("a", "Neither")
    spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Neither of a: 2 taken as missing: 5more, n.a."
