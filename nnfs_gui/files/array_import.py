"""From a .npy or .safetensors file to the batch: look, ask, open, and put it in as one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnfs_core import edits
from nnfs_core.files.array_batch import ArrayChoice, read_batch
from nnfs_core.files.array_files import ArrayFile, look_at_arrays
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT
from nnfs_core.wording import counted
from nnfs_gui.files.array_dialog import ArrayDialog
from nnfs_gui.spreadsheet import MOST_ROWS_SHOWN
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.selection import Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane


class ArrayImport(QObject):
    """Opens arrays as the batch; `network_found` tells of a file that is a network instead."""

    network_found = Signal(Path)

    def __init__(self, studio: Studio, window: QWidget | None = None) -> None:
        super().__init__()
        self._studio = studio
        self._window = window
        self._dialog: ArrayDialog | None = None

    def open(self, path: Path, *, ask: bool = True) -> None:
        """Look at what is in the file and ask what to take; without `ask` take what is likely."""

        def seen(found: ArrayFile) -> None:
            if found.is_network:
                self.network_found.emit(path)
            elif ask:
                self._ask(found)
            elif choice := ArrayChoice.suggested(found):
                self._read(found, choice)

        self._studio.tasks.run(
            f"Looking at {path.name}",
            lambda progress, cancelled: look_at_arrays(path),
            seen,
            lane=Lane.OPENING,
        )

    def close(self) -> None:
        """Take the dialog away, if it is open."""
        if self._dialog is not None:
            self._dialog.reject()
            self._dialog.deleteLater()
            self._dialog = None

    def _ask(self, found: ArrayFile) -> None:
        self.close()
        self._dialog = ArrayDialog(self._studio, found, self._window)
        self._dialog.chosen.connect(self._read)
        self._dialog.open()

    def _read(self, found: ArrayFile, choice: ArrayChoice) -> None:
        if self._studio.tasks.are_busy(Lane.OPENING):
            self._studio.notices.warn("Wait until the work under way is done, then open the file.")
            return
        self.close()
        dtype = self._studio.project.dtype

        def failed(sentence: str) -> None:
            self._studio.notices.error(sentence, "Choose again", lambda: self.open(found.path))

        self._studio.tasks.run(
            f"Opening {found.path.name}",
            lambda progress, cancelled: read_batch(
                found, choice, dtype, progress=progress, cancelled=cancelled
            ),
            lambda batch: self._put_in(found, batch),
            failed,
            lane=Lane.OPENING,
        )

    def _put_in(self, found: ArrayFile, batch: Batch) -> None:
        name = found.path.name
        edit = Edit(f"Open {name}", lambda project: edits.replace_batch(project, batch))
        if not self._studio.attempt(edit):
            return
        self._studio.selection.select(Place(INPUT))
        samples = counted(batch.n_samples, "sample")
        told = f"Opened {samples} from {name}."
        if not batch.input_rows.is_in_memory:
            told = (
                f"Opened {samples} in place: they stay in {name} and are read when they are looked "
                "at, so keep that file as it is."
            )
        if batch.n_samples > MOST_ROWS_SHOWN:
            told += f" The table shows the first {MOST_ROWS_SHOWN:,}."
        self._studio.notices.info(told)
