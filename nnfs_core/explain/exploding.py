"""Finds where numbers grow from layer to layer until they are too large to be of use."""

from __future__ import annotations

from functools import partial
from itertools import takewhile
from math import isfinite, sqrt

import numpy as np

from nnfs_core import edits
from nnfs_core.edits.layers import dense_at
from nnfs_core.explain.cause import Cause, Remedy
from nnfs_core.explain.remedies import STANDARDISE, standard_factor, standard_layer, typical_size
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Standardise
from nnfs_core.matrix.blocks import read_in_passing
from nnfs_core.numerals import short_number, short_text
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import Subset, in_subset
from nnfs_core.wording import listed, sentence

LARGE = 1e4  # a magnitude beyond this is exploding
GROWTH = 4.0  # a dense layer that makes magnitudes so many times larger is where it began
RULE = sentence(
    "The rule: a magnitude above {large:,.0f} counts as exploding, and it began at the first dense "
    "layer whose largest output is more than {growth:g} times its largest input, or in the batch "
    "when no layer does that."
)(LARGE, GROWTH)


def exploding_cause(
    evaluation: Evaluation, layer: int | None = None, cancelled: IsCancelled = never
) -> Cause | None:
    """Where magnitudes began to explode, up to `layer` or to the first one where they have.

    None when they do not, and where NaN or infinity is the fault instead. Raises Cancelled when
    asked to stop.
    """
    last = _exploded(evaluation) if layer is None else layer
    if last is None or not LARGE < magnitude(evaluation, last) < np.inf:
        return None
    names = evaluation.project.network.names
    grown = [index for index in _dense_layers(evaluation) if index <= last]
    origin = next((index for index in grown if growth(evaluation, index) > GROWTH), None)
    if origin is None and _is_large_from_the_start(evaluation):
        return _large_features(evaluation, last, cancelled)
    if origin is None:  # no single layer does it: many grow a little
        if not grown:
            return None
        origin = max(grown, key=lambda index: growth(evaluation, index))
    where = "the batch" if last == INPUT else names[last]
    dense = dense_at(evaluation.project, origin)
    most, made, given = (
        short_number(magnitude(evaluation, index)) for index in (last, origin, origin - 1)
    )
    what = sentence(
        "The numbers explode: up to {most} in {where}. It began in {name}, which makes "
        "{made} from {given}."
    )(most, where, names[origin], made, given)
    why = sentence("Nothing enters it: its biases alone are that large. {rule}")(RULE)
    if dense.n_inputs:
        size, suits = typical_size(dense.weights), 1 / sqrt(dense.n_inputs)
        why = sentence(
            "The weights' typical size (root mean square) is {size}; with 1/√{n_inputs} = "
            "{suits} outputs would be about as large as inputs. {rule}"
        )(short_number(size), dense.n_inputs, short_number(suits), RULE)
    sample, neuron = _largest_place(evaluation, origin, cancelled)
    return Cause(
        "exploding",
        origin,
        what,
        why,
        sample,
        neuron,
        remedies=tuple(_against_growth(evaluation, origin, cancelled)),
    )


def magnitude(evaluation: Evaluation, layer: int) -> float:
    """The largest magnitude of a layer, known without reading its numbers; NaN where one is."""
    result = evaluation.reached(layer)
    return float(np.max(np.abs([result.minimum, result.maximum])))


def growth(evaluation: Evaluation, layer: int) -> float:
    """How many times larger a layer's largest output is than its largest input."""
    before = magnitude(evaluation, layer - 1)
    return magnitude(evaluation, layer) / before if before > 0 else 1.0


def _training_growth(evaluation: Evaluation, layer: int, cancelled: IsCancelled) -> float:
    """As `growth`, of the training samples alone where the batch is split; 1 without any."""
    if evaluation.project.batch.subset_rows is None:
        return growth(evaluation, layer)
    before, made = (_training_magnitude(evaluation, at, cancelled) for at in (layer - 1, layer))
    return made / before if before > 0 and made > 0 else 1.0


def _training_magnitude(evaluation: Evaluation, layer: int, cancelled: IsCancelled) -> float:
    batch, largest = evaluation.project.batch, 0.0
    for start, block in evaluation.reached(layer).output.arrays(cancelled):
        chosen = block[in_subset(batch, Subset.TRAINING, start, start + len(block))]
        largest = max(largest, float(np.abs(chosen).max(initial=0)))
    return largest


def _exploded(evaluation: Evaluation) -> int | None:
    """The first layer, or the batch, with a magnitude beyond LARGE."""
    for layer in range(INPUT, len(evaluation.layers)):
        size = magnitude(evaluation, layer)
        if not isfinite(size):
            return None
        if _is_large_from_the_start(evaluation) if layer == INPUT else size > LARGE:
            return layer
    return None


def _is_large_from_the_start(evaluation: Evaluation) -> bool:
    """Whether large features go on as they are: nothing that standardises takes them first."""
    layers = evaluation.project.network.layers[: len(evaluation.layers)]
    first = next((layer for layer in layers if layer.enabled), None)
    return (
        len(layers) > 0
        and magnitude(evaluation, INPUT) > LARGE
        and not isinstance(first, Standardise)
    )


def _largest_place(
    evaluation: Evaluation, layer: int, cancelled: IsCancelled
) -> tuple[int | None, int | None]:
    """The first sample and neuron with the layer's largest magnitude; reads one block."""
    result, size = evaluation.reached(layer), magnitude(evaluation, layer)
    for number, (low, high) in enumerate(result.block_ranges):
        if max(abs(low), abs(high)) == size:
            stop_if(cancelled)
            outputs = read_in_passing(result.output.blocks[number])
            row, neuron = divmod(int(np.argmax(np.abs(outputs) == size)), outputs.shape[1])
            return result.output.starts[number] + row, neuron
    return None, None


def _large_features(evaluation: Evaluation, last: int, cancelled: IsCancelled) -> Cause:
    batch = evaluation.project.batch
    sample, column = _largest_place(evaluation, INPUT, cancelled)
    place = sentence(", as in {column} of sample {sample}")
    named = ""
    if column is not None and sample is not None:
        named = place(batch.columns[column], batch.sample_text(sample))
    behind = sentence(" and up to {most} behind it")
    grown = "" if last == INPUT else behind(short_number(magnitude(evaluation, last)))
    what = sentence(
        "The numbers are large from the start: up to {most} in the batch{named}{grown}."
    )(short_number(magnitude(evaluation, INPUT)), named, grown)
    why = sentence("The features are not on one scale; the layers only pass them on. {rule}")(RULE)
    standard = standard_layer(batch, cancelled)
    helps = standard is not None and all(
        np.abs(standard.forward(block)).max(initial=0) <= LARGE
        for _, block in batch.input_rows.arrays(cancelled)
    )
    return Cause(
        "exploding", INPUT, what, why, sample, column, remedies=(STANDARDISE,) if helps else ()
    )


def _against_growth(evaluation: Evaluation, origin: int, cancelled: IsCancelled) -> list[Remedy]:
    """Smaller weights, where that is known to help; outputs shrink by just the same factor.

    Of all dense layers that grow as much, so that the next one does not explode in its turn; where
    none does, of all that grow at all.
    """
    project = evaluation.project
    least = GROWTH if growth(evaluation, origin) > GROWTH else 1.0
    grown = [index for index in _dense_layers(evaluation) if growth(evaluation, index) > least]
    scaled = grown or [origin]
    of_training = "" if project.batch.subset_rows is None else " of the training samples"
    choices = [
        (
            {index: standard_factor(dense_at(project, index).weights) for index in scaled},
            "Scale the weights of {} to 1/√inputs",
            "the weights' typical size becomes 1/√(number of inputs)",
        ),
        (
            {index: 1 / _training_growth(evaluation, index, cancelled) for index in scaled},
            "Scale {} to the size of the inputs",
            sentence("the largest output{of_training} becomes as large as the largest input")(
                of_training
            ),
        ),
    ]
    for factors, title, reason in choices:
        if not _helps(evaluation, factors):
            continue
        names = [project.network.names[index] for index in factors]
        whose = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
        return [
            Remedy(
                "Scale the weights",
                title.format(whose),
                sentence("Weights and biases times {by}: {reason}")(_factors_text(factors), reason),
                partial(_scaled, factors=factors),
                origin,
            )
        ]
    return []


def _dense_layers(evaluation: Evaluation) -> list[int]:
    """The dense layers at work, up to where magnitudes are no longer finite."""
    computed = range(len(evaluation.layers))
    finite = takewhile(lambda index: isfinite(magnitude(evaluation, index)), computed)
    dense = evaluation.project.network.dense_layers
    return [index for index in finite if index in dense and dense[index].enabled]


def _helps(evaluation: Evaluation, factors: dict[int, float]) -> bool:
    """Whether no layer grows much with `factors`, and no sum of finite numbers is large."""
    so_far = 1.0  # what the outputs are multiplied by when activations pass that on
    for index in _dense_layers(evaluation):
        factor = factors.get(index, 1.0)
        so_far *= factor
        if index in factors and (factor >= 1 or factor * growth(evaluation, index) > GROWTH):
            return False
        if magnitude(evaluation, index) * so_far > LARGE:
            return False
    return True


def _factors_text(factors: dict[int, float]) -> str:
    """As in "0.01, 0.02 and 0.03", of many from the least to the largest."""
    texts = list(dict.fromkeys(short_text(factor, digits=3) for factor in factors.values()))
    if len(texts) > 3:
        least, most = (short_text(pick(factors.values()), digits=3) for pick in (min, max))
        return f"{least} to {most}"
    return listed(texts)


def _scaled(project: Project, cancelled: IsCancelled, *, factors: dict[int, float]) -> Project:
    for index, factor in factors.items():
        stop_if(cancelled)
        neurons = range(dense_at(project, index).n_outputs)
        project = edits.scale_neurons(project, index, neurons, factor)
    return project
