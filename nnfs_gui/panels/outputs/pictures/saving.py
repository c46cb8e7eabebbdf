"""Asks how a picture is to be and where to save it, then saves it off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnfs_core.files.atomic import write_whole
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.save_button import PICTURES
from nnfs_gui.studio.file_names import proposed_path
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.where_to_save import WhereToSave
from nnfs_gui.work.lanes import Lane

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture

NOTHING = "There is nothing to save a picture of yet."


class PictureSaver(QObject):
    """Saves pictures of what `picture` gives: all of it, or what is in view; `title` names it."""

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        parent: QWidget,
        picture: Callable[[bool], OutputsPicture | None],
        title: Callable[[], str],
    ) -> None:
        super().__init__(parent)
        self._studio, self._settings, self._window = studio, settings, parent
        self._picture, self._title = picture, title

    def choose(self, name: str) -> None:
        """Ask how the picture is to be and where to save it, first in a format of PICTURES."""
        whole, seen = self._picture(True), self._picture(False)
        if whole is None or seen is None:
            self._studio.notices.error(NOTHING)
            return
        # imported when it is wanted: the start would wait for it
        from nnfs_gui.panels.outputs.pictures.dialog import PictureDialog

        path = proposed_path(self._studio.document, self._title())
        dialog = PictureDialog(self._studio, self._settings, name, whole, seen, self._window)
        where = WhereToSave("Save picture", path, [*PICTURES.values()], [*PICTURES].index(name))
        dialog.accepted.connect(
            lambda: where.ask(self._window, partial(self._save, dialog.picture, dialog.scale))
        )
        dialog.open()

    def save(self, path: Path) -> None:
        """Save a picture as the last one was chosen to be; the name tells the format."""
        settings = self._settings
        picture = self._picture(settings.picture_is_whole)
        if picture is None:
            self._studio.notices.error(NOTHING)
            return
        picture = replace(picture, chosen_width=settings.picture_width)
        self._save(picture, settings.picture_scale, path)

    def _save(self, picture: OutputsPicture, scale: int, path: Path) -> None:
        from nnfs_gui.panels.outputs.pictures.files import file_content

        def work(progress: Progress, cancelled: IsCancelled) -> None:
            write_whole(path, file_content(path, picture, scale, progress, cancelled))

        self._studio.tasks.run(
            f"Saving {path.name}",
            work,
            lambda nothing: self._studio.tell_saved(
                "picture", sentence("Saved {name}.")(path.name)
            ),
            lane=Lane.EXPORTING,
        )
