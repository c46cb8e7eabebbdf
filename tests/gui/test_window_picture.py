"""A picture of the window waits until everything on it is up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnfs_core.project.place import Place
from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.start.window_picture import LOOKS, WindowPicture, is_at_rest
from nnfs_gui.work.lanes import Lane
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import lesson
from tests.gui.widgets import child, text_of


def test_a_picture_waits_for_work_in_any_lane(
    qtbot: QtBot, open_window: Open, later: LaterExecutor, tmp_path: Path
) -> None:
    window = open_window(lesson())
    studio, done = window.studio, []
    qtbot.waitUntil(lambda: is_at_rest(window, studio))
    studio.lanes.executors[Lane.OPENING] = later
    worker = studio.lanes.worker(window, "Looking at a file", Lane.OPENING)
    worker.run(lambda progress, cancelled: 1, done.append)
    picture = WindowPicture(window, studio, tmp_path / "a.png")
    for _ in range(2 * LOOKS):
        with qtbot.waitSignal(picture.looked):
            pass
    assert not (tmp_path / "a.png").exists()
    later.work()
    qtbot.waitUntil(lambda: picture.exit_code == 0)
    assert done == [1]
    assert QImage(str(tmp_path / "a.png")).size() == window.size()


def test_a_picture_tells_no_time_that_is_another_one_each_run(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(lesson())
    assert "ms" in text_of(window, "status_pass")
    picture = WindowPicture(window, window.studio, tmp_path / "a.png")
    assert text_of(window, "status_pass") == "forward pass done · up to date"
    qtbot.waitUntil(lambda: picture.exit_code == 0)


def test_sections_that_nobody_has_scrolled_to_can_be_brought_up_to_date(
    qtbot: QtBot, show_explain: Callable[..., ExplainPanel]
) -> None:
    panel = show_explain(lesson(), Place(0, 0, 0))
    shapes = child(panel.sections.shapes, QLabel, "shapes_formula")
    panel.resize(370, 300)
    qtbot.waitUntil(lambda: panel.sections.shapes.visibleRegion().isEmpty())
    before = shapes.text()
    panel.studio.selection.select(Place(1, 0, 0))
    timers = panel.findChildren(QTimer)
    qtbot.waitUntil(lambda: not any(each.isActive() for each in timers))
    assert shapes.text() == before
    panel.refresh_hidden()
    assert shapes.text() != before
