"""Gives a line of text its room, so that another text asks for no new layout."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnfs_gui.widgets.elided_label import ElidedLabel


class LineRoom(QWidget):
    """Holds a line that takes whatever width there is.

    Qt lays a label's surroundings out anew for every text, up to the whole window, though here the
    text changes nothing of them. This holder has no layout of its own, which ends that.
    """

    def __init__(self, line: ElidedLabel) -> None:
        super().__init__()
        self._line, self._height = line, -1
        line.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, self._line.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.setMinimumWidth(self._line.minimumWidth())
            height = self._line.fontMetrics().height()
            if height != self._height:  # another font
                self._height = height
                self.updateGeometry()
        return super().event(event)
