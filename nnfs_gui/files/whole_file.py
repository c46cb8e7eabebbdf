"""Reads a whole table beside the dialog that asks about it, and tells what it counts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.files.tables.surveying.surveying import survey_table
from nnfs_core.progress import IsCancelled, Progress
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane


class WholeFile(QObject):
    """Counts what is in each column, off the GUI thread.

    `counted` tells a TableSurvey of what has been read so far, again and again until it is whole;
    `failed` tells in a sentence why there will be no more.
    """

    counted = Signal(object)
    failed = Signal(str)
    _counted_so_far = Signal(object, object)  # what tells the job, TableSurvey

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = studio.lanes.worker(self, "Reading the whole file", Lane.COUNTING)
        self._guess: TableGuess | None = None  # of the file that is being read
        self._counted_so_far.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        return self._reading.is_busy

    def read(self, guess: TableGuess) -> None:
        """Begin with a file as it was looked at; what was being read is given up."""
        self._guess = guess

        def work(progress: Progress, cancelled: IsCancelled) -> TableSurvey:
            told = partial(self._counted_so_far.emit, guess)
            return survey_table(guess, told=told, progress=progress, cancelled=cancelled)

        self._reading.run(work, self.counted.emit, self._fail)

    def stop(self) -> None:
        """Give up what is being read."""
        self._guess = None
        self._reading.cancel()

    def _tell(self, guess: TableGuess, survey: TableSurvey) -> None:
        """Tell what the thread has counted, unless nobody waits for it any more."""
        if guess is self._guess:
            self.counted.emit(survey)

    def _fail(self, sentence: str) -> None:
        if sentence:
            self.failed.emit(sentence)
