"""Makes a batch of the samples of an order, of which none is read before someone looks at it."""

from __future__ import annotations

from nnfs_core.arrays import AnyArray
from nnfs_core.finding.order import IntArray, Order
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.matrix.blocks import Deferred
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch


def in_order(batch: Batch, order: Order) -> Batch:
    """The samples of `order` alone, in that order.

    The same batch when these are all samples in their own order.
    """
    if order.is_everything:
        return batch
    samples, targets = order.samples(0, len(order)), batch.target_rows
    labels, subsets = batch.label_rows, batch.subset_rows
    return batch.with_(
        input_rows=_gathered(batch.input_rows, samples),
        target_rows=None if targets is None else _gathered(targets, samples),
        label_rows=None if labels is None else _gathered(labels, samples),
        subset_rows=None if subsets is None else _gathered(subsets, samples),
    )


class _Gathered(Deferred):
    """Takes some rows of a matrix together when it is looked at."""

    def __init__(self, rows: Rows, samples: IntArray) -> None:
        super().__init__((len(samples), rows.width), rows.dtype)
        self._rows, self._samples = rows, samples

    def load(self) -> AnyArray:
        return self._rows.rows_at(self._samples)


def _gathered(rows: Rows, samples: IntArray) -> Rows:
    step = block_rows(rows.width)
    parts = [samples[start : start + step] for start in range(0, len(samples), step)]
    return Rows.joined([_Gathered(rows, part) for part in parts], rows.width, rows.dtype)
