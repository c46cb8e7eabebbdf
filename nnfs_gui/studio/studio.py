"""What every panel is given: the document and the few things around it that all panels share."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from dataclasses import dataclass

from nnfs_core.errors import NnfsError, sentence_of
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_gui.studio.fetching import Fetching
from nnfs_gui.studio.links import Links
from nnfs_gui.studio.notices import Notices
from nnfs_gui.studio.orientation import Orientation
from nnfs_gui.studio.pins.pinned import Pinned
from nnfs_gui.studio.selection import Selection
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.work.lanes import Lanes
from nnfs_gui.work.runner import Runner
from nnfs_gui.work.tasks import Tasks

Edit = Callable[[Project], Project]


@dataclass(frozen=True)
class Studio:
    """One open document, and what all panels share around it: work, messages, looks, selection."""

    document: Document
    runner: Runner
    selection: Selection
    theme: Theme
    notices: Notices
    lanes: Lanes
    tasks: Tasks
    fetching: Fetching
    links: Links
    orientation: Orientation
    pinned: Pinned

    @classmethod
    def create(
        cls,
        project: Project | None = None,
        *,
        theme: Theme | None = None,
        executor: Executor | None = None,
    ) -> Studio:
        """A studio for a project; tests pass an executor that works at once."""
        document = Document(project)
        lanes, notices = Lanes(executor), Notices()
        runner, tasks = Runner(document, lanes), Tasks(lanes)
        tasks.failed.connect(notices.error)
        document.status_changed.connect(notices.settle)
        return cls(
            document,
            runner,
            Selection(),
            theme or Theme(),
            notices,
            lanes,
            tasks,
            Fetching(lanes, notices),
            Links(),
            Orientation(),
            Pinned(runner, lanes, notices),
        )

    @property
    def project(self) -> Project:
        return self.document.project

    def attempt(self, text: str, edit: Edit, merge: Hashable = None) -> bool:
        """Apply `edit` to the present project as the step `text`; a refusal becomes a notice.

        Returns whether the edit was accepted.
        """
        project = self._edited(text, edit)
        if project is not None:
            self.document.apply(text, project, merge)
        return project is not None

    def try_out(self, text: str, edit: Edit, merge: Hashable = None) -> bool:
        """Show what `edit` makes of the present project, until it is kept or let go.

        `text` should read both after "What if" and after "Undo", as in "weight 2 of neuron 1 in
        Dense 1 = 0.35". The values of one slider share a `merge` key, such as the
        place of the number; changes with other keys join the same trial. A refusal becomes a
        notice. Returns whether the edit was accepted.
        """
        project = self._edited(text, edit)
        if project is not None:
            self.document.try_out(text, project, merge)
        return project is not None

    def _edited(self, text: str, edit: Edit) -> Project | None:
        """What `edit` makes of the present project, None after a notice when it is refused."""
        try:
            return edit(self.document.project)
        except (NnfsError, MemoryError) as error:
            self.notices.error(sentence_of(error, text))
        return None

    def close(self) -> None:
        """Stop all work under way and wait for its threads."""
        self.lanes.close()
