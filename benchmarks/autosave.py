"""What keeping unsaved work costs an edit, and what an offer of it costs the start."""

from __future__ import annotations

import subprocess
import sys
from itertools import count
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401
from benchmarks.edit import million, settle, thousand
from benchmarks.measure import Figure, in_turn, milliseconds, ratio_figure
from benchmarks.settings import empty_settings
from nnfs_core import Project, edits
from nnfs_core.examples import example_named
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow

ROUNDS, START_ROUNDS = 9, 9
BLOCK = 1.5  # seconds of edits, in which at least one note is written
FIRST_NOTE = 4_000  # milliseconds that the whole project may take to be noted
N_CRASHED = 3


def measure() -> list[Figure]:
    what = "one cell edited to every visible plot painted, {}, unsaved work kept"
    return [
        _edits(what.format("1,000 × 64"), thousand()),
        _edits(what.format("1,000,000 × 20"), million()),
        _start(),
    ]


def _edits(what: str, project: Project) -> Figure:
    """The mean of an edit, for a note takes its time from those that meet it.

    A round is there and back again, so that a machine that gets slower slows both alike.
    """
    with TemporaryDirectory() as folder:
        window = _window(project, Path(folder))
        keep, numbers = window.actions_by_id["file.keep_unsaved"], count()

        def block(is_kept: bool) -> float:
            if keep.isChecked() != is_kept:
                keep.setChecked(is_kept)
                _block(window, numbers)
                _wait(FIRST_NOTE)
            return _block(window, numbers)

        rounds = [[block(is_kept) for is_kept in (True, False, False, True)] for _ in range(ROUNDS)]
        window.close_now()
    ratio = median((kept + again) / (other + more) for kept, other, more, again in rounds)
    kept = median(time for first, _, _, last in rounds for time in (first, last))
    other = median(time for _, *middle, _ in rounds for time in middle)
    ours, beside = f"{milliseconds(kept)} ({ratio:.3f} ×)", f"not kept {milliseconds(other)}"
    return Figure(what, ours, beside, ratio, 1.03, "×")


def _block(window: MainWindow, numbers: count[int]) -> float:
    """The mean seconds of an edit."""
    app, studio = QApplication.instance(), window.studio
    assert app is not None
    settle(app, studio)
    times, end = [], perf_counter() + BLOCK
    while perf_counter() < end:
        number = next(numbers)
        row, column = number % 10, number % 7  # cells that are on the screen
        began = perf_counter()
        edited = edits.set_input(studio.project, row, column, number / 100 + 0.001)
        studio.document.apply("Edit input", edited)
        settle(app, studio)
        times.append(perf_counter() - began)
    return mean(times)


def _window(project: Project, state_folder: Path) -> MainWindow:
    _ = QApplication.instance() or QApplication([])
    theme = Theme("light")
    theme.apply()
    studio = Studio.create(project, theme=theme)
    window = MainWindow(studio, empty_settings(), remember_layout=False, state_folder=state_folder)
    window.show()
    studio.runner.run()
    return window


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _start() -> Figure:
    with TemporaryDirectory() as full, TemporaryDirectory() as empty:
        for _ in range(N_CRASHED):
            journal = Journal(Path(full))
            journal.note(Noted(example_named("Digits").build()))
            journal.let_go()
        timed = in_turn(lambda: _begin(full), lambda: _begin(empty), START_ROUNDS)
    what = "start to a painted window, with something to recover"
    return ratio_figure(what, timed, "nothing to recover", 1.05)


def _begin(state_folder: str) -> None:
    command = [sys.executable, "-m", "benchmarks.start_app", state_folder]
    subprocess.run(command, check=True, capture_output=True)
