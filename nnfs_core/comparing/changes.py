"""Compares what two networks predict of the same samples: which of them changed their mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np

from nnfs_core.arrays import seal
from nnfs_core.comparing.changed_samples import (
    ChangeCounts,
    ChangedSamples,
    ChangeVerdict,
    change_counts,
    joined,
)
from nnfs_core.comparing.contestant import (
    Contestant,
    FittedNetwork,
    capitalized_name,
    fitted,
    with_classes,
)
from nnfs_core.comparing.predicted_block import BlockChanges, changes_in_block
from nnfs_core.errors import NnfsError
from nnfs_core.forward.evaluate import Evaluation, computes_alike
from nnfs_core.machine.workers import run_blocks
from nnfs_core.network.chain import WORTH_THREADS
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset
from nnfs_core.summaries.classification import UNDECIDED

NO_COUNTS = ChangeCounts(*[seal(np.empty(0, np.int64))] * 5)
NO_SAMPLES = "There are no samples to compare the predictions of."


@dataclass(frozen=True)
class SideFigures:
    """Tells how well one network does over the samples whose targets are known.

    mean_loss: of the samples that have a loss: minus the logarithm of the target's probability, or
    the squared error; None without any.
    """

    n_known: int = 0
    n_right: int = 0
    n_undecided: int = 0  # of all samples: whose prediction is NaN, or no finite value
    mean_loss: float | None = None
    mean_error: float | None = None  # the mean absolute error of values

    @property
    def accuracy(self) -> float | None:
        """The share of known targets that are predicted; None without any."""
        return self.n_right / self.n_known if self.n_known else None


@dataclass(frozen=True, eq=False)
class Changes:
    """Tells how the predictions of two networks differ over the same samples.

    class_names: of all classes of either; empty where values are predicted. n_right: how many
    samples both, the first alone, the second alone and neither tell right.
    """

    names: tuple[str, str]
    class_names: tuple[str, ...]
    n_samples: int
    sides: tuple[SideFigures, SideFigures]
    changed: ChangedSamples
    counts: ChangeCounts  # of classes; none where values are predicted
    is_same_network: bool
    notes: tuple[str, ...] = ()

    @property
    def has_classes(self) -> bool:
        return bool(self.class_names)

    def n_with(self, verdict: ChangeVerdict) -> int:
        """How many samples a verdict is on."""
        return int(np.count_nonzero(self.changed.verdicts == verdict))

    def class_name(self, number: int) -> str:
        """How a prediction is called: a class, or undecided."""
        return "undecided" if number == UNDECIDED else self.class_names[number]


def changes_of_mind(
    batch: Batch,
    first: Contestant,
    second: Contestant,
    subset: Subset | None = None,
    *,
    known: Sequence[Evaluation] = (),
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Changes:
    """Run two networks on the samples of a batch, or of its subset, and tell where they differ.

    Only predictions are kept, block by block. Outputs that one of the evaluations `known` holds of
    these samples are not computed again. Raises NnfsError with a sentence on what cannot be
    compared, or where samples cannot be fetched; and Cancelled. `progress` is called with the
    fraction done, from any thread.
    """
    if not batch.n_samples:
        raise NnfsError(NO_SAMPLES)
    pair = fitted(first, batch), fitted(second, batch)
    _check_kinds(pair)
    class_names: tuple[str, ...] = ()
    if pair[0].numbers:
        *both, class_names = with_classes(*pair, batch)
        pair = both[0], both[1]
    pair = _with_known(pair[0], batch, known), _with_known(pair[1], batch, known)
    is_same = _is_same(*pair)
    blocks, lock = batch.input_rows.blocks, Lock()
    parts: list[BlockChanges | None] = [None] * len(blocks)
    n_done = 0

    def run(number: int) -> None:
        nonlocal n_done
        stop_if(cancelled)
        parts[number] = changes_in_block(batch, pair, number, subset, is_same, cancelled)
        with lock:
            n_done += 1
            progress(n_done / len(blocks))

    most_rows = max(map(len, blocks))
    products = most_rows * max(each.most_products for each in pair)
    cost = batch.n_samples * sum(each.cost for each in pair)
    run_blocks(run, len(blocks), products, alone=cost < WORTH_THREADS)
    found = [part for part in parts if part is not None]
    n_samples = sum(part.n_samples for part in found)
    if not n_samples:
        assert subset is not None
        raise NnfsError("No sample is a {subset} sample, so there is nothing to compare.")(
            subset.title
        )
    changed = joined([part.changed for part in found], bool(class_names))
    return Changes(
        (first.name, second.name),
        class_names,
        n_samples,
        (_figures(found, 0, not class_names), _figures(found, 1, not class_names)),
        changed,
        change_counts(changed, len(class_names)) if class_names else NO_COUNTS,
        is_same,
        tuple(dict.fromkeys((*pair[0].notes, *pair[1].notes))),
    )


def _check_kinds(pair: tuple[FittedNetwork, FittedNetwork]) -> None:
    """Raise NnfsError unless both predict classes, or both a value."""
    for told, silent in (pair, pair[::-1]):
        if told.numbers and not silent.numbers:
            name, other = capitalized_name(silent.contestant.name), told.contestant.name
            raise NnfsError(
                "{name} has no Softmax layer, so it predicts no class to compare with those of "
                "{other}."
            )(name, other)
    for each in pair:
        if not each.numbers and each.width != 1:
            raise NnfsError(
                "{name} has neither a Softmax layer to tell classes nor a last layer of one neuron "
                "to tell a value, so it predicts nothing to compare."
            )(capitalized_name(each.contestant.name))


def _with_known(network: FittedNetwork, batch: Batch, known: Sequence[Evaluation]) -> FittedNetwork:
    """The same with the outputs that one of the evaluations has of these very samples."""
    last = len(network.steps) - 1
    for each in known:
        result = each.result(last)
        if (
            result is not None
            and network.places is None
            and each.project.network is network.contestant.network
            and each.project.batch.input_rows is batch.input_rows
        ):
            return replace(network, known=result.output)
    return network


def _is_same(first: FittedNetwork, second: FittedNetwork) -> bool:
    """Whether two networks are sure to give the same outputs."""
    layers = [each.contestant.network.layers[: len(each.steps)] for each in (first, second)]
    return (
        first.places == second.places
        and first.numbers == second.numbers
        and first.contestant.dtype == second.contestant.dtype
        and len(layers[0]) == len(layers[1])
        and all(computes_alike(*pair) for pair in zip(*layers, strict=True))
    )


def _figures(parts: Sequence[BlockChanges], side: int, of_values: bool) -> SideFigures:
    tallies = [part.tallies[side] for part in parts]
    n_with_loss = sum(each.n_with_loss for each in tallies)

    def mean(total: float) -> float | None:
        return total / n_with_loss if n_with_loss else None

    return SideFigures(
        sum(part.n_known for part in parts),
        sum(each.n_right for each in tallies),
        sum(each.n_undecided for each in tallies),
        mean(sum(each.sum_of_losses for each in tallies)),
        mean(sum(each.sum_of_errors for each in tallies)) if of_values else None,
    )
