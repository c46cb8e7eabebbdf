"""Edits the batch as a table: every edit goes to the samples that stand in the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.edits.inputs import Fill
from nnfs_core.files.tables.pasting.cells import PastedCells
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.progress import IsCancelled
from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, first_few, sentence
from nnfs_gui.panels.batch.classes import ClassReader, subset_number
from nnfs_gui.panels.batch.samples_model import SamplesModel
from nnfs_gui.panels.batch.shown import Remember
from nnfs_gui.spreadsheet import Block, TypedNumbers
from nnfs_gui.spreadsheet.typed import parse_all, without_names
from nnfs_gui.studio.edit import BATCH, Change, Edit, Stoppable
from nnfs_gui.studio.studio import Studio

CELLS_A_PLACE = 2  # a sample's new place in an order takes as long as copying so many cells
CELLS_A_LABEL = 64  # as giving a label does


class BatchModel(SamplesModel):
    """Edits the batch of the studio's document.

    `remember` is called with the batches that edits make and how to show them.
    """

    def __init__(self, studio: Studio, remember: Remember, parent: QObject | None = None) -> None:
        super().__init__(studio, parent)
        self._remember = remember

    def ends_at(self, column: int) -> bool:
        return column >= self._batch.n_features and column == self.n_columns - 1

    def parse_texts(self, row: int, column: int, reading: PastedCells) -> TypedNumbers:
        n_given = len(reading.cells[0])
        classes = self._target_column if self._batch.has_classes else -1
        # where among the cells stand those of words
        places = [each - column for each in (classes, self._subset_column)]
        places = [place for place in places if 0 <= place < n_given]
        if not places or column + n_given > self.n_columns:
            return super().parse_texts(row, column, reading)
        n_plain = places[0]
        reading, names = without_names(reading, n_plain)
        cells, reader = reading.cells, ClassReader(self._batch, reading.number)
        numbers = np.empty((len(cells), n_given))
        if n_plain:
            plain = [texts[:n_plain] for texts in cells]
            numbers[:, :n_plain] = parse_all(replace(reading, cells=plain))
        for place in places:
            read = subset_number if column + place == self._subset_column else reader.number
            for line, texts in enumerate(cells):
                numbers[line, place] = read(texts[place])
        return TypedNumbers(numbers, tuple(reader.new_names), names)

    def write(self, row: int, column: int, values: FloatArray, verb: str = "Edit") -> bool:
        return self.write_typed(row, column, TypedNumbers(values), verb)

    def write_typed(self, row: int, column: int, typed: TypedNumbers, verb: str = "Edit") -> bool:
        values, names = typed.values, typed.new_names
        if self._reaches_beyond(row, values) or self._reaches_beyond_target(row, column, values):
            return False
        nouns = {self._target_column: "target", self._subset_column: "subset"}
        what = nouns.get(column, "input")
        text = f"{verb} {what if values.size == 1 else counted(values.size, what)}"
        change = self.shown.write(row, column, values, names)
        return self._change_rows(
            text, change, range(row, row + len(values)), column + values.shape[1], names
        )

    def clear(self, block: Block, verb: str = "Clear") -> bool:
        change = self.shown.clear(block)
        return self._change_rows(f"{verb} cells", change, block.rows, block.columns.stop)

    def fill(self, block: Block, fill: Fill, text: str, seed: int) -> bool:
        """Fill a block of inputs, as the step `text`."""
        change = self.shown.fill(fill, block, seed)
        return self._change_rows(text, change, block.rows, block.columns.stop)

    def append_row(self) -> bool:
        """Add a sample of zeros behind all others."""
        change, n_cells = self.shown.append(self._remember), 1 + self._cells_of_order()
        waits = not self._batch.is_in_memory
        return self._change("Add sample", change, n_cells, waits=waits)

    def insert_rows(self, row: int, count: int) -> bool:
        text = "Insert sample" if count == 1 else f"Insert {count:,} samples"
        change = self.shown.insert(row, count, self._remember)
        n_cells = count * self._batch.n_features + self._cells_of_order()
        return self._change(text, change, n_cells, waits=not self._batch.is_in_memory)

    def remove_rows(self, rows: Sequence[int]) -> bool:
        text = "Remove sample" if len(rows) == 1 else f"Remove {len(rows):,} samples"
        together = isinstance(rows, range) and self.shown.order.is_everything
        n_cells = self._cells_copied(len(rows), together)
        most = self._batch.input_rows.n_rows_in_memory * self.n_columns
        n_cells = min(n_cells, most) + self._cells_of_order()
        reach = self._reach(text, rows[-1] + 1, len(rows)) if rows else ""
        removing = self.shown.remove(rows, self._remember)

        def change(project: Project, cancelled: IsCancelled) -> Project:
            changed = removing(project)
            # as the window asks for the number of classes, which may be other, and must not wait
            changed.batch.look_for_classes(cancelled)
            return changed

        waits = not self._batch.has_targets_in_memory
        return self._change(text, Stoppable(change), n_cells, reach, waits=waits)

    def insert_columns(self, column: int, count: int) -> bool:
        text = "Insert feature" if count == 1 else f"Insert {count:,} features"
        first = min(column, self._batch.n_features)  # the target stays last
        n_cells = self._batch.input_rows.n_rows_in_memory * (self.n_columns + count)
        return self._change(text, lambda p: edits.insert_features(p, first, count), n_cells)

    def remove_columns(self, columns: Sequence[int]) -> bool:
        others = {self._target_column, self._subset_column}
        what = "feature" if others.isdisjoint(columns) else "column"
        text = f"Remove {what}" if len(columns) == 1 else f"Remove {counted(len(columns), what)}"
        n_cells = self._batch.input_rows.n_rows_in_memory * self.n_columns
        return self._change(text, lambda p: edits.remove_columns(p, columns), n_cells)

    def rename_column(self, column: int, name: str) -> bool:
        if column == self._target_column:
            return self._change("Rename target", lambda p: edits.rename_target(p, name))
        if column == self._subset_column:
            self.studio.notices.error("The column that says what samples are for keeps its name.")
            return False
        return self._change("Rename feature", lambda p: edits.rename_feature(p, column, name))

    def label_rows(self, row: int, labels: Sequence[str]) -> bool:
        samples = self.shown.order.samples(row, min(row + len(labels), self.n_rows))
        if len(samples) < len(labels):
            many = sentence("These are {labels} for the {samples} from there to the last row.")
            of, rows = counted(len(labels), "label"), counted(len(samples), "sample")
            self.studio.notices.error(many(of, rows))
            return False
        one = sentence("Label sample {sample:,}")
        several = f"Label {counted(len(samples), 'sample')}"
        text = one(int(samples[0])) if len(samples) == 1 else several
        return self._change(
            text,
            lambda project: edits.set_labels(project, samples, labels),
            CELLS_A_LABEL * len(samples),
        )

    def _reaches_beyond_target(self, row: int, column: int, values: FloatArray) -> bool:
        """True, and a notice offers the way out, when it is unclear which column is the target."""
        n_beyond = column + values.shape[1] - self.n_columns
        if self.n_columns == self._batch.n_features or n_beyond <= 0:
            return False
        name = self.column_name(self.n_columns - 1)
        if self.ends_at(column):
            text = sentence(
                "These are {n:,} columns, but no column follows {name}; paste them further left."
            )
            self.studio.notices.error(text(values.shape[1], name))
            return True

        reaches = sentence("The paste reaches {columns} beyond the {noun} {name}.")
        noun = "column" if self._subset_column >= 0 else "target column"
        beyond = reaches(counted(n_beyond, "column"), noun, name)
        if not self.shown.order.is_everything:
            self.studio.notices.error(beyond)
            return True

        def paste() -> None:
            self._change(
                f"Paste {values.size:,} inputs",
                lambda project: edits.set_inputs(project, row, column, values),
                max(self.n_rows, row + len(values)) * (column + values.shape[1]),
            )

        self.studio.notices.error(beyond, "Paste all as features", paste)
        return True

    def _reaches_beyond(self, row: int, values: FloatArray) -> bool:
        """True, and a notice says what helps, when hidden samples are in the way of growing."""
        n_beyond = row + len(values) - self.n_rows
        if n_beyond <= 0 or self.shown.order.is_everything:
            return False
        text = sentence(
            "These are {rows}, but only {n_rows:,} of the samples on show stand from there; show "
            "all samples to add more."
        )
        self.studio.notices.error(text(counted(len(values), "row"), self.n_rows - row))
        return True

    def _change_rows(
        self, text: str, change: Change, rows: range, stop: int, new_classes: Sequence[str] = ()
    ) -> bool:
        """Change cells in `rows`, in columns up to `stop`.

        Its cost is the cells that it makes or copies: whole rows, and all for new columns.
        """
        width, n_touched = self.n_columns, len(rows)
        if stop > width:
            width, n_touched = stop, max(self.n_rows, rows.stop)
        n_cells = n_touched * width
        if not self.shown.order.is_everything:
            n_cells = self._cells_copied(len(rows), together=False)
        waits = not self.shown.are_in_memory(range(rows.start, min(rows.stop, self.n_rows)))
        notice = self._reach(text, rows.stop, len(rows))
        if new_classes:
            names = first_few(new_classes, 5)
            notice = sentence("New in {target_name}: {names}.")(self._batch.target_name, names)
        return self._change(text, change, n_cells, notice, waits=waits)

    def _change(
        self, text: str, change: Change, n_cells: int = 0, notice: str = "", *, waits: bool = False
    ) -> bool:
        """Change the batch, at the cost of `n_cells`, and then tell something.

        `waits` says that the change reads numbers that are not in memory.
        """
        n_bytes = n_cells * self.studio.project.dtype.itemsize
        edit, notices = Edit(text, change, n_bytes, BATCH, waits=waits), self.studio.notices
        tell = partial(notices.info, notice, about=Part.BATCH)
        return self.studio.attempt(edit, tell if notice else lambda: None)

    def _reach(self, text: str, end: int, n_rows: int) -> str:
        """What to tell of an edit of whole columns, when more samples follow than can be shown."""
        n_shown = self.rowCount()
        if n_rows < 2 or end != n_shown or n_shown == self.n_rows:
            return ""
        return sentence(
            "{text}: this reaches {reached:,} of {n_samples:,} samples, because the table shows "
            "only the first {n_shown:,}."
        )(text, n_rows, self.n_rows, n_shown)

    def _cells_copied(self, n_rows: int, together: bool) -> int:
        """How many cells the blocks of some rows hold: rows that stand apart cost a block each."""
        n_copied = n_rows * (1 if together else block_rows(self.n_columns))
        return min(n_copied, self._batch.n_samples) * self.n_columns

    def _cells_of_order(self) -> int:
        """What making the order anew costs, where samples come or go: as much as so many cells."""
        return 0 if self.shown.order.is_everything else CELLS_A_PLACE * self._batch.n_samples
