"""This module shows precision, recall and F1 of each class as a table to sort and copy from."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.numerals import NumberWriter
from nnfs_core.summaries.class_scores import ClassScores
from nnfs_gui.panels.outputs.figures.measures import UNDEFINED
from nnfs_gui.spreadsheet import Block, NumbersModel, NumbersView
from nnfs_gui.spreadsheet.header import SpreadsheetHeader
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.glossary_tips import header_tip
from nnfs_gui.widgets.named import named

PRECISION, RECALL, F1, SUPPORT, PREDICTED = range(5)
COLUMNS = ("precision", "recall", "F1", "samples", "predicted")
TERMS = ("precision_score", "recall", "f_one_score", "support", "precision_score")
MEANS = ("macro mean", "weighted mean")  # the first rows
MEAN_TERMS = ("macro_mean", "weighted_mean")
WHY_UNDEFINED = (
    "Undefined: never predicted.",
    "Undefined: it has no samples.",
    "Undefined: it has no samples and is never predicted.",
)
ROOM, DIGITS = 8, 6  # characters: of a column with its name, of a number
NO_NUMBERS = np.empty((0, len(COLUMNS)))


class ScoresModel(NumbersModel):
    """Holds the means, then a row a class, in the order of the classes or by a column."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        self._numbers: FloatArray = NO_NUMBERS  # as shown
        self._scores: ClassScores | None = None
        self._names: Sequence[str] = ()
        self._order: AnyArray = np.empty(0, np.int64)  # the class of each row behind the means
        self.sorting: tuple[int, bool] | None = None  # a column, and whether the largest come first
        super().__init__(studio, parent)

    def show_scores(self, scores: ClassScores, names: Sequence[str]) -> None:
        """Show the scores of classes, with a name for each of them."""
        self._scores, self._names = scores, names
        self._arrange()

    def sort_by(self, sorting: tuple[int, bool] | None) -> None:
        """Sort by a column, or show the classes in their order; undefined ones come last."""
        self.sorting = sorting
        self._arrange()

    def class_of(self, row: int) -> int | None:
        """The class of a row, None for a mean."""
        return None if row < len(MEANS) else int(self._order[row - len(MEANS)])

    @property
    def n_rows(self) -> int:
        return len(self._numbers)

    @property
    def n_columns(self) -> int:
        return len(COLUMNS)

    @property
    def writer(self) -> NumberWriter:
        return NumberWriter.of("float64")

    def numbers(self, block: Block) -> AnyArray:
        return self._numbers[block.row : block.rows.stop, block.column : block.columns.stop]

    def look(self, row: int, column: int) -> CellLook:
        number = float(self._numbers[row, column])
        if isnan(number):
            return CellLook(UNDEFINED)
        return CellLook(self.writer.fitting(number, min(DIGITS, self.room_of(column))))

    def tooltip(self, row: int, column: int) -> str:
        if isnan(self._numbers[row, column]) and column <= F1:
            return WHY_UNDEFINED[column] if row >= len(MEANS) else "Undefined: there is no sample."
        return self.full_text(row, column)

    def row_name(self, row: int) -> str:
        number = self.class_of(row)
        return MEANS[row] if number is None else self._names[number]

    def column_name(self, column: int) -> str:
        return COLUMNS[column]

    def header_tip(self, section: int, name: str, horizontal: bool) -> str:
        if horizontal:
            return header_tip(name, TERMS[section])
        return header_tip(name, MEAN_TERMS[section]) if section < len(MEANS) else name

    def _arrange(self) -> None:
        scores = self._scores
        if scores is None:
            return
        of_classes = np.column_stack([scores.by_class, scores.support, scores.n_predicted])
        order = np.arange(len(of_classes))
        if self.sorting is not None:
            column, descending = self.sorting
            keys = of_classes[:, column]
            order = np.argsort(-keys if descending else keys, kind="stable")  # NaN comes last
        sums = [scores.support.sum(), scores.n_predicted.sum()]
        means = [np.append(mean, sums) for mean in (scores.macro, scores.weighted)]

        def change() -> None:
            self._order, self._numbers = order, np.vstack([*means, of_classes[order]])

        self.turn_into(change, len(MEANS) + len(of_classes), len(COLUMNS))


class ScoresHeader(SpreadsheetHeader):
    """Sorts by a column; its names stay as they are."""

    def can_rename(self) -> bool:
        return False


class ScoresTable(NumbersView):
    """Shows the scores; Enter or a double-click asks for the samples of a cell.

    `asked(class, column)` is emitted for it.
    """

    asked = Signal(int, int)

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        named(self, "scores_table", "Scores of each class")
        self.column_room.set_usual(ROOM)
        self.limit_row_names(0.45)
        self.scores = ScoresModel(studio, self)
        self.setModel(self.scores)

    def make_column_header(self) -> ScoresHeader:
        header = ScoresHeader(self)
        header.offers_sort = True
        header.sort_clicked.connect(self._turn)
        return header

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ControlModifier  # narrows the filter
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers:
            self._ask()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._ask()

    def _ask(self) -> None:
        index = self.currentIndex()
        number = self.scores.class_of(index.row()) if index.isValid() else None
        if number is not None:
            self.asked.emit(number, index.column())

    def _turn(self, column: int) -> None:
        """The largest first, then the smallest, then the order of the classes."""
        turns = ((column, True), (column, False), None)
        now = turns.index(self.scores.sorting) if self.scores.sorting in turns else -1
        sort = turns[(now + 1) % len(turns)]
        self.scores.sort_by(sort)
        assert isinstance(self.column_header, ScoresHeader)
        self.column_header.show_sort(*(sort if sort is not None else (None,)))
