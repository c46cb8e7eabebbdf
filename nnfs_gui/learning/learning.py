"""Connects what helps to learn with the window: glossary links, the pointer and the lessons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from nnfs_core.errors import NnfsError
from nnfs_core.examples import example_named
from nnfs_core.learning.landmarks.landmark import AnyLandmark
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.learning.guide import Guide, LessonCard, LessonMenu
from nnfs_gui.learning.pointing import Pointer, Screen
from nnfs_gui.panels import GLOSSARY, OUTPUTS, Panels
from nnfs_gui.strips.notes import NotesStrip
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio


class Learning(QObject):
    """Connects what panels ask for by `studio.links` to what shows it, and lessons to the window.

    `menu` becomes that of the lessons; `card` is for the window to place.
    """

    def __init__(
        self,
        window: QMainWindow,
        studio: Studio,
        actions: Actions,
        files: FileOperations,
        settings: Settings,
        panels: Panels,
        notes: NotesStrip,
    ) -> None:
        super().__init__(window)
        self._window, self._studio, self._actions = window, studio, actions
        self._settings, self._panels, self._notes = settings, panels, notes
        self.screen = Screen(window, studio, actions, panels)
        self.pointer = Pointer(self.screen, studio.theme, window)
        self.guide = Guide(studio, files, settings, self.screen, self.pointer, self)
        self.card = LessonCard(self.guide, studio)
        self.menu: LessonMenu | None = None
        links = studio.links
        links.term_wanted.connect(self._show_term)
        links.landmark_wanted.connect(self._flash)
        links.example_wanted.connect(lambda name: files.open_example(example_named(name)))
        self.guide.step_changed.connect(self._follow_lesson)
        panels[OUTPUTS].tabs.currentChanged.connect(self.guide.look)
        self._follow_lesson()

    def fill(self, menu: QMenu, docks: Sequence[QDockWidget]) -> None:
        """List the lessons in `menu`, connect its actions, watch which panels are in front."""
        self.menu = LessonMenu(menu, self.guide, self._settings, self._window)
        # Queued, for docks also tell while the window is torn down, which nobody can look at.
        queued = Qt.ConnectionType.QueuedConnection
        for dock in docks:
            dock.visibilityChanged.connect(self.guide.look, queued)
        self._actions.connect(
            {
                "lesson.open": self.menu.choose_file,
                "lesson.next": self.guide.go_on,
                "lesson.back": self.guide.go_back,
                "lesson.point": self.guide.point,
                "lesson.leave": self.guide.leave,
                "help.glossary": self._search_glossary,
            }
        )

    def _follow_lesson(self) -> None:
        """Offer what there is to do in a lesson; its card takes the place of the notes."""
        is_on = self.guide.lesson is not None
        for name in ("next", "back", "point"):
            self._actions[f"lesson.{name}"].setEnabled(is_on)
        is_shown = is_on or self.guide.finished is not None
        self._actions["lesson.leave"].setEnabled(is_shown)
        self._notes.set_displaced("lesson", is_shown)

    def _show_term(self, id: str) -> None:
        self.screen.bring_to_front(GLOSSARY.id)
        self._panels[GLOSSARY].show_term(id)

    def _search_glossary(self) -> None:
        self.screen.bring_to_front(GLOSSARY.id)
        self._panels[GLOSSARY].ask()

    def _flash(self, landmark: AnyLandmark) -> None:
        """Select what a link leads to, and frame it for a moment."""
        try:
            self.pointer.flash(landmark)
        except NnfsError as error:
            self._studio.notices.warn(str(error))
