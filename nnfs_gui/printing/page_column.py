"""Lays pages out on the screen, one below the other."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnfs_gui.widgets.theme import Theme

GAP = 14  # pixels between pages
WIDEST = 900  # pixels of a page; a wider one would not show more


class PageColumn(QWidget):
    """Shows pages as wide as the widget; subclasses know them and paint what stands on one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        # with a fixed height a scroll area would give it that of its hint, and cut off the last
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._theme = theme

    @property
    def n_pages(self) -> int:
        raise NotImplementedError

    @property
    def page(self) -> QSizeF:
        """The size of a page in units of its own."""
        raise NotImplementedError

    def paint_on_page(self, painter: QPainter, number: int, place: QRectF) -> None:
        """Paint what stands on a page, which is white, at its place in the widget."""
        raise NotImplementedError

    @property
    def scale(self) -> float:
        """The pixels of the widget in a unit."""
        return self._scale_for(self.width())

    def page_rect(self, number: int) -> QRectF:
        """Where a page is in the widget."""
        size = self.page * self.scale
        left = (self.width() - size.width()) / 2
        return QRectF(QPointF(left, GAP + number * (size.height() + GAP)), size)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self.page.height() * self._scale_for(width)
        return round(self.n_pages * (height + GAP)) + GAP

    def sizeHint(self) -> QSize:
        return QSize(520, self.heightForWidth(520))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        exposed = QRectF(event.rect())
        for number in range(self.n_pages):
            place = self.page_rect(number)
            if not place.intersects(exposed):
                continue
            painter.fillRect(place, Qt.GlobalColor.white)
            self.paint_on_page(painter, number, place)
            painter.setPen(self._theme.color("border"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)

    def _scale_for(self, width: int) -> float:
        return max(100, min(WIDEST, width - 2 * GAP)) / self.page.width()
