"""This module is a table of numbers that can be looked at and copied, whatever keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush

from nnfs_core.arrays import AnyArray
from nnfs_core.files.tables.pasting.cells import format_cells
from nnfs_core.numerals import NumberWriter
from nnfs_core.wording import one_line
from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.looks import CellLook, Highlights
from nnfs_gui.studio.copying import Lines
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.plain import plain_tip

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
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROOT = QModelIndex()
USUAL_ROOM = 11  # characters of a number in a column that nobody has made wider or narrower
MOST_ROWS_SHOWN = 50_000_000  # Qt counts the height of a table in 31 bits


class NumbersModel(QAbstractTableModel):
    """Hands a NumbersView what it paints and copies.

    Subclasses implement `n_rows`, `n_columns` and `numbers`, give names where 0, 1, 2, ... will
    not do, and come to show something else by `turn_into` or `show_anew` alone, so that numbers,
    names and shape are of one state whenever Qt asks. `highlights` makes cells stand out, `room_of`
    tells how many characters fit into the cells of a column.
    """

    # before another shape is shown, in which an open editor may have lost its cell: rows, columns
    reshaping = Signal(int, int)
    begun = Signal()  # other numbers are on show: columns begin with their usual room
    is_difference = False  # True while the cells hold what differs from what is pinned

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.is_refreshing = False
        self._shown_rows = 0
        self._shown_columns = 0
        self._writers: dict[int, NumberWriter] = {}  # of the columns, while nothing changes
        self.room_of: Callable[[int], int] = lambda column: USUAL_ROOM
        self.highlights = Highlights(studio.theme, self.repaint)
        self.recolor()
        studio.theme.changed.connect(self.recolor)
        studio.fetching.arrived.connect(self.repaint)

    # What subclasses implement.

    @property
    def n_rows(self) -> int:
        raise NotImplementedError

    @property
    def n_columns(self) -> int:
        raise NotImplementedError

    def numbers(self, block: Block) -> AnyArray:
        """A rectangle (rows, columns) of numbers; called on any thread."""
        raise NotImplementedError

    # What subclasses may implement.

    @property
    def writer(self) -> NumberWriter:
        """What writes the numbers: as they are given, unless they are differences."""
        differs = self.is_difference
        return NumberWriter.of(self.studio.project.dtype, given=not differs, signed=differs)

    def writer_of(self, column: int) -> NumberWriter | None:
        """What writes the numbers of a column; None where its cells hold words."""
        return self.writer

    def numbers_now(self, block: Block) -> AnyArray | None:
        """As `numbers`, or None when reading them would be a wait."""
        return self.numbers(block)

    def number(self, row: int, column: int) -> float:
        """The number in a cell; called for every visible cell, so it must be quick."""
        return float(self.numbers(Block(row, column))[0, 0])

    def look(self, row: int, column: int) -> CellLook:
        """What is painted of a cell."""
        return self.look_of(row, column, self.number(row, column))

    def full_text(self, row: int, column: int) -> str:
        """What the editor and the tooltip show: all digits."""
        return format_cells(self.numbers(Block(row, column)))

    def tooltip(self, row: int, column: int) -> str:
        return self.full_text(row, column)

    def texts(self, numbers: AnyArray, column: int) -> str:
        """Numbers from `column` on as tab-separated lines, all digits; called on any thread."""
        return format_cells(numbers)

    def row_name(self, row: int) -> str:
        return str(row)

    def row_said(self, row: int) -> str:
        """A row's name as screen readers say it; in full where the short one says less."""
        return self.row_name(row)

    def column_name(self, column: int) -> str:
        return str(column)

    def header_tip(self, section: int, name: str, horizontal: bool) -> str:
        """What the tooltip of a column's or a row's name says."""
        return name

    def recolor(self) -> None:
        """Take all colours from the theme's present look."""
        self.highlights.recolor()
        self.repaint()

    # What subclasses, views and panels call.

    def look_of(self, row: int, column: int, number: float, base: QBrush | None = None) -> CellLook:
        """How a number looks in a cell, on `base` where nothing makes the cell stand out."""
        writer = self._writers.get(column)
        if writer is None:
            writer = self._writers[column] = self.writer_of(column) or self.writer
        text = writer.fitting(number, self.room_of(column))
        background = self.highlights.behind(row, column, number, self.is_difference)
        foreground = None if isfinite(number) else self.highlights.fault_foreground
        return CellLook(text, base if background is None else background, foreground)

    def lines_of(self, block: Block) -> Lines:
        """A function that gives some rows of a rectangle as tab-separated lines, all digits.

        It counts rows from the rectangle's first, and works on any thread.
        """

        def lines(start: int, stop: int) -> str:
            part = Block(block.row + start, block.column, stop - start, block.n_columns)
            return self.texts(self.numbers(part), block.column)

        return lines

    def lines_now(self, block: Block) -> Lines | None:
        """As `lines_of`, of numbers that stay in memory; None when reading them is a wait."""
        numbers = self.numbers_now(block)
        if numbers is None:
            return None
        return lambda start, stop: self.texts(numbers[start:stop], block.column)

    def turn_into(self, change: Callable[[], None], n_rows: int, n_columns: int) -> None:
        """Let `change` make this a table of that shape; selection and scroll position stay.

        What the table loses goes while all is as it was, what it gains comes when all is new, and
        `change` happens between the two, where only what both states have is on show.
        """
        n_rows = min(n_rows, MOST_ROWS_SHOWN)
        with self.refreshing():
            if (n_rows, n_columns) != (self._shown_rows, self._shown_columns):
                self.reshaping.emit(n_rows, n_columns)
            self._remove_rows(n_rows)
            self._remove_columns(n_columns)
            change()
            if self._shown_columns:
                last = self._shown_columns - 1
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            self.repaint()
            self._add_rows(n_rows)
            self._add_columns(n_columns)

    @contextmanager
    def refreshing(self) -> Iterator[None]:
        """While it lasts, another current cell is none that the user has chosen."""
        self.is_refreshing = True
        try:
            yield
        finally:
            self.is_refreshing = False

    def show_anew(self, change: Callable[[], None]) -> None:
        """Let `change` make this another table: nothing stays selected or being typed."""
        self.beginResetModel()
        change()
        self._shown_rows = min(self.n_rows, MOST_ROWS_SHOWN)
        self._shown_columns = self.n_columns
        self._writers.clear()
        self.endResetModel()

    def repaint(self, rows: range | None = None) -> None:
        """Have every visible cell drawn anew, or those in `rows` alone."""
        self._writers.clear()
        first, end = (0, self._shown_rows) if rows is None else (rows.start, rows.stop)
        last = min(end, self._shown_rows) - 1
        if first <= last and self._shown_columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self._shown_columns - 1))

    # What Qt calls.

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown_rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown_columns

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, column = index.row(), index.column()
        if row < 0:  # of an index that points at no cell
            return None
        if role == _EDIT:
            return self.full_text(row, column)
        if role == _TOOLTIP:
            return plain_tip(self.tooltip(row, column))
        look = self.look(row, column)
        if role == _DISPLAY:
            return one_line(look.text)
        if role == _ALIGNMENT:
            return _LEFT if look.is_left else _RIGHT
        if role == _BACKGROUND:
            return look.background
        if role == _FOREGROUND:
            return look.foreground
        if role == _DECORATION:
            return look.swatch
        if role == _ACCESSIBLE:
            return f"{self.row_said(row)}, {self.column_name(column)}: {look.text}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        horizontal = orientation == Qt.Orientation.Horizontal
        if role == _ACCESSIBLE and not horizontal:
            return self.row_said(section)
        if role == _ALIGNMENT and horizontal:  # a name stands above where the cells begin
            return _LEFT if self.writer_of(section) is None else _RIGHT
        if role not in (_DISPLAY, _TOOLTIP):
            return None
        name = self.column_name(section) if horizontal else self.row_name(section)
        return (
            one_line(name)
            if role == _DISPLAY
            else plain_tip(self.header_tip(section, name, horizontal))
        )

    def _remove_rows(self, n_rows: int) -> None:
        if n_rows < self._shown_rows:
            self.beginRemoveRows(_ROOT, n_rows, self._shown_rows - 1)
            self._shown_rows = n_rows
            self.endRemoveRows()

    def _remove_columns(self, n_columns: int) -> None:
        if n_columns < self._shown_columns:
            self.beginRemoveColumns(_ROOT, n_columns, self._shown_columns - 1)
            self._shown_columns = n_columns
            self.endRemoveColumns()

    def _add_rows(self, n_rows: int) -> None:
        if n_rows > self._shown_rows:
            self.beginInsertRows(_ROOT, self._shown_rows, n_rows - 1)
            self._shown_rows = n_rows
            self.endInsertRows()

    def _add_columns(self, n_columns: int) -> None:
        if n_columns > self._shown_columns:
            self.beginInsertColumns(_ROOT, self._shown_columns, n_columns - 1)
            self._shown_columns = n_columns
            self.endInsertColumns()
