"""Defines the rectified linear activation: what is above 0 passes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.layer import Watch
from nnfs_core.layers.working import Line, Operation, given, step
from nnfs_core.machine.scratch import zeros_along


@dataclass(frozen=True, eq=False)
class ReLU(Activation):
    """Gives x above 0, else 0: rectified linear."""

    kind = "relu"
    title = "ReLU"
    formula = "max(0, x)"
    indexed_formula = "output[{i}, {j}] = max(0, input[{i}, {j}])"
    description = "Keeps what is above 0 and turns the rest into 0."
    watch = Watch("zero", "Outputs that are exactly 0.", lambda outputs: outputs == 0, "dead")

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.maximum(inputs, zeros_along(outputs), out=outputs)

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        zero = given("zero", "zero", 0.0)
        why = "{x} is above 0, so it passes." if value > 0 else "{x} is not above 0, so 0 it is."
        if np.isnan(value):
            why = "NaN stays NaN."
        return (step("output", "output", Operation.LARGER, zero, x),), why
