"""The rectified linear activation: what is above 0 passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.layer import Watch
from nnfs_core.scratch import zeros_along


@dataclass(frozen=True, eq=False)
class ReLU(Activation):
    """Rectified linear: x above 0, else 0."""

    kind: ClassVar[str] = "relu"
    title: ClassVar[str] = "ReLU"
    formula: ClassVar[str] = "max(0, x)"
    description: ClassVar[str] = "Keeps what is above 0 and turns the rest into 0."
    watch: ClassVar[Watch | None] = Watch(
        "zero", "Outputs that are exactly 0.", lambda outputs: outputs == 0, "dead"
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.maximum(inputs, zeros_along(outputs), out=outputs)
