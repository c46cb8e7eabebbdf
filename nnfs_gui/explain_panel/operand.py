"""Which operands of an explanation can be changed, and the edit that changes each."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import floor, inf, isfinite, log10

import numpy as np

from nnfs_core import edits
from nnfs_core.layers import Dense
from nnfs_core.layers.working import Line
from nnfs_core.project import Project
from nnfs_gui.selection import BIAS, Place
from nnfs_gui.studio import Edit

STEPS_A_REACH = 100  # of a slider, from the middle to either end
SMALLEST, LARGEST = 1e-9, 1e300  # between which a slider reaches in steps of its number's size


@dataclass(frozen=True)
class Operand:
    """A number of the project that an explanation uses, and how to try another in its place.

    `typical` is the largest magnitude among numbers of its kind near it, which says how far a
    slider should reach.
    """

    name: str  # as in "Weight 2 of neuron 1 in Dense 1"
    value: float
    typical: float
    key: Hashable
    edit: Callable[[float], Edit]
    minimum: float = -inf
    maximum: float = inf


@dataclass(frozen=True)
class Reach:
    """The numbers of a slider: `2 * n_steps + 1` from `low` on, `step` apart."""

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


def reach_of(operand: Operand) -> Reach:
    """How far a slider reaches around an operand: about twice what is typical, in round steps."""
    largest = max(abs(operand.value), operand.typical)
    step = _round_step(2 * (largest if SMALLEST < largest < LARGEST else 1.0) / STEPS_A_REACH)
    if isfinite(operand.minimum) and isfinite(operand.maximum):
        step = (operand.maximum - operand.minimum) / (2 * STEPS_A_REACH)
        return Reach(operand.minimum, step, 2 * STEPS_A_REACH)
    middle = step * round(operand.value / step) if isfinite(operand.value) else 0.0
    return Reach(middle - STEPS_A_REACH * step, step, 2 * STEPS_A_REACH)


def _round_step(step: float) -> float:
    """1, 2 or 5 times a power of ten, not less than `step`."""
    power = 10.0 ** floor(log10(step))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power >= step * 0.999))


def operand_of(project: Project, place: Place, line: Line, number: int) -> Operand | str:
    """The operand in a given line of the explanation of `place`; a sentence if it is none.

    `number` is the input that it belongs to.
    """
    names = project.network.names
    if line.source == "inputs":
        if place.layer > 0:
            return (
                f"This number is the output of {names[place.layer - 1]}, not given: follow the "
                "link to what makes it."
            )
        return _input(project, place.sample or 0, number)
    if line.values is None:
        return "This number is computed here, from those before it."
    if not 0 <= place.layer < len(names) or place.neuron is None:
        return "This number is a constant of the rule."
    layer = project.network.layers[place.layer]
    if isinstance(layer, Dense) and line.source in ("weights", "biases"):
        weight = number if line.source == "weights" else BIAS
        return _weight(project, place.layer, layer, place.neuron, weight)
    if line.source == "option" and line.symbol in layer.options():
        return _option(project, place.layer, line.symbol)
    return "This number is a constant of the rule."


def _input(project: Project, sample: int, column: int) -> Operand | str:
    batch = project.batch
    if not (0 <= sample < batch.n_samples and 0 <= column < batch.n_features):
        return "There is no such input any more."
    row = batch.input_rows.rows_at_hand(sample, sample + 1)
    if row is None:
        return "The numbers are being read."

    def edit(value: float) -> Edit:
        return lambda project: edits.set_input(project, sample, column, value)

    name = f"Input {batch.columns[column]} of sample {sample}"
    key = "input", sample, column
    return Operand(name, float(row[0, column]), _largest(row), key, edit)


def _weight(project: Project, index: int, layer: Dense, neuron: int, weight: int) -> Operand | str:
    if not (neuron < layer.n_outputs and weight < layer.n_inputs):
        return "There is no such weight any more."
    name = project.network.names[index]
    if weight == BIAS:
        numbers, value = layer.biases, layer.biases[0, neuron]
        text = f"Bias of neuron {neuron} in {name}"
    else:
        numbers, value = layer.weights[:, neuron], layer.weights[weight, neuron]
        text = f"Weight {weight} of neuron {neuron} in {name}"

    def edit(value: float) -> Edit:
        if weight == BIAS:
            return lambda project: edits.set_biases(project, index, neuron, np.array([value]))
        return lambda project: edits.set_weights(project, index, weight, neuron, [[value]])

    return Operand(text, float(value), _largest(numbers), ("weight", index, neuron, weight), edit)


def _option(project: Project, index: int, option: str) -> Operand:
    layer = project.network.layers[index]
    described, value = layer.options()[option], layer.option_values()[option]

    def edit(value: float) -> Edit:
        return lambda project: edits.set_option(project, index, option, value)

    name = f"{described.title} of {project.network.names[index]}"
    key = "option", index, option
    return Operand(name, value, abs(value), key, edit, described.minimum, described.maximum)


def _largest(numbers: np.ndarray) -> float:
    """The largest finite magnitude, 0 when there is none."""
    return float(np.max(np.abs(numbers), where=np.isfinite(numbers), initial=0.0))
