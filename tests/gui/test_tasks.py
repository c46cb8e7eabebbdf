"""Long work in the background: its result, its progress, its end and its failures."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_gui.work.lanes import Lane, Lanes
from nnfs_gui.work.tasks import Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    lanes = Lanes()
    yield Tasks(lanes)
    lanes.close()


def until_cancelled(progress: Progress, cancelled: IsCancelled) -> None:
    while not cancelled():
        progress(0.5)
        time.sleep(0.005)
    raise Cancelled


def test_the_result_arrives_on_the_gui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    results: list[int] = []
    with qtbot.waitSignal(tasks.ended):
        tasks.run("Counting", lambda progress, cancelled: 42, results.append, lane=Lane.OPENING)
    qtbot.waitUntil(lambda: results == [42])
    assert not tasks.is_busy


def test_a_plain_failure_is_told_as_its_sentence(tasks: Tasks, qtbot: QtBot) -> None:
    def refuse(progress: Progress, cancelled: IsCancelled) -> None:
        raise NnfsError("The file is empty.")

    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.run("Opening", refuse, lambda result: None, lane=Lane.OPENING)
    assert failed.args == ["The file is empty."]


def test_cancel_ends_the_work_without_a_result(tasks: Tasks, qtbot: QtBot) -> None:
    results: list[None] = []
    with qtbot.waitSignal(tasks.progressed):
        tasks.run("Waiting", until_cancelled, results.append, lane=Lane.OPENING)
    with qtbot.waitSignal(tasks.ended):
        tasks.cancel()
    assert results == []


def test_one_piece_of_work_goes_on_at_a_time(tasks: Tasks, qtbot: QtBot) -> None:
    tasks.run("Waiting", until_cancelled, lambda result: None, lane=Lane.OPENING)
    with qtbot.waitSignal(tasks.refused) as failed:
        accepted = tasks.run(
            "Too soon", lambda progress, cancelled: 1, lambda result: None, lane=Lane.OPENING
        )
    assert not accepted
    assert failed.args[0].startswith("Wait until the work under way is done")


def test_closing_ends_work_that_is_under_way(qtbot: QtBot) -> None:
    lanes = Lanes()
    tasks = Tasks(lanes)
    with qtbot.waitSignal(tasks.progressed):
        tasks.run("Waiting", until_cancelled, lambda result: None, lane=Lane.OPENING)
    lanes.close()
    begun: list[str] = []
    tasks.started.connect(begun.append)
    tasks.run("Too late", lambda progress, cancelled: 1, lambda result: None, lane=Lane.SAVING)
    assert not begun


def test_an_answer_that_comes_while_closing_is_dropped(qtbot: QtBot) -> None:
    lanes, answers, go = Lanes(), list[bool](), Event()
    Tasks(lanes).run(
        "Reading", lambda progress, cancelled: go.wait(5), answers.append, lane=Lane.OPENING
    )
    go.set()
    lanes.close()
    qtbot.wait(10)
    assert answers == []


def test_an_error_no_one_expected_is_reported_and_the_tasks_go_on(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, where: caught.append(error))
    work: Callable[[Progress, IsCancelled], float] = lambda progress, cancelled: 1 / 0  # noqa: E731
    with qtbot.waitSignal(tasks.failed):
        tasks.run("Dividing", work, lambda result: None, lane=Lane.OPENING)
    qtbot.waitUntil(lambda: len(caught) == 1)
    assert isinstance(caught[0], ZeroDivisionError)
    assert not tasks.is_busy


def test_tasks_in_two_lanes_run_side_by_side_and_the_newest_is_cancelled_first(
    tasks: Tasks, qtbot: QtBot
) -> None:
    tasks.run("Exporting", until_cancelled, lambda result: None, lane=Lane.EXPORTING)
    tasks.run("Opening", until_cancelled, lambda result: None, lane=Lane.OPENING)
    assert tasks.text == "Opening"
    with qtbot.waitSignal(tasks.ended):
        tasks.cancel()
    assert tasks.text == "Exporting"
    assert not tasks.are_busy(Lane.OPENING)
    assert tasks.are_busy(Lane.EXPORTING, Lane.SAVING)
    with qtbot.waitSignal(tasks.ended):
        tasks.cancel()
    assert not tasks.is_busy
