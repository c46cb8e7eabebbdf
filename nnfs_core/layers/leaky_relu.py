"""Defines the leaky rectified linear activation: a little of what is below 0 passes too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.options import Option, option
from nnfs_core.layers.working import Line, Operation, given, step
from nnfs_core.machine.scratch import scratch_like


@dataclass(frozen=True, eq=False)
class LeakyReLU(Activation):
    """Gives x above 0, else slope · x."""

    slope: float = option(
        0.01, Option("Slope below 0", "What numbers below 0 are multiplied by.", 0.0, 1.0)
    )

    kind = "leaky_relu"
    title = "Leaky ReLU"
    formula = "x if x > 0 else slope · x"
    indexed_formula = (
        "output[{i}, {j}] = input[{i}, {j}] if it is above 0, else slope · input[{i}, {j}]"
    )
    description = "Like ReLU, but lets a little of what is below 0 through."

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        is_right = np.greater(inputs, 0, out=scratch_like("mask", inputs, bool))
        scaled = scratch_like("scaled", outputs)
        np.multiply(inputs, outputs.dtype.type(self.slope), out=scaled)
        np.copyto(scaled, inputs, where=is_right)
        np.copyto(outputs, scaled)

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        if value > 0:
            return (step("output", "output", Operation.SAME, x),), "{x} is above 0, so it passes."
        assert x.values is not None
        slope = given("slope", "slope", x.values.dtype.type(self.slope), "option")
        output = step("output", "output", Operation.PRODUCT, slope, x)
        return (slope, output), "{x} is not above 0, so it is multiplied by the slope."
