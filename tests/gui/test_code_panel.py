"""The code panel as a person uses it: reading, copying, saving and running the network as code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, edits
from nnfs_core.code import DIALECTS, workbook, write_program
from nnfs_core.examples import example_named
from nnfs_gui.panels import CODE, EXPLAIN
from nnfs_gui.panels.code import CodePanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane
from tests.gui.conftest import Open
from tests.gui.widgets import answer_replacing, name_file, nameless, notices_of, press, show_alone

IDS = [dialect.id for dialect in DIALECTS]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")
Show = Callable[..., CodePanel]


def small() -> Project:
    layers = [Dense.random(3, 3, seed=1), ReLU(), Dense.random(3, 2, seed=2), Softmax()]
    return Project(Network(layers), Batch([[1, 2, 3], [4, 5, 6]]))


@pytest.fixture
def show(qtbot: QtBot, studio: Callable[..., Studio], settings: Settings) -> Show:
    """Shows the panel of a project; what it tells is kept in its `told`."""

    def show(project: Project | None = None) -> CodePanel:
        return shown(qtbot, studio(project or small()), settings)

    return show


@pytest.fixture
def show_slow(qtbot: QtBot, settings: Settings, qapp: QApplication) -> Iterator[Show]:
    """Shows the panel in a studio that works on threads, as in the app."""
    made: list[Studio] = []

    def show(project: Project | None = None) -> CodePanel:
        made.append(Studio.create(project or small(), theme=Theme("light")))
        panel = shown(qtbot, made[0], settings)
        qtbot.waitUntil(lambda: panel.view.toPlainText() != "")
        return panel

    yield show
    for studio in made:
        studio.close()


def shown(qtbot: QtBot, studio: Studio, settings: Settings) -> CodePanel:
    panel = CodePanel(studio, settings)
    panel.told = notices_of(studio)
    show_alone(qtbot, panel, 300, 600)
    return panel


def choose(qtbot: QtBot, panel: CodePanel, id: str) -> None:
    """Choose a dialect with the keyboard."""
    panel.dialects.setFocus()
    qtbot.keyClick(panel.dialects, Qt.Key.Key_Home)
    for _ in range(IDS.index(id)):
        qtbot.keyClick(panel.dialects, Qt.Key.Key_Down)


def program_text(project: Project, id: str = IDS[0]) -> str:
    return write_program(project, DIALECTS[IDS.index(id)]).text


def set_input(panel: CodePanel, value: float = 7.25) -> None:
    panel.studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, value)))


def is_in_front(panel: CodePanel) -> bool:
    return not panel.visibleRegion().isEmpty()


def strip_text(panel: CodePanel) -> str:
    assert panel.strip.isVisible()
    return panel.findChild(QLabel, "run_text").text()


def script(path: Path, line: str) -> Path:
    """A shell script that is taken for a Python."""
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("id", IDS)
def test_each_dialect_shows_the_whole_program(qtbot: QtBot, show: Show, id: str) -> None:
    panel = show()
    choose(qtbot, panel, id)
    assert panel.view.isVisible()
    assert panel.view.toPlainText() == program_text(panel.studio.project, id)


def test_the_dialect_is_remembered(qtbot: QtBot, show: Show) -> None:
    choose(qtbot, show(), "numpy")
    assert show().dialects.currentText() == "NumPy"


def test_an_edit_shows_in_the_program_and_its_lines_are_marked(qtbot: QtBot, show: Show) -> None:
    panel = show()
    choose(qtbot, panel, "numpy")
    assert panel.changed.isHidden()
    set_input(panel)
    text = panel.view.toPlainText()
    assert text == program_text(panel.studio.project, "numpy")
    lines = text.split("\n")
    changed = [lines[number] for number in panel.view.changed_lines]
    assert any("7.25" in line for line in changed)
    assert len(changed) < len(lines) / 4
    assert panel.changed.text() == f"{len(changed)} changed"
    panel.studio.attempt(Edit("Add", lambda project: edits.append_layer(project, ReLU())))
    added = [panel.view.toPlainText().split("\n")[line] for line in panel.view.changed_lines]
    assert not any("7.25" in line for line in added)


def test_the_changed_lines_can_be_visited_one_by_one(qtbot: QtBot, show: Show) -> None:
    panel = show()
    set_input(panel)
    lines = panel.view.changed_lines
    assert len(lines) > 1
    for line in (*lines, lines[0]):
        press(qtbot, panel, "code_changed")
        assert panel.view.textCursor().blockNumber() == line
        assert panel.view.is_line_visible(line)


def test_an_edit_leaves_the_place_that_is_being_read(show: Show) -> None:
    panel = show()
    panel.resize(300, 300)
    bar = panel.view.verticalScrollBar()
    bar.setValue(20)
    line = panel.view.firstVisibleBlock().text()
    set_input(panel)
    assert panel.view.firstVisibleBlock().text() == line
    assert bar.value() == 20


def test_the_program_is_written_only_while_the_panel_is_visible(show: Show) -> None:
    panel = show()
    before = panel.view.toPlainText()
    panel.hide()
    set_input(panel)
    assert panel.view.toPlainText() == before
    panel.show()
    assert panel.view.toPlainText() == program_text(panel.studio.project)


def test_copy_puts_the_whole_program_on_the_clipboard(qtbot: QtBot, show: Show) -> None:
    panel = show()
    press(qtbot, panel, "code_copy")
    assert QGuiApplication.clipboard().text() == program_text(panel.studio.project)
    assert panel.told == ["Copied the program."]


def test_copy_works_while_the_panel_is_hidden(show: Show) -> None:
    panel = show()
    panel.hide()
    set_input(panel)
    panel.copy()
    assert QGuiApplication.clipboard().text() == program_text(panel.studio.project)


def test_large_weights_are_said_to_be_beside_the_program(qtbot: QtBot, show: Show) -> None:
    panel = show(example_named("Digits").build())
    choose(qtbot, panel, "numpy")
    beside = panel.findChild(QLabel, "code_beside")
    assert beside.isVisible()
    assert "digits_weights.npz" in beside.text()
    press(qtbot, panel, "code_copy")
    assert "needs digits_weights.npz" in panel.told[-1]


@pytest.mark.parametrize(
    ("project", "told"),
    [
        (Project(Network(), Batch([[1, 2]])), "The network has no layers"),
        (Project(Network([ReLU()]), Batch(np.zeros((0, 2)))), "The batch has no samples"),
        (
            Project(
                Network([replace(Dense.random(5, 2, seed=0), name="<b>x</b>")]), Batch([[1, 2]])
            ),
            "<b>x</b>",
        ),
    ],
    ids=["empty", "no samples", "misfit"],
)
def test_where_there_is_no_program_a_sentence_says_why(
    show: Show, project: Project, told: str
) -> None:
    panel = show(project)
    message = panel.findChild(QLabel, "code_message")
    assert message.isVisible()
    assert told in message.text()
    assert message.textFormat() == Qt.TextFormat.PlainText
    assert not panel.view.isVisible()
    for button in (panel.run_button, panel.copy_button, panel.save_button):
        assert not button.isEnabled()
    panel.copy()  # as from the menu
    assert panel.told == [message.text()]
    panel.studio.document.replace(small())
    assert panel.view.isVisible()
    assert panel.run_button.isEnabled()


@pytest.mark.parametrize("id", ["python", "numpy", "classes", "notebook"])
def test_the_program_runs_and_agrees_with_the_app(qtbot: QtBot, show: Show, id: str) -> None:
    panel = show()
    choose(qtbot, panel, id)
    press(qtbot, panel, "code_run")
    assert strip_text(panel).startswith("Agrees with the app: largest difference ")
    assert strip_text(panel).endswith(" in 2 samples.")
    assert panel.strip.property("level") == "good"
    assert panel.run_button.isEnabled()


def test_what_the_program_printed_can_be_unfolded_and_copied(qtbot: QtBot, show: Show) -> None:
    panel = show()
    press(qtbot, panel, "code_run")
    assert not panel.strip.output.isVisible()
    press(qtbot, panel, "run_unfold")
    assert panel.strip.output.isVisible()
    printed = panel.strip.output.toPlainText()
    assert printed.split("\n")[-1].startswith("largest difference: ")
    press(qtbot, panel, "run_copy")
    assert QGuiApplication.clipboard().text().rstrip() == printed
    press(qtbot, panel, "run_unfold")
    assert not panel.strip.output.isVisible()


def test_after_an_edit_a_result_is_said_to_be_of_before_and_undo_brings_it_back(
    qtbot: QtBot, show: Show
) -> None:
    panel = show()
    press(qtbot, panel, "code_run")
    result = strip_text(panel)
    set_input(panel)
    assert strip_text(panel) == f"Before the last change: {result}"
    assert panel.strip.property("level") == "stale"
    panel.studio.document.undo()
    assert strip_text(panel) == result
    assert panel.strip.property("level") == "good"
    press(qtbot, panel, "run_close")
    set_input(panel)
    assert not panel.strip.isVisible()


def test_in_another_dialect_a_result_is_said_to_be_of_the_one_that_ran(
    qtbot: QtBot, show: Show
) -> None:
    panel = show()
    press(qtbot, panel, "code_run")
    result = strip_text(panel)
    choose(qtbot, panel, "numpy")
    assert strip_text(panel) == f"As Basic Python: {result}"
    choose(qtbot, panel, "python")
    assert strip_text(panel) == result


def test_another_project_has_no_result_and_no_changed_lines_of_the_one_before(
    qtbot: QtBot, show: Show
) -> None:
    panel = show()
    press(qtbot, panel, "code_run")
    assert panel.strip.isVisible()
    project = replace(panel.studio.project, title="Quite another")
    panel.studio.document.replace(project)
    assert "# Quite another" in panel.view.toPlainText()
    assert not panel.view.changed_lines
    assert not panel.findChild(QWidget, "code_changed").isVisible()
    assert not panel.strip.isVisible()


@POSIX
def test_another_project_ends_the_run_of_the_one_before(
    qtbot: QtBot, show_slow: Show, settings: Settings, tmp_path: Path
) -> None:
    settings.code_python = str(script(tmp_path / "python", "sleep 60"))
    panel = show_slow()
    press(qtbot, panel, "code_run")
    qtbot.waitUntil(lambda: panel.strip.isVisible() and panel.studio.lanes.is_busy(Lane.PROGRAMS))
    panel.studio.document.replace(replace(panel.studio.project, title="Quite another"))
    qtbot.waitUntil(lambda: not panel.studio.lanes.is_busy(Lane.PROGRAMS))
    qtbot.waitUntil(lambda: not panel.strip.isVisible())
    assert panel.run_button.isEnabled()


def test_nothing_runs_unless_it_is_asked_for(qtbot: QtBot, show: Show) -> None:
    panel = show()
    for id in IDS:
        choose(qtbot, panel, id)
    panel.studio.document.replace(example_named("Iris").build())
    assert not panel.strip.isVisible()
    assert not panel.studio.lanes.is_busy(Lane.PROGRAMS)


@POSIX
def test_a_program_that_runs_can_be_cancelled(
    qtbot: QtBot, show_slow: Show, settings: Settings, tmp_path: Path
) -> None:
    settings.code_python = str(
        script(tmp_path / "slow", f"echo $$ > {tmp_path}/id; exec sleep 600")
    )
    panel = show_slow()
    press(qtbot, panel, "code_run")
    assert strip_text(panel).startswith("Running…")
    assert not panel.run_button.isEnabled()
    qtbot.waitUntil(lambda: (tmp_path / "id").exists() and (tmp_path / "id").read_text() != "")
    set_input(panel)  # the window is free meanwhile
    qtbot.waitUntil(lambda: "7.25" in panel.view.toPlainText())
    press(qtbot, panel, "run_cancel")
    qtbot.waitUntil(lambda: panel.run_button.isEnabled())
    assert "The program was stopped before its end, as you asked." in strip_text(panel)
    process = (tmp_path / "id").read_text().strip()
    assert subprocess.run(["kill", "-0", process], capture_output=True, check=False).returncode


@POSIX
def test_a_program_that_runs_too_long_is_stopped(
    qtbot: QtBot, show: Show, settings: Settings, tmp_path: Path
) -> None:
    settings.code_python = str(script(tmp_path / "slow", "exec sleep 600"))
    settings.code_seconds = 1
    panel = show()
    press(qtbot, panel, "code_run")
    assert strip_text(panel).startswith("The program was stopped after 1 s.")
    assert panel.strip.property("level") == "error"


@POSIX
def test_a_python_without_a_module_is_named_and_another_can_be_chosen(
    qtbot: QtBot, show: Show, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    bare = script(tmp_path / "bare", f'exec "{sys.executable}" -S "$@"')
    settings.code_python = str(bare)
    panel = show()
    press(qtbot, panel, "code_run")  # basic Python needs no module
    assert strip_text(panel).startswith("Agrees")
    choose(qtbot, panel, "numpy")
    press(qtbot, panel, "code_run")
    assert strip_text(panel) == (
        f"Python at {bare} has no numpy: install it there (pip install numpy) "
        "or choose another Python."
    )
    press(qtbot, panel, "run_choose_python")
    name_file(qtbot, panel, sys.executable, "python_dialog")
    assert settings.code_python == sys.executable
    assert sys.executable in panel.run_button.toolTip()
    press(qtbot, panel, "code_run")
    assert strip_text(panel).startswith("Agrees")


def test_a_python_that_is_not_there_is_reported(
    qtbot: QtBot, show: Show, settings: Settings, tmp_path: Path
) -> None:
    settings.code_python = str(tmp_path / "python")
    panel = show()
    press(qtbot, panel, "code_run")
    assert strip_text(panel).startswith(f"There is no Python at {tmp_path / 'python'}")


def test_the_apps_own_python_comes_back_by_the_menu(
    qtbot: QtBot, show: Show, settings: Settings, tmp_path: Path
) -> None:
    settings.code_python = str(tmp_path / "python")
    panel = show()
    actions = {action.objectName(): action for action in panel.menu.actions()}
    assert actions["code_chosen_python"].isChecked()
    actions["code_own_python"].trigger()
    assert settings.code_python == ""
    assert sys.executable in panel.run_button.toolTip()


def test_an_app_without_a_python_asks_for_one(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    panel = show()
    press(qtbot, panel, "code_run")
    assert strip_text(panel).startswith("This app was packed without a Python of its own")
    assert panel.findChild(QWidget, "run_choose_python").isVisible()


def test_the_time_limit_is_chosen_in_the_menu_and_remembered(
    show: Show, settings: Settings
) -> None:
    panel = show()
    limits = panel.menu.findChild(QWidget, "code_time_limits")
    {action.text(): action for action in limits.actions()}["5 min"].trigger()
    assert settings.code_seconds == 300
    assert "300 s" in panel.run_button.toolTip()


def test_long_lines_are_wrapped_by_the_menu_which_is_remembered(
    qtbot: QtBot, show: Show, studio: Callable[..., Studio], settings: Settings
) -> None:
    panel = show()
    across = panel.view.horizontalScrollBar()
    assert across.maximum() > 0
    {action.objectName(): action for action in panel.menu.actions()}["code_wrap"].trigger()
    assert across.maximum() == 0
    again = shown(qtbot, studio(small()), settings)
    assert again.view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(("id", "name"), [("python", "network.py"), ("notebook", "network.ipynb")])
def test_save_asks_where_and_writes_the_program(
    qtbot: QtBot, show: Show, tmp_path: Path, id: str, name: str
) -> None:
    panel = show()
    choose(qtbot, panel, id)
    press(qtbot, panel, "code_save")
    proposed = name_file(qtbot, panel, tmp_path / "mine", "save_dialog")
    assert proposed == name
    path = (tmp_path / "mine").with_suffix(Path(name).suffix)
    assert panel.told == [f"Saved {path.name}."]
    text = path.read_text("utf-8")
    if id == "python":
        assert text == program_text(panel.studio.project)
    else:
        assert json.loads(text)["nbformat"] == 4


def test_large_weights_are_saved_beside_the_program_which_runs_there(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    panel = show(example_named("Digits").build())
    choose(qtbot, panel, "numpy")
    press(qtbot, panel, "code_save")
    assert name_file(qtbot, panel, tmp_path / "mine.py", "save_dialog") == "digits.py"
    assert panel.told == ["Saved mine.py and mine_weights.npz."]
    ended = subprocess.run(
        [sys.executable, "mine.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines()[-1].startswith("largest difference: ")


def test_weights_beside_a_new_program_replace_no_file_of_that_name(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    somebodys = tmp_path / "mine_weights.npz"
    somebodys.write_bytes(b"precious")
    panel = show(example_named("Digits").build())
    choose(qtbot, panel, "numpy")
    press(qtbot, panel, "code_save")
    name_file(qtbot, panel, tmp_path / "mine.py", "save_dialog")
    asked = answer_replacing(qtbot, panel, yes=False)
    assert asked.startswith("mine_weights.npz is there already.")
    assert somebodys.read_bytes() == b"precious"
    assert not (tmp_path / "mine.py").exists()
    name_file(qtbot, panel, tmp_path / "mine.py", "save_dialog")  # once more
    answer_replacing(qtbot, panel, yes=True)
    assert panel.told == ["Saved mine.py and mine_weights.npz."]


def test_the_menu_saves_a_workbook_of_formulas(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    panel = show()
    actions = {action.objectName(): action for action in panel.menu.actions()}
    actions["code_save_workbook"].trigger()
    assert name_file(qtbot, panel, tmp_path / "mine", "save_dialog") == "network.xlsx"
    assert panel.told == ["Saved mine.xlsx."]
    with zipfile.ZipFile(tmp_path / "mine.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
    assert any(b"SUMPRODUCT" in sheet for sheet in sheets)


def test_a_batch_that_is_too_long_for_a_workbook_is_reported(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_FORMULAS", 100)
    panel = show(example_named("Iris").build())
    panel.files.save_workbook(tmp_path / "mine.xlsx")
    assert re.fullmatch(r"Saved mine.xlsx with the first \d+ of 150 samples.", panel.told[0])


def test_no_file_is_asked_for_where_there_is_no_program(show: Show) -> None:
    panel = show(Project(Network(), Batch([[1.0]])))
    panel.save()
    assert panel.told == ["The network has no layers; add one first."]
    assert panel.findChild(QFileDialog, "save_dialog") is None


def test_a_network_without_layers_has_no_workbook(show: Show, tmp_path: Path) -> None:
    panel = show(Project(Network(), Batch([[1, 2]])))
    panel.files.save_workbook(tmp_path / "mine.xlsx")
    assert panel.told[0].startswith("The network has no layers")
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_file_that_cannot_be_written_is_reported(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    panel = show()
    panel.files.save(panel.dialect, tmp_path / "nowhere" / "mine.py")
    assert len(panel.told) == 1
    assert "mine.py" in panel.told[0]


def test_a_program_is_not_saved_under_the_name_of_a_module_that_it_needs(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    panel = show()
    choose(qtbot, panel, "numpy")
    press(qtbot, panel, "code_save")
    name_file(qtbot, panel, tmp_path / "numpy.py", "save_dialog")
    assert panel.told == [
        "A program called numpy.py would hide Python's own module numpy from itself: "
        "choose another name."
    ]
    assert not list(tmp_path.glob("*.py"))


def test_the_files_name_follows_the_document(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    panel = show(example_named("Digits").build())
    choose(qtbot, panel, "numpy")
    panel.studio.document.mark_saved(panel.studio.project, tmp_path / f"{'x' * 248}.nnfs")
    press(qtbot, panel, "code_run")  # though the weights' name would be too long for a file
    panel.studio.document.mark_saved(panel.studio.project, tmp_path / "my digits.nnfs")
    assert strip_text(panel).startswith("Agrees")
    assert "my digits_weights.npz" in panel.view.toPlainText()


def test_the_window_shows_copies_and_runs_the_program(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(small())
    panel, actions = window.panels[CODE], window.actions_by_id
    assert panel.view.toPlainText() == ""  # another tab is in front, so there is nothing to write
    actions["code.copy"].trigger()
    assert QGuiApplication.clipboard().text() == program_text(small())
    actions["view.code"].trigger()
    qtbot.waitUntil(lambda: is_in_front(panel))
    set_input(panel)
    assert "7.25" in panel.view.toPlainText()
    window.panels[EXPLAIN].parentWidget().raise_()
    qtbot.waitUntil(lambda: not is_in_front(panel))
    set_input(panel, 8.5)
    assert "8.5" not in panel.view.toPlainText()
    actions["code.run"].trigger()
    qtbot.waitUntil(lambda: is_in_front(panel))
    assert "8.5" in panel.view.toPlainText()
    assert strip_text(panel).startswith("Agrees with the app")


@POSIX
def test_the_window_cancels_a_program_with_all_that_runs_and_closes_at_once(
    qtbot: QtBot, show_slow: Show, settings: Settings, tmp_path: Path
) -> None:
    settings.code_python = str(script(tmp_path / "slow", "exec sleep 600"))
    studio = show_slow().studio
    window = MainWindow(studio, settings)
    qtbot.addWidget(window, before_close_func=lambda window: window.close_now())
    window.show()
    window.actions_by_id["code.run"].trigger()
    qtbot.waitUntil(lambda: studio.lanes.is_busy(Lane.PROGRAMS))
    window.actions_by_id["run.cancel"].trigger()
    qtbot.waitUntil(lambda: not studio.lanes.is_busy(Lane.PROGRAMS))
    assert "as you asked" in strip_text(window.panels[CODE])
    window.actions_by_id["code.run"].trigger()
    qtbot.waitUntil(lambda: studio.lanes.is_busy(Lane.PROGRAMS))
    window.close_now()  # waits for the threads of the studio
    assert not studio.lanes.is_busy(Lane.PROGRAMS)


def test_the_window_saves_the_program_from_its_file_menu(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(small())
    window.actions_by_id["file.save_program"].trigger()
    name_file(qtbot, window, tmp_path / "mine.py", "save_dialog")
    assert (tmp_path / "mine.py").read_text("utf-8") == program_text(small())


def test_every_widget_of_the_panel_can_be_told_and_reached(show: Show) -> None:
    panel = show()
    assert nameless(panel) == []
