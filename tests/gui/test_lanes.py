"""Work off the GUI thread: each lane by itself, and of a view only the newest answer counts."""

from __future__ import annotations

from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_gui.work.lanes import Lane, Lanes
from nnfs_gui.work.worker import Work


@pytest.fixture
def owner(qapp: object) -> QObject:
    """The view that work is done for; it lives as long as the test."""
    return QObject()


def test_the_answer_arrives_on_the_gui_thread(qtbot: QtBot, owner: QObject) -> None:
    lanes, answers = Lanes(), []
    worker = lanes.worker(owner, "Counting")
    worker.run(lambda progress, cancelled: 6 * 7, answers.append)
    assert worker.is_busy
    qtbot.waitUntil(lambda: answers == [42])
    assert not worker.is_busy
    lanes.close()


def test_newer_work_makes_the_older_stop_and_its_answer_void(qtbot: QtBot, owner: QObject) -> None:
    lanes, answers, stopped = Lanes(), [], Event()
    worker = lanes.worker(owner, "Counting")

    def until_cancelled(progress: Progress, cancelled: IsCancelled) -> None:
        while not cancelled():
            stopped.wait(0.001)
        stopped.set()
        raise Cancelled

    worker.run(until_cancelled, answers.append)
    worker.run(lambda progress, cancelled: "new", answers.append)
    qtbot.waitUntil(lambda: answers == ["new"])
    lanes.close()
    assert answers == ["new"]


def test_an_answer_that_comes_too_late_is_dropped(qtbot: QtBot, owner: QObject) -> None:
    lanes, answers, go = Lanes(), [], Event()
    worker = lanes.worker(owner, "Counting")
    worker.run(lambda progress, cancelled: go.wait(5), answers.append)
    worker.cancel()
    go.set()
    lanes.close()
    qtbot.wait(10)
    assert answers == []


def test_small_work_can_be_done_at_once(qtbot: QtBot, owner: QObject) -> None:
    lanes, answers = Lanes(), []
    lanes.worker(owner, "Counting").run(lambda progress, cancelled: 1, answers.append, at_once=True)
    assert answers == [1]
    lanes.close()


def test_two_views_do_not_disturb_each_other(qtbot: QtBot, owner: QObject) -> None:
    lanes, answers = Lanes(), []
    first, second = lanes.worker(owner, "Counting"), lanes.worker(owner, "Counting")
    first.run(lambda progress, cancelled: "first", answers.append)
    second.run(lambda progress, cancelled: "second", answers.append)
    qtbot.waitUntil(lambda: answers == ["first", "second"])
    lanes.close()


def test_after_the_end_nothing_is_begun_any_more(owner: QObject) -> None:
    lanes, answers = Lanes(), []
    worker = lanes.worker(owner, "Counting")
    lanes.close()
    worker.run(
        lambda progress, cancelled: 1, answers.append
    )  # as a view does whose window is going
    worker.run(lambda progress, cancelled: 2, answers.append, at_once=True)
    assert not worker.is_busy
    assert answers == []


def test_a_long_job_in_one_lane_holds_up_no_other_lane(qtbot: QtBot, owner: QObject) -> None:
    lanes, answers, let_go = Lanes(), [], Event()
    long = lanes.worker(owner, "Running", Lane.PROGRAMS)
    long.run(lambda progress, cancelled: let_go.wait(10), answers.append)
    lanes.worker(owner, "Counting").run(lambda progress, cancelled: "counted", answers.append)
    qtbot.waitUntil(lambda: answers == ["counted"])
    assert lanes.is_busy(Lane.PROGRAMS)
    assert not lanes.is_busy(Lane.VIEWS)
    let_go.set()
    qtbot.waitUntil(lambda: answers == ["counted", True])
    lanes.close()


@pytest.mark.parametrize("at_once", [True, False])
def test_a_failure_comes_as_a_sentence(qtbot: QtBot, owner: QObject, at_once: bool) -> None:
    lanes, sentences = Lanes(), []
    worker = lanes.worker(owner, "Counting")
    for error in (NnfsError("The file is empty."), MemoryError()):
        worker.run(raising(error), sentences.append, sentences.append, at_once=at_once)
        qtbot.waitUntil(lambda: not worker.is_busy)
    assert sentences == ["The file is empty.", "Counting needs more memory than there is."]
    lanes.close()


def test_work_that_lasts_says_so_and_quick_work_does_not(qtbot: QtBot, owner: QObject) -> None:
    lanes, let_go = Lanes(), Event()
    worker = lanes.worker(owner, "Counting")
    with qtbot.assertNotEmitted(worker.late):
        worker.run(lambda progress, cancelled: 1, lambda answer: None)
        qtbot.waitUntil(lambda: not worker.is_busy)
    with qtbot.waitSignal(worker.late):
        worker.run(lambda progress, cancelled: let_go.wait(10), lambda answer: None)
    let_go.set()
    qtbot.waitUntil(lambda: not worker.is_busy)
    lanes.close()


def test_the_end_finds_a_view_gone_that_waited_for_work(qtbot: QtBot) -> None:
    lanes, owner, let_go = Lanes(), QObject(), Event()
    worker = lanes.worker(owner, "Counting")
    worker.run(lambda progress, cancelled: let_go.wait(10), lambda answer: None)
    shiboken6.delete(owner)
    let_go.set()
    lanes.close()
    assert not worker.is_busy


def raising(error: Exception) -> Work[object]:
    def work(progress: Progress, cancelled: IsCancelled) -> object:
        raise error

    return work
