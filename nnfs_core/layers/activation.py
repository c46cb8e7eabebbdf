"""What every activation is: a layer that looks at one number at a time."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.layer import Layer


@dataclass(frozen=True, eq=False)
class Activation(Layer):
    """A layer that gives one output for each input; `write` may be given them as one array."""

    def operands(self, neuron: int, n_inputs: int) -> range:
        return range(neuron, neuron + 1)

    def cause(self, inputs: FloatArray, neuron: int) -> str:
        return f"its input is {inputs[neuron]:g}"
