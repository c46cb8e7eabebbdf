"""Defines the hyperbolic tangent: any number squeezed between -1 and 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.layer import Watch
from nnfs_core.layers.working import Line, Operation, given, step


def nearly_straight(dtype: np.dtype[np.floating]) -> float:
    """Up to where x - tanh x = x³/3 - … is under half of the last binary digit of x."""
    return float(np.sqrt(0.75 * np.finfo(dtype).eps))


@dataclass(frozen=True, eq=False)
class Tanh(Activation):
    """Computes the hyperbolic tangent."""

    kind = "tanh"
    title = "Tanh"
    formula = "tanh x"
    indexed_formula = "output[{i}, {j}] = tanh input[{i}, {j}]"
    description = "Squeezes each number between -1 and 1, with 0 in the middle."
    watch = Watch(
        "saturated",
        "Outputs beyond -0.99 or 0.99, where the curve is flat.",
        lambda outputs: np.abs(outputs) > 0.99,
        "saturated",
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.tanh(inputs, out=outputs)

    def largest_output(self, largest: float) -> float:
        return 1.0

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        assert x.values is not None
        if abs(value) < nearly_straight(x.values.dtype):
            why = "{x} is so close to 0 that tanh x is x itself to all digits."
            return (step("output", "output", Operation.SAME, x),), why
        one = given("one", "one", 1.0)
        double = step("2x", "double", Operation.TWICE, x)
        if value < 0:  # the exponential of a number below 0 cannot overflow
            power = step("e²ˣ", "power", Operation.EXPONENTIAL, double)
            numerator = step("e²ˣ - 1", "numerator", Operation.MINUS, power, one)
            denominator = step("e²ˣ + 1", "denominator", Operation.PLUS, power, one)
            why = "tanh x = (e²ˣ - 1) / (e²ˣ + 1), the form for {x}, which is below 0."
            before: tuple[Line, ...] = (double,)
        else:
            opposite = step("-2x", "opposite", Operation.NEGATIVE, double)
            power = step("e⁻²ˣ", "power", Operation.EXPONENTIAL, opposite)
            numerator = step("1 - e⁻²ˣ", "numerator", Operation.MINUS, one, power)
            denominator = step("1 + e⁻²ˣ", "denominator", Operation.PLUS, one, power)
            why = "tanh x = (1 - e⁻²ˣ) / (1 + e⁻²ˣ), the form for {x}, which is not below 0."
            before = (double, opposite)
        output = step("output", "output", Operation.QUOTIENT, numerator, denominator)
        return (*before, power, numerator, denominator, output), why
