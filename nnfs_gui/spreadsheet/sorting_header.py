"""This module heads a table whose rows can be sorted by a column: an arrow in its name does it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from nnfs_core.wording import one_line
from nnfs_gui.spreadsheet.block_header import BlockHeader
from nnfs_gui.spreadsheet.numbers_model import NumbersModel

FITTED_COLUMNS = 256  # so many names are measured, and their columns widened for them
WIDEST_NAME = 26  # figures, the room that a name may take
ARROW = 16  # pixels at the side of a section that sort by it


class SortingHeader(BlockHeader):
    """Sorts by a column where `offers_sort` is set.

    A click on the arrow, at the left of a section or at the right where its name begins at the
    left, emits `sort_clicked(section)`.
    """

    sort_clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.offers_sort = False
        self._sorted: dict[int, bool] = {}  # of the sorted section, if any: whether descending
        self._hovered = -1
        self.viewport().setMouseTracking(True)

    def show_sort(self, section: int | None, descending: bool = False) -> None:
        """Draw the arrow of the sorted section, or none."""
        now = {} if section is None else {section: descending}
        if now != self._sorted:
            self._sorted = now
            self.viewport().update()

    def fit_names(self) -> None:
        """Make room for long column names, as long as there are few columns."""
        if self.count() > FITTED_COLUMNS:
            return
        bold = QFont(self.font())  # as the names of selected columns are drawn
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        widest = WIDEST_NAME * metrics.horizontalAdvance("0")
        for column in range(self.count()):
            name = one_line(self._names().column_name(column))
            room = 20 + (ARROW if self.offers_sort else 0)
            width = min(widest, metrics.horizontalAdvance(name) + room)
            if width > self.sectionSize(column):
                self.resizeSection(column, width)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self.arrow_at(event.position().toPoint())
        if section >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.sort_clicked.emit(section)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.arrow_at(event.position().toPoint()) >= 0:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def arrow_at(self, place: QPoint) -> int:
        """The section whose arrow is at a point, -1 for none."""
        section = self.logicalIndexAt(place)
        if not self.offers_sort or section < 0 or self.sectionSize(section) <= 3 * ARROW:
            return -1
        within = place.x() - self.sectionViewportPosition(section)
        if self._begins_left(section):
            within = self.sectionSize(section) - 1 - within
        return section if 4 <= within < ARROW else -1

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self.offers_sort and rect.width() > 3 * ARROW:
            descending = self._sorted.get(section)
            if descending is not None or section == self._hovered:
                left = rect.right() - 13.0 if self._begins_left(section) else rect.left() + 5.0
                self._draw_arrow(painter, left, rect.center().y() + 0.5, descending)

    def _draw_arrow(
        self, painter: QPainter, left: float, middle: float, descending: bool | None
    ) -> None:
        """A triangle that points to where the numbers grow smaller; pale when nothing is sorted."""
        tip = 3.5 if descending else -3.5
        triangle = [
            QPointF(left, middle - tip),
            QPointF(left + 9, middle - tip),
            QPointF(left + 4.5, middle + tip),
        ]
        color = self.palette().color(self.palette().ColorRole.Accent)
        if descending is None:
            color = self.palette().color(self.palette().ColorRole.PlaceholderText)
            color.setAlpha(130)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(triangle)
        painter.restore()

    def _hover(self, section: int) -> None:
        if self.offers_sort and section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _begins_left(self, section: int) -> bool:
        """Whether a name stands above words, which begin at the left."""
        return self._names().writer_of(section) is None

    def _names(self) -> NumbersModel:
        model = self.model()
        assert isinstance(model, NumbersModel)
        return model
