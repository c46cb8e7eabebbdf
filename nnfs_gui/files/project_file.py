"""This module saves the project, and asks before anything is lost that is not saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from nnfs_core.files.file_state import FileState
from nnfs_core.files.native import save
from nnfs_core.files.unchanged import ChangedFileError, check_unchanged
from nnfs_core.formats import NETWORKS
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import sentence
from nnfs_gui.files.compare_with import compare_with
from nnfs_gui.files.file_watch import FileWatch
from nnfs_gui.files.foreign_changes import ForeignChanges
from nnfs_gui.files.replace_question import ReplaceQuestion
from nnfs_gui.files.still_writing import WRITING, StillWriting
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.file_dialogs import file_filter
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainMessageBox
from nnfs_gui.widgets.where_to_save import WhereToSave
from nnfs_gui.work.daemon import soon
from nnfs_gui.work.lanes import Lane

Action = Callable[[], object]


class ProjectFile(QObject):
    """Keeps the file of the project; `recent_changed` tells the menu to read the recent files."""

    recent_changed = Signal()
    saved = Signal(object, object)  # the Project that is whole in a file now, and its Path

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        window: QWidget,
        state_folder: Path | None = None,
    ) -> None:
        super().__init__(window)
        self._studio = studio
        self._settings = settings
        self._window = window
        self._visited: Path | None = None  # the folder that a file was last chosen in
        self._after_work: list[Action] = []
        self.watch = FileWatch(studio.document, studio.lanes, state_folder, self)
        self.foreign_changes = ForeignChanges(studio, self.watch, self.save, self.save_as, self)
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
        """True when no work would be lost: all is saved, nothing is being written or edited."""
        is_writing = self._studio.tasks.are_busy(*WRITING)
        return not (is_writing or self._is_working or self._has_unsaved)

    def save(self, then: Action = lambda: None) -> None:
        """Save to the project's file, or ask for one; then do `then`.

        What is typed but not entered yet is entered first, be it that this takes a while; a text
        that will not do stops it.
        """
        path = self._studio.document.path
        if path is None:
            self.save_as(then)
        elif self._has_entered(partial(self.save, then)):
            self.save_to(path, then)

    def save_as(self, then: Action = lambda: None) -> None:
        """Ask for a file and save to it, as `save` does; then do `then`."""
        if not self._has_entered(partial(self.save_as, then)):
            return
        stem = Path(self.display_name).stem
        kinds = [file_filter(NETWORKS.title, NETWORKS)]
        self._ask_for_new_file("Save as", stem, kinds, lambda path: self.save_to(path, then))

    def save_to(
        self, path: Path, then: Action = lambda: None, *, replaces: FileState | None = None
    ) -> None:
        """Save to `path`, which becomes the project's file; then do `then`.

        What is tried out is kept first: the file is to hold what is on the screen. What others
        have made of the project's file is replaced only if it is what the user agreed to replace.
        """
        self._studio.document.keep()
        project = self._studio.document.project
        check = (
            self.watch.check_of(path)
            if replaces is None
            else partial(check_unchanged, path, replaces)
        )

        def work(progress: Progress, cancelled: IsCancelled) -> FileState | ChangedFileError:
            may_replace = partial(check, cancelled)
            try:
                return save(
                    project, path, check=may_replace, progress=progress, cancelled=cancelled
                )
            except ChangedFileError as error:
                return error

        def done(state: FileState | ChangedFileError) -> None:
            if isinstance(state, ChangedFileError):
                self._ask_to_replace(path, state.found, then)
                return
            self._studio.document.mark_saved(project, path)
            self.watch.hold(path, state)
            self.saved.emit(project, path)
            self._remember(path)
            self._studio.notices.settle(remedied=True)
            then()

        def failed(sentence: str) -> None:
            self._studio.notices.error(sentence, "Save as…", lambda: self.save_as(then))

        self.watch.pause()
        self._studio.tasks.run(f"Saving {path.name}", work, done, failed, lane=Lane.SAVING)

    def _ask_to_replace(self, path: Path, found: FileState, then: Action) -> None:
        ReplaceQuestion(
            path.name,
            replace=lambda: self.save_to(path, then, replaces=found),
            save_as=lambda: self.save_as(then),
            compare=lambda: compare_with(self._studio, path, samples_too=True),
            parent=self._window,
        ).open()

    def when_safe(self, action: Action) -> None:
        """Do `action` at once if all is saved, else after asking to save, discard or go back.

        What is typed but not entered yet is entered; a text that will not do stops the action. A
        save or an edit under way ends first: one may leave nothing to ask, the other is work.
        """
        if not self._studio.open_editors.enter():
            return
        if self._is_working:
            self._after_work.append(partial(self.when_safe, action))
            self._studio.notices.info("The work under way ends first, unless you cancel it.")
            return
        if not self._has_unsaved:
            action()
            return
        if self._shows("unsaved_box"):  # two that waited for the same work
            return
        trial = self._studio.document.trial_text
        box = named(PlainMessageBox(self._window), "unsaved_box")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Unsaved changes")
        box.setText(sentence("{name} has changes that are not saved.")(self.display_name))
        box.setInformativeText(
            "Save them first?"
            if trial is None
            else sentence("One of them is only a what-if: {trial}. Keep and save all first?")(trial)
        )
        box.setStandardButtons(
            QMessageBox.StandardButton.Save
            | QMessageBox.StandardButton.Discard
            | QMessageBox.StandardButton.Cancel
        )
        box.button(QMessageBox.StandardButton.Save).setText("&Save")
        box.button(QMessageBox.StandardButton.Discard).setText("&Discard")
        box.setDefaultButton(QMessageBox.StandardButton.Save)
        answers: dict[QMessageBox.StandardButton, Action] = {
            QMessageBox.StandardButton.Save: lambda: self.save(then=lambda: self.when_safe(action)),
            QMessageBox.StandardButton.Discard: action,
        }
        box.buttonClicked.connect(
            lambda button: answers.get(box.standardButton(button), lambda: None)()
        )
        box.open()

    def when_written(self, action: Action) -> None:
        """Do `action` once all files are written, or given up; at once when none is.

        As long as one is being written, a dialog shows it and offers to go back.
        """
        if not self._studio.tasks.are_busy(*WRITING):
            action()
        elif not self._shows("still_writing"):
            StillWriting(self._studio, action, self._window).open()

    def _shows(self, name: str) -> bool:
        """Whether the window shows a dialog of that name."""
        return any(each.isVisible() for each in self._window.findChildren(QDialog, name))

    def _has_entered(self, again: Action) -> bool:
        """Enter what is typed; False when it will not do, or takes long: `again` is done then."""
        was_working = self._is_working
        if not self._studio.open_editors.enter():
            return False
        has_begun = self._is_working and not was_working
        if has_begun:
            self._after_work.append(again)
        return not has_begun

    @property
    def _is_working(self) -> bool:
        """True while a save or an edit is under way."""
        lanes = Lane.SAVING, Lane.PASTING, Lane.EDITING_BATCH, Lane.EDITING_NETWORK
        return self._studio.tasks.are_busy(*lanes)

    @property
    def _has_unsaved(self) -> bool:
        """True when the file lacks something on the screen, be it only tried out."""
        return self._studio.document.is_modified or self._studio.document.is_trying

    def _on_task_ended(self) -> None:
        if not self._studio.tasks.are_busy(Lane.SAVING):
            self.watch.go_on()
        waiting, self._after_work = self._after_work, []
        for action in waiting:  # soon: the document has yet to learn of it
            QTimer.singleShot(0, self, action)

    def _remember(self, path: Path) -> None:
        self._settings.remember(path)
        self.recent_changed.emit()
        if fault := self._settings.new_fault():
            self._studio.notices.warn(fault)

    def _ask_for_new_file(
        self,
        title: str,
        stem: str,
        kinds: Sequence[str],
        chosen: Callable[[Path], None],
        known: Sequence[str] = (),
    ) -> None:
        where = WhereToSave(title, Path(self._folder()) / stem, kinds, known=known)
        where.ask(self._window, partial(self._visit, chosen))

    def _visit(self, chosen: Callable[[Path], None], path: Path) -> None:
        self._visited = path.parent
        chosen(path)

    def _folder(self) -> str:
        """Where the user was last."""
        recent = self._studio.document.path or next(iter(self._settings.recent), None)
        folder = self._visited or (recent.parent if recent is not None else Path.home())
        return str(folder if soon(lambda: os.path.isdir(folder), False) else Path.home())
