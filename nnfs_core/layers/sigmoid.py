"""The sigmoid activation: any number squeezed between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.layer import Watch
from nnfs_core.scratch import scratch_like


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
