"""Large edits beside the window: ready later, refused beforehand, given up when asked."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Project, edits
from nnfs_gui.panels.network.operations import add
from nnfs_gui.studio.large_edits import LARGE_BYTES, attempt_large
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.studio import Studio


@pytest.fixture
def threaded(qapp: object) -> Iterator[Studio]:
    studio = Studio.create()
    yield studio
    studio.close()


def test_a_large_edit_that_is_cancelled_changes_nothing_and_says_so(
    threaded: Studio, qtbot: QtBot
) -> None:
    before, go = threaded.project, Event()
    told: list[Notice] = []
    refusals: list[bool] = []
    threaded.notices.posted.connect(told.append)

    def edit(project: Project) -> Project:
        go.wait(5)
        return edits.set_input(project, 0, 0, 7)

    begun = attempt_large(
        threaded,
        "Edit input",
        edit,
        LARGE_BYTES,
        about=lambda project: project.batch,
        named="batch",
        refused=lambda: refusals.append(True),
    )
    assert begun
    with qtbot.waitSignal(threaded.tasks.ended):
        threaded.tasks.cancel()
        go.set()
    assert threaded.project is before
    assert [notice.text for notice in told] == ["Edit input: cancelled; nothing has changed."]
    assert refusals == [True]


def test_a_large_layer_is_drawn_beside_the_window_and_then_selected(
    threaded: Studio, qtbot: QtBot
) -> None:
    batch = Batch(np.zeros((2, 1000)), [0, 1999])  # 2,000 classes: 16 MB of weights
    threaded.document.apply("Open data", edits.replace_batch(threaded.project, batch))
    add(threaded, Dense, 0)
    assert len(threaded.project.network) == 0  # not yet: the window goes on living
    qtbot.waitUntil(lambda: len(threaded.project.network) == 1)
    assert threaded.project.network.parameter_count == 1000 * 2000 + 2000
    assert threaded.selection.place.layer == 0
