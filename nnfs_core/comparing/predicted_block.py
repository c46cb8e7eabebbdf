"""Has two networks predict one block of samples, and keeps what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.comparing.changed_samples import ChangedSamples, ChangeVerdict
from nnfs_core.comparing.contestant import FittedNetwork
from nnfs_core.matrix.blocks import read_in_passing
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.project.subset import Subset
from nnfs_core.project.subsets import in_subset
from nnfs_core.summaries.classification import UNDECIDED, IntArray, most_likely


@dataclass(frozen=True, eq=False)
class SidePredictions:
    """Holds what one network predicts of some samples."""

    predicted: AnyArray  # (samples,) classes of the batch, or values as float64
    confidence: FloatArray  # (samples,)
    loss: FloatArray  # (samples,) float64, NaN where there is none
    is_right: npt.NDArray[np.bool_]  # (samples,)
    errors: FloatArray | None = None  # (samples,) of values


@dataclass(frozen=True, eq=False)
class Tally:
    """Adds up over samples."""

    n_right: int
    n_undecided: int
    n_with_loss: int
    sum_of_losses: float
    sum_of_errors: float


@dataclass(frozen=True, eq=False)
class BlockChanges:
    """Holds what was found in a block."""

    n_samples: int
    n_known: int
    tallies: tuple[Tally, Tally]
    changed: ChangedSamples


def changes_in_block(
    batch: Batch,
    pair: tuple[FittedNetwork, FittedNetwork],
    number: int,
    subset: Subset | None,
    is_same: bool,
    cancelled: IsCancelled,
) -> BlockChanges:
    start, stop = batch.input_rows.starts[number : number + 2]
    chosen = np.flatnonzero(in_subset(batch, subset, start, stop))
    is_all = len(chosen) == stop - start
    inputs: FloatArray | None = None
    outputs: list[FloatArray] = []
    for each in pair[:1] if is_same else pair:
        if not len(chosen):
            outputs.append(np.empty((0, each.width), each.contestant.dtype))
            continue
        if each.known is not None:
            found: FloatArray = read_in_passing(each.known.blocks[number])
        else:
            if inputs is None:
                inputs = read_in_passing(batch.input_rows.blocks[number])
            found = each.outputs(inputs, cancelled)
        outputs.append(found if is_all else found[chosen])
    targets = _targets(batch, start, stop, bool(pair[0].numbers))[chosen]
    sides = [_side(each, found, targets) for each, found in zip(pair, outputs, strict=False)]
    samples = seal(start + chosen)
    if pair[0].numbers:
        known = targets >= 0
        changed = _changed_classes(pair, outputs, (sides[0], sides[-1]), samples, targets)
    else:
        known = ~np.isnan(targets)
        changed = _changed_values((sides[0], sides[-1]), samples, targets)
    tallies = [_tally(side) for side in sides]
    return BlockChanges(
        len(chosen), int(np.count_nonzero(known)), (tallies[0], tallies[-1]), changed
    )


def _targets(batch: Batch, start: int, stop: int, of_classes: bool) -> AnyArray:
    """The targets of some samples as the networks predict them, unknown where they are others."""
    rows = batch.target_rows
    if rows is None or batch.has_classes != of_classes:
        fill = UNKNOWN if of_classes else np.nan
        return np.full(stop - start, fill, np.int64 if of_classes else np.float64)
    targets: AnyArray = rows.rows(start, stop)[:, 0]
    return targets if of_classes else targets.astype(np.float64)


def _side(network: FittedNetwork, outputs: FloatArray, targets: AnyArray) -> SidePredictions:
    if not network.numbers:
        values = outputs[:, 0].astype(np.float64)
        with np.errstate(invalid="ignore", over="ignore"):
            errors = np.abs(values - targets)
            return SidePredictions(
                values,
                np.full(len(values), np.nan),
                errors * errors,
                np.zeros(len(values), bool),
                errors,
            )
    numbers = np.array([*network.numbers, UNDECIDED])  # the last is for UNDECIDED, which is -1
    own = most_likely(outputs).astype(np.int64)
    predicted = numbers[own]
    confidence = np.where(own == UNDECIDED, np.nan, outputs.max(axis=1, initial=0))
    places = np.full(max(numbers.max(), targets.max(initial=0)) + 2, -1)
    places[numbers[:-1]] = np.arange(network.width)
    columns = places[targets]  # of unknown ones: the last place, which is -1
    has_loss = columns >= 0
    picked = np.take_along_axis(outputs, np.where(has_loss, columns, 0)[:, None], axis=1)[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = np.where(has_loss, -np.log(picked.astype(np.float64)), np.nan)
    return SidePredictions(predicted, confidence, loss, (targets >= 0) & (predicted == targets))


def _tally(side: SidePredictions) -> Tally:
    has_loss = ~np.isnan(side.loss) if side.errors is None else np.isfinite(side.loss)
    errors = 0.0 if side.errors is None else float(side.errors[has_loss].sum())
    if side.errors is None:
        n_undecided = int(np.count_nonzero(side.predicted == UNDECIDED))
    else:
        n_undecided = int(np.count_nonzero(~np.isfinite(side.predicted)))
    with np.errstate(over="ignore"):
        return Tally(
            int(np.count_nonzero(side.is_right)),
            n_undecided,
            int(np.count_nonzero(has_loss)),
            float(side.loss[has_loss].sum()),
            errors,
        )


def _changed_classes(
    pair: tuple[FittedNetwork, FittedNetwork],
    outputs: Sequence[FloatArray],
    sides: tuple[SidePredictions, SidePredictions],
    samples: IntArray,
    targets: AnyArray,
) -> ChangedSamples:
    before, after = sides
    at = np.flatnonzero(before.predicted != after.predicted)
    verdicts = np.full(len(at), ChangeVerdict.WRONG, np.int8)
    verdicts[before.is_right[at]] = ChangeVerdict.BROKEN
    verdicts[after.is_right[at]] = ChangeVerdict.MENDED
    verdicts[targets[at] < 0] = ChangeVerdict.UNKNOWN
    amounts = _moved(pair, outputs[0][at], outputs[-1][at])
    return ChangedSamples(
        samples[at],
        targets[at],
        before.predicted[at],
        after.predicted[at],
        (before.confidence[at], after.confidence[at]),
        amounts,
        verdicts,
    )


def _moved(
    pair: tuple[FittedNetwork, FittedNetwork], before: FloatArray, after: FloatArray
) -> FloatArray:
    """How much of the probability is with another class (samples,): half the sum of differences."""
    first, second = (np.array(each.numbers, np.int64) for each in pair)
    shared, at_first, at_second = np.intersect1d(first, second, return_indices=True)
    total: FloatArray = np.zeros(len(before))
    with np.errstate(invalid="ignore"):
        if len(shared):
            apart = before[:, at_first].astype(np.float64) - after[:, at_second]
            total += np.abs(apart).sum(axis=1)
        for probabilities, places in ((before, at_first), (after, at_second)):
            others = np.delete(np.arange(probabilities.shape[1]), places)
            total += probabilities[:, others].sum(axis=1, dtype=np.float64)
    return total / 2


def _changed_values(
    sides: tuple[SidePredictions, SidePredictions], samples: IntArray, targets: AnyArray
) -> ChangedSamples:
    before, after = sides
    both_missing = np.isnan(before.predicted) & np.isnan(after.predicted)
    at = np.flatnonzero((before.predicted != after.predicted) & ~both_missing)
    assert before.errors is not None
    assert after.errors is not None
    first, second = before.errors[at], after.errors[at]
    verdicts = np.full(len(at), ChangeVerdict.AS_FAR, np.int8)
    verdicts[(second < first) | (np.isnan(first) & ~np.isnan(second))] = ChangeVerdict.NEARER
    verdicts[(second > first) | (np.isnan(second) & ~np.isnan(first))] = ChangeVerdict.FARTHER
    verdicts[np.isnan(targets[at])] = ChangeVerdict.UNKNOWN
    with np.errstate(invalid="ignore", over="ignore"):
        amounts = after.predicted[at] - before.predicted[at]
    nothing = np.full(len(at), np.nan)
    return ChangedSamples(
        samples[at],
        targets[at],
        before.predicted[at],
        after.predicted[at],
        (nothing, nothing),
        amounts,
        verdicts,
    )
