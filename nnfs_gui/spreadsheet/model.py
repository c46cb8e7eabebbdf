"""This module is a table of numbers that a spreadsheet view can edit, whatever keeps them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt

from nnfs_core.arrays import FloatArray
from nnfs_core.files.tables.pasting.cells import PastedCells
from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.numbers_model import Index, NumbersModel
from nnfs_gui.spreadsheet.typed import TypedNumbers, parse_all, without_names
from nnfs_gui.widgets.decimal_mark import system_mark

READ_ONLY = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
EDITABLE = READ_ONLY | Qt.ItemFlag.ItemIsEditable


class SpreadsheetModel(NumbersModel):
    """Writes the numbers that a SpreadsheetView shows.

    Subclasses implement `write`, and whichever of `insert_rows`, `remove_rows`, `insert_columns`,
    `remove_columns`, `rename_column` and `label_rows` make sense (the view offers just those).
    Everything that edits makes one step of the history and returns whether it was accepted; a
    refusal has been shown as a notice.
    """

    row_noun = "row"
    column_noun = "column"

    def noun_of_column(self, column: int) -> str:
        """What menus call a column."""
        return self.column_noun

    def write(self, row: int, column: int, values: FloatArray, verb: str = "Edit") -> bool:
        """Write a rectangle (rows, columns) of values at (row, column).

        One that reaches beyond the table grows it, or is refused with a notice. The name of the
        step begins with `verb`.
        """
        raise NotImplementedError

    def ends_at(self, column: int) -> bool:
        """True when nothing can be written right of a column, not even by growing the table."""
        return False

    def parse_texts(self, row: int, column: int, reading: PastedCells) -> TypedNumbers:
        """The numbers that a rectangle of text means at (row, column); called on any thread.

        A first row of names is left out. Raises NnfsError when some cell means no number.
        """
        numbers, names = without_names(reading, len(reading.cells[0]))
        return TypedNumbers(parse_all(numbers), left_out=names)

    def write_typed(self, row: int, column: int, typed: TypedNumbers, verb: str = "Edit") -> bool:
        """Write what `parse_texts` returned."""
        return self.write(row, column, typed.values, verb)

    def clear(self, block: Block, verb: str = "Clear") -> bool:
        """Set a rectangle to 0."""
        zeros = np.broadcast_to(0.0, (block.n_rows, block.n_columns))
        return self.write(block.row, block.column, zeros, verb)

    def insert_rows(self, row: int, count: int) -> bool:
        raise NotImplementedError

    def remove_rows(self, rows: Sequence[int]) -> bool:
        raise NotImplementedError

    def insert_columns(self, column: int, count: int) -> bool:
        raise NotImplementedError

    def remove_columns(self, columns: Sequence[int]) -> bool:
        raise NotImplementedError

    def rename_column(self, column: int, name: str) -> bool:
        raise NotImplementedError

    def label_rows(self, row: int, labels: Sequence[str]) -> bool:
        """Give the rows from `row` on their labels."""
        raise NotImplementedError

    def label_of_row(self, row: int) -> str:
        """What a row is called besides its number; empty where it is not."""
        return ""

    def can(self, ability: str) -> bool:
        """True when the subclass implements the method of that name."""
        return getattr(type(self), ability) is not getattr(SpreadsheetModel, ability)

    def refuses_edits(self) -> bool:
        """True, and a notice offers the way out, while the cells hold no values to edit."""
        if self.is_difference:
            self.studio.notices.info(
                "The table shows differences from what is pinned; values can be edited.",
                "Show values",
                lambda: self.studio.pinned.show_differences(False),
                until=self.studio.pinned.changed,
            )
        return self.is_difference

    def flags(self, index: Index) -> Qt.ItemFlag:
        return EDITABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        """Write what was typed; raises NnfsError when the text is no number."""
        row, column = index.row(), index.column()
        typed = self.parse_texts(row, column, PastedCells([[str(value)]], None, system_mark()))
        return self.write_typed(row, column, typed)
