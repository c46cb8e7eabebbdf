"""Follows NaN and infinity back from layer to layer to where the first one began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.edits.layers import dense_at
from nnfs_core.errors import NnfsError
from nnfs_core.explain.cause import Cause, CauseKind, Remedy, TracedStep
from nnfs_core.explain.remedies import (
    MISSING_INPUTS,
    STANDARDISE,
    compute_in,
    fit_again,
    mend_weights,
    scale_neurons,
    standard_factor,
    standard_layer,
    subtract_maximum,
)
from nnfs_core.explain.weighted_sums import are_all_finite, is_fed_by_batch
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.forward.faults import fault_words
from nnfs_core.layers import Dense, Layer, Softmax, Standardise
from nnfs_core.numerals import full_number, number_words, short_number
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import capitalized, counted, sentence

LARGEST_TERMS = 3  # of a weighted sum that leaves the range, named one by one


def not_finite_cause(
    evaluation: Evaluation, layer: int, sample: int, neuron: int, cancelled: IsCancelled = never
) -> Cause:
    """Where the NaN or infinity at (layer, sample, neuron) began.

    Raises Cancelled when asked to stop, NnfsError when samples cannot be read.
    """
    network, steps = evaluation.project.network, list[TracedStep]()
    while True:
        stop_if(cancelled)
        value = float(evaluation.reached(layer).output.row(sample)[neuron])
        if layer == INPUT:
            found = _missing_input(evaluation, sample, neuron, value, cancelled)
            break
        entering, kind = evaluation.reached(layer - 1).output.row(sample), network.layers[layer]
        source = _bad_operand(kind, entering, neuron, value)
        if source is None:
            found = _origin_in_layer(evaluation, layer, sample, neuron, value, entering, cancelled)
            break
        name = network.names[layer]
        how = _passed_on(kind, entering, neuron, source, value)
        text = sentence("{it}, neuron {n}, is {x}: {how}.")(name, neuron, number_words(value), how)
        steps.append(TracedStep(layer, neuron, text))
        layer, neuron = layer - 1, source
    return replace(found, steps=tuple(reversed(steps)))


def _bad_operand(layer: Layer, entering: FloatArray, neuron: int, value: float) -> int | None:
    """The input that made the number bad: a NaN before an infinity; None when all are finite."""
    if not layer.enabled:
        return neuron
    operands = np.array(layer.operands(neuron, len(entering)), np.int64)
    taken = entering[operands]
    for is_bad in (np.isnan(taken), np.isinf(taken)):
        if is_bad.any() and (np.isnan(value) or not np.isnan(taken).any()):
            return int(operands[np.argmax(is_bad)])
    return None


def _passed_on(layer: Layer, entering: FloatArray, neuron: int, source: int, value: float) -> str:
    """How a bad input became a bad output, as a clause."""
    if not layer.enabled:
        return "the layer is switched off and passes it on"
    if "weights" in layer.arrays() and np.isnan(value) and not np.isnan(entering).any():
        weights = layer.arrays()["weights"][:, neuron]
        is_infinite = np.isinf(entering)
        if (weights[is_infinite] == 0).any():
            at = int(np.flatnonzero(is_infinite & (weights == 0))[0])
            return sentence(
                "its input {at} is {number} and weight {at} is 0, and infinity × 0 is no number"
            )(at, number_words(float(entering[at])))
        with np.errstate(all="ignore"):
            terms = entering * weights
        if np.isposinf(terms).any() and np.isneginf(terms).any():
            plus, minus = int(np.argmax(np.isposinf(terms))), int(np.argmax(np.isneginf(terms)))
            return sentence(
                "the products of its inputs {plus} and {minus} are infinity and minus infinity, "
                "and infinity − infinity is no number"
            )(plus, minus)
    return sentence("its input {source} is {number}")(source, number_words(float(entering[source])))


def _missing_input(
    evaluation: Evaluation, sample: int, neuron: int, value: float, cancelled: IsCancelled
) -> Cause:
    batch = evaluation.project.batch
    n_missing, can_take_means = _missing(batch, cancelled)
    others = "It is the only such sample."
    if n_missing > 1:
        others = sentence("{samples} have such a number.")(counted(n_missing, "sample"))
    return Cause(
        "nan" if np.isnan(value) else "infinity",
        INPUT,
        sentence("Sample {sample}, {column} of the batch is {what}.")(
            batch.sample_text(sample), batch.columns[neuron], fault_words(value)
        ),
        sentence("It came in with the data: no layer made it. {others}")(others),
        sample,
        neuron,
        remedies=tuple(
            remedy
            for remedy, helps in zip(
                MISSING_INPUTS, (can_take_means, True, n_missing < batch.n_samples), strict=True
            )
            if helps
        ),
    )


def _missing(batch: Batch, cancelled: IsCancelled) -> tuple[int, bool]:
    """How many samples miss a number; whether each feature that does has others to average."""
    n_missing = 0
    affected, has_numbers = np.zeros(batch.n_features, bool), np.zeros(batch.n_features, bool)
    for _, block in batch.input_rows.arrays(cancelled):
        finite = np.isfinite(block)
        n_missing += int(np.count_nonzero(~finite.all(axis=1)))
        affected |= ~finite.all(axis=0)
        has_numbers |= finite.any(axis=0)
    return n_missing, bool(has_numbers[affected].all())


def _origin_in_layer(
    evaluation: Evaluation,
    layer: int,
    sample: int,
    neuron: int,
    value: float,
    entering: FloatArray,
    cancelled: IsCancelled,
) -> Cause:
    network = evaluation.project.network
    kind, name = network.layers[layer], network.names[layer]
    clause = kind.cause(entering, neuron)
    why, remedies = f"{capitalized(clause)}.", tuple[Remedy, ...]()
    match kind:
        case Dense() if not _is_finite(kind, neuron):
            why += " Such a number comes from a file, or from rounding to a narrower type."
            remedies = (mend_weights(name, layer),)
        case Dense():
            why = _overflow(kind, entering, neuron)
            remedies = _against_overflow(evaluation, layer, sample, neuron, cancelled)
        case Standardise():
            remedies = _against_narrow_scales(evaluation, layer, sample, neuron, cancelled)
        case Softmax():
            mended = sentence("{exponentials} With the largest input subtracted none exceeds 1.")
            why = mended(_exponentials(entering))
            remedies = (subtract_maximum(name, layer),)
    word: CauseKind = "nan" if np.isnan(value) else "infinity"
    place = sentence("{name}, sample {sample}, neuron {neuron} is {what}.")
    what = place(name, evaluation.project.batch.sample_text(sample), neuron, fault_words(value))
    return Cause(word, layer, what, why, sample, neuron, remedies=remedies)


def _is_finite(layer: Dense, neuron: int) -> bool:
    return bool(
        np.isfinite(layer.weights[:, neuron]).all() and np.isfinite(layer.biases[0, neuron])
    )


def _overflow(layer: Dense, entering: FloatArray, neuron: int) -> str:
    """What happened in a weighted sum of finite numbers, with its largest terms."""
    weights = layer.weights[:, neuron]
    with np.errstate(all="ignore"):
        terms = entering * weights
    order = np.argsort(-np.abs(terms), kind="stable")[:LARGEST_TERMS]
    named = ", ".join(
        f"{short_number(entering[at])} × {full_number(weights[at])} = {number_words(terms[at], 4)}"
        for at in order
    )
    beyond = sentence("beyond {most}, the largest {type}")
    limit = beyond(short_number(np.finfo(terms.dtype).max), terms.dtype.name)
    if np.isposinf(terms).any() and np.isneginf(terms).any():
        return sentence(
            "Products reach infinity and minus infinity, {limit}, and infinity − infinity is no "
            "number: {named}."
        )(limit, named)
    if np.isinf(terms).any():
        return sentence("A product is {limit}: {named}.")(limit, named)
    return sentence("Each product fits, but their sum is {limit}: {named}.")(limit, named)


def _exponentials(entering: FloatArray) -> str:
    """What happened to the exponentials of a sample without the subtraction."""
    limit = float(np.log(np.finfo(entering.dtype).max))
    with np.errstate(all="ignore"):
        powers = np.exp(entering)
    if np.isinf(powers).any():
        at = int(np.argmax(entering))
        return sentence(
            "e to the power of {x} overflows to infinity, as every power above {limit} does "
            "in {name}, and infinity / infinity is no number."
        )(short_number(entering[at]), short_number(limit), entering.dtype.name)
    if powers.any():
        return "The sum of the exponentials overflows to infinity."
    return sentence(
        "All exponentials are so small that their sum leaves the range of {type}: 0 / 0 is no "
        "number."
    )(entering.dtype.name)


def _against_overflow(
    evaluation: Evaluation, layer: int, sample: int, neuron: int, cancelled: IsCancelled
) -> tuple[Remedy, ...]:
    """What brings the weighted sums of a neuron back into the range, each tried out beforehand."""
    project, remedies = evaluation.project, list[Remedy]()
    name, dense = project.network.names[layer], dense_at(project, layer)
    factor = standard_factor(dense.weights[:, neuron])
    if factor < 1:
        scaled = edits.scale_neurons(project, layer, [neuron], [factor])
        blocks = (each for _, each in evaluation.reached(layer - 1).output.arrays(cancelled))
        if _is_mended(scaled, blocks, layer, neuron):
            reason = sentence(
                "the weights' typical size becomes 1/√{n_inputs}, which keeps sums about as large "
                "as inputs"
            )(dense.n_inputs)
            remedies.append(scale_neurons(name, layer, (neuron,), (factor,), reason))
    if is_fed_by_batch(project.network, layer):
        standard = standard_layer(project.batch, cancelled)
        rows = project.batch.input_rows.arrays(cancelled)
        if standard is not None and _is_mended(
            project, (standard.forward(each) for _, each in rows), layer, neuron
        ):
            remedies.append(STANDARDISE)
    for precision in ("float32", "float64"):
        wide = np.dtype(precision)
        if wide.itemsize > project.dtype.itemsize and np.isfinite(
            _outcome(project, layer, sample, neuron, wide)
        ):
            remedies.append(compute_in(project, precision))
            break
    return tuple(remedies)


def _against_narrow_scales(
    evaluation: Evaluation, layer: int, sample: int, neuron: int, cancelled: IsCancelled
) -> tuple[Remedy, ...]:
    """Fits the layer to the samples anew where that makes the number finite."""
    project = evaluation.project
    try:
        fitted = edits.refit(project, layer, cancelled)
    except NnfsError:  # there is nothing to fit by
        return ()
    is_mended = np.isfinite(_outcome(fitted, layer, sample, neuron, project.dtype))
    return (fit_again(project, layer),) if is_mended else ()


def _is_mended(project: Project, entering: Iterable[FloatArray], layer: int, neuron: int) -> bool:
    dense = dense_at(project, layer)
    alone = Dense(dense.weights[:, [neuron]], dense.biases[:, [neuron]])
    return are_all_finite(entering, alone)


def _outcome(project: Project, layer: int, sample: int, neuron: int, dtype: np.dtype) -> float:
    """What the number would be in another precision."""
    network = project.network.with_layers(project.network.layers[: layer + 1]).astype(dtype)
    row = project.batch.input_rows.row(sample).astype(dtype)
    return float(network.outputs(row.reshape(1, -1))[-1][0, neuron])
