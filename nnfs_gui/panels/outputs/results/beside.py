"""Puts the figures beside the table, or where there is no room for both in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSplitter, QToolButton, QWidget

from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import text_scale

ROOM_FOR_BOTH = 560  # pixels beside the usual text
TABLE_SHARE, FIGURES_SHARE = 460, 220


class TableBesideFigures(QWidget):
    """Shows both with a handle between them; where it is narrow, the one that is chosen above."""

    def __init__(self, table: QWidget, figures: QWidget) -> None:
        super().__init__()
        self._table, self._figures = table, figures
        self.table_choice = _choice("results_as_table", "Table", "Show what comes of each sample")
        self.figures_choice = _choice("results_as_figures", "Figures", "Show how good all are")
        self.table_choice.setChecked(True)
        group = QButtonGroup(self)
        for button in (self.table_choice, self.figures_choice):
            group.addButton(button)
        self.figures_choice.toggled.connect(self._place)
        self._choices = QWidget()
        choices = in_row(self.table_choice, self.figures_choice, 1, margins=(0, 0, 0, 0), spacing=0)
        self._choices.setLayout(choices)
        self.splitter = named(QSplitter(Qt.Orientation.Horizontal), "results_splitter")
        self.splitter.setHandleWidth(5)
        for number, each in enumerate((table, figures)):
            self.splitter.addWidget(each)
            self.splitter.setStretchFactor(number, 1)
        self.splitter.setSizes([TABLE_SHARE, FIGURES_SHARE])
        self.setLayout(
            in_column(self._choices, (self.splitter, 1), margins=(0, 0, 0, 0), spacing=4)
        )
        self._place()

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for both."""
        return self.width() < ROOM_FOR_BOTH * text_scale(self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def _place(self, *ignored: object) -> None:
        is_narrow = self.is_narrow
        self._choices.setVisible(is_narrow)
        self._table.setVisible(not is_narrow or self.table_choice.isChecked())
        self._figures.setVisible(not is_narrow or self.figures_choice.isChecked())


def _choice(name: str, text: str, tip: str) -> QToolButton:
    button = named(QToolButton(), name, tip=tip, role="choice")
    button.setText(text)
    button.setCheckable(True)
    return button
