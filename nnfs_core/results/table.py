"""Holds what a network makes of each sample; nothing is read before someone looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.finding.order import Order
from nnfs_core.finding.samples import SampleNumbers, SampleSource
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import full_number
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset
from nnfs_core.results.columns import ResultColumn, remarks_on, result_columns
from nnfs_core.summaries.classification import UNDECIDED

VERDICTS = ("wrong", "right")

Read = Callable[[Rows], AnyArray]


@dataclass(frozen=True, eq=False)
class ResultTable:
    """Tells what comes of each sample of an evaluation: `columns`, and `remarks` on what cannot be.

    All values are given as arrays of numbers; `text` says what they mean. Methods that read raise
    NnfsError when numbers cannot be fetched.
    """

    evaluation: Evaluation
    source: SampleSource
    columns: tuple[ResultColumn, ...]
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, evaluation: Evaluation) -> ResultTable:
        """The results of a pass; quick, since nothing is read."""
        source = SampleSource.of(evaluation.project.batch, evaluation)
        return cls(evaluation, source, result_columns(source), remarks_on(evaluation, source))

    @property
    def batch(self) -> Batch:
        return self.source.batch

    @cached_property
    def matrices(self) -> tuple[Rows, ...]:
        """All that its columns are read from."""
        each = (
            *(self.batch.input_rows, self.batch.target_rows, self.batch.subset_rows),
            *(self.source.probabilities, self.source.outputs),
        )
        return tuple(rows for rows in each if rows is not None)

    def at(self, samples: npt.NDArray[np.int64], read: Read | None = None) -> SampleNumbers:
        """Some samples (samples,), to ask for `values` of; `read` gives their rows of a matrix."""
        if read is not None:
            return SampleNumbers(self.source, samples, read)
        return SampleNumbers.at(self.source, samples)

    def values(self, column: ResultColumn, samples: SampleNumbers) -> AnyArray:
        """The numbers of a column (samples,), in the precision in which they are kept."""
        return samples.values(column.term)

    def parts(
        self, order: Order, cancelled: IsCancelled = never
    ) -> Iterator[tuple[npt.NDArray[np.int64], SampleNumbers]]:
        """The samples of `order` some at a time: their numbers, and what they can be asked for.

        Raises Cancelled before a part when asked to stop.
        """
        if order.is_everything:
            for start, stop in pairwise(self.batch.input_rows.starts):
                stop_if(cancelled)
                yield (
                    np.arange(start, stop, dtype=np.int64),
                    SampleNumbers.between(self.source, start, stop),
                )
            return
        step = block_rows(max(rows.width for rows in self.matrices))
        for start in range(0, len(order), step):
            stop_if(cancelled)
            samples = order.samples(start, start + step)
            yield samples, self.at(samples)

    def text(self, column: ResultColumn, value: float | np.floating) -> str:
        """A number of a column as people read it, with all its digits; what it means in words."""
        match column.meaning:
            case "class":
                number = int(value)
                is_undecided = number == UNDECIDED and column.term.kind == "predicted"
                return "undecided" if is_undecided else self.batch.class_name(number)
            case "subset":
                return Subset(int(value)).title
            case "verdict":
                return "" if np.isnan(value) else VERDICTS[int(value)]
        return full_number(value)

    def texts(self, column: ResultColumn, values: AnyArray) -> Sequence[str]:
        """Many numbers (samples,) of a column: each as short as reads back to the same bits."""
        if column.meaning == "number":
            return [text for (text,) in shortest(values[:, None])]
        found, places = np.unique(values, return_inverse=True)
        words = [self.text(column, value) for value in found]
        return [words[place] for place in places.tolist()]
