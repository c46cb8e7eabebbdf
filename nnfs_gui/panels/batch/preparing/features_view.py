"""Lets people choose features in a table, by mouse and keys, several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from nnfs_gui.panels.batch.preparing.features_model import SHOWN, FeatureColumn, FeaturesModel
from nnfs_gui.panels.batch.preparing.pages import PreparingPage
from nnfs_gui.spreadsheet.block import blocks_of
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme

NAME_LETTERS = 8, 34  # at least and at most, as the longest name needs
BECOMES_LETTERS = 26
USUAL_WIDTH = 12
LEAST_ROWS = 3  # in sight however low the dialog is
BAR = 12  # pixels of a scroll bar


class FeaturesView(QTableView):
    """Shows a FeaturesModel; Space chooses the selected features, or leaves them out."""

    def __init__(self, theme: Theme, model: FeaturesModel) -> None:
        super().__init__()
        named(self, "preparing_features", "Features to prepare", role="columns")
        self._features = model
        self._name_letters = NAME_LETTERS[1]
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        theme.changed.connect(self._give_room)
        self._give_room()

    def show_page(self, page: PreparingPage) -> None:
        """Show the figures that tell something of what a page does."""
        for figure in FeatureColumn:
            self.setColumnHidden(figure, figure not in SHOWN[page])

    def fit_names(self, names: Sequence[str]) -> None:
        """Give the names as much room as they need, within bounds."""
        least, most = NAME_LETTERS
        self._name_letters = min(most, max([least, *map(len, names)]) + 6)  # and the tick
        self._give_room()

    def rows_height(self, n_rows: int) -> int:
        """How high it is for its header and so many rows."""
        return (n_rows + 1) * (self.fontMetrics().height() + 10) + BAR

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._turn()
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        """Choose the selected features if one of them is not, else leave them out."""
        blocks = blocks_of(self.selectionModel().selection())
        rows = sorted({row for block in blocks for row in block.rows})
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        self._features.choose(rows, not all(map(self._features.is_chosen, rows)))

    def _give_room(self) -> None:
        metrics = self.fontMetrics()
        widths = {
            FeatureColumn.NAME: self._name_letters,
            FeatureColumn.BECOMES: BECOMES_LETTERS,
        }
        for figure in FeatureColumn:
            letters = widths.get(figure, USUAL_WIDTH)
            self.setColumnWidth(figure, letters * metrics.averageCharWidth() + 12)
        height = metrics.height() + 10
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumHeight(self.rows_height(LEAST_ROWS))
