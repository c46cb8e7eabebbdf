"""This module heads the rows of a spreadsheet: a double-click labels a row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent

from nnfs_gui.spreadsheet.block_header import BlockHeader
from nnfs_gui.spreadsheet.model import SpreadsheetModel
from nnfs_gui.spreadsheet.numbers_view import NumbersView
from nnfs_gui.spreadsheet.section_editor import SectionEditor

LEAST_LINE = 160  # pixels that a label is typed in
OF_ALL = -1  # in place of a row, for the name of all labels


class RowHeader(BlockHeader):
    """Names the rows; where the model has labels, a double-click gives a row another one."""

    def __init__(self, view: NumbersView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self._take_name: Callable[[str], bool] = bool
        self.name_editor = SectionEditor(view, self._take)

    def label(self, row: int) -> None:
        """Open a line over a row's name: Enter takes it as the row's label, Escape leaves it."""
        if not self.can_label():
            return
        self._view.show_row(row)
        corner = self.viewport().mapTo(self._view, QPoint(0, self.sectionViewportPosition(row)))
        place = QRect(corner.x(), corner.y(), max(LEAST_LINE, self.width()), self.sectionSize(row))
        self.name_editor.open(row, self._model().label_of_row(row), self._view, place, "New label")

    def rename_labels(self, name: str, take: Callable[[str], bool]) -> None:
        """Open a line over the corner of the table for what all labels together are called."""
        height = self._view.column_header.height()
        place = QRect(0, 0, max(LEAST_LINE, self.width()), height)
        self._take_name = take
        self.name_editor.open(OF_ALL, name, self._view, place, "New name of the labels")

    def can_label(self) -> bool:
        return self._model().can("label_rows")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton and self.can_label():
            self.label(row)
        else:
            super().mouseDoubleClickEvent(event)

    def _take(self, row: int, label: str) -> bool:
        model = self._model()
        with model.studio.open_editors.entering():
            if row == OF_ALL:
                return self._take_name(label)
            return model.label_rows(row, [label.strip()])

    def _model(self) -> SpreadsheetModel:
        model = self.model()
        assert isinstance(model, SpreadsheetModel)
        return model
