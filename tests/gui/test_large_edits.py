"""Large edits beside the window: ready later, refused beforehand, given up when asked."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from nnfs_core import Project, edits
from nnfs_gui.large_edits import LARGE_BYTES, attempt_large
from nnfs_gui.notices import Notice
from nnfs_gui.studio import Studio


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
