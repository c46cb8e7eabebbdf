"""Defines softmax, which turns scores into probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import HALF, FloatArray
from nnfs_core.layers.layer import Layer
from nnfs_core.layers.options import Option, option
from nnfs_core.layers.working import Line, Operation, Working, given, step
from nnfs_core.numerals import number_words, short_number
from nnfs_core.wording import sentence


@dataclass(frozen=True, eq=False)
class Softmax(Layer):
    """Divides e^x by the sample's sum of e^x, with the sample's largest x subtracted first.

    The subtraction changes nothing in exact arithmetic and keeps every exponential at most 1.
    """

    subtract_maximum: int = option(
        1,
        Option(
            "Subtract the largest first",
            "Off shows why it is done: the exponential of a large number overflows.",
            0,
            1,
            whole=True,
            switch=True,
        ),
    )

    kind = "softmax"
    title = "Softmax"
    formula = "eˣ / Σ eˣ"
    indexed_formula = "output[{i}, {j}] = e^(input[{i}, {j}]) / Σₖ e^(input[{i}, k])"
    description = "Turns a sample's scores into probabilities that sum to 1."
    is_distribution = True

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        if not outputs.size:
            return
        if self.subtract_maximum:
            np.subtract(inputs, _largest(inputs), outputs)
            np.exp(outputs, outputs)
        else:
            np.exp(inputs, outputs)
        np.divide(outputs, _sums(outputs), outputs)

    def largest_output(self, largest: float) -> float:
        return 1.0

    def steps(self, inputs: FloatArray) -> dict[str, FloatArray]:
        """The numbers of each step of `write`, (samples, n_inputs) or (samples, 1), in order."""
        steps = {"input": inputs}
        powers_of = inputs
        if self.subtract_maximum:
            steps["largest"] = _largest(inputs)
            steps["shifted"] = powers_of = inputs - steps["largest"]
        steps["exponential"] = np.exp(powers_of)
        steps["sum"] = _sums(steps["exponential"])
        return {**steps, "probability": self.forward(inputs)}

    def working(self, inputs: FloatArray, neuron: int) -> Working:
        x = given("input", "inputs", inputs, "inputs")
        before: tuple[Line, ...] = (x,)
        why = "The largest is not subtracted: this layer's switch for it is off."
        powers = step("eˣ", "powers", Operation.EXPONENTIAL, x)
        if self.subtract_maximum:
            largest = step("largest", "largest", Operation.LARGEST, x)
            shifted = step("x - largest", "shifted", Operation.MINUS, x, largest)
            powers = step("e^(x - largest)", "powers", Operation.EXPONENTIAL, shifted)
            before = (x, largest, shifted)
            why = (
                "The largest input, {largest}, is subtracted first: the shares stay the same, "
                "and no exponential exceeds 1."
            )
        total = step("sum", "total", Operation.SUM, powers)
        power = step(powers.name, "power", Operation.ENTRY, powers, entry=neuron)
        output = step("output", "output", Operation.QUOTIENT, power, total)
        rule = "The exponential of each input, as a share of the sample's sum of exponentials."
        return Working(rule, (*before, powers, total, power, output), range(len(inputs)), why)

    def cause(self, inputs: FloatArray, neuron: int) -> str:
        bad = ~np.isfinite(inputs)
        if bad.any():
            at = int(np.argmax(bad))
            return sentence("input {at} of the sample is {input}")(at, number_words(inputs[at]))
        at = int(np.argmax(np.abs(inputs)))
        return sentence(
            "the exponentials of the sample, whose input {at} is {input}, leave the range of "
            "{name}; subtracting the largest input first prevents it"
        )(at, short_number(inputs[at]), inputs.dtype.name)


def _largest(inputs: FloatArray) -> FloatArray:
    """The largest input of each sample, (samples, 1)."""
    largest: FloatArray = np.maximum.reduce(inputs, axis=1, keepdims=True)
    return largest


def _sums(exponentials: FloatArray) -> FloatArray:
    """Their sum for each sample, (samples, 1); one of many float16 would soon stop growing."""
    wide = np.float32 if exponentials.dtype.char == HALF else None
    sums: FloatArray = np.add.reduce(exponentials, axis=1, keepdims=True, dtype=wide)
    return sums
