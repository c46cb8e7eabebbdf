"""The activations that look at one number at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.layer import Layer, Option, Watch, option
from nnfs_core.scratch import scratch_like, zeros_along


@dataclass(frozen=True, eq=False)
class Activation(Layer):
    """A layer that gives one output for each input; `write` may be given them as one array."""

    def operands(self, neuron: int, n_inputs: int) -> range:
        return range(neuron, neuron + 1)

    def cause(self, inputs: FloatArray, neuron: int) -> str:
        return f"its input is {inputs[neuron]:g}"


@dataclass(frozen=True, eq=False)
class Linear(Activation):
    """The identity: what comes in goes out."""

    kind: ClassVar[str] = "linear"
    title: ClassVar[str] = "Linear"
    formula: ClassVar[str] = "x"
    description: ClassVar[str] = "Passes each number on unchanged: the output of a regression."

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.copyto(outputs, inputs)


@dataclass(frozen=True, eq=False)
class Step(Activation):
    """1 above 0, else 0."""

    kind: ClassVar[str] = "step"
    title: ClassVar[str] = "Step"
    formula: ClassVar[str] = "1 if x > 0 else 0"
    description: ClassVar[str] = "Fires (1) above 0 and stays silent (0) at or below it."
    watch: ClassVar[Watch | None] = Watch(
        "silent", "Outputs that are exactly 0.", lambda outputs: outputs == 0
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        missing = np.isnan(inputs, out=scratch_like("mask", inputs, bool))
        np.greater(inputs, 0, out=outputs, casting="unsafe")
        # A comparison would turn NaN into 0 and hide it.
        np.copyto(outputs, np.nan, where=missing)


@dataclass(frozen=True, eq=False)
class Sigmoid(Activation):
    """1 / (1 + e^-x), computed from e^-|x|, which cannot overflow."""

    kind: ClassVar[str] = "sigmoid"
    title: ClassVar[str] = "Sigmoid"
    formula: ClassVar[str] = "1 / (1 + e⁻ˣ)"
    description: ClassVar[str] = "Squeezes each number between 0 (far left) and 1 (far right)."
    watch: ClassVar[Watch | None] = Watch(
        "saturated",
        "Outputs below 0.01 or above 0.99, where the curve is flat.",
        lambda outputs: (outputs < 0.01) | (outputs > 0.99),
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        is_right = np.greater_equal(inputs, 0, out=scratch_like("mask", inputs, bool))
        np.abs(inputs, out=outputs)
        np.negative(outputs, out=outputs)
        np.exp(outputs, out=outputs)  # e^-|x|, at most 1
        denominators = np.add(outputs, 1, out=scratch_like("denominators", outputs))
        np.copyto(outputs, 1, where=is_right)
        np.divide(outputs, denominators, out=outputs)


@dataclass(frozen=True, eq=False)
class ReLU(Activation):
    """Rectified linear: x above 0, else 0."""

    kind: ClassVar[str] = "relu"
    title: ClassVar[str] = "ReLU"
    formula: ClassVar[str] = "max(0, x)"
    description: ClassVar[str] = "Keeps what is above 0 and turns the rest into 0."
    watch: ClassVar[Watch | None] = Watch(
        "zero", "Outputs that are exactly 0.", lambda outputs: outputs == 0
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.maximum(inputs, zeros_along(outputs), out=outputs)


@dataclass(frozen=True, eq=False)
class LeakyReLU(Activation):
    """x above 0, else slope · x."""

    slope: float = option(
        0.01, Option("Slope below 0", "What numbers below 0 are multiplied by.", 0.0, 1.0)
    )

    kind: ClassVar[str] = "leaky_relu"
    title: ClassVar[str] = "Leaky ReLU"
    formula: ClassVar[str] = "x if x > 0 else slope · x"
    description: ClassVar[str] = "Like ReLU, but lets a little of what is below 0 through."

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        is_right = np.greater(inputs, 0, out=scratch_like("mask", inputs, bool))
        scaled = scratch_like("scaled", outputs)
        np.multiply(inputs, outputs.dtype.type(self.slope), out=scaled)
        np.copyto(scaled, inputs, where=is_right)
        np.copyto(outputs, scaled)


@dataclass(frozen=True, eq=False)
class Tanh(Activation):
    """The hyperbolic tangent."""

    kind: ClassVar[str] = "tanh"
    title: ClassVar[str] = "Tanh"
    formula: ClassVar[str] = "tanh x"
    description: ClassVar[str] = "Squeezes each number between -1 and 1, with 0 in the middle."
    watch: ClassVar[Watch | None] = Watch(
        "saturated",
        "Outputs beyond -0.99 or 0.99, where the curve is flat.",
        lambda outputs: np.abs(outputs) > 0.99,
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.tanh(inputs, out=outputs)
