"""Finds ReLU neurons that give 0: for one sample, as they should, or for every sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.edits.layers import dense_at
from nnfs_core.explain.cause import Cause, Remedy
from nnfs_core.explain.weighted_sums import WeightedSums, chosen, feeding_dense, weighted_sums
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Dense, LeakyReLU
from nnfs_core.matrix.blocks import read_in_passing
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import full_number, percent_text, short_number
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.project import Project
from nnfs_core.wording import agreeing, capitalized, counted, neurons_text, sentence

MOST_SEEDS = 200  # tried for each neuron before giving up
LEAST_MARGIN = 0.1  # above 0, for a neuron whose sums are all alike

Neurons = npt.NDArray[np.int64]


def dead_neurons(evaluation: Evaluation, layer: int, cancelled: IsCancelled = never) -> Neurons:
    """The neurons of a ReLU layer that are 0 for every sample; none when there is no sample.

    Stops as soon as each neuron has fired once. Raises Cancelled when asked to stop.
    """
    result = evaluation.reached(layer)
    waiting: Neurons = np.arange(result.output.width if len(result.output) else 0)
    for block, span in zip(result.output.blocks, result.block_ranges, strict=True):
        if not waiting.size:
            break
        if span == (0.0, 0.0):
            continue  # known without reading it
        stop_if(cancelled)
        outputs = read_in_passing(block)
        waiting = waiting[(outputs[:, waiting] == 0).all(axis=0)]
    return waiting


def zero_cause(
    evaluation: Evaluation, layer: int, sample: int, neuron: int, cancelled: IsCancelled = never
) -> Cause:
    """Why one number of a ReLU layer is 0: this sample's input only, or a dead neuron."""
    outputs, entering = evaluation.layers[layer].output, evaluation.reached(layer - 1).output
    n_firing = sum(np.count_nonzero(block[:, neuron]) for _, block in outputs.arrays(cancelled))
    if not n_firing and len(outputs) > 1:
        return dead_cause(evaluation, layer, (neuron,), cancelled, sample=sample)
    name, batch = evaluation.project.network.names[layer], evaluation.project.batch
    what = sentence(
        "{name}, sample {sample}, neuron {neuron} is 0, because its input {x} is not above 0."
    )(name, batch.sample_text(sample), neuron, short_number(entering.row(sample)[neuron]))
    why = "Whether it ever fires cannot be told from a single sample."
    if n_firing:
        why = sentence(
            "For other samples it is not: the neuron fires for {n_firing:,} of {samples}. That is "
            "how ReLU works, and no fault."
        )(n_firing, counted(len(outputs), "sample"))
    return Cause("zero", layer, what, why, sample, neuron, (neuron,))


def dead_cause(
    evaluation: Evaluation,
    layer: int,
    neurons: tuple[int, ...],
    cancelled: IsCancelled = never,
    *,
    sample: int | None = None,
) -> Cause:
    """Why `neurons` of the ReLU layer are 0 for every sample, and what makes them fire.

    Goes through all samples; raises Cancelled when asked to stop.
    """
    project, entering = evaluation.project, evaluation.reached(layer - 1).output
    network = project.network
    name, whose = network.names[layer], capitalized(neurons_text(neurons))
    verb = agreeing(len(neurons), "is", "are")
    samples = ("all " if len(entering) > 1 else "") + counted(len(entering), "sample")
    what = sentence("{whose} of {name} {are} dead: 0 for {samples}.")(whose, name, verb, samples)
    least, largest = _extremes(entering, neurons, cancelled)
    why = sentence(
        "ReLU gives 0 for what is not above 0, and the largest number that enters {them} is "
        "{largest}."
    )(agreeing(len(neurons), "it", "them"), short_number(largest.max()))
    remedies = []
    feeding = feeding_dense(network, layer)
    if feeding is not None:
        weights, biases = chosen(dense_at(project, feeding), neurons)
        entered, batch = evaluation.reached(feeding - 1).output, project.batch
        sums = fitted = weighted_sums(entered, weights, cancelled)
        if batch.subset_rows is not None:
            fitted = weighted_sums(entered, weights, cancelled, training_of=batch)
        dead = _DeadNeurons(project, feeding, neurons, weights, biases, sums, fitted)
        why = f"{why} {dead.reason()}"
        remedies += [*dead.raised_biases(), *dead.redrawn()]
    slope = project.dtype.type(LeakyReLU().slope)
    if (least * slope < 0).all():
        remedies.append(_leaky(name, layer))
    return Cause(
        "dead",
        layer,
        what,
        why,
        sample,
        neurons[0] if len(neurons) == 1 else None,
        neurons,
        remedies=tuple(remedies),
    )


def _extremes(
    entering: Rows, neurons: tuple[int, ...], cancelled: IsCancelled
) -> tuple[FloatArray, FloatArray]:
    """The least and the largest number (k,) that enters each of `neurons`."""
    places = list(neurons)
    least = np.full(len(places), np.inf, entering.dtype)
    largest = -least
    for _, block in entering.arrays(cancelled):
        inputs = block[:, places]
        least = np.fmin(least, inputs.min(axis=0))
        largest = np.fmax(largest, inputs.max(axis=0))
    return least, largest


@dataclass(frozen=True, eq=False)
class _DeadNeurons:
    """Dead neurons (k) of the dense layer at `index`, and what they make of all samples."""

    project: Project
    index: int
    neurons: tuple[int, ...]
    weights: FloatArray  # (n_inputs, k)
    biases: FloatArray  # (k,)
    sums: WeightedSums
    fitted: WeightedSums  # of the training samples: what remedies are fitted by

    @property
    def name(self) -> str:
        return self.project.network.names[self.index]

    def reason(self) -> str:
        """The bias, the signs of the weights, and the largest weighted sum."""
        if not len(self.sums.kept):
            return sentence("No sample that enters {name} is finite.")(self.name)
        at = int(np.argmax(self.sums.largest))
        weights, is_positive = self.weights[:, at], self.sums.largest[at] > 0
        bias, sum_ = full_number(self.biases[at]), short_number(self.sums.largest[at])
        whose = f"Neuron {self.neurons[at]} of {self.name}"
        if len(self.neurons) > 1:
            whose = sentence("The nearest to firing, n{whose},")(whose[1:])
        if is_positive:
            return sentence(
                "{whose} has a bias of {bias}, which pulls even its largest weighted sum, "
                "{sum}, below 0."
            )(whose, bias, sum_)
        if not weights.any():
            return sentence(
                "{whose} has only weights of 0, so that its bias, {bias}, is all it gives."
            )(whose, bias)
        if (weights <= 0).all() and self.sums.inputs_least >= 0:
            return sentence(
                "{whose} has no weight above 0 and no input is below 0, so no weighted sum can be "
                "above 0; the largest is {sum}, the bias {bias}."
            )(whose, sum_, bias)
        n_below = int(np.count_nonzero(weights < 0))
        return sentence(
            "{whose} has {n_below:,} of {n_weights:,} weights below 0, and its weighted sum is "
            "never above {sum}; the bias is {bias}."
        )(whose, n_below, len(weights), sum_, bias)

    def raised_biases(self) -> list[Remedy]:
        """Biases with which about half of the samples are above 0, where sums differ at all."""
        sums, doubt = self.fitted, 2 * self.fitted.rounding(self.project.dtype)
        differ = sums.largest - sums.medians > doubt
        biases = np.where(differ, -sums.medians, np.maximum(LEAST_MARGIN, doubt) - sums.least)
        if not np.isfinite(biases.astype(self.project.dtype)).all():
            return []
        firing = float((sums.kept + biases > 0).mean())
        whose = sentence("the biases of {neurons}")(neurons_text(self.neurons))
        raised = "The biases rise"
        if len(self.neurons) == 1:
            whose = sentence("the bias of neuron {neuron}")(self.neurons[0])
            raised = sentence("The bias becomes {bias}")(short_number(biases[0]))
        hint = sentence("{raised}, so that about {firing} of the {samples} are above 0")
        is_split = self.project.batch.subset_rows is not None
        samples = "training samples" if is_split else "samples"
        return [
            Remedy(
                sentence("Raise the {biases}")(agreeing(len(self.neurons), "bias", "biases")),
                f"Raise {whose} in {self.name}",
                hint(raised, percent_text(firing), samples),
                lambda project, cancelled: edits.set_chosen_biases(
                    project, self.index, self.neurons, biases
                ),
                self.index,
            )
        ]

    def redrawn(self) -> list[Remedy]:
        """Fresh weights, from the first seeds with which the neurons fire."""
        seeds: list[int] = []
        layer = dense_at(self.project, self.index)
        for _ in self.neurons:
            seed = self._first_seed(layer, seeds[-1] + 1 if seeds else layer.seed + 1)
            if seed is None:
                return []
            seeds.append(seed)
        redraw = sentence("Redraw the weights of {neurons} in {name}")
        hint = sentence(
            "Fresh weights, {formula}, of a seed with which the average sample is above 0, and a "
            "bias of 0"
        )
        return [
            Remedy(
                "Redraw the weights",
                redraw(neurons_text(self.neurons), self.name),
                hint(layer.initialisation.of_one_neuron.formula),
                lambda project, cancelled: edits.redraw_neurons(
                    project, self.index, self.neurons, seeds
                ),
                self.index,
            )
        ]

    def _first_seed(self, layer: Dense, begin: int) -> int | None:
        """The first seed from `begin` on with which a sample, and the average one, is above 0."""
        witness, mean = self.fitted.witness, self.fitted.mean_inputs
        draw = layer.initialisation.of_one_neuron.draw_neuron
        highest = int(Dense.options()["seed"].maximum)
        for seed in range(begin, min(begin + MOST_SEEDS, highest + 1)):
            drawn = draw(len(witness), layer.n_outputs, seed).astype(self.project.dtype)
            with np.errstate(all="ignore"):
                terms = drawn * witness.astype(self.project.dtype)
                limits = np.finfo(terms.dtype)
                doubt = len(terms) * (limits.eps * np.abs(terms).sum() + limits.smallest_normal)
                if terms.sum() > 2 * doubt and drawn @ mean >= 0 and np.isfinite(terms).all():
                    return seed
        return None


def _leaky(name: str, layer: int) -> Remedy:
    def made_leaky(project: Project, cancelled: IsCancelled) -> Project:
        old = edits.layer_at(project, layer)
        return edits.replace_layer(project, layer, LeakyReLU(name=old.name, enabled=old.enabled))

    return Remedy(
        "Make it a Leaky ReLU",
        f"Make {name} a Leaky ReLU",
        "Numbers below 0 then pass as 0.01 times themselves, for every neuron of the layer",
        made_leaky,
        layer,
    )
