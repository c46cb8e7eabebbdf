"""The linear activation: numbers pass unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.kind_code import Chapter, KindCode, SheetStep, Snippet
from nnfs_core.layers.working import Line, Operation, step


@dataclass(frozen=True, eq=False)
class Linear(Activation):
    """The identity: what comes in goes out."""

    kind: ClassVar[str] = "linear"
    title: ClassVar[str] = "Linear"
    formula: ClassVar[str] = "x"
    indexed_formula: ClassVar[str] = "output[{i}, {j}] = input[{i}, {j}]"
    description: ClassVar[str] = "Passes each number on unchanged: the output of a regression."

    code: ClassVar[KindCode] = KindCode(
        python=Snippet(
            "linear($x)",
            (
                '''
def linear(inputs):
    """Pass every number on unchanged."""
    return inputs
''',
            ),
        ),
        numpy=Snippet("$x"),
        classes=Snippet(
            "Linear()",
            (
                '''
class Linear:
    """Passes each number on unchanged."""

    def forward(self, inputs):
        self.output = inputs
''',
            ),
        ),
        torch=Snippet("nn.Identity()"),
        keras=Snippet('keras.layers.Activation("linear", name=$name)'),
        notebook=Chapter(
            r"y = x",
            "A linear activation changes nothing. It stands at the end of a network that predicts "
            "a value of any size, such as a price or a temperature.",
            "$outputs = $x",
        ),
        sheet=(SheetStep("outputs", "Outputs", "$x", lambda values: values["inputs"]),),
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.copyto(outputs, inputs)

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        return (step("output", "output", Operation.SAME, x),), ""
