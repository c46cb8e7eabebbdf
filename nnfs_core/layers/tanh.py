"""The hyperbolic tangent: any number squeezed between -1 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.kind_code import (
    PYTHON_EXPONENTIAL,
    Chapter,
    KindCode,
    SheetStep,
    Snippet,
)
from nnfs_core.layers.layer import Watch


@dataclass(frozen=True, eq=False)
class Tanh(Activation):
    """The hyperbolic tangent."""

    kind: ClassVar[str] = "tanh"
    title: ClassVar[str] = "Tanh"
    formula: ClassVar[str] = "tanh x"
    description: ClassVar[str] = "Squeezes each number between -1 and 1, with 0 in the middle."

    code: ClassVar[KindCode] = KindCode(
        python=Snippet(
            "tanh($x)",
            (
                PYTHON_EXPONENTIAL,
                '''
def tanh(inputs):
    """Squeeze each number between -1 and 1."""
    outputs = []
    for x in inputs:
        small = exponential(-2 * abs(x))  # at most 1, so it never overflows
        squeezed = (1 - small) / (1 + small)
        outputs.append(-squeezed if x < 0 else squeezed)
    return outputs
''',
            ),
        ),
        numpy=Snippet("np.tanh($x)"),
        classes=Snippet(
            "Tanh()",
            (
                '''
class Tanh:
    """Squeezes each number between -1 and 1, with 0 in the middle."""

    def forward(self, inputs):
        self.output = np.tanh(inputs)
''',
            ),
        ),
        torch=Snippet("nn.Tanh()"),
        keras=Snippet('keras.layers.Activation("tanh", name=$name)'),
        notebook=Chapter(
            r"y = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}",
            "The hyperbolic tangent has the shape of the sigmoid, but runs from -1 to 1, so that "
            "an input of 0 gives 0.",
            "$outputs = np.tanh($x)",
        ),
        sheet=(
            SheetStep("outputs", "Outputs", "TANH($x)", lambda values: np.tanh(values["inputs"])),
        ),
    )
    watch: ClassVar[Watch | None] = Watch(
        "saturated",
        "Outputs beyond -0.99 or 0.99, where the curve is flat.",
        lambda outputs: np.abs(outputs) > 0.99,
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.tanh(inputs, out=outputs)
