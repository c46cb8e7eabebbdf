"""Asks what is to become of a project whose file others have changed or removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nnfs_core.files.look import Opened
from nnfs_core.formats import NETWORKS
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.files.compare_with import compare_with
from nnfs_gui.files.file_watch import FileWatch
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.question import Answer, Question
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane


class ForeignChanges(QObject):
    """Puts what `watch` sees into a question, which a strip shows, and does what is answered.

    What others wrote is loaded as one step of the history, so that it can be undone like any other:
    nothing that was not saved is lost by it.
    """

    asked = Signal(object)  # Question | None

    def __init__(
        self,
        studio: Studio,
        watch: FileWatch,
        save: Callable[[], None],
        save_as: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._studio, self._watch = studio, watch
        self._save, self._save_as = save, save_as
        watch.changed.connect(self._ask)
        watch.met.connect(self._tell_met)

    def _tell_met(self, is_elsewhere: bool) -> None:
        path = self._studio.document.path
        if is_elsewhere and path is not None:
            text = sentence("{name} is open in another window, too: whoever saves last is asked.")
            self._studio.notices.warn(text(path.name), until=self._watch.met)

    def _ask(self) -> None:
        news, path = self._watch.news, self._studio.document.path
        if news is None or path is None:
            self.asked.emit(None)
        elif news.state is None:
            gone = sentence("{name} is no longer on the disk: it was deleted, moved or renamed.")
            self.asked.emit(
                Question(
                    gone(path.name),
                    (
                        Answer("save_anew", "Save", "Write the file anew", self._save),
                        Answer("save_anew_as", "Save as…", "Save elsewhere", self._save_as),
                    ),
                )
            )
        else:
            self.asked.emit(self._changed(path, news.problem))

    def _changed(self, path: Path, problem: str) -> Question:
        keep = Answer(
            "keep_mine",
            "Keep mine",
            "Keep what is here; saving replaces what others wrote",
            self._watch.keep_mine,
        )
        if problem:
            broken = sentence("{name} was changed by another program or window. {problem}")
            return Question(broken(path.name, problem), (keep,))
        load = Answer(
            "load_theirs",
            "Load theirs",
            "Show what is in the file now; undo brings back what is here",
            lambda: self._load(path),
        )
        compare = Answer(
            "compare_theirs",
            "Compare",
            "Show what is here minus what is in the file",
            lambda: compare_with(self._studio, path, samples_too=True),
        )
        changed = sentence("{name} was changed by another program or window.")
        return Question(changed(path.name), (load, keep, compare))

    def _load(self, path: Path) -> None:
        def load(opened: Opened) -> None:
            project, document = opened.content, self._studio.document
            assert isinstance(project, Project)
            step = Edit(f"Load {path.name}", lambda present: project)
            if document.path != path or not self._studio.attempt(step):
                return
            document.mark_saved(project, path)
            if opened.state is not None:
                self._watch.hold(path, opened.state)
            loaded = sentence("Loaded {name} as it is now. Undo brings back what was here before.")
            self._studio.notices.info(loaded(path.name))

        self._studio.tasks.run(
            f"Opening {path.name}",
            lambda progress, cancelled: NETWORKS.read(
                NETWORKS.look(path, cancelled), None, progress=progress, cancelled=cancelled
            ),
            load,
            lane=Lane.OPENING,
        )
