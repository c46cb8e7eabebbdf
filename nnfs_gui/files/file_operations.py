"""This module opens networks, data and examples, and does what else the File menu says."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from nnfs_core import formats
from nnfs_core.examples import Example
from nnfs_core.files.look import Look, Opened
from nnfs_core.files.tables.spreadsheets import computed_names
from nnfs_core.finding import in_order
from nnfs_core.finding.order import IntArray
from nnfs_core.formats import NETWORKS, NPY, TABLES, TENSORS, Format, format_of, write_data
from nnfs_core.project.batch import Batch
from nnfs_core.project.changes import Part
from nnfs_core.project.document import Document
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project, empty_project
from nnfs_core.wording import listed, sentence
from nnfs_gui.files.compare_with import compare_with
from nnfs_gui.files.data_import import DataImport
from nnfs_gui.files.data_watch import DataWatch
from nnfs_gui.files.project_file import Action, ProjectFile
from nnfs_gui.files.table_saving import TableSaving
from nnfs_gui.filtering import ask_rows
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.file_dialogs import (
    ask_for_file,
    data_formats,
    data_suffixes,
    file_filter,
    number_filters,
)
from nnfs_gui.work.daemon import soon
from nnfs_gui.work.lanes import Lane
from nnfs_gui.work.worker import Work

if TYPE_CHECKING:
    from nnfs_gui.worksheet import WorksheetDialog

T = TypeVar("T")


class FileOperations(ProjectFile):
    """Does what the File menu says to the document and its file."""

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        window: QWidget,
        state_folder: Path | None = None,
    ) -> None:
        super().__init__(studio, settings, window, state_folder)
        self._worksheet: WorksheetDialog | None = None
        self.data_import = DataImport(studio, window)
        self.data_watch = DataWatch(studio, self.data_import.open, self)
        self.data_import.opened.connect(self._remember)
        self.data_import.network_found.connect(
            lambda format, look: self.when_safe(lambda: self._load(format, look))
        )

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
                example.name, lambda progress, cancelled: Opened(example.build()), then
            )
        )

    def choose_file(self) -> None:
        """Ask for a file of any format, and open it."""
        self._ask_for_file("Open", "All that opens here", formats.FORMATS, self.open)

    def choose_table(self) -> None:
        """Ask for a file of data, by any name, and open it as the batch."""
        self._ask_for_file(
            "Open data", "Data", data_formats(), self.data_import.open, "All files (*)"
        )

    def open(self, path: Path, *, ask: bool = True) -> None:
        """Open a file: data becomes the batch, anything else must be a network.

        Without `ask` data is opened as it looks, where nobody is there to choose.
        """

        def failed(sentence: str) -> None:
            # Path.exists raises in a folder that may not be read
            if not soon(lambda: os.path.exists(path), otherwise=True):
                self._settings.forget(path)
                self.recent_changed.emit()
            self._studio.notices.error(sentence)

        self.data_import.open(path, ask=ask, otherwise=NETWORKS, failed=failed)

    def choose_file_to_compare(self) -> None:
        """Ask for a network to pin in the place of a present state."""
        compare = partial(compare_with, self._studio)
        self._ask_for_file("Compare with", NETWORKS.title, [NETWORKS], compare)

    def save_batch(self, batch: Batch | None = None, stem: str = "batch") -> None:
        """Ask for a file and write the batch to it, or another one, as a table or as arrays."""
        if batch is None:
            present = self._studio.project.batch
            ask_rows(
                self._studio,
                "Save the batch",
                self._window,
                lambda order: self._save_batch(in_order(present, order), stem, order.indices),
            )
        else:
            self._save_batch(batch, stem)

    def _save_batch(self, batch: Batch, stem: str, samples: IntArray | None = None) -> None:
        def write(path: Path, for_spreadsheets: bool = False) -> None:
            no_room = []
            if format_of(path) is NPY and batch.target_rows is not None:
                no_room = ["targets"]
            if format_of(path) in (NPY, TENSORS) and batch.label_rows is not None:
                no_room += ["labels"]
            if format_of(path) in (NPY, TENSORS) and batch.subset_rows is not None:
                no_room += ["split"]
            if format_of(path) is NPY and samples is not None:
                no_room += ["numbers of the samples"]
            saved = sentence("Saved the batch to {name}.")(path.name)
            if no_room:
                less = sentence(
                    "Saved the {what} to {name}: such a file has no room for the {rest}."
                )
                what = "inputs" if format_of(path) is NPY else "batch"
                saved = less(what, path.name, listed(no_room))
            self._studio.tasks.run(
                f"Saving {path.name}",
                lambda progress, cancelled: write_data(
                    path,
                    batch,
                    samples=samples,
                    for_spreadsheets=for_spreadsheets,
                    progress=progress,
                    cancelled=cancelled,
                ),
                lambda nothing: self._studio.tell_saved("batch", saved),
                lane=Lane.EXPORTING,
            )

        def ask(path: Path) -> None:
            def found(names: list[str]) -> None:
                if names:
                    TableSaving(path.name, names, partial(write, path), self._window).open()
                else:
                    write(path)

            if format_of(path) not in (TABLES, None):
                write(path)
            elif batch.label_rows is None:
                found(computed_names(batch))
            else:  # of which there may be a million
                self._studio.tasks.run(
                    sentence("Looking at the labels for {name}")(path.name),
                    lambda progress, cancelled: computed_names(batch, cancelled),
                    found,
                    lane=Lane.EXPORTING,
                )

        self._ask_for_new_file("Save the batch", stem, number_filters(), ask, data_suffixes())

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

    def _load(self, format: Format, look: Look) -> None:
        self._open(
            look.path.name,
            lambda progress, cancelled: format.read(
                look, format.suggested(look), progress=progress, cancelled=cancelled
            ),
            lambda: self._remember(look.path),
        )

    def bring(self, text: str, build: Work[T], show: Callable[[T], None]) -> None:
        """Make off the GUI thread what `show` then puts in the place of the present project.

        The present one must be safe; if it is edited meanwhile, that is asked about before.
        """
        before = self._studio.project

        def done(made: T) -> None:
            entered = self._studio.open_editors.enter()  # what was typed meanwhile
            if entered and self._studio.project is before and not self._is_working:
                show(made)
            else:  # edited meanwhile: those edits are work, too
                self.when_safe(lambda: show(made))

        self._studio.tasks.run(text, build, done, lane=Lane.OPENING)

    def begin_with(self, begin: Callable[[Document], None]) -> None:
        """Let `begin` start the document with another project, and look at its first number."""
        self._studio.selection.begin(Place(INPUT))
        begin(self._studio.document)
        self._studio.selection.begin(opening_place(self._studio.project))

    def _open(self, name: str, build: Work[Opened], then: Action) -> None:
        """Put the project that `build` makes off the GUI thread in the place of the present one."""

        def replace(opened: Opened) -> None:
            assert isinstance(opened.content, Project)
            self._replace(opened.content, opened.saves_to)
            if opened.saves_to is not None and opened.state is not None:
                self.watch.hold(opened.saves_to, opened.state)
            if opened.remarks:
                self._studio.notices.info(" ".join(opened.remarks), about=Part.NUMBERS)
            then()

        self.bring(f"Opening {name}", build, replace)

    def _replace(self, project: Project, path: Path | None = None) -> None:
        self.begin_with(lambda document: document.replace(project, path))

    def _ask_for_file(
        self,
        title: str,
        kind: str,
        known: Sequence[Format],
        chosen: Callable[[Path], None],
        *more: str,
    ) -> None:
        """Ask for a file of one of the `known` formats, which together are called `kind`."""
        filters = [file_filter(kind, *known)]
        if len(known) > 1:
            filters += [file_filter(format.title, format) for format in known]
        visit = partial(self._visit, chosen)
        ask_for_file(self._window, "open_dialog", title, self._folder(), [*filters, *more], visit)


def opening_place(project: Project) -> Place:
    """Where to look first: at a number with a reason, the first of the first dense layer.

    Without a dense layer it is the first layer that is switched on; without any, the batch.
    """
    network = project.network
    working = [*network.dense_layers]
    working += [index for index, layer in enumerate(network.layers) if layer.enabled]
    if not working or not project.batch.n_samples:
        return Place(INPUT)
    return Place(working[0], 0, 0)
