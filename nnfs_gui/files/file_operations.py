"""New, open, save and save as: off the GUI thread, and never without asking before work is lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nnfs_core.examples import Example
from nnfs_core.files.native import load, save
from nnfs_core.formats import NPY, TENSORS, format_of, write_data
from nnfs_core.layers import Dense
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project, empty_project
from nnfs_gui.files import DataImport
from nnfs_gui.files.compare_with import compare_with
from nnfs_gui.studio.selection import Place
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.save_dialog import ask_where_to_save, formats_of_numbers
from nnfs_gui.work.lanes import Lane
from nnfs_gui.work.worker import Work

if TYPE_CHECKING:
    from nnfs_gui.worksheet import WorksheetDialog

SUFFIX = ".nnfs"
ARRAY_SUFFIXES = (*NPY.suffixes, *TENSORS.suffixes)
NETWORK_FILTER = f"NNFS Studio networks (*{SUFFIX})"
TABLE_SUFFIXES = (".csv", ".tsv", ".txt")
DATA_SUFFIXES = (*TABLE_SUFFIXES, *ARRAY_SUFFIXES)
DATA_FILTER = f"Data ({' '.join('*' + suffix for suffix in DATA_SUFFIXES)})"
TABLE_FILTER = f"Tables of text ({' '.join('*' + suffix for suffix in TABLE_SUFFIXES)})"
ARRAY_FILTER = f"Arrays ({' '.join('*' + suffix for suffix in ARRAY_SUFFIXES)})"
ANY_FILTER = f"All that opens here (*{SUFFIX} {' '.join('*' + s for s in DATA_SUFFIXES)})"

Action = Callable[[], object]


class FileOperations(QObject):
    """What the File menu does to the document; `recent_changed` tells the menu to read anew."""

    recent_changed = Signal()

    def __init__(self, studio: Studio, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._settings = settings
        self._window = window
        self._visited: Path | None = None  # the folder that a file was last chosen in
        self._after_work: list[Action] = []
        self._worksheet: WorksheetDialog | None = None
        self.data_import = DataImport(studio, window)
        self.data_import.network_found.connect(
            lambda path: self.when_safe(lambda: self._load(path))
        )
        studio.tasks.ended.connect(self._on_task_ended)

    @property
    def display_name(self) -> str:
        """How the title bar names the project."""
        document = self._studio.document
        if document.path is not None:
            return document.path.name
        return document.project.title or "Untitled"

    @property
    def is_safe(self) -> bool:
        """True when no work would be lost: all is saved, and no save or edit is under way."""
        return not (self._is_working or self._has_unsaved)

    def new(self, then: Action = lambda: None) -> None:
        """Start with an empty network, once the present one is safe; then do `then`."""

        def begin() -> None:
            self._replace(empty_project())
            then()

        self.when_safe(begin)

    def open_example(self, example: Example, then: Action = lambda: None) -> None:
        """Open one of the built-in examples, once the present project is safe; then do `then`."""
        self.when_safe(
            lambda: self._open(
                f"Opening {example.name}", lambda progress, cancelled: example.build(), then=then
            )
        )

    def choose_file(self) -> None:
        """Ask for a network, a table or arrays, and open it."""
        filters = (ANY_FILTER, NETWORK_FILTER, TABLE_FILTER, ARRAY_FILTER)
        self._ask_for_file("Open", ";;".join(filters), self.open)

    def choose_table(self) -> None:
        """Ask for a table of data or arrays, and open it as the batch."""
        filters = (DATA_FILTER, TABLE_FILTER, ARRAY_FILTER, "All files (*)")
        self._ask_for_file("Open data", ";;".join(filters), self.data_import.open)

    def open(self, path: Path, *, ask: bool = True) -> None:
        """Open a file: data becomes the batch, anything else must be a network.

        Without `ask` data is opened as it looks, where nobody is there to choose.
        """
        if path.suffix.lower() in DATA_SUFFIXES:
            self.data_import.open(path, ask=ask)
        else:
            self.when_safe(lambda: self._load(path))

    def choose_file_to_compare(self) -> None:
        """Ask for a network to pin in the place of a present state."""
        self._ask_for_file("Compare with", NETWORK_FILTER, partial(compare_with, self._studio))

    def save(self, then: Action = lambda: None) -> None:
        """Save to the project's file, or ask for one; then do `then`."""
        path = self._studio.document.path
        if path is None:
            self.save_as(then)
        else:
            self.save_to(path, then)

    def save_as(self, then: Action = lambda: None) -> None:
        """Ask for a file and save to it; then do `then`."""
        stem = Path(self.display_name).stem
        self._ask_for_new_file(
            "Save as", stem, [NETWORK_FILTER], lambda path: self.save_to(path, then)
        )

    def save_to(self, path: Path, then: Action = lambda: None) -> None:
        """Save to `path`, which becomes the project's file; then do `then`.

        What is tried out is kept first: the file is to hold what is on the screen.
        """
        self._studio.document.keep()
        project = self._studio.document.project

        def done(nothing: None) -> None:
            self._studio.document.mark_saved(project, path)
            self._remember(path)
            self._studio.notices.settle(remedied=True)
            then()

        def failed(sentence: str) -> None:
            self._studio.notices.error(sentence, "Save as…", lambda: self.save_as(then))

        self._studio.tasks.run(
            f"Saving {path.name}",
            lambda progress, cancelled: save(project, path, progress=progress, cancelled=cancelled),
            done,
            failed,
            lane=Lane.SAVING,
        )

    def save_batch(self) -> None:
        """Ask for a file and write the batch to it, as a table of text or as arrays."""
        batch = self._studio.project.batch

        def write(path: Path) -> None:
            left_out = format_of(path) is NPY and batch.target_rows is not None
            saved = f"Saved the batch to {path.name}."
            if left_out:
                saved = f"Saved the inputs to {path.name}: a .npy file has no room for the targets."
            self._studio.tasks.run(
                f"Saving {path.name}",
                lambda progress, cancelled: write_data(
                    path, batch, progress=progress, cancelled=cancelled
                ),
                lambda nothing: self._studio.notices.info(saved),
                lane=Lane.EXPORTING,
            )

        self._ask_for_new_file("Save the batch", "batch", formats_of_numbers(), write)

    def make_worksheet(self) -> None:
        """Open the dialog that makes a worksheet and its key, as it was left for this project."""
        # imported when it is wanted: the start would wait for it
        from nnfs_gui.worksheet import WorksheetDialog

        title = self._studio.project.title or Path(self.display_name).stem
        if self._worksheet is not None:
            if self._worksheet.open_again(title):
                return
            self._worksheet.deleteLater()
        self._worksheet = WorksheetDialog(self._studio, title, Path(self._folder()), self._window)
        self._worksheet.open()

    def when_safe(self, action: Action) -> None:
        """Do `action` at once if all is saved, else after asking to save, discard or go back.

        A save or an edit under way ends first: one may leave nothing to ask, the other is work.
        """
        if self._is_working:
            self._after_work.append(action)
            return
        if not self._has_unsaved:
            action()
            return
        trial = self._studio.document.trial_text
        box = QMessageBox(self._window)
        box.setObjectName("unsaved_box")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Unsaved changes")
        box.setText(f"{self.display_name} has changes that are not saved.")
        box.setInformativeText(
            "Save them first?"
            if trial is None
            else f"What is only tried out is one of them: {trial}. Keep and save all first?"
        )
        box.setStandardButtons(
            QMessageBox.StandardButton.Save
            | QMessageBox.StandardButton.Discard
            | QMessageBox.StandardButton.Cancel
        )
        box.setDefaultButton(QMessageBox.StandardButton.Save)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        answers: dict[QMessageBox.StandardButton, Action] = {
            QMessageBox.StandardButton.Save: lambda: self.save(then=lambda: self.when_safe(action)),
            QMessageBox.StandardButton.Discard: action,
        }
        box.buttonClicked.connect(
            lambda button: answers.get(box.standardButton(button), lambda: None)()
        )
        box.open()

    @property
    def _is_working(self) -> bool:
        return self._studio.tasks.are_busy(Lane.SAVING, Lane.EDITING)

    @property
    def _has_unsaved(self) -> bool:
        """True when the file lacks something on the screen, be it only tried out."""
        return self._studio.document.is_modified or self._studio.document.is_trying

    def _load(self, path: Path) -> None:
        def failed(sentence: str) -> None:
            if not os.path.exists(path):  # Path.exists raises in a folder that may not be read
                self._settings.forget(path)
                self.recent_changed.emit()
            self._studio.notices.error(sentence)

        self._open(
            f"Opening {path.name}",
            lambda progress, cancelled: load(path, progress=progress, cancelled=cancelled),
            path,
            failed,
        )

    def _open(
        self,
        text: str,
        build: Work[Project],
        path: Path | None = None,
        failed: Callable[[str], None] | None = None,
        then: Action = lambda: None,
    ) -> None:
        """Put the project that `build` makes off the GUI thread in the place of the present one."""
        before = self._studio.project

        def replace(project: Project) -> None:
            self._replace(project, path)
            then()

        def done(project: Project) -> None:
            if self._studio.project is before and not self._is_working:
                replace(project)
            else:  # edited meanwhile: those edits are work, too
                self.when_safe(lambda: replace(project))

        self._studio.tasks.run(text, build, done, failed, lane=Lane.OPENING)

    def _on_task_ended(self) -> None:
        waiting, self._after_work = self._after_work, []
        for action in waiting:  # soon: the document has yet to learn of it
            QTimer.singleShot(0, self, partial(self.when_safe, action))

    def _replace(self, project: Project, path: Path | None = None) -> None:
        self._studio.selection.begin(Place(INPUT))
        self._studio.document.replace(project, path)
        self._studio.selection.begin(opening_place(project))
        if path is not None:
            self._remember(path)

    def _remember(self, path: Path) -> None:
        self._settings.remember(path)
        self.recent_changed.emit()

    def _ask_for_file(self, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, self._folder(), filters)
        dialog.setObjectName("open_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._visit, chosen))
        dialog.open()

    def _ask_for_new_file(
        self, title: str, stem: str, kinds: Sequence[str], chosen: Callable[[Path], None]
    ) -> None:
        proposal = Path(self._folder()) / stem
        ask_where_to_save(self._window, title, proposal, kinds, partial(self._visit, chosen))

    def _visit(self, chosen: Callable[[Path], None], name: str | Path) -> None:
        self._visited = Path(name).parent
        chosen(Path(name))

    def _folder(self) -> str:
        """Where the user was last."""
        recent = self._studio.document.path or next(iter(self._settings.recent), None)
        folder = self._visited or (recent.parent if recent is not None else Path.home())
        return str(folder if os.path.isdir(folder) else Path.home())


def opening_place(project: Project) -> Place:
    """Where to look first: at a number with a reason, the first of the first dense layer.

    Without a dense layer it is the first layer that is switched on; without any, the batch.
    """
    layers = list(enumerate(project.network.layers))
    dense = [index for index, layer in layers if isinstance(layer, Dense)]
    working = dense + [index for index, layer in layers if layer.enabled]
    if not working or not project.batch.n_samples:
        return Place(INPUT)
    return Place(working[0], 0, 0)
