"""A field for text takes what fits of whatever is pasted into it, and says so."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip
from pytestqt.qtbot import QtBot

from nnfs_core import load, save
from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import MAX_NAME, MAX_NOTES, Project
from nnfs_gui.panels import BATCH, GLOSSARY, LAYER
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.widgets import child, notices_of, paste
from tests.gui.windows import drop

GUI = Path(__file__).parents[2] / "nnfs_gui"
HUGE = "1" * 5_000_000


def iris() -> Project:
    return example_named("Iris").build()


def by_action(action: str) -> Callable[[MainWindow], object]:
    return lambda window: window.actions_by_id[action].trigger()


def rename_column(window: MainWindow) -> None:
    view = window.panels[BATCH].view
    view.go_to(0, 0)
    view.commands.rename_column()


def edit_cell(window: MainWindow) -> None:
    view = window.panels[BATCH].view
    view.go_to(0, 0)
    view.edit(view.currentIndex())


def show_layer(window: MainWindow) -> None:
    window.studio.selection.select(Place(0))
    window.panels[LAYER].show()


def show_batch(window: MainWindow) -> None:
    window.studio.selection.select(Place(INPUT))
    window.panels[LAYER].show()


WAYS: dict[str, Callable[[MainWindow], object]] = {
    "layer_name": show_layer,
    "project_title": show_batch,
    "layer_name_0": by_action("network.rename"),
    "batch_filter": by_action("batch.filter"),
    "header_editor": rename_column,
    "cell_editor": edit_cell,
    "glossary_search": lambda window: window.panels[GLOSSARY],
    "command_search": by_action("view.commands"),
    "keys_search": by_action("help.keys"),
    "go_to_line": by_action("view.go_to"),
    "worksheet_title": by_action("file.worksheet"),
    "worksheet_samples": by_action("file.worksheet"),
}


@pytest.mark.parametrize("name", WAYS)
def test_a_line_takes_the_beginning_of_a_huge_text_and_says_so(
    open_window: Open, qtbot: QtBot, name: str
) -> None:
    window = open_window(iris())
    WAYS[name](window)
    line = next(
        each
        for parent in (window, *QApplication.topLevelWidgets())
        for each in parent.findChildren(QLineEdit, name)
    )
    line.setFocus()
    line.selectAll()
    paste(qtbot, line, HUGE)
    assert 100 < len(line.text()) <= 10_000
    assert QToolTip.text() == (
        f"At most {len(line.text()):,} characters fit in here; the rest was left out."
    )


def test_notes_take_the_beginning_of_a_huge_text_and_say_so(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(iris())
    show_batch(window)
    notes = child(window.panels[LAYER], QPlainTextEdit, "project_notes")
    notes.setFocus()
    notes.selectAll()
    paste(qtbot, notes, "Lines\n" * 1_000_000)
    assert QToolTip.text() == "At most 10,000 characters fit in here; the rest was left out."
    kept = window.studio.project.notes
    assert kept == notes.toPlainText() == ("Lines\n" * 10_000)[:MAX_NOTES]
    qtbot.keyClicks(notes, "more")
    paste(qtbot, notes, "more")
    assert window.studio.project.notes == kept
    notes.moveCursor(notes.textCursor().MoveOperation.Left, notes.textCursor().MoveMode.KeepAnchor)
    qtbot.keyClicks(notes, "!?")
    assert window.studio.project.notes == kept[:-1] + "!"
    window.studio.document.undo()


def test_a_short_text_is_pasted_whole_and_nothing_is_said(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(iris())
    show_batch(window)
    QToolTip.hideText()
    notes = child(window.panels[LAYER], QPlainTextEdit, "project_notes")
    notes.clear()
    notes.setFocus()
    paste(qtbot, notes, "two\nlines\tand é𝔘\N{PARAGRAPH SEPARATOR}more")
    assert window.studio.project.notes == "two\nlines\tand é𝔘\nmore"
    title = child(window.panels[LAYER], QLineEdit, "project_title")
    title.setFocus()
    title.selectAll()
    paste(qtbot, title, "x" * MAX_NAME)
    assert window.studio.project.title == "x" * MAX_NAME
    assert not QToolTip.text()


def test_longer_notes_and_names_of_a_file_are_shown_and_kept(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    path, notes, title = tmp_path / "long.nnfs", "ab " * 1_000_000, "T" * 5_000
    project = iris()
    save(Project(project.network, project.batch, title=title, notes=notes), path)
    window = open_window()
    notices_of(window.studio)
    drop(window, path)
    show_batch(window)
    field = child(window.panels[LAYER], QPlainTextEdit, "project_notes")
    assert field.isReadOnly()
    assert field.toPlainText() == notes[:MAX_NOTES] + "…"
    line = child(window.panels[LAYER], QLineEdit, "project_title")
    assert line.text() == title
    line.setFocus()
    line.backspace()
    assert window.studio.project.title == title[:-1]
    assert window.studio.project.notes == notes
    window.actions_by_id["file.save"].trigger()
    assert load(path).notes == notes


def test_every_field_for_text_has_a_bound() -> None:
    bare = [
        f"{path.relative_to(GUI)}:{node.lineno}"
        for path in GUI.rglob("*.py")
        if path.name != "text_fields.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and is_bare(node))
        or (isinstance(node, ast.ClassDef) and any(map(is_field, node.bases)))
    ]
    assert bare == ["code_view/view.py:30"]  # which is only read


def is_field(node: ast.expr) -> bool:
    fields = "QLineEdit", "QPlainTextEdit", "QTextEdit", "QInputDialog"
    return isinstance(node, ast.Name) and node.id in fields


def is_bare(call: ast.Call) -> bool:
    """A field is made that can be written into."""
    return is_field(call.func) and not any(word.arg == "readOnly" for word in call.keywords)
