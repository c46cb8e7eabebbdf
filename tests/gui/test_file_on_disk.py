"""The project's file is changed, replaced, renamed or removed by others while it is open here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Project, Softmax, edits, load, save
from nnfs_gui.files import file_watch
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.outputs import flow_text, lesson
from tests.gui.widgets import is_seen, nameless, press, seen, text_of
from tests.gui.windows import answer_about_unsaved, drop

Open = Callable[..., MainWindow]
MINE, THEIRS = lesson(Softmax()), edits.set_input(lesson(Softmax()), 0, 0, 77)
CHANGED = "work.nnfs was changed by another program or window."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "work.nnfs"
    path.parent.mkdir()
    save(MINE, path)
    return path


@pytest.fixture
def window(open_window: Open, path: Path) -> MainWindow:
    """Has opened the file."""
    window = open_window()
    drop(window, path)
    assert window.studio.document.path == path
    return window


def put(path: Path, content: bytes) -> None:
    """Replace a file as careful programs do."""
    other = path.with_name("other")
    other.write_bytes(content)
    os.replace(other, path)


def put_theirs(path: Path, project: Project = THEIRS) -> None:
    other = path.with_name("other.nnfs")
    save(project, other)
    os.replace(other, path)


def edit(window: MainWindow, value: float = 55) -> None:
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 1, 1, value)))


def strip_says(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.waitUntil(lambda: text_of(window, "file_strip_text") == text)


def strip_goes(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not is_seen(window, "file_strip"))


def look_again(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the window has looked at the file again, and would have told of a change."""
    watch = window.files.watch
    for _ in range(3):
        with qtbot.waitSignal(watch.looked):
            watch.look()


def first_input(window: MainWindow) -> float:
    return float(window.studio.project.batch.inputs[0, 0])


def test_a_file_that_another_program_replaced_is_told_and_theirs_can_be_loaded_and_undone(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    edit(window)
    mine = window.studio.project
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
    press(qtbot, window, "load_theirs")
    assert first_input(window) == 77
    assert not window.isWindowModified()
    assert not is_seen(window, "file_strip")
    assert text_of(window, "notice_text") == (
        "Loaded work.nnfs as it is now. Undo brings back what was here before."
    )
    window.actions_by_id["edit.undo"].trigger()
    assert window.studio.project is mine
    assert window.isWindowModified()


def test_a_file_that_another_process_writes_over_in_place_is_told(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    script = (
        "import sys; from nnfs_core import edits, load, save;"
        "save(edits.set_input(load(sys.argv[1]), 0, 0, 9), sys.argv[2])"
    )
    other = path.with_name("copy.nnfs")
    run = [sys.executable, "-c", script, str(path), str(other)]
    subprocess.run(run, check=True, timeout=60, cwd=Path(__file__).parents[2])
    path.write_bytes(other.read_bytes())
    strip_says(qtbot, window, CHANGED)
    press(qtbot, window, "load_theirs")
    assert first_input(window) == 9


def test_keeping_mine_counts_as_unsaved_and_the_next_save_replaces_theirs(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
    press(qtbot, window, "keep_mine")
    assert not is_seen(window, "file_strip")
    assert window.isWindowModified()
    window.actions_by_id["file.save"].trigger()
    assert not is_seen(window, "replace_box")
    assert not window.isWindowModified()
    assert load(path) == MINE


def test_keeping_mine_is_about_what_they_wrote_then_and_not_later(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
    press(qtbot, window, "keep_mine")
    put_theirs(path, edits.set_input(MINE, 0, 0, 78))
    window.actions_by_id["file.save"].trigger()
    press(qtbot, seen(window, QMessageBox, "replace_box"), "replace_cancel")
    assert load(path).batch.inputs[0, 0] == 78
    strip_says(qtbot, window, CHANGED)


def test_theirs_is_compared_as_a_pin_is_with_their_samples_and_in_words(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
    press(qtbot, window, "compare_theirs")
    assert text_of(window, "pinned_text").startswith("Difference from work.nnfs")
    difference = flow_text(window.panels[OUTPUTS], 0, 0, 0)
    assert float(difference.replace("\N{MINUS SIGN}", "-")) == MINE.batch.inputs[0, 0] - 77
    assert text_of(window, "notice_text") == "Compared with work.nnfs: 1 sample differs."
    assert is_seen(window, "file_strip")
    assert window.studio.project.batch is not THEIRS.batch


@pytest.mark.parametrize("how", ["touched", "written anew", "replaced", "away for a moment"])
def test_a_file_whose_content_stays_the_same_is_not_told(
    qtbot: QtBot, window: MainWindow, path: Path, how: str
) -> None:
    content = path.read_bytes()
    if how == "touched":
        os.utime(path, ns=(7, 7))
    elif how == "written anew":
        path.write_bytes(content)
    elif how == "replaced":
        put(path, content)
    else:
        path.unlink()
        path.write_bytes(content)
    look_again(qtbot, window)
    assert not is_seen(window, "file_strip")
    edit(window)
    window.actions_by_id["file.save"].trigger()
    assert not window.isWindowModified()


def test_a_save_of_our_own_is_not_told(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    for value in range(3):
        edit(window, value)
        window.actions_by_id["file.save"].trigger()
        look_again(qtbot, window)
        assert not is_seen(window, "file_strip")
    window.files.save_to(path.with_name("second.nnfs"))
    put_theirs(path)
    look_again(qtbot, window)
    assert not is_seen(window, "file_strip")


def test_a_removed_file_is_told_and_closing_asks_and_saving_writes_it_anew(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    path.unlink()
    strip_says(
        qtbot, window, "work.nnfs is no longer on the disk: it was deleted, moved or renamed."
    )
    assert window.isWindowModified()
    window.close()
    assert window.isVisible()
    answer_about_unsaved(qtbot, window, "Cancel")
    press(qtbot, window, "save_anew")
    assert load(path) == MINE
    assert not window.isWindowModified()
    assert not is_seen(window, "file_strip")


def test_a_renamed_file_that_comes_back_takes_the_strip_away(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    away = path.with_name("away.nnfs")
    path.rename(away)
    qtbot.waitUntil(window.isWindowModified)
    away.rename(path)
    strip_goes(qtbot, window)
    assert not window.isWindowModified()
    window.close()
    assert not window.isVisible()


def test_what_was_kept_stays_unsaved_when_the_file_goes_and_comes_back(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
    press(qtbot, window, "keep_mine")
    path.rename(path.with_name("away.nnfs"))
    qtbot.waitUntil(lambda: is_seen(window, "save_anew"))
    path.with_name("away.nnfs").rename(path)
    strip_goes(qtbot, window)
    assert window.isWindowModified()


def test_a_file_that_is_half_written_is_told_only_if_it_stays_so_and_is_never_loaded(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100])
    look_again(qtbot, window)
    assert not is_seen(window, "file_strip")
    qtbot.waitUntil(lambda: is_seen(window, "file_strip"), timeout=10_000)
    assert text_of(window, "file_strip_text").startswith(CHANGED)
    assert not is_seen(window, "load_theirs")
    assert window.studio.project == MINE
    path.write_bytes(content)
    strip_goes(qtbot, window)


def press_save(window: MainWindow) -> QMessageBox:
    window.actions_by_id["file.save"].trigger()
    return seen(window, QMessageBox, "replace_box")


def test_save_asks_before_it_replaces_what_others_wrote_also_before_the_strip_says_so(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    edit(window)
    put_theirs(path)
    box = press_save(window)
    assert box.text() == CHANGED
    press(qtbot, box, "replace_cancel")
    assert load(path) == THEIRS
    assert window.isWindowModified()
    press(qtbot, press_save(window), "replace_theirs")
    assert load(path) == window.studio.project
    assert not window.isWindowModified()
    look_again(qtbot, window)
    assert not is_seen(window, "file_strip")


def test_the_question_can_be_answered_by_saving_elsewhere(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    edit(window)
    put_theirs(path)
    box, elsewhere = press_save(window), path.with_name("elsewhere.nnfs")
    assert box.defaultButton().objectName() == "save_elsewhere"  # it loses nothing
    press(qtbot, box, "save_elsewhere")
    dialog = seen(window, QFileDialog, "save_dialog")
    dialog.fileSelected.emit(str(elsewhere))
    dialog.close()
    assert load(elsewhere) == window.studio.project
    assert load(path) == THEIRS
    look_again(qtbot, window)
    assert not is_seen(window, "file_strip")


def test_the_question_can_be_answered_by_comparing_first(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    edit(window)
    put_theirs(path)
    press(qtbot, press_save(window), "compare_theirs_first")
    assert text_of(window, "pinned_text").startswith("Difference from work.nnfs")
    assert load(path) == THEIRS


def test_closing_after_saving_over_theirs_asks_about_them_and_then_closes(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    edit(window)
    put_theirs(path)
    window.close()
    answer_about_unsaved(qtbot, window, "Save")
    box = seen(window, QMessageBox, "replace_box")
    assert window.isVisible()
    press(qtbot, box, "replace_theirs")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert load(path) != THEIRS


def test_another_project_in_the_window_forgets_the_file(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
    window.actions_by_id["file.new"].trigger()
    strip_goes(qtbot, window)
    path.unlink()
    assert not window.isWindowModified()


def test_the_strip_is_reached_and_answered_by_the_keyboard(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
    load_theirs = seen(window, QPushButton, "load_theirs")
    load_theirs.setFocus()
    qtbot.keyClick(load_theirs, Qt.Key.Key_Tab)
    assert window.focusWidget() is seen(window, QPushButton, "keep_mine")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert not is_seen(window, "file_strip")
    assert nameless(window) == []


def test_the_same_project_opened_twice_is_told_in_both_windows_until_one_leaves_it(
    qtbot: QtBot, open_window: Open, path: Path, tmp_path: Path
) -> None:
    twice = "work.nnfs is open in another window, too: whoever saves last is asked."
    link = path.with_name("link.nnfs")
    link.symlink_to(path)
    first = open_window(state_folder=tmp_path / "state")
    drop(first, path)
    qtbot.waitSignal(first.files.watch.looked).wait()
    assert not is_seen(first, "notice_strip")
    second = open_window(state_folder=tmp_path / "state")
    drop(second, link)
    qtbot.waitUntil(lambda: text_of(second, "notice_text") == twice.replace("work", "link"))
    qtbot.waitUntil(lambda: text_of(first, "notice_text") == twice)
    second.files.save_to(path.with_name("copy.nnfs"))
    assert not is_seen(second, "notice_strip")
    qtbot.waitUntil(lambda: not is_seen(first, "notice_strip"))
    drop(second, path)
    qtbot.waitUntil(lambda: text_of(second, "notice_text") == twice)
    edit(second)
    second.actions_by_id["file.save"].trigger()
    strip_says(qtbot, first, CHANGED)
    edit(first, 66)
    press(qtbot, press_save(first), "replace_cancel")
    assert load(path) == second.studio.project


def test_a_file_whose_folder_does_not_answer_is_not_told_and_breaks_nothing(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(file_watch, "look_at_file", refused)
        look_again(qtbot, window)
    assert not is_seen(window, "file_strip")
    put_theirs(path)
    strip_says(qtbot, window, CHANGED)
