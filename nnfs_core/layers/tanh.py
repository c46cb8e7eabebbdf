"""The hyperbolic tangent: any number squeezed between -1 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.layer import Watch


@dataclass(frozen=True, eq=False)
class Tanh(Activation):
    """The hyperbolic tangent."""

    kind: ClassVar[str] = "tanh"
    title: ClassVar[str] = "Tanh"
    formula: ClassVar[str] = "tanh x"
    description: ClassVar[str] = "Squeezes each number between -1 and 1, with 0 in the middle."
    watch: ClassVar[Watch | None] = Watch(
        "saturated",
        "Outputs beyond -0.99 or 0.99, where the curve is flat.",
        lambda outputs: np.abs(outputs) > 0.99,
        "saturated",
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.tanh(inputs, out=outputs)
