"""Work off the GUI thread of which only the newest answer counts."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from nnfs_core.errors import Cancelled
from nnfs_core.progress import IsCancelled
from nnfs_gui.work.background import Background


@pytest.fixture
def owner(qapp: object) -> QObject:
    """The view that work is done for; it lives as long as the test."""
    return QObject()


def test_the_answer_arrives_on_the_gui_thread(qtbot: QtBot, owner: QObject) -> None:
    background, answers = Background(), []
    slot = background.slot(owner)
    slot.run(lambda cancelled: 6 * 7, answers.append)
    assert slot.is_busy
    qtbot.waitUntil(lambda: answers == [42])
    assert not slot.is_busy
    background.close()


def test_newer_work_makes_the_older_stop_and_its_answer_void(qtbot: QtBot, owner: QObject) -> None:
    background, answers, stopped = Background(), [], Event()
    slot = background.slot(owner)

    def until_cancelled(cancelled: IsCancelled) -> None:
        while not cancelled():
            stopped.wait(0.001)
        stopped.set()
        raise Cancelled

    slot.run(until_cancelled, answers.append)
    slot.run(lambda cancelled: "new", answers.append)
    qtbot.waitUntil(lambda: answers == ["new"])
    background.close()
    assert answers == ["new"]


def test_an_answer_that_comes_too_late_is_dropped(qtbot: QtBot, owner: QObject) -> None:
    background, answers, go = Background(), [], Event()
    slot = background.slot(owner)
    slot.run(lambda cancelled: go.wait(5), answers.append)
    slot.cancel()
    go.set()
    background.close()
    qtbot.wait(10)
    assert answers == []


def test_small_work_can_be_done_at_once(qtbot: QtBot, owner: QObject) -> None:
    background, answers = Background(), []
    background.slot(owner).run(lambda cancelled: 1, answers.append, at_once=True)
    assert answers == [1]
    background.close()


def test_two_views_do_not_disturb_each_other(qtbot: QtBot, owner: QObject) -> None:
    background, answers = Background(), []
    first, second = background.slot(owner), background.slot(owner)
    first.run(lambda cancelled: "first", answers.append)
    second.run(lambda cancelled: "second", answers.append)
    qtbot.waitUntil(lambda: answers == ["first", "second"])
    background.close()


def test_after_the_end_nothing_is_begun_any_more(owner: QObject) -> None:
    background, answers = Background(), []
    slot = background.slot(owner)
    background.close()
    slot.run(lambda cancelled: 1, answers.append)  # as a view does whose window is going
    slot.run(lambda cancelled: 2, answers.append, at_once=True)
    assert not slot.is_busy
    assert answers == []
