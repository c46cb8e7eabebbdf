"""Watches the files of data that samples are read from, and asks when others change one of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from nnfs_core.files.data_news import DataNews, Fate, files_in_place, look_at_data
from nnfs_core.files.open_file import OpenFile
from nnfs_core.formats import format_of
from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.changes import Part
from nnfs_core.wording import sentence
from nnfs_gui.files.file_watch import INTERVAL, SETTLE
from nnfs_gui.studio.question import Answer, Question
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane


class DataWatch(QObject):
    """Asks once what is to become of samples that are read in place from a changed file.

    Looks once a second while there are such samples, on a thread that a network may keep for ever.
    The project's own file is not its matter.
    """

    asked = Signal(object)  # Question | None
    looked = Signal()

    def __init__(self, studio: Studio, load: Callable[[Path], None], parent: QObject) -> None:
        super().__init__(parent)
        self._studio, self._load = studio, load
        self._batch: Batch | None = None
        self._files: frozenset[OpenFile] = frozenset()  # which the batch is read from
        self._before: set[DataNews] = set()  # of the last look
        self._kept: set[DataNews] = set()  # about which nothing is asked any more
        self._news: DataNews | None = None
        self._worker = studio.lanes.worker(self, "Looking at data files", Lane.WATCHING_DATA)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        studio.document.changed.connect(lambda old, new: self._follow(), Part.BATCH)
        self._follow()

    def look(self) -> None:
        """Look at the files now, unless a look is under way already."""
        batch, known = self._studio.project.batch, self._files
        is_known = batch is self._batch
        if self._worker.is_busy:
            return

        def work(
            progress: Progress, cancelled: IsCancelled
        ) -> tuple[frozenset[OpenFile], set[DataNews]]:
            files, found = known if is_known else files_in_place(batch), set()
            for file in files:
                stop_if(cancelled)
                with suppress(OSError):  # nobody can tell: perhaps a network is away for a while
                    found.add(look_at_data(file))
            return files, {news for news in found if news is not None}

        self._worker.run(work, lambda seen: self._receive(batch, *seen))

    def _follow(self) -> None:
        """Go on with the present batch; one in memory is read from no file."""
        batch = self._studio.project.batch
        if batch.is_in_memory:
            self._worker.cancel()
            self._timer.stop()
            self._batch, self._files, self._before = None, frozenset(), set()
            self._tell(None)
        elif not self._timer.isActive():
            self._timer.start(SETTLE)

    def _receive(self, batch: Batch, files: frozenset[OpenFile], found: set[DataNews]) -> None:
        if batch is not self._studio.project.batch:
            self._timer.start(SETTLE)
            return
        self._batch, self._files = batch, files
        own = self._studio.document.path
        found = {news for news in found if own is None or news.path != own.absolute()}
        settled = sorted(found & self._before - self._kept, key=lambda news: news.path)
        self._timer.start(INTERVAL if found <= self._before else SETTLE)
        self._before = found
        self._tell(settled[0] if settled else None)
        self.looked.emit()

    def _tell(self, news: DataNews | None) -> None:
        if news != self._news:
            self._news = news
            self.asked.emit(None if news is None else self._question(news))

    def _question(self, news: DataNews) -> Question:
        load = Answer(
            "load_again",
            "Load it again…",
            "Choose what is read of the file that lies there now; undo brings back what is here",
            lambda: self._load(news.path),
        )
        keep = Answer(
            "keep_shown", "Keep what is shown", "Go on with what is here", lambda: self._keep(news)
        )
        format = format_of(news.path)
        can_load = news.fate is not Fate.GONE and format is not None and format.holds is Batch
        return Question(_told(news), (load, keep) if can_load else (keep,))

    def _keep(self, news: DataNews) -> None:
        self._kept.add(news)
        self._tell(None)


def _told(news: DataNews) -> str:
    """What became of the file, and what that means for the samples."""
    name = news.path.name
    match news.fate:
        case Fate.REPLACED:
            return sentence(
                "{name} was replaced on the disk. The samples here are those of the old file; they "
                "can be read until this window closes, and saving the project keeps them."
            )(name)
        case Fate.GONE:
            return sentence(
                "{name} was deleted, moved or renamed. Its samples can be read until this window "
                "closes; saving the project keeps them."
            )(name)
        case Fate.WRITTEN:
            return sentence(
                "{name} was written over. What was read of it before is still shown, but no more "
                "can be read: its numbers may be others now."
            )(name)
