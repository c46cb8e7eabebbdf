"""This module heads a spreadsheet: a double-click renames a column, an arrow sorts by it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from nnfs_gui.spreadsheet.model import SpreadsheetModel
from nnfs_gui.spreadsheet.section_editor import SectionEditor
from nnfs_gui.spreadsheet.sorting_header import SortingHeader


class SpreadsheetHeader(SortingHeader):
    """Renames a section at a double-click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name_editor = SectionEditor(parent, self._take)

    def rename(self, section: int) -> None:
        """Open a line over a column's name; Enter takes the name, Escape leaves it."""
        left = max(0, self.sectionViewportPosition(section))
        place = QRect(left, 0, max(90, self.sectionSize(section)), self.height())
        name = self._model().column_name(section)
        self.name_editor.open(section, name, self.viewport(), place, "New name")

    def can_rename(self) -> bool:
        return self._model().can("rename_column")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        on_handle = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        is_name = section >= 0 and self.arrow_at(place) < 0
        if is_name and not on_handle and self.can_rename():
            self.rename(section)
        else:
            super().mouseDoubleClickEvent(event)

    def _take(self, column: int, name: str) -> bool:
        model = self._model()
        with model.studio.open_editors.entering():
            return model.rename_column(column, name)

    def _model(self) -> SpreadsheetModel:
        model = self.model()
        assert isinstance(model, SpreadsheetModel)
        return model
