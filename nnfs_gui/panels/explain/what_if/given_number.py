"""Finds which given numbers of an explanation can be others, and the edit that makes them so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, log10

import numpy as np

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.edits.standardise import DEVIATION, MEAN, feature_name
from nnfs_core.layers import Standardise
from nnfs_core.layers.working import Line
from nnfs_core.numerals import full_number
from nnfs_core.project.place import BIAS, INPUT, Place, number_at
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.studio.what_if import number_name, what_if

STEPS_A_REACH = 100  # of a slider, from the middle to either end
SMALLEST, LARGEST = 1e-9, 1e300  # between which a slider reaches in steps of its number's size


@dataclass(frozen=True)
class GivenNumber:
    """Holds a number of the project that an explanation uses, and how to try out another for it.

    `typical` is the largest magnitude among numbers of its kind near it, which says how far a
    slider should reach.
    """

    name: str  # as in "weight 2 of neuron 1 in Dense 1"
    value: float
    typical: float
    try_out: Callable[[Studio, float], bool]  # tells whether the value was accepted
    minimum: float = -inf
    maximum: float = inf


@dataclass(frozen=True)
class SliderRange:
    """Lists the numbers of a slider: `2 * n_steps + 1` from `low` on, `step` apart."""

    low: float
    step: float
    n_steps: int

    def value(self, position: int) -> float:
        """The number at a position of the slider, without the noise of adding steps up."""
        digits = max(0, 1 - floor(log10(self.step)))
        return float(round(self.low + position * self.step, min(digits, 300)))

    def position(self, value: float) -> int:
        """The position next to a number."""
        return round(min(max((value - self.low) / self.step, 0), self.n_steps))


def reach_of(given: GivenNumber) -> SliderRange:
    """How far a slider reaches around a number: about twice what is typical, in round steps."""
    sizes = [each for each in (abs(given.value), given.typical) if SMALLEST < each < LARGEST]
    step = _round_step(2 * max(sizes, default=1.0) / STEPS_A_REACH)
    if isfinite(given.minimum) and isfinite(given.maximum):
        step = (given.maximum - given.minimum) / (2 * STEPS_A_REACH)
        return SliderRange(given.minimum, step, 2 * STEPS_A_REACH)
    steps = given.value / step  # more than there are numbers, for one that is no typical size
    middle = step * round(steps) if isfinite(steps) else 0.0
    n_below = STEPS_A_REACH
    if isfinite(given.minimum):  # which only comes near
        n_below = max(0, min(n_below, ceil((middle - given.minimum) / step) - 1))
    return SliderRange(middle - n_below * step, step, n_below + STEPS_A_REACH)


def _round_step(step: float) -> float:
    """1, 2 or 5 times a power of ten, not less than `step`."""
    power = 10.0 ** floor(log10(step))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power >= step * 0.999))


def given_number(project: Project, place: Place, line: Line, number: int) -> GivenNumber | str:
    """The number in a line of the explanation of `place`; a sentence if it cannot be another.

    `number` is the input that it belongs to.
    """
    names = project.network.names
    if line.source == "inputs":
        if place.layer > 0:
            return sentence(
                "This number is the output of {name}, not given: follow the link to what makes it."
            )(names[place.layer - 1])
        return _input(project, place.sample or 0, number)
    if line.values is None:
        return "This number is computed here, from those before it."
    if not 0 <= place.layer < len(names) or place.neuron is None:
        return "This number is a constant of the rule."
    if line.source in ("weights", "biases"):
        weight = number if line.source == "weights" else BIAS
        return _weight(project, place.layer, place.neuron, weight)
    if line.source in ("means", "deviations"):
        return _scale(project, place.layer, place.neuron, line.source)
    if line.source == "option" and line.symbol in project.network.layers[place.layer].options():
        return _option(project, place.layer, line.symbol)
    return "This number is a constant of the rule."


def _input(project: Project, sample: int, column: int) -> GivenNumber | str:
    batch = project.batch
    if not (0 <= sample < batch.n_samples and 0 <= column < batch.n_features):
        return "There is no such input any more."
    row = batch.input_rows.rows_in_memory(sample, sample + 1)
    if row is None:
        return "The numbers are being read."
    return _at(project, Place(INPUT, sample, column), row)


def _weight(project: Project, index: int, neuron: int, weight: int) -> GivenNumber | str:
    layer = project.network.dense_layers.get(index)
    if layer is None or neuron >= layer.n_outputs or weight >= layer.n_inputs:
        return "There is no such weight any more."
    near = layer.biases if weight == BIAS else layer.weights[:, neuron]
    return _at(project, Place(index, None, neuron, weight), near)


def _scale(project: Project, index: int, feature: int, source: str) -> GivenNumber | str:
    layer = project.network.layers[index]
    if not isinstance(layer, Standardise) or feature >= layer.n_inputs:
        return "There is no such number any more."
    is_mean = source == "means"
    column, noun = (MEAN, "mean") if is_mean else (DEVIATION, "deviation")
    name = sentence("{mean} of {feature} in {layer}")(
        noun, feature_name(project, index, feature), project.network.names[index]
    )

    def try_out(studio: Studio, value: float) -> bool:
        return studio.try_out(
            Edit(
                f"{name} = {full_number(value)}",
                lambda project: edits.write_scales(project, index, feature, column, [[value]]),
                merge=("scale", index, feature, column),
            )
        )

    mean, deviation = (float(str(array[0, feature])) for array in layer.arrays().values())
    least = float(np.finfo(project.dtype).smallest_normal)
    if is_mean:
        return GivenNumber(name, mean, max(abs(mean), deviation), try_out)
    return GivenNumber(name, deviation, deviation, try_out, least)


def _at(project: Project, place: Place, near: FloatArray) -> GivenNumber:
    def try_out(studio: Studio, value: float) -> bool:
        return what_if(studio, place, value)

    typical = float(np.max(np.abs(near), where=np.isfinite(near), initial=0.0))
    # no more digits than its precision has: 0.1 rather than the 0.0999755859375 of float16
    short = float(str(project.dtype.type(number_at(project, place))))
    return GivenNumber(number_name(project, place), short, typical, try_out)


def _option(project: Project, index: int, option: str) -> GivenNumber:
    layer = project.network.layers[index]
    described, value = layer.options()[option], layer.option_values()[option]
    name = f"{described.title} of {project.network.names[index]}"

    def try_out(studio: Studio, value: float) -> bool:
        return studio.try_out(
            Edit(
                f"{name} = {full_number(value)}",
                lambda project: edits.set_option(project, index, option, value),
                merge=("option", index, option),
            )
        )

    return GivenNumber(name, value, abs(value), try_out, described.minimum, described.maximum)
