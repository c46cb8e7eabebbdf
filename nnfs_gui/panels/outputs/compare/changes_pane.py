"""Shows the changes from class to class as a list or as a matrix."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QToolButton, QWidget

from nnfs_core.comparing.changes import Changes
from nnfs_gui.panels.outputs.compare.changes_matrix import ChangesMatrix
from nnfs_gui.panels.outputs.compare.changes_table import ChangesTable
from nnfs_gui.panels.outputs.compare.verdict_buttons import VerdictButtons
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named


class ChangesPane(QWidget):
    """Has the counts of all verdicts above; what is not looked at is not filled.

    `chosen` tells of a change whose samples are wanted: the class before, and after.
    """

    chosen = Signal(int, int)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._found: Changes | None = None
        self.verdicts = VerdictButtons()
        self.list, self.matrix = ChangesTable(studio), ChangesMatrix(studio)
        self._stack = QStackedWidget()
        for table in (self.list, self.matrix):
            table.chosen.connect(self.chosen)
            self._stack.addWidget(table)
        self._as_list = _choice("compare_as_list", "List", "A row for each change")
        self._as_matrix = _choice(
            "compare_as_matrix", "Matrix", "Classes of A as rows, those of B as columns"
        )
        self._as_list.setChecked(True)
        group = QButtonGroup(self)
        for button in (self._as_list, self._as_matrix):
            group.addButton(button)
        self._as_matrix.toggled.connect(self._show)
        above = in_row((self.verdicts, 1), self._as_list, self._as_matrix, spacing=2)
        self.setLayout(in_column(above, (self._stack, 1), margins=(0, 0, 0, 0), spacing=6))

    def show_changes(self, found: Changes) -> None:
        """Show what changed in a comparison."""
        self._found = found
        self.verdicts.show_verdicts(found)
        has_matrix = found.has_classes and self.matrix.has_room(found)
        if not has_matrix:
            self._as_list.setChecked(True)
        for button in (self._as_list, self._as_matrix):
            button.setVisible(has_matrix)
        self._show()

    def _show(self) -> None:
        found = self._found
        self._stack.setVisible(found is not None and found.has_classes)
        if found is None or not found.has_classes:
            return
        table = self.matrix if self._as_matrix.isChecked() else self.list
        table.show_changes(found)
        self._stack.setCurrentWidget(table)


def _choice(name: str, text: str, tip: str) -> QToolButton:
    button = named(QToolButton(), name, tip=tip, role="choice")
    button.setText(text)
    button.setCheckable(True)
    return button
