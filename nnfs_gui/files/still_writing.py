"""Waits for files that are being written before the window closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QWidget

from nnfs_core.wording import listed, sentence
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.work.lanes import Lane

WRITING = Lane.EXPORTING, Lane.COPYING
WIDTH = 420


class StillWriting(QDialog):
    """Shows what is being written, and does `close` when it is done, or at once if told to.

    Whoever goes back, and whatever fails, leaves the window open.
    """

    def __init__(self, studio: Studio, close: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "still_writing", "Still writing")
        self.setWindowTitle("Still writing")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._close, self._has_failed = studio.tasks, close, False
        texts = listed(studio.tasks.texts(*WRITING))
        what = sentence("{texts}. The window closes when this is done.")(texts)
        self._progress = named(QProgressBar(maximum=0, textVisible=False), "writing_progress")
        self._progress.setAccessibleName("Progress")
        stop = named(QPushButton("Stop it and close", autoDefault=False), "writing_stop")
        back = named(QPushButton("Go back"), "writing_back")
        stop.clicked.connect(self._stop)
        back.clicked.connect(self.reject)
        told = named(PlainLabel(what, wordWrap=True), "writing_text")
        self.setLayout(in_column(told, self._progress, in_row(1, stop, back), spacing=10))
        self.setMinimumWidth(WIDTH)
        studio.tasks.progressed.connect(self._show_progress)
        studio.tasks.ended.connect(self._on_ended)
        studio.notices.posted.connect(self._note)

    def _show_progress(self, fraction: float) -> None:
        self._progress.setMaximum(100)
        self._progress.setValue(round(100 * fraction))

    def _note(self, notice: Notice) -> None:
        self._has_failed |= notice.level == "error"

    def _on_ended(self) -> None:
        """Look soon: how it ended is yet to be told."""
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        if not self.isVisible() or self._tasks.are_busy(*WRITING):
            return
        self.accept()
        if not self._has_failed:
            self._close()

    def _stop(self) -> None:
        self.accept()
        self._close()
