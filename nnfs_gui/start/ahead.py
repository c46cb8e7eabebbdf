"""Imports what the first look at a tab or a dialog needs, in moments when nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules

from PySide6.QtCore import QObject, QTimer, Signal

BEGIN, PAUSE = 1000, 40  # milliseconds: after the window shows, and between two modules

# The lowest first, so that no module brings many others with it.
ROOMS = (
    "nnfs_core.summaries",
    "nnfs_core.results",
    "nnfs_core.scatter",
    "nnfs_core.comparing",
    "nnfs_gui.filtering",
    "nnfs_gui.panels.outputs.figures",
    "nnfs_gui.panels.outputs.results",
    "nnfs_gui.panels.outputs.scatter",
    "nnfs_gui.panels.outputs.softmax",
    "nnfs_gui.panels.outputs.distribution",
    "nnfs_gui.panels.outputs.compare",
    "nnfs_gui.panels.outputs",
    "nnfs_gui.panels.batch.splitting",
    "nnfs_gui.panels.batch.preparing",
    "nnfs_gui.panels.layer",
    "nnfs_gui.window",
)


class ImportsAhead(QObject):
    """Imports the modules of some rooms one after the other, on the GUI thread, with pauses.

    `finished` tells that all are there.
    """

    finished = Signal()

    def __init__(self, parent: QObject, rooms: Sequence[str] = ROOMS, begin: int = BEGIN) -> None:
        super().__init__(parent)
        self._names = _names(rooms)
        self._timer = QTimer(self, interval=begin)
        self._timer.timeout.connect(self._import_next)
        self._timer.start()

    def _import_next(self) -> None:
        self._timer.setInterval(PAUSE)
        name = next(self._names, None)
        if name is None:
            self._timer.stop()
            self.finished.emit()
            return
        with suppress(ImportError):  # whoever needs it is told then
            import_module(name)


def _names(rooms: Sequence[str]) -> Iterator[str]:
    """The modules of rooms, each room before what is in it."""
    for room in rooms:
        yield room
        with suppress(ImportError):
            for module in iter_modules(import_module(room).__path__, f"{room}."):
                if not module.ispkg:
                    yield module.name
