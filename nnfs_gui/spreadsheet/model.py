"""A table of numbers that a spreadsheet view can show and edit, whatever keeps the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from nnfs_core.arrays import FloatArray
from nnfs_core.files.tables.cells import format_cells, parse_number
from nnfs_core.wording import short_number
from nnfs_gui.spreadsheet.looks import Backs
from nnfs_gui.spreadsheet.typed import Cells, Typed, parse_all
from nnfs_gui.studio.copying import Lines
from nnfs_gui.studio.studio import Studio

Index = QModelIndex | QPersistentModelIndex

# Plain ints: comparing enums would take most of the time of painting a table.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)
_ROOT = QModelIndex()
_NOWHERE = None, None  # rows and columns of a highlight that is of nothing
MOST_ROWS_SHOWN = 50_000_000  # Qt counts the height of a table in 31 bits


class NumbersModel(QAbstractTableModel):
    """Subclasses say how many numbers there are and what they are, and write them.

    They implement `n_rows`, `n_columns`, `number` and `write`, give names where 0, 1, 2, ... will
    not do, implement whichever of `insert_rows`, `remove_rows`, `insert_columns`,
    `remove_columns`, `rename_row` and `rename_column` make sense (the view offers just those), and
    call `refresh` when anything may have changed. Everything that edits makes one step of the
    history and returns whether it was accepted; a refusal has been shown as a notice.
    """

    row_noun = "row"
    column_noun = "column"

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.is_refreshing = False
        self._shown_rows = 0
        self._shown_columns = 0
        self._marked_row: int | None = None
        self._lit_rows: range | None = None
        self._lit_columns: range | None = None
        self._hovered: tuple[int, int] | None = None
        self._recolor()
        studio.theme.changed.connect(self._recolor)

    # What subclasses implement.

    @property
    def n_rows(self) -> int:
        raise NotImplementedError

    @property
    def n_columns(self) -> int:
        raise NotImplementedError

    def number(self, row: int, column: int) -> float:
        """The number in a cell; called for every visible cell, so it must be quick."""
        raise NotImplementedError

    def write(self, row: int, column: int, values: FloatArray, verb: str = "Edit") -> bool:
        """Write a rectangle (rows, columns) of values at (row, column).

        One that reaches beyond the table grows it, or is refused with a notice. The name of the
        step begins with `verb`.
        """
        raise NotImplementedError

    # What subclasses may implement.

    def row_name(self, row: int) -> str:
        return str(row)

    def column_name(self, column: int) -> str:
        return str(column)

    def numbers(self, row: int, column: int, n_rows: int, n_columns: int) -> FloatArray:
        """A rectangle of numbers; subclasses that have them in an array should slice it."""
        cells = [
            [
                self.number(each_row, each_column)
                for each_column in range(column, column + n_columns)
            ]
            for each_row in range(row, row + n_rows)
        ]
        return np.array(cells, dtype=np.float64).reshape(n_rows, n_columns)

    def noun_of_column(self, column: int) -> str:
        """What menus call a column."""
        return self.column_noun

    @property
    def is_difference(self) -> bool:
        """True while the cells hold what differs from what is pinned, in the place of values."""
        return False

    def text(self, row: int, column: int) -> str:
        """What the cell shows; a difference has its sign."""
        number = self.number(row, column)
        text = short_number(number)
        return f"+{text}" if self.is_difference and number > 0 else text

    def full_text(self, row: int, column: int) -> str:
        """What the editor and the tooltip show: all digits."""
        return format_cells(self.numbers(row, column, 1, 1))

    def tooltip(self, row: int, column: int) -> str:
        return self.full_text(row, column)

    def alignment(self, row: int, column: int) -> int:
        """Where the text stands in its cell: numbers at the right."""
        return _RIGHT

    def decoration(self, row: int, column: int) -> Any:
        """A colour or picture before the text, if any."""
        return None

    def lines_of(self, row: int, column: int, n_rows: int, n_columns: int) -> Lines:
        """A function that gives some rows of a rectangle as tab-separated lines, all digits.

        It counts rows from the rectangle's first, and works on any thread.
        """
        return lambda start, stop: format_cells(
            self.numbers(row + start, column, stop - start, n_columns)
        )

    def numbers_at_hand(
        self, row: int, column: int, n_rows: int, n_columns: int
    ) -> FloatArray | None:
        """As `numbers`, or None when reading them would be a wait."""
        return self.numbers(row, column, n_rows, n_columns)

    def lines_at_hand(self, row: int, column: int, n_rows: int, n_columns: int) -> Lines | None:
        """As `lines_of`, of numbers that stay in memory; None when they are not there."""
        return self.lines_of(row, column, n_rows, n_columns)

    def is_at_hand(self, rows: range) -> bool:
        """True when reading these rows needs no wait."""
        return True

    def parse(self, row: int, column: int, text: str) -> float:
        """The number that a text means in a cell; raises NnfsError when it means none."""
        return parse_number(text)

    def parse_texts(self, row: int, column: int, cells: Cells) -> Typed:
        """The numbers that a rectangle of text means at (row, column); called on any thread."""
        if type(self).parse is NumbersModel.parse:
            return Typed(parse_all(cells))
        return Typed(parse_all(cells, lambda r, c, text: self.parse(row + r, column + c, text)))

    def write_typed(self, row: int, column: int, typed: Typed, verb: str = "Edit") -> bool:
        """Write what `parse_texts` returned."""
        return self.write(row, column, typed.values, verb)

    def clear(
        self, row: int, column: int, n_rows: int, n_columns: int, verb: str = "Clear"
    ) -> bool:
        """Set a rectangle to 0."""
        return self.write(row, column, np.broadcast_to(0.0, (n_rows, n_columns)), verb)

    def insert_rows(self, row: int, count: int) -> bool:
        raise NotImplementedError

    def remove_rows(self, rows: Sequence[int]) -> bool:
        raise NotImplementedError

    def insert_columns(self, column: int, count: int) -> bool:
        raise NotImplementedError

    def remove_columns(self, columns: Sequence[int]) -> bool:
        raise NotImplementedError

    def rename_row(self, row: int, name: str) -> bool:
        raise NotImplementedError

    def rename_column(self, column: int, name: str) -> bool:
        raise NotImplementedError

    def can(self, ability: str) -> bool:
        """True when the subclass implements the method of that name."""
        return getattr(type(self), ability) is not getattr(NumbersModel, ability)

    # What subclasses and panels call.

    def refuses_edits(self) -> bool:
        """True, and a notice offers the way out, while the cells hold no values to edit."""
        if self.is_difference:
            self.studio.notices.info(
                "The table shows differences from what is pinned; values can be edited.",
                "Show values",
                lambda: self.studio.pinned.show_differences(False),
            )
        return self.is_difference

    def refresh(self) -> None:
        """Show what is there now; selection, current cell and scroll position stay."""
        with self.refreshing():
            self._refresh_rows(min(self.n_rows, MOST_ROWS_SHOWN))
            self._refresh_columns(self.n_columns)
        if self._shown_columns:
            last = self._shown_columns - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self.repaint()

    @contextmanager
    def refreshing(self) -> Iterator[None]:
        """While it lasts, another current cell is none that the user has chosen."""
        self.is_refreshing = True
        try:
            yield
        finally:
            self.is_refreshing = False

    def show_anew(self) -> None:
        """Show another table in place of this one: nothing stays selected or being typed."""
        self.beginResetModel()
        self._shown_rows = min(self.n_rows, MOST_ROWS_SHOWN)
        self._shown_columns = self.n_columns
        self.endResetModel()

    def repaint(self, rows: range | None = None) -> None:
        """Have every visible cell drawn anew, or those in `rows` alone."""
        rows = range(self._shown_rows) if rows is None else rows
        if rows and self._shown_columns:
            last = self.index(rows[-1], self._shown_columns - 1)
            self.dataChanged.emit(self.index(rows[0], 0), last)

    def mark_row(self, row: int | None) -> None:
        """Mark a row softly: the sample that all panels look at."""
        if row != self._marked_row:
            old, self._marked_row = self._marked_row, row
            self._repaint_rows(old, row)

    def set_highlight(self, rows: range | None, columns: range | None) -> None:
        """Light up the cells in these rows and columns; one None means all, two mean none."""
        old = self._lit_rows, self._lit_columns
        if (rows, columns) != old:
            self._lit_rows, self._lit_columns = rows, columns
            spans = [span for span, across in (old, (rows, columns)) if (span, across) != _NOWHERE]
            if any(span is None or len(span) > 1 for span in spans):
                self.repaint()
            else:
                self._repaint_rows(*(row for span in spans for row in span or ()))

    def set_hovered(self, cell: tuple[int, int] | None) -> None:
        """Mark the cell (row, column) that the mouse rests on in another panel."""
        old, self._hovered = self._hovered, cell
        if old != cell:
            self._repaint_rows(*(each[0] for each in (old, cell) if each is not None))

    def _repaint_rows(self, *rows: int | None) -> None:
        """Have single rows drawn anew, those that are there."""
        for row in rows:
            if row is not None and row < self._shown_rows:
                self.repaint(range(row, row + 1))

    # What Qt calls.

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown_rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown_columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self.text(index.row(), index.column())
        if role == _ALIGNMENT:
            return self.alignment(index.row(), index.column())
        if role == _DECORATION:
            return self.decoration(index.row(), index.column())
        if role == _BACKGROUND:
            return self.background(index.row(), index.column())
        if role == _FOREGROUND:
            finite = isfinite(self.number(index.row(), index.column()))
            return None if finite else self._fault_text
        if role == _EDIT:
            return self.full_text(index.row(), index.column())
        if role == _TOOLTIP:
            return self.tooltip(index.row(), index.column())
        if role == _ACCESSIBLE:
            row, column = index.row(), index.column()
            return f"{self.row_name(row)}, {self.column_name(column)}: {self.text(row, column)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _TOOLTIP):
            horizontal = orientation == Qt.Orientation.Horizontal
            return self.column_name(section) if horizontal else self.row_name(section)
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Write what was typed; raises NnfsError when the text is no number."""
        row, column = index.row(), index.column()
        return self.write_typed(row, column, self.parse_texts(row, column, [[str(value)]]))

    def background(self, row: int, column: int) -> QBrush | None:
        """What stands behind a number: red for a fault, blue where attention is due."""
        number = self.number(row, column)
        if not isfinite(number):
            return self._backs.fault
        if self._hovered == (row, column):
            return self._backs.hovered
        if number and self.is_difference:
            return self._backs.above if number > 0 else self._backs.below
        if self._is_lit(row, column):
            return self._backs.same_lit if self.is_difference else self._backs.lit
        return self._backs.marked if row == self._marked_row else None

    def _is_lit(self, row: int, column: int) -> bool:
        rows, columns = self._lit_rows, self._lit_columns
        if rows is None and columns is None:
            return False
        return (rows is None or row in rows) and (columns is None or column in columns)

    def _refresh_rows(self, n_rows: int) -> None:
        shown = self._shown_rows
        if n_rows > shown:
            self.beginInsertRows(_ROOT, shown, n_rows - 1)
            self._shown_rows = n_rows
            self.endInsertRows()
        elif n_rows < shown:
            self.beginRemoveRows(_ROOT, n_rows, shown - 1)
            self._shown_rows = n_rows
            self.endRemoveRows()

    def _refresh_columns(self, n_columns: int) -> None:
        shown = self._shown_columns
        if n_columns > shown:
            self.beginInsertColumns(_ROOT, shown, n_columns - 1)
            self._shown_columns = n_columns
            self.endInsertColumns()
        elif n_columns < shown:
            self.beginRemoveColumns(_ROOT, n_columns, shown - 1)
            self._shown_columns = n_columns
            self.endRemoveColumns()

    def _recolor(self) -> None:
        self._fault_text = QBrush(self.studio.theme.color("danger"))
        self._backs = Backs.of(self.studio.theme)
        self.repaint()
