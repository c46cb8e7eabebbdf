"""Shows the pages of the visible tab before they are printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnfs_gui.studio.file_names import proposed_path
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.colors import LIGHT, Colors

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture

NOTHING = "There is nothing to print yet."


class PlotPrinter(QObject):
    """Prints what `picture` gives: all of it, or what is in view; `title` names the view."""

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        parent: QWidget,
        picture: Callable[[bool, Colors], OutputsPicture | None],
        title: Callable[[], str],
    ) -> None:
        super().__init__(parent)
        self._studio, self._settings, self._window = studio, settings, parent
        self._picture, self._title = picture, title

    def choose(self) -> None:
        """Ask how the visible tab is printed; paper is white, whatever the look."""
        whole, seen = self._picture(True, LIGHT), self._picture(False, LIGHT)
        if whole is None or seen is None:
            self._studio.notices.error(NOTHING)
            return
        # imported when it is wanted: the start would wait for it
        from nnfs_gui.panels.outputs.printing.dialog import PrintDialog
        from nnfs_gui.panels.outputs.printing.pages import PageTitles

        document, title = self._studio.document, self._title()
        name = "Untitled" if document.path is None else document.path.stem
        titles = PageTitles(document.project.title or name, title, whole.heading)
        path = proposed_path(document, title.lower())
        PrintDialog(self._studio, self._settings, whole, seen, titles, path, self._window).open()
