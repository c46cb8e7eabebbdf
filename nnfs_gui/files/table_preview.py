"""This module shows the first rows of a table as they are read, below two rows of choices."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from nnfs_core.files.tables import TableGuess
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.numbers import is_missing, is_number
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme

MAX_COLUMNS_SHOWN = 50
TAKE, AS_TEXT, N_CHOICES = 0, 1, 2  # the rows of choices, which stand above the data
NO_NUMBER = "⚠"  # before what should be a number, beside its colour

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TablePreview(QAbstractTableModel):
    """Shows in row 0 which columns are taken, in row 1 which are text; then come the data."""

    take_toggled = Signal(int)  # column
    text_toggled = Signal(int)

    def __init__(self, theme: Theme, guess: TableGuess, choice: TableChoice) -> None:
        super().__init__()
        self._theme = theme
        self._guess, self._choice = guess, choice

    def show_guess(self, guess: TableGuess, choice: TableChoice) -> None:
        """Show another look at the file, or the same with other choices."""
        self.beginResetModel()
        self._guess, self._choice = guess, choice
        self.endResetModel()

    def show_choice(self, choice: TableChoice) -> None:
        """Show other choices about the same columns."""
        self._choice = choice
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else N_CHOICES + len(self._guess.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else min(len(self._guess.columns), MAX_COLUMNS_SHOWN)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._is_checkable(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if not index.isValid():
            return None
        if row < N_CHOICES:
            return self._choice_data(row, column, role)
        cells = self._guess.rows[row - N_CHOICES]
        cell = cells[column] if column < len(cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{NO_NUMBER} {cell[:200]}" if self._is_wrong(column, cell) else cell[:200]
        return self._cell_look(column, cell, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        signal = self.take_toggled if index.row() == TAKE else self.text_toggled
        signal.emit(index.column())
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            name = self._guess.columns[section].name
            if role == Qt.ItemDataRole.DisplayRole:
                return name[:200]
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip(name)
        elif role == Qt.ItemDataRole.DisplayRole:
            return ("take", "as text")[section] if section < N_CHOICES else section - N_CHOICES
        return None

    def _is_checkable(self, row: int, column: int) -> bool:
        return row == AS_TEXT or (row == TAKE and column != self._choice.target)

    def _choice_data(self, row: int, column: int, role: int) -> Any:
        choice = self._choice
        kind = "text" if choice.columns[column].is_text else "number"
        is_target, is_out = column == choice.target, self._is_out(column)
        if role == Qt.ItemDataRole.DisplayRole:
            role_text = "target" if is_target else "left out" if is_out else "feature"
            return role_text if row == TAKE else kind
        if role == Qt.ItemDataRole.CheckStateRole and self._is_checkable(row, column):
            on = kind == "text" if row == AS_TEXT else not is_out
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.color("accent_soft" if is_target else "header")
        if role == Qt.ItemDataRole.ToolTipRole:
            if row == AS_TEXT:
                return "Each different text becomes a class number, in the order they come."
            if is_target:
                return "What the network's answers are compared with."
            return "Tick it to take this column as a feature."
        return None

    def _is_out(self, column: int) -> bool:
        return self._choice.columns[column].role == "left out"

    def _is_wrong(self, column: int, cell: str) -> bool:
        """Whether a cell of numbers is none."""
        choice = self._choice
        is_text = choice.columns[column].is_text
        is_free = is_text or self._is_out(column) or is_missing(cell)
        return not (is_free or is_number(cell, choice.format.decimal))

    def _cell_look(self, column: int, cell: str, role: int) -> Any:
        choice = self._choice
        is_text, is_out = choice.columns[column].is_text, self._is_out(column)
        is_wrong = self._is_wrong(column, cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and not is_text:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("muted" if is_out else "danger" if is_wrong else "text")
        if role == Qt.ItemDataRole.BackgroundRole:
            if is_missing(cell, in_words=is_text) and not is_out:
                return self._theme.color("warning_soft")
            if is_wrong:
                return self._theme.color("danger_soft")
            return self._theme.color("accent_soft") if column == choice.target else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return "This is not a number." if is_wrong else plain_tip(cell)
        return None
