"""A file that takes long to open holds nothing up: saving goes on, and Cancel ends it.

Every format of the table takes part. A disk that does not answer is made by a `stat` that waits.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, current_thread, main_thread
from time import sleep

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits, formats, load, save
from nnfs_core.files import in_place
from nnfs_core.formats import FORMATS, Format
from nnfs_gui.files.import_dialog import ImportDialog
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work import tasks
from nnfs_gui.work.lanes import Lane
from tests.gui.widgets import click, notices_of, seen
from tests.gui.windows import drop

SAMPLES = Batch(np.random.default_rng(0).standard_normal((20_000, 4)), np.arange(20_000) % 3)
NETWORK = Network([Dense.random(4, 3)])
FILES = [(format, suffix) for format in FORMATS for suffix in format.written]


@pytest.fixture
def window(qtbot: QtBot, threaded: Studio, store: QSettings) -> Iterator[MainWindow]:
    """Works on threads, as in the app."""
    window = MainWindow(threaded, Settings(store))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    project = Project(NETWORK, Batch(np.ones((3, 4))))
    window.files.begin_with(lambda document: document.replace(project, None))
    yield window
    window.close_now()
    shiboken6.delete(window)


def saves(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Save while something is being opened; it does not wait for it."""
    window.files.save_to(path)
    qtbot.waitUntil(lambda: not window.studio.tasks.are_busy(Lane.SAVING))
    assert window.studio.tasks.are_busy(Lane.OPENING)
    assert load(path) == window.studio.project


def cancel(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: seen(window, QToolButton, "status_cancel") is not None)
    click(qtbot, seen(window, QToolButton, "status_cancel"))
    qtbot.waitUntil(lambda: not window.studio.tasks.is_busy)


def held_in_the_midst(format: Format, begun: Event) -> Format:
    """A format whose reading waits, when it asks whether to stop for the second time, for that."""

    def read(*arguments: object, cancelled: Callable[[], bool], **options: object) -> object:
        n_asked = 0

        def asked() -> bool:
            nonlocal n_asked
            n_asked += 1
            while n_asked >= 2 and not cancelled():
                begun.set()
                sleep(0.01)
            return cancelled()

        return format.read(*arguments, cancelled=asked, **options)

    return replace(format, read=read)


@pytest.mark.parametrize(("format", "suffix"), FILES, ids=[suffix for _, suffix in FILES])
def test_cancel_stops_reading_in_the_midst_and_leaves_all_as_it_was(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    format: Format,
    suffix: str,
) -> None:
    path, begun = tmp_path / f"large{suffix}", Event()
    if format.holds is Project:
        save(Project(NETWORK, SAMPLES), path)
    else:
        format.write(path, SAMPLES, name="inputs")
    monkeypatch.setattr(in_place, "CHUNK_BYTES", 2**18)  # so that little has many pieces
    held = tuple(held_in_the_midst(each, begun) for each in FORMATS)
    monkeypatch.setattr(formats, "FORMATS", held)
    before, told = window.studio.project, notices_of(window.studio)
    drop(window, path)
    if format.holds is Batch:
        qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)))
        qtbot.keyClick(seen(window, ImportDialog), Qt.Key.Key_Return)
    qtbot.waitUntil(begun.is_set)
    saves(qtbot, window, tmp_path / "meanwhile.nnfs")
    cancel(qtbot, window)
    assert window.studio.project is before
    assert window.studio.document.path == tmp_path / "meanwhile.nnfs"
    assert told == []


def test_what_was_looked_at_after_cancel_is_not_asked_about(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, path = Event(), Event(), tmp_path / "a.csv"
    path.write_text("1,2\n3,4\n")

    def look(path: Path, cancelled: Callable[[], bool]) -> object:
        begun.set()
        go_on.wait(10)
        return formats.TABLES.look(path)

    monkeypatch.setattr(formats, "FORMATS", (replace(formats.TABLES, look=look),))
    drop(window, path)
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: seen(window, QToolButton, "status_cancel") is not None)
    click(qtbot, seen(window, QToolButton, "status_cancel"))
    go_on.set()
    qtbot.waitUntil(lambda: not window.studio.tasks.is_busy)
    assert not window.findChildren(ImportDialog)


class SilentFolder:
    """Answers nothing about what lies in a folder; who asks on the GUI thread is noted."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers, self.is_asked, self.asked_on_gui_thread = Event(), Event(), 0
        stat, beginning = os.stat, str(folder)

        def silent(path: object, *arguments: object, **options: object) -> os.stat_result:
            if str(path).startswith(beginning) and not self.answers.is_set():
                self.is_asked.set()
                if current_thread() is main_thread():
                    self.asked_on_gui_thread += 1
                else:
                    self.answers.wait(30)
            return stat(path, *arguments, **options)

        monkeypatch.setattr(os, "stat", silent)


@pytest.fixture
def silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: QSettings
) -> Iterator[SilentFolder]:
    """A folder with a project among the recent ones."""
    folder = tmp_path / "network"
    folder.mkdir()
    save(Project(NETWORK, SAMPLES), folder / "work.nnfs")
    Settings(store).remember(folder / "work.nnfs")
    silent = SilentFolder(folder, monkeypatch)
    monkeypatch.setattr(tasks, "LONGEST_STOP", 100)
    yield silent
    silent.answers.set()


def test_a_recent_file_whose_disk_does_not_answer_is_given_up_by_cancel(
    qtbot: QtBot, silent: SilentFolder, window: MainWindow, tmp_path: Path
) -> None:
    before, told = window.studio.project, notices_of(window.studio)
    recent = next(each for each in window.menus["recent"].actions() if "work" in each.text())
    recent.trigger()
    qtbot.waitUntil(silent.is_asked.is_set)
    saves(qtbot, window, tmp_path / "meanwhile.nnfs")
    cancel(qtbot, window)
    assert told == ["Looking at work.nnfs was given up, for the disk does not answer."]
    assert window.studio.project is before
    other = tmp_path / "other.nnfs"
    save(Project(NETWORK, Batch(np.zeros((2, 4)))), other)
    drop(window, other)  # on another thread
    qtbot.waitUntil(lambda: window.studio.document.path == other)
    silent.answers.set()
    qtbot.waitUntil(lambda: not window.studio.tasks.is_busy)
    assert window.studio.document.path == other
    assert silent.asked_on_gui_thread == 0


def test_the_dialog_opens_elsewhere_when_the_last_folder_does_not_answer(
    qtbot: QtBot, silent: SilentFolder, window: MainWindow
) -> None:
    window.actions_by_id["file.open"].trigger()
    dialog = seen(window, QFileDialog, "open_dialog")
    assert Path(dialog.directory().absolutePath()) == Path.home()
    dialog.reject()
    assert silent.asked_on_gui_thread == 0


def test_the_watch_over_a_file_whose_disk_falls_silent_holds_nothing_up(
    qtbot: QtBot, silent: SilentFolder, window: MainWindow, tmp_path: Path
) -> None:
    silent.answers.set()
    drop(window, tmp_path / "network" / "work.nnfs")
    qtbot.waitUntil(lambda: window.studio.document.path is not None)
    silent.is_asked.clear()
    silent.answers.clear()
    qtbot.waitUntil(silent.is_asked.is_set)
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 0, 0, 5)))
    assert window.studio.project.batch.inputs[0, 0] == 5
    window.studio.close()  # as the window does at the end; it does not wait for the disk
    assert silent.asked_on_gui_thread == 0
