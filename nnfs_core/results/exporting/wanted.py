"""Says which results go to a file, and gives them some samples at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.files.tables.spelling.column_names import column_names
from nnfs_core.finding import Order
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.table_columns import SAMPLE_COLUMN
from nnfs_core.results.columns import ResultColumn
from nnfs_core.results.table import ResultTable

CELLS_AT_ONCE = 64 * 1024  # written in well under 200 ms, the time a cancel may take


@dataclass(frozen=True, eq=False)
class SomeResults:
    """Holds what is written of some samples: their numbers, labels, and a column's values each."""

    samples: npt.NDArray[np.int64]  # (some,)
    labels: AnyArray | None  # (some,) texts
    values: list[AnyArray]  # for each column (some,)


@dataclass(frozen=True, eq=False)
class WantedResults:
    """Holds what is to be written: some columns of the samples of an order, in that order.

    The number of each sample comes first, and its label if there are labels. `for_spreadsheets`
    puts ' before texts in a table of text that a spreadsheet would compute, such as =1+2.
    """

    table: ResultTable
    order: Order
    columns: tuple[ResultColumn, ...]
    for_spreadsheets: bool = True
    progress: Progress = field(default=ignored)
    cancelled: IsCancelled = field(default=never)

    @property
    def has_labels(self) -> bool:
        return self.table.batch.label_rows is not None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each column of the file, no two alike."""
        labels = [self.table.batch.label_name] if self.has_labels else []
        return column_names([SAMPLE_COLUMN, *labels, *(column.name for column in self.columns)])

    def parts(self) -> Iterator[SomeResults]:
        """The samples in turn, so few at a time that a cancel need not wait; raises Cancelled."""
        step, done = max(1, CELLS_AT_ONCE // len(self.names)), 0
        for samples, part in self.table.parts(self.order, self.cancelled):
            values = [self.table.values(column, part) for column in self.columns]
            labels = part.labels_as_given if self.has_labels else None
            for start in range(0, len(samples), step):
                stop_if(self.cancelled)
                span = slice(start, start + step)
                some = None if labels is None else labels[span]
                yield SomeResults(samples[span], some, [each[span] for each in values])
                done += len(samples[span])
                self.progress(done / max(1, len(self.order)))
