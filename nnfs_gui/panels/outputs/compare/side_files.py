"""Opens networks of files to stand on a side of the comparison."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnfs_core.files.native import load
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.compare.sides import Sides
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.file_dialogs import ask_for_file, file_filter
from nnfs_gui.work.lanes import Lane


class SideFiles(QObject):
    """Keeps the networks of the files that are opened; a failure becomes a notice."""

    def __init__(self, studio: Studio, sides: Sides, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._sides, self._window = studio, sides, parent

    def open(self, side: int, path: Path | None = None) -> None:
        """Have the network of a file on a side; without a path it is asked for."""
        if path is not None:
            self._take(side, path)
            return
        from nnfs_core.formats import NETWORKS

        here = self._studio.document.path
        ask_for_file(
            self._window,
            "compare_file",
            "Open a network to compare",
            Path.home() if here is None else here.parent,
            [file_filter(NETWORKS.title, NETWORKS)],
            partial(self._take, side),
        )

    def _take(self, side: int, path: Path) -> None:
        def work(progress: Progress, cancelled: IsCancelled) -> Project:
            return load(path, progress=progress, cancelled=cancelled)

        def keep(project: Project) -> None:
            self._sides.hold(1 - side)
            state = self._studio.pinned.kept.keep_file(project, path)
            self._sides.choose(side, state.number)

        text = sentence("Opening {name} to compare")(path.name)
        self._studio.tasks.run(text, work, keep, lane=Lane.OPENING)
