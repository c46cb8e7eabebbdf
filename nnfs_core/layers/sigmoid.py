"""Defines the sigmoid activation: any number squeezed between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.layer import Watch
from nnfs_core.layers.working import Line, Operation, given, step
from nnfs_core.machine.scratch import scratch_like


@dataclass(frozen=True, eq=False)
class Sigmoid(Activation):
    """Computes 1 / (1 + e^-x), from e^-|x|, which cannot overflow."""

    kind = "sigmoid"
    title = "Sigmoid"
    formula = "1 / (1 + e⁻ˣ)"
    indexed_formula = "output[{i}, {j}] = 1 / (1 + e^(-input[{i}, {j}]))"
    description = "Squeezes each number between 0 (far left) and 1 (far right)."
    watch = Watch(
        "saturated",
        "Outputs below 0.01 or above 0.99, where the curve is flat.",
        lambda outputs: (outputs < 0.01) | (outputs > 0.99),
        "saturated",
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        is_right = np.greater_equal(inputs, 0, out=scratch_like("mask", inputs, bool))
        np.abs(inputs, out=outputs)
        np.negative(outputs, out=outputs)
        np.exp(outputs, out=outputs)  # e^-|x|, at most 1
        denominators = np.add(outputs, 1, out=scratch_like("denominators", outputs))
        np.copyto(outputs, 1, where=is_right)
        np.divide(outputs, denominators, out=outputs)

    def largest_output(self, largest: float) -> float:
        return 1.0

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        one = given("one", "one", 1.0)
        if value < 0:
            power = step("eˣ", "power", Operation.EXPONENTIAL, x)
            denominator = step("1 + eˣ", "denominator", Operation.PLUS, one, power)
            why = (
                "{x} is below 0, so eˣ / (1 + eˣ) is used: the same number, and eˣ cannot overflow."
            )
            output = step("output", "output", Operation.QUOTIENT, power, denominator)
            return (power, denominator, output), why
        opposite = step("-x", "opposite", Operation.NEGATIVE, x)
        power = step("e⁻ˣ", "power", Operation.EXPONENTIAL, opposite)
        denominator = step("1 + e⁻ˣ", "denominator", Operation.PLUS, one, power)
        output = step("output", "output", Operation.QUOTIENT, one, denominator)
        return (opposite, power, denominator, output), ""
