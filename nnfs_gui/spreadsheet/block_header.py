"""This module heads a table, lighting up selected rows or columns without asking for cells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QWidget

from nnfs_core.wording import in_short
from nnfs_gui.spreadsheet.block import Block

MARGIN = 3  # pixels around the small picture of a row
LARGEST = 24  # pixels along a side of it
BESIDE = 16  # pixels beside the text of a section


class BlockHeader(QHeaderView):
    """Lights up the sections of the selected blocks, which the view tells by `show_blocks`.

    Qt's own way asks the model about every cell of a selected row or column.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._table = parent
        self._selected: list[range] = []
        self._picture_of: Callable[[int], QImage | None] | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        horizontal = orientation == Qt.Orientation.Horizontal
        self.setObjectName("column_header" if horizontal else "row_header")
        self.setAccessibleName("Column names" if horizontal else "Row names")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_blocks(self, blocks: list[Block]) -> None:
        """Light up the rows or columns of the selection."""
        horizontal = self.orientation() == Qt.Orientation.Horizontal
        selected = [block.columns if horizontal else block.rows for block in blocks]
        if selected != self._selected:
            self._selected = selected
            self.viewport().update()

    def show_pictures(self, picture_of: Callable[[int], QImage | None] | None) -> None:
        """Paint a small picture before the name of each row in sight, or none any more."""
        self._picture_of = picture_of
        self.viewport().update()

    def picture_rect(self, section: int) -> QRect:
        """Where the small picture of a row stands."""
        top, side = self.sectionViewportPosition(section), self._picture_side
        middle = top + (self.sectionSize(section) - side) // 2
        return QRect(MARGIN, middle, side, side)

    def sizeHint(self) -> QSize:
        if not self._table.isVisible():
            return QSize()  # it asks at each step of its making, and for forty names each time
        hint = super().sizeHint()
        return hint if self._picture_of is None else hint + QSize(self._picture_side + MARGIN, 0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if self._picture_of is None:
            super().paintSection(painter, rect, section)
            return
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        picture, room = self._picture_of(section), self.picture_rect(section)
        if picture is not None:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            is_smaller = size.width() * self.devicePixelRatioF() < picture.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smaller)
            place = QRectF(room.topLeft(), size)
            place.moveCenter(QRectF(room).center())
            painter.drawImage(place, picture)

    @property
    def _picture_side(self) -> int:
        return max(8, min(LARGEST, self.defaultSectionSize() - 2 * MARGIN))

    def part_from_selection(self) -> None:
        """Follow an empty selection of its own in place of the view's."""
        self.setSelectionModel(QItemSelectionModel(self.model(), self))

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        is_horizontal = self.orientation() == Qt.Orientation.Horizontal
        room = self.sectionSize(section) if is_horizontal else self.width()
        is_label = self.textElideMode() == Qt.TextElideMode.ElideMiddle
        if option.fontMetrics.horizontalAdvance(option.text) > room - BESIDE and not is_label:
            _, option.text, _ = in_short(option.text)  # a unit gives way before a name
        for sections in self._selected:
            if section in sections:
                option.state |= QStyle.StateFlag.State_On
                break
