"""The samples that the table shows, in its order: what stands in a row, and edits of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nnfs_core import edits
from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.edits.inputs import Fill, fill_values
from nnfs_core.edits.samples import cleared
from nnfs_core.files.tables.cells import format_cells
from nnfs_core.finding import Order
from nnfs_core.matrix.blocks import at_hand
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_gui.studio.copying import Lines
from nnfs_gui.studio.fetching import Fetching
from nnfs_gui.studio.studio import Edit

ROWS_LOOKED_UP = 4096  # of a table out of order, to see whether they are in memory

# A batch that an edit makes, the order before, and the one in which to show it.
Remember = Callable[[Batch, Order, Order], None]


@dataclass(frozen=True, eq=False)
class Shown:
    """A batch as it is looked at: `order` says which of its samples stands in which row.

    Edits write what is seen, as in every spreadsheet: samples that are hidden stay as they are.
    """

    batch: Batch
    order: Order
    is_difference: bool = False  # the inputs are not values, but differences of them

    def __len__(self) -> int:
        return len(self.order)

    @property
    def is_deferred(self) -> bool:
        """True when some of the numbers are not in memory."""
        return any(rows.is_deferred for rows in self._matrices())

    def are_at_hand(self, rows: range) -> bool:
        """True when reading these rows needs no wait; answered quickly, however many they are.

        For more than ROWS_LOOKED_UP rows out of order it is False, since looking would be a wait.
        """
        deferred = [matrix for matrix in self._matrices() if matrix.is_deferred]
        if self.order.is_everything:
            return all(matrix.are_at_hand(rows.start, rows.stop) for matrix in deferred)
        if not deferred:
            return True
        if len(rows) > ROWS_LOOKED_UP:
            return False
        samples = self.order.samples(rows.start, rows.stop)
        for matrix in deferred:
            blocks = np.unique(np.searchsorted(matrix.starts, samples, side="right") - 1)
            firsts = [matrix.starts[block] for block in blocks.tolist()]
            if not all(matrix.are_at_hand(first, first + 1) for first in firsts):
                return False
        return True

    def fetched(self, row: int, fetching: Fetching) -> tuple[FloatArray, float] | None:
        """The inputs and the target in a row, or None while they are being got."""
        sample, targets = self.order.sample(row), self.batch.target_rows
        inputs = fetching.row(self.batch.input_rows, sample)
        target = None if targets is None else fetching.row(targets, sample)
        if inputs is None or (target is None and targets is not None):
            return None
        return inputs, float("nan") if target is None else float(target[0])

    def is_lost(self, row: int, fetching: Fetching) -> bool:
        """True when a row cannot be got."""
        sample = self.order.sample(row)
        return any(fetching.is_lost(matrix, sample, sample + 1) for matrix in self._matrices())

    # What stands in the rows.

    def numbers(self, row: int, column: int, n_rows: int, n_columns: int) -> FloatArray:
        """A rectangle of the table, of features and perhaps the target."""
        batch, last = self.batch, column + n_columns
        values = self._read(batch.input_rows, row, n_rows, slice(column, last))
        if batch.target_rows is None or last <= batch.n_features:
            return values
        return np.hstack([values, self._read(batch.target_rows, row, n_rows, slice(None))])

    def numbers_at_hand(
        self, row: int, column: int, n_rows: int, n_columns: int
    ) -> FloatArray | None:
        """As `numbers`, or None when reading them would be a wait."""
        batch, last = self.batch, column + n_columns
        values = self._at_hand(batch.input_rows, row, n_rows, slice(column, last))
        if values is None or batch.target_rows is None or last <= batch.n_features:
            return values
        targets = self._at_hand(batch.target_rows, row, n_rows, slice(None))
        return None if targets is None else np.hstack([values, targets])

    def lines_of(self, row: int, column: int, n_columns: int) -> Lines:
        """Rows as text, counted from `row`: numbers with all digits, classes by name."""

        def lines(start: int, stop: int) -> str:
            return self._text(self.numbers(row + start, column, stop - start, n_columns), column)

        return lines

    def lines_at_hand(self, row: int, column: int, n_rows: int, n_columns: int) -> Lines | None:
        """As `lines_of`, of numbers that stay in memory; None when they are not there."""
        numbers = self.numbers_at_hand(row, column, n_rows, n_columns)
        if numbers is None:
            return None
        return lambda start, stop: self._text(numbers[start:stop], column)

    def _text(self, numbers: FloatArray, column: int) -> str:
        """Cells from `column` on as tab-separated lines."""
        batch, n_columns = self.batch, numbers.shape[1]
        if not (batch.has_classes and column + n_columns > batch.n_features):
            return format_cells(numbers)
        names = [batch.class_name(int(number)) for number in numbers[:, -1].tolist()]
        if n_columns == 1:
            return "\n".join(names)
        texts = format_cells(numbers[:, :-1].astype(batch.input_rows.dtype)).split("\n")
        return "\n".join(f"{text}\t{name}" for text, name in zip(texts, names, strict=True))

    # What can be done to the rows.

    def write(self, row: int, column: int, values: FloatArray, names: Sequence[str] = ()) -> Edit:
        """Write a rectangle; only where all samples stand in order may it reach beyond the end."""
        if self.order.is_everything:
            return lambda project: edits.write_samples(project, row, column, values, names)
        samples = self.order.samples(row, row + len(values))
        return lambda project: edits.write_samples_at(project, samples, column, values, names)

    def clear(self, row: int, column: int, n_rows: int, n_columns: int) -> Edit:
        """Set inputs to 0, and classes to unknown."""
        if self.order.is_everything:
            return lambda project: edits.clear_samples(project, row, column, n_rows, n_columns)
        samples = self.order.samples(row, row + n_rows)
        return lambda project: edits.write_samples_at(
            project, samples, column, cleared(project.batch, column, n_rows, n_columns)
        )

    def fill(
        self, fill: Fill, row: int, column: int, n_rows: int, n_columns: int, seed: int
    ) -> Edit:
        """Fill inputs with zeros, random numbers or a ramp."""
        shape = n_rows, n_columns
        if self.order.is_everything:
            return lambda project: edits.fill_inputs(project, fill, row, column, *shape, seed=seed)
        samples = self.order.samples(row, row + n_rows)
        return lambda project: edits.write_samples_at(
            project, samples, column, fill_values(fill, *shape, seed=seed)
        )

    def insert(self, row: int, count: int, remember: Remember) -> Edit:
        """Insert samples of zeros that stand at `row`: next to the sample before or after it."""
        sample = row
        if not self.order.is_everything:
            if row < len(self):
                sample = self.order.sample(row)
            else:
                sample = self.order.sample(row - 1) + 1 if row else self.batch.n_samples
        return self._inserting(sample, row, count, remember)

    def append(self, remember: Remember) -> Edit:
        """Add a sample of zeros at the end of the batch, and of the table."""
        return self._inserting(self.batch.n_samples, len(self), 1, remember)

    def remove(self, rows: Sequence[int], remember: Remember) -> Edit:
        """Remove the samples that stand in `rows`."""
        if self.order.is_everything:
            samples: Sequence[int] | AnyArray = rows
        elif isinstance(rows, range):
            samples = self.order.samples(rows.start, rows.stop)
        else:
            samples = self.order.samples(0, len(self))[np.asarray(rows)]

        def edit(project: Project) -> Project:
            changed = edits.remove_samples(project, samples)
            remember(changed.batch, self.order, self.order.without(samples))
            return changed

        return edit

    def _inserting(self, sample: int, row: int, count: int, remember: Remember) -> Edit:
        def edit(project: Project) -> Project:
            changed = edits.insert_samples(project, sample, count)
            order = self.order.with_inserted(sample, count, row)
            remember(changed.batch, self.order, order)
            return changed

        return edit

    def _matrices(self) -> list[Rows]:
        targets = self.batch.target_rows
        return [self.batch.input_rows] + ([] if targets is None else [targets])

    def _read(self, matrix: Rows, row: int, n_rows: int, columns: slice) -> AnyArray:
        if self.order.is_everything:
            return matrix.rows(row, row + n_rows)[:, columns]
        return matrix.rows_at(self.order.samples(row, row + n_rows), columns)

    def _at_hand(self, matrix: Rows, row: int, n_rows: int, columns: slice) -> AnyArray | None:
        if self.order.is_everything:
            found = matrix.rows_at_hand(row, row + n_rows)
            return None if found is None else found[:, columns]
        if not matrix.is_deferred:
            return self._read(matrix, row, n_rows, columns)
        if n_rows > ROWS_LOOKED_UP:
            return None
        samples, blocks = self.order.samples(row, row + n_rows), list(matrix.blocks)
        for number in np.unique(np.searchsorted(matrix.starts, samples, side="right") - 1).tolist():
            block = at_hand(blocks[number])
            if block is None:
                return None
            blocks[number] = block  # held, as other threads may push it out of memory
        return Rows(tuple(blocks), matrix.width, matrix.dtype).rows_at(samples, columns)
