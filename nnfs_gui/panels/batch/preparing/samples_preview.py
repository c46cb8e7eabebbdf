"""Shows some samples before and after features are prepared, in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from nnfs_core.arrays import AnyArray
from nnfs_core.edits.preparing import Preparation, PreparedSamples
from nnfs_core.numerals import cut, full_text, short_text
from nnfs_core.wording import one_line, sentence
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MOST_LETTERS = 10  # of a number
MOST_COLUMNS = 500  # which nobody reads to their end


@dataclass(frozen=True)
class PreviewColumn:
    """Says where a column of the preview is among the features before and after, if it is."""

    name: str
    before: int | None
    after: int | None


def preview_columns(plan: Preparation, features: Sequence[int]) -> list[PreviewColumn]:
    """The chosen features, each with what it becomes."""
    goes = plan.change is None
    chosen, columns, after = set(features), [], 0
    for place, name in enumerate(plan.batch.columns):
        new = plan.becomes.get(place)
        if place in chosen:
            stays = None if goes or new is not None else after
            columns.append(PreviewColumn(name, place, stays))
            columns += [
                PreviewColumn(each, None, after + number) for number, each in enumerate(new or ())
            ]
        if len(columns) >= MOST_COLUMNS:
            break
        after += 1 if new is None else len(new)
    return columns


class SamplesPreview(QAbstractTableModel):
    """Shows in each cell the number before and the one after, where they are not the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns: Sequence[PreviewColumn] = ()
        self._samples: PreparedSamples | None = None
        self._row_names: Sequence[str] = ()

    def show(
        self, plan: Preparation | None, samples: PreparedSamples | None, features: Sequence[int]
    ) -> None:
        """Show what a plan makes of some samples, or nothing."""
        self.beginResetModel()
        self._columns, self._samples, self._row_names = (), None, ()
        if plan is not None and samples is not None:
            self._columns, self._samples = preview_columns(plan, features), samples
            self._row_names = [plan.batch.row_name(int(sample)) for sample in samples.samples]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._row_names)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._samples is None:
            return None
        before, after = self._numbers(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(before, after)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._columns[index.column()].name)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("muted" if after is None else "text")
            case Qt.ItemDataRole.BackgroundRole:
                is_missing = before is not None and not np.isfinite(before)
                return self._theme.color("warning_soft") if is_missing else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            is_name = role == Qt.ItemDataRole.DisplayRole
            return one_line(self._row_names[section], 40) if is_name else None
        name = self._columns[section].name
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(name, 60)
        return plain_tip(name) if role == Qt.ItemDataRole.ToolTipRole else None

    def _numbers(self, index: Index) -> tuple[Any, Any]:
        """The number of a cell before and after, None where there is none."""
        assert self._samples is not None
        column, row = self._columns[index.column()], index.row()
        return (
            _number(self._samples.before, row, column.before),
            _number(self._samples.after, row, column.after),
        )

    def _text(self, before: Any, after: Any) -> str:
        was = "" if before is None else cut(_full(before), MOST_LETTERS)
        if after is None:
            return was
        char = after.dtype.char
        now = short_text(float(after), char)
        is_same = before is not None and (before == after or (before != before and after != after))
        if before is None or is_same:
            return was or now
        return sentence("{was} → {now}")(was, now)


def _number(rows: AnyArray | None, row: int, column: int | None) -> Any:
    return None if rows is None or column is None else rows[row, column]


def _full(number: Any) -> str:
    return full_text(float(number), number.dtype.char)
