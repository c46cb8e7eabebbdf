"""Holds the samples that the table shows, in its order, and edits what stands in its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nnfs_core import edits
from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.edits.inputs import Fill, fill_values
from nnfs_core.edits.samples import cleared
from nnfs_core.files.tables.pasting.cells import format_cells
from nnfs_core.finding import Order
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset
from nnfs_core.project.table_columns import TableColumns
from nnfs_gui.spreadsheet import Block
from nnfs_gui.studio.edit import Change
from nnfs_gui.studio.fetching import Fetching

# A batch that an edit makes, the order before, and the one in which to show it.
Remember = Callable[[Batch, Order, Order], None]


class ShownRow(NamedTuple):
    """Holds what stands in a row: the inputs (features,), the target if any, what it is for."""

    inputs: FloatArray
    target: float
    subset: Subset | None


@dataclass(frozen=True, eq=False)
class ShownSamples:
    """Holds a batch as it is looked at: `order` says which of its samples stands in which row.

    Edits write what is seen, as in every spreadsheet: samples that are hidden stay as they are.
    """

    batch: Batch
    order: Order
    is_difference: bool = False  # the inputs are not values, but differences of them

    def __len__(self) -> int:
        return len(self.order)

    @property
    def n_columns(self) -> int:
        """The features, and the target and the subset where there are any."""
        return self.columns.count

    @property
    def columns(self) -> TableColumns:
        """Which column holds what."""
        return TableColumns.of(self.batch)

    def are_in_memory(self, rows: range) -> bool:
        """True when reading these rows needs no wait; answered quickly, however many they are."""
        if self.order.is_everything:
            return all(each.are_in_memory(rows.start, rows.stop) for each in self._matrices())
        samples = self.order.samples(rows.start, rows.stop)
        return all(each.are_in_memory_at(samples) for each in self._matrices())

    def row(self, row: int, fetching: Fetching) -> ShownRow | str:
        """What stands in a row, or a placeholder while it is not in memory."""
        sample, target = self.order.sample(row), float("nan")
        inputs = fetching.row(self.batch.input_rows, sample)
        if inputs is None:
            return fetching.placeholder(self.batch.input_rows, sample)
        if self.batch.target_rows is not None:
            targets = fetching.row(self.batch.target_rows, sample)
            if targets is None:
                return fetching.placeholder(self.batch.target_rows, sample)
            target = targets[0]
        return ShownRow(inputs, target, self.batch.subset_of(sample))

    # What stands in the rows.

    def numbers(self, block: Block) -> FloatArray:
        """A rectangle of the table; classes and subsets are their numbers."""
        parts = [self._read(matrix, block.rows, columns) for matrix, columns in self._parts(block)]
        return parts[0] if len(parts) == 1 else np.hstack(parts)

    def numbers_now(self, block: Block) -> FloatArray | None:
        """As `numbers`, or None when reading them would be a wait."""
        parts = []
        for matrix, columns in self._parts(block):
            part = self._read_now(matrix, block.rows, columns)
            if part is None:
                return None
            parts.append(part)
        return parts[0] if len(parts) == 1 else np.hstack(parts)

    def texts(self, numbers: AnyArray, column: int) -> str:
        """Cells from `column` on as tab-separated lines: all digits; classes, subsets by name."""
        batch, columns = self.batch, self.columns
        words: dict[int, Callable[[int], str]] = {}
        if batch.has_classes:
            words[columns.target - column] = batch.class_name
        if columns.subset >= 0:
            words[columns.subset - column] = lambda number: Subset(number).title
        places = [place for place in sorted(words) if 0 <= place < numbers.shape[1]]
        if not places:
            return format_cells(numbers)
        parts = [[words[n](int(each)) for each in numbers[:, n].tolist()] for n in places]
        if places[0]:
            plain = numbers[:, : places[0]].astype(batch.input_rows.dtype)
            parts.insert(0, format_cells(plain).split("\n"))
        return "\n".join(map("\t".join, zip(*parts, strict=True)))

    # What can be done to the rows.

    def write(self, row: int, column: int, values: FloatArray, names: Sequence[str] = ()) -> Change:
        """Write a rectangle; only where all samples stand in order may it reach beyond the end."""
        if self.order.is_everything:
            return lambda project: edits.write_samples(project, row, column, values, names)
        samples = self.order.samples(row, row + len(values))
        return lambda project: edits.write_samples_at(project, samples, column, values, names)

    def clear(self, block: Block) -> Change:
        """Set inputs to 0, classes to unknown, and subsets to training."""
        row, column, shape = block.row, block.column, (block.n_rows, block.n_columns)
        if self.order.is_everything:
            return lambda project: edits.clear_samples(project, row, column, *shape)
        samples = self.order.samples(row, block.rows.stop)
        return lambda project: edits.write_samples_at(
            project, samples, column, cleared(project.batch, column, *shape)
        )

    def fill(self, fill: Fill, block: Block, seed: int) -> Change:
        """Fill inputs with zeros, random numbers or a ramp."""
        row, column, shape = block.row, block.column, (block.n_rows, block.n_columns)
        if self.order.is_everything:
            return lambda project: edits.fill_inputs(project, fill, row, column, *shape, seed=seed)
        samples = self.order.samples(row, block.rows.stop)
        return lambda project: edits.write_samples_at(
            project, samples, column, fill_values(fill, *shape, seed=seed)
        )

    def insert(self, row: int, count: int, remember: Remember) -> Change:
        """Insert samples of zeros that stand at `row`: next to the sample before or after it."""
        sample = row
        if not self.order.is_everything:
            if row < len(self):
                sample = self.order.sample(row)
            else:
                sample = self.order.sample(row - 1) + 1 if row else self.batch.n_samples
        return self._inserting(sample, row, count, remember)

    def append(self, remember: Remember) -> Change:
        """Add a sample of zeros at the end of the batch, and of the table."""
        return self._inserting(self.batch.n_samples, len(self), 1, remember)

    def remove(self, rows: Sequence[int], remember: Remember) -> Change:
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

    def _inserting(self, sample: int, row: int, count: int, remember: Remember) -> Change:
        def edit(project: Project) -> Project:
            changed = edits.insert_samples(project, sample, count)
            order = self.order.with_inserted(sample, count, row)
            remember(changed.batch, self.order, order)
            return changed

        return edit

    def _matrices(self) -> list[Rows]:
        targets = self.batch.target_rows
        return [self.batch.input_rows] + ([] if targets is None else [targets])

    def _parts(self, block: Block) -> list[tuple[Rows, slice]]:
        """The matrices that a rectangle of the table lies in, and which of their columns."""
        batch, columns = self.batch, self.columns
        parts = [(batch.input_rows, slice(block.column, block.columns.stop))]
        for rows, column in (
            (batch.target_rows, columns.target),
            (batch.subset_rows, columns.subset),
        ):
            if rows is not None and column in block.columns:
                parts.append((rows, slice(None)))
        return parts

    def _read(self, matrix: Rows, rows: range, columns: slice) -> AnyArray:
        if self.order.is_everything:
            return matrix.rows(rows.start, rows.stop)[:, columns]
        return matrix.rows_at(self.order.samples(rows.start, rows.stop), columns)

    def _read_now(self, matrix: Rows, rows: range, columns: slice) -> AnyArray | None:
        if self.order.is_everything:
            found = matrix.rows_in_memory(rows.start, rows.stop)
            return None if found is None else found[:, columns]
        return matrix.rows_in_memory_at(self.order.samples(rows.start, rows.stop), columns)
