"""The linear activation: numbers pass unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation


@dataclass(frozen=True, eq=False)
class Linear(Activation):
    """The identity: what comes in goes out."""

    kind: ClassVar[str] = "linear"
    title: ClassVar[str] = "Linear"
    formula: ClassVar[str] = "x"
    description: ClassVar[str] = "Passes each number on unchanged: the output of a regression."

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.copyto(outputs, inputs)
