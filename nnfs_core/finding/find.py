"""Looks through all samples, block by block, and keeps only which of them answer the question."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.finding.order import IntArray, Order
from nnfs_core.finding.query import Query
from nnfs_core.finding.samples import SampleNumbers, SampleSource
from nnfs_core.finding.sorting import sort_keys, stable_order, text_ranks
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.batch import Batch

LOOKING = 0.8  # the part of the work that is looking; the rest is sorting


def find(
    query: Query,
    batch: Batch,
    evaluation: Evaluation | None = None,
    *,
    among: IntArray | None = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Order:
    """The samples of `batch` that meet `query`, sorted as it says; `evaluation` gives the outputs.

    With `among`, numbers that rise, only these count. No more than a block of numbers is looked at
    together. Raises Cancelled soon after `cancelled` turns true, and NnfsError when the outputs are
    asked about and not known, or numbers cannot be fetched.
    """
    n_samples = batch.n_samples
    if query.is_everything:
        return Order(n_samples) if among is None else Order.of(n_samples, among)
    source = SampleSource.of(batch, evaluation)
    found: list[IntArray] = [np.empty(0, np.int64)]
    numbers: list[list[AnyArray]] = [[] for _ in query.keys]
    for start, stop in pairwise(batch.input_rows.starts):
        stop_if(cancelled)
        samples = SampleNumbers.between(source, start, stop)
        met = _met(samples, query, among, start, stop)
        found.append(np.arange(start, stop)[met])
        for key, kept in zip(query.keys, numbers, strict=True):
            if key.term.kind == "label":
                kept.append(sort_keys(samples.labels[met].tolist()))
            elif len(found[-1]):
                kept.append(samples.ranks(key.term)[met])
        progress(LOOKING * stop / n_samples)
    indices, places = np.concatenate(found), None
    # the key that counts least comes first: each later sorting leaves equals as they are
    for key, kept in reversed(list(zip(query.keys, numbers, strict=True))):
        column = np.concatenate(kept) if len(indices) else np.empty(0)
        if key.term.kind == "label":
            column = text_ranks(column, cancelled=cancelled)
        if places is None:
            places = stable_order(column, key.descending, cancelled=cancelled)
        else:
            column = column[places]
            places = places[stable_order(column, key.descending, cancelled=cancelled)]
    progress(1.0)
    return Order.of(n_samples, indices if places is None else indices[places])


def _met(
    samples: SampleNumbers, query: Query, among: IntArray | None, start: int, stop: int
) -> IntArray | slice:
    """Which of the samples from `start` up to `stop` are found, counted from `start`."""
    if not query.steps and among is None:
        return slice(None)
    met = np.flatnonzero(samples.meeting(query))
    if among is None:
        return met
    here = among[slice(*np.searchsorted(among, (start, stop)))] - start
    return met[np.isin(met, here, assume_unique=True)]
