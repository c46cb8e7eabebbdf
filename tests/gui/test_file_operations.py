"""Files while other work is under way: what is read or written in the background loses nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits, load, save
from nnfs_core.examples import Example, example_named
from nnfs_core.files.file_state import FileState
from nnfs_core.project.place import Place
from nnfs_gui.files import project_file
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane
from tests.gui.widgets import seen, show_alone


@pytest.fixture
def files(threaded: Studio, settings: Settings, qtbot: QtBot) -> FileOperations:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return FileOperations(threaded, settings, window)


def edit(threaded: Studio, value: float = 7) -> None:
    threaded.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 0, value)))


def question(files: FileOperations) -> QMessageBox | None:
    """The box that asks about unsaved work, if it is open."""
    return files.parent().findChild(QMessageBox, "unsaved_box")


def test_an_edit_made_while_an_example_opens_is_not_lost_without_asking(
    threaded: Studio, files: FileOperations, qtbot: QtBot
) -> None:
    go, iris = Event(), example_named("Iris")

    def build() -> Project:
        go.wait(5)
        return iris.build()

    files.open_example(Example(iris.name, iris.summary, build))
    edit(threaded)
    with qtbot.waitSignal(threaded.tasks.ended):
        go.set()
    qtbot.waitUntil(lambda: question(files) is not None)
    assert threaded.project.batch.inputs[0, 0] == 7


def test_a_new_project_waits_for_the_save_under_way_and_does_not_take_its_file(
    threaded: Studio,
    files: FileOperations,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go, path = Event(), tmp_path / "work.nnfs"

    def slow_save(project: Project, path: Path, **options: Any) -> FileState:
        go.wait(5)
        return save(project, path, **options)

    monkeypatch.setattr(project_file, "save", slow_save)
    edit(threaded)
    files.save_to(path)
    assert not files.is_safe  # so the window would not close yet either
    files.new()
    assert threaded.project.batch.inputs[0, 0] == 7
    go.set()
    qtbot.waitUntil(lambda: threaded.project.batch.inputs[0, 0] == 0)
    assert threaded.document.path is None
    assert question(files) is None
    assert load(path).batch.inputs[0, 0] == 7


def test_who_closes_twice_while_a_save_goes_on_is_asked_once(
    threaded: Studio,
    files: FileOperations,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go, done = Event(), list[str]()

    def slow_save(project: Project, path: Path, **options: Any) -> FileState:
        go.wait(5)
        return save(project, path, **options)

    monkeypatch.setattr(project_file, "save", slow_save)
    edit(threaded)
    files.save_to(tmp_path / "work.nnfs")
    edit(threaded, 8)  # which that save does not have
    files.when_safe(lambda: done.append("first"))
    files.when_safe(lambda: done.append("second"))
    go.set()
    qtbot.waitUntil(lambda: question(files) is not None)
    QCoreApplication.processEvents()
    assert len(files.parent().findChildren(QMessageBox, "unsaved_box")) == 1
    box = seen(files.parent(), QMessageBox, "unsaved_box")
    box.button(QMessageBox.StandardButton.Discard).click()
    assert done == ["first"]


def test_a_file_that_the_system_refuses_to_look_for_leaves_the_recent_files(
    threaded: Studio, files: FileOperations, settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / ("x" * 300) / "work.nnfs"  # too long a name
    settings.remember(path)
    told: list[Notice] = []
    threaded.notices.posted.connect(told.append)
    files.open(path)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].text.startswith("work.nnfs cannot be read")
    assert settings.recent == []


def test_long_work_of_other_kinds_holds_up_neither_saving_nor_opening_nor_pasting(
    threaded: Studio, files: FileOperations, qtbot: QtBot, tmp_path: Path
) -> None:
    panel, let_go, path = BatchPanel(threaded), Event(), tmp_path / "work.nnfs"
    qtbot.addWidget(panel)
    others = set(Lane) - {Lane.SAVING, Lane.OPENING, Lane.PASTING, Lane.EDITING_BATCH}
    for lane in others:
        worker = threaded.lanes.worker(files, "Waiting", lane)
        worker.run(lambda progress, cancelled: let_go.wait(30), lambda done: None)
    QGuiApplication.clipboard().setText("\n".join(f"{row}.25\t{row}.5" for row in range(20_000)))
    panel.view.go_to(0, 0)
    panel.view.commands.paste()
    qtbot.waitUntil(lambda: threaded.project.batch.n_samples == 20_000)
    files.save_to(path)
    qtbot.waitUntil(lambda: not threaded.document.is_modified)
    files.open_example(example_named("Iris"))
    qtbot.waitUntil(lambda: threaded.document.path is None)
    files.open(path)
    qtbot.waitUntil(lambda: threaded.document.path == path)
    assert threaded.project.batch.inputs[19_999, 1] == 19_999.5
    assert all(threaded.lanes.is_busy(lane) for lane in others)
    let_go.set()


def test_another_project_waits_for_the_edit_under_way_which_may_be_unsaved_work(
    threaded: Studio, files: FileOperations, qtbot: QtBot
) -> None:
    go = Event()

    def work(progress: object, cancelled: object) -> None:
        go.wait(5)

    threaded.tasks.run("Filling", work, lambda done: edit(threaded), lane=Lane.EDITING_BATCH)
    files.new()
    assert question(files) is None
    go.set()
    qtbot.waitUntil(lambda: question(files) is not None)
    assert threaded.project.batch.inputs[0, 0] == 7


def test_saving_waits_for_what_is_entered_first_when_that_takes_long(
    threaded: Studio, files: FileOperations, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "large.nnfs"
    layer = Dense(np.zeros((1000, 1500)), np.zeros((1, 1500)))
    threaded.document.replace(Project(Network([layer]), Batch(np.zeros((2, 1000)))), path)
    threaded.selection.select(Place(0, 0, 0))
    panel = LayerPanel(threaded)
    show_alone(qtbot, panel, 400, 700)
    spin = seen(panel, QSpinBox, "neurons_spin")
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, "2000")
    files.save()
    assert threaded.project.network.layers[0].n_outputs == 1500  # 16 MB are on their way
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not threaded.document.is_modified)
    assert load(path).network.layers[0].n_outputs == 2000
