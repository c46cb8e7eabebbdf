"""Defines the linear activation: numbers pass unchanged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.working import Line, Operation, step


@dataclass(frozen=True, eq=False)
class Linear(Activation):
    """Gives out what comes in: the identity."""

    kind = "linear"
    title = "Linear"
    formula = "x"
    indexed_formula = "output[{i}, {j}] = input[{i}, {j}]"
    description = "Passes each number on unchanged: the output of a regression."

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.copyto(outputs, inputs)

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        return (step("output", "output", Operation.SAME, x),), ""
