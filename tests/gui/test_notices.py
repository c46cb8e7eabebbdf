"""The strip of messages: it shows the newest, offers its remedy, and never stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.project.changes import Part
from nnfs_gui.strips import notice_strip
from nnfs_gui.strips.notice_strip import NoticeStrip
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import seen


@pytest.fixture
def shared(studio: Callable[[], Studio]) -> Studio:
    return studio()


@pytest.fixture
def strip(shared: Studio, qtbot: QtBot) -> NoticeStrip:
    strip = NoticeStrip(shared.notices, shared.theme)
    qtbot.addWidget(strip)
    return strip


def test_nothing_shows_until_there_is_something_to_say(strip: NoticeStrip) -> None:
    assert not strip.isVisible()


def test_an_error_shows_its_sentence_until_it_is_dismissed(
    shared: Studio, strip: NoticeStrip, qtbot: QtBot
) -> None:
    shared.notices.error("The file is empty.")
    assert strip.isVisible()
    text, close = strip.findChild(QLabel, "notice_text"), strip.findChild(QToolButton)
    assert text is not None
    assert text.text() == "The file is empty."
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()


def test_the_name_of_a_file_is_never_read_as_markup(shared: Studio, strip: NoticeStrip) -> None:
    shared.notices.info("Opened 3 samples from <h1>iris</h1>.csv.")
    text = strip.findChild(QLabel, "notice_text")
    assert text is not None
    assert text.textFormat() == Qt.TextFormat.PlainText


def test_the_remedy_is_one_click_away(shared: Studio, strip: NoticeStrip, qtbot: QtBot) -> None:
    done: list[str] = []
    shared.notices.warn("This takes 2 GB.", "Go on", lambda: done.append("gone on"))
    button = strip.findChild(QPushButton, "notice_button")
    assert button is not None
    assert button.text() == "Go on"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["gone on"]
    assert not strip.isVisible()


def test_a_refused_edit_becomes_a_notice_and_changes_nothing(
    shared: Studio, strip: NoticeStrip
) -> None:
    before = shared.project
    assert not shared.attempt(
        Edit("Edit input", lambda project: edits.set_input(project, 99, 0, 1))
    )
    assert strip.isVisible()
    assert shared.project is before


def test_an_error_leaves_once_the_user_has_gone_on(
    shared: Studio, strip: NoticeStrip, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_strip, "SECONDS_LEFT", 0)
    shared.notices.error("abc is not a number.")
    shared.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 0, 1)))
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_an_error_with_a_remedy_stays_until_that_is_done(
    shared: Studio, strip: NoticeStrip, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_strip, "SECONDS_LEFT", 0)
    shared.notices.error("It was not saved.", "Save as…", lambda: None)
    shared.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 0, 1)))
    qtbot.wait(20)
    assert strip.isVisible()
    shared.notices.settle(remedied=True)
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_what_is_told_of_a_batch_goes_with_it(shared: Studio, strip: NoticeStrip) -> None:
    shared.notices.info("Opened 150 samples; 470 missing values.", about=Part.BATCH)
    shared.attempt(Edit("Describe", lambda project: edits.describe(project, "A title", "")))
    assert strip.isVisible()
    shared.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 1.0)))
    assert not strip.isVisible()


def test_a_newer_notice_does_not_go_with_what_an_older_one_was_about(
    shared: Studio, strip: NoticeStrip
) -> None:
    shared.notices.info("Opened 150 samples.", about=Part.BATCH)
    shared.notices.error("The file is empty.")
    shared.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 1.0)))
    assert strip.isVisible()


def test_an_error_leaves_after_an_edit_that_was_fine_but_changed_nothing(
    shared: Studio, strip: NoticeStrip, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_strip, "SECONDS_LEFT", 0)
    shared.notices.error("“x” is not a number.")
    shared.attempt(Edit("Paste", lambda project: project))
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_a_request_to_wait_goes_when_the_work_is_done(
    shared: Studio, strip: NoticeStrip, later: LaterExecutor
) -> None:
    shared.lanes.executors[Lane.OPENING] = later
    tasks = shared.tasks
    tasks.run("Opening", lambda progress, cancelled: 1, lambda found: None, lane=Lane.OPENING)
    tasks.run("Opening", lambda progress, cancelled: 2, lambda found: None, lane=Lane.OPENING)
    assert strip.isVisible()
    later.work()
    assert not strip.isVisible()


def test_a_pass_that_failed_is_told_until_one_succeeds(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    window.studio.runner.failed.emit("The forward pass needs more memory.")
    strip = seen(window, NoticeStrip)
    window.studio.runner.run()
    assert not strip.isVisible()
