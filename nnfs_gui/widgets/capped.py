"""Keeps what could grow without end at a share of the room: beyond that it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class Capped(QScrollArea):
    """Is as high as its page needs in its width, but not higher than `set_most` says.

    The page says what it needs by `heightForWidth`. It stands on the ground of what holds it.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._most = 10_000  # pixels
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        page.installEventFilter(self)

    def set_most(self, height: int) -> None:
        """Be no higher than this, in pixels."""
        if height != self._most:
            self._most = height
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(self._page.heightForWidth(width), self._most)

    def sizeHint(self) -> QSize:
        return QSize(self._page.sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self._most, self.fontMetrics().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_page()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # a layout takes the hint for the most, whatever the width needs

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self.updateGeometry()
            self._fit_page()
        return super().eventFilter(watched, event)

    def _fit_page(self) -> None:
        """Make the page as high as it needs: by itself the area goes by its narrowest width."""
        width = self.width()
        if self._page.heightForWidth(width) > self.height():
            width -= self.verticalScrollBar().sizeHint().width()
        self._page.resize(width, self._page.heightForWidth(width))
