"""Defines the step activation: 1 above 0, else 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.layer import Watch
from nnfs_core.layers.working import Line, Operation, step
from nnfs_core.machine.scratch import scratch_like


@dataclass(frozen=True, eq=False)
class Step(Activation):
    """Gives 1 above 0, else 0."""

    kind = "step"
    title = "Step"
    formula = "1 if x > 0 else 0"
    indexed_formula = "output[{i}, {j}] = 1 if input[{i}, {j}] > 0 else 0"
    description = "Fires (1) above 0 and stays silent (0) at or below it."
    watch = Watch("silent", "Outputs that are exactly 0.", lambda outputs: outputs == 0)

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        missing = np.isnan(inputs, out=scratch_like("mask", inputs, bool))
        np.greater(inputs, 0, out=outputs, casting="unsafe")
        # A comparison would turn NaN into 0 and hide it.
        np.copyto(outputs, np.nan, where=missing)

    def largest_output(self, largest: float) -> float:
        return 1.0

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        why = (
            "{x} is above 0, so it gives 1." if value > 0 else "{x} is not above 0, so it gives 0."
        )
        if np.isnan(value):
            why = "NaN stays NaN."
        return (step("output", "output", Operation.ABOVE_ZERO, x),), why
