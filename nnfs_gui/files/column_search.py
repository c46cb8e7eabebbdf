"""Finds columns by their names, where there are too many to see."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from nnfs_gui.files.columns_view import ColumnsView
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.text_fields import TextLine


class ColumnSearch(TextLine):
    """Takes what the names of columns are looked for by; Enter and Down go to what was found."""

    def __init__(self, columns: ColumnsView) -> None:
        super().__init__(placeholderText="Find a column", clearButtonEnabled=True)
        named(self, "import_search", "Find a column")
        self._columns = columns

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._columns.setFocus()
            self._columns.setCurrentIndex(self._columns.model().index(0, 1))
        else:
            super().keyPressEvent(event)
