"""Knows how many characters fit into a table's columns, and makes columns wider where they must be.

Different numbers in view never look the same, and whole ones are written plainly. Columns do not
become narrower again, so that nothing jumps while the user scrolls; those that the user has sized
stay as they are. Only when other numbers altogether are shown do all columns begin anew.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QTableView

from nnfs_core.arrays import AnyArray, same_bits
from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.numbers_model import USUAL_ROOM, NumbersModel

MARGIN = 18  # pixels of a cell beside its text
MOST_CELLS = 20_000  # that are looked at together; no screen has more


class ColumnRoom:
    """Sizes the columns of a view, which shows a NumbersModel."""

    def __init__(self, view: QTableView, model: Callable[[], NumbersModel]) -> None:
        self._view, self._model = view, model
        self._header = view.horizontalHeader()
        self._usual, self._digit = USUAL_ROOM, 1.0  # characters; pixels that one takes
        self._rooms: dict[int, int] = {}
        self._sized: set[int] = set()  # columns that the user has made wider or narrower
        self._unusual: set[int] = set()  # columns of another width than the usual one
        self._header.sectionResized.connect(self._note_size)
        self._seen: tuple[Block, AnyArray] = Block(-1, -1), np.empty((0, 0))
        self._soon = QTimer(view, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)

    def set_usual(self, room: int) -> None:
        """Give every column that nobody has sized room for so many characters."""
        self._usual = room
        self.fit()

    def fit(self) -> None:
        """Give every column its room in the font that the view has now."""
        header, before = self._header, self._digit
        self._digit = QFontMetricsF(self._view.font()).horizontalAdvance("0")
        header.setDefaultSectionSize(self._pixels(self._usual))
        for column in self._of_unusual_width():
            room = (header.sectionSize(column) - MARGIN) / before
            header.resizeSection(column, MARGIN + round(room * self._digit))
        self._forget()
        self.look_soon()

    def begin(self) -> None:
        """Give every column its usual room again, as if nobody had sized any."""
        self._sized.clear()
        for column in self._of_unusual_width():
            self._header.resizeSection(column, self._header.defaultSectionSize())
        self._forget()
        self.look_soon()

    def of(self, column: int) -> int:
        """How many characters fit into a column."""
        room = self._rooms.get(column)
        if room is None:
            room = int((self._header.sectionSize(column) - MARGIN) / self._digit + 0.01)
            self._rooms[column] = room
        return room

    def follow(self, model: NumbersModel) -> None:
        """Look at the numbers of a model that the view has come to show, and when they change."""
        model.room_of = self.of
        model.begun.connect(self.begin)
        for changed in (model.modelReset, model.columnsInserted, model.columnsRemoved):
            changed.connect(self._forget)
        for changed in (model.modelReset, model.dataChanged, model.rowsInserted):
            changed.connect(self.look_soon)
        for bar in (self._view.verticalScrollBar(), self._view.horizontalScrollBar()):
            bar.valueChanged.connect(self.look_soon)
        self.look_soon()

    def look_soon(self, *ignored: object) -> None:
        """Look at the numbers in view, once whatever changes now has changed."""
        self._soon.start()

    def _look(self) -> None:
        view, model = self._view, self._model()
        first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        left, right = view.columnAt(0), view.columnAt(view.viewport().width() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        right = model.columnCount() - 1 if right < 0 else right
        block = Block(first, left, last - first + 1, right - left + 1)
        if not view.isVisible() or min(first, left) < 0 or block.n_cells > MOST_CELLS:
            return
        numbers = model.numbers_now(block)
        if numbers is None or (block == self._seen[0] and same_bits(numbers, self._seen[1])):
            return  # cells are painted anew for many reasons
        self._seen = block, numbers
        for column, values in zip(block.columns, numbers.T.tolist(), strict=True):
            room, writer = self.of(column), model.writer_of(column)
            if writer is not None and column not in self._sized:
                needed = writer.room(values, room)
                if needed > room:
                    self._header.resizeSection(column, self._pixels(needed))

    def _forget(self, *ignored: object) -> None:
        self._rooms.clear()
        self._seen = Block(-1, -1), np.empty((0, 0))

    def _pixels(self, room: int) -> int:
        return int(room * self._digit + 0.99) + MARGIN

    def _of_unusual_width(self) -> list[int]:
        return [column for column in self._unusual if column < self._header.count()]

    def _note_size(self, column: int, before: int, now: int) -> None:
        is_usual = now == self._header.defaultSectionSize()
        (self._unusual.discard if is_usual else self._unusual.add)(column)
        self._rooms.pop(column, None)
        self._seen = Block(-1, -1), self._seen[1]
        is_dragged = self._header.viewport().underMouse()
        if is_dragged and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._sized.add(column)
