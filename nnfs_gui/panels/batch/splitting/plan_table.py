"""Shows what a split would come to: a row for each class, and one for all samples."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from nnfs_core.edits.split_plan import SplitPlan
from nnfs_core.project.subset import Subset
from nnfs_core.wording import capitalized, one_line
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
ALL = "all samples"
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEAST_ROWS = 3  # in sight, with the names of the columns


class PlanModel(QAbstractTableModel):
    """Holds the counts of a plan: the samples of a class in each subset, and in all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: SplitPlan | None = None

    def show(self, plan: SplitPlan | None) -> None:
        self.beginResetModel()
        self._plan = plan
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if self._plan is None or parent.isValid() else len(self._plan.names) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Subset) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole or self._plan is None:
            return None
        row, column, plan = index.row(), index.column(), self._plan
        counts = plan.totals if row == 0 else plan.of_classes[row - 1]
        return f"{int(counts.sum() if column == len(Subset) else counts[column]):,}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_column = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole and is_column:
            return _RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if is_column:
            return capitalized(Subset(section).title) if section < len(Subset) else "Together"
        if section == 0 or self._plan is None:
            return ALL
        name = self._plan.names[section - 1]
        return plain_tip(name) if role == Qt.ItemDataRole.ToolTipRole else one_line(name, 40)


class PlanTable(QTableView):
    """Shows a PlanModel."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "split_plan", "What the split comes to")
        self._counts = PlanModel()
        self._counts.setParent(self)
        self.setModel(self._counts)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        row = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(LEAST_ROWS * row)

    def show_plan(self, plan: SplitPlan | None) -> None:
        """Show what is foreseen, or nothing while that is not known."""
        self._counts.show(plan)
