"""Makes what a crashed window left this window's own unsaved work, and removes what is no use."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.recovery.autosave import Autosave
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane

if TYPE_CHECKING:  # the start would wait for it
    from nnfs_core.recovery.crashed import Crashed
    from nnfs_gui.recovery.offer import Offered

UNKNOWN_FILE = FileState(device=-1, inode=-1, size=0, mtime_ns=0)  # none is like it


class Taking(QObject):
    """Recovers, and keeps what the crash left until the window's own journal or a file has it.

    Only one is on its way at a time: whoever recovers another one or opens another project was
    asked about the one before.
    """

    def __init__(
        self, studio: Studio, files: FileOperations, autosave: Autosave, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._studio, self._files, self._autosave = studio, files, autosave
        self._taken: tuple[Crashed, int] | None = None  # and in which start of the document
        self._going: list[Crashed] = []  # those that are being removed
        autosave.noted.connect(lambda noted: self.release())
        studio.document.status_changed.connect(self._follow)

    def recover(self, offered: Offered) -> None:
        """Go on with what was kept, as unsaved as it was."""
        self._files.begin_with(offered.noted.show_in)
        self.begin(offered)
        if offered.recovered.warning:
            self._studio.notices.warn(offered.recovered.warning)

    def begin(self, offered: Offered) -> None:
        """What is shown came from `offered`, and is this window's own unsaved work from here on."""
        noted = offered.noted
        if noted.path is not None:  # what others made of it since is not replaced unasked
            self._files.watch.hold(noted.path, noted.known or UNKNOWN_FILE)
        self._taken = offered.crashed, self._studio.document.n_starts
        self._autosave.note_now()

    def release(self) -> None:
        """What was recovered is whole elsewhere, or was given up: what the crash left may go."""
        if self._taken is not None:
            (crashed, _), self._taken = self._taken, None
            self.discard(crashed)

    def discard(self, crashed: Crashed) -> None:
        """Remove it for good, off the GUI thread; it may be large."""
        worker = self._studio.lanes.worker(self, "Removing unsaved work", Lane.RECOVERING)
        self._going.append(crashed)

        def done(nothing: None) -> None:
            self._going.remove(crashed)
            worker.deleteLater()

        worker.run(lambda progress, cancelled: crashed.discard(), done, self._studio.notices.warn)

    def let_go(self) -> None:
        """Leave what the crash left to the next start, too, as the session ends unasked."""
        if self._taken is not None:
            (crashed, _), self._taken = self._taken, None
            crashed.keep()

    def close(self) -> None:
        """The window closes, and the user was asked about what is not saved.

        The lanes have closed by now, perhaps before what was on its way.
        """
        taken = [] if self._taken is None else [self._taken[0]]
        for crashed in (*self._going, *taken):
            with suppress(NnfsError):  # nobody is there to be told
                crashed.discard()

    def _follow(self) -> None:
        if self._taken is not None and self._studio.document.n_starts != self._taken[1]:
            self.release()
