"""This module shows the first rows of an array as they would be opened, with their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from nnfs_core.arrays import AnyArray
from nnfs_core.files.array_batch import ArrayChoice, TargetArray
from nnfs_core.files.array_files import ArrayFile
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.numerals import full_number
from nnfs_core.wording import one_line
from nnfs_gui.widgets.theme import Theme

MAX_ROWS_SHOWN, MAX_COLUMNS_SHOWN = 20, 50

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class FirstRows:
    """Holds numbers (rows, columns), the names of the columns, and which of them is the target."""

    names: Sequence[str] = ()
    columns: tuple[AnyArray, ...] = ()  # each (rows,)
    target: int | None = None

    @property
    def n_rows(self) -> int:
        return min(map(len, self.columns), default=0)


def first_rows(source: ArrayFile, choice: ArrayChoice) -> FirstRows:
    """What would be opened; a target that would be out of view stands at the right.

    Raises NnfsError when the numbers cannot be read.
    """
    names, target = source.columns(choice.inputs), choice.target
    places = list(range(min(len(names), MAX_COLUMNS_SHOWN)))
    if isinstance(target, int) and target >= len(places):
        places.append(target)
    columns = tuple(source.first_rows(choice.inputs, MAX_ROWS_SHOWN, places).T)
    shown = [names[place] for place in places]
    if not isinstance(target, TargetArray):
        return FirstRows(shown, columns, None if target is None else places.index(target))
    targets = target.source.first_rows(target.array, MAX_ROWS_SHOWN, [0])
    return FirstRows([*shown, target.name], (*columns, targets[:, 0]), len(shown))


class ArrayPreview(QAbstractTableModel):
    """Shows the preview as a table; the target's column is tinted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = FirstRows()

    def show(self, rows: FirstRows) -> None:
        self.beginResetModel()
        self._shown = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown.n_rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number = self._shown.columns[index.column()][index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(number) if number.dtype.kind in "iu" else full_number(number)
        if role == Qt.ItemDataRole.ToolTipRole:
            return shortest(number.reshape(1, 1))[0][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.BackgroundRole:
            if not np.isfinite(number):
                return self._theme.color("warning_soft")
            if index.column() == self._shown.target:
                return self._theme.color("accent_soft")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section)
        name = one_line(self._shown.names[section], 200)
        return f"{name} (target)" if section == self._shown.target else name
