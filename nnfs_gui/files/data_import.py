"""This module opens files of any format: look, ask, read, and put the batch in as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnfs_core import edits
from nnfs_core.examples import has_notes_of_example
from nnfs_core.files.look import Look, Opened
from nnfs_core.formats import TABLES, Format, recognised
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch
from nnfs_core.project.changes import Part
from nnfs_core.project.matching import match_by
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, listed, sentence
from nnfs_gui.files.import_dialog import ImportDialog
from nnfs_gui.spreadsheet import MOST_ROWS_SHOWN
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane


def dialog_for(look: Look) -> type[ImportDialog] | None:
    """The dialog that asks how to read what was looked at; None where there is nothing to ask.

    Each is imported when it is first needed, since the start would wait for it.
    """
    from nnfs_core.files.array_files import ArrayFile
    from nnfs_core.files.tables.guessing.table_guess import TableGuess

    match look:
        case TableGuess():
            from nnfs_gui.files.table_dialog import TableDialog

            return TableDialog
        case ArrayFile():
            from nnfs_gui.files.array_dialog import ArrayDialog

            return ArrayDialog
    return None


class DataImport(QObject):
    """Opens files of data as the batch; `parent` is the window that the dialogs belong to.

    `opened` tells the path of a file that is the batch now. `network_found` tells the format and
    the look of a file that turned out to be a network, which is more than a batch.
    `filling_wanted` asks for the dialog that fills what is missing in the batch.
    """

    filling_wanted = Signal()

    opened = Signal(Path)
    network_found = Signal(object, object)  # Format, Look

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._parent = parent
        self._dialog: ImportDialog | None = None

    def open(
        self,
        path: str | Path,
        *,
        ask: bool = True,
        otherwise: Format = TABLES,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Look at a file and ask how to read it; without `ask` read it as it looks.

        `otherwise` is the format of a file whose name tells none. Nothing is asked, either, about
        what cannot be looked at: the sentence goes to `failed`, or becomes a notice.
        """
        path, like = Path(path), self._like

        def look(progress: Progress, cancelled: IsCancelled) -> tuple[Format, Look, Any]:
            from nnfs_core.reading import suggested  # with all readers: the start would wait

            format = recognised(path, otherwise)
            look = format.look(path, cancelled)
            return format, *suggested(format, look, like, cancelled)

        self._studio.tasks.run(
            sentence("Looking at {name}")(path.name),
            look,
            lambda found: self._take(*found, ask=ask),
            failed,
            lane=Lane.OPENING,
        )

    @property
    def _like(self) -> Project | None:
        """The project whose batch has the classes and features that the network knows, if any."""
        project = self._studio.project
        return project if len(project.network) else None

    def _take(self, format: Format, look: Look, choice: Any, *, ask: bool = True) -> None:
        self._close()
        dialog = dialog_for(look) if ask else None
        if look.is_network:
            self.network_found.emit(format, look)
        elif dialog is None:
            self._read(format, look, choice)
        else:
            self._dialog = dialog(self._studio, look, choice, self._parent)
            self._dialog.chosen.connect(lambda look, choice: self._read(format, look, choice))
            self._dialog.open()

    def _ask_again(self, format: Format, look: Look, choice: Any) -> None:
        """Look anew and ask once more, with the choice made before if it still fits."""
        dialog = dialog_for(look)
        if dialog is None:
            self._read(format, look, choice)
            return
        self._studio.tasks.run(
            sentence("Looking at {name}")(look.path.name),
            lambda progress, cancelled: dialog.look_again(look, choice, cancelled),
            lambda found: self._take(format, *found),
            lane=Lane.OPENING,
        )

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()
            self._dialog.deleteLater()
            self._dialog = None

    def _read(self, format: Format, look: Look, choice: Any) -> None:
        notices, name = self._studio.notices, look.path.name
        if self._studio.tasks.are_busy(Lane.OPENING):
            wait = "Wait until the work under way is done, then open the file."
            notices.warn(wait, until=self._studio.tasks.ended)
            return
        self._close()
        project, like = self._studio.project, self._like

        def failed(sentence: str) -> None:
            if dialog_for(look) is None:
                notices.error(sentence)
            else:
                notices.error(
                    sentence, "Choose again", lambda: self._ask_again(format, look, choice)
                )

        def read(progress: Progress, cancelled: IsCancelled) -> tuple[Opened, Project | None]:
            from nnfs_core.reading import open_data

            opened = open_data(
                format,
                look,
                choice,
                like=None if like is None else like.batch,
                dtype=project.dtype,
                progress=progress,
                cancelled=cancelled,
            )
            return opened, project if has_notes_of_example(project) else None

        self._studio.tasks.run(
            f"Opening {name}",
            read,
            lambda found: self._put_in(look, *found),
            failed,
            lane=Lane.OPENING,
        )

    def _put_in(self, look: Look, opened: Opened, told_by: Project | None) -> None:
        """Put data in the place of the batch; what an example says of its own data goes.

        `told_by` is a project whose title and notes are an example's.
        """
        batch, name, notices = opened.content, look.path.name, self._studio.notices
        known = self._studio.project.batch
        assert isinstance(batch, Batch)

        def change(project: Project) -> Project:
            words = (project.title, project.notes)
            if told_by is not None and words == (told_by.title, told_by.notes):
                project = edits.describe(project, "", "")
            return edits.replace_batch(project, batch, opened.reading)

        edit = Edit(f"Open {name}", change)
        if not self._studio.attempt(edit):
            return
        self._studio.selection.select(Place(INPUT))
        self.opened.emit(look.path)
        samples = counted(batch.n_samples, "sample")
        said = [sentence("Opened {samples} from {name}.")(samples, name)]
        if not batch.input_rows.is_in_memory:
            in_place = sentence(
                "Opened {samples} in place: they stay in {name} and are read when they are looked "
                "at, so keep that file as it is."
            )
            said = [in_place(samples, name)]
        said += opened.remarks
        if batch.n_samples > MOST_ROWS_SHOWN:
            said.append(sentence("The table shows the first {most:,}.")(MOST_ROWS_SHOWN))
        if opened.foreign_classes:
            foreign = sentence("The network knows none of these classes: {names}.")
            said.append(foreign(listed(opened.foreign_classes[:5])))
            match = partial(self._match_classes, opened.foreign_classes, known)
            notices.warn(" ".join(said), "Match classes…", match, about=Part.BATCH)
        elif opened.has_missing:
            fill = self.filling_wanted.emit
            notices.warn(" ".join(said), "Fill what is missing…", fill, about=Part.BATCH)
        else:
            notices.info(" ".join(said), about=Part.BATCH)

    def _match_classes(self, names: Sequence[str], known: Batch) -> None:
        """Ask which classes the new ones are, of the batch that was there before."""
        from nnfs_gui.files.class_dialog import ClassDialog

        def chosen(places: list[int | None]) -> None:
            match = match_by(places, names, known)
            edit = partial(edits.renumber_classes, match=match)
            self._studio.attempt(Edit("Match classes", edit))

        ClassDialog(names, known, chosen, self._parent).open()
