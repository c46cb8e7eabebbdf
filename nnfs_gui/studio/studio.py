"""Gives every panel the document and the few things around it that all panels share."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from nnfs_core.errors import Cancelled, NnfsError, sentence_of
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.document import Document
from nnfs_core.project.following import moves
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence, shortage_text
from nnfs_gui.studio.asking import Asking
from nnfs_gui.studio.chosen_layers import ChosenLayers
from nnfs_gui.studio.classifications import Classifications
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.fetching import Fetching
from nnfs_gui.studio.finder import Finder
from nnfs_gui.studio.links import Links
from nnfs_gui.studio.notices import Notices
from nnfs_gui.studio.open_editors import OpenEditors
from nnfs_gui.studio.orientation import Orientation
from nnfs_gui.studio.pins.pinned import Pinned
from nnfs_gui.studio.selection import Selection
from nnfs_gui.studio.shown_places import ShownPlaces
from nnfs_gui.studio.subset_shown import SubsetShown
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.work.lanes import Lanes
from nnfs_gui.work.runner import Runner
from nnfs_gui.work.tasks import Tasks

if TYPE_CHECKING:
    from nnfs_core.learning.lessons import SavedName

PAUSE = 100  # milliseconds until it looks again


@dataclass(frozen=True)
class Studio:
    """Holds one open document, and what all panels share: work, messages, looks, selection."""

    document: Document
    runner: Runner
    selection: Selection
    chosen_layers: ChosenLayers
    shown_places: ShownPlaces
    theme: Theme
    notices: Notices
    asking: Asking
    lanes: Lanes
    tasks: Tasks
    fetching: Fetching
    finder: Finder
    links: Links
    orientation: Orientation
    pinned: Pinned
    open_editors: OpenEditors
    subset_shown: SubsetShown
    classifications: Classifications

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
        # before all others: what is typed is entered or dropped, and whoever is told of another
        # project or selection next finds it in there, and knows where it is in the outputs
        open_editors, shown_places = OpenEditors(document), ShownPlaces(document)
        selection = Selection(document)
        lanes, notices, asking = Lanes(executor), Notices(), Asking()
        runner, tasks = Runner(document, lanes), Tasks(lanes)
        runner.finished.connect(shown_places.show)
        tasks.failed.connect(notices.error)
        tasks.refused.connect(lambda text: notices.error(text, until=tasks.ended))
        tasks.remarked.connect(notices.warn)
        document.changed.connect(notices.follow)
        document.changed.connect(lambda old, new: asking.withdraw())
        document.status_changed.connect(notices.settle)
        return cls(
            document,
            runner,
            selection,
            ChosenLayers(document, selection),
            shown_places,
            theme or Theme(),
            notices,
            asking,
            lanes,
            tasks,
            Fetching(lanes, notices),
            Finder(document, runner, lanes),
            Links(),
            Orientation(),
            Pinned(document, runner, lanes, notices),
            open_editors,
            SubsetShown(document),
            Classifications(),
        )

    @property
    def project(self) -> Project:
        return self.document.project

    def attempt(
        self,
        edit: Edit,
        then: Callable[[], object] = lambda: None,
        refused: Callable[[], object] = lambda: None,
    ) -> bool:
        """Make `edit` a step of the history: at once, or off the GUI thread if it may take long.

        A refusal becomes a notice; so does an edit that needs more memory than is free, before any
        is taken. When the project has changed by the time a long one is ready, it is done anew if
        its part is still the same object, else a notice says so. Cancelled ones change nothing.
        What is typed but not entered yet is entered before its place is another one.
        Returns whether the edit was accepted, or has started; `then` is called once it is in,
        `refused` when one that has started comes to nothing.
        """
        if edit.is_quick:
            project = self._edited(edit)
            if project is not None and moves(self.project, project):
                before = self.project
                if not self.open_editors.enter():
                    return False
                if self.project is not before:
                    project = self._edited(edit)
            if project is not None:
                self.document.apply(edit.text, project, edit.merge)
                self.notices.settle()  # also when the edit was fine but changed nothing
                then()
            return project is not None
        free = free_memory()
        if edit.n_bytes > free:
            needed = shortage_text(edit.n_bytes, free)
            self.notices.error(sentence("{edit}: this needs {needed}.")(edit.text, needed))
            return False
        return self.open_editors.enter() and self._attempt_later(edit, then, refused)

    def try_out(self, edit: Edit) -> bool:
        """Show what `edit` makes of the present project, until it is kept or let go.

        Its text should read both after "What if" and after "Undo", as in "weight 2 of neuron 1 in
        Dense 1 = 0.35". The values of one slider share a `merge` key, such as the
        place of the number; changes with other keys join the same trial. A refusal becomes a
        notice. Returns whether the edit was accepted.
        """
        project = self._edited(edit)
        if project is not None:
            self.document.try_out(edit.text, project, edit.merge)
        return project is not None

    def _edited(self, edit: Edit) -> Project | None:
        """What `edit` makes of the present project, None after a notice when it is refused."""
        try:
            return edit.change(self.document.project)
        except (NnfsError, MemoryError) as error:
            self.notices.error(sentence_of(error, edit.text))
        return None

    def _attempt_later(
        self, edit: Edit, then: Callable[[], object], refused: Callable[[], object]
    ) -> bool:
        made_from, n_starts = self.project, self.document.n_starts

        def work(progress: Progress, cancelled: IsCancelled) -> Project:
            with suppress(Cancelled):  # reported below: whoever began the edit may wait
                project = edit.run(made_from, cancelled)
                if not cancelled():
                    return project
            raise NnfsError("{edit}: cancelled; nothing has changed.")(edit.text)

        def done(project: Project, *, waits: bool = False) -> None:
            is_moving = self.project is made_from and moves(made_from, project)
            if is_moving and self.open_editors.is_typed:
                if not waits:
                    self.notices.info(
                        sentence(
                            "{edit}: ready, and waits until what you type is entered or taken back."
                        )(edit.text)
                    )
                QTimer.singleShot(PAUSE, self.notices, lambda: done(project, waits=True))
            elif self.project is made_from:
                if is_moving:
                    self.open_editors.enter()  # closes those in which nothing is typed
                self.document.apply(edit.text, project, edit.merge)
                self.notices.settle()
                then()
            elif self.document.n_starts != n_starts:
                other = sentence("{edit}: not done, because another project is open by now.")
                failed(other(edit.text))
            elif edit.part.of(self.project) is not edit.part.of(made_from):
                newer = sentence("{edit}: not done, because the {part} has changed meanwhile.")
                failed(newer(edit.text, edit.part.name))
            elif not self.attempt(edit, then, refused):
                refused()

        def failed(sentence: str) -> None:
            self.notices.error(sentence)
            refused()

        return self.tasks.run(edit.text, work, done, failed, lane=edit.part.lane)

    def select_shown(self, place: Place, *, walks: bool = False) -> None:
        """Select what a place in the outputs on show is by now, or say that it is gone."""
        present = self.shown_places.now(place)
        if present is None:
            no_layer = sentence("{layer} is gone from the network; its outputs are of before.")
            self.notices.info(no_layer(self.shown_places.name(place.layer)))
        elif present.sample is not None and present.sample >= self.project.batch.n_samples:
            no_sample = sentence("Sample {number} is gone from the batch; its row is of before.")
            self.notices.info(no_sample(present.sample))
        elif walks:
            self.selection.walk(present)
        else:
            self.selection.select(present)

    @property
    def place_in_outputs(self) -> Place:
        """Where the selected place is in the outputs on show; see `ShownPlaces.then`."""
        return self.shown_places.then(self.selection.place)

    def tell_saved(self, what: SavedName, text: str) -> None:
        """Say that something was saved to a file of its own."""
        self.notices.info(text)
        self.links.saved.emit(what)

    def close(self) -> None:
        """Stop all work under way and wait for its threads."""
        self.lanes.close()
