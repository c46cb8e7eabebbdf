"""Shows the batch as a table: a column for each feature, behind them target and subset."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QPixmap

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.files.tables.pasting.cells import format_cells
from nnfs_core.finding import Order
from nnfs_core.numerals import NumberWriter
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.shown import ShownRow, ShownSamples
from nnfs_gui.spreadsheet import Block, SpreadsheetModel
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.spreadsheet.model import READ_ONLY
from nnfs_gui.spreadsheet.numbers_model import Index
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.colors import CLASS_COLORS
from nnfs_gui.widgets.glossary_tips import header_tip

SWATCH = 9  # pixels of the square that shows a class's colour


class SamplesModel(SpreadsheetModel):
    """Shows the batch of the studio's document; `show` follows it.

    The order that the batch is shown in says which sample stands in which row. Rows that are not in
    memory are fetched by the studio's fetching, and until then their cells hold a placeholder.
    """

    row_noun = "sample"
    column_noun = "feature"

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        self._batch = studio.project.batch
        self.shown = ShownSamples(self._batch, Order(self._batch.n_samples))
        self._target_column = self._subset_column = -1
        self._row = lru_cache(maxsize=1)(self._find_row)  # tables are painted row by row
        super().__init__(studio, parent)
        self.show(self.shown)

    def show(self, shown: ShownSamples, is_other: bool = False) -> None:
        """Show a batch, changing as little of the view as the difference asks for.

        One that `is_other`, of another project, is shown from its beginning; so is another order.
        """
        old, batch = self.shown, shown.batch

        def change() -> None:
            self.shown, self._batch, self.is_difference = shown, batch, shown.is_difference
            columns = shown.columns
            self._target_column, self._subset_column = columns.target, columns.subset
            self._row.cache_clear()

        same_frame = (
            (self.rowCount(), self.columnCount()) == (len(shown), shown.n_columns)
            and old.batch.columns is batch.columns
            and old.batch.target_name == batch.target_name
            and old.columns == shown.columns
        )
        reordered = old.batch is batch and old.order is not shown.order
        is_begun = is_other or _is_other_data(old.batch, batch)
        if is_other or reordered:
            self.show_anew(change)
        elif same_frame:
            change()
            self.repaint(self._rows_changed(old))
        else:
            self.turn_into(change, len(shown), shown.n_columns)
        renamed = self._rows_renamed(old)
        if renamed:
            first, last = renamed.start, renamed.stop - 1
            self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)
        if is_begun:
            self.begun.emit()

    def _rows_changed(self, old: ShownSamples) -> range | None:
        """The rows that may look different from `old`; None for all, as after other class names."""
        new, before = self._batch, old.batch
        if new.target_rows is not before.target_rows or new.class_names != before.class_names:
            return None
        if new.subset_rows is not before.subset_rows:
            return None
        if not self.shown.order.is_everything or not old.order.is_everything:
            return None
        return new.input_rows.rows_changed(before.input_rows)

    def _rows_renamed(self, old: ShownSamples) -> range:
        """The rows whose names may be other than in `old`, all of them where labels may be."""
        labels, before = self._batch.label_rows, old.batch.label_rows
        rows = range(self.rowCount())
        if labels is before:
            return rows[:0]
        is_in_order = self.shown.order.is_everything and old.order.is_everything
        if labels is None or before is None or len(labels) != len(before) or not is_in_order:
            return rows
        changed = labels.rows_changed(before)
        return rows[changed.start : changed.stop]

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
        return self.shown.n_columns

    def numbers(self, block: Block) -> FloatArray:
        return self.shown.numbers(block)

    def numbers_now(self, block: Block) -> FloatArray | None:
        return self.shown.numbers_now(block)

    def texts(self, numbers: AnyArray, column: int) -> str:
        return self.shown.texts(numbers, column)

    def writer_of(self, column: int) -> NumberWriter | None:
        if column == self._subset_column:
            return None
        if column != self._target_column:
            return self.writer
        dtype = self.studio.project.dtype
        return None if self._batch.has_classes else NumberWriter.of(dtype, given=True)

    def row_name(self, row: int) -> str:
        return self._batch.row_name(self.sample(row)) if row < self.n_rows else str(row)

    def row_said(self, row: int) -> str:
        return self._batch.sample_text(self.sample(row)) if row < self.n_rows else str(row)

    def label_of_row(self, row: int) -> str:
        return self._batch.label_of(self.sample(row))

    def column_name(self, column: int) -> str:
        return self.shown.columns.name(column, self._batch)

    def header_tip(self, section: int, name: str, horizontal: bool) -> str:
        if not horizontal:
            return header_tip(f"Sample {self.row_said(section)}", "sample")
        terms = {self._target_column: "target", self._subset_column: "split"}
        return header_tip(name, terms.get(section, "feature"))

    def noun_of_column(self, column: int) -> str:
        nouns = {self._target_column: "target column", self._subset_column: "subset column"}
        return nouns.get(column, self.column_noun)

    def look(self, row: int, column: int) -> CellLook:
        found = self._row(row)
        if isinstance(found, str):
            return CellLook(found)
        inputs, target, subset = found
        if subset is not None and column == self._subset_column:
            look = self.look_of(row, column, float(subset), self._target_back)
            return look._replace(text=subset.title, is_left=True)
        if column != self._target_column:
            return self.look_of(row, column, float(inputs[column]))
        look = self.look_of(row, column, float(target), self._target_back)
        if not self._batch.has_classes:
            return look
        number = int(target)
        swatch = None if number == UNKNOWN else self._swatches[number % len(self._swatches)]
        return look._replace(text=self._batch.class_name(number), swatch=swatch, is_left=True)

    def full_text(self, row: int, column: int) -> str:
        found = self._row(row)
        if isinstance(found, str):
            return ""
        inputs, target, subset = found
        if subset is not None and column == self._subset_column:
            return subset.title
        if column != self._target_column:
            return format_cells(inputs[column])
        has_classes = self._batch.has_classes
        return self._batch.class_name(int(target)) if has_classes else format_cells(target)

    def tooltip(self, row: int, column: int) -> str:
        text = self.full_text(row, column)
        if not text or column == self._subset_column:
            return text
        if column != self._target_column:
            return self._both_sides(self.sample(row), column) if self.is_difference else text
        found = self._row(row)
        number = UNKNOWN
        if isinstance(found, ShownRow) and self._batch.has_classes:
            number = int(found.target)
        known = sentence("{text} (class number {number})")
        return text if number == UNKNOWN else known(text, number)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_placeholder = index.isValid() and isinstance(self._row(index.row()), str)
        return READ_ONLY if is_placeholder else super().flags(index)

    def repaint(self, rows: range | None = None) -> None:
        self._row.cache_clear()
        super().repaint(rows)

    def recolor(self) -> None:
        self._target_back = QBrush(self.studio.theme.color("hover"))
        self._swatches = []
        for number in range(len(CLASS_COLORS)):
            swatch = QPixmap(SWATCH, SWATCH)
            swatch.fill(self.studio.theme.class_color(number))
            self._swatches.append(swatch)
        super().recolor()

    def _find_row(self, row: int) -> ShownRow | str:
        """What stands in a row, or in its place until then."""
        return self.shown.row(row, self.studio.fetching)

    def _both_sides(self, sample: int, feature: int) -> str:
        """The two inputs whose difference stands in a cell; empty while they are being fetched."""
        pinned, fetching = self.studio.pinned, self.studio.fetching
        present = self.studio.project.batch.input_rows
        sides = [fetching.row(rows, sample) for rows in (present, pinned.inputs_opposite(present))]
        texts = [format_cells(row[feature]) for row in sides if row is not None]
        return sentence("{now}, pinned as {then}")(texts[0], texts[1]) if len(texts) == 2 else ""


def _is_other_data(old: Batch, new: Batch) -> bool:
    """True when no sample is one of before, as after opening other data; see `Rows`."""
    if old.columns is new.columns:
        return False
    have_columns_come_or_gone = (
        len(old.columns) != len(new.columns)
        and old.n_samples == new.n_samples
        and old.target_rows is new.target_rows
    )
    before = set(map(id, old.input_rows.blocks))
    return not have_columns_come_or_gone and before.isdisjoint(map(id, new.input_rows.blocks))
