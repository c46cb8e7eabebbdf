"""Types a cell and saves in the real window, and prints how many calls each took as JSON."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import FrameType

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

import nnfs_core
import nnfs_gui
import nnfs_gui.widgets.plotting
from benchmarks.settings import empty_settings
from benchmarks.waiting import rest
from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane

OURS = tuple(f"{Path(each.__file__).parent}{os.sep}" for each in (nnfs_core, nnfs_gui))
SIZE = 1600, 1000  # pixels of the window
WARM_UP, ROUNDS = 2, 5
REST = 400  # milliseconds; the sections of Explain wait until nothing else is selected


class Calls:
    """Counts the calls of functions whose code is ours, on every thread, while it is on."""

    def __init__(self) -> None:
        self.count = 0
        self._is_on = False
        sys.setprofile(self._see)
        threading.setprofile(self._see)  # of threads that start from now on

    def of(self, act: Callable[[], object], settle: Callable[[], None]) -> int:
        """The calls of `act` and of all that follows from it."""
        self.count, self._is_on = 0, True
        act()
        settle()
        self._is_on = False
        return self.count

    def unseen(self, look: Callable[[], bool]) -> bool:
        """What `look` finds; its own calls do not count."""
        was_on, self._is_on = self._is_on, False
        found = look()
        self._is_on = was_on
        return found

    def _see(self, frame: FrameType, event: str, argument: object) -> None:
        if self._is_on and event == "call" and frame.f_code.co_filename.startswith(OURS):
            self.count += 1


def main() -> None:
    app = QApplication([])
    theme = Theme("light")
    theme.apply()
    calls = Calls()
    studio = Studio.create(example_named("Iris").build(), theme=theme)
    folder = TemporaryDirectory()
    settings = empty_settings(folder.name)
    window = MainWindow(studio, settings, remember_layout=False)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    studio.runner.run()

    def is_busy() -> bool:
        return (
            not studio.runner.is_current or studio.lanes.is_busy(Lane.VIEWS) or studio.tasks.is_busy
        )

    def settle() -> None:
        while calls.unseen(is_busy):
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        rest(REST)

    settle()
    studio.selection.select(Place(INPUT, 0, 0))
    panel = window.panels[BATCH]
    first = panel.model.index(0, 0)
    panel.view.setFocus()
    settle()
    texts = [f"5.{number}" for number in range(1, WARM_UP + ROUNDS + 1)]
    cell = [calls.of(partial(panel.model.setData, first, text), settle) for text in texts]
    path = Path(folder.name) / "iris.nnfs"
    save = [calls.of(lambda: window.files.save_to(path), settle) for _ in texts]
    print(json.dumps({"cell": median(cell[WARM_UP:]), "save": median(save[WARM_UP:])}), flush=True)
    folder.cleanup()
    os._exit(0)


if __name__ == "__main__":
    main()
