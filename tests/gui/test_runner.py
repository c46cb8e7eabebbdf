"""Passes on a worker thread: only the newest answer counts, and leaving waits for nothing long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import ClassVar

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Document, Evaluation, Linear, Network, Project, ReLU, edits
from nnfs_core.arrays import FloatArray
from nnfs_gui.work import runner as runner_module
from nnfs_gui.work.lanes import Lanes
from nnfs_gui.work.runner import Runner
from tests.gui.executors import ImmediateExecutor, LaterExecutor


@pytest.fixture
def document() -> Document:
    return Document(Project(Network([Dense.random(2, 3)]), Batch([[1, 2]])))


@pytest.fixture
def threaded(document: Document) -> Iterator[Runner]:
    lanes = Lanes()
    yield Runner(document, lanes)
    lanes.close()


def set_cell(document: Document, value: float) -> None:
    document.apply("Edit input", edits.set_input(document.project, 0, 0, value))


def test_an_edit_is_computed_on_a_thread_and_answered_by_a_signal(
    document: Document, threaded: Runner, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(threaded.finished):
        set_cell(document, 5)
    assert threaded.is_current
    assert threaded.evaluation is not None
    assert threaded.evaluation.inputs.output.array[0, 0] == 5


def test_only_the_newest_of_many_edits_is_shown(document: Document, qtbot: QtBot) -> None:
    later = LaterExecutor()
    runner = Runner(document, Lanes(later))
    shown = []
    runner.finished.connect(shown.append)
    for value in (1.5, 2.5, 3.5):
        set_cell(document, value)
    assert runner.is_running
    assert not runner.is_current
    later.work()
    assert [evaluation.inputs.output.array[0, 0] for evaluation in shown] == [3.5]


def test_a_cancelled_pass_leaves_the_last_result(document: Document, qtbot: QtBot) -> None:
    later = LaterExecutor()
    runner = Runner(document, Lanes(later))
    runner.run()
    later.work()
    before = runner.evaluation
    set_cell(document, 9)
    runner.cancel()
    later.work()
    assert runner.evaluation is before
    assert not runner.is_current
    assert not runner.is_running


def test_live_off_computes_nothing_until_asked(document: Document, qtbot: QtBot) -> None:
    runner = Runner(document, Lanes(ImmediateExecutor()))
    runner.set_live(False)
    set_cell(document, 9)
    assert runner.evaluation is None
    runner.run()
    assert runner.is_current
    set_cell(document, 10)
    assert not runner.is_current
    runner.set_live(True)
    assert runner.is_current


def test_closing_stops_a_long_pass(qtbot: QtBot) -> None:
    layers = [layer for _ in range(20) for layer in (Dense.random(500, 500), ReLU())]
    document = Document(Project(Network(layers), Batch(np.ones((60_000, 500)))))
    lanes = Lanes()
    runner = Runner(document, lanes)
    told: list[float] = []
    runner.progressed.connect(told.append)
    runner.run()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    lanes.close()
    assert runner.evaluation is None
    assert told[-1] < 1


@dataclass(frozen=True, eq=False)
class Held(Linear):
    """A layer that takes until it is let go of."""

    begun: ClassVar[Event]
    let_go: ClassVar[Event]

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        self.begun.set()
        assert self.let_go.wait(10)
        super().write(inputs, outputs)


def test_edits_and_undo_go_on_while_a_slow_pass_runs(qtbot: QtBot) -> None:
    Held.begun, Held.let_go = Event(), Event()
    document = Document(Project(Network([Held(), Held()]), Batch(np.zeros((4, 2)))))
    lanes = Lanes()
    runner = Runner(document, lanes)
    finished: list[Evaluation] = []
    runner.finished.connect(finished.append)
    runner.run()
    assert Held.begun.wait(10)
    set_cell(document, 5)
    set_cell(document, 6)
    document.undo()  # none of these waits for the pass, which cannot end yet
    assert document.project.batch.inputs[0, 0] == 5
    assert not finished
    Held.let_go.set()
    qtbot.waitUntil(lambda: runner.is_current)
    assert [evaluation.inputs.output.array[0, 0] for evaluation in finished] == [5]
    lanes.close()


def failing(error: BaseException) -> Callable[..., Evaluation]:
    """A forward pass that ends in an error which cannot be brought about at will."""

    def evaluate(*args: object, **kwargs: object) -> Evaluation:
        raise error

    return evaluate


def test_memory_that_is_not_there_is_told_in_a_sentence(
    threaded: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "evaluate", failing(MemoryError()))
    with qtbot.waitSignal(threaded.failed) as failed:
        threaded.run()
    assert failed.args == ["The forward pass needs more memory than there is."]


def test_an_error_no_one_expected_reaches_the_crash_reporter(
    threaded: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, where: caught.append(error))
    monkeypatch.setattr(runner_module, "evaluate", failing(ZeroDivisionError("a bug")))
    threaded.run()
    qtbot.waitUntil(lambda: [str(error) for error in caught] == ["a bug"])
    assert not threaded.is_running


def test_numbers_count_as_stale_only_once_the_pass_that_brings_others_is_late(
    document: Document, qtbot: QtBot
) -> None:
    later = LaterExecutor()
    runner = Runner(document, Lanes(later))
    runner.run()
    later.work()
    set_cell(document, 5)
    assert not runner.is_stale  # yet: a quick pass must not make the screen flicker
    with qtbot.waitSignal(runner.stale_changed):
        pass
    assert runner.is_stale
    assert not runner.needs_run
    later.work()
    assert not runner.is_stale


def test_without_live_an_edit_makes_numbers_stale_at_once_until_a_run(
    document: Document, qtbot: QtBot
) -> None:
    later = LaterExecutor()
    runner = Runner(document, Lanes(later))
    runner.run()
    later.work()
    runner.set_live(False)
    set_cell(document, 5)
    assert runner.is_stale
    assert runner.needs_run
    runner.run()
    assert runner.is_stale  # as before, until the pass is there
    later.work()
    assert not runner.is_stale
    assert not runner.needs_run
