"""This module is a table whose columns are partly numbers, partly words, to read and to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QBrush, QFont, QFontMetrics

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.numerals import NumberWriter
from nnfs_gui.spreadsheet import Block, NumbersModel, NumbersView
from nnfs_gui.spreadsheet.column_room import MARGIN
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.studio.studio import Studio

COMPUTED = NumberWriter()
LEAST_ROOM = 4  # characters of a column
WIDEST_NAME = 22  # figures, the room that words may take
BESIDE_NAME = 20  # pixels of a header beside its text


@dataclass(frozen=True)
class TableColumn:
    """Describes a column: its name, what its name means, and which words its numbers stand for.

    read: the numbers of the rows from a first up to a last one. words: what a number stands for;
    None where it is shown as `writer` has it. tint: the name of the words' colour, empty for the
    usual one.
    """

    name: str
    tip: str
    read: Callable[[int, int], AnyArray]
    words: Callable[[int], str] | None = None
    writer: NumberWriter = COMPUTED
    tint: Callable[[int], str] | None = None
    longest: str = ""  # of the words, or another text that a column is to have room for


class WordTableModel(NumbersModel):
    """Shows some columns over `count` rows; what is not in sight is not read."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        self.table_columns: Sequence[TableColumn] = ()
        self._count = 0
        self.name_of_row: Callable[[int], str] = str
        super().__init__(studio, parent)

    def show_columns(
        self, columns: Sequence[TableColumn], count: int, name_of_row: Callable[[int], str] = str
    ) -> None:
        """Show other rows; columns that are called the same keep their width."""
        names = [[each.name for each in some] for some in (self.table_columns, columns)]

        def change() -> None:
            self.table_columns, self._count, self.name_of_row = columns, count, name_of_row

        self.show_anew(change)
        if names[0] != names[1]:
            self.begun.emit()

    @property
    def n_rows(self) -> int:
        return self._count

    @property
    def n_columns(self) -> int:
        return len(self.table_columns)

    def numbers(self, block: Block) -> FloatArray:
        found = np.empty((block.n_rows, block.n_columns))
        for place, column in enumerate(block.columns):
            found[:, place] = self.table_columns[column].read(block.row, block.rows.stop)
        return found

    def writer_of(self, column: int) -> NumberWriter | None:
        each = self.table_columns[column]
        return None if each.words is not None else each.writer

    def look(self, row: int, column: int) -> CellLook:
        words, number = self.table_columns[column].words, self.number(row, column)
        look = self.look_of(row, column, number if words is None else 0.0)
        if words is None:
            return look
        tint = self.table_columns[column].tint
        color = "" if tint is None else tint(int(number))
        brush = QBrush(self.studio.theme.color(color)) if color else look.foreground
        return look._replace(text=words(int(number)), foreground=brush, is_left=True)

    def full_text(self, row: int, column: int) -> str:
        return self._text(column, self.number(row, column))

    def texts(self, numbers: AnyArray, column: int) -> str:
        rows = (
            "\t".join(self._text(column + place, number) for place, number in enumerate(row))
            for row in numbers.tolist()
        )
        return "\n".join(rows)

    def row_name(self, row: int) -> str:
        return self.name_of_row(row)

    def column_name(self, column: int) -> str:
        return self.table_columns[column].name

    def header_tip(self, section: int, name: str, horizontal: bool) -> str:
        return self.table_columns[section].tip if horizontal else name

    def _text(self, column: int, number: float) -> str:
        each = self.table_columns[column]
        if each.words is not None:
            return each.words(int(number))
        return each.writer.full(number)


class WordTable(NumbersView):
    """Gives each column the room that its name and its words need."""

    beside_name = 0  # pixels of a header that are for more than the name

    def __init__(self, studio: Studio, model: type[WordTableModel] = WordTableModel) -> None:
        super().__init__(studio)
        self.column_room.set_usual(LEAST_ROOM)
        self.limit_row_names(0.4, WIDEST_NAME)
        self.table = model(studio, self)
        self.setModel(self.table)
        self._fitted: list[tuple[str, str]] = []

    def show_columns(
        self, columns: Sequence[TableColumn], count: int, name_of_row: Callable[[int], str] = str
    ) -> None:
        """Show other rows; columns keep their widths while their names and words are the same."""
        self.table.show_columns(columns, count, name_of_row)
        texts = [(each.name, each.longest) for each in columns]
        if texts != self._fitted:
            self._fitted = texts
            self._fit_texts()

    def show_row_of(self, row: int | None) -> None:
        """Mark a row as the selected one and bring it into view, or mark none."""
        self.table.highlights.mark_row(row)
        with self.table.refreshing():  # nobody has chosen another cell here
            if row is None:
                self.clearSelection()
                self.setCurrentIndex(self.table.index(-1, -1))
            elif row != self.currentIndex().row():
                self.go_to(row, max(0, self.currentIndex().column()))
        if row is not None:
            self.show_row(row)

    def _fit_texts(self) -> None:
        bold = QFont(self.font())  # as the names of selected columns are drawn
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        widest = WIDEST_NAME * metrics.horizontalAdvance("0")
        for column, (name, longest) in enumerate(self._fitted):
            needed = max(
                metrics.horizontalAdvance(name) + BESIDE_NAME + self.beside_name,
                metrics.horizontalAdvance(longest) + MARGIN,
            )
            width = max(self.horizontalHeader().defaultSectionSize(), min(widest, needed))
            self.horizontalHeader().resizeSection(column, width)
