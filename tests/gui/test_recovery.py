"""What a crash left unsaved is offered: recovered, looked at first, discarded or left for later."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFrame, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Project, edits, load, save
from nnfs_core.recovery.crashed import DAY, crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from nnfs_gui.panels import BATCH
from nnfs_gui.recovery import autosave, recovery
from nnfs_gui.recovery.dialog import RecoveryDialog
from nnfs_gui.start.ending import Ending
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.batch_table import type_in
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import is_seen, nameless, notices_of, press, seen, text_of
from tests.gui.windows import answer_about_unsaved
from tests.journals import as_after_a_crash, journal_file, same
from tests.projects import classifier, project_of

Start = Callable[..., MainWindow]
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows keeps files that are open")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a note, nor for the offer."""
    monkeypatch.setattr(autosave, "DELAY", 20)
    monkeypatch.setattr(recovery, "QUIET", 0)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def start(open_window: Open, state: Path, qtbot: QtBot) -> Start:
    """Starts the app's window, and waits for the offer unless there is to be none."""

    def begin(project: Project | None = None, *, offers: bool = True) -> MainWindow:
        window = open_window(project, state_folder=state)
        window.recovery.begin()
        if offers:
            qtbot.waitUntil(lambda: is_seen(window, "recovery_dialog"))
        return window

    return begin


def crash(state: Path, noted: Noted) -> Path:
    """What a window leaves that had this unsaved; the journal's file."""
    journal = Journal(state)
    journal.note(noted)
    path = journal_file(journal)
    journal.let_go()
    return path


def changed(project: Project, value: float = 7) -> Project:
    return edits.set_input(project, 0, 0, value)


def edit(window: MainWindow, value: float = 8) -> None:
    window.studio.attempt(Edit("Edit input", lambda project: changed(project, value)))


def offers(window: MainWindow) -> list[QFrame]:
    dialog = seen(window, RecoveryDialog, "recovery_dialog")
    return [each for each in dialog.findChildren(QFrame, "recovery_offer") if each.isVisible()]


def offered(window: MainWindow, name: str) -> QFrame:
    (found,) = [each for each in offers(window) if each.accessibleName() == name]
    return found


def left_over(state: Path, tmp_path: Path) -> list[Project]:
    """What would be there to be recovered if the app ended right now."""
    return [each.read().noted.project for each in as_after_a_crash(state, tmp_path / "later")]


def test_it_is_offered_with_its_name_its_time_and_what_differs(
    start: Start, state: Path, tmp_path: Path
) -> None:
    path = tmp_path / "iris.nnfs"
    save(classifier(), path)
    crash(state, Noted(changed(classifier()), path))
    window = start()
    offer = offered(window, "iris.nnfs")
    assert text_of(offer, "offer_name") == "iris.nnfs"
    assert text_of(offer, "offer_place") == str(tmp_path)
    assert text_of(offer, "offer_time").startswith("kept today at ")
    assert text_of(offer, "offer_differences") == "1 sample differs."
    assert nameless(seen(window, RecoveryDialog, "recovery_dialog")) == []


def test_a_file_that_was_written_after_it_is_told(
    start: Start, state: Path, tmp_path: Path
) -> None:
    path = tmp_path / "iris.nnfs"
    crash(state, Noted(changed(classifier()), path, time=time.time() - 3600))
    save(classifier(), path)
    said = text_of(start(), "offer_differences")
    assert said.startswith("1 sample differs.\nThe file is newer: it was written today at ")


def test_a_newer_file_is_not_replaced_unasked_by_what_was_recovered(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "iris.nnfs"
    crash(state, Noted(changed(classifier()), path, time=time.time() - 3600))
    save(classifier(20), path)
    window = start()
    press(qtbot, window, "offer_recover")
    window.files.save()
    seen(window, QMessageBox, "replace_box").reject()
    assert load(path).batch.n_samples == 20


def test_what_others_wrote_before_the_crash_is_not_replaced_unasked_either(
    start: Start, open_window: Open, tmp_path: Path, qtbot: QtBot, state: Path
) -> None:
    path, after = tmp_path / "iris.nnfs", tmp_path / "after the crash"
    save(classifier(), path)
    first = start(offers=False)
    first.files.open(path)
    save(classifier(20), path)
    edit(first)
    qtbot.waitUntil(lambda: bool(list(state.rglob("journal"))))
    shutil.copytree(state, after)
    window = open_window(state_folder=after)
    window.actions_by_id["file.recover"].trigger()
    press(qtbot, window, "offer_recover")
    window.files.save()
    seen(window, QMessageBox, "replace_box").reject()
    assert load(path).batch.n_samples == 20


def test_what_is_left_or_discarded_while_another_question_waits_is_not_recovered(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(changed(classifier())))
    window = start(classifier(20))
    edit(window, 5)
    for button, is_left in (("recovery_later", True), ("offer_discard", False)):
        window.actions_by_id["file.recover"].trigger()
        press(qtbot, window, "offer_recover")
        press(qtbot, window, button)
        answer_about_unsaved(qtbot, window, "Discard")
        assert window.studio.project.batch.inputs[0, 0] == 5
        assert old.exists() == is_left


def test_what_was_discarded_is_gone_though_the_window_closes_at_once(
    open_window: Open, state: Path, qtbot: QtBot
) -> None:
    later = LaterExecutor(waits=False)
    old = crash(state, Noted(changed(classifier())))
    window = open_window(state_folder=state, executor=later)
    window.actions_by_id["file.recover"].trigger()
    later.waits = True
    press(qtbot, window, "offer_discard")
    window.close()
    later.work()
    assert not old.exists()


def test_nothing_is_offered_when_nothing_was_left(start: Start, qtbot: QtBot, state: Path) -> None:
    window = start(offers=False)
    qtbot.wait(50)
    assert not is_seen(window, "recovery_dialog")
    told = notices_of(window.studio)
    window.actions_by_id["file.recover"].trigger()
    assert told == ["There is no unsaved work to recover."]
    assert not state.exists()


def test_recover_gives_it_back_unsaved_and_removes_it_when_it_is_kept_again(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "iris.nnfs"
    project = changed(classifier(), 0.1 + 0.2)
    trial = changed(project, 9)
    old = crash(state, Noted(project, path, trial, "input 0 = 9"))
    window = start()
    press(qtbot, offered(window, "iris.nnfs"), "offer_recover")
    document = window.studio.document
    assert same(document.settled, project)
    assert same(document.project, trial)
    assert (document.path, document.is_modified) == (path, True)
    assert text_of(window, "what_if_question") == "What if input 0 = 9?"
    assert not is_seen(window, "recovery_dialog")
    qtbot.waitUntil(lambda: not old.exists())
    (kept,) = left_over(state, tmp_path)
    assert same(kept, project)


def test_while_one_is_read_the_list_waits_and_a_cancel_leaves_all_as_it_was(
    open_window: Open, state: Path, qtbot: QtBot
) -> None:
    later = LaterExecutor(waits=False)
    old = crash(state, Noted(changed(classifier())))
    window = open_window(classifier(20), state_folder=state, executor=later)
    window.actions_by_id["file.recover"].trigger()
    later.waits = True
    before = window.studio.project
    press(qtbot, window, "offer_recover")
    assert not seen(window, QPushButton, "offer_discard").isEnabled()
    assert not seen(window, QPushButton, "recovery_later").isEnabled()
    qtbot.keyClick(seen(window, RecoveryDialog, "recovery_dialog"), Qt.Key.Key_Escape)
    assert is_seen(window, "recovery_dialog")
    window.actions_by_id["run.cancel"].trigger()
    later.work()
    assert window.studio.project is before
    assert old.exists()
    assert seen(window, QPushButton, "offer_recover").isEnabled()
    later.waits = False
    press(qtbot, window, "offer_recover")
    assert window.studio.project.batch.inputs[0, 0] == 7


def test_recovering_asks_about_unsaved_work_first(start: Start, state: Path, qtbot: QtBot) -> None:
    old = crash(state, Noted(changed(classifier())))
    window = start(classifier(20))
    edit(window, 5)
    press(qtbot, window, "offer_recover")
    answer_about_unsaved(qtbot, window, "Cancel")
    assert window.studio.project.batch.inputs[0, 0] == 5
    assert old.exists()
    assert is_seen(window, "recovery_dialog")
    press(qtbot, window, "offer_recover")
    answer_about_unsaved(qtbot, window, "Discard")
    assert window.studio.project.batch.inputs[0, 0] == 7


def test_what_is_recovered_stays_in_its_old_place_while_it_cannot_be_kept_anew(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(changed(classifier())))
    window = start()
    press(qtbot, window, "offer_look")
    room = state / "recovery"
    room.rename(state / "elsewhere")
    room.write_text("in the way")
    told = notices_of(window.studio)
    press(qtbot, window, "look_recover")
    qtbot.waitUntil(lambda: any("is not kept for a crash" in each for each in told))
    room.unlink()
    (state / "elsewhere").rename(room)
    assert old.exists()
    window.files.save_to(tmp_path / "safe.nnfs")
    qtbot.waitUntil(lambda: not old.exists())


def test_two_crashed_windows_are_offered_and_the_other_one_stays(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    for name, number in (("first", 1), ("second", 2)):
        crash(state, Noted(changed(replace(classifier(), title=name), number)))
    window = start()
    assert len(offers(window)) == 2
    told = notices_of(window.studio)
    press(qtbot, offered(window, "first"), "offer_recover")
    assert window.studio.project.batch.inputs[0, 0] == 1
    assert told[-1] == "1 more left behind: File > Recover unsaved work offers them."
    window.actions_by_id["file.recover"].trigger()
    assert [each.accessibleName() for each in offers(window)] == ["second"]


def test_discard_removes_one_and_the_rest_stays(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("first", "second"):
        crash(state, Noted(replace(classifier(), title=name)))
    window = start()
    press(qtbot, offered(window, "first"), "offer_discard")
    assert [each.accessibleName() for each in offers(window)] == ["second"]
    assert [each.title for each in left_over(state, tmp_path)] == ["second"]
    press(qtbot, offered(window, "second"), "offer_discard")
    assert not is_seen(window, "recovery_dialog")
    assert os.listdir(state / "recovery") == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_and_escape_never_discard(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot, key: Qt.Key
) -> None:
    old = crash(state, Noted(classifier()))
    window = start()
    dialog = seen(window, RecoveryDialog, "recovery_dialog")
    seen(window, QPushButton, "offer_discard").setFocus()
    qtbot.keyClick(dialog.focusWidget(), key)
    assert old.exists()
    assert window.studio.project == window.studio.document.settled
    assert is_seen(window, "recovery_dialog") == (key != Qt.Key.Key_Escape)


def test_the_keyboard_begins_at_recover_and_reaches_all(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    crash(state, Noted(changed(classifier())))
    window = start()
    dialog = seen(window, RecoveryDialog, "recovery_dialog")
    dialog.activateWindow()
    reached = []
    for _ in range(4):
        reached.append(dialog.focusWidget().objectName())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert reached == ["offer_recover", "offer_look", "offer_discard", "recovery_later"]
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert window.studio.project.batch.inputs[0, 0] == 7


def test_left_for_later_it_is_offered_by_the_menu_and_at_the_next_start(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    crash(state, Noted(replace(classifier(), title="Flowers")))
    window = start()
    press(qtbot, window, "recovery_later")
    window.actions_by_id["file.recover"].trigger()
    assert offered(window, "Flowers")
    window.close()
    assert offered(start(), "Flowers")


def test_a_journal_that_cannot_be_read_is_told_and_can_be_discarded_or_left(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(classifier()))
    old.write_bytes(b"garbage" * 20)
    window = start()
    assert text_of(window, "offer_problem").startswith(f"The journal in {old.parent} cannot be")
    assert not is_seen(window, "offer_recover")
    assert not is_seen(window, "offer_look")
    press(qtbot, window, "recovery_later")
    assert old.exists()
    window.actions_by_id["file.recover"].trigger()
    press(qtbot, window, "offer_discard")
    assert not old.exists()


def test_all_but_the_samples_is_offered_when_their_file_is_gone(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot, nothing_fits: None
) -> None:
    path = tmp_path / "large.nnfs"
    layer = classifier().network.layers[0]
    save(project_of(np.arange(400_000.0).reshape(100_000, 4), layer), path)
    crash(state, Noted(edits.redraw(load(path), 0, 3), path))
    path.unlink()
    window = start()
    assert "large.nnfs" in text_of(window, "offer_problem")
    assert seen(window, QPushButton, "offer_recover").text() == "Recover all but the samples"
    press(qtbot, window, "offer_recover")
    assert len(window.studio.project.network) == 1
    assert window.studio.project.batch.n_samples == 0


@posix_only
def test_samples_are_kept_when_another_program_replaces_the_file_they_are_read_from(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot, nothing_fits: None
) -> None:
    path = tmp_path / "large.nnfs"
    save(project_of(np.arange(400_000.0).reshape(100_000, 4)), path)
    window = start(offers=False)
    window.files.open(path)
    qtbot.waitUntil(lambda: window.studio.document.path == path)
    edit(window)
    qtbot.waitUntil(lambda: left_over(state, tmp_path) != [])
    theirs = tmp_path / "theirs.nnfs"
    save(project_of(np.zeros((3, 4))), theirs)
    os.replace(theirs, path)
    qtbot.waitUntil(lambda: is_seen(window, "file_strip"))

    def kept_numbers() -> list[float]:
        (journal,) = state.rglob("journal")
        if journal.stat().st_size < 400_000 * 8:
            return []
        rows = left_over(state, tmp_path)[0].batch.input_rows
        return [rows.row(0)[0], rows.row(99_999)[3]]

    qtbot.waitUntil(lambda: kept_numbers() == [8, 399_999])


# Look first


def test_looking_first_takes_nothing_and_later_goes_back(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "iris.nnfs"
    save(classifier(), path)
    content = path.read_bytes()
    old = crash(state, Noted(changed(classifier()), path))
    before = classifier(20)
    window = start(before)
    press(qtbot, window, "offer_look")
    assert window.studio.project.batch.inputs[0, 0] == 7
    said = text_of(window, "look_strip_text")
    assert said.startswith("This is what was kept of iris.nnfs today at ")
    assert not window.isWindowModified()
    qtbot.wait(100)
    assert old.exists()
    assert path.read_bytes() == content
    assert len(left_over(state, tmp_path)) == 1
    press(qtbot, window, "look_later")
    assert window.studio.project is before
    assert not is_seen(window, "look_strip")
    assert old.exists()
    window.actions_by_id["file.recover"].trigger()
    assert offered(window, "iris.nnfs")


def test_what_others_made_of_the_file_during_a_look_is_not_replaced_unasked(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    crash(state, Noted(classifier()))
    window = start()
    path = tmp_path / "mine.nnfs"
    window.files.save_to(path)
    press(qtbot, window, "offer_look")
    save(classifier(20), path)
    press(qtbot, window, "look_later")
    assert window.studio.document.path == path
    edit(window)
    window.files.save()
    seen(window, QMessageBox, "replace_box").reject()
    assert load(path).batch.n_samples == 20


def test_what_is_looked_at_can_be_recovered_or_discarded(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path, project = tmp_path / "iris.nnfs", classifier()
    trial = changed(project, 9)
    crash(state, Noted(project))
    latest = crash(state, Noted(project, path, trial, "input 0 = 9"))
    window = start()
    press(qtbot, offered(window, "iris.nnfs"), "offer_look")
    assert window.studio.project.batch.inputs[0, 0] == 9
    press(qtbot, window, "look_recover")
    document = window.studio.document
    assert (document.path, document.is_modified, document.is_trying) == (path, True, True)
    assert not is_seen(window, "look_strip")
    qtbot.waitUntil(lambda: not latest.exists())
    document.replace(project)
    window.actions_by_id["file.recover"].trigger()
    press(qtbot, window, "offer_look")
    press(qtbot, window, "look_discard")
    assert window.studio.project is project
    qtbot.waitUntil(lambda: left_over(state, tmp_path) == [])


def test_closing_while_looking_asks_nothing_and_leaves_it(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(replace(classifier(), title="Flowers")))
    window = start()
    press(qtbot, window, "offer_look")
    window.close()
    assert not window.isVisible()
    assert window.findChild(QMessageBox, "unsaved_box") is None
    assert old.exists()
    assert offered(start(), "Flowers")


def test_an_edit_of_what_is_looked_at_recovers_it(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(changed(classifier()), tmp_path / "iris.nnfs"))
    window = start()
    press(qtbot, window, "offer_look")
    edit(window)
    assert not is_seen(window, "look_strip")
    window.studio.document.undo()
    document = window.studio.document
    assert (document.path, document.is_modified) == (tmp_path / "iris.nnfs", True)
    qtbot.waitUntil(lambda: not old.exists())
    (kept,) = left_over(state, tmp_path)
    assert kept.batch.inputs[0, 0] == 7


def test_saving_what_is_looked_at_under_a_name_decides(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(changed(classifier()), tmp_path / "iris.nnfs"))
    window = start()
    press(qtbot, window, "offer_look")
    window.files.save_to(tmp_path / "other.nnfs")
    assert not is_seen(window, "look_strip")
    assert not old.exists()
    assert load(tmp_path / "other.nnfs").batch.inputs[0, 0] == 7


def test_another_project_opened_while_looking_leaves_it(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(classifier()))
    window = start()
    press(qtbot, window, "offer_look")
    window.actions_by_id["file.new"].trigger()
    assert not is_seen(window, "look_strip")
    assert len(window.studio.project.network) == 0
    assert old.exists()
    (found,) = crashed(state)
    found.keep()


def test_from_one_look_to_the_next_going_back_leads_to_what_was_there_before_both(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    for name in ("first", "second"):
        crash(state, Noted(replace(classifier(), title=name)))
    before = classifier(20)
    window = start(before)
    press(qtbot, offered(window, "first"), "offer_look")
    window.actions_by_id["file.recover"].trigger()
    press(qtbot, offered(window, "second"), "offer_look")
    assert "second" in text_of(window, "look_strip_text")
    press(qtbot, window, "look_later")
    assert window.studio.project is before
    window.actions_by_id["file.recover"].trigger()
    assert len(offers(window)) == 2


def test_what_was_left_more_than_30_days_ago_is_gone(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(classifier()))
    then = time.time() - 31 * DAY
    os.utime(old, (then, then))
    window = start(offers=False)
    qtbot.waitUntil(lambda: not old.exists())
    assert not is_seen(window, "recovery_dialog")


# Keeping


def test_recovered_while_nothing_is_kept_it_stays_until_it_is_saved_or_given_up(
    start: Start, state: Path, qtbot: QtBot
) -> None:
    old = crash(state, Noted(classifier()))
    window = start()
    window.actions_by_id["file.keep_unsaved"].trigger()
    press(qtbot, window, "offer_recover")
    qtbot.wait(100)
    assert old.exists()
    window.close()
    answer_about_unsaved(qtbot, window, "Discard")
    assert not window.isVisible()
    assert not old.exists()


def test_the_menu_switches_keeping_off_and_that_is_remembered(
    start: Start, state: Path, store: QSettings, qtbot: QtBot
) -> None:
    window = start(classifier(), offers=False)
    keep = window.actions_by_id["file.keep_unsaved"]
    assert keep.isChecked()
    edit(window)
    qtbot.waitUntil(lambda: len(list(state.rglob("journal"))) == 1)
    keep.trigger()
    assert os.listdir(state / "recovery") == []
    edit(window, 9)
    window.close_now()
    again = start(classifier(), offers=False)
    assert not again.actions_by_id["file.keep_unsaved"].isChecked()
    edit(again)
    qtbot.wait(100)
    assert os.listdir(state / "recovery") == []


def test_discarding_on_closing_leaves_nothing(start: Start, state: Path, qtbot: QtBot) -> None:
    window = start(classifier(), offers=False)
    edit(window)
    qtbot.waitUntil(lambda: len(list(state.rglob("journal"))) == 1)
    window.close()
    answer_about_unsaved(qtbot, window, "Discard")
    assert not window.isVisible()
    assert os.listdir(state / "recovery") == []


def test_at_a_logout_all_is_kept_even_what_is_only_typed(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = start(classifier(), offers=False)
    ending = Ending(window)
    view = window.panels[BATCH].view
    view.setFocus()
    view.go_to(0, 0)
    type_in(qtbot, view, "41")
    ending.keep()
    (kept,) = left_over(state, tmp_path)
    assert kept.batch.inputs[0, 0] == 41
    assert window.isVisible()  # the logout may be called off


def test_what_is_recovered_as_the_session_ends_is_left_once(
    start: Start, state: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    crash(state, Noted(changed(classifier())))
    window = start()
    press(qtbot, window, "offer_look")
    view = window.panels[BATCH].view
    view.setFocus()
    view.go_to(0, 0)
    type_in(qtbot, view, "41")
    Ending(window).keep()
    window.recovery.let_go()
    window.close_now()
    (kept,) = left_over(state, tmp_path)
    assert kept.batch.inputs[0, 0] == 41


def test_without_a_state_folder_nothing_is_kept_and_nothing_offered(open_window: Open) -> None:
    window = open_window(classifier())
    window.recovery.begin()
    assert not window.actions_by_id["file.recover"].isEnabled()
    assert not window.actions_by_id["file.keep_unsaved"].isEnabled()
