"""A picture of the window waits until everything on it is up to date."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnfs_core.project.place import Place
from nnfs_gui.panels import EXPLAIN
from nnfs_gui.start.window_picture import LOOKS, WindowPicture, is_at_rest
from nnfs_gui.work.lanes import Lane
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import lesson
from tests.gui.widgets import text_of


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


def test_sections_that_nobody_has_scrolled_to_are_up_to_date_in_a_picture(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(lesson(), (1024, 700))
    shapes = window.panels[EXPLAIN].sections.shapes
    window.studio.selection.select(Place(0, 0, 0))
    assert shapes.visibleRegion().isEmpty()
    picture = WindowPicture(window, window.studio, tmp_path / "a.png")
    qtbot.waitUntil(lambda: picture.exit_code == 0)
    assert "4" in text_of(shapes, "shapes_formula")
