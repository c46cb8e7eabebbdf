"""Connects the window with what is kept for a crash, and with what crashed windows left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nnfs_core.project.project import Project
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.recovery.autosave import Autosave
from nnfs_gui.recovery.look_first import LookFirst
from nnfs_gui.recovery.offers import Offers
from nnfs_gui.recovery.taking import Taking
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio

QUIET = 500  # milliseconds after the window shows, in which it is drawn


@dataclass(frozen=True)
class _Parts:
    """Holds what there is when there is a state folder."""

    autosave: Autosave
    taking: Taking
    look_first: LookFirst
    offers: Offers


class Recovery(QObject):
    """Keeps unsaved work in the state folder, and offers there what crashed windows left.

    Without a state folder nothing is kept and nothing offered.
    """

    asked = Signal(object)  # Question | None, about what is looked at

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
        self._notices, self._settings = studio.notices, settings
        self._parts: _Parts | None = None
        keep, recover = actions["file.keep_unsaved"], actions["file.recover"]
        keep.setEnabled(state_folder is not None)
        recover.setEnabled(state_folder is not None)
        if state_folder is None:
            return
        watch = files.watch
        autosave = Autosave(
            studio.document, studio.lanes, state_folder, self, known=lambda: watch.known
        )
        taking = Taking(studio, files, autosave, self)
        look_first = LookFirst(studio, files, taking, self)
        look_first.asked.connect(self.asked)
        offers = Offers(window, studio, files, state_folder, taking, look_first)
        self._parts = _Parts(autosave, taking, look_first, offers)
        autosave.failed.connect(partial(studio.notices.warn, until=autosave.mended))
        files.saved.connect(self._learn_saved)
        watch.changed.connect(autosave.note_anew)
        autosave.set_on(settings.keeps_unsaved)
        keep.setChecked(settings.keeps_unsaved)
        keep.toggled.connect(self._set_on)
        actions.connect({"file.recover": self._look_for_more})

    def begin(self) -> None:
        """Offer what crashed windows left, in a moment; what is older than 30 days is removed."""
        if self._parts is not None:
            QTimer.singleShot(QUIET, self, self._parts.offers.look)

    def note_at_once(self) -> None:
        """Note what is not saved and wait for it, as the session may end at any moment."""
        if self._parts is not None:
            self._parts.autosave.note_at_once()

    def let_go(self) -> None:
        """Leave what was noted to the next start from now on, as the session ends unasked."""
        if self._parts is not None:
            self._parts.taking.let_go()
            self._parts.autosave.let_go()

    def close(self) -> None:
        """Remove what is saved or was given up, after the lanes have closed; the rest stays."""
        if self._parts is not None:
            self._parts.offers.close()
            self._parts.look_first.close()
            self._parts.taking.close()
            self._parts.autosave.close()

    def _set_on(self, is_on: bool) -> None:
        self._settings.keeps_unsaved = is_on
        if self._parts is not None:
            self._parts.autosave.set_on(is_on)

    def _look_for_more(self) -> None:
        if self._parts is not None:
            nothing = "There is no unsaved work to recover."
            self._parts.offers.look(lambda: self._notices.info(nothing))

    def _learn_saved(self, project: Project, path: Path) -> None:
        if self._parts is not None:
            self._parts.taking.release()
            self._parts.autosave.learn_saved(project, path)
