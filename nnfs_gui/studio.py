"""What every panel is given: the document and the few things around it that all panels share."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from dataclasses import dataclass

from nnfs_core.document import Document
from nnfs_core.errors import NnfsError
from nnfs_core.project import Project
from nnfs_gui.background import Background
from nnfs_gui.fetching import Fetching
from nnfs_gui.links import Links
from nnfs_gui.notices import Notices
from nnfs_gui.runner import Runner
from nnfs_gui.selection import Selection
from nnfs_gui.tasks import Tasks
from nnfs_gui.theme import Theme

Edit = Callable[[Project], Project]


@dataclass(frozen=True)
class Studio:
    """One open document, and what all panels share around it: work, messages, looks, selection."""

    document: Document
    runner: Runner
    selection: Selection
    theme: Theme
    notices: Notices
    tasks: Tasks
    background: Background
    fetching: Fetching
    links: Links

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
        notices = Notices()
        document.changed.connect(lambda old, new: notices.settle())
        return cls(
            document,
            Runner(document, executor),
            Selection(),
            theme or Theme(),
            notices,
            Tasks(executor),
            Background(executor),
            Fetching(Background(executor), notices),
            Links(),
        )

    @property
    def project(self) -> Project:
        return self.document.project

    def attempt(self, text: str, edit: Edit, merge: Hashable = None) -> bool:
        """Apply `edit` to the present project as the step `text`; a refusal becomes a notice.

        Returns whether the edit was accepted.
        """
        try:
            project = edit(self.document.project)
        except NnfsError as error:
            self.notices.error(str(error))
            return False
        except MemoryError:
            self.notices.error(f"{text}: this needs more memory than there is.")
            return False
        self.document.apply(text, project, merge)
        return True

    def close(self) -> None:
        """Stop all work under way and wait for its threads."""
        self.fetching.close()
        self.background.close()
        self.tasks.close()
        self.runner.close()
