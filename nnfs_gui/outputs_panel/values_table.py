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
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from nnfs_core.errors import NnfsError
from nnfs_gui.outputs_panel.cell_text import cell_text, full_text
from nnfs_gui.outputs_panel.matrix_content import MatrixContent
from nnfs_gui.theme import number_font

MOST_COPIED = 2_000_000  # cells that go on the clipboard as text

Index = QModelIndex | QPersistentModelIndex
TO_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ValuesModel(QAbstractTableModel):
    """Reads the cells of a MatrixContent when the table asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self._content: MatrixContent | None = None

    @property
    def content(self) -> MatrixContent | None:
        return self._content

    def set_content(self, content: MatrixContent | None) -> None:
        """Show another matrix; of one with the same shape and names only the numbers change."""
        old = self._content
        alike = (
            old is not None
            and content is not None
            and old.shape == content.shape
            and (old.columns is content.columns or tuple(old.columns) == tuple(content.columns))
        )
        if alike:
            self._content = content
            rows, columns = self.rowCount(), self.columnCount()
            if rows and columns:
                self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))
            return
        self.beginResetModel()
        self._content = content
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._content is None else self._content.shape[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._content is None else self._content.shape[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_THE_RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(self._value(index))
        if role == Qt.ItemDataRole.ToolTipRole:
            return full_text(self._value(index))
        return None

    def _value(self, index: Index) -> float:
        assert self._content is not None
        assert self._content.rows is not None
        return self._content.rows.row(index.row())[index.column()].item()

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

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("values_table")
        self.setAccessibleName("Values of the selected layer")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFont(number_font())
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.values = ValuesModel()
        self.setModel(self.values)
        self.horizontalHeader().setDefaultSectionSize(84)
        self.verticalHeader().setDefaultSectionSize(24)

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

    def selected_rectangle(self) -> tuple[int, int, int, int]:
        """First and last row, first and last column of what is selected; all if nothing is."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        if not ranges:
            return 0, self.values.rowCount() - 1, 0, self.values.columnCount() - 1
        return (
            min(each.top() for each in ranges),
            max(each.bottom() for each in ranges),
            min(each.left() for each in ranges),
            max(each.right() for each in ranges),
        )

    def copied_text(self, *, everything: bool = False) -> str:
        """The selected rectangle as tab-separated text; raises NnfsError when it is too large."""
        content = self.values.content
        if content is None or content.rows is None or 0 in content.shape:
            return ""
        top, bottom, left, right = self.selected_rectangle()
        if everything:
            top, bottom, left, right = 0, content.shape[0] - 1, 0, content.shape[1] - 1
        if (bottom - top + 1) * (right - left + 1) > MOST_COPIED:
            raise NnfsError(
                f"That is more than {MOST_COPIED:,} numbers to copy; save them as CSV instead."
            )
        rows = content.rows.rows(top, bottom + 1)[:, left : right + 1]
        return "\n".join("\t".join(map(repr, row)) for row in rows.tolist()) + "\n"

    def copy(self) -> None:
        """Put the selected rectangle on the clipboard."""
        QGuiApplication.clipboard().setText(self.copied_text())

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
