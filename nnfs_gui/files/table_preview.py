"""This module shows the first rows of a table of text as they are read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.meaning import CellContent, MeaningReader
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.wording import one_line
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme

MOST_SHOWN = 200  # characters of a cell
NO_NUMBER = "⚠"  # before what should be a number, beside its colour

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TablePreview(QAbstractTableModel):
    """Shows the first rows, with colours for the target, what is missing and what is no number."""

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
        if self._guess.rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._guess.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._guess.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cells, column = self._guess.rows[index.row()], index.column()
        cell = cells[column] if column < len(cells) else ""
        is_wrong = self._is_wrong(column, cell)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                text = one_line(cell, MOST_SHOWN)
                return f"{NO_NUMBER} {text}" if is_wrong else text
            case Qt.ItemDataRole.ToolTipRole:
                return "This cannot be read as a number." if is_wrong else plain_tip(cell)
            case Qt.ItemDataRole.TextAlignmentRole if not self._is_text(column):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                is_out = self._choice.columns[column].role == "left out"
                return self._theme.color("muted" if is_out else "danger" if is_wrong else "text")
            case Qt.ItemDataRole.BackgroundRole:
                return self._ground(column, cell, is_wrong)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            name = self._guess.columns[section].name
            if role == Qt.ItemDataRole.DisplayRole:
                return one_line(name, MOST_SHOWN)
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip(name)
        elif role == Qt.ItemDataRole.DisplayRole:
            return section
        return None

    def _ground(self, column: int, cell: str, is_wrong: bool) -> Any:
        is_out = self._choice.columns[column].role == "left out"
        if is_missing(cell, in_words=self._is_text(column)) and not is_out:
            return self._theme.color("warning_soft")
        if is_wrong:
            return self._theme.color("danger_soft")
        return None

    def _is_text(self, column: int) -> bool:
        chosen = self._choice.columns[column]
        return chosen.is_text or chosen.role in ("label", "subset") or chosen.read_as == "days"

    def _is_wrong(self, column: int, cell: str) -> bool:
        """Whether a cell of numbers is none, or too large for one."""
        is_out = self._choice.columns[column].role == "left out"
        if is_out or self._is_text(column):
            return False
        reader = MeaningReader(self._choice.format, self._guess.columns[column].unit)
        return reader.meaning(cell).content is CellContent.ODD
