"""Lists the lessons in a menu: built-in ones in order of learning, ticked when finished."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nnfs_core.learning.lessons import built_in_headings
from nnfs_core.wording import sentence
from nnfs_gui.learning.guide.guide import Guide
from nnfs_gui.studio.actions import COMMAND
from nnfs_gui.studio.settings import Settings
from nnfs_gui.widgets.file_dialogs import ask_for_file
from nnfs_gui.widgets.menus import add_entry

FILTER = "Lessons (*.toml)"


class LessonMenu(QObject):
    """Fills the submenu, and asks for a lesson of somebody's own."""

    def __init__(self, menu: QMenu, guide: Guide, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._guide, self._settings, self._window = guide, settings, window
        self._menu = menu
        self.actions: list[QAction] = []
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)

    def choose_file(self) -> None:
        """Ask for the file of a lesson, and start it."""
        title, folder, chosen = "Open a lesson", Path.home(), self._guide.open_file
        ask_for_file(self._window, "lesson_dialog", title, folder, [FILTER], chosen)

    def _start(self, id: str) -> None:
        self._tick()  # a click on a menu's entry turns its tick
        self._guide.start_built_in(id)

    def _fill(self) -> None:
        """Read the headings when they are first looked at; the ticks are new each time."""
        if not self.actions:
            for number, (id, lesson) in enumerate(built_in_headings().items(), start=1):
                text, start = f"{number}  {lesson.title}", partial(self._start, id)
                tip = lesson.summary
                action = add_entry(
                    self._menu, text, f"lesson.{id}", start, tip=tip, is_checked=False
                )
                action.setProperty(COMMAND, sentence("Start the lesson {title}")(lesson.title))
                self.actions.append(action)
        self._tick()

    def _tick(self) -> None:
        finished = self._settings.completed_lessons
        for action in self.actions:
            action.setChecked(action.objectName().removeprefix("lesson.") in finished)
