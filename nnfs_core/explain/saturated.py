"""Finds sigmoid and tanh neurons whose inputs lie, for most samples, where the curve is flat."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.edits.layers import dense_at
from nnfs_core.explain.cause import Cause, Remedy
from nnfs_core.explain.exploding import magnitude
from nnfs_core.explain.remedies import STANDARDISE, scale_neurons, standard_layer, typical_size
from nnfs_core.explain.weighted_sums import chosen, feeding_dense, is_fed_by_batch, weighted_sums
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Layer
from nnfs_core.matrix.blocks import read_in_passing
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import percent_text, short_number
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import capitalized, counted, neurons_text, sentence

TARGET = 2.0  # for the typical |x|: sigmoid(2) is 0.88, tanh(2) is 0.96, both still on the slope
MOST_SHARE = 0.5  # of the samples; more of them make a neuron saturated

Counts = npt.NDArray[np.int64]


def saturated_shares(
    layer: Layer,
    outputs: Rows,
    neurons: list[int] | None = None,
    *,
    n_blocks: int | None = None,
    cancelled: IsCancelled = never,
) -> FloatArray:
    """The share of samples (neurons,) for which each neuron is where the curve is flat.

    Of all samples, or of `n_blocks` blocks spread evenly. Raises Cancelled when asked to stop.
    """
    assert layer.watch is not None
    blocks = outputs.blocks
    if n_blocks is not None and len(blocks) > n_blocks:
        blocks = tuple(blocks[at * len(blocks) // n_blocks] for at in range(n_blocks))
    places: Any = slice(None) if neurons is None else neurons
    width = outputs.width if neurons is None else len(neurons)
    counts, n_rows = np.zeros(width, np.int64), 0
    for block in blocks:
        stop_if(cancelled)
        with np.errstate(invalid="ignore"):
            counts += layer.watch.mask(read_in_passing(block)[:, places]).sum(axis=0)
        n_rows += len(block)
    return counts / max(1, n_rows)


def saturated_cause(
    evaluation: Evaluation,
    layer: int,
    neurons: tuple[int, ...],
    cancelled: IsCancelled = never,
    *,
    sample: int | None = None,
) -> Cause:
    """Why `neurons` of the layer are saturated, for most samples or, it may be, for this one.

    Goes through all samples; raises Cancelled when asked to stop.
    """
    project = evaluation.project
    network, kind = project.network, project.network.layers[layer]
    assert kind.watch is not None
    name, whose = network.names[layer], capitalized(neurons_text(neurons))
    outputs = evaluation.layers[layer].output
    samples = counted(len(outputs), "sample")
    shares = saturated_shares(kind, outputs, list(neurons), cancelled=cancelled)
    flat = kind.watch.hint[0].lower() + kind.watch.hint[1:].rstrip(".")
    verb, of = ("is", "") if len(neurons) == 1 else ("are", "on average ")
    only = neurons[0] if len(neurons) == 1 else None
    if not (shares > MOST_SHARE).all():
        what = sentence("{name}, sample {sample}, neuron {neuron} is saturated: {flat}.")(
            name, project.batch.sample_text(sample or 0), neurons[0], flat
        )
        why = sentence(
            "So are {share} of {samples}. A neuron that is sure of some samples is no fault."
        )(percent_text(float(shares.mean())), samples)
        return Cause("saturated", layer, what, why, sample, only, neurons)
    what = sentence("{whose} of {name} {are} saturated for {of}{share} of {samples}: {flat}.")(
        whose, name, verb, of, percent_text(float(shares.mean())), samples, flat
    )
    why, remedies = _against_saturation(evaluation, layer, neurons, cancelled)
    return Cause("saturated", layer, what, why, sample, only, neurons, remedies=tuple(remedies))


def _against_saturation(
    evaluation: Evaluation, layer: int, neurons: tuple[int, ...], cancelled: IsCancelled
) -> tuple[str, list[Remedy]]:
    """Why the numbers that enter the neurons are large, and what makes them smaller."""
    project = evaluation.project
    network, feeding = project.network, feeding_dense(project.network, layer)
    if feeding is None:
        why = "The numbers that enter are large"
        if not is_fed_by_batch(network, layer):
            return sentence("{why}, and no dense layer right before could scale them.")(why), []
        if standard_layer(project.batch, cancelled) is None:
            return f"{why}.", []
        # at most 1 / 2.6² of standardised numbers lie beyond 2.6 (Chebyshev's inequality)
        return sentence("{why}: the features are not standardised.")(why), [STANDARDISE]
    dense = dense_at(project, feeding)
    name = network.names[feeding]
    if not dense.n_inputs:
        return sentence("Nothing enters {name}: its biases alone are that large.")(name), []
    weights, biases = chosen(dense, neurons)
    entering = evaluation.reached(feeding - 1).output
    batch = project.batch
    typical = weighted_sums(entering, weights, cancelled, training_of=batch).typical(biases)
    if np.isnan(typical).any():
        sample = "sample" if batch.subset_rows is None else "training sample"
        return sentence("No {sample} that enters {name} is finite.")(sample, name), []
    largest = magnitude(evaluation, feeding - 1)
    why = sentence(
        "The typical |x| that enters is {typical}, where 2 would do: {name} makes it from "
        "inputs of up to {largest} and weights of typical size {size} (1/√{n_inputs} = "
        "{suits} would suit inputs of size 1)."
    )(
        short_number(np.median(typical)),
        name,
        short_number(largest),
        short_number(typical_size(weights)),
        dense.n_inputs,
        short_number(1 / np.sqrt(max(1, dense.n_inputs))),
    )
    remedies = []
    if (typical > TARGET).all() and np.isfinite(typical).all():
        reason = sentence("the typical |x| becomes {target:g}, on the slope of the curve")(TARGET)
        factors = tuple(float(TARGET / each) for each in typical)
        remedies.append(scale_neurons(name, feeding, neurons, factors, reason))
    if is_fed_by_batch(network, feeding):
        standard = standard_layer(project.batch, cancelled)
        if standard is not None:
            after = weights / standard.deviations.T.astype(np.float64)
            shift = biases - standard.means[0].astype(np.float64) @ after
            sums = weighted_sums(entering, after, cancelled, training_of=batch)
            if (sums.typical(shift) <= TARGET).all():
                remedies.append(STANDARDISE)
    return why, remedies
