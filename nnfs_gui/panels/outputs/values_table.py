"""The numbers of one layer as a table to read and to copy from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from nnfs_core.matrix.rows import Rows
from nnfs_gui.panels.outputs.matrix.cell_text import full_text
from nnfs_gui.panels.outputs.matrix.content import MatrixContent
from nnfs_gui.spreadsheet import MOST_ROWS_SHOWN
from nnfs_gui.spreadsheet.block import blocks_of
from nnfs_gui.spreadsheet.block_header import BlockHeader
from nnfs_gui.studio.copying import CELLS_AT_ONCE, copy_lines
from nnfs_gui.studio.fetching import BEING_GOT, LOST, Fetching
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import number_font

Index = QModelIndex | QPersistentModelIndex
TO_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ValuesModel(QAbstractTableModel):
    """Reads the cells of a MatrixContent when the table asks for them.

    Rows that are not in memory are got by `fetching`.
    """

    def __init__(self, fetching: Fetching) -> None:
        super().__init__()
        self._content: MatrixContent | None = None
        self._fetching = fetching
        self._waits = False  # whether some of the rows are not in memory
        fetching.arrived.connect(self._on_arrived)

    @property
    def content(self) -> MatrixContent | None:
        return self._content

    def set_content(self, content: MatrixContent | None) -> None:
        """Show another matrix; of one with the same shape and names only the numbers change."""
        old = self._content
        self._waits = content is not None and content.rows is not None and content.rows.is_deferred
        alike = (
            old is not None
            and content is not None
            and old.shape == content.shape
            and (old.columns is content.columns or tuple(old.columns) == tuple(content.columns))
        )
        if alike:
            self._content = content
            self._repaint()
            return
        self.beginResetModel()
        self._content = content
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._content is None:
            return 0
        return min(self._content.shape[0], MOST_ROWS_SHOWN)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._content is None else self._content.shape[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_THE_RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._fetching.row(self._rows, index.row())
        if row is None:
            return self._stand_in(index.row()) if role == Qt.ItemDataRole.DisplayRole else None
        value = row[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return full_text(value)
        assert self._content is not None
        return self._content.number_text(value.item())

    def _stand_in(self, row: int) -> str:
        return LOST if self._fetching.is_lost(self._rows, row, row + 1) else BEING_GOT

    @property
    def _rows(self) -> Rows:
        assert self._content is not None
        assert self._content.rows is not None
        return self._content.rows

    def _on_arrived(self) -> None:
        if self._waits:
            self._repaint()

    def _repaint(self) -> None:
        rows, columns = self.rowCount(), self.columnCount()
        if rows and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self._content is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._content.row_name(section)
        return self._content.columns[section]


class ValuesTable(QTableView):
    """Read only; copies what is selected, or all, as tab-separated text with all digits."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.setObjectName("values_table")
        self.setAccessibleName("Values of the selected layer")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFont(number_font())
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.values = ValuesModel(studio.fetching)
        columns, rows = (
            BlockHeader(way, self) for way in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)
        )
        self.setHorizontalHeader(columns)
        self.setVerticalHeader(rows)
        self._headers = columns, rows
        self.setModel(self.values)
        for header, size in ((columns, 84), (rows, 24)):
            header.part_from_selection()
            header.setDefaultSectionSize(size)
        rows.setSectionResizeMode(BlockHeader.ResizeMode.Fixed)
        self.values.modelReset.connect(self._show_blocks)

    def set_content(self, content: MatrixContent | None) -> None:
        """Show another matrix."""
        self.values.set_content(content)

    def show_cell(self, row: int | None, column: int | None) -> None:
        """Make a cell current, as the selection elsewhere says."""
        index = self.values.index(row or 0, column or 0)
        if row is None or not index.isValid():
            self.clearSelection()
            return
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._show_blocks()

    def _show_blocks(self) -> None:
        blocks = blocks_of(self.selectionModel().selection())
        for header in self._headers:
            header.show_blocks(blocks)

    def selected_rectangle(self) -> tuple[int, int, int, int]:
        """First and last row, first and last column of what is selected; all if nothing is."""
        blocks = blocks_of(self.selectionModel().selection())
        if not blocks:
            return 0, self.values.rowCount() - 1, 0, self.values.columnCount() - 1
        return (
            min(block.row for block in blocks),
            max(block.rows.stop for block in blocks) - 1,
            min(block.column for block in blocks),
            max(block.columns.stop for block in blocks) - 1,
        )

    def copy(self) -> None:
        """Put the selected rectangle on the clipboard as tab-separated text with all digits."""
        self._copy(*self.selected_rectangle())

    def copy_all(self) -> None:
        """Put all values on the clipboard."""
        self._copy(0, self.values.rowCount() - 1, 0, self.values.columnCount() - 1)

    def _copy(self, top: int, bottom: int, left: int, right: int) -> None:
        content = self.values.content
        if content is None or content.rows is None or 0 in content.shape:
            return
        rows, n_rows, n_columns = content.rows, bottom - top + 1, right - left + 1
        is_little = n_rows * n_columns <= CELLS_AT_ONCE
        held = rows.rows_at_hand(top, bottom + 1) if is_little else None

        def lines(start: int, stop: int) -> str:
            part = rows.rows(top + start, top + stop) if held is None else held[start:stop]
            part = part[:, left : right + 1]
            return "\n".join("\t".join(map(repr, row)) for row in part.tolist())

        copy_lines(
            self._studio,
            n_rows,
            n_columns,
            lines,
            at_once=held is not None,
        )

    def selectAll(self) -> None:
        """Select all cells as one range: asking a model for each of a million takes seconds."""
        rows, columns = self.values.rowCount(), self.values.columnCount()
        if rows and columns:
            everything = QItemSelection(
                self.values.index(0, 0), self.values.index(rows - 1, columns - 1)
            )
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(everything, flags)

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu can do here."""
        return {"copy": self.copy, "select_all": self.selectAll}

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
            if any(event.matches(key) for key in keys):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            super().keyPressEvent(event)
