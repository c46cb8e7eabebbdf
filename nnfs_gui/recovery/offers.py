"""Looks for what crashed windows left, and offers it in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import sentence
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.recovery.look_first import LookFirst
from nnfs_gui.recovery.taking import Taking
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane

# The rest is imported when something was left: the start would wait for it.
if TYPE_CHECKING:
    from nnfs_core.recovery.crashed import Crashed
    from nnfs_gui.recovery.dialog import RecoveryDialog
    from nnfs_gui.recovery.offer import Offered


class Offers(QObject):
    """Has the dialog while it is open; what it lists then is offered by no other start."""

    def __init__(
        self,
        window: QWidget,
        studio: Studio,
        files: FileOperations,
        state_folder: Path,
        taking: Taking,
        look_first: LookFirst,
    ) -> None:
        super().__init__(window)
        self._window, self._studio, self._files = window, studio, files
        self._state_folder, self._taking, self._look_first = state_folder, taking, look_first
        self._dialog: RecoveryDialog | None = None
        self._looking = studio.lanes.worker(self, "Looking for unsaved work", Lane.RECOVERING)
        studio.tasks.ended.connect(self._end_waiting)

    def look(self, nothing: Callable[[], None] = lambda: None) -> None:
        """Offer what crashed windows left, or do `nothing`; what is older than 30 days goes."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return

        def look(progress: Progress, cancelled: IsCancelled) -> list[Crashed]:
            from nnfs_core.recovery.crashed import crashed, remove_older_than

            with suppress(NnfsError):
                remove_older_than(self._state_folder)
            return crashed(self._state_folder)

        def offer(found: list[Crashed]) -> None:
            if found:
                self._offer(found)
            else:
                nothing()

        self._looking.run(look, offer, self._studio.notices.warn)

    def close(self) -> None:
        """The window closes: what is listed is left to a later start."""
        if self._dialog is not None:
            self._dialog.accept()

    def _offer(self, found: list[Crashed]) -> None:
        from nnfs_gui.recovery.dialog import RecoveryDialog

        dialog = self._dialog = RecoveryDialog(found, self._studio.lanes, self._window)
        dialog.recover_wanted.connect(partial(self._read, self._taking.recover))
        dialog.look_wanted.connect(partial(self._read, self._look_first.begin))
        dialog.discard_wanted.connect(self._discard)
        dialog.finished.connect(self._leave)
        dialog.show()

    def _leave(self) -> None:
        """The dialog is closed."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            for crashed in dialog.listed:
                crashed.keep()
            dialog.deleteLater()

    def _read(self, then: Callable[[Offered], None], crashed: Crashed, with_samples: bool) -> None:
        """Read one, once the present project is safe, and close the dialog."""
        from nnfs_gui.recovery.offer import Offered, name_of

        def listing() -> RecoveryDialog | None:
            """The dialog, unless it was left or discarded while something else was asked."""
            dialog = self._dialog
            return dialog if dialog is not None and crashed in dialog.listed else None

        def show(offered: Offered) -> None:
            if (dialog := listing()) is None:
                return
            dialog.take_out(crashed)
            n_left = len(dialog.listed)
            then(offered)
            if self._dialog is not None:
                more = sentence("{n} more left behind: File > Recover unsaved work offers them.")
                self._studio.notices.info(more(n_left))
                self._dialog.accept()

        def read() -> None:
            if (dialog := listing()) is None:
                return
            dialog.set_waiting(True)
            text = sentence("Recovering {name}")(name_of(crashed))
            self._files.bring(text, partial(Offered.read, crashed, with_samples), show)

        self._files.when_safe(read)

    def _end_waiting(self) -> None:
        if self._dialog is not None:
            self._dialog.set_waiting(False)

    def _discard(self, crashed: Crashed) -> None:
        if self._dialog is not None:
            self._dialog.take_out(crashed)
        self._taking.discard(crashed)
