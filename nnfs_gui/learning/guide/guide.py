"""Leads through a lesson: which step it is at, and whether what the step waits for is done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nnfs_core.errors import NnfsError
from nnfs_core.examples import example_named
from nnfs_core.learning.landmarks.landmark import CellLandmark, TabLandmark
from nnfs_core.learning.lessons import (
    Lesson,
    LessonStep,
    Question,
    SavedName,
    Situation,
    built_in_lessons,
    read_lesson,
)
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.learning.guide.asked_question import AskedQuestion
from nnfs_gui.learning.pointing import Pointer, Screen
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane


class Guide(QObject):
    """Looks on while the user works and never changes the project, except to open an example.

    `step_changed` says that another step, or no lesson, is to be shown; `progressed` that what the
    present one waits for is done, or was answered, or that the project became another one.
    """

    step_changed = Signal()
    progressed = Signal()

    def __init__(
        self,
        studio: Studio,
        files: FileOperations,
        settings: Settings,
        screen: Screen,
        pointer: Pointer,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._studio, self._files, self._settings = studio, files, settings
        self._screen, self._pointer = screen, pointer
        self.lesson: Lesson | None = None
        self.finished: Lesson | None = None  # the one just finished, until it is closed
        self.number = 0  # of the step, from 0
        self.is_done = False  # what the step waits for
        self.missing = ""  # why the thing to be pointed at is not there
        self.asked: AskedQuestion | None = None  # the step's question
        self.n_skipped = 0  # steps of the finished one
        self._saved: tuple[SavedName, ...] = ()  # to files, since the window opened
        self._done: set[int] = set()  # the steps that were done or answered
        self._id = ""  # of a built-in lesson
        self._following: str | None = None
        self._before = Situation(studio.project)  # when the step began
        self._at_first = self._before  # when the lesson began
        self._n_starts = studio.document.n_starts  # when the lesson opened its project
        studio.document.status_changed.connect(self._on_document_changed)
        studio.selection.changed.connect(self.look)
        studio.runner.finished.connect(self.look)
        studio.fetching.arrived.connect(self.look)
        studio.orientation.changed.connect(self.look)
        studio.finder.state_changed.connect(self.look)
        studio.links.saved.connect(self._on_saved)

    @property
    def step(self) -> LessonStep | None:
        """The present step, None while there is no lesson."""
        return None if self.lesson is None else self.lesson.steps[self.number]

    @property
    def is_displaced(self) -> bool:
        """Whether another project has come in the place of the one that the lesson opened."""
        return self.lesson is not None and self._studio.document.n_starts != self._n_starts

    @property
    def is_last(self) -> bool:
        return self.lesson is not None and self.number == len(self.lesson.steps) - 1

    def start_built_in(self, id: str) -> None:
        """Start a built-in lesson by its id, once the present project is safe."""
        self.start(built_in_lessons()[id], id)

    def start(self, lesson: Lesson, id: str = "") -> None:
        """Open the lesson's example, once the present project is safe, and begin."""
        self._open_project(lesson, lambda: self._begin(lesson, id))

    def open_file(self, path: Path) -> None:
        """Read a lesson from a file, and start it; a file that is none becomes a notice."""
        self._studio.tasks.run(
            f"Opening {path.name}",
            lambda progress, cancelled: read_lesson(path),
            self.start,
            lane=Lane.OPENING,
        )

    def go_on(self) -> None:
        """Go to the next step, or end the lesson after the last."""
        if self.lesson is None or self.is_displaced:
            return
        if self.is_done:
            self._done.add(self.number)
        if not self.is_last:
            self._show_step(self.number + 1)
            return
        lesson, id = self.lesson, self._id
        self.n_skipped = len(lesson.steps) - len(self._done)
        if id and self.n_skipped == 0:
            self._settings.complete_lesson(id)
        self._stop()
        self.finished, self._following = lesson, _following(id)
        self.step_changed.emit()

    @property
    def following(self) -> Lesson | None:
        """The lesson after the one that was finished, when there is one."""
        return built_in_lessons()[self._following] if self._following else None

    def start_following(self) -> None:
        """Start the lesson after the one that was finished."""
        if self._following:
            self.start_built_in(self._following)

    def go_back(self) -> None:
        """Go to the step before; nothing in the project is taken back."""
        if self.lesson is not None and self.number > 0 and not self.is_displaced:
            self._show_step(self.number - 1)

    def leave(self) -> None:
        """End the lesson, or close its last page; the project stays as it is."""
        self._stop()
        self.step_changed.emit()

    def stay_here(self) -> None:
        """Go on with the project that came in the place of the lesson's."""
        self._n_starts = self._studio.document.n_starts
        self._show_step(self.number)

    def reopen(self) -> None:
        """Open the lesson's example anew, once the present project is safe; the step stays."""
        if self.lesson is not None:
            lesson, id, number = self.lesson, self._id, self.number
            done = frozenset(self._done)
            self._open_project(lesson, lambda: self._begin(lesson, id, number, done))

    def point(self) -> None:
        """Bring what the step is about to the front again, and frame it."""
        step = self.step
        self.missing = ""
        self._pointer.clear()
        if step is None or step.points_at is None or self.is_displaced:
            return
        try:
            self._pointer.stay(step.points_at)
        except NnfsError as error:
            self.missing = str(error)

    def save_table(self) -> None:
        """Save as a table what the step offers to practise with, where the user says."""
        if self.step is not None and self.step.offers:
            example = example_named(self.step.offers)
            self._files.save_batch(example.build().batch, example.name.lower())

    def look(self) -> None:
        """See whether the step is done; once done it stays so."""
        step = self.step
        if step is None or self.is_done or self.is_displaced or step.waits_for is None:
            return
        before = self._at_first if step.waits_for.counts_earlier else self._before
        if step.waits_for.is_met(before, self._moment()):
            self.is_done = True
            self.progressed.emit()

    def _stop(self) -> None:
        self.lesson, self.finished, self._id = None, None, ""
        self._ask(None)
        self._pointer.clear()
        self._pointer.cover(())

    def _open_project(self, lesson: Lesson, then: Callable[[], None]) -> None:
        if lesson.example:
            self._files.open_example(example_named(lesson.example), then)
        else:
            self._files.new(then)

    def _begin(
        self, lesson: Lesson, id: str, number: int = 0, done: frozenset[int] = frozenset()
    ) -> None:
        self._done = set(done)
        self.lesson, self.finished, self._id = lesson, None, id
        self._n_starts = self._studio.document.n_starts
        self._at_first = self._moment()
        if number == 0:
            self._screen.reveal(TabLandmark("flow"), select=True)  # whatever was looked at before
        self._show_step(number)

    def _show_step(self, number: int) -> None:
        assert self.lesson is not None
        self.number = number
        step = self.lesson.steps[number]
        self._ask(step.question)
        self._hide_answer()
        self.point()
        self._cover()
        self._before = self._moment()
        self.is_done = step.waits_for is None and step.question is None
        self.step_changed.emit()
        self.look()

    def _ask(self, question: Question | None) -> None:
        if self.asked is not None:
            self.asked.deleteLater()
        self.asked = None
        if question is not None:
            self.asked = AskedQuestion(question, self._studio, self)
            self.asked.settled.connect(self._on_settled)

    def _on_settled(self) -> None:
        self.is_done = True
        self._cover()
        self.progressed.emit()

    def _hidden(self) -> list[Place]:
        """The cells that nobody need see yet, as far as the project has them."""
        step, asked = self.step, self.asked
        if step is None or self.is_displaced or (asked is not None and asked.is_settled):
            return []
        answer = asked.hidden if asked is not None else None
        places = []
        for cell in step.hides if answer is None else (answer, *step.hides):
            with suppress(NnfsError):
                places.append(cell.place_in(self._studio.project))
        return places

    def _hide_answer(self) -> None:
        """Select no sample whose numbers other panels would tell, a hidden one among them."""
        place = self._studio.selection.place
        if place.sample in {at.sample for at in self._hidden()}:
            self._studio.selection.select(Place(place.layer))

    def _cover(self) -> None:
        """Cover the hidden cells, also where layers that are off pass their numbers on."""
        layers = self._studio.project.network.layers
        cells: list[CellLandmark] = []
        for at in self._hidden():
            if at.layer == INPUT:
                continue
            cells.append(CellLandmark(at.layer, at.sample or 0, at.neuron or 0))
            for layer in range(at.layer + 1, len(layers)):
                if layers[layer].enabled:
                    break
                cells.append(CellLandmark(layer, at.sample or 0, at.neuron or 0))
        self._pointer.cover(cells)

    def _moment(self) -> Situation:
        document = self._studio.document
        return Situation(
            document.project,
            self._studio.selection.place,
            self._screen.visible_panels(),
            self._screen.tab_in_front(),
            document.redo_text is not None,
            self._studio.orientation.row_a_neuron,
            "" if self._studio.finder.fault else self._studio.finder.text,
            self._saved,
        )

    def _on_saved(self, what: SavedName) -> None:
        self._saved = *self._saved, what
        self.look()

    def _on_document_changed(self) -> None:
        if self.lesson is None:
            return
        self._cover()
        self.look()
        if self.is_displaced:
            self._pointer.clear()
            self.progressed.emit()


def _following(id: str) -> str | None:
    """The built-in lesson after the one of that id."""
    ids = list(built_in_lessons())
    if id not in ids or id == ids[-1]:
        return None
    return ids[ids.index(id) + 1]
