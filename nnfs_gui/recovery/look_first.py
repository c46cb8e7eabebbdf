"""Shows what a crashed window left without recovering it, until the user decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnfs_core.project.document import Document
from nnfs_core.wording import moment_text, sentence
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.recovery.taking import Taking
from nnfs_gui.studio.question import Answer, Question
from nnfs_gui.studio.studio import Studio

if TYPE_CHECKING:  # the start would wait for it
    from nnfs_gui.recovery.offer import Offered


@dataclass(frozen=True)
class Look:
    """Holds what is looked at, and how to go back to what was there before."""

    offered: Offered
    go_back: Callable[[], None]
    n_starts: int  # of the document since


class LookFirst(QObject):
    """Opens it as if it were saved, with a question what to do with it, which a strip shows.

    It has no file meanwhile, so that saving asks where to; that, or an edit, recovers it. Closing
    the window or opening another project leaves it to a later start.
    """

    asked = Signal(object)  # Question | None

    def __init__(
        self, studio: Studio, files: FileOperations, taking: Taking, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._studio, self._files, self._taking = studio, files, taking
        self._look: Look | None = None
        studio.document.status_changed.connect(self._follow)
        files.saved.connect(lambda project, path: self._end_saved())

    def begin(self, offered: Offered) -> None:
        """Show it, trial and all."""
        from nnfs_gui.recovery.offer import name_of

        document, noted = self._studio.document, offered.noted
        # from one look to the next, back is still where it was before both
        go_back = self._way_back() if self._look is None else self._look.go_back
        self._files.begin_with(lambda document: document.replace(noted.trial or noted.project))
        self._look = Look(offered, go_back, document.n_starts)
        what = sentence("This is what was kept of {name} {moment}. {warning}")
        name, warning = name_of(offered.crashed), offered.recovered.warning
        text = what(name, moment_text(noted.time), warning).strip()
        recover = Answer("look_recover", "Recover", "", self._recover, is_primary=True)
        later = Answer("look_later", "Later", "", partial(self._leave, discards=False))
        discard = Answer("look_discard", "Discard", "", partial(self._leave, discards=True))
        self.asked.emit(Question(text, (recover, later, discard)))

    def close(self) -> None:
        """The window closes."""
        if self._look is not None:
            self._look.offered.crashed.keep()

    def _way_back(self) -> Callable[[], None]:
        """How to show again what is shown now, without its history."""
        document, watch = self._studio.document, self._files.watch
        project, path, known = document.settled, document.path, watch.known
        is_saved = not document.is_modified

        def go_back() -> None:
            begin = partial(Document.replace, project=project, path=path, is_saved=is_saved)
            self._files.begin_with(begin)
            if path is not None and known is not None:
                watch.hold(path, known)

        return go_back

    def _follow(self) -> None:
        """See whether it was edited, or is open no more."""
        document, look = self._studio.document, self._look
        if look is not None and document.n_starts != look.n_starts:
            self._end()
            look.offered.crashed.keep()
        elif look is not None and (document.is_modified or document.is_trying):
            self._end()
            document.mark_unsaved(look.offered.noted.path)
            self._taking.begin(look.offered)

    def _end_saved(self) -> None:
        if self._look is not None:
            offered = self._look.offered
            self._end()
            self._taking.discard(offered.crashed)

    def _recover(self) -> None:
        if self._studio.open_editors.enter() and self._look is not None:
            offered = self._look.offered
            self._end()
            self._taking.recover(offered)

    def _leave(self, *, discards: bool) -> None:
        """Go back to what was there before the look."""
        self._studio.open_editors.drop()
        look = self._look
        if look is None:
            return
        self._end()
        look.go_back()
        if discards:
            self._taking.discard(look.offered.crashed)
        else:
            look.offered.crashed.keep()

    def _end(self) -> None:
        self._look = None
        self.asked.emit(None)
