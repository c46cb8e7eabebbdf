"""A window that closes while something is written waits for it, or asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, save
from nnfs_core.examples import example_named
from nnfs_gui.panels import CODE
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.gui.executors import LaterExecutor
from tests.gui.test_crashing import LONGEST, Start, posix_only, start
from tests.gui.test_main_window import edit, trigger
from tests.gui.widgets import answer_replacing, is_seen, name_file, press, seen, text_of
from tests.gui.windows import answer_about_unsaved

__all__ = ["start"]  # a fixture


@pytest.fixture
def slow() -> LaterExecutor:
    return LaterExecutor(waits=False)


@pytest.fixture
def window(
    qtbot: QtBot, studio: Callable[..., Studio], store: QSettings, slow: LaterExecutor
) -> Iterator[MainWindow]:
    """A window with an example; from the moment that `slow` waits, its work is not done."""
    made = MainWindow(studio(example_named("Iris").build(), slow), Settings(store))
    made.show()
    qtbot.waitUntil(lambda: made.isVisible())
    yield made
    slow.waits = False
    slow.work()
    made.close_now()
    shiboken6.delete(made)


def save_batch(qtbot: QtBot, window: MainWindow, slow: LaterExecutor, to: Path) -> None:
    trigger(window, "file.save_batch")
    slow.waits = True
    name_file(qtbot, window, to)


def test_closing_waits_until_the_export_is_written(
    qtbot: QtBot, window: MainWindow, slow: LaterExecutor, tmp_path: Path
) -> None:
    save_batch(qtbot, window, slow, tmp_path / "mine.csv")
    window.close()
    dialog = seen(window, QDialog, "still_writing")
    assert text_of(dialog, "writing_text") == (
        "Saving mine.csv. The window closes when this is done."
    )
    assert window.isVisible()
    slow.work()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert (tmp_path / "mine.csv").read_text("utf-8").startswith("sepal")


def test_who_goes_back_stays_and_the_export_goes_on(
    qtbot: QtBot, window: MainWindow, slow: LaterExecutor, tmp_path: Path
) -> None:
    save_batch(qtbot, window, slow, tmp_path / "mine.csv")
    window.close()
    press(qtbot, window, "writing_back")
    slow.work()
    qtbot.waitUntil(lambda: text_of(window, "notice_text") == "Saved the batch to mine.csv.")
    assert window.isVisible()
    assert (tmp_path / "mine.csv").exists()


def test_who_stops_it_closes_at_once_and_keeps_the_old_file(
    qtbot: QtBot, window: MainWindow, slow: LaterExecutor, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_bytes(b"old")
    trigger(window, "file.save_batch")
    name_file(qtbot, window, tmp_path / "mine")
    slow.waits = True
    answer_replacing(qtbot, window, yes=True)
    window.close()
    press(qtbot, window, "writing_stop")
    assert not window.isVisible()
    slow.work()
    assert (tmp_path / "mine.csv").read_bytes() == b"old"
    assert [each.name for each in tmp_path.glob("*mine*")] == ["mine.csv"]


def test_a_failure_leaves_the_window_open_with_its_sentence(
    qtbot: QtBot, window: MainWindow, slow: LaterExecutor, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    save_batch(qtbot, window, slow, tmp_path / "there" / "mine.csv")
    (tmp_path / "there").rmdir()
    window.close()
    slow.work()
    qtbot.waitUntil(lambda: not is_seen(window, "still_writing"))
    assert window.isVisible()
    assert text_of(window, "notice_text").startswith("mine.csv was not saved: there is no folder")


def test_unsaved_changes_are_asked_about_first_and_discarding_drops_no_export(
    qtbot: QtBot, window: MainWindow, slow: LaterExecutor, tmp_path: Path
) -> None:
    edit(window)
    save_batch(qtbot, window, slow, tmp_path / "mine.csv")
    window.close()
    assert not is_seen(window, "still_writing")
    answer_about_unsaved(qtbot, window, "Discard")
    assert is_seen(window, "still_writing")
    slow.work()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert (tmp_path / "mine.csv").exists()


def test_quitting_waits_for_a_program_and_its_numbers(
    qtbot: QtBot, window: MainWindow, slow: LaterExecutor, tmp_path: Path
) -> None:
    trigger(window, "file.save_program")
    slow.waits = True
    name_file(qtbot, window.panels[CODE], tmp_path / "mine.py", "save_dialog")
    trigger(window, "file.quit")
    assert is_seen(window, "still_writing")
    assert not window.findChildren(QMessageBox, "unsaved_box")
    slow.work()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert (tmp_path / "mine.py").exists()


def test_opening_another_project_lets_the_export_go_on(
    qtbot: QtBot, window: MainWindow, slow: LaterExecutor, tmp_path: Path
) -> None:
    n_samples = window.studio.project.batch.n_samples
    save_batch(qtbot, window, slow, tmp_path / "mine.csv")
    trigger(window, "file.new")
    assert len(window.studio.project.network) == 0
    slow.work()
    qtbot.waitUntil(lambda: (tmp_path / "mine.csv").exists())
    assert len((tmp_path / "mine.csv").read_text("utf-8").splitlines()) == n_samples + 1


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A saved project whose batch takes seconds to be written as text."""
    inputs = np.random.default_rng(0).standard_normal((60_000, 20))
    path = tmp_path / "large.nnfs"
    save(Project(Network([Dense.random(20, 3)]), Batch(inputs)), path)
    return path


@posix_only
def test_the_app_ends_when_its_export_is_whole(start: Start, tmp_path: Path, large: Path) -> None:
    app = start(large)
    app.do("trigger file.save_batch")
    app.do(f"name {tmp_path / 'mine'}")
    app.do("trigger file.quit")
    app.do("await still_writing")
    assert not (tmp_path / "mine.csv").exists()
    assert app.process.wait(LONGEST) == 0
    assert len((tmp_path / "mine.csv").read_bytes().splitlines()) == 60_001
    assert sorted(os.listdir(tmp_path)) == ["home", "large.nnfs", "mine.csv"]


@posix_only
def test_the_app_ends_at_once_when_its_export_is_stopped(
    start: Start, tmp_path: Path, large: Path
) -> None:
    app = start(large)
    app.do("trigger file.save_batch")
    app.do(f"name {tmp_path / 'mine'}")
    app.do("trigger file.quit")
    app.do("await still_writing")
    app.do("press writing_stop")
    assert app.process.wait(LONGEST) == 0
    assert sorted(os.listdir(tmp_path)) == ["home", "large.nnfs"]
