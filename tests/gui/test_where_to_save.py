"""Where to save: the name is complete before anybody is asked whether a file may be replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import load
from nnfs_gui.widgets.where_to_save import WhereToSave
from tests.gui.conftest import Open
from tests.gui.test_main_window import small, trigger
from tests.gui.widgets import answer_replacing, name_file, seen, show_alone

NETWORKS = "NNFS Studio networks (*.nnfs)"
ARRAYS = "NumPy arrays (*.npy)"
Ask = Callable[..., QWidget]


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path) -> Ask:
    """Asks where to save in front of an empty window, which notes the answers in `chosen`."""

    def make(*kinds: str, **more: object) -> QWidget:
        window = QWidget()
        window.chosen = []
        show_alone(qtbot, window, 600, 400)
        where = WhereToSave("Save", tmp_path / "proposed", kinds or [NETWORKS], **more)
        where.ask(window, window.chosen.append)
        return window

    return make


@pytest.mark.parametrize(
    ("typed", "complete"),
    [
        ("iris", "iris.nnfs"),
        ("iris.nnfs", "iris.nnfs"),
        ("IRIS.NNFS", "IRIS.NNFS"),
        ("v1.2", "v1.2.nnfs"),
        ("iris.", "iris.nnfs"),
        ("iris.csv", "iris.csv.nnfs"),
        ("iris.nnfs.old", "iris.nnfs.old.nnfs"),
        ("a b & <b>", "a b & <b>.nnfs"),
    ],
)
def test_a_name_gets_the_suffix_before_the_question(
    qtbot: QtBot, ask: Ask, tmp_path: Path, typed: str, complete: str
) -> None:
    window = ask()
    assert name_file(qtbot, window, tmp_path / typed) == "proposed.nnfs"
    assert window.chosen == [tmp_path / complete]
    (tmp_path / complete).write_bytes(b"precious")
    window = ask()
    name_file(qtbot, window, tmp_path / typed)
    assert window.chosen == []
    asked = answer_replacing(qtbot, window, yes=True)
    assert asked == f"{complete} is there already. In {tmp_path}. Replace it?"
    assert window.chosen == [tmp_path / complete]


def test_without_a_name_the_question_is_asked_again(qtbot: QtBot, ask: Ask) -> None:
    window = ask()
    first = seen(window, QFileDialog, "save_dialog")
    first.hide()
    first.fileSelected.emit("")  # as Qt's own dialog does when the name is cleared and accepted
    assert seen(window, QFileDialog, "save_dialog") is not first
    assert window.chosen == []


def test_who_does_not_replace_is_asked_for_another_name(
    qtbot: QtBot, ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "v1.2.npy").write_bytes(b"precious")
    window = ask(NETWORKS, ARRAYS)
    name_file(qtbot, window, tmp_path / "v1.2.npy")
    answer_replacing(qtbot, window, yes=False)
    assert name_file(qtbot, window, tmp_path / "v1.3") == "v1.2.nnfs"
    assert window.chosen == [tmp_path / "v1.3.nnfs"]


def test_closing_the_question_replaces_nothing(qtbot: QtBot, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "iris.nnfs").write_bytes(b"precious")
    window = ask()
    name_file(qtbot, window, tmp_path / "iris")
    qtbot.keyClick(seen(window, QMessageBox, "replace_box"), Qt.Key.Key_Escape)
    seen(window, QFileDialog, "save_dialog").close()
    name_again = ask()
    name_file(qtbot, name_again, tmp_path / "iris")
    seen(name_again, QMessageBox, "replace_box").close()
    assert window.chosen == name_again.chosen == []


def test_a_name_may_end_as_another_kind_or_in_what_else_is_known(
    qtbot: QtBot, ask: Ask, tmp_path: Path
) -> None:
    for typed in ("a.npy", "a.txt"):
        window = ask(NETWORKS, ARRAYS, known=[".txt"])
        name_file(qtbot, window, tmp_path / typed)
        assert window.chosen == [tmp_path / typed]


def test_files_that_are_written_beside_are_asked_about_too(
    qtbot: QtBot, ask: Ask, tmp_path: Path
) -> None:
    for name in ("a.nnfs", "a-key.nnfs"):
        (tmp_path / name).write_bytes(b"precious")
        window = ask(beside=lambda path: [path.with_name(f"{path.stem}-key.nnfs")])
        name_file(qtbot, window, tmp_path / "a")
        asked = answer_replacing(qtbot, window, yes=True)
    assert asked.startswith("a.nnfs and a-key.nnfs are there already.")
    assert asked.endswith("Replace them?")


def test_a_network_is_never_replaced_under_a_name_that_was_not_typed_out(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(small())
    (tmp_path / "iris.nnfs").write_bytes(b"precious")
    trigger(window, "file.save_as")
    name_file(qtbot, window, tmp_path / "iris")
    assert (tmp_path / "iris.nnfs").read_bytes() == b"precious"
    answer_replacing(qtbot, window, yes=True)
    assert load(tmp_path / "iris.nnfs") == small()
    assert [path.name for path in tmp_path.glob("iris*")] == ["iris.nnfs"]
