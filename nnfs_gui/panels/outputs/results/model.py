"""Shows a ResultTable as a table: only the rows in sight are read, and cells say what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QBrush, QPixmap

from nnfs_core.arrays import AnyArray
from nnfs_core.finding import Order, Quantity
from nnfs_core.finding.order import IntArray
from nnfs_core.finding.samples import SampleNumbers
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import NumberWriter
from nnfs_core.project.subset import Subset
from nnfs_core.results import ResultColumn, ResultTable
from nnfs_core.wording import sentence
from nnfs_gui.spreadsheet import Block, NumbersModel
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.studio.copying import Lines
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.glossary_tips import header_tip
from nnfs_gui.widgets.plain import Html, paragraph

SWATCH = 9  # pixels of the square that shows a class's colour
ROWS_KEPT = 512  # of which what was looked at is remembered while nothing changes
ROWS_TOGETHER = 64  # looked at at once where all are in memory
SIGNS = {0.0: "✗ wrong", 1.0: "✓ right"}
GIVEN = ("feature", "target")
SORTS = "Click to sort: the smallest first, then the largest, then as in the batch."
# What the glossary calls that which a kind of column holds.
TERMS = {
    "feature": "feature",
    "target": "target",
    "subset": "split",
    "predicted": "prediction",
    "verdict": "prediction",
    "confidence": "confidence_score",
    "probability": "probability_distribution",
    "loss": "loss",
    "residual": "residual",
    "output": "network_output",
}


class _WaitingError(Exception):
    """Says that a row of `rows` is not in memory."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows


class ResultsModel(NumbersModel):
    """Shows some columns of a ResultTable, of the samples of an order."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        self.table: ResultTable | None = None
        self.order = Order(0)
        self.columns: tuple[ResultColumn, ...] = ()
        self.is_dimmed = False
        self._row = lru_cache(maxsize=ROWS_KEPT)(self._find_row)
        self._rows = lru_cache(maxsize=ROWS_KEPT // ROWS_TOGETHER)(self._find_rows)
        super().__init__(studio, parent)

    def show(
        self, table: ResultTable | None, order: Order, columns: Sequence[ResultColumn]
    ) -> None:
        """Show other results, changing as little of the view as the difference asks for."""
        old, before, shown = self.table, self.order, self.columns

        def change() -> None:
            self.table, self.order, self.columns = table, order, tuple(columns)
            self._forget()

        same_columns = [each.key for each in shown] == [each.key for each in columns]
        if not same_columns or old is None or table is None:
            self.show_anew(change)
            self.begun.emit()
        elif order is not before and not (order.is_everything and before.is_everything):
            self.show_anew(change)
        else:
            self.turn_into(change, len(order), len(columns))

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        if dimmed != self.is_dimmed:
            self.is_dimmed = dimmed
            self.repaint()

    def sample(self, row: int) -> int:
        """The sample that stands in a row."""
        return self.order.sample(row)

    def row_of(self, sample: int | None) -> int | None:
        """The row in which a sample stands, None when it is not on show."""
        return None if sample is None else self.order.row(sample)

    def value_of(self, row: int, column: ResultColumn) -> float | None:
        """What a column, shown or not, holds in a row; None while it is being fetched."""
        found = self._value(row, column)
        return None if isinstance(found, str) else float(found)

    # What is shown.

    @property
    def n_rows(self) -> int:
        return len(self.order)

    @property
    def n_columns(self) -> int:
        return len(self.columns)

    def numbers(self, block: Block) -> AnyArray:
        assert self.table is not None
        part = self.table.at(self.order.samples(block.row, block.rows.stop))
        return self._stacked(part, block)

    def numbers_now(self, block: Block) -> AnyArray | None:
        if self.table is None:
            return None
        try:
            return self._stacked(
                self._read_now(self.order.samples(block.row, block.rows.stop)), block
            )
        except _WaitingError:
            return None

    def lines_of(self, block: Block) -> Lines:
        table, order = self.table, self.order
        columns = self.columns[block.column : block.columns.stop]
        assert table is not None

        def lines(start: int, stop: int) -> str:
            part = table.at(order.samples(block.row + start, block.row + stop))
            texts = [table.texts(column, table.values(column, part)) for column in columns]
            return "\n".join(map("\t".join, zip(*texts, strict=True)))

        return lines

    def lines_now(self, block: Block) -> Lines | None:
        return self.lines_of(block) if self.numbers_now(block) is not None else None

    def writer_of(self, column: int) -> NumberWriter | None:
        shown = self.columns[column]
        if shown.meaning != "number":
            return None
        return NumberWriter.of(self.studio.project.dtype, given=shown.term.kind in GIVEN)

    def look(self, row: int, column: int) -> CellLook:
        value = self._value(row, self.columns[column])
        if isinstance(value, str):
            return CellLook(value)
        shown, number = self.columns[column], float(value)
        if shown.meaning != "number":
            look = self._worded(row, column, shown, number)
        elif np.isnan(number) and shown.term.kind in ("loss", "confidence", "residual"):
            look = CellLook("", self._back(row, column, 0.0))  # nobody knows
        else:
            look = self.look_of(row, column, number)
        return look._replace(foreground=self._muted) if self.is_dimmed else look

    def full_text(self, row: int, column: int) -> str:
        value = self._value(row, self.columns[column])
        if isinstance(value, str) or self.table is None:
            return ""
        return self.table.text(self.columns[column], value)

    def tooltip(self, row: int, column: int) -> str:
        text = self.full_text(row, column)
        tip = sentence("{column}: {text}")
        return tip(self.columns[column].name, text) if text else ""

    def row_name(self, row: int) -> str:
        if self.table is None or row >= self.n_rows:
            return str(row)
        return self.table.batch.row_name(self.sample(row))

    def row_said(self, row: int) -> str:
        if self.table is None or row >= self.n_rows:
            return str(row)
        return self.table.batch.sample_text(self.sample(row))

    def longest_words(self, column: int) -> str:
        """The words of a column, with their mark, that need about the most room; else nothing."""
        shown = self.columns[column]
        if self.table is None or shown.meaning == "number":
            return ""
        if shown.meaning == "verdict":
            return SIGNS[0.0]
        if shown.meaning == "subset":
            return max((each.title for each in Subset), key=len)
        mark = "✗ " if shown.term.kind == "predicted" else ""
        return mark + max(self.table.batch.class_names or ("undecided",), key=len)

    def column_name(self, column: int) -> str:
        return self.columns[column].name

    def header_tip(self, section: int, name: str, horizontal: bool) -> str:
        if not horizontal:
            return header_tip(f"Sample {self.row_said(section)}", "sample")
        shown = self.columns[section]
        return Html(f"{header_tip(shown.name, TERMS[shown.term.kind])}{paragraph(SORTS)}")

    def repaint(self, rows: range | None = None) -> None:
        self._forget()
        super().repaint(rows)

    def recolor(self) -> None:
        color = self.studio.theme.color
        self._good, self._wrong = QBrush(color("good")), QBrush(color("danger"))
        self._muted = QBrush(color("muted"))
        self._swatches: dict[int, QPixmap] = {}
        super().recolor()

    def _worded(self, row: int, column: int, shown: ResultColumn, number: float) -> CellLook:
        assert self.table is not None
        text, foreground, swatch = self.table.text(shown, number), None, None
        if shown.meaning == "verdict":
            text = SIGNS.get(number, "")
            foreground = self._good if number == 1 else self._wrong
        elif shown.meaning == "class" and number >= 0:
            swatch = self._swatch(int(number))
        if shown.term.kind == "predicted" and self._is_wrong(row):
            text, foreground = f"✗ {text}", self._wrong
        return CellLook(text, self._back(row, column, number), foreground, swatch, is_left=True)

    def _back(self, row: int, column: int, number: float) -> QBrush | None:
        return self.highlights.behind(row, column, 0.0 if np.isnan(number) else number, False)

    def _is_wrong(self, row: int) -> bool:
        known = () if self.table is None else self.table.columns
        verdict = next((each for each in known if each.meaning == "verdict"), None)
        return verdict is not None and self.value_of(row, verdict) == 0

    def _swatch(self, number: int) -> QPixmap:
        if number not in self._swatches:
            swatch = QPixmap(SWATCH, SWATCH)
            swatch.fill(self.studio.theme.class_color(number))
            self._swatches[number] = swatch
        return self._swatches[number]

    def _value(self, row: int, column: ResultColumn) -> np.floating | str:
        """A number of a row, or what stands in its place until it has been fetched."""
        if self.table is None:
            return ""
        together, known = self._rows(row // ROWS_TOGETHER)
        if column.term not in known:
            try:
                known[column.term] = self.table.values(column, together)
            except _WaitingError:
                known[column.term] = None  # each row is fetched by itself
        values = known[column.term]
        if values is not None:
            found: np.floating = values[row % ROWS_TOGETHER]
            return found
        try:
            value: np.floating = self.table.values(column, self._row(row))[0]
        except _WaitingError as waiting:
            return self.studio.fetching.placeholder(waiting.rows, self.sample(row))
        return value

    def _forget(self) -> None:
        self._row.cache_clear()
        self._rows.cache_clear()

    def _find_rows(self, number: int) -> tuple[SampleNumbers, dict[Quantity, AnyArray | None]]:
        """Some rows that stand together, and what columns hold there, once it was asked for."""
        start = number * ROWS_TOGETHER
        return self._read_now(self.order.samples(start, start + ROWS_TOGETHER)), {}

    def _read_now(self, samples: IntArray) -> SampleNumbers:
        """Some samples, of which only what is in memory is read; else raises _WaitingError."""
        assert self.table is not None

        def read(rows: Rows) -> AnyArray:
            found = rows.rows_in_memory_at(samples)
            if found is None:
                raise _WaitingError(rows)
            return found

        return self.table.at(samples, read)

    def _find_row(self, row: int) -> SampleNumbers:
        assert self.table is not None
        sample = self.sample(row)

        def read(rows: Rows) -> AnyArray:
            found = self.studio.fetching.row(rows, sample)
            if found is None:
                raise _WaitingError(rows)
            return found[None, :]

        return self.table.at(np.array([sample]), read)

    def _stacked(self, part: SampleNumbers, block: Block) -> AnyArray:
        assert self.table is not None
        columns = self.columns[block.column : block.columns.stop]
        values = [self.table.values(each, part).astype(np.float64) for each in columns]
        return np.stack(values, axis=1) if values else np.empty((block.n_rows, 0))
