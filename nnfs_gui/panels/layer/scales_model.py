"""Keeps the means and deviations of a layer that standardises as a table, a row a feature."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QBrush

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.edits.standardise import DEVIATION, feature_names
from nnfs_core.layers import Standardise
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.spreadsheet import Block, SpreadsheetModel
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.studio.edit import Edit, layer_part
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.glossary_tips import header_tip

COLUMNS = "mean", "deviation"


class ScalesModel(SpreadsheetModel):
    """Shows (n_features, 2) numbers: a feature's mean and its deviation."""

    row_noun = "feature"

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(studio, parent)
        self.index_of_layer = 0
        self._layer = Standardise.unfitted(0)
        self._names: tuple[str, ...] = ()
        self._unscaled: frozenset[int] = frozenset()

    def show_layer(self, index: int, layer: Standardise, is_other: bool = False) -> None:
        """Show the layer at `index`; one that `is_other` is shown from its first feature."""
        names = feature_names(self.studio.project, index, layer.n_inputs)
        same = layer is self._layer and index == self.index_of_layer and names == self._names
        if same and not is_other:
            return

        def change() -> None:
            self.index_of_layer, self._layer, self._names = index, layer, names

        if is_other:
            self.show_anew(change)
            self.begun.emit()
        else:
            self.turn_into(change, layer.n_inputs, len(COLUMNS))

    def mark(self, unscaled: frozenset[int]) -> None:
        """Mark the features that have no deviation of their own: constant ones, missing ones."""
        if unscaled != self._unscaled:
            self._unscaled = unscaled
            self.repaint()

    @property
    def n_rows(self) -> int:
        return self._layer.n_inputs

    @property
    def n_columns(self) -> int:
        return len(COLUMNS)

    def row_name(self, row: int) -> str:
        return self._names[row]

    def column_name(self, column: int) -> str:
        return COLUMNS[column]

    def numbers(self, block: Block) -> FloatArray:
        rows = slice(block.row, block.row + block.n_rows)
        columns = slice(block.column, block.column + block.n_columns)
        both = np.concatenate([self._layer.means[:, rows], self._layer.deviations[:, rows]])
        return both[columns].T

    def number(self, row: int, column: int) -> float:
        array = self._layer.deviations if column == DEVIATION else self._layer.means
        return float(array[0, row])

    def tooltip(self, row: int, column: int) -> str:
        full = super().tooltip(row, column)
        if row not in self._unscaled:
            return full
        return sentence("{full}: {feature} has no deviation of its own in the samples to fit by")(
            full, self.row_name(row)
        )

    def header_tip(self, section: int, name: str, horizontal: bool) -> str:
        if not horizontal:
            return sentence("{name}: a click shows what becomes of it")(name)
        if section == DEVIATION:
            return header_tip("What the layer divides by", "standard_deviation")
        return header_tip("What the layer subtracts", "mean")

    def ends_at(self, column: int) -> bool:
        return column == DEVIATION

    def write(self, row: int, column: int, values: FloatArray, verb: str = "Edit") -> bool:
        index = self.index_of_layer
        noun = COLUMNS[column] if values.shape[1] == 1 else "means and deviations"
        if values.shape[1] == 1 and values.shape[0] > 1:
            noun += "s"

        def change(project: Project) -> Project:
            return edits.write_scales(project, index, row, column, values)

        n_bytes = self._layer.array_size * self._layer.means.itemsize
        return self.studio.attempt(Edit(f"{verb} {noun}", change, n_bytes, layer_part(index)))

    def look(self, row: int, column: int) -> CellLook:
        base = self._unscaled_background if row in self._unscaled else None
        return self.look_of(row, column, self.number(row, column), base)

    def recolor(self) -> None:
        self._unscaled_background = QBrush(self.studio.theme.color("header"))
        super().recolor()
