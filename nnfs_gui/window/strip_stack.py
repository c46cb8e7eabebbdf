"""Lays strips over the window's bottom edge, where none of them moves what stands above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QMainWindow, QWidget

from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.window.status_bar import StatusBar

MARGIN = 8  # pixels beside the strips
SPACING = 4  # pixels between them
MOVES = QEvent.Type.Resize, QEvent.Type.Move
CHANGES = QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest


class StripStack(QWidget):
    """Shows strips that come and go below the `middle` of a window: the last over the status bar.

    Its figures give way. Strips are as high as their texts need, and grow upwards, but first to the
    left; the `lowest` ones stand beside each other where all that they say has room there.
    """

    def __init__(
        self,
        window: QMainWindow,
        middle: QWidget,
        bar: StatusBar,
        strips: Sequence[QWidget],
        lowest: Sequence[QWidget],
    ) -> None:
        super().__init__(window)
        named(self, "strip_stack", "Messages")
        self._window, self._middle, self._bar, self._lowest = window, middle, bar, lowest
        self._strips = [*strips, *lowest]
        self._row = in_row(*lowest, margins=(0, 0, 0, 0), spacing=SPACING)
        self._column = in_column(*strips, self._row, margins=(0, 0, 0, 0), spacing=SPACING)
        self.setLayout(self._column)
        for watched in (*self._strips, middle):
            watched.installEventFilter(self)
        bar.room_changed.connect(self.fit)
        self.fit()

    @property
    def is_on_screen(self) -> bool:
        """True while there is a strip; the keyboard can then be led to it as to a panel."""
        return self.isVisible()

    @property
    def main_widget(self) -> None:
        """Its first button will do."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (CHANGES if watched in self._strips else MOVES):
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Take the place that there is for what is shown; for the window, when it is resized."""
        shown = [strip for strip in self._strips if not strip.isHidden()]
        self.setVisible(bool(shown))
        bar, middle = self._bar, self._middle
        if not shown:
            bar.leave_room(0)
            middle.setContentsMargins(0, 0, 0, 0)
            return
        left = middle.x() + MARGIN if middle.isVisible() else MARGIN
        right = bar.x() + bar.room.right()
        if not bar.isVisible():
            left, right = MARGIN, self._window.width() - MARGIN
        is_cut = any(
            strip.sizeHint().width() > right - left for strip in shown if strip in self._lowest
        )
        if is_cut or self._height(right - left) > self._height(right - MARGIN):
            left = MARGIN  # rather wider than higher
        height = self._height(right - left)
        bar.leave_room(right - left + MARGIN)
        self.setGeometry(left, self._window.height() - 1 - height, right - left, height)
        self.raise_()
        covered = max(0, middle.geometry().bottom() - self.y()) if middle.isVisible() else 0
        middle.setContentsMargins(0, 0, 0, covered)  # by several strips in a low window

    def _height(self, width: int) -> int:
        """How high the strips are that are shown, each in a line of its own where it has to be."""
        needed = sum(strip.sizeHint().width() + SPACING for strip in self._lowest)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if needed <= width else down)
        self._column.invalidate()
        wrapped = self._column.totalHeightForWidth(width)
        return wrapped if wrapped >= 0 else self._column.totalSizeHint().height()
