"""Connects the window with what is kept for a crash, and with what crashed windows left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_core.wording import moment_text, sentence
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.recovery.autosave import Autosave
from nnfs_gui.recovery.strip import LookStrip
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane

# The rest is imported when something was left: the start would wait for it.
if TYPE_CHECKING:
    from nnfs_core.recovery.crashed import Crashed, Recovered
    from nnfs_gui.recovery.dialog import RecoveryDialog

QUIET = 500  # milliseconds after the window shows, in which it is drawn


@dataclass(frozen=True)
class Looked:
    """Holds what is looked at, and how to go back to what was there before."""

    crashed: Crashed
    recovered: Recovered
    go_back: Callable[[Document], None]
    n_starts: int  # of the document since


class Recovery(QObject):
    """Keeps unsaved work in the state folder, and offers there what crashed windows left.

    What is recovered is removed there only when the window's own journal or a file has it. What is
    looked at counts as saved until it is edited, which recovers it. `strip` is for the window to
    place. Without a state folder nothing is kept and nothing offered.
    """

    def __init__(
        self,
        window: QWidget,
        studio: Studio,
        actions: Actions,
        files: FileOperations,
        settings: Settings,
        state_folder: Path | None,
    ) -> None:
        super().__init__(window)
        self._window, self._studio, self._files = window, studio, files
        self._settings, self._state_folder = settings, state_folder
        self.strip = LookStrip()
        self._autosave: Autosave | None = None
        self._dialog: RecoveryDialog | None = None
        self._looked: Looked | None = None
        self._taken: tuple[Crashed, int] | None = None  # recovered, in which start of the document
        self._looking = studio.lanes.worker(self, "Looking for unsaved work", Lane.RECOVERING)
        keep = actions["file.keep_unsaved"]
        for id in ("file.keep_unsaved", "file.recover"):
            actions[id].setEnabled(state_folder is not None)
        if state_folder is None:
            return
        self._autosave = Autosave(studio.document, studio.lanes, state_folder, self)
        self._autosave.failed.connect(studio.notices.warn)
        self._autosave.noted.connect(lambda noted: self._release_taken())
        self._autosave.set_on(settings.keeps_unsaved)
        keep.setChecked(settings.keeps_unsaved)
        keep.toggled.connect(self._set_on)
        actions.connect({"file.recover": self.look_for_more})
        files.saved.connect(self._on_saved)
        studio.tasks.ended.connect(self._end_waiting)
        studio.document.status_changed.connect(self._follow)
        self.strip.recover_wanted.connect(self._take_looked)
        self.strip.later_wanted.connect(lambda: self._end_look())
        self.strip.discard_wanted.connect(lambda: self._end_look(discards=True))

    def begin(self) -> None:
        """Offer what crashed windows left, in a moment; what is older than 30 days is removed."""
        if self._state_folder is not None:
            QTimer.singleShot(QUIET, self, self._look)

    def look_for_more(self) -> None:
        """Offer what crashed windows left, or say that there is nothing."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        self._look(lambda: self._studio.notices.info("There is no unsaved work to recover."))

    def note_at_once(self) -> None:
        """Note what is not saved and wait for it, as the session may end at any moment."""
        if self._autosave is not None:
            self._autosave.note_at_once()

    def let_go(self) -> None:
        """Leave what was noted to the next start from now on, as the session ends unasked."""
        if self._taken is not None:
            (crashed, _), self._taken = self._taken, None
            crashed.keep()
        if self._autosave is not None:
            self._autosave.let_go()

    def close(self) -> None:
        """Remove what is saved or was given up, after the lanes have closed; the rest stays."""
        if self._dialog is not None:
            self._dialog.accept()
        if self._looked is not None:
            self._looked.crashed.keep()
        if self._taken is not None:
            with suppress(NnfsError):  # nobody is there to be told
                self._taken[0].discard()
        if self._autosave is not None:
            self._autosave.close()

    def _set_on(self, is_on: bool) -> None:
        self._settings.keeps_unsaved = is_on
        if self._autosave is not None:
            self._autosave.set_on(is_on)

    # What crashed windows left

    def _look(self, nothing: Callable[[], None] = lambda: None) -> None:
        folder = self._state_folder
        if folder is None or self._dialog is not None:
            return

        def look(progress: Progress, cancelled: IsCancelled) -> list[Crashed]:
            from nnfs_core.recovery.crashed import crashed, remove_older_than

            with suppress(NnfsError):
                remove_older_than(folder)
            return crashed(folder)

        def offer(found: list[Crashed]) -> None:
            if found:
                self._offer(found)
            else:
                nothing()

        self._looking.run(look, offer, self._studio.notices.warn)

    def _offer(self, found: list[Crashed]) -> None:
        from nnfs_gui.recovery.dialog import RecoveryDialog

        dialog = self._dialog = RecoveryDialog(found, self._studio.lanes, self._window)
        dialog.recover_wanted.connect(partial(self._read, self._take))
        dialog.look_wanted.connect(partial(self._read, self._look_at))
        dialog.discard_wanted.connect(self._discard_listed)
        dialog.finished.connect(self._leave_listed)
        dialog.show()

    def _leave_listed(self) -> None:
        """The dialog is closed: what it lists is left to a later start."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            for crashed in dialog.listed:
                crashed.keep()
            dialog.deleteLater()

    def _read(
        self, then: Callable[[Crashed, Recovered], None], crashed: Crashed, with_samples: bool
    ) -> None:
        from nnfs_gui.recovery.offer import name_of

        def show(recovered: Recovered) -> None:
            if self._dialog is not None:
                self._dialog.take_out(crashed)
            n_left = 0 if self._dialog is None else len(self._dialog.listed)
            then(crashed, recovered)
            if self._dialog is not None:
                more = sentence("{n} more left behind: File > Recover unsaved work offers them.")
                self._studio.notices.info(more(n_left))
                self._dialog.accept()

        def read() -> None:
            if self._dialog is not None:
                self._dialog.set_waiting(True)
            self._files.bring(
                sentence("Recovering {name}")(name_of(crashed)),
                lambda progress, cancelled: crashed.read(
                    cancelled, with_samples=with_samples, progress=progress
                ),
                show,
            )

        self._files.when_safe(read)

    def _end_waiting(self) -> None:
        if self._dialog is not None:
            self._dialog.set_waiting(False)

    def _discard_listed(self, crashed: Crashed) -> None:
        if self._dialog is not None:
            self._dialog.take_out(crashed)
        self._discard(crashed)

    def _discard(self, crashed: Crashed) -> None:
        """Remove it for good, off the GUI thread; it may be large."""
        worker = self._studio.lanes.worker(self, "Removing unsaved work", Lane.RECOVERING)
        worker.run(
            lambda progress, cancelled: crashed.discard(),
            lambda nothing: worker.deleteLater(),
            self._studio.notices.warn,
        )

    # Recover

    def _take(self, crashed: Crashed, recovered: Recovered) -> None:
        """Go on with what was kept, as unsaved as it was."""
        self._files.begin_with(recovered.noted.show_in)
        self._begin_taken(crashed)
        if recovered.warning:
            self._studio.notices.warn(recovered.warning)

    def _begin_taken(self, crashed: Crashed) -> None:
        """From here on it is the window's own unsaved work."""
        self._taken = crashed, self._studio.document.n_starts
        if self._autosave is not None:
            self._autosave.note_now()

    def _release_taken(self) -> None:
        """What was recovered is on the disk again, or given up: what the crash left may go."""
        if self._taken is not None:
            (crashed, _), self._taken = self._taken, None
            self._discard(crashed)

    def _on_saved(self, project: Project, path: Path) -> None:
        if self._looked is not None:
            self._taken = self._looked.crashed, self._looked.n_starts
            self._forget_look()
        self._release_taken()
        if self._autosave is not None:
            self._autosave.learn_saved(project, path)

    # Look first

    def _look_at(self, crashed: Crashed, recovered: Recovered) -> None:
        """Show what was kept, as if it were saved, until the user decides."""
        from nnfs_gui.recovery.offer import name_of

        document, noted = self._studio.document, recovered.noted
        go_back: Callable[[Document], None] = partial(
            Document.replace,
            project=document.settled,
            path=document.path,
            is_saved=not document.is_modified,
        )
        if self._looked is not None:  # from one look to the next
            go_back = self._looked.go_back
        self._files.begin_with(lambda document: document.replace(noted.trial or noted.project))
        self._looked = Looked(crashed, recovered, go_back, document.n_starts)
        what = sentence("This is what was kept of {name} {moment}. {warning}")
        text = what(name_of(crashed), moment_text(noted.time), recovered.warning)
        self.strip.show_text(text.strip())

    def _follow(self) -> None:
        """See whether what is looked at was edited, which recovers it, or is open no more."""
        document, looked = self._studio.document, self._looked
        if looked is not None and document.n_starts != looked.n_starts:
            self._forget_look()
            looked.crashed.keep()
        elif looked is not None and (document.is_modified or document.is_trying):
            self._forget_look()
            document.mark_unsaved(looked.recovered.noted.path)
            self._begin_taken(looked.crashed)
        if self._taken is not None and document.n_starts != self._taken[1]:
            self._release_taken()

    def _take_looked(self) -> None:
        if self._studio.open_editors.enter() and self._looked is not None:
            looked = self._looked
            self._forget_look()
            self._take(looked.crashed, looked.recovered)

    def _end_look(self, *, discards: bool = False) -> None:
        """Go back to what was there before the look."""
        self._studio.open_editors.drop()
        looked = self._looked
        if looked is None:
            return
        self._forget_look()
        self._files.begin_with(looked.go_back)
        if discards:
            self._discard(looked.crashed)
        else:
            looked.crashed.keep()

    def _forget_look(self) -> None:
        self._looked = None
        self.strip.hide()
