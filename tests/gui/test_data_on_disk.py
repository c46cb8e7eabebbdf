"""A file of data whose samples are read in place is replaced, written over, cut or removed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits, load, save
from nnfs_gui.files.array_dialog import ArrayDialog
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.widgets import is_seen, nameless, press, seen, text_of
from tests.gui.windows import drop

Open = Callable[..., MainWindow]
OLD = np.arange(60_000.0).reshape(30_000, 2)  # more than one block
REPLACED = (
    "data.npy was replaced on the disk. The samples here are those of the old file; they can be "
    "read until this window closes, and saving the project keeps them."
)
WRITTEN = (
    "data.npy was written over. What was read of it before is still shown, but no more can be "
    "read: its numbers may be others now."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "data.npy"
    path.parent.mkdir()
    np.save(path, OLD)
    return path


@pytest.fixture
def window(open_window: Open, qtbot: QtBot, path: Path, nothing_fits: None) -> MainWindow:
    """Has opened the file as its batch, in place."""
    window = open_window(Project(Network([Dense.random(2, 3)]), Batch(np.zeros((3, 2)))))
    open_data(qtbot, window, path)
    return window


def open_data(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    drop(window, path)
    take(qtbot, window)


def take(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(seen(window, ArrayDialog), Qt.Key.Key_Return)
    assert not window.studio.project.batch.input_rows.is_in_memory


def replace(path: Path, array: np.ndarray) -> None:
    other = path.with_name("other.npy")
    np.save(other, array)
    os.replace(other, path)


def strip_says(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.waitUntil(lambda: text_of(window, "data_strip_text") == text)


def look_again(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until a change would have been told."""
    for _ in range(3):
        with qtbot.waitSignal(window.files.data_watch.looked):
            window.files.data_watch.look()


def samples(window: MainWindow) -> np.ndarray:
    return window.studio.project.batch.inputs


def test_a_replaced_file_is_told_and_what_is_shown_is_the_old_one_and_can_be_saved(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
) -> None:
    replace(path, OLD + 1)
    strip_says(qtbot, window, REPLACED)
    assert not nameless(window)
    press(qtbot, window, "keep_shown")
    assert samples(window).tolist() == OLD.tolist()
    look_again(qtbot, window)
    assert not is_seen(window, "data_strip")
    save(window.studio.project, tmp_path / "kept.nnfs")
    assert load(tmp_path / "kept.nnfs").batch.inputs.tolist() == OLD.tolist()
    replace(path, OLD + 2)  # which nobody has agreed to
    strip_says(qtbot, window, REPLACED)


def test_a_replaced_file_can_be_loaded_again_and_that_undone(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 1, 1, 55)))
    replace(path, OLD + 1)
    strip_says(qtbot, window, REPLACED)
    press(qtbot, window, "load_again")
    take(qtbot, window)
    assert samples(window).tolist() == (OLD + 1).tolist()
    qtbot.waitUntil(lambda: not is_seen(window, "data_strip"))
    window.actions_by_id["edit.undo"].trigger()
    assert samples(window)[1].tolist() == [2, 55]
    strip_says(qtbot, window, REPLACED)


@pytest.mark.parametrize("n_bytes", [None, 300])
def test_a_file_that_is_written_over_or_cut_is_told_and_ends_nothing(
    qtbot: QtBot, window: MainWindow, path: Path, n_bytes: int | None
) -> None:
    with path.open("r+b") as file:
        if n_bytes is None:
            file.seek(128)
            file.write(np.full(200, 7.0).tobytes())
        else:
            file.truncate(n_bytes)
    strip_says(qtbot, window, WRITTEN)
    window.studio.runner.run()
    assert window.isVisible()
    np.save(path, OLD)
    press(qtbot, window, "load_again")
    take(qtbot, window)
    assert samples(window).tolist() == OLD.tolist()
    look_again(qtbot, window)
    assert not is_seen(window, "data_strip")
    path.touch()  # what was told of the file as it was opened before is not told of this one
    strip_says(qtbot, window, WRITTEN)


def test_a_removed_file_is_told_until_it_is_back(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    away = path.rename(path.with_name("away.npy"))
    strip_says(
        qtbot,
        window,
        "data.npy was deleted, moved or renamed. Its samples can be read until this window "
        "closes; saving the project keeps them.",
    )
    assert not is_seen(window, "load_again")
    away.rename(path)
    qtbot.waitUntil(lambda: not is_seen(window, "data_strip"))
    assert samples(window).tolist() == OLD.tolist()


def test_samples_in_memory_are_no_longer_told_of(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    replace(path, OLD + 1)
    strip_says(qtbot, window, REPLACED)
    window.studio.attempt(
        Edit("Replace", lambda p: edits.replace_batch(p, Batch(np.zeros((3, 2)))))
    )
    assert not is_seen(window, "data_strip")


def test_the_projects_own_file_is_asked_about_in_its_own_strip(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    project = path.with_name("work.nnfs")
    save(window.studio.project, project)
    drop(window, project)
    window.actions_by_id["file.save"].trigger()  # over the very file that is read in place
    look_again(qtbot, window)
    assert not is_seen(window, "data_strip")
    assert not is_seen(window, "file_strip")


def test_a_file_whose_folder_does_not_answer_is_not_told(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("nnfs_gui.files.data_watch.look_at_data", refused)
        look_again(qtbot, window)
    assert not is_seen(window, "data_strip")
    replace(path, OLD + 1)
    strip_says(qtbot, window, REPLACED)
