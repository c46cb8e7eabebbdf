"""Finds the first cause of what is wrong with a number, or all that is wrong with a pass."""

from __future__ import annotations

from math import isfinite

import numpy as np

from nnfs_core.explain.cause import Cause
from nnfs_core.explain.dead import dead_cause, dead_neurons, zero_cause
from nnfs_core.explain.exploding import LARGE, exploding_cause
from nnfs_core.explain.not_finite import not_finite_cause
from nnfs_core.explain.remedies import resize_inputs
from nnfs_core.explain.saturated import MOST_SHARE, saturated_cause, saturated_shares
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.forward.faults import Fault
from nnfs_core.layers import Layer, Watch
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.place import INPUT
from nnfs_core.wording import neurons_text

ENOUGH_SAMPLES = 10  # from here on a neuron that is the same for all of them is worth a word
BLOCKS_LOOKED_AT = 8  # of a large batch, to see which neurons are saturated


def first_cause(
    evaluation: Evaluation, layer: int, sample: int, neuron: int, cancelled: IsCancelled = never
) -> Cause | None:
    """Why the number at (layer, sample, neuron) is remarkable; None when it is not.

    NaN and infinity are followed back to where they began; a 0 of ReLU, a saturated sigmoid or
    tanh and an exploding magnitude are looked at over the whole batch. None also where there is
    no such number. Raises Cancelled when asked to stop, NnfsError when samples cannot be read.
    """
    result = evaluation.result(layer)
    if result is None or not (
        0 <= sample < len(result.output) and 0 <= neuron < result.output.width
    ):
        return None
    row = result.output.row(sample)
    value = float(row[neuron])
    if not isfinite(value):
        return not_finite_cause(evaluation, layer, sample, neuron, cancelled)
    watch = None if layer == INPUT else _watch(evaluation.project.network.layers[layer])
    if watch is not None and watch.mask(row)[neuron]:
        if watch.ailment == "dead":
            return zero_cause(evaluation, layer, sample, neuron, cancelled)
        if watch.ailment == "saturated":
            return saturated_cause(evaluation, layer, (neuron,), cancelled, sample=sample)
    if abs(value) > LARGE:
        return exploding_cause(evaluation, layer, cancelled)
    return None


def all_causes(
    evaluation: Evaluation, cancelled: IsCancelled = never, *, brief: bool = False
) -> tuple[Cause, ...]:
    """All that stands out in a forward pass, in the order of the layers.

    Misfits, the first NaN or infinity, dead and saturated neurons of batches of ENOUGH_SAMPLES, and
    exploding magnitudes. Most passes are seen to be healthy from a few blocks of each layer. A
    `brief` search leaves out why neurons are dead or saturated and what helps, which `explained`
    adds. Raises Cancelled when asked to stop, NnfsError when samples cannot be read.
    """
    found = [_fault_cause(evaluation, fault, cancelled) for fault in evaluation.faults]
    exploding = exploding_cause(evaluation, None, cancelled)
    if exploding is not None:
        found.append(exploding)
    if evaluation.project.batch.n_samples >= ENOUGH_SAMPLES:
        for layer in range(len(evaluation.layers)):
            found += _ailments(evaluation, layer, cancelled)
    if not brief:
        found = [explained(evaluation, cause, cancelled) for cause in found]
    return tuple(sorted(found, key=lambda cause: cause.layer))


def explained(evaluation: Evaluation, cause: Cause, cancelled: IsCancelled = never) -> Cause:
    """A cause with why it is and what helps; goes through all samples where that is not known."""
    if cause.why:
        return cause
    tell = dead_cause if cause.kind == "dead" else saturated_cause
    return tell(evaluation, cause.layer, cause.neurons, cancelled)


def _ailments(evaluation: Evaluation, layer: int, cancelled: IsCancelled) -> list[Cause]:
    """The dead or saturated neurons of a layer, together, for now without the reason."""
    network, outputs = evaluation.project.network, evaluation.layers[layer].output
    kind = network.layers[layer]
    watch = _watch(kind)
    if watch is None or not watch.ailment:
        return []
    if watch.ailment == "dead":
        neurons = dead_neurons(evaluation, layer, cancelled)
    else:
        shares = saturated_shares(kind, outputs, n_blocks=BLOCKS_LOOKED_AT, cancelled=cancelled)
        neurons = np.flatnonzero(shares > MOST_SHARE)
        if neurons.size and len(outputs.blocks) > BLOCKS_LOOKED_AT:
            exact = saturated_shares(kind, outputs, neurons.tolist(), cancelled=cancelled)
            neurons = neurons[exact > MOST_SHARE]
    if not neurons.size:
        return []
    chosen = tuple(neurons.tolist())
    what = f"{network.names[layer]}, {neurons_text(chosen)}: {watch.ailment}."
    return [Cause(watch.ailment, layer, what, "", neurons=chosen)]


def _watch(layer: Layer) -> Watch | None:
    """What to look for in the outputs of a layer, unless it is switched off."""
    return layer.watch if layer.enabled else None


def _fault_cause(evaluation: Evaluation, fault: Fault, cancelled: IsCancelled) -> Cause:
    if fault.sample is not None and fault.neuron is not None:
        return not_finite_cause(evaluation, fault.layer, fault.sample, fault.neuron, cancelled)
    why = "Each weight of a neuron is for one input, so the two numbers must be the same."
    remedy = resize_inputs(evaluation.project, fault.layer)
    return Cause("misfit", fault.layer, fault.message, why, remedies=(remedy,))
