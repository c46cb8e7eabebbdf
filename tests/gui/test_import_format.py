"""How a file spells its table: said in one line, and changed in fields that unfold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_gui.studio.studio import Studio
from tests.gui.table_importing import TableImporting
from tests.gui.widgets import is_seen


@pytest.fixture
def importing(qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path) -> TableImporting:
    return TableImporting(qtbot, studio(Project(Network(), Batch(np.zeros((1, 1))))), tmp_path)


def test_the_format_is_said_in_one_line_and_its_fields_unfold(importing: TableImporting) -> None:
    importing.open("a;b\n1,5;2\n3,5;4\n")
    assert importing.text("import_format_said") == (
        "Semicolon ; · Comma 1,5 · names in the first row · UTF-8"
    )
    assert not is_seen(importing.dialog, "import_delimiter")
    importing.unfold()
    assert is_seen(importing.dialog, "import_delimiter")
    assert is_seen(importing.dialog, "import_first_line")


def test_the_line_that_the_table_starts_at_can_be_set(importing: TableImporting) -> None:
    importing.open("a,b\n1,2\nc,d\n3,4\n5,6\n")
    importing.unfold()
    field = importing.widget(QSpinBox, "import_first_line")
    assert field.value() == 1
    field.setFocus()
    importing.qtbot.keyClick(field, Qt.Key.Key_Up)
    importing.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert importing.names() == ["c", "d"]
    assert importing.cells() == [["3", "4"], ["5", "6"]]
    assert "from line 3" in importing.text("import_format_said")
    importing.accept()
    assert importing.batch.inputs.tolist() == [[3, 4], [5, 6]]


def test_a_title_above_the_table_is_left_out_and_told(importing: TableImporting) -> None:
    importing.open("Sales of 2023\n\nyear,rate\n1948,3.7\n1949,5.2\n")
    assert importing.names() == ["year", "rate"]
    assert "from line" in importing.text("import_format_said")


def test_blanks_comments_and_thousands_can_be_chosen(importing: TableImporting) -> None:
    importing.open("a b\n1 2\n# 3 4\n5 6\n")
    assert importing.widget(QComboBox, "import_delimiter").currentText() == "Blanks"
    importing.choose("import_comment", "Begin with #")
    assert importing.cells() == [["1", "2"], ["5", "6"]]
    importing.choose("import_thousands", "Comma")
    assert importing.widget(QComboBox, "import_decimal").currentText() == "Point 1.5"
    importing.choose("import_decimal", "Comma")  # which cannot part thousands, too
    assert importing.widget(QComboBox, "import_thousands").currentText() == "Not parted"


def test_a_comma_may_part_cells_and_be_the_decimal_mark_where_quotes_are_read(
    importing: TableImporting,
) -> None:
    importing.open('a,b\n1,"1,5"\n2,"2,5"\n')
    shown = [importing.widget(QComboBox, f"import_{name}") for name in ("delimiter", "decimal")]
    both = ["Comma ,", "Comma 1,5"]
    assert [box.currentText() for box in shown] == both
    importing.choose("import_decimal", "Point")
    importing.choose("import_decimal", "Comma")
    assert [box.currentText() for box in shown] == both
    importing.choose("import_header_rows", "None in the file")
    assert [box.currentText() for box in shown] == both
    importing.choose("import_quote", "None")
    assert [box.currentText() for box in shown] == ["Comma ,", "Point 1.5"]
    importing.choose("import_decimal", "Comma")
    assert [box.currentText() for box in shown] == ["Semicolon ;", "Comma 1,5"]


def test_numbers_with_marks_between_thousands_are_not_red(importing: TableImporting) -> None:
    importing.open('town,people\nA,"1,234"\nB,"12,045"\nC,987\n')
    assert importing.cells()[0] == ["A", "1,234"]
    assert importing.said("people", "What is in it") == "987 to 12045"


def test_a_format_that_cannot_be_read_says_so_beside_the_button(importing: TableImporting) -> None:
    importing.open("a,b\n1,é\n")
    importing.choose("import_encoding", "UTF-16")
    assert "is not utf-16 text" in importing.why_not()
    importing.choose("import_encoding", "UTF-8")
    assert importing.why_not() == ""


def test_roles_that_were_chosen_stay_while_the_columns_do(importing: TableImporting) -> None:
    importing.open("a;b;c\n1,5;2;3\n4,5;5;6\n")
    importing.key(Qt.Key.Key_T, "b")
    importing.choose("import_decimal", "Point")
    assert importing.said("b", "Role") == "target"


def test_another_delimiter_brings_the_names_and_marks_that_suit_it(
    importing: TableImporting,
) -> None:
    rows = "".join(f"{n} 1,5;{n} 2,5\n" for n in range(9))  # numbers apart by blanks
    importing.open(f"a;b\n{rows}")
    assert importing.widget(QComboBox, "import_delimiter").currentText() == "Blanks"
    assert "no names" in importing.text("import_format_said")
    importing.choose("import_delimiter", "Semicolon")
    assert importing.names() == ["a", "b"]
    assert "names in the first row" in importing.text("import_format_said")


def test_another_delimiter_leaves_what_was_set(importing: TableImporting) -> None:
    importing.open("a;b\n1,5;2\n3,5;4\n")
    importing.choose("import_header_rows", "None")
    importing.choose("import_delimiter", "Comma")
    importing.choose("import_delimiter", "Semicolon")
    assert importing.text("import_format_said").startswith("Semicolon ; · Comma 1,5 · no names")
