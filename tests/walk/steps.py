"""Goes some steps through a real window in this process, and ends it at the first fault.

Run as `python -m tests.walk.steps SEED STEPS LOG`. STEPS is a file with the numbers of the steps,
with commas. Each takes its chances from the seed and its own number alone, so that a walk without
some of its steps does the others as before. The log tells each step before it is done.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import TracebackType
from typing import NoReturn, TextIO

import numpy as np
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSettings, Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

import nnfs_gui.widgets.plotting  # noqa: F401
from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, save
from nnfs_core.examples import EXAMPLES
from nnfs_core.formats import write_data
from nnfs_core.project.place import INPUT
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from nnfs_gui.files.file_operations import opening_place
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.garbage import GarbageCollector
from tests.journals import as_after_a_crash
from tests.walk.acts import any_act

FAULT = 3  # the exit code
PATIENCE = 60  # seconds for one step; a longer one hangs
NO_SCREEN = "This plugin does not support "  # there is no window manager without a screen
# What Qt's own file dialog says of names that are too long, and of a new folder's name left open.
OF_FILE_DIALOG = ("stat() failed for ", "QAbstractItemView::commitData called with an editor ")
CRASH_EVERY = 100  # steps
SETTLE = 3_000  # ms that work may take before the next step comes all the same


class Walk:
    """Keeps the window that is walked through, what it has shown, and the log."""

    def __init__(self, seed: int, log: TextIO) -> None:
        self.seed, self.log, self.step = seed, log, -1
        self.in_act = False
        chance = Random(f"{seed}")
        theme = Theme(chance.choice(("light", "dark")))
        theme.apply()
        self.studio = Studio.create(chance.choice(EXAMPLES).build(), theme=theme)
        home = Path.home()
        settings = Settings(QSettings(str(home / ".settings.ini"), QSettings.Format.IniFormat))
        self.state = home / ".unsaved"
        leave_unsaved(self.state)
        self.window = MainWindow(self.studio, settings, state_folder=self.state)
        self.studio.selection.begin(opening_place(self.studio.project))
        self.window.actions_by_id["file.quit"].setEnabled(False)  # which the palette has, too
        self.window.show()
        self.studio.runner.run()
        self.window.recovery.begin()
        # Every project that was on show, so that none is given back, and its numbers back then.
        self.shown: dict[int, tuple[Project, str]] = {}
        self.remember(self.studio.project, self.studio.project)
        self.studio.document.changed.connect(self.remember)
        self.impatience = QTimer(interval=500)
        self.impatience.timeout.connect(self.leave_nested_loop)
        self.impatience.start()

    def remember(self, old: Project, new: Project) -> None:
        if id(new) not in self.shown:
            self.shown[id(new)] = new, digest(new)

    def leave_nested_loop(self) -> None:
        """A menu or a drag that waits for an answer inside of a step."""
        if self.in_act:
            widget = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            QTest.keyClick(widget or self.window, Qt.Key.Key_Escape)

    def say(self, text: str) -> None:
        print(f"step {self.step}: {text}", file=self.log, flush=True)

    def fault(self, text: str) -> NoReturn:
        print(f"FAULT at step {self.step}: {text}", file=self.log, flush=True)
        os._exit(FAULT)

    def take(self, number: int) -> None:
        """Do the step of that number, and check what must always hold."""
        faulthandler.dump_traceback_later(PATIENCE, exit=True, file=self.log)
        self.step = number
        chance = Random(f"{self.seed}/{number}")
        self.in_act = True
        any_act(self.window, chance, self.say)
        self.in_act = False
        if chance.random() < 0.7:
            self.settle()
        else:
            QApplication.processEvents()
        self.check()

    def settle(self) -> None:
        """Let all work come to an end, unless it takes long."""
        deadline = QDeadlineTimer(SETTLE)
        waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        wake = QTimer(interval=20)
        wake.start()
        while not deadline.hasExpired():
            QApplication.processEvents(waiting, 20)
            if not (self.studio.tasks.is_busy or self.studio.runner.is_running):
                return

    def check(self) -> None:
        """What is selected and hovered is there; no dialog tells of an unexpected error."""
        project, selection = self.studio.project, self.studio.selection
        for what, place in (("selected", selection.place), ("hovered", selection.hovered)):
            if place is None:
                continue
            layers = project.network.layers
            if not INPUT <= place.layer < len(layers):
                self.fault(f"{what} is {place}, but there are {len(layers)} layers")
            if place.sample is not None and not 0 <= place.sample < project.batch.n_samples:
                self.fault(f"{what} is {place}, but there are {project.batch.n_samples} samples")
        chosen = self.studio.chosen_layers.layers
        if not {selection.place.layer} - {INPUT} <= {*chosen} <= {*range(len(project.network))}:
            self.fault(f"layers {chosen} are selected together with {selection.place}")
        if any(top.objectName() == "crash_box" for top in QApplication.topLevelWidgets()):
            self.fault("the box of unexpected errors is open")
        if self.window.isWindowModified() != self.studio.document.is_modified:
            self.fault("the star in the title does not say whether the project is saved")
        if self.step % CRASH_EVERY == 0:
            self.check_crash()

    def check_crash(self) -> None:
        """If the app ended now, the next start would have what is not saved, with the same bits."""
        self.window.recovery.note_at_once()
        document = self.studio.document
        if not self.window.actions_by_id["file.keep_unsaved"].isChecked():
            return
        left = [each.read().noted for each in as_after_a_crash(self.state, Path.home() / ".crash")]
        is_unsaved = document.is_modified or document.is_trying
        found = [digest(noted.trial or noted.project) for noted in left]
        if is_unsaved and digest(document.project) not in found:
            self.fault("a crash would lose what is not saved")

    def end(self) -> None:
        """Undo all, redo all: the same projects come back, with the same bits."""
        while widget := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            widget.close()
            QApplication.processEvents()
        self.studio.tasks.cancel()
        self.settle()
        document = self.studio.document
        document.let_go()
        ways = []
        for more, go in (
            (lambda: document.undo_text, document.undo),
            (lambda: document.redo_text, document.redo),
            (lambda: document.undo_text, document.undo),
        ):
            way = [document.project]
            while more() is not None:
                go()
                QApplication.processEvents()
                way.append(document.project)
            ways.append(way)
        undone, redone, again = ways
        shared = min(len(undone), len(redone))  # there may have been something to redo before
        if any(a is not b for a, b in zip(undone[-shared:], redone[shared - 1 :: -1], strict=True)):
            self.fault("redo does not lead back the way that undo came")
        if any(a is not b for a, b in zip(redone[::-1], again, strict=True)):
            self.fault("the second undo does not go the way that redo came")
        for project in (*undone, *redone):
            known = self.shown.get(id(project))
            if known is None:
                self.fault("undo brings back what was never there")
            if digest(project) != known[1]:
                self.fault("a number that undo brings back is another one than it was")
        self.settle()
        self.window.close_now()


def digest(project: Project) -> str:
    """A fingerprint of all that a project is made of."""
    hashed = hashlib.blake2b(digest_size=16)
    for part in parts(project):
        hashed.update(part)
    return hashed.hexdigest()


def parts(project: Project) -> Iterator[bytes]:
    batch = project.batch
    yield repr((project.precision, project.title, project.notes)).encode("utf-8", "surrogatepass")
    yield repr((batch.columns, batch.class_names, batch.target_name)).encode(
        "utf-8", "surrogatepass"
    )
    for rows in (batch.input_rows, batch.target_rows):
        if rows is not None:
            yield from (np.ascontiguousarray(block).tobytes() for _, block in rows.arrays())
    for layer in project.network.layers:
        yield repr(layer).encode("utf-8", "surrogatepass")
        yield from (np.ascontiguousarray(each).tobytes() for each in layer.arrays().values())


def leave_unsaved(state: Path) -> None:
    """What two windows left that crashed."""
    for number in range(2):
        journal = Journal(state)
        journal.note(Noted(EXAMPLES[number].build(), Path.home() / "net.nnfs"))
        journal.let_go()


def furnish(home: Path) -> None:
    """Some files to open: networks, tables, arrays, and what is none."""
    if (home / "net.nnfs").exists():
        return
    chance = np.random.default_rng(0)
    layers = [
        Dense(chance.standard_normal((4, 3)), np.zeros(3)),
        ReLU(),
        Dense(chance.standard_normal((3, 2)), np.zeros(2)),
        Softmax(),
    ]
    batch = Batch(chance.standard_normal((6, 4)), np.array([0, 1, 0, 1, 1, 0]))
    save(Project(Network(layers), batch), home / "net.nnfs")
    np.save(home / "wide.npy", chance.standard_normal((3, 40)))
    np.save(home / "long.npy", chance.standard_normal((3000, 2)).astype(np.float32))
    np.save(home / "four.npy", chance.standard_normal((5, 4)))
    (home / "one.csv").write_text("a,b,c,d,e\n1,2,3,4,5\n")
    (home / "classes.csv").write_text("x,y,kind\n1,2,cat\n3,,dog\n5,6,cat\n")
    (home / "empty.csv").write_text("")
    (home / "broken.nnfs").write_bytes(b"\x10\0\0\0\0\0\0\0{}")
    (home / "wrong.toml").write_text("title = 3\n")
    save_arrays(home / "several.safetensors", chance)


def save_arrays(path: Path, chance: np.random.Generator) -> None:
    """Inputs and targets side by side, as PyTorch would leave them."""
    batch = Batch(chance.standard_normal((7, 3)), np.arange(7) % 2)
    write_data(path, batch)


def begin(seed: int, log_path: Path) -> Walk:
    """A new window in this process, which ends at the first fault that Python or Qt tells."""
    log = log_path.open("w", encoding="utf-8", errors="backslashreplace")
    faulthandler.enable(log)
    furnish(Path.home())
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    GarbageCollector(app)
    walk = Walk(seed, log)

    def on_exception(
        kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        walk.fault("".join(traceback.format_exception(kind, error, where)))

    sys.excepthook = on_exception
    threading.excepthook = lambda hook: on_exception(
        hook.exc_type, hook.exc_value or hook.exc_type(), hook.exc_traceback
    )

    def on_message(kind: object, context: object, message: str) -> None:
        is_naming = isinstance(QApplication.activeModalWidget(), QFileDialog)
        if not message.startswith((NO_SCREEN, *OF_FILE_DIALOG) if is_naming else NO_SCREEN):
            walk.fault(f"Qt says: {message}")

    qInstallMessageHandler(on_message)
    return walk


def main(seed: int, steps: list[int], log_path: Path) -> None:
    walk = begin(seed, log_path)
    for number in steps:
        walk.take(number)
    walk.end()
    faulthandler.cancel_dump_traceback_later()
    print("END", file=walk.log, flush=True)
    os._exit(0)


if __name__ == "__main__":
    numbers = Path(sys.argv[2]).read_text("ascii").split(",")
    main(int(sys.argv[1]), [int(number) for number in numbers], Path(sys.argv[3]))
