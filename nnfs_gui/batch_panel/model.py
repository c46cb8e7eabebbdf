"""The batch as a table: a column for each feature, and a last one for the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QPixmap

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.batch import UNKNOWN, Batch
from nnfs_core.project import Project
from nnfs_core.rows import block_rows
from nnfs_gui.batch_panel.classes import ClassReader
from nnfs_gui.batch_panel.large_edits import attempt
from nnfs_gui.spreadsheet import NumbersModel, Typed
from nnfs_gui.spreadsheet.typed import Cells, counted, parse_all
from nnfs_gui.studio import Studio
from nnfs_gui.theme import CLASS_COLORS

SWATCH = 9  # pixels of the square that shows a class's colour

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class BatchModel(NumbersModel):
    """Shows and edits the batch of the studio's document; `show_batch` follows it."""

    row_noun = "sample"
    column_noun = "feature"

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        self._batch = studio.project.batch
        self._target_column = -1
        self._row = -1  # the row that `_cells` was taken from
        self._cells: FloatArray = np.empty(0)
        super().__init__(studio, parent)
        self._tint()
        studio.theme.changed.connect(self._tint)
        self.show_batch(self._batch)

    def show_batch(self, batch: Batch, is_other: bool = False) -> None:
        """Show a batch, changing as little of the view as the difference asks for.

        One that `is_other`, of another project, is shown from its beginning.
        """
        old, self._batch = self._batch, batch
        self._row = -1
        self._target_column = batch.n_features if batch.target_rows is not None else -1
        same_frame = (
            (self.rowCount(), self.columnCount()) == (self.n_rows, self.n_columns)
            and old.columns is batch.columns
            and old.target_name == batch.target_name
        )
        if is_other:
            self.show_anew()
        elif same_frame:
            self.repaint(self._rows_changed(old))
        else:
            self.refresh()

    def _rows_changed(self, old: Batch) -> range | None:
        """The rows that may look different from `old`; None for all, as after other class names."""
        new = self._batch
        if new.target_rows is not old.target_rows or new.class_names != old.class_names:
            return None
        return new.input_rows.rows_changed(old.input_rows)

    # What is shown.

    @property
    def n_rows(self) -> int:
        return self._batch.n_samples

    @property
    def n_columns(self) -> int:
        return self._batch.n_features + (self._target_column >= 0)

    def number(self, row: int, column: int) -> float:
        if column == self._target_column:
            return self._target(row)
        if row != self._row:  # a table is painted row by row
            self._row, self._cells = row, self._batch.input_rows.row(row)
        return float(self._cells[column])

    def numbers(self, row: int, column: int, n_rows: int, n_columns: int) -> FloatArray:
        batch, last = self._batch, column + n_columns
        values = batch.input_rows.rows(row, row + n_rows)[:, column:last]
        if batch.target_rows is None or last <= batch.n_features:
            return values
        return np.hstack([values, batch.target_rows.rows(row, row + n_rows)])

    def column_name(self, column: int) -> str:
        if column == self._target_column:
            return self._batch.target_name
        return self._batch.columns[column]

    def noun_of_column(self, column: int) -> str:
        return "target column" if column == self._target_column else self.column_noun

    def text(self, row: int, column: int) -> str:
        if column == self._target_column and self._batch.has_classes:
            return self._batch.class_name(int(self._target(row)))
        return super().text(row, column)

    def full_text(self, row: int, column: int) -> str:
        if column == self._target_column and self._batch.has_classes:
            return self.text(row, column)
        return super().full_text(row, column)

    def tooltip(self, row: int, column: int) -> str:
        if column == self._target_column and self._batch.has_classes:
            number = int(self._target(row))
            name = self._batch.class_name(number)
            return name if number == UNKNOWN else f"{name} (class number {number})"
        return self.full_text(row, column)

    def block_text(self, row: int, column: int, n_rows: int, n_columns: int) -> str:
        batch, last = self._batch, column + n_columns
        if not batch.has_classes or last <= batch.n_features or batch.target_rows is None:
            return super().block_text(row, column, n_rows, n_columns)
        classes = batch.target_rows.rows(row, row + n_rows)[:, 0].tolist()
        names = [batch.class_name(number) for number in classes]
        if n_columns == 1:
            return "\n".join(names)
        lines = super().block_text(row, column, n_rows, n_columns - 1).split("\n")
        return "\n".join(f"{line}\t{name}" for line, name in zip(lines, names, strict=True))

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
        number = int(self._target(row))
        return None if number == UNKNOWN else self._swatches[number % len(self._swatches)]

    # What is edited.

    def parse_texts(self, row: int, column: int, cells: Cells) -> Typed:
        target = self._target_column - column  # the target's place in the cells
        if not self._batch.has_classes or target != len(cells[0]) - 1:
            return Typed(parse_all(cells))
        classes = ClassReader(self._batch)
        numbers = np.empty((len(cells), target + 1))
        if target:
            numbers[:, :target] = parse_all([texts[:target] for texts in cells])
        for line, texts in enumerate(cells):
            numbers[line, target] = classes.number(texts[target])
        return Typed(numbers, tuple(classes.new_names))

    def write(self, row: int, column: int, values: FloatArray, verb: str = "Edit") -> bool:
        return self.write_typed(row, column, Typed(values), verb)

    def write_typed(self, row: int, column: int, typed: Typed, verb: str = "Edit") -> bool:
        values, names = typed.values, typed.new_names
        if self._reaches_beyond_target(row, column, values):
            return False
        what = "target" if column == self._target_column else "input"
        text = f"{verb} {what if values.size == 1 else counted(values.size, what)}"

        def edit(project: Project) -> Project:
            return edits.write_samples(project, row, column, values, names)

        written = attempt(self.studio, text, edit, self._cells_touched(row, column, values))
        if written and names:
            listed = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
            self.studio.notices.info(f"New in {self._batch.target_name}: {listed}.")
        return written

    def clear(
        self, row: int, column: int, n_rows: int, n_columns: int, verb: str = "Clear"
    ) -> bool:
        def edit(project: Project) -> Project:
            return edits.clear_samples(project, row, column, n_rows, n_columns)

        return attempt(self.studio, f"{verb} cells", edit, n_rows * self.n_columns)

    def insert_rows(self, row: int, count: int) -> bool:
        text = "Insert sample" if count == 1 else f"Insert {count:,} samples"
        n_cells = count * self._batch.n_features
        return attempt(self.studio, text, lambda p: edits.insert_samples(p, row, count), n_cells)

    def remove_rows(self, rows: Sequence[int]) -> bool:
        text = "Remove sample" if len(rows) == 1 else f"Remove {len(rows):,} samples"
        n_copied = len(rows) * (1 if isinstance(rows, range) else block_rows(self.n_columns))
        n_cells = min(n_copied, self.n_rows) * self.n_columns  # scattered rows cost a block each
        return attempt(self.studio, text, lambda p: edits.remove_samples(p, rows), n_cells)

    def insert_columns(self, column: int, count: int) -> bool:
        text = "Insert feature" if count == 1 else f"Insert {count:,} features"
        first = min(column, self._batch.n_features)  # the target stays last
        n_cells = self.n_rows * (self.n_columns + count)
        return attempt(self.studio, text, lambda p: edits.insert_features(p, first, count), n_cells)

    def remove_columns(self, columns: Sequence[int]) -> bool:
        what = "column" if self._target_column in columns else "feature"
        text = f"Remove {what}" if len(columns) == 1 else f"Remove {counted(len(columns), what)}"
        n_cells = self.n_rows * self.n_columns
        return attempt(self.studio, text, lambda p: edits.remove_columns(p, columns), n_cells)

    def rename_column(self, column: int, name: str) -> bool:
        if column == self._target_column:
            return self.studio.attempt("Rename target", lambda p: edits.rename_target(p, name))
        return self.studio.attempt(
            "Rename feature", lambda p: edits.rename_feature(p, column, name)
        )

    def _reaches_beyond_target(self, row: int, column: int, values: FloatArray) -> bool:
        """True, and a notice offers the way out, when it is unclear which column is the target."""
        n_beyond = column + values.shape[1] - self.n_columns
        if self._target_column < 0 or n_beyond <= 0:
            return False
        name = self._batch.target_name
        if column == self._target_column:
            self.studio.notices.error(
                f"These are {values.shape[1]:,} columns, but no column follows {name}; "
                "paste them further left."
            )
            return True

        def paste() -> None:
            attempt(
                self.studio,
                f"Paste {values.size:,} inputs",
                lambda project: edits.set_inputs(project, row, column, values),
                self._cells_touched(row, column, values),
            )

        self.studio.notices.error(
            f"The paste reaches {counted(n_beyond, 'column')} beyond the target column {name}.",
            "Paste all as features",
            paste,
        )
        return True

    def _cells_touched(self, row: int, column: int, values: FloatArray) -> int:
        """How many cells writing `values` makes or copies: whole rows, and all for new columns."""
        n_rows = max(self.n_rows, row + values.shape[0])
        n_columns = max(self.n_columns, column + values.shape[1])
        return (n_rows if n_columns > self.n_columns else values.shape[0]) * n_columns

    def _target(self, row: int) -> float:
        rows = self._batch.target_rows
        return float(rows.row(row)[0]) if rows is not None else float("nan")

    def _tint(self) -> None:
        self._target_back = QBrush(self.studio.theme.color("hover"))
        self._swatches = []
        for number in range(len(CLASS_COLORS)):
            swatch = QPixmap(SWATCH, SWATCH)
            swatch.fill(self.studio.theme.class_color(number))
            self._swatches.append(swatch)
