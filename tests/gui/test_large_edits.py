"""Large edits in the background: ready later, refused beforehand, given up when asked."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_gui.panels.network.operations import add
from nnfs_gui.studio.edit import BATCH, NETWORK, Edit, EditedPart
from nnfs_gui.studio.studio import Studio
from tests.gui.widgets import notices_of


@pytest.fixture
def told(threaded: Studio) -> list[str]:
    return notices_of(threaded)


def waiting_for(go: Event, part: EditedPart, seconds: float = 5) -> Edit:
    """An edit of an input that is not ready before `go`."""

    def change(project: Project) -> Project:
        go.wait(seconds)
        return edits.set_input(project, 0, 0, 7)

    return Edit("Edit input", change, part=part, waits=True)


def test_a_large_edit_that_is_cancelled_changes_nothing_and_says_so(
    threaded: Studio, qtbot: QtBot, told: list[str]
) -> None:
    before, go = threaded.project, Event()
    refusals: list[bool] = []
    edit = waiting_for(go, BATCH)
    assert threaded.attempt(edit, refused=lambda: refusals.append(True))
    with qtbot.waitSignal(threaded.tasks.ended):
        threaded.tasks.cancel()
        go.set()
    assert threaded.project is before
    assert told == ["Edit input: cancelled; nothing has changed."]
    assert refusals == [True]


def test_a_large_layer_is_drawn_in_the_background_and_then_selected(
    threaded: Studio, qtbot: QtBot
) -> None:
    batch = Batch(np.zeros((2, 1000)), [0, 1999])  # 2,000 classes: 16 MB of weights
    threaded.document.apply("Open data", edits.replace_batch(threaded.project, batch))
    add(threaded, Dense, 0)
    assert len(threaded.project.network) == 0  # not yet: the window goes on living
    qtbot.waitUntil(lambda: len(threaded.project.network) == 1)
    assert threaded.project.network.parameter_count == 1000 * 2000 + 2000
    assert threaded.selection.place.layer == 0


def test_an_edit_that_is_ready_after_another_of_the_same_part_is_refused(
    threaded: Studio, qtbot: QtBot, told: list[str]
) -> None:
    go = Event()
    threaded.attempt(waiting_for(go, BATCH))
    threaded.attempt(Edit("Edit input", lambda project: edits.set_input(project, 1, 1, 5)))
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Edit input: not done, because the batch has changed meanwhile."]
    assert threaded.project.batch.inputs[0, 0] == 0
    assert threaded.project.batch.inputs[1, 1] == 5


def test_an_edit_that_is_ready_after_one_of_another_part_is_done_anew_on_top_of_it(
    threaded: Studio, qtbot: QtBot
) -> None:
    go = Event()
    threaded.attempt(waiting_for(go, BATCH))
    threaded.attempt(Edit("Describe", lambda project: edits.describe(project, "Mine", "")))
    go.set()
    qtbot.waitUntil(lambda: threaded.project.batch.inputs[0, 0] == 7)
    assert threaded.project.title == "Mine"
    assert threaded.document.undo_text == "Edit input"


def test_an_edit_that_is_ready_when_another_project_is_open_is_refused(
    threaded: Studio, qtbot: QtBot, told: list[str]
) -> None:
    go, other = Event(), Project(Network(), threaded.project.batch)
    threaded.attempt(waiting_for(go, BATCH))
    threaded.document.replace(other)
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Edit input: not done, because another project is open by now."]
    assert threaded.project is other


def test_a_long_edit_of_the_network_holds_up_none_of_the_batch(
    threaded: Studio, qtbot: QtBot
) -> None:
    go = Event()

    def describe(project: Project) -> Project:
        go.wait(5)
        return edits.describe(project, "Mine", "")

    threaded.attempt(Edit("Describe", describe, part=NETWORK, waits=True))
    threaded.attempt(waiting_for(Event(), BATCH, seconds=0))
    qtbot.waitUntil(lambda: threaded.project.batch.inputs[0, 0] == 7)
    assert threaded.project.title == ""
    go.set()
    qtbot.waitUntil(lambda: threaded.project.title == "Mine")
    assert threaded.project.batch.inputs[0, 0] == 7
