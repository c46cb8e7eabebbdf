"""Sums up, block by block, what chosen neurons of a dense layer make of all samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers import Dense, Linear
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.network import Network
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT
from nnfs_core.project.subsets import Subset, in_subset

MOST_KEPT = 2**20  # sums that are kept to take medians of; of more samples, evenly spread ones


@dataclass(frozen=True, eq=False)
class WeightedSums:
    """Summarises inputs · weights without the bias, in float64, for k neurons.

    least, largest: (k,), over these samples, of the finite sums. terms: (k,), the largest sum of
    the terms' magnitudes, which says what rounding can do. kept: (some samples, k), sorted in each
    column. n_samples: how many there are. inputs_least: the least number that entered.
    mean_inputs, witness: (n_inputs,), the mean sample, and one that is not all zeros, if any is.
    """

    least: FloatArray
    largest: FloatArray
    terms: FloatArray
    kept: FloatArray
    n_samples: int
    inputs_least: float
    mean_inputs: FloatArray
    witness: FloatArray

    @property
    def medians(self) -> FloatArray:
        """The lower median of each neuron's sums (k,): at least half are not below it.

        It is NaN when no sample is finite.
        """
        return _middle_row(self.kept)

    def rounding(self, dtype: np.dtype[Any]) -> FloatArray:
        """How far sums (k,) in another precision may be off, and twice as far for safety.

        n terms lose at most n roundings of the sum of their magnitudes (Higham, Accuracy and
        Stability of Numerical Algorithms, 2nd edition, 2002, section 3.1).
        """
        limits, n_terms = np.finfo(dtype), len(self.mean_inputs) + 2
        return np.asarray(n_terms * (limits.eps * self.terms + limits.smallest_normal))

    def typical(self, biases: FloatArray) -> FloatArray:
        """The lower median of the magnitudes (k,) of sum + bias: at least half do not exceed it."""
        return _middle_row(np.sort(np.abs(self.kept + biases), axis=0))


def _middle_row(table: FloatArray) -> FloatArray:
    """The lower middle row (k,) of (rows, k); NaN without rows."""
    n_rows, n_columns = table.shape
    return table[(n_rows - 1) // 2] if n_rows else np.full(n_columns, np.nan)


def weighted_sums(
    entering: Rows,
    weights: FloatArray,
    cancelled: IsCancelled = never,
    *,
    training_of: Batch | None = None,
) -> WeightedSums:
    """Go through all samples (samples, n_inputs) with weights (n_inputs, k).

    With `training_of` a split batch, only its training samples count, as whatever is fitted by the
    sums must have it. Raises Cancelled when asked to stop, NnfsError when samples cannot be read.
    """
    wide = weights.astype(np.float64)
    n_inputs, n_neurons = wide.shape
    least, largest = np.full(n_neurons, np.inf), np.full(n_neurons, -np.inf)
    n_samples, batch = len(entering), training_of
    if batch is not None and batch.subset_rows is not None:
        n_samples = batch.subset_counts[Subset.TRAINING]
    step = max(1, n_samples * n_neurons // MOST_KEPT)
    terms = np.zeros(n_neurons)
    kept, inputs_least = [np.empty((0, n_neurons))], np.inf
    mean, witness = np.zeros(n_inputs), np.zeros(n_inputs)
    for start, block in entering.arrays(cancelled):
        inputs = block.astype(np.float64)
        if batch is not None:
            inputs = inputs[in_subset(batch, Subset.TRAINING, start, start + len(block))]
        inputs = inputs[np.isfinite(inputs).all(axis=1)]
        if not len(inputs):
            continue
        with np.errstate(all="ignore"):
            sums = inputs @ wide  # (rows, k)
            sizes = np.abs(inputs) @ np.abs(wide)
        terms = np.fmax(terms, sizes.max(axis=0))
        least = np.fmin(least, sums.min(axis=0))
        largest = np.fmax(largest, sums.max(axis=0))
        kept.append(sums[::step])
        inputs_least = min(inputs_least, float(inputs.min(initial=np.inf)))
        mean += (inputs / max(1, n_samples)).sum(axis=0)
        if not witness.any():
            witness = inputs[int(np.argmax(inputs.any(axis=1)))]
    return WeightedSums(
        least,
        largest,
        terms,
        np.sort(np.concatenate(kept), axis=0),
        n_samples,
        inputs_least,
        mean,
        witness,
    )


def are_all_finite(entering: Iterable[FloatArray], layer: Dense) -> bool:
    """Whether the layer's outputs are finite for every sample of some blocks that is so itself."""
    return all(
        np.isfinite(layer.forward(inputs[np.isfinite(inputs).all(axis=1)])).all()
        for inputs in entering
    )


def feeding_dense(network: Network, layer: int) -> int | None:
    """The dense layer whose outputs enter `layer` unchanged, or None when something else does."""
    for index in range(layer - 1, INPUT, -1):
        before = network.layers[index]
        if not before.enabled or isinstance(before, Linear):
            continue
        return index if index in network.dense_layers else None
    return None


def is_fed_by_batch(network: Network, layer: int) -> bool:
    """True when the batch enters `layer` unchanged."""
    before = network.layers[:layer]
    return all(not each.enabled or isinstance(each, Linear) for each in before)


def chosen(layer: Dense, neurons: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """The weights (n_inputs, k) and biases (k,) of some neurons, in float64."""
    places = list(neurons)
    return (layer.weights[:, places].astype(np.float64), layer.biases[0, places].astype(np.float64))
