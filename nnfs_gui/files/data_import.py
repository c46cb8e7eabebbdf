"""From a table to the batch: look, ask, read off the GUI thread, and put it in as one step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnfs_core import edits
from nnfs_core.files.tables import TableReading, TableReport, read_table
from nnfs_core.formats import NPY, TENSORS, format_of
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.place import INPUT
from nnfs_core.wording import counted
from nnfs_gui.files.array_import import ArrayImport
from nnfs_gui.files.choice import Choice, Look, look
from nnfs_gui.files.dialog import ImportDialog
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.selection import Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane


class DataImport(QObject):
    """Opens files of data as the batch; `parent` is the window that the dialogs belong to.

    Tables of text are opened here, arrays by an ArrayImport. `network_found` tells the path of a
    file that turned out to be a network, which is more than a batch.
    """

    network_found = Signal(Path)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._parent = parent
        self._dialog: ImportDialog | None = None
        self._arrays = ArrayImport(studio, parent)
        self._arrays.setParent(self)
        self._arrays.network_found.connect(self.network_found)

    def open(self, path: str | Path, *, ask: bool = True) -> None:
        """Look at the start of the file and ask how to read it; without `ask` read it as it looks.

        Nothing is asked, either, about what cannot be read.
        """
        path = Path(path)
        self._close()
        self._arrays.close()
        if format_of(path) in (NPY, TENSORS):
            self._arrays.open(path, ask=ask)
            return
        self._studio.tasks.run(
            f"Looking at {path.name}",
            lambda progress, cancelled: look(path),
            self._ask if ask else lambda seen: self._read(seen, Choice.suggested(seen.guess)),
            lane=Lane.OPENING,
        )

    def _ask(self, seen: Look, choice: Choice | None = None) -> None:
        self._close()
        self._dialog = ImportDialog(self._studio, seen, choice, self._parent)
        self._dialog.chosen.connect(self._read)
        self._dialog.open()

    def _ask_again(self, seen: Look, choice: Choice) -> None:
        """Ask once more, with the choices made before if the table still has as many columns."""

        def done(now: Look) -> None:
            same = len(now.guess.columns) == len(seen.guess.columns)
            self._ask(now, choice if same else None)

        self._studio.tasks.run(
            f"Looking at {seen.path.name}",
            lambda progress, cancelled: look(seen.path, choice.format),
            done,
            lane=Lane.OPENING,
        )

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()
            self._dialog.deleteLater()
            self._dialog = None

    def _read(self, seen: Look, choice: Choice) -> None:
        if self._studio.tasks.are_busy(Lane.OPENING):
            self._studio.notices.warn("Wait until the work under way is done, then open the table.")
            return
        self._close()
        dtype = self._studio.project.dtype

        def work(progress: Progress, cancelled: IsCancelled) -> TableReading:
            seen.check_unchanged()
            reading = read_table(
                seen.path,
                choice.format,
                target=choice.target,
                features=choice.features(seen.guess),
                kinds=choice.kinds,
                target_kind=choice.target_kind,
                missing=choice.missing,
                dtype=dtype,
                progress=progress,
                cancelled=cancelled,
            )
            seen.check_unchanged()  # nor while it was read
            return reading

        def failed(sentence: str) -> None:
            self._studio.notices.error(
                sentence, "Choose again", lambda: self._ask_again(seen, choice)
            )

        self._studio.tasks.run(
            f"Opening {seen.path.name}",
            work,
            lambda reading: self._put_in(reading, seen, choice),
            failed,
            lane=Lane.OPENING,
        )

    def _put_in(self, reading: TableReading, seen: Look, choice: Choice) -> None:
        name = seen.path.name
        edit = Edit(f"Open {name}", lambda project: edits.replace_batch(project, reading.batch))
        if not self._studio.attempt(edit):
            return
        self._studio.selection.select(Place(INPUT))
        sentence = _told(name, reading.report, choice)
        if reading.report.n_missing and choice.missing == "keep":
            fill = replace(choice, missing="mean")
            self._studio.notices.warn(
                sentence, "Fill them in…", lambda: self._ask_again(seen, fill)
            )
        else:
            self._studio.notices.info(sentence)


def _told(name: str, report: TableReport, choice: Choice) -> str:
    """What was opened, and whatever was done to it, in plain sentences."""
    sentences = [f"Opened {counted(report.n_samples, 'sample')} from {name}."]
    if report.n_missing:
        done = {
            "keep": "kept as NaN",
            "mean": "filled with the mean of their column",
            "zero": "filled with 0",
            "drop": "left out",
        }
        where = ", ".join(list(report.missing)[:3]) + (", …" if len(report.missing) > 3 else "")
        count = counted(report.n_missing, "missing value")
        sentences.append(f"{count} ({where}) {done[choice.missing]}.")
    if report.n_dropped:
        sentences.append(f"{counted(report.n_dropped, 'row')} with missing values left out.")
    if report.n_missing_targets:
        sentences.append(f"{counted(report.n_missing_targets, 'target')} unknown.")
    for column, texts in list(report.text_columns.items())[:3]:
        numbers = ", ".join(f"{text} = {number}" for number, text in enumerate(texts[:3]))
        more = ", …" if len(texts) > 3 else ""
        sentences.append(f"The text of {column} became numbers: {numbers}{more}.")
    return " ".join(sentences)
