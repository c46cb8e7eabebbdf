"""The batch as a table to look at: a column for each feature, and a last one for the target."""

from __future__ import annotations

from math import isnan
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QPixmap

from nnfs_core.arrays import FloatArray
from nnfs_core.files.tables.cells import format_cells
from nnfs_core.finding import Order
from nnfs_core.project.batch import UNKNOWN
from nnfs_gui.panels.batch.shown import Shown
from nnfs_gui.spreadsheet import NumbersModel
from nnfs_gui.spreadsheet.model import Index
from nnfs_gui.studio.copying import Lines
from nnfs_gui.studio.fetching import BEING_GOT, LOST
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.glossary_tips import header_tip
from nnfs_gui.widgets.theme import CLASS_COLORS

SWATCH = 9  # pixels of the square that shows a class's colour

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class SamplesModel(NumbersModel):
    """Shows the batch of the studio's document; `show` follows it.

    Which sample stands in which row is told by the order that it is shown in. Rows that are not in
    memory are got by the studio's fetching, and until then their cells hold an ellipsis.
    """

    row_noun = "sample"
    column_noun = "feature"

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        self._batch = studio.project.batch
        self.shown = Shown(self._batch, Order(self._batch.n_samples))
        self._is_deferred = False
        self._target_column = -1
        self._row = -1  # the row that these two were taken from
        self._cells: FloatArray = np.empty(0)
        self._target = float("nan")
        super().__init__(studio, parent)
        self._tint()
        studio.theme.changed.connect(self._tint)
        studio.fetching.arrived.connect(self._on_arrived)
        self.show(self.shown)

    def show(self, shown: Shown, is_other: bool = False) -> None:
        """Show a batch, changing as little of the view as the difference asks for.

        One that `is_other`, of another project, is shown from its beginning; so is another order.
        """
        old, self.shown = self.shown, shown
        batch = self._batch = shown.batch
        self._row = -1
        self._is_deferred = shown.is_deferred
        self._target_column = batch.n_features if batch.target_rows is not None else -1
        same_frame = (
            (self.rowCount(), self.columnCount()) == (self.n_rows, self.n_columns)
            and old.batch.columns is batch.columns
            and old.batch.target_name == batch.target_name
        )
        reordered = old.batch is batch and old.order is not shown.order
        if is_other or reordered:
            self.show_anew()
        elif same_frame:
            self.repaint(self._rows_changed(old))
        else:
            self.refresh()

    def _rows_changed(self, old: Shown) -> range | None:
        """The rows that may look different from `old`; None for all, as after other class names."""
        new, before = self._batch, old.batch
        if new.target_rows is not before.target_rows or new.class_names != before.class_names:
            return None
        if self._is_deferred or old.is_deferred:
            return None
        if not self.shown.order.is_everything or not old.order.is_everything:
            return None
        return new.input_rows.rows_changed(before.input_rows)

    @property
    def is_difference(self) -> bool:
        return self.shown.is_difference

    def sample(self, row: int) -> int:
        """The sample that stands in a row."""
        return self.shown.order.sample(row)

    def row_of(self, sample: int | None) -> int | None:
        """The row in which a sample stands, None when it is not on show."""
        return None if sample is None else self.shown.order.row(sample)

    # What is shown.

    @property
    def n_rows(self) -> int:
        return len(self.shown)

    @property
    def n_columns(self) -> int:
        return self._batch.n_features + (self._target_column >= 0)

    def number(self, row: int, column: int) -> float:
        self._look_at(row)
        return self._target if column == self._target_column else float(self._cells[column])

    def _look_at(self, row: int) -> bool:
        """Have the numbers of a row ready; False, and all NaN, while they are being got.

        A table is painted row by row, so that most rows are looked for once.
        """
        if row == self._row:
            return True
        found = self.shown.fetched(row, self.studio.fetching)
        if found is None:
            self._row, self._target = -1, float("nan")
            self._cells = np.full(self._batch.n_features, np.nan)
            return False
        self._row, (self._cells, self._target) = row, found
        return True

    def _class_in(self, row: int) -> int:
        self._look_at(row)
        return UNKNOWN if isnan(self._target) else int(self._target)

    def numbers(self, row: int, column: int, n_rows: int, n_columns: int) -> FloatArray:
        return self.shown.numbers(row, column, n_rows, n_columns)

    def row_name(self, row: int) -> str:
        return str(self.shown.order.sample(row) if row < self.n_rows else row)

    def column_name(self, column: int) -> str:
        if column == self._target_column:
            return self._batch.target_name
        return self._batch.columns[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        name = super().headerData(section, orientation, role)
        if role != _TOOLTIP:
            return name
        if orientation == Qt.Orientation.Vertical:
            return header_tip(f"Sample {name}", "sample")
        return header_tip(name, "target" if section == self._target_column else "feature")

    def noun_of_column(self, column: int) -> str:
        return "target column" if column == self._target_column else self.column_noun

    def text(self, row: int, column: int) -> str:
        if column == self._target_column and self._batch.has_classes:
            return self._batch.class_name(self._class_in(row))
        return super().text(row, column)

    def full_text(self, row: int, column: int) -> str:
        if column == self._target_column and self._batch.has_classes:
            return self.text(row, column)
        self._look_at(row)
        targets = self._batch.target_rows
        if column == self._target_column and targets is not None:
            return format_cells(np.array([self._target], targets.dtype))
        return format_cells(self._cells[column : column + 1])

    def tooltip(self, row: int, column: int) -> str:
        if column == self._target_column and self._batch.has_classes:
            number = self._class_in(row)
            name = self._batch.class_name(number)
            return name if number == UNKNOWN else f"{name} (class number {number})"
        if self.is_difference and column != self._target_column:
            return self._both_sides(self.sample(row), column)
        return self.full_text(row, column)

    def _both_sides(self, sample: int, feature: int) -> str:
        """The two inputs whose difference stands in a cell; empty while they are being got."""
        pinned, fetching = self.studio.pinned, self.studio.fetching
        present = self.studio.project.batch.input_rows
        sides = [fetching.row(rows, sample) for rows in (present, pinned.inputs_opposite(present))]
        texts = [format_cells(row[feature : feature + 1]) for row in sides if row is not None]
        return f"{texts[0]}, pinned as {texts[1]}" if len(texts) == 2 else ""

    def lines_of(self, row: int, column: int, n_rows: int, n_columns: int) -> Lines:
        return self.shown.lines_of(row, column, n_columns)

    def numbers_at_hand(
        self, row: int, column: int, n_rows: int, n_columns: int
    ) -> FloatArray | None:
        return self.shown.numbers_at_hand(row, column, n_rows, n_columns)

    def lines_at_hand(self, row: int, column: int, n_rows: int, n_columns: int) -> Lines | None:
        return self.shown.lines_at_hand(row, column, n_rows, n_columns)

    def is_at_hand(self, rows: range) -> bool:
        return not self._is_deferred or self.shown.are_at_hand(rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not self._is_deferred or self._look_at(index.row()):
            return super().data(index, role)
        if role == _DISPLAY:
            lost = self.shown.is_lost(index.row(), self.studio.fetching)
            return LOST if lost else BEING_GOT
        return _RIGHT if role == _ALIGNMENT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self._is_deferred and index.isValid() and not self._look_at(index.row()):
            return flags & ~Qt.ItemFlag.ItemIsEditable
        return flags

    def _on_arrived(self) -> None:
        if self._is_deferred:
            self.repaint()

    def alignment(self, row: int, column: int) -> int:
        if column == self._target_column and self._batch.has_classes:
            return _LEFT
        return super().alignment(row, column)

    def background(self, row: int, column: int) -> QBrush | None:
        special = super().background(row, column)
        if special is None and column == self._target_column:
            return self._target_back
        return special

    def decoration(self, row: int, column: int) -> Any:
        if column != self._target_column or not self._batch.has_classes:
            return None
        number = self._class_in(row)
        return None if number == UNKNOWN else self._swatches[number % len(self._swatches)]

    def _tint(self) -> None:
        self._target_back = QBrush(self.studio.theme.color("hover"))
        self._swatches = []
        for number in range(len(CLASS_COLORS)):
            swatch = QPixmap(SWATCH, SWATCH)
            swatch.fill(self.studio.theme.class_color(number))
            self._swatches.append(swatch)
