"""Defines what every activation is: a layer that looks at one number at a time."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.layer import Layer
from nnfs_core.layers.working import Line, Working, given
from nnfs_core.numerals import number_words
from nnfs_core.wording import sentence


@dataclass(frozen=True, eq=False)
class Activation(Layer):
    """Gives one output for each input; `write` may be given them as one array."""

    def operands(self, neuron: int, n_inputs: int) -> range:
        return range(neuron, neuron + 1)

    def working(self, inputs: FloatArray, neuron: int) -> Working:
        x = given("input", "x", inputs[neuron], "inputs")
        lines, why = self.lines(x, float(inputs[neuron]))
        return Working(self.description, (x, *lines), self.operands(neuron, len(inputs)), why)

    @abstractmethod
    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        """The lines from the input, whose number is `value`, to the output; why it is these."""

    def cause(self, inputs: FloatArray, neuron: int) -> str:
        return sentence("its input is {input}")(number_words(inputs[neuron]))
