"""This module heads a table, lighting up selected rows or columns without asking for cells."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QWidget

from nnfs_gui.spreadsheet.block import Block


class BlockHeader(QHeaderView):
    """Lights up the sections of the selected blocks, which the view tells by `show_blocks`.

    Qt's own way asks the model about every cell of a selected row or column.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._selected: list[range] = []
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

    def part_from_selection(self) -> None:
        """Follow an empty selection of its own in place of the view's."""
        self.setSelectionModel(QItemSelectionModel(self.model(), self))

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        for sections in self._selected:
            if section in sections:
                option.state |= QStyle.StateFlag.State_On
                break
